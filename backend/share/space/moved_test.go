package space_test

import (
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/internal/gittest"
	"secondstory/backend/share/space"
)

const board = "Board"

// joinsBoard enters a second space.
func (d *device) joinsBoard(address string) {
	d.t.Helper()
	_, _, err := d.ws.AddSpace(d.t.Context(), board, address, access)
	d.must(err)
}

func (d *device) idOf(name string) string {
	d.t.Helper()
	list, err := d.ws.Spaces(d.t.Context())
	d.must(err)
	for _, l := range list {
		if l.Name == name {
			return l.Space
		}
	}
	d.t.Fatalf("it takes part in no space called %s", name)
	return ""
}

func (d *device) syncs(names ...string) (last space.Report) {
	d.t.Helper()
	for _, name := range names {
		r, err := d.syncer().Sync(d.t.Context(), d.idOf(name), access)
		d.must(err)
		last = r
	}
	return last
}

func (d *device) moves(id, to string) {
	d.t.Helper()
	d.must(d.ws.Share(d.t.Context(), to, id))
}

// inFolder lists the files of a record on the other side.
func inFolder(t *testing.T, dir, id string) []string {
	t.Helper()
	var out []string
	for _, line := range strings.Fields(gittest.Run(t, dir, "ls-tree", "-r", "--name-only", "main")) {
		if at := strings.Index(line, id+"/"); at >= 0 {
			out = append(out, line[at+len(id)+1:])
		}
	}
	return out
}

// three are a device with both spaces, one with both, and one with the first alone.
func three(t *testing.T) (dir, other string, a, b, c *device, id string) {
	t.Helper()
	dir, other = bare(t), bare(t)
	a, b, id = pair(t, dir)
	a.joinsBoard(other)
	b.joinsBoard(other)
	c = newDevice(t, 3)
	c.joins(dir)
	return dir, other, a, b, c, id
}

func TestAMovedRecordLeavesAStubOnceTheOtherSpaceHasIt(t *testing.T) {
	t.Parallel()
	dir, other, a, b, c, id := three(t)
	a.moves(id, board)
	// Nothing is taken away before the other space has it.
	a.syncs(team)
	if got := inFolder(t, dir, id); slices.Contains(got, "moved.yaml") || !slices.Contains(got, "review.md") {
		t.Fatalf("%v", got)
	}
	if err := a.ws.Share(t.Context(), team, id); !fault.Is(err, fault.Denied) {
		t.Errorf("a move that is not over: %v", err)
	}
	if err := a.ws.LeaveSpace(t.Context(), team); !fault.Is(err, fault.Denied) {
		t.Errorf("leaving before the stub is there: %v", err)
	}
	a.syncs(board)
	a.syncs(team)
	if got := inFolder(t, dir, id); !slices.Equal(got, []string{"moved.yaml"}) {
		t.Errorf("%v", got)
	}
	if got := inFolder(t, other, id); !slices.Contains(got, "review.md") || slices.Contains(got, "moved.yaml") {
		t.Errorf("%v", got)
	}
	if list, err := a.ws.Moving(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%+v %v", list, err)
	}
	// Whoever has both spaces has it in the new one, whoever has not has it no longer.
	r := b.syncs(team)
	if len(r.Notices) != 1 || r.Notices[0].Record != id || r.Notices[0].Key != "share.moved_to" || r.Notices[0].Params["name"] != board {
		t.Errorf("%+v", r.Notices)
	}
	b.syncs(board, team)
	if got := b.get(id); got.Space != b.idOf(board) || got.Trashed || got.Title != "The linen line stood still" || len(b.open4(id)) != 0 {
		t.Errorf("%+v", got)
	}
	r = c.syncs(team)
	if got := c.get(id); !got.Trashed || len(r.Notices) != 1 || r.Notices[0].Key != "share.moved_away" {
		t.Errorf("%+v %+v", got, r)
	}
	// Work goes on in the new space.
	b.set(id, "severity", "SEV1")
	b.syncs(board)
	a.syncs(board, team)
	if a.get(id).Severity != "SEV1" || len(a.open4(id)) != 0 {
		t.Errorf("%+v", a.get(id))
	}
	if got := inFolder(t, dir, id); !slices.Equal(got, []string{"moved.yaml"}) {
		t.Errorf("%v", got)
	}
	a.whole()
	b.whole()
	fsck(t, dir)
	fsck(t, other)
}

