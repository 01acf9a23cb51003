package cli_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
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
	// What narrows one kind says so where it would narrow nothing.
	for _, args := range [][]string{{"actions", "--severity", "SEV1"}, {"actions", "--since", "2026-03-01"}, {"internal", "REV-26-AAAAAA", "--service", "checkout"},
		{"incidents", "--issue", "the board"}, {"trend", "--words", "queue"}, {"verify", "x.pdf", "--period", "2026"}} {
		out := filepath.Join(dir, "narrowed.csv")
		if c := a.do(append([]string{"report", "-o", out}, args...)...); c.status != cli.Usage || !strings.Contains(c.err, "has no meaning here") {
			t.Errorf("%v: %+v", args, c)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%v wrote a file", args)
		}
	}
}

// A table has every row and only what the filter finds, no cell is a formula, and two
// tables of the same rows are the same to the byte.
func TestRegistersAsTablesHaveEveryRow(t *testing.T) {
	a := newDesk(t)
	a.ok("import", a.file("gates.md", "# Gates failed\n\n## Actions\n\n| Action | Owner | Due | Status |\n|---|---|---|---|\n| =HYPERLINK(\"http://x.example\") | Operations lead | 2026-01-02 | committed |\n"))
	rows := "Number,Title,Severity,Status,Opened,Service\n"
	for i := range 40 {
		rows += fmt.Sprintf("INC%03d,=cmd|' /C calc'!A%d,SEV%d,resolved,2026-03-%02d 10:00,checkout\n", i, i, 1+i%2, 1+i%28)
	}
	a.do("incident", "import", a.file("list.csv", rows), "--zone", "UTC")
	dir := t.TempDir()
	read := func(name string) []byte {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	for _, kind := range []string{"actions", "incidents"} {
		for _, ending := range []string{"csv", "xlsx"} {
			for _, n := range []string{"1", "2"} {
				a.ok("report", kind, "-o", filepath.Join(dir, kind+n+"."+ending), "--as-of", "2026-02-01")
			}
			if !bytes.Equal(read(kind+"1."+ending), read(kind+"2."+ending)) {
				t.Errorf("%s %s: two differ", kind, ending)
			}
		}
		lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(read(kind+"1.csv"), []byte("\uFEFF")))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if want := map[string]int{"actions": 2, "incidents": 41}[kind]; len(lines) != want {
			t.Errorf("%s: %d rows", kind, len(lines))
		}
		for _, row := range lines {
			for _, c := range row {
				if c != "" && strings.ContainsRune("=+-@", rune(c[0])) {
					t.Errorf("%s: a formula: %q", kind, c)
				}
			}
		}
		if kind == "actions" && lines[1][5] != "30" {
			t.Errorf("days overdue: %q", lines[1])
		}
	}
	a.ok("report", "incidents", "-o", filepath.Join(dir, "n.csv"), "--severity", "SEV1", "--since", "2026-03-05")
	a.ok("report", "incidents", "-o", filepath.Join(dir, "n.md"), "--severity", "SEV1", "--since", "2026-03-05")
	if n := bytes.Count(read("n.csv"), []byte("\n")) - 1; n < 5 || n > 19 || bytes.Contains(read("n.csv"), []byte("SEV2")) {
		t.Errorf("%d rows of one severity", n)
	}
	if text := string(read("n.md")); !strings.Contains(text, "Only SEV1; 2026-03-05 …") {
		t.Error(text)
	}
	for _, args := range [][]string{{"--since", "soon"}, {"--state", "asleep"}} {
		if c := a.do(append([]string{"report", "incidents", "-o", filepath.Join(dir, "x.csv")}, args...)...); c.status != cli.Usage {
			t.Errorf("%v: %+v", args, c)
		}
	}
}

// What the terminal tells of each assessment stands on paper and in every table, a row for
// each notice.
func TestTheRegisterOfObligationsIsWholeInEveryForm(t *testing.T) {
	d := newDesk(t)
	ref := d.guests()
	d.ok("obligation", "assess", ref, "--pack", "hipaa", "--zone", "America/New_York", "--fact", "people=499", "--fact", "state_residents=500", "--event", "discovered=2026-01-05",
		"--decision", "notifiable", "--role", "=privacy officer", "--reason", "Bookings of others were shown.")
	d.ok("obligation", "submit", ref, "individuals", "--at", "2026-02-01 10:00", "--zone", "America/New_York", "--role", "=privacy officer")
	said := parse[struct {
		Assessments []struct {
			Ref    string
			Clocks []struct {
				Name, State string
				Due         *struct {
					Day, Case string
					Whole     bool
				}
				Sent []struct{ At struct{ Case string } }
			}
		}
	}](t, d.ok("obligation", "register", "--json")).Assessments[0]
	want, rows := []string{said.Ref, ref, "privacy officer", "Bookings of others were shown.", "499"}, 0
	for _, k := range said.Clocks {
		if k.State == "not_required" {
			continue
		}
		rows++
		if want = append(want, k.Name); k.Due != nil {
			end := k.Due.Case
			if k.Due.Whole {
				end = k.Due.Day
			}
			want = append(want, end)
		}
		for _, s := range k.Sent {
			want = append(want, s.At.Case)
		}
	}
	dir := t.TempDir()
	for _, ending := range []string{"pdf", "html", "md", "json", "csv", "xlsx"} {
		var files [2][]byte
		for i, zone := range []string{"UTC", "Pacific/Auckland"} {
			t.Setenv("TZ", zone)
			out := filepath.Join(dir, fmt.Sprint(i)+"."+ending)
			d.ok("report", "obligations", "-o", out)
			raw, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			files[i] = raw
		}
		if !bytes.Equal(files[0], files[1]) {
			t.Errorf("%s differs between two zones", ending)
		}
		text := unspaced(strings.ReplaceAll(string(files[0]), "\\", ""))
		switch ending {
		case "pdf":
			text, _ = onPaper(t, filepath.Join(dir, "0.pdf"))
		case "xlsx":
			continue // the same table as CSV
		case "csv":
			lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(files[0], []byte("\uFEFF")))).ReadAll()
			if err != nil || len(lines) != 1+rows || rows < 2 {
				t.Errorf("%d rows of %d: %v", len(lines), rows, err)
			}
			for _, c := range slices.Concat(lines...) {
				if c != "" && strings.ContainsRune("=+-@", rune(c[0])) {
					t.Errorf("a formula: %q", c)
				}
			}
		}
		for _, w := range want {
			if w == "499" && ending == "csv" {
				continue // a table has no room for what was stated
			}
			if !strings.Contains(text, unspaced(w)) {
				t.Errorf("%s: no %q", ending, w)
			}
		}
	}
	if c := d.do("report", "obligations", "-o", filepath.Join(dir, "x.csv"), "--as-of", "2026-02-01"); c.status != cli.Usage {
		t.Errorf("%+v", c)
	}
}
