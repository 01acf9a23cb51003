package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secondstory/backend/cli"
)

func TestReportsAcrossRecordsHaveEveryAction(t *testing.T) {
	a := newDesk(t)
	for _, name := range []string{"gates", "payout"} {
		a.ok("import", a.file(name+".md", "# The "+name+" failed\n\n## Actions\n\n| Action | Owner | Due |\n|---|---|---|\n| Alarm for "+name+" | Operations lead | 2026-01-02 |\n| =HYPERLINK(\"http://x.example\") | Operations lead | |\n"))
	}
	dir := t.TempDir()
	for _, ending := range []string{"md", "html", "json"} {
		out := filepath.Join(dir, "actions."+ending)
		a.ok("report", "actions", "-o", out, "--as-of", "2026-02-01")
		raw, err := os.ReadFile(out)
		if err != nil || !strings.Contains(string(raw), "Alarm for gates") || !strings.Contains(string(raw), "Alarm for payout") || !strings.Contains(string(raw), "4 actions of 2 reviews") {
			t.Errorf("%s: %v\n%s", ending, err, raw)
		}
	}
	first, second := filepath.Join(dir, "1.pdf"), filepath.Join(dir, "2.pdf")
	a.ok("report", "actions", "-o", first)
	t.Setenv("TZ", "Pacific/Auckland")
	a.ok("report", "actions", "-o", second)
	one, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	if two, err := os.ReadFile(second); err != nil || !bytes.Equal(one, two) {
		t.Errorf("two registers of the same actions differ: %v", err)
	}
	// Nobody wrote anything for a year, and a day went by: what was agreed is late today.
	a.ok("import", a.file("late.md", "# The lift stopped\n\n## Actions\n\n| Action | Owner | Due | Status |\n|---|---|---|---|\n| Oil the rope | Operations lead | 2027-06-15 | committed |\n"))
	for i, want := range []string{"- **2** Overdue\n- **1** Agreed", "- **3** Overdue\n- **0** Agreed"} {
		a.at = time.Date(2027, 6, 15+i, 23, 0, 0, 0, time.UTC)
		out := filepath.Join(dir, "today.md")
		a.ok("report", "actions", "-o", out)
		raw, err := os.ReadFile(out)
		if err != nil || !strings.Contains(string(raw), want) {
			t.Errorf("%v: no %q: %v\n%s", a.at, want, err, raw)
		}
	}
	a.ok("report", "incidents", "-o", filepath.Join(dir, "incidents.html"))
	if c := a.do("report", "actions"); c.status != cli.Usage {
		t.Errorf("%+v", c)
	}
	if c := a.do("report", "actions", "REV-26-AAAAAA", "-o", "x.pdf"); c.status != cli.Usage {
		t.Errorf("%+v", c)
	}
}
