package space_test

import (
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/review"
)

func TestOfTwoReviewsMadeOneTheWordsOfTheChosenOneStand(t *testing.T) {
	for keep := range map[string]bool{"1": true, "2": true} {
		a, b, first, second := twoImports(t)
		for d, x := range map[*device][2]string{a: {first, "T1"}, b: {second, "T2"}} {
			d.set(x[0], "title", x[1]+" title")
			d.set(x[0], "severity", map[string]string{"T1": "SEV1", "T2": "SEV2"}[x[1]])
			d.set(x[0], review.Timeline+"/"+d.look(x[0]).Timeline[0].ID+"/text", "Text of "+x[1]+".")
		}
		a.exchanges()
		b.exchanges()
		a.exchanges()
		a.decides(a.asked()[0], keep)
		kept, own := first, "T1"
		if keep == "2" {
			kept, own = second, "T2"
		}
		r := a.look(kept)
		if r.Title != own+" title" || r.Severity != map[string]string{"T1": "SEV1", "T2": "SEV2"}[own] {
			t.Errorf("kept %s: %q, %s stand", keep, r.Title, r.Severity)
		}
		if got := r.Timeline[0].Text; got != "Text of "+own+"." {
			t.Errorf("kept %s: %q stands", keep, got)
		}
		if len(r.Conflicts) != 3 {
			t.Errorf("kept %s: the other's words are asked about: %+v", keep, r.Conflicts)
		}
	}
}

func TestEachOfManyReviewsOfOneFileIsAskedAboutWithOneOther(t *testing.T) {
	a, b, first, second := twoImports(t)
	a.exchanges()
	b.exchanges()
	c := newDevice(t, 3)
	c.at = c.at.AddDate(0, 0, 2)
	third := c.imports(pumps)
	list, err := a.ws.Spaces(t.Context())
	a.must(err)
	c.joins(list[0].Address)
	// Its own review is in no space yet, and the account of the space counts the question.
	if n, err := c.ws.OpenConflicts(t.Context(), team); err != nil || n != 2 {
		t.Errorf("%d questions in the account, %v", n, err)
	}
	c.must(c.ws.Share(t.Context(), team, third))
	c.exchanges()
	if n, err := c.ws.OpenConflicts(t.Context(), team); err != nil || n != 2 {
		t.Errorf("%d questions once it is shared, %v", n, err)
	}
	pairs := func() (out [][2]string) {
		for _, u := range c.asked() {
			if u.State == merge.Open {
				out = append(out, [2]string{u.Values[0], u.Values[1]})
			}
		}
		return out
	}
	if got := pairs(); len(got) != 2 {
		t.Fatalf("%v", got)
	}
	for _, u := range c.asked() { // the third is not the first: then perhaps the second
		if u.Values[0] == first && u.Values[1] == third {
			c.decides(u, "both")
		}
	}
	c.exchanges()
	found := false
	for _, p := range pairs() {
		found = found || p == [2]string{second, third}
	}
	if !found || len(pairs()) != 2 {
		t.Errorf("%v", pairs())
	}
}
