package cli_test

import (
	"strings"
	"testing"

	"secondstory/backend/cli"
)

func TestAnAliasIsChosenInATerminalToo(t *testing.T) {
	a, b, folder := twoDesks(t)
	a.ok("import", a.file("payout.md", "# Payouts were sent twice\n\n- Severity: SEV2\n\n## Summary\n\nThe batch ran twice.\n\n## Timeline\n\n- 2026-03-01 10:00 UTC alarm\n"))
	ref := parse[struct{ Reviews []struct{ Ref string } }](t, a.ok("review", "list", "--json")).Reviews[0].Ref
	a.ok("space", "add", "Payments", folder, "--alias", "Kite")
	if out := a.ok("space", "alias", "Payments"); !strings.Contains(out, "call you Kite") {
		t.Error(out)
	}
	a.ok("space", "share", "Payments", ref)
	a.ok("sync")
	if out := b.ok("space", "add", "Ours", folder); !strings.Contains(out, "Written by Kite.") {
		t.Error(out)
	}
	if out := b.ok("record", "history", ref); !strings.Contains(out, "by Kite") {
		t.Error(out)
	}
	if out := a.ok("space", "alias", "Payments", "Otter of the night"); !strings.Contains(out, "Otter of the night once you have synced") {
		t.Error(out)
	}
	a.ok("sync")
	b.ok("sync")
	if out := b.ok("record", "history", ref); !strings.Contains(out, "by Otter of the night") || strings.Contains(out, "Kite") {
		t.Error(out)
	}

	// One that somebody has already is told apart.
	if out := b.ok("space", "alias", "Ours", "otter OF the night"); !strings.Contains(out, "is called otter OF the night too") {
		t.Error(out)
	}
	b.ok("space", "alias", "Ours", "")

	// Two versions stand under whose they are.
	a.ok("record", "set", ref, "title=Payouts were sent once more")
	b.ok("record", "set", ref, "title=The batch ran twice")
	a.ok("sync")
	b.do("sync")
	id := parse[struct{ Conflicts []struct{ ID string } }](t, b.do("conflicts", "list", "--json").out).Conflicts[0].ID
	if out := b.do("conflicts", "show", id).out; !strings.Contains(out, "Version of Otter of the night") || !strings.Contains(out, "Your version") {
		t.Error(out)
	}

	out := parse[struct{ Space, Alias, Pseudonym string }](t, a.ok("space", "alias", "Payments", "", "--json"))
	if out.Space != "Payments" || out.Alias != "" || !strings.HasPrefix(out.Pseudonym, "d-") {
		t.Errorf("%+v", out)
	}
	for _, args := range [][]string{{"space", "alias"}, {"space", "alias", "a", "b", "c"}, {"space", "list", "--alias", "x"}} {
		if c := a.do(args...); c.status != cli.Usage {
			t.Errorf("%v: %+v", args, c)
		}
	}
	for _, args := range [][]string{{"space", "alias", "Payments", "Kite\x1b[31m"}, {"space", "alias", "Nobody"}, {"space", "alias", "Nobody", "x"}} {
		if c := a.do(args...); c.status != cli.Failed {
			t.Errorf("%v: %+v", args, c)
		}
	}
}
