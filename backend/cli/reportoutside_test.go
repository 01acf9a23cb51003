package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/cli"
)

func TestReportsForReadersOutsideSayWhatTheyLeaveOut(t *testing.T) {
	a := newDesk(t)
	a.ok("import", a.file("payout.md", "# Payouts were sent twice\n\n## Summary\n\nThe batch on db-prod-3.internal ran twice; see https://wiki.corp.example/p/1.\n\n## Timeline\n\n- 2026-03-01 10:00 UTC alarm\n"))
	ref := parse[struct{ Reviews []struct{ Ref string } }](t, a.ok("review", "list", "--json")).Reviews[0].Ref
	out := filepath.Join(t.TempDir(), "c.pdf")
	c := a.do("report", "customer", ref, "-o", out, "--keep", "https://wiki.corp.example/p/1")
	if c.status != 0 {
		t.Fatalf("%+v", c)
	}
	for _, want := range []string{"Left out, a server: db-prod-3.internal", "Stays, as you said, a link: https://wiki.corp.example/p/1", "This layout has no place for: 1 timeline entry"} {
		if !strings.Contains(c.err, want) {
			t.Errorf("%q is not said:\n%s", want, c.err)
		}
	}
	first, err := os.ReadFile(out)
	if err != nil || !bytes.HasPrefix(first, []byte("%PDF-")) {
		t.Fatal(err)
	}
	a.ok("report", "regulator", ref, "-o", out+"r")
	for ending, begins := range map[string]string{"html": "<!DOCTYPE html>", "md": "Report on", "json": "{"} {
		file := filepath.Join(filepath.Dir(out), "c."+ending)
		a.ok("report", "customer", ref, "-o", file)
		raw, err := os.ReadFile(file)
		if err != nil || !strings.HasPrefix(string(raw), begins) || !strings.Contains(string(raw), "ran twice") || strings.Contains(string(raw), "db-prod-3") {
			t.Errorf("%s: %v\n%s", ending, err, raw)
		}
	}
	if c := a.do("report", "internal", ref, "-o", out+"2", "--audience", "customer"); c.status != cli.Usage {
		t.Errorf("%+v", c)
	}
	if _, err := os.Stat(out + "2"); err == nil {
		t.Error("the internal report was marked for customers")
	}
}
