package cli_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/cli"
	"secondstory/backend/share/gitstore"
)

func TestAReviewMovesFromOneSpaceToAnother(t *testing.T) {
	a, b, folder := twoDesks(t)
	board := filepath.Join(t.TempDir(), "board.git")
	if err := gitstore.CreateBare(board); err != nil {
		t.Fatal(err)
	}
	a.ok("import", a.file("payout.md", "# Payouts were sent twice\n\n## Summary\n\nThe batch ran twice.\n\n## Timeline\n\n- 2026-03-01 10:00 UTC alarm\n"))
	ref := parse[struct{ Reviews []struct{ Ref string } }](t, a.ok("review", "list", "--json")).Reviews[0].Ref
	a.ok("space", "add", "Team", folder)
	a.ok("space", "add", "Upper board", board)
	a.ok("space", "share", "Team", ref)
	a.ok("sync")
	b.ok("space", "add", "Team", folder)
	if out := a.ok("space", "share", "Upper board", ref); !strings.Contains(out, "Moved to \"Upper board\": "+ref) || strings.Contains(out, "Shared in") ||
		!strings.Contains(out, "keep what they have received") || strings.Contains(out, "ever received") {
		t.Error(out)
	}
	// Team has yet to hear of it.
	if out := a.ok("space", "list"); !strings.Contains(out, "reviews: 0, not sent: 1") || !strings.Contains(out, "reviews: 1, not sent: 1") {
		t.Error(out)
	}
	if c := a.do("space", "share", "Team", ref); c.status != cli.Failed || !strings.Contains(c.err, "is still on its way") {
		t.Errorf("%+v", c)
	}
	if list := a.kept(cli.Done); !slices.Equal(list, []string{ref + " moving Upper board Team"}) {
		t.Error(list)
	}
	if out := a.ok("space", "held"); !strings.Contains(out, "On its way from \"Team\" to \"Upper board\"") {
		t.Error(out)
	}
	// Words typed on the way keep it back like any others, and say where it was to go.
	a.ok("space", "roster", "add", "Ada Okafor")
	a.ok("record", "set", ref, "sections/summary/text=Okafor ran the batch.")
	if list := a.kept(cli.NeedsPerson); !slices.Equal(list, []string{ref + " held Upper board Team"}) {
		t.Error(list)
	}
	a.ok("record", "set", ref, "sections/summary/text=The batch ran twice.")
	if c := a.do("space", "remove", "Team"); c.status != cli.Failed || !strings.Contains(c.err, "still on its way") {
		t.Errorf("%+v", c)
	}
	a.ok("sync") // Board has it, and Team its stub, though the target may come later by name
	if list := a.kept(cli.Done); list != nil {
		t.Error(list)
	}
	if out := a.ok("space", "list"); strings.Count(out, "reviews: 1, not sent: 0") != 1 {
		t.Error(out)
	}
	if out := b.ok("sync"); !strings.Contains(out, "was moved to another space") {
		t.Error(out)
	}
	if out := b.ok("review", "list", "--json"); strings.Contains(out, ref) {
		t.Error(out)
	}
	// Out of the trash it may come, but its place is not there any more, and whoever shares it
	// again is told so, and which way leads to it.
	b.ok("record", "restore", ref)
	b.ok("record", "set", ref, "title=Payouts were sent three times")
	told := func(want string, args ...string) {
		t.Helper()
		if c := b.do(args...); c.status != cli.NeedsPerson || !strings.Contains(c.out, want) || strings.Contains(c.out, "Shared in") {
			t.Errorf("%+v", c)
		}
	}
	told("which is its place and is not here", "space", "share", "Team", ref)
	if c := b.do("space", "share", "Team", ref, "--json"); !slices.Equal(parse[struct{ Away []string }](t, c.out).Away, []string{ref}) || strings.Count(c.out, ref) != 1 {
		t.Errorf("%+v", c)
	}
	// A copy of one's own does not go there either.
	b.ok("space", "remove", "Team")
	b.ok("space", "add", "Team", folder)
	told("Your copy was not shared", "space", "share", "Team", ref)
	if c := b.do("space", "add", "Board", board); c.status != cli.NeedsPerson {
		t.Errorf("%+v", c)
	}
	told("share it with “Board”", "space", "share", "Team", ref)
	if out := b.ok("space", "share", "Board", ref); !strings.Contains(out, "Shared in") {
		t.Error(out)
	}
	// The two come together there; what both say otherwise is asked.
	if c := b.do("sync"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "1 brought together") {
		t.Errorf("%+v", c)
	}
	if c := b.do("conflicts", "list"); !strings.Contains(c.out, "three times") {
		t.Errorf("%+v", c)
	}
	if out := b.ok("record", "show", ref); !strings.Contains(out, "The batch ran twice.") {
		t.Error(out)
	}
	a.ok("space", "remove", "Team")
	if out := a.ok("record", "history", ref); !strings.Contains(out, "Left a space") || !strings.Contains(out, "Came into a space") {
		t.Error(out)
	}
	a.ok("doctor")
}

func TestAReviewThatWasNeverSentLeavesNothingWithOthers(t *testing.T) {
	a, _, folder := twoDesks(t)
	board := filepath.Join(t.TempDir(), "board.git")
	if err := gitstore.CreateBare(board); err != nil {
		t.Fatal(err)
	}
	a.ok("import", a.file("payout.md", "# Payouts were sent twice\n\n## Summary\n\nThe batch ran twice.\n\n## Timeline\n\n- 2026-03-01 10:00 UTC alarm\n"))
	ref := parse[struct{ Reviews []struct{ Ref string } }](t, a.ok("review", "list", "--json")).Reviews[0].Ref
	a.ok("space", "add", "Team", folder)
	a.ok("space", "add", "Board", board)
	a.ok("space", "share", "Team", ref)
	if out := a.ok("space", "share", "Board", ref); !strings.Contains(out, "nobody in the space before ever received "+ref) ||
		strings.Contains(out, "keep what they have received") {
		t.Error(out)
	}
	if out := a.ok("space", "list"); strings.Count(out, "not sent: 0") != 1 || strings.Count(out, "reviews: 1, not sent: 1") != 1 {
		t.Error(out)
	}
}
