package vetting_test

import (
	"slices"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
	"secondstory/backend/sqlite"
)

func TestOnlyTheChosenElementOfASetIsWrittenOver(t *testing.T) {
	b := open(t)
	b.list("Zoë Lindqvist", "")
	// The record holds them as they were typed, and whoever reads them in one order.
	id, _ := b.make([]string{"Zoë y", "Zoë x", "alpha"})
	if _, err := b.Replace(ctx, id, keys(b.look(id), "Zoë x"), " the plant ", ""); err != nil {
		t.Fatal(err)
	}
	if got := b.services(id); got != "Zoë y|the plant x|alpha" {
		t.Error(got)
	}
	if u, err := b.Rec.Undo(ctx, id, ""); err != nil || !u.Done || b.services(id) != "Zoë y|Zoë x|alpha" {
		t.Error(u, err, b.services(id))
	}
	if _, err := b.Replace(ctx, id, keys(b.look(id), "Zoë x", "Zoë y"), "the plant", ""); err != nil || b.services(id) != "the plant y|the plant x|alpha" {
		t.Error(err, b.services(id))
	}
	b.VerifyChains()
}

func TestEveryChosenPlaceOfATextIsWrittenOverInOneStep(t *testing.T) {
	b := open(t)
	b.list("Zoë Lindqvist", "")
	const long, short = "Zoë called Lindqvist, then Zoë Lindqvist slept", "Ask Zoë"
	id, parts := b.make(nil, long, short)
	l := b.look(id)
	if _, err := b.Replace(ctx, id, append(keys(l, long)[1:], keys(l, short)...), "an operator of the plant", ""); err != nil {
		t.Fatal(err)
	}
	if got := b.text(id, parts[0]); got != "Zoë called an operator of the plant, then an operator of the plant slept" {
		t.Error(got)
	}
	if got := b.text(id, parts[1]); got != "Ask an operator of the plant" {
		t.Error(got)
	}
	if u, err := b.Rec.Undo(ctx, id, ""); err != nil || !u.Done || b.text(id, parts[0]) != long || b.text(id, parts[1]) != short {
		t.Error(u, err)
	}
	for _, with := range []string{"", " ", "a\nb"} {
		if _, err := b.Replace(ctx, id, keys(l, short), with, ""); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", with, err)
		}
	}
	if _, err := b.Replace(ctx, id, append(keys(l, short), "nothing"), "x", ""); !fault.Is(err, fault.Conflict) || b.text(id, parts[1]) != short {
		t.Error(err)
	}
}

// The whole record is looked through before the write: nobody's save waits for it.
func TestTheWriteReadsOnlyWhatIsWrittenOver(t *testing.T) {
	b := open(t)
	b.list("Zoë Lindqvist", "")
	id, parts := b.make(nil, "Then Zoë came", "and nobody else")
	chosen := keys(b.look(id), "Then Zoë came")
	// Somebody types elsewhere in between.
	b.between = func() {
		b.set(id, "timeline/"+parts[1]+"/text", "and Zoë again")
		b.Loads = nil
	}
	if _, err := b.Replace(ctx, id, chosen, "the operator", ""); err != nil {
		t.Fatal(err)
	}
	if b.text(id, parts[0]) != "Then the operator came" || b.text(id, parts[1]) != "and Zoë again" {
		t.Error(b.text(id, parts[0]), b.text(id, parts[1]))
	}
	if len(b.Loads) != 1 || len(b.Loads[0].Collections) != 0 || !slices.Equal(b.Loads[0].Entities, []string{"timeline/" + parts[0]}) {
		t.Errorf("%+v", b.Loads)
	}
}

