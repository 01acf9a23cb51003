package reviewing_test

import (
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

func (b *bench) step(id string) int64 {
	b.T.Helper()
	events, _, err := b.Rec.History(ctx, id, 0, 1)
	b.Must(err)
	return events[0].Step
}

func (b *bench) back(id, path string, step int64) error {
	b.T.Helper()
	p, ok := record.ParsePath(path)
	if !ok {
		b.T.Fatal(path)
	}
	_, err := b.TakeBack(ctx, id, p, step, "")
	return err
}

func TestAValueTakenBackIsAnEditThatUndoTakesBackAgain(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	set := func(path string, v any) int64 {
		p, _ := record.ParsePath(path)
		_, err := b.SetValue(ctx, id, p, v, "")
		b.Must(err)
		return b.step(id)
	}
	first := set("severity", "SEV2")
	set("severity", "SEV1")
	b.Must(b.back(id, "severity", first))
	if got := b.get(id).Severity; got != "SEV2" {
		t.Fatal(got)
	}
	b.undo(id)
	if got := b.get(id).Severity; got != "SEV1" {
		t.Fatal(got)
	}
	// What stands there already is no step.
	last := b.step(id)
	b.Must(b.back(id, "severity", last))
	if b.step(id) != last {
		t.Error("nothing was changed, and it is a step")
	}
}

func TestAnEntryTakenBackHasItsWordsItsTimeAndItsPlace(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	saved, err := b.AddPart(ctx, id, review.Timeline, map[string]any{"at": "2026-11-20 10:00 UTC", "text": "It stopped."}, "", "")
	b.Must(err)
	path := "timeline/" + saved.ID
	made := b.step(id)
	before := b.get(id).Timeline[0]
	_, err = b.CorrectTime(ctx, id, saved.ID, "2026-11-20 11:30 UTC", "the clock was wrong", "")
	b.Must(err)
	p, _ := record.ParsePath(path + "/text")
	_, err = b.SetValue(ctx, id, p, "It stopped twice.", "")
	b.Must(err)
	_, err = b.RemovePart(ctx, id, path, "")
	b.Must(err)
	gone := b.step(id)

	b.Must(b.back(id, path, made))
	got := b.get(id).Timeline
	if len(got) != 1 || got[0].Text != before.Text || got[0].At != before.At {
		t.Fatalf("%+v", got)
	}
	// A statement is never taken away: the earlier one is made again.
	if n := len(got[0].Times); n != 3 || got[0].Times[2].RecordedAt == before.RecordedAt && got[0].Times[2].By == "" {
		t.Errorf("%+v", got[0].Times)
	}
	b.undo(id)
	if got := b.get(id).Timeline; len(got) != 0 {
		t.Errorf("%+v", got)
	}
	if err := b.back(id, path, gone); !fault.Is(err, fault.Denied) {
		t.Errorf("it was not there then: %v", err)
	}
}

func TestACauseTakenBackHangsWhereItHung(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	one, two := b.add(id, "", "one"), b.add(id, "", "two")
	whole := b.outline(id)
	step := b.step(id)
	_, err := b.MoveCause(ctx, id, two, one, "", "")
	b.Must(err)
	if b.outline(id) == whole {
		t.Fatal("nothing has moved")
	}
	b.Must(b.back(id, "causes/"+two+"/parent", step))
	if got := b.outline(id); got != whole {
		t.Errorf("%s\nwas\n%s", got, whole)
	}
	past, event, err := b.Past(ctx, id, step)
	b.Must(err)
	if len(past.Causes) != 3 || event.Step != step {
		t.Errorf("%+v %+v", past.Causes, event)
	}
	for _, path := range []string{"conflicts/x", "people"} {
		if err := b.back(id, path, step); !fault.Is(err, fault.Denied) {
			t.Errorf("%s: %v", path, err)
		}
	}
}
