package cli_test

import (
	"strings"
	"testing"

	"secondstory/backend/cli"
)

func TestATerminalSaysWhoCanReadASpace(t *testing.T) {
	a, b, folder := twoDesks(t)
	a.ok("space", "add", "Payments", folder, "--audience", "Everybody in Payments")
	b.ok("space", "add", "Ours", folder)
	if out := b.ok("space", "list"); !strings.Contains(out, "Everybody in Payments") {
		t.Error(out)
	}
	if out := b.ok("space", "audience", "Ours", "Payments and the board"); !strings.Contains(out, "Payments and the board once you have synced") {
		t.Error(out)
	}
	if said := b.ok("sync"); !strings.Contains(said, "It says to everybody who can read it: “Payments and the board”") {
		t.Error(said)
	}
	if said := a.ok("sync"); !strings.Contains(said, "“Payments and the board”. Before, it said “Everybody in Payments”") {
		t.Error(said)
	}
	out := parse[struct{ Space, Audience string }](t, a.ok("space", "audience", "Payments", "--json"))
	if out.Space != "Payments" || out.Audience != "Payments and the board" {
		t.Errorf("%+v", out)
	}
	list := parse[struct{ Spaces []struct{ Audience string } }](t, a.ok("space", "list", "--json"))
	if len(list.Spaces) != 1 || list.Spaces[0].Audience != out.Audience {
		t.Errorf("%+v", list)
	}
	// What they are to read is said where a review goes to them.
	a.ok("import", a.file("payout.md", "# Payouts were sent twice\n\n- Severity: SEV2\n\n## Summary\n\nThe batch ran twice.\n\n## Timeline\n\n- 2026-03-01 10:00 UTC alarm\n"))
	ref := parse[struct{ Reviews []struct{ Ref string } }](t, a.ok("review", "list", "--json")).Reviews[0].Ref
	if out := a.ok("space", "share", "Payments", ref); !strings.Contains(out, "Payments and the board") {
		t.Error(out)
	}
	if out := a.ok("space", "audience", "Payments", ""); !strings.Contains(out, "says nothing") {
		t.Error(out)
	}
	for _, args := range [][]string{{"space", "audience"}, {"space", "audience", "a", "b", "c"}, {"space", "list", "--audience", "x"}} {
		if c := a.do(args...); c.status != cli.Usage {
			t.Errorf("%v: %+v", args, c)
		}
	}
	for _, args := range [][]string{{"space", "audience", "Payments", "Kite\x1b[31m"}, {"space", "audience", "Nobody"}, {"space", "audience", "Nobody", "x"}, {"space", "add", "More", folder, "--audience", strings.Repeat("x", 161)}} {
		if c := a.do(args...); c.status != cli.Failed {
			t.Errorf("%v: %+v", args, c)
		}
	}
}
