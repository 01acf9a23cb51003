package recording_test

import (
	"context"
	"strings"
	"testing"

	"secondstory/backend/domain/record"
	"secondstory/backend/service/recording"
)

func TestUndoOfWorkStopsAtTheStateInWhichTheRecordWasMadeAlsoAfterARestart(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	id := b.create("A")
	start := b.content(id)
	stopped := func(when string) {
		t.Helper()
		undo, _, err := b.NextWork(ctx, id)
		b.Must(err)
		u, err := b.UndoWork(ctx, id, "")
		b.Must(err)
		if undo != "" || u.Done || b.content(id) != start {
			t.Fatalf("%s: %q %+v %s", when, undo, u, b.content(id))
		}
	}
	stopped("untouched")
	b.Must(b.edit(id, "review.set", nil, record.SetOp(path("title"), "B")))
	b.Must(b.edit(id, "review.set", nil, record.SetOp(path("title"), "C")))
	b.Reopen()
	for range 2 {
		if u, err := b.UndoWork(ctx, id, ""); err != nil || !u.Done {
			t.Fatalf("%+v %v", u, err)
		}
	}
	stopped("at the beginning")
	for range 2 {
		if r, err := b.Redo(ctx, id, ""); err != nil || !r.Done {
			t.Fatalf("what was undone comes back: %+v %v", r, err)
		}
	}
	if !strings.Contains(b.content(id), `"title":"C"`) {
		t.Fatal(b.content(id))
	}
	// What came later, the way into the trash and out of it, is taken back as ever.
	_, err := b.Remove(ctx, id, "review.remove", "")
	b.Must(err)
	_, err = b.Restore(ctx, id, "review.restore", "")
	b.Must(err)
	for i, want := range []bool{true, false} {
		u, err := b.UndoWork(ctx, id, "")
		b.Must(err)
		if snap, err := b.Get(ctx, id); err != nil || !u.Done || snap.Trashed() != want {
			t.Fatalf("step %d: %+v trashed=%v %v", i, u, snap.Trashed(), err)
		}
	}
	for range 2 {
		if u, err := b.UndoWork(ctx, id, ""); err != nil || !u.Done {
			t.Fatalf("%+v %v", u, err)
		}
	}
	stopped("at the beginning once more")
	// The whole undo still withdraws what was made.
	if u, err := b.Undo(ctx, id, ""); err != nil || !u.Done || u.Action != "review.create" {
		t.Fatalf("%+v %v", u, err)
	}
}

// An edit that puts the record into the trash is one step, which undo takes back as a
// whole: the record is there again and as it was.
func TestAnEditThatRemovesItsRecordIsOneStep(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	id := b.create("A")
	b.Must(b.edit(id, "review.set", nil, record.SetOp(path("title"), "B")))
	before := b.content(id)
	told := 0
	b.OnChange = func(recording.Changed) { told++ }
	ops := []record.Op{record.SetOp(path("title"), "C"), record.SetOp(path("severity"), "SEV1"), record.SetOp(path("private_notes"), "only here")}
	gone, err := b.Edit(ctx, id, recording.Edit{Action: "conflicts.set", Trash: func() bool { return true }, Plan: func(*record.State) ([]record.Op, error) { return ops, nil }})
	b.Must(err)
	is := func(when string, trashed bool, like string) {
		t.Helper()
		snap, err := b.Get(ctx, id)
		b.Must(err)
		if snap.Trashed() != trashed || like != "" && b.content(id) != like {
			t.Fatalf("%s: trashed=%v %s", when, snap.Trashed(), b.content(id))
		}
	}
	is("after the edit", true, "")
	after := b.content(id)
	if snap, err := b.Get(ctx, id); err != nil || snap.Rev != gone.Rev || told != 1 {
		t.Errorf("revision %d, told %d, heard of %d times, %v", snap.Rev, gone.Rev, told, err)
	}
	events, _, err := b.History(ctx, id, 0, 10)
	b.Must(err)
	if len(events) != 3 || events[0].Action != "conflicts.set" || events[0].Changes[len(events[0].Changes)-1].Path != "" || len(events[0].Changes) != 4 {
		t.Errorf("%+v", events)
	}
	for range 2 {
		b.Reopen()
		if undo, _, err := b.NextWork(ctx, id); err != nil || undo != "conflicts.set" {
			t.Fatalf("%q %v", undo, err)
		}
		u, err := b.UndoWork(ctx, id, "")
		b.Must(err)
		is("undone", false, before)
		if snap, err := b.Get(ctx, id); err != nil || u.Rev != snap.Rev {
			t.Errorf("%+v, revision %d, %v", u, snap.Rev, err)
		}
		_, err = b.Redo(ctx, id, "")
		b.Must(err)
		is("done again", true, after)
	}
	_, err = b.Undo(ctx, id, "")
	b.Must(err)
	is("undone at last", false, before)
	_, err = b.Undo(ctx, id, "")
	b.Must(err)
	if _, err = b.Undo(ctx, id, ""); err != nil || !strings.Contains(b.content(id), `"title":"A"`) {
		t.Fatal(b.content(id), err)
	}
	is("taken back to nothing", true, "")
	if past, err := b.AsOf(ctx, id, events[0].Step); err != nil || record.Str(past.State.Head, "title") != "C" {
		t.Errorf("%+v %v", past.State, err)
	}
}

// A record that goes without any other change is a step like the others.
func TestAnEditThatOnlyRemovesItsRecordIsAStep(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	id := b.create("A")
	none := func(*record.State) ([]record.Op, error) { return nil, nil }
	if res, err := b.Edit(ctx, id, recording.Edit{Action: "x", Trash: func() bool { return false }, Plan: none}); err != nil || len(res.Changes) != 0 {
		t.Fatal(res, err)
	}
	_, err := b.Edit(ctx, id, recording.Edit{Action: "x", Trash: func() bool { return true }, Plan: none})
	b.Must(err)
	if trashed, err := b.InTrash(ctx, id); err != nil || !trashed {
		t.Fatal(trashed, err)
	}
	u, err := b.UndoWork(ctx, id, "")
	b.Must(err)
	if trashed, err := b.InTrash(ctx, id); err != nil || trashed || u.Action != "x" {
		t.Fatal(u, trashed, err)
	}
}
