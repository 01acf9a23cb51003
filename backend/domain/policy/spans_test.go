package policy_test

import (
	"testing"
	"time"

	"secondstory/backend/domain/policy"
)

func TestSpansSayWhichVersionHeldWhen(t *testing.T) {
	p := &policy.Policy{ID: "p"}
	later := noon.AddDate(0, 3, 0)
	first := propose(t, p, matrixTerms(), 1, noon)
	signAll(p, first, noon)
	terms := matrixTerms()
	terms.Title = "Priority matrix, spelt anew"
	second := propose(t, p, terms, 2, later)
	signAll(p, second, later)
	got := p.Spans(later.Add(time.Hour))
	if len(got) != 2 || got[0].Version.Hash != first.Hash || !got[0].From.Equal(noon) || !got[0].To.Equal(later) || got[1].Version.Hash != second.Hash || !got[1].To.IsZero() {
		t.Errorf("%+v", got)
	}
	if got := p.Spans(later.Add(-time.Hour)); len(got) != 1 || !got[0].To.IsZero() {
		t.Errorf("before the second: %+v", got)
	}
	other := matrixTerms()
	other.Title = "Another of the same number"
	signAll(p, propose(t, p, other, 2, later), later)
	if got := p.Spans(later.Add(time.Hour)); len(got) != 1 || got[0].Version.Hash != first.Hash {
		t.Errorf("of two versions nobody can say which: %+v", got)
	}
}
