package workspace

import (
	"context"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
	"secondstory/samples"
)

// told counts what is announced: each review of the sample once.
func told(t *testing.T) func(recording.Changed) {
	seen := map[string]bool{}
	t.Cleanup(func() {
		if len(seen) < len(samples.Reviews()) {
			t.Errorf("%d reviews were announced", len(seen))
		}
	})
	return func(c recording.Changed) {
		if c.Origin == "" && seen[c.ID] && c.Rev == 1 {
			t.Errorf("%s was announced twice", c.Ref)
		}
		seen[c.ID] = true
	}
}

// opened is a home with the sample, opened at a moment.
func opened(t *testing.T, at time.Time) *Workspace {
	t.Helper()
	w, err := Open(context.Background(), t.TempDir(), Options{Origin: "window", Now: func() time.Time { return at }, OnChange: told(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	if err := w.FillSample(context.Background()); err != nil {
		t.Fatal(err)
	}
	return w
}

// eachTale looks at every review of the sample as it is stored.
func eachTale(t *testing.T, w *Workspace, check func(t *testing.T, tale *tale, snap record.Snapshot, events []recording.Event)) {
	t.Helper()
	for _, s := range samples.Reviews() {
		t.Run(s.Name, func(t *testing.T) {
			tale, err := w.newTale(s)
			if err != nil {
				t.Fatal(err)
			}
			snap, err := w.Records.Get(context.Background(), tale.end.ID)
			if err != nil {
				t.Fatal(err)
			}
			events, more, err := w.Records.History(context.Background(), tale.end.ID, 0, 500)
			if err != nil || more {
				t.Fatal(more, err)
			}
			check(t, tale, snap, events)
		})
	}
}

func TestAReviewOfTheSampleEndsAsItsFileSays(t *testing.T) {
	eachTale(t, opened(t, still()), func(t *testing.T, tale *tale, snap record.Snapshot, _ []recording.Event) {
		if !record.Equal(snap.State.Head, tale.end.Head) {
			t.Errorf("head:\n%v\nwant\n%v", snap.State.Head, tale.end.Head)
		}
		for collection, parts := range tale.end.Parts {
			if len(parts) != len(snap.State.Parts[collection]) {
				t.Errorf("%d %s, want %d", len(snap.State.Parts[collection]), collection, len(parts))
			}
			for id, p := range parts {
				got, ok := snap.State.Part(collection, id)
				if !ok || got.Removed || !same(got.Doc, p.Doc) {
					t.Errorf("%s/%s:\n%v\nwant\n%v", collection, id, got.Doc, p.Doc)
				}
			}
		}
	})
}

// same compares two documents; a field that holds nothing may be left out.
func same(a, b record.Doc) bool {
	empty := func(v any) bool { return v == nil || v == "" }
	for _, pair := range [][2]record.Doc{{a, b}, {b, a}} {
		for name, v := range pair[0] {
			if other := pair[1][name]; !record.Equal(v, other) && !(empty(v) && empty(other)) {
				return false
			}
		}
	}
	return true
}

func TestAReviewOfTheSampleHasTheHistoryAndTheReferenceOfItsTime(t *testing.T) {
	eachTale(t, opened(t, still()), func(t *testing.T, tale *tale, snap record.Snapshot, events []recording.Event) {
		if len(events) != len(tale.past) {
			t.Fatalf("%d steps, want %d", len(events), len(tale.past))
		}
		for i, e := range events {
			step := tale.past[len(tale.past)-1-i]
			if !e.At.Equal(step.At) || len(e.Changes) == 0 {
				t.Errorf("%s at %v with %d changes, want %s at %v", e.Action, e.At, len(e.Changes), step.Did, step.At)
			}
		}
		first, last := tale.past[0].At, tale.past[len(tale.past)-1].At
		if !snap.CreatedAt.Equal(first) || !snap.ChangedAt.Equal(last) {
			t.Errorf("made at %v, changed at %v", snap.CreatedAt, snap.ChangedAt)
		}
		if ref := record.Ref(review.Schema.RefPrefix, snap.ID); !strings.HasPrefix(ref, first.Format("REV-06-")) {
			t.Errorf("%s was begun on %v", ref, first)
		}
	})
}

func TestTheJournalOfTheSampleHoldsAndItsClockNeverRunsBack(t *testing.T) {
	health, err := opened(t, still()).Examine(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	entries := int64(0)
	for _, c := range health.Chains {
		if c.FirstBad != 0 || c.ClockSkews != 0 {
			t.Errorf("%+v", c)
		}
		entries += c.Last
	}
	if entries < 1000 {
		t.Errorf("%d entries", entries)
	}
}

// The past was written on another device: undo takes back what is done here.
func TestUndoLeavesThePastOfTheSampleAlone(t *testing.T) {
	ctx := context.Background()
	w := opened(t, still())
	tale, err := w.newTale(samples.Reviews()[0])
	if err != nil {
		t.Fatal(err)
	}
	id := tale.end.ID
	nothing := func(when string) {
		t.Helper()
		undo, _, err := w.Records.NextWork(ctx, id)
		if err != nil || undo != "" {
			t.Errorf("%s undo would take back %q, %v", when, undo, err)
		}
		if u, err := w.Records.Undo(ctx, id, ""); err != nil || u.Done {
			t.Errorf("%s undo took back %+v, %v", when, u, err)
		}
	}
	nothing("at first")
	path := record.Path{Collection: review.Actions, Part: tale.actions["a03"], Field: "status"}
	_, err = w.Records.Edit(ctx, id, recording.Edit{Action: "actions.set", Entities: []string{path.Entity()},
		Plan: func(*record.State) ([]record.Op, error) { return []record.Op{record.SetOp(path, "done")}, nil }})
	if err != nil {
		t.Fatal(err)
	}
	if u, err := w.Records.Undo(ctx, id, ""); err != nil || !u.Done || u.Action != "actions.set" {
		t.Fatalf("%+v %v", u, err)
	}
	snap, err := w.Records.Get(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	if part, _ := snap.State.Part(review.Actions, path.Part); record.Str(part.Doc, "status") != "in_progress" {
		t.Errorf("after undo it is %v", part.Doc["status"])
	}
	nothing("afterwards")
}

// A machine whose clock is behind the sample writes nothing in its future.
func TestNothingOfTheSampleIsWrittenInTheFutureOfAClock(t *testing.T) {
	now := time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)
	eachTale(t, opened(t, now), func(t *testing.T, tale *tale, snap record.Snapshot, events []recording.Event) {
		made, _ := record.ULIDTime(snap.ID)
		for what, at := range map[string]time.Time{"id": made, "row": snap.CreatedAt, "change": snap.ChangedAt, "step": events[0].At} {
			if at.After(now) {
				t.Errorf("%s at %v", what, at)
			}
		}
		if len(events) != len(tale.past) || record.Str(snap.State.Head, "state") != tale.r.State {
			t.Errorf("%d steps, %v", len(events), snap.State.Head["state"])
		}
	})
}

// Two programs that begin at once on an empty home both find it without the sample.
func TestTheSampleIsToldOnceWhereTwoProgramsFillIt(t *testing.T) {
	home, at := t.TempDir(), time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	announced := 0
	var second *Workspace
	for range 2 {
		w, err := Open(context.Background(), home, Options{Origin: "window", Now: func() time.Time { return at }, OnChange: func(recording.Changed) { announced++ }})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(w.Close)
		if err := w.retell(context.Background(), samples.Reviews()); err != nil {
			t.Fatal(err)
		}
		second = w
	}
	if err := second.Follow(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	n, err := second.Count(context.Background(), review.Kind, false)
	if want := len(samples.Reviews()); err != nil || n != want || announced != want {
		t.Fatalf("%d reviews, %d announced, not %d; %v", n, announced, want, err)
	}
}