func TestWordsThatChangedSinceTheyWereLookedAtStay(t *testing.T) {
	b := open(t)
	b.list("Zoë Lindqvist", "")
	const said, typed = "Then Zoë came", "So Zoë went"
	for name, change := range map[string]func(id, part string){
		"typed":   func(id, part string) { b.set(id, "timeline/"+part+"/text", typed) },
		"emptied": func(id, part string) { b.set(id, "timeline/"+part+"/text", nil) },
	} {
		id, parts := b.make([]string{"of Zoë"}, said)
		chosen := keys(b.look(id), said, "of Zoë")
		var was string
		b.between = func() {
			change(id, parts[0])
			was = b.text(id, parts[0])
		}
		if _, err := b.Replace(ctx, id, chosen, "the operator", ""); !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: %v", name, err)
		}
		if len(chosen) != 2 || was == said || b.text(id, parts[0]) != was || b.services(id) != "of Zoë" {
			t.Errorf("%s: %q, %q", name, b.text(id, parts[0]), b.services(id))
		}
	}
}

// A question that was asked before anybody else had it is asked in other words as a whole,
// with what was decided about it.
func TestAQuestionAskedAnewHasOtherWordsInItsDecisionToo(t *testing.T) {
	b := open(t)
	b.list("Zoë Lindqvist", "")
	st := record.NewState(review.Kind, b.ID())
	st.Head["title"] = "Pumps stood still"
	c := merge.Conflict{Path: "title", Kind: merge.KindValue, Base: "a", Values: []string{"Pumps", "Pumps of Zoë"}, State: merge.Resolved,
		Resolutions: []merge.Resolution{{Value: "Pumps", Why: "Zoë said so"}}}
	c.ID = merge.ConflictID(c.Path, c.Kind, c.Base, c.NoBase, c.Values, c.N)
	st.Parts[review.Conflicts] = map[string]record.Part{c.ID: {Doc: c.Doc()}}
	_, err := b.Rec.Create(ctx, recording.New{State: st, Action: "review.create"})
	b.Must(err)
	l := b.look(st.ID)
	if l.Holding != 2 {
		t.Fatalf("%+v", l)
	}
	if _, err := b.Replace(ctx, st.ID, []string{l.Found[0].Key, l.Found[1].Key}, "the operator", ""); err != nil {
		t.Fatal(err)
	}
	if l := b.look(st.ID); l.Holding != 0 {
		t.Errorf("%+v", l.Found)
	}
}

// The sum of the words an owner agreed to tells a name that stood in them to everybody who
// tries a list of names, so it goes with the name, and the agreement stays.
func TestASumOfAgreedWordsGoesWithTheName(t *testing.T) {
	b := open(t)
	b.list("Zoë Lindqvist", "")
	a := review.Action{Title: "Zoë orders valves", OwnerRole: "Plant lead", Due: "2026-12-04", Criterion: "They are here", Target: "two"}
	for name, agreed := range map[string]bool{"agreed": true, "to other words": false} {
		sum := "0123456789abcdef"
		if agreed {
			sum = a.Words()
		}
		st := record.NewState(review.Kind, b.ID())
		part := b.ID()
		st.Head["title"] = "Pumps stood still"
		st.Parts[review.Actions] = map[string]record.Part{part: {Doc: record.Doc{"title": a.Title, "owner_role": a.OwnerRole, "due": a.Due, "criterion": a.Criterion, "target": a.Target,
			"status": "committed", "accepted_on": "2026-11-20", "accepted_due": a.Due, "accepted_of": sum, "rank": "V"}}}
		_, err := b.Rec.Create(ctx, recording.New{State: st, Action: "review.create"})
		b.Must(err)
		_, err = b.Replace(ctx, st.ID, keys(b.look(st.ID), a.Title), "Plant lead", "")
		b.Must(err)
		b.update(func(tx *sqlite.Tx) error {
			snap, err := tx.Record(st.ID)
			if err != nil {
				return err
			}
			now, _ := snap.State.Part(review.Actions, part)
			got := review.ActionOf(part, now.Doc)
			want := map[bool]string{true: review.Accepted, false: review.AcceptedBefore}[agreed]
			if got.Title != "Plant lead orders valves" || got.AcceptedOf == sum || got.Acceptance() != want {
				t.Errorf("%s: %+v is %q", name, got, got.Acceptance())
			}
			return nil
		})
	}
}
