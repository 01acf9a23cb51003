package recording_test

import (
	"context"
	"strings"
	"testing"

	"secondstory/backend/domain/record"
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
