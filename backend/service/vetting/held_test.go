package vetting_test

import (
	"testing"

	"secondstory/backend/sqlite"
)

func TestHeldLooksAgainOnlyWhereSomethingChanged(t *testing.T) {
	b := open(t)
	b.list("Zoë Lindqvist", "")
	one, _ := b.make([]string{"pumps of Zoë", "Ada’s valves"})
	two, parts := b.make(nil, "Then Zoë came")
	other, others := b.make(nil, "Then nobody came")
	b.update(func(tx *sqlite.Tx) error { return tx.PutHeld("s", []string{one, two}, b.Clock) })
	for _, step := range []struct {
		name  string
		do    func()
		looks int
		held  map[string]int
	}{
		{"at first", func() {}, 2, map[string]int{one: 1, two: 1}},
		{"again", func() {}, 0, map[string]int{one: 1, two: 1}},
		{"another record", func() { b.set(other, "timeline/"+others[0]+"/text", "typed") }, 0, map[string]int{one: 1, two: 1}},
		{"a name", func() { b.list("Ada", "") }, 2, map[string]int{one: 2, two: 1}},
		{"an allowance", func() { b.Must(b.Allow(ctx, one, keys(b.look(one), "Ada’s valves"), "So called")) }, 1, map[string]int{one: 1, two: 1}},
		{"what others have", func() { b.base(one, "pumps of Zoë") }, 1, map[string]int{two: 1}},
		{"its words", func() { b.set(two, "timeline/"+parts[0]+"/text", "Then Zoë came, with Ada") }, 1, map[string]int{two: 2}},
		{"nothing is held", func() {
			b.update(func(tx *sqlite.Tx) error { return tx.PutHeld("s", nil, b.Clock) })
		}, 0, map[string]int{}},
	} {
		step.do()
		b.whole = 0
		list, err := b.Held(ctx)
		b.Must(err)
		got := map[string]int{}
		for _, l := range list {
			got[l.ID] = l.Holding
			if l.Ref == "" || l.Title != "Pumps stood still" {
				t.Errorf("%s: %+v", step.name, l)
			}
		}
		if len(got) != len(step.held) || got[one] != step.held[one] || got[two] != step.held[two] || b.whole != step.looks {
			t.Errorf("%s: %v, %d looked through", step.name, got, b.whole)
		}
	}
}
