package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/cli"
)

func TestASpaceIsMirroredInAFolderAndTakenBack(t *testing.T) {
	a, _, folder := twoDesks(t)
	a.ok("import", a.file("payout.md", "# Payouts were sent twice\n\n- Severity: SEV2\n\n## Summary\n\nThe batch ran twice.\n\n## Timeline\n\n- 2026-03-01 10:00 UTC alarm\n"))
	ref := parse[struct{ Reviews []struct{ Ref string } }](t, a.ok("review", "list", "--json")).Reviews[0].Ref
	a.ok("space", "add", "Payments", folder)
	a.ok("space", "share", "Payments", ref)
	dir := t.TempDir()
	if c := a.do("space", "mirror", "Payments", "--once"); c.status != cli.Failed || !strings.Contains(c.err, "no mirror folder") {
		t.Errorf("%+v", c)
	}
	if out := a.ok("space", "mirror", "Payments", dir, "--once"); !strings.Contains(out, "files written") {
		t.Error(out)
	}
	found, err := filepath.Glob(filepath.Join(dir, "reviews", "*", "*", "*", "review.md"))
	if err != nil || len(found) != 1 {
		t.Fatalf("%v %v", found, err)
	}
	data, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	save := func(text string) {
		if err := os.WriteFile(found[0], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	save(strings.Replace(string(data), "The batch ran twice.", "The batch ran two times.", 1))
	if out := a.ok("space", "mirror", "Payments", "--once"); !strings.Contains(out, "1 taken from there, files written: 0") {
		t.Error(out)
	}
	if out := a.ok("record", "show", ref, "--json"); !strings.Contains(out, "The batch ran two times.") {
		t.Error(out)
	}
	if out := a.ok("record", "history", ref); !strings.Contains(out, "Changed in the mirror folder") {
		t.Error(out)
	}
	// A folder that was renamed gets its name back, which is told and nothing to be done.
	if err := os.Rename(filepath.Dir(found[0]), filepath.Join(dir, "reviews", "payouts")); err != nil {
		t.Fatal(err)
	}
	if out := a.ok("space", "mirror", "Payments", "--once"); !strings.Contains(out, "  "+ref+"  The folder of this review lay in reviews/payouts.") || strings.Contains(out, "of no review") {
		t.Error(out)
	}
	// Two versions in one file are a question, as where the program and the file differ.
	save(strings.Replace(string(data), "The batch ran twice.", "<<<<<<< mine\nThe batch ran thrice.\n=======\nThe batch ran once.\n>>>>>>> theirs", 1))
	if c := a.do("space", "mirror", "Payments", "--once"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "1 to decide") {
		t.Errorf("%+v", c)
	}
	if data, err = os.ReadFile(found[0]); err != nil {
		t.Fatal(err)
	}
	save(strings.Replace(string(data), "severity: SEV2", "severity: banana", 1))
	if c := a.do("space", "mirror", "Payments", "--once"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "none of the values") || !strings.Contains(c.out, "\n    severity: banana\n") {
		t.Errorf("%+v", c)
	}
	if out := a.ok("review", "list"); strings.Contains(out, "banana") {
		t.Error(out)
	}
	save("no front at all")
	c := a.do("space", "mirror", "Payments", "--once", "--json")
	m := parse[struct {
		Problems []struct{ Ref, Path, Message string }
	}](t, c.out)
	if c.status != cli.NeedsPerson || len(m.Problems) != 1 || m.Problems[0].Ref != ref {
		t.Errorf("%+v", c)
	}
	if out := a.ok("space", "mirror", "Payments", "--off"); !strings.Contains(out, "The files stay") {
		t.Error(out)
	}
	if left, err := os.ReadFile(found[0]); err != nil || string(left) != "no front at all" {
		t.Errorf("%q %v", left, err)
	}
	for _, wrong := range [][]string{{"space", "mirror"}, {"space", "mirror", "Payments", dir, "--off"}, {"space", "list", "--once"}} {
		if c := a.do(wrong...); c.status != cli.Usage {
			t.Errorf("%v: %+v", wrong, c)
		}
	}
}
