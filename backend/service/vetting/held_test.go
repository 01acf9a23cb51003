package vetting_test

import (
	"errors"
	"slices"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/sharing"
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

func TestWhatWasToBeSharedIsTheLastThingSomebodyAsked(t *testing.T) {
	b := open(t)
	b.list("Zoë Lindqvist", "")
	id, _ := b.make([]string{"pumps of Zoë"})
	b.update(func(tx *sqlite.Tx) error {
		return errors.Join(tx.AddLink(sharing.Link{Space: "t", Name: "Team", Address: "/t", CreatedAt: b.Clock}), tx.AddLink(sharing.Link{Space: "u", Name: "Upper", Address: "/u", CreatedAt: b.Clock}))
	})
	kept := func() (out []string) {
		t.Helper()
		list, err := b.Held(ctx)
		b.Must(err)
		for _, k := range list {
			out = append(out, string(k.State)+" "+k.To)
		}
		return out
	}
	for _, step := range []struct {
		name string
		do   func()
		want []string
	}{
		{"asked", func() { b.Must(b.AskLater(ctx, "t", id)) }, []string{"asked t"}},
		{"for another space", func() { b.Must(b.AskLater(ctx, "u", id)) }, []string{"asked u"}},
		{"for the one it is in", func() { b.Must(b.AskLater(ctx, "s", id)) }, []string{"asked u"}},
		{"an exchange of that one had nothing to hold", func() { b.update(func(tx *sqlite.Tx) error { return tx.PutHeld("u", nil, b.Clock) }) }, []string{"asked u"}},
		{"in the trash", func() { _, err := b.Rec.Remove(ctx, id, "review.trash", ""); b.Must(err) }, nil},
		{"out of it", func() { _, err := b.Rec.Restore(ctx, id, "review.restore", ""); b.Must(err) }, []string{"asked u"}},
		{"it stays", func() { b.Must(b.KeepHere(ctx, id)) }, nil},
		{"held in its space", func() { b.update(func(tx *sqlite.Tx) error { return tx.PutHeld("s", []string{id}, b.Clock) }) }, []string{"held s"}},
		{"which nobody can wish away", func() { b.Must(b.KeepHere(ctx, id)) }, []string{"held s"}},
		{"moved", func() { b.update(func(tx *sqlite.Tx) error { _, err := tx.MoveRecord(id, "t", b.Clock); return err }) }, nil},
		{"asked again", func() { b.Must(b.AskLater(ctx, "u", id)) }, []string{"asked u"}},
		{"and that space is left", func() { b.update(func(tx *sqlite.Tx) error { return tx.DropLink("u", "s", "own") }) }, nil},
	} {
		step.do()
		if got := kept(); !slices.Equal(got, step.want) {
			t.Errorf("%s: %v", step.name, got)
		}
	}
	if err := b.AskLater(ctx, "t", b.ID()); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
}
