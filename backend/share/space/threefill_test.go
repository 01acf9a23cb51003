package space_test

import (
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/service/reviewing"
)

// Two questions about one empty text that three people filled are one: what is chosen goes
// in place of all that stands, not of what two of the three wrote.
func TestAnEmptyTextThatThreePeopleFilledBecomesTheOneThatIsChosen(t *testing.T) {
	dir := bare(t)
	a, b, c := newDevice(t, 1), newDevice(t, 2), newDevice(t, 3)
	for _, d := range []*device{a, b, c} {
		d.joins(dir)
	}
	id, _, err := a.ws.Reviews.Create(t.Context(), "Portal closed", "")
	a.must(err)
	a.must(a.ws.Share(t.Context(), team, id))
	for _, d := range []*device{a, b, c} {
		d.exchanges()
	}
	const place = "sections/summary/text"
	a.set(id, place, "A words.")
	b.set(id, place, "B words.")
	c.set(id, place, "C words.")
	for _, d := range []*device{a, b, c, a} {
		d.exchanges()
	}
	text := func() string { return a.look(id).Sections[0].Text }
	all := text()
	q := a.questions(merge.Open)
	if len(q) != 1 || q[0].Values[0] != all {
		t.Fatalf("%d questions, the first value of %q where %q stands", len(q), q[0].Values[0], all)
	}
	for i, v := range q[0].Values {
		_, err := a.ws.SettleConflict(t.Context(), id, q[0].ID, reviewing.Choice{Keep: string(rune('1' + i))}, "")
		a.must(err)
		if got := text(); got != v {
			t.Errorf("%q was chosen and %q stands", v, got)
		}
		_, err = a.ws.Records.Undo(t.Context(), id, "")
		a.must(err)
		if text() != all || len(a.questions(merge.Open)) != 1 {
			t.Fatalf("after the undo %q stands", text())
		}
	}
	_, err = a.ws.SettleConflict(t.Context(), id, q[0].ID, reviewing.Choice{Keep: "both"}, "")
	a.must(err)
	if text() != all {
		t.Errorf("all were kept and %q stands", text())
	}
}
