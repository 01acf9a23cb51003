package space_test

import (
	"slices"
	"testing"

	"secondstory/backend/service/reviewing"
)

// b has not exchanged the first space since before c edited the record there; when b
// does, it has left that space already.
func TestAnEditBeforeTheMoveReachesWhoHearsOfBothAtOnce(t *testing.T) {
	t.Parallel()
	for name, own := range map[string]struct {
		field, value string
		asks         int
		title        string
	}{
		"who edited nothing":           {"", "", 0, "Edited by another meanwhile"},
		"who edited something else":    {"severity", "SEV1", 0, "Edited by another meanwhile"},
		"who edited the very same":     {"title", "Edited by another meanwhile", 0, "Edited by another meanwhile"},
		"who edited the same, but not": {"title", "Edited here too", 1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, other, a, b, c, id := three(t)
			a.moves(id, board)
			c.set(id, "title", "Edited by another meanwhile")
			c.syncs(team)
			if own.field != "" {
				b.set(id, own.field, own.value)
			}
			a.syncs(team, board, team, board)
			b.syncs(team, board, team, board)
			a.syncs(team, board)
			for _, d := range []*device{a, b} {
				got := d.get(id)
				if got.Space != d.idOf(board) || got.Trashed || own.title != "" && got.Title != own.title || len(d.open4(id)) != own.asks {
					t.Errorf("%+v %+v", got, d.open4(id))
				}
				if own.field == "severity" && got.Severity != own.value {
					t.Errorf("what was edited here is gone: %+v", got)
				}
				d.whole()
			}
			if a.get(id).Title != b.get(id).Title {
				t.Errorf("%q and %q", a.get(id).Title, b.get(id).Title)
			}
			fsck(t, other)
		})
	}
}

// The same for who has not the space it went to: what they edited stands beside the stub
// and takes nothing back of what others had edited before.
func TestAnEditBesideTheStubTakesNothingBackOfWhatWasEditedBeforeTheMove(t *testing.T) {
	t.Parallel()
	dir, _, a, _, c, id := three(t)
	d := newDevice(t, 4)
	d.joins(dir)
	a.moves(id, board)
	c.set(id, "title", "Edited by another meanwhile")
	c.syncs(team)
	d.set(id, "severity", "SEV1")
	a.syncs(team, board, team, board)
	if got := inFolder(t, dir, id); !slices.Equal(got, []string{"moved.yaml"}) {
		t.Fatalf("%v", got)
	}
	d.syncs(team)
	a.syncs(team, board, team, board)
	if got := a.get(id); got.Title != "Edited by another meanwhile" || got.Severity != "SEV1" || len(a.open4(id)) != 0 {
		t.Errorf("%+v %+v", got, a.open4(id))
	}
	d.whole()
}

// A question that somebody decided before the move stays decided for who hears of both at once.
func TestADecisionBeforeTheMoveStaysForWhoHearsOfBothAtOnce(t *testing.T) {
	t.Parallel()
	_, _, a, b, c, id := three(t)
	a.set(id, "severity", "SEV2")
	b.set(id, "severity", "SEV1")
	b.syncs(team)
	a.syncs(team)
	b.syncs(team)
	c.syncs(team)
	a.moves(id, board)
	open := c.open4(id)
	if len(open) != 1 {
		t.Fatalf("%+v", open)
	}
	_, err := c.ws.Reviews.SettleConflict(t.Context(), id, open[0].ID, reviewing.Choice{Keep: "2", Why: "They knew"}, "")
	c.must(err)
	want := c.get(id).Severity
	c.syncs(team)
	a.syncs(team, board, team, board)
	b.syncs(team, board, team, board)
	a.syncs(team, board)
	for _, d := range []*device{a, b} {
		if got := d.get(id); got.Severity != want || len(d.open4(id)) != 0 {
			t.Errorf("%q %+v", got.Severity, d.open4(id))
		}
	}
}
