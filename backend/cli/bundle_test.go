package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/cli"
	"secondstory/backend/internal/gittest"
)

func TestTwoPeopleShareAReviewThroughAStick(t *testing.T) {
	a, b, _ := twoDesks(t)
	stick := t.TempDir()
	a.ok("import", a.file("payout.md", "# Payouts were sent twice\n\n- Severity: SEV2\n\n## Summary\n\nThe batch ran twice.\n\n## Timeline\n\n- 2026-03-01 10:00 UTC alarm\n"))
	ref := parse[struct{ Reviews []struct{ Ref string } }](t, a.ok("review", "list", "--json")).Reviews[0].Ref
	if c := b.do("space", "bundle", "in", "Ours", stick); c.status != cli.Failed || !strings.Contains(c.err, "no bundle") {
		t.Errorf("%+v", c)
	}
	if out := a.ok("space", "add", "Payments", stick, "--bundles"); !strings.Contains(out, "has begun") {
		t.Error(out)
	}
	a.ok("space", "share", "Payments", ref)
	out := a.ok("space", "bundle", "out", "Payments", stick)
	if !strings.Contains(out, "Written: ") || !strings.Contains(out, "1 written") || strings.Contains(out, "sent") {
		t.Error(out)
	}
	if out := a.ok("space", "bundle", "out", "Payments", stick); !strings.Contains(out, "hold everything already") {
		t.Error(out)
	}
	if out := b.ok("space", "bundle", "in", "Ours", stick); !strings.Contains(out, "takes part") || !strings.Contains(out, "0 written") || !strings.Contains(out, "1 received") {
		t.Error(out)
	}
	if out := b.ok("record", "show", ref, "--json"); !strings.Contains(out, "The batch ran twice.") {
		t.Error(out)
	}
	// By mail: only the file, and in the wrong order.
	a.ok("record", "set", ref, "severity=SEV1")
	mail := t.TempDir()
	full := parse[struct{ Spaces []struct{ Wrote string } }](t, a.ok("space", "bundle", "out", "Payments", mail, "--full", "--json")).Spaces[0].Wrote
	gittest.Need(t)
	if out := gittest.Run(t, t.TempDir(), "clone", "-q", full, "clone"); out != "" {
		t.Error(out)
	}
	a.ok("record", "set", ref, "title=Payouts went twice")
	next := parse[struct{ Spaces []struct{ Wrote string } }](t, a.ok("space", "bundle", "out", "Payments", mail, "--json")).Spaces[0].Wrote
	c := b.do("space", "bundle", "in", "Ours", next)
	if c.status != cli.NeedsPerson || !strings.Contains(c.out, "waits here") {
		t.Errorf("%+v", c)
	}
	if out := b.ok("space", "bundle", "in", "Ours", full, full); !strings.Contains(out, "0 written, 1 received") {
		t.Error(out)
	}
	if x, y := content(a.ok("record", "show", ref, "--json")), content(b.ok("record", "show", ref, "--json")); x != y {
		t.Errorf("%s\n%s", x, y)
	}
	// A plain sync of such a space goes through its folder.
	b.ok("record", "set", ref, "severity=SEV3")
	b.ok("sync")
	if out := a.ok("sync"); !strings.Contains(out, "1 received") {
		t.Error(out)
	}
	if err := os.RemoveAll(stick); err != nil {
		t.Fatal(err)
	}
	if c := a.do("sync"); c.status != cli.Failed || !strings.Contains(c.err, "stick was pulled out") {
		t.Errorf("%+v", c)
	}
	junk := filepath.Join(mail, "holiday.bundle")
	if err := os.WriteFile(junk, []byte("a picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	if c := a.do("space", "bundle", "in", "Payments", junk); c.status != cli.NeedsPerson || !strings.Contains(c.out, "no bundle of a space") {
		t.Errorf("%+v", c)
	}
	for _, wrong := range [][]string{{"space", "bundle", "in", "Payments"}, {"space", "bundle", "out"}, {"space", "bundle", "in", "Payments", mail, "--full"}, {"space", "list", "--bundles"}} {
		if c := a.do(wrong...); c.status != cli.Usage {
			t.Errorf("%v: %+v", wrong, c)
		}
	}
}