func TestTheOrderInWhichSpacesAreExchangedDoesNotMatter(t *testing.T) {
	t.Parallel()
	_, _, a, b, _, id := three(t)
	a.moves(id, board)
	a.set(id, "title", "Renamed after the move")
	a.syncs(board, team)
	b.set(id, "severity", "SEV2")
	b.syncs(board) // it is still in the other one here
	b.syncs(team)
	b.syncs(board)
	a.syncs(team, board)
	b.syncs(board)
	for _, d := range []*device{a, b} {
		if got := d.get(id); got.Space != d.idOf(board) || got.Title != "Renamed after the move" || got.Severity != "SEV2" || len(d.open4(id)) != 0 {
			t.Errorf("%+v %+v", got, d.open4(id))
		}
	}
}

func TestAnEditBesideTheStubIsBroughtToWhereTheRecordIs(t *testing.T) {
	t.Parallel()
	dir, other, a, _, c, id := three(t)
	c.called("Heron")
	c.sync()
	a.sync()
	c.set(id, "sections/summary/text", "The line stood still.\n\nSomebody noticed after an hour.")
	c.set(id, "title", "What the third one calls it")
	a.moves(id, board)
	a.set(id, "severity", "SEV1")
	a.set(id, "title", "What the first one calls it")
	a.syncs(board, team)
	c.syncs(team)
	if got := inFolder(t, dir, id); !slices.Contains(got, "moved.yaml") || !slices.Contains(got, "review.md") {
		t.Fatalf("%v", got)
	}
	if c.get(id).Trashed {
		t.Error("what was edited stays readable where it was")
	}
	r := a.syncs(team)
	got := a.get(id)
	if !strings.Contains(a.section(id, "summary"), "Somebody noticed after an hour.") || got.Severity != "SEV1" || got.Space != a.idOf(board) {
		t.Errorf("%+v", got)
	}
	open := a.open4(id)
	if len(open) != 1 || open[0].Path != "title" {
		t.Fatalf("%+v", open)
	}
	for i, v := range open[0].Values {
		if want := map[string]*device{"What the third one calls it": c, "What the first one calls it": a}[v]; want == nil || open[0].Shown[i].By != want.ws.Who.Device {
			t.Errorf("%q is said to be of %+v", v, open[0].Shown[i])
		}
	}
	// By the name that is known of the space it came from.
	if got := a.whose(id); got["What the third one calls it"] != "Heron" || got["What the first one calls it"] != "own" {
		t.Errorf("%v", got)
	}
	if got := lineWords(a.line(id, "sections/summary/text")); !strings.HasPrefix(got, "Heron: ") {
		t.Errorf("%s", got)
	}
	if got := r.By[id]; !slices.Equal(got, []string{"Heron"}) {
		t.Errorf("written by %v", got)
	}
	if len(r.Notices) == 0 || r.Notices[0].Key != "share.moved_edit" {
		t.Errorf("%+v", r.Notices)
	}
	a.syncs(board, team)
	if got := inFolder(t, dir, id); !slices.Equal(got, []string{"moved.yaml"}) {
		t.Errorf("%v", got)
	}
	c.syncs(team)
	if !c.get(id).Trashed {
		t.Error("it has gone on by now")
	}
	// Whoever takes part in the other space later finds it there.
	c.joinsBoard(other)
	if got := c.get(id); got.Trashed || got.Space != c.idOf(board) || got.Severity != "SEV1" || len(c.open4(id)) != 1 {
		t.Errorf("%+v", got)
	}
	c.set(id, "severity", "SEV2")
	c.syncs(board, team)
	a.syncs(board, team)
	if a.get(id).Severity != "SEV2" {
		t.Errorf("%+v", a.get(id))
	}
}

