package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secondstory/backend/cli"
	"secondstory/backend/internal/gittest"
)

const payouts = "# Payouts were sent twice\n\n- Severity: SEV2\n\n## Summary\n\nThe batch ran twice.\n\n## Timeline\n\n- 2026-03-01 10:00 UTC alarm\n"

func TestAReplacedHistoryIsAcceptedInATerminal(t *testing.T) {
	gittest.Need(t)
	for _, bringBack := range []bool{false, true} {
		a, b, folder := twoDesks(t)
		a.ok("import", a.file("payout.md", payouts))
		ref := parse[struct{ Reviews []struct{ Ref string } }](t, a.ok("review", "list", "--json")).Reviews[0].Ref
		a.ok("space", "add", "Payments", folder)
		a.ok("space", "share", "Payments", ref)
		a.ok("sync")
		a.ok("record", "set", ref, "title=Sent and gone from there")
		a.ok("sync")
		gittest.Run(t, folder, "update-ref", "refs/heads/main", "main~1")
		a.ok("record", "set", ref, "severity=SEV1")
		c := a.do("sync")
		if c.status != cli.Failed || !strings.Contains(c.err, "choose how to go on") || !strings.Contains(c.err, "secondstory space accept Payments --bring-back") {
			t.Fatalf("%+v", c)
		}
		args := []string{"space", "accept", "Payments"}
		want := "Payouts were sent twice"
		if bringBack {
			args, want = append(args, "--bring-back"), "Sent and gone from there"
		}
		if s := parse[syncDoc](t, a.ok(append(args, "--json")...)).Spaces; len(s) != 1 || s[0].State != "done" {
			t.Errorf("%+v", s)
		}
		b.ok("space", "add", "Ours", folder)
		for _, d := range []*desk{a, b} {
			if out := d.ok("review", "show", ref); !strings.Contains(out, want) || !strings.Contains(out, "SEV1") {
				t.Error(out)
			}
		}
	}
}

func TestWhatAKilledProgramLeftInAFolderIsFoundAndTakenAway(t *testing.T) {
	a, _, folder := twoDesks(t)
	a.ok("import", a.file("payout.md", payouts))
	ref := parse[struct{ Reviews []struct{ Ref string } }](t, a.ok("review", "list", "--json")).Reviews[0].Ref
	a.ok("space", "add", "Payments", folder)
	if out := a.ok("space", "doctor", "Payments"); !strings.Contains(out, "Nothing lies in the way") {
		t.Error(out)
	}
	a.ok("space", "share", "Payments", ref)
	lock := filepath.Join(folder, "refs", "heads", "main.lock")
	old := time.Now().Add(-3 * time.Hour)
	if err := os.WriteFile(lock, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(lock, old, old); err != nil {
		t.Fatal(err)
	}
	if c := a.do("sync"); c.status != cli.Failed || !strings.Contains(c.err, lock) {
		t.Errorf("%+v", c)
	}
	if c := a.do("space", "doctor", "Payments", "--json"); c.status != cli.NeedsPerson || parse[struct{ Lock string }](t, c.out).Lock != lock {
		t.Errorf("%+v", c)
	}
	// Nobody can be asked here, and nobody has said it.
	if c := a.do("space", "doctor", "Payments", "--unlock"); c.status != cli.Usage {
		t.Errorf("%+v", c)
	}
	if out := a.ok("space", "doctor", "Payments", "--unlock", "--yes"); !strings.Contains(out, "free again") {
		t.Error(out)
	}
	if s := parse[syncDoc](t, a.ok("sync", "--json")).Spaces; s[0].Sent != 1 {
		t.Errorf("%+v", s)
	}
	for _, args := range [][]string{{"space", "accept"}, {"space", "doctor"}, {"space", "list", "--unlock"}, {"space", "doctor", "Payments", "--bring-back"}} {
		if c := a.do(args...); c.status != cli.Usage {
			t.Errorf("%v: %+v", args, c)
		}
	}
}
