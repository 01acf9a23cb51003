package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/cli"
)

func TestAReportThatWentOutIsKnownAgain(t *testing.T) {
	a := newDesk(t)
	a.ok("import", a.file("payout.md", "# Payouts were sent twice\n\n## Summary\n\nThe batch on db-prod-3.internal ran twice.\n\n## Timeline\n\n- 2026-03-01 10:00 UTC alarm\n"))
	ref := parse[struct{ Reviews []struct{ Ref string } }](t, a.ok("review", "list", "--json")).Reviews[0].Ref
	dir := t.TempDir()
	for _, ending := range []string{"pdf", "html", "json"} {
		out := filepath.Join(dir, "c."+ending)
		a.ok("report", "customer", ref, "-o", out, "--issue", "The bank's customers")
		if said := a.ok("report", "verify", out); !strings.Contains(said, "says the same") {
			t.Error(said)
		}
	}
	type issued struct {
		Ref, Kind, To, Name, By string
		Removed                 int
	}
	list := parse[struct{ Issued []issued }](t, a.ok("report", "issued", ref, "--json")).Issued
	if len(list) != 3 || list[2].Name != "c.pdf" || list[2].To != "The bank's customers" || list[2].Removed != 1 || list[2].By == "" {
		t.Errorf("%+v", list)
	}
	// What was printed without being issued is not in the register, nor is a changed file.
	other := filepath.Join(dir, "other.pdf")
	a.ok("report", "internal", ref, "-o", other)
	changed := filepath.Join(dir, "changed.html")
	raw, err := os.ReadFile(filepath.Join(dir, "c.html"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(changed, []byte(strings.Replace(string(raw), "twice", "once", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	// One character of an issued file, its line ends, or what a program adds when it saves
	// a PDF again: it went out once, and says something else now.
	rewritten := filepath.Join(dir, "rewritten.pdf")
	paper, err := os.ReadFile(filepath.Join(dir, "c.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(rewritten, append(paper, "\n% saved again\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{other: "was not issued from this workspace", changed: "The bank's customers", rewritten: "changed after it was issued"} {
		if c := a.do("report", "verify", file); c.status != cli.Failed || !strings.Contains(c.out, want) {
			t.Errorf("%s: %+v", file, c)
		}
	}
	if said := a.do("report", "verify", changed, "--json").out; !strings.Contains(said, `"state": "changed"`) || !strings.Contains(said, `"name": "c.html"`) {
		t.Error(said)
	}
	a.ok("record", "set", ref, "title=Payouts were sent three times")
	if said := a.ok("report", "verify", filepath.Join(dir, "c.pdf")); !strings.Contains(said, "has changed since") {
		t.Error(said)
	}
	if said := a.ok("doctor"); said == "" {
		t.Error("doctor says nothing")
	}
	// The entry is no step of the review: undo takes the title back, and the register stays.
	a.ok("record", "undo", ref)
	if said := a.ok("report", "verify", filepath.Join(dir, "c.pdf")); !strings.Contains(said, "says the same") {
		t.Error(said)
	}
	for _, args := range [][]string{{"report", "verify"}, {"report", "customer", ref, "-o", "-", "--issue", "x"}} {
		if c := a.do(args...); c.status != cli.Usage {
			t.Errorf("%v: %+v", args, c)
		}
	}
	if c := a.do("report", "verify", filepath.Join(dir, "nothing.pdf")); c.status != cli.Failed {
		t.Errorf("%+v", c)
	}
}