func TestAnEditThatMeetsTheMoveInTheHistoryIsKept(t *testing.T) {
	t.Parallel()
	dir, _, a, b, c, id := three(t)
	// The third one has committed before it hears of the move.
	c.set(id, "severity", "SEV3")
	stop := func(name string) {
		if name == "committed" {
			panic("stop")
		}
	}
	func() {
		defer func() { _ = recover() }()
		c.step = stop
		c.syncs(team)
	}()
	c.step = nil
	a.moves(id, board)
	a.syncs(board, team)
	c.syncs(team)
	if got := inFolder(t, dir, id); !slices.Contains(got, "moved.yaml") || !slices.Contains(got, "review.md") {
		t.Fatalf("%v", got)
	}
	b.syncs(team, board, team, board)
	if got := b.get(id); got.Severity != "SEV3" || got.Space != b.idOf(board) || len(b.open4(id)) != 0 {
		t.Errorf("%+v %+v", got, b.open4(id))
	}
	b.syncs(team)
	a.syncs(board, team)
	if got := a.get(id); got.Severity != "SEV3" || len(a.open4(id)) != 0 {
		t.Errorf("%+v %+v", got, a.open4(id))
	}
	if got := inFolder(t, dir, id); !slices.Equal(got, []string{"moved.yaml"}) {
		t.Errorf("%v", got)
	}
}

func TestARecordMayMoveBack(t *testing.T) {
	t.Parallel()
	dir, other, a, b, c, id := three(t)
	a.moves(id, board)
	a.syncs(board, team)
	b.syncs(team, board)
	b.set(id, "title", "Renamed by the board")
	b.syncs(board)
	a.syncs(board)
	a.moves(id, team)
	a.syncs(team, board)
	if got := inFolder(t, dir, id); slices.Contains(got, "moved.yaml") || !slices.Contains(got, "review.md") {
		t.Errorf("%v", got)
	}
	if got := inFolder(t, other, id); !slices.Equal(got, []string{"moved.yaml"}) {
		t.Errorf("%v", got)
	}
	b.syncs(board, team, board, team)
	c.syncs(team)
	for _, d := range []*device{a, b, c} {
		if got := d.get(id); got.Space != d.id() || got.Trashed || got.Title != "Renamed by the board" || len(d.open4(id)) != 0 {
			t.Errorf("%+v", got)
		}
	}
}

func TestTwoMovesAtOnceLoseNeitherCopy(t *testing.T) {
	t.Parallel()
	dir, other, a, b, _, id := three(t)
	third := bare(t)
	_, _, err := b.ws.AddSpace(t.Context(), "Third", third, access)
	b.must(err)
	a.moves(id, board)
	a.set(id, "title", "The version of the board")
	b.moves(id, "Third")
	b.set(id, "title", "The version of the third")
	a.syncs(board)
	b.syncs("Third")
	// No copy is to be shared again where a question is the way, also before it is one.
	asked := func(name string) {
		t.Helper()
		report, err := b.ws.Sync(t.Context(), name, access)
		b.must(err)
		if len(report.Refused) != 1 || report.Refused[0].Key != "share.elsewhere_asked" || !strings.Contains(report.Refused[0].Params["name"], "The version of the third") {
			t.Errorf("%+v", report.Refused)
		}
	}
	asked(board)
	a.syncs(team)
	b.syncs(team)
	a.syncs(team, board)
	b.syncs(team)
	asked(board)
	b.syncs("Third")
	if got := inFolder(t, dir, id); !slices.Equal(got, []string{"moved.yaml"}) {
		t.Errorf("%v", got)
	}
	for _, d := range []string{other, third} {
		if got := inFolder(t, d, id); !slices.Contains(got, "review.md") {
			t.Errorf("%v", got)
		}
	}
	if a.get(id).Title != "The version of the board" || b.get(id).Title != "The version of the third" {
		t.Errorf("%q %q", a.get(id).Title, b.get(id).Title)
	}
}

func TestAMoveWithANameInItIsHeldWhereItIs(t *testing.T) {
	t.Parallel()
	dir, other, a, _, _, id := three(t)
	a.lists("Zoë Lindqvist")
	a.moves(id, board)
	a.set(id, "title", "What Zoë saw")
	if r := a.syncs(board); !slices.Equal(r.Held, []string{id}) {
		t.Errorf("%+v", r)
	}
	a.syncs(team)
	if got := inFolder(t, dir, id); !slices.Contains(got, "review.md") || slices.Contains(got, "moved.yaml") {
		t.Errorf("%v", got)
	}
	if got := inFolder(t, other, id); len(got) != 0 {
		t.Errorf("%v", got)
	}
	a.replaces(id)
	a.syncs(board, team)
	if got := inFolder(t, dir, id); !slices.Equal(got, []string{"moved.yaml"}) {
		t.Errorf("%v", got)
	}
}

