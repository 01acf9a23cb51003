package space_test

import (
	"slices"
	"strings"
	"testing"

	"secondstory/backend/share/space"
)

// restored are two devices with both spaces and one with the first alone, after a record
// went on to the second and was worked on there, and after the first was put back to what
// it was before.
func restored(t *testing.T, before func(a *device, id string)) (dir, other string, a, b, c *device, id string) {
	t.Helper()
	needGit(t)
	dir, other, a, b, c, id = three(t)
	backup := strings.TrimSpace(git(t, dir, "rev-parse", "main"))
	if before != nil {
		before(a, id)
	}
	a.moves(id, board)
	a.syncs(board, team)
	b.syncs(team, board)
	c.syncs(team)
	b.set(id, "title", "Renamed by the board")
	b.syncs(board)
	a.syncs(board)
	a.set(id, "severity", "SEV1")
	a.set(id, "sections/summary/text", "Written for the board.")
	a.syncs(board)
	b.syncs(board)
	git(t, dir, "update-ref", "refs/heads/main", backup)
	return dir, other, a, b, c, id
}

// asOfTheBoard says that nothing of what was written since the move was undone or asked about.
func (d *device) asOfTheBoard(id string) {
	d.t.Helper()
	got := d.get(id)
	if got.Space != d.idOf(board) || got.Trashed || got.Title != "Renamed by the board" || got.Severity != "SEV1" ||
		d.section(id, "summary") != "Written for the board." || len(d.open4(id)) != 0 {
		d.t.Errorf("%s %v %q %q %q %d", got.Space, got.Trashed, got.Title, got.Severity, d.section(id, "summary"), len(d.open4(id)))
	}
	d.whole()
}

func TestARestoredServerThrowsNothingBackIntoTheSpaceAReviewMovedTo(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]func(a *device, id string){
		"as it was when it left": nil,
		"as it was before that": func(a *device, id string) {
			a.set(id, "title", "Renamed before it left")
			a.syncs(team)
		},
	} {
		for _, after := range []space.After{space.TakeTheirs, space.BringBack} {
			t.Run(name+", "+string(after), func(t *testing.T) {
				t.Parallel()
				dir, other, a, b, c, id := restored(t, before)
				for i, d := range []*device{a, b, c} {
					if after == space.BringBack && i > 0 {
						break // for the others nothing is missing any more
					}
					d.stops()
					r := d.accepts(after)
					if r.Opened != 0 || slices.ContainsFunc(r.Notices, func(n space.Notice) bool { return n.Key == "share.moved_edit" }) {
						t.Errorf("%+v", r)
					}
				}
				for range 2 {
					a.syncs(board, team)
					b.syncs(board, team)
				}
				c.syncs(team)
				a.asOfTheBoard(id)
				b.asOfTheBoard(id)
				if !c.get(id).Trashed {
					t.Error("it is in the first space still")
				}
				if got := inFolder(t, dir, id); !slices.Equal(got, []string{"moved.yaml"}) {
					t.Errorf("%v", got)
				}
				if list, err := a.ws.Moving(t.Context()); err != nil || len(list) != 0 {
					t.Errorf("%+v %v", list, err)
				}
				fsck(t, dir)
				fsck(t, other)
			})
		}
	}
}

// Whoever edits the copy that came back before it leaves again, edits it: the rest of the
// copy stays as it was before.
func TestAnEditOfACopyThatCameBackIsBroughtAlongAlone(t *testing.T) {
	t.Parallel()
	dir, _, a, b, c, id := restored(t, func(a *device, id string) {
		a.set(id, "title", "Renamed before it left")
		a.syncs(team)
	})
	c.stops()
	c.accepts(space.TakeTheirs)
	_, err := c.ws.Records.Restore(t.Context(), id, "review.restore", "")
	if c.get(id).Trashed {
		c.must(err)
	}
	c.noted(id, "Only the third one knew")
	c.syncs(team)
	for _, d := range []*device{a, b} {
		d.stops()
		if r := d.accepts(space.TakeTheirs); r.Opened != 0 {
			t.Errorf("%+v", r)
		}
	}
	for range 2 {
		a.syncs(board, team)
		b.syncs(board, team)
	}
	c.syncs(team)
	for _, d := range []*device{a, b} {
		d.asOfTheBoard(id)
		if got := d.get(id).Timeline; len(got) != 1 {
			t.Errorf("%+v", got)
		}
	}
	if got := inFolder(t, dir, id); !slices.Equal(got, []string{"moved.yaml"}) || !c.get(id).Trashed {
		t.Errorf("%v", got)
	}
}

// The same for who knows of the first space only that the record has left it.
func TestARestoredServerThrowsNothingBackForWhoNeverHadTheReviewThere(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir, other, a, _, _, id := three(t)
	backup := strings.TrimSpace(git(t, dir, "rev-parse", "main"))
	a.moves(id, board)
	a.syncs(board, team)
	a.set(id, "title", "Renamed by the board")
	a.set(id, "severity", "SEV1")
	a.set(id, "sections/summary/text", "Written for the board.")
	a.syncs(board, team)
	d := newDevice(t, 4)
	d.joins(dir)
	d.joinsBoard(other)
	d.syncs(team, board)
	git(t, dir, "update-ref", "refs/heads/main", backup)
	d.stops()
	if r := d.accepts(space.TakeTheirs); r.Opened != 0 || len(r.Refused) != 0 {
		t.Errorf("%+v", r)
	}
	d.syncs(board, team)
	d.asOfTheBoard(id)
	if got := inFolder(t, dir, id); !slices.Equal(got, []string{"moved.yaml"}) {
		t.Errorf("%v", got)
	}
}
