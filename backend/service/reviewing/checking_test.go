package reviewing_test

import (
	"testing"

	"secondstory/backend/domain/consistency"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
)

func TestWhatACheckFoundIsLeftTakenUpAgainAndUndone(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	added, err := b.AddPart(ctx, id, review.Actions, map[string]any{"title": "Mend the queue", "status": "committed"}, "", "")
	b.Must(err)
	find := func() consistency.Finding {
		t.Helper()
		found, err := b.Check(ctx, id)
		b.Must(err)
		for _, f := range found {
			if f.Check == "A01" {
				return f
			}
		}
		t.Fatalf("no owner is not found in %v", found)
		return consistency.Finding{}
	}
	f := find()
	if f.About != "actions/"+added.ID || f.Left {
		t.Fatalf("%+v", f)
	}
	for range 2 { // saying it twice is saying it once
		_, err = b.LeaveCheck(ctx, id, f.Check, f.About, f.Sum, "The board owns it", "")
		b.Must(err)
	}
	if f = find(); !f.Left || f.Reason != "The board owns it" {
		t.Errorf("left: %+v", f)
	}
	view, err := b.Get(ctx, id)
	b.Must(err)
	if len(view.Findings) != 0 || len(view.Left) != 1 {
		t.Errorf("%d noticed, %d left", len(view.Findings), len(view.Left))
	}
	_, err = b.TakeUpCheck(ctx, id, f.Check, f.About, f.Sum, "")
	b.Must(err)
	if find().Left {
		t.Error("still left")
	}
	b.undo(id)
	if !find().Left {
		t.Error("undo of taking it up")
	}
	_, err = b.SetValue(ctx, id, record.Path{Collection: review.Actions, Part: added.ID, Field: "title"}, "Mend the pump", "")
	b.Must(err)
	if find().Left {
		t.Error("other words are left too")
	}
	if _, err = b.LeaveCheck(ctx, id, f.Check, f.About, f.Sum, "", ""); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("left what is no longer there: %v", err)
	}
	b.VerifyChains()
}

// Whoever takes a step back reaches the state before by whatever others wrote meanwhile.
func TestUndoReachesNoStateThatTheChecksHold(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	set := func(path record.Path, v any) error {
		_, err := b.SetValue(ctx, id, path, v, "")
		return err
	}
	state := record.Path{Field: "state"}
	held := func(err error) *fault.Error {
		t.Helper()
		f, ok := fault.As(err)
		if !ok || f.Code != fault.Denied || f.Key != "review.not_to_agree" {
			t.Fatalf("it was not refused: %v", err)
		}
		return f
	}
	if f := held(set(state, "agreed")); len(f.Fields) != 1 || f.Fields[0].Key != "check.S01" || f.Fields[0].Name != "sections/summary" || f.Params["count"] != "1" {
		t.Errorf("%+v", f)
	}
	b.Must(set(record.Path{Collection: review.Sections, Part: "summary", Field: "text"}, "It stopped."))
	b.Must(set(state, "agreed"))
	b.Must(set(state, "in_review"))

	foreign := *b.Rec
	foreign.Who.Device = "other"
	theirs := &reviewing.Service{Rec: &foreign, Now: b.Tell, NewID: b.ID}
	added, err := theirs.AddPart(ctx, id, review.Factors, map[string]any{"text": "One key"}, "", "")
	b.Must(err)
	_, err = b.Rec.Undo(ctx, id, "")
	held(err)
	if got := b.get(id); got.State != "in_review" || len(got.Factors) != 1 {
		t.Fatalf("refused, and it is %s", got.State)
	}
	found, err := b.Check(ctx, id)
	b.Must(err)
	for _, f := range consistency.Holding(found) {
		if _, err := b.LeaveCheck(ctx, id, f.Check, f.About, f.Sum, "It is fine", ""); fault.CodeOf(err) != fault.Denied || !f.Firm {
			t.Errorf("%s was left: %v", f.Check, err)
		}
	}
	b.Must(set(record.Path{Collection: review.Factors, Part: added.ID, Field: "classes"}, []any{"technical"}))
	b.undo(id) // the class
	b.Must(set(record.Path{Collection: review.Factors, Part: added.ID, Field: "subtypes"}, []any{"technical/code"}))
	if got := b.get(id).Factors[0].Classes; len(got) != 1 || got[0] != "technical" {
		t.Errorf("a subtype brought %q", got)
	}
	b.Must(set(state, "closed"))
	b.undo(id)
	_, err = b.Rec.Redo(ctx, id, "")
	b.Must(err)
	// From closed to agreed is a step back, and asks nobody.
	b.Must(set(record.Path{Collection: review.Factors, Part: added.ID, Field: "classes"}, []any{}))
	b.Must(set(state, "agreed"))
}

// A review that was agreed before there was a check of it is moved back and forth as it is:
// what is undone was there, and what came since holds it alone.
func TestWhatWasAgreedBeforeTheChecksIsGivenBack(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	state := record.Path{Field: "state"}
	set := func(v string) error {
		_, err := b.SetValue(ctx, id, state, v, "")
		return err
	}
	may := b.Rec.May
	b.Rec.May = nil
	added, err := b.AddPart(ctx, id, review.Factors, map[string]any{"text": "One key"}, "", "")
	b.Must(err)
	b.Must(set("agreed"))
	b.Rec.May = may

	b.Must(set("draft"))
	b.undo(id)
	b.redo(id)
	b.undo(id)
	b.Must(set("closed"))
	b.undo(id)
	b.redo(id)
	b.Must(set("agreed"))
	b.Must(set("draft"))

	foreign := *b.Rec
	foreign.Who.Device = "other"
	theirs := &reviewing.Service{Rec: &foreign, Now: b.Tell, NewID: b.ID}
	_, err = theirs.SetValue(ctx, id, record.Path{Collection: review.Factors, Part: added.ID, Field: "text"}, "One key for all", "")
	b.Must(err)
	b.undo(id) // the words are others, the class was missing before
	b.redo(id)
	another, err := theirs.AddPart(ctx, id, review.Factors, map[string]any{"text": "No alarm"}, "", "")
	b.Must(err)
	_, err = b.Rec.Undo(ctx, id, "")
	f, ok := fault.As(err)
	if !ok || f.Key != "review.not_to_agree" || len(f.Fields) != 1 || f.Fields[0].Name != "factors/"+another.ID {
		t.Fatalf("%v", err)
	}
	if err = set("agreed"); fault.CodeOf(err) != fault.Denied {
		t.Errorf("agreed anew: %v", err)
	}
	b.VerifyChains()
}