func TestUndoStepsOverAMove(t *testing.T) {
	t.Parallel()
	_, _, a, b, _, id := three(t)
	a.set(id, "severity", "SEV2")
	a.moves(id, board)
	a.syncs(board, team)
	u, err := a.ws.Records.Undo(t.Context(), id, "")
	if err != nil || !u.Done || a.get(id).Severity != "" || a.get(id).Space != a.idOf(board) {
		t.Errorf("%+v %v %+v", u, err, a.get(id))
	}
	a.syncs(board)
	b.syncs(team, board)
	if got := b.get(id); got.Severity != "" || got.Space != b.idOf(board) {
		t.Errorf("%+v", got)
	}
}

// A program that is killed anywhere on the way goes on with the move at the next sync.
func TestAKillOnTheWayOfAMoveCostsNothing(t *testing.T) {
	t.Parallel()
	for _, at := range []struct{ space, step string }{{board, "snapshot"}, {board, "committed"}, {board, "settled"}, {board, "pushed"}, {board, "moved on"},
		{team, "snapshot"}, {team, "written"}, {team, "committed"}, {team, "settled"}, {team, "pushed"}, {team, "moved on"}} {
		t.Run(at.space+" "+at.step, func(t *testing.T) {
			t.Parallel()
			dir, other, a, b, _, id := three(t)
			a.moves(id, board)
			a.set(id, "severity", "SEV1")
			if at.space == team {
				a.syncs(board)
			}
			if !a.diesIn(at.space, at.step) {
				t.Fatalf("the sync came to its end without reaching %q", at.step)
			}
			unlock(t, dir)
			unlock(t, other)
			a.set(id, "title", "Written after the kill")
			a.syncs(board, team)
			b.syncs(team, board, team)
			for _, d := range []*device{a, b} {
				if got := d.get(id); got.Space != d.idOf(board) || got.Title != "Written after the kill" || got.Severity != "SEV1" || len(d.open4(id)) != 0 {
					t.Errorf("%+v %+v", got, d.open4(id))
				}
			}
			if got := inFolder(t, dir, id); !slices.Equal(got, []string{"moved.yaml"}) {
				t.Errorf("%v", got)
			}
			if list, err := a.ws.Moving(t.Context()); err != nil || len(list) != 0 {
				t.Errorf("%+v %v", list, err)
			}
		})
	}
}

// What came with the space a review moved to is of nobody here, and never this device's own.
func TestAVersionThatCameWithTheOtherSpaceIsNotMine(t *testing.T) {
	t.Parallel()
	_, _, a, b, c, id := three(t)
	c.set(id, "title", "What the third one calls it")
	a.moves(id, board)
	a.syncs(board, team)
	c.syncs(team) // beside the stub
	b.syncs(team, board, team, board, team)
	b.set(id, "title", "What the second one calls it")
	b.syncs(board)
	a.syncs(board, team)
	c.syncs(team)
	if a.get(id).Title != "What the second one calls it" || !c.get(id).Trashed {
		t.Fatalf("%+v %+v", a.get(id), c.get(id))
	}
	_, err := c.ws.Records.Restore(t.Context(), id, "review.restore", "")
	c.must(err)
	c.set(id, "title", "Another name for it")
	c.syncs(team)
	a.syncs(team)
	got := a.whose(id)
	if len(got) != 2 || got["Another name for it"] != c.ws.Who.Device || got["What the second one calls it"] == "own" {
		t.Errorf("%v", got)
	}
}

// Who brings a moved review back from the trash to edit it has written the edit, and the
// history says so where the review is now.
func TestAnEditBesideTheStubStandsUnderItsWriterInTheHistory(t *testing.T) {
	t.Parallel()
	_, _, a, b, c, id := three(t)
	b.called("Wren")
	c.called("Heron")
	a.moves(id, board)
	a.syncs(board, team)
	c.syncs(team)
	_, err := c.ws.Records.Restore(t.Context(), id, "review.restore", "")
	c.must(err)
	c.set(id, "severity", "SEV1")
	c.syncs(team)
	if r := a.syncs(team); !slices.Equal(r.By[id], []string{"Heron"}) {
		t.Errorf("%v", r.By)
	}
	if got := lineWords(a.line(id, "severity")); got != "Heron: SEV1" {
		t.Errorf("%s", got)
	}
	a.goesBack(id)
}
