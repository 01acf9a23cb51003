package vetting_test

import (
	"errors"
	"fmt"
	"testing"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
	"secondstory/backend/service/vetting"
)

// met stores a review in which a person of its own map is called by name.
func (b *bench) met(name, role string) string {
	b.T.Helper()
	st := record.NewState(review.Kind, b.ID())
	st.Head["title"] = name + " came"
	st.Local[review.People] = map[string]any{"d-1": name}
	st.Parts[review.Participants] = map[string]record.Part{b.ID(): {Doc: record.Doc{"actor": "d-1", "role": role, "rank": "V"}}}
	_, err := b.Rec.Create(ctx, recording.New{State: st, Action: "review.create"})
	b.Must(err)
	return st.ID
}

// Reading them for each would take a workspace of 10,000 reviews hours.
func TestTheNamesAreReadOnceForManyRecords(t *testing.T) {
	b := open(t)
	b.list("Zoë Lindqvist", "Operator")
	var ids []string
	for i := range 40 {
		role := "Operator"
		if i%2 > 0 {
			role = "Commander"
		}
		ids = append(ids, b.met("Ada Okafor", role), b.met(fmt.Sprintf("Eve%d Zimmer%d", i, i), ""))
	}
	plain, _ := b.make(nil, "Zoë and Okafor came")
	ids = append(ids, plain)
	b.named, b.whole = 0, 0
	var got []vetting.Looked
	b.Must(b.LookThrough(ctx, ids, "s", asKey, func(l vetting.Looked) error {
		got = append(got, l)
		return nil
	}))
	if b.named != 1 || b.whole != len(ids) {
		t.Errorf("the names were read %d times, and %d records for %d", b.named, b.whole, len(ids))
	}
	for i, l := range got {
		alone, err := b.Look(ctx, ids[i], "s", asKey)
		b.Must(err)
		if fmt.Sprintf("%+v", l) != fmt.Sprintf("%+v", alone) && l.ID != plain { // whose role a name has from elsewhere is anybody's
			t.Fatalf("among others it is another look:\n%+v\n%+v", l, alone)
		}
		if l.Holding != alone.Holding || words(l.Found) != words(alone.Found) || l.Holding == 0 {
			t.Errorf("%+v\n%+v", l, alone)
		}
	}
	enough := errors.New("enough")
	n := 0
	if err := b.LookThrough(ctx, ids, "s", asKey, func(vetting.Looked) error { n++; return enough }); err != enough || n != 1 {
		t.Errorf("%v after %d", err, n)
	}
}

func TestWhatHadNothingInItIsNotReadAgainToBeShared(t *testing.T) {
	b := open(t)
	b.list("Zoë Lindqvist", "")
	plain, parts := b.make(nil, "Nobody came")
	other, _ := b.make(nil, "Ada came")
	telling, _ := b.make(nil, "Zoë came")
	for _, step := range []struct {
		name    string
		do      func()
		space   string
		reads   int
		holding map[string]int
	}{
		{"at first", func() {}, "s", 3, map[string]int{telling: 1}},
		{"again", func() {}, "s", 1, map[string]int{telling: 1}},
		{"its words", func() { b.set(plain, "timeline/"+parts[0]+"/text", "Then Zoë came") }, "s", 2, map[string]int{telling: 1, plain: 1}},
		{"a name", func() { b.list("Ada", "") }, "s", 3, map[string]int{telling: 1, plain: 1, other: 1}},
		{"an allowance", func() { b.Must(b.Allow(ctx, other, keys(b.look(other), "Ada came"), "So called")) }, "s", 3, map[string]int{telling: 1, plain: 1}},
		{"nobody", func() { b.Must(b.Unlist(ctx, "Ada")); b.Must(b.Unlist(ctx, "Zoë Lindqvist")) }, "s", 3, map[string]int{}},
		{"nobody again", func() {}, "s", 0, map[string]int{}},
		{"another space", func() {}, "t", 3, map[string]int{}},
	} {
		step.do()
		b.whole = 0
		n := 0
		b.Must(b.LookThrough(ctx, []string{plain, other, telling}, step.space, asKey, func(l vetting.Looked) error {
			n++
			if l.Holding != step.holding[l.ID] || l.Title != "Pumps stood still" || l.Ref == "" {
				t.Errorf("%s: %+v", step.name, l)
			}
			return nil
		}))
		if b.whole != step.reads || n != 3 {
			t.Errorf("%s: %d read, %d told", step.name, b.whole, n)
		}
	}
}
