package space_test

import (
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/service/reviewing"
)

// One edited what another removed, and both decide differently whether it stays: it stays,
// and everybody is asked once more with both answers and reasons, whoever syncs first.
func TestOppositeDecisionsOverAWholeReviewAreAskedAboutAgain(t *testing.T) {
	t.Parallel()
	for _, order := range []string{"ab", "ba"} {
		for _, then := range []string{"", "title"} {
			t.Run(order+then, func(t *testing.T) {
				t.Parallel()
				dir := bare(t)
				a, b, id := pair(t, dir)
				both := func() {
					all := map[rune]*device{'a': a, 'b': b}
					for _, name := range order + order {
						all[name].sync()
					}
				}
				settle := func(d *device, keep, why string) {
					t.Helper()
					open := d.questions(merge.Open)
					if len(open) != 1 {
						t.Fatalf("%d open", len(open))
					}
					_, err := d.ws.SettleConflict(t.Context(), id, open[0].ID, reviewing.Choice{Keep: keep, Why: why}, "")
					d.must(err)
				}
				a.set(id, "title", "Gate 2 lost its radio link")
				b.removes(id)
				both()
				settle(a, "1", "we need it")
				settle(b, "2", "it was none")
				if then != "" {
					a.set(id, then, "Gate 2 lost its link")
				}
				both()
				for name, d := range map[string]*device{"a": a, "b": b} {
					open, done := d.questions(merge.Open), d.questions(merge.Resolved)
					if d.get(id).Trashed || len(open) != 1 || len(open[0].Choices) != 2 || open[0].Values[1] != "" {
						t.Fatalf("%s: trashed %v\n%+v", name, d.get(id).Trashed, open)
					}
					if open[0].Shown[0].Edited == "" || len(done) != 1 || !done[0].Apart {
						t.Errorf("%s: %+v\n%+v", name, open, done)
					}
					why := map[int]string{}
					for _, x := range open[0].Decisions {
						why[x.Side] = x.Why
					}
					if len(open[0].Decisions) != 2 || why[1] != "we need it" || why[2] != "it was none" {
						t.Errorf("%s: %+v", name, open[0].Decisions)
					}
				}
				settle(b, "2", "")
				both()
				for name, d := range map[string]*device{"a": a, "b": b} {
					if !d.get(id).Trashed || len(d.questions(merge.Open)) != 0 {
						t.Errorf("%s: trashed %v %+v", name, d.get(id).Trashed, d.questions(merge.Open))
					}
				}
				settled(t, dir, a, b)
			})
		}
	}
}
