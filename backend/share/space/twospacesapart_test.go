package space_test

import (
	"slices"
	"testing"

	"secondstory/backend/service/reviewing"
)

// Two people who have both spaces decide differently before they hear of each other: that is
// asked once more, of both, and one answer then holds for both.
func TestTwoDifferentDecisionsBetweenTwoSpacesAreAskedOnceMore(t *testing.T) {
	t.Parallel()
	for name, wait := range map[string]bool{"both hear of it": true, "one decides before the other hears": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, other, third, a, b, id, all := twice(t, func(d *device, id string) {
				d.syncs(board)
				d.set(id, "title", "What the first one calls it")
			}, func(*device, string) {})
			_, err := b.ws.SettleConflict(t.Context(), id, b.open4(id)[0].ID, reviewing.ChoiceOf("Third", "it is ours"), "")
			b.must(err)
			if !wait {
				b.syncs("Third")
				a.syncs(team, board, "Third")
			} else {
				all()
			}
			open := [2]string{}
			for i, d := range []*device{a, b} {
				if !wait && d == b {
					continue // who has not heard of it when it is decided
				}
				list := d.open4(id)
				if len(list) != 1 {
					t.Fatalf("device %d: %+v", i, list)
				}
				if open[i] = list[0].ID; len(list[0].Decisions) != 2 {
					t.Errorf("device %d: both answers stand beside it: %+v", i, list[0].Decisions)
				}
			}
			if wait && open[0] != open[1] {
				t.Errorf("it is one question: %v", open)
			}
			_, err = a.ws.SettleConflict(t.Context(), id, open[0], reviewing.ChoiceOf(board, ""), "")
			a.must(err)
			all()
			for i, d := range []*device{a, b} {
				if got := d.get(id); got.Space != d.idOf(board) || got.Title != "What the first one calls it" || len(d.open4(id)) != 0 {
					t.Errorf("device %d: %s %q %+v", i, got.Space, got.Title, d.open4(id))
				}
			}
			for _, d := range []string{dir, third} {
				if got := inFolder(t, d, id); !slices.Equal(got, []string{"moved.yaml"}) {
					t.Errorf("%v", got)
				}
			}
			if got := inFolder(t, other, id); !slices.Contains(got, "review.md") {
				t.Errorf("%v", got)
			}
			a.whole()
			b.whole()
		})
	}
}
