package reviewing_test

import (
	"testing"

	"secondstory/backend/domain/consistency"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
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
