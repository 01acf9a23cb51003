package recording_test

import (
	"context"
	"fmt"
	"math/rand"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// said is the live content of a record, without where it lies.
func said(t testing.TB, snap record.Snapshot) string {
	t.Helper()
	parts := record.Doc{}
	for _, c := range review.Schema.Collections {
		live := record.Doc{}
		for _, pid := range snap.State.Live(c.Name) {
			live[pid] = snap.State.Parts[c.Name][pid].Doc
		}
		parts[c.Name] = live
	}
	raw, err := record.Canonical(record.Doc{"head": snap.State.Head, "local": snap.State.Local, "parts": parts})
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func (b *bench) last(id string) int64 {
	b.T.Helper()
	events, _, err := b.History(context.Background(), id, 0, 1)
	b.Must(err)
	return events[0].Step
}

// TestTheRecordAsItWasAfterAnyStepIsWhatItWas edits, types, undoes and redoes at
// random and then looks at every step again.
func TestTheRecordAsItWasAfterAnyStepIsWhatItWas(t *testing.T) {
	t.Parallel()
	for seed := range int64(12) {
		b := open(t)
		ctx := context.Background()
		rng := rand.New(rand.NewSource(seed))
		id := b.create("start")
		b.Must(b.edit(id, "sections.add", nil, record.AddOp("sections", "summary", record.Doc{"text": "Nobody noticed."})))
		was := map[int64]string{}
		note := func() {
			snap, err := b.Get(ctx, id)
			b.Must(err)
			was[b.last(id)] = said(t, snap)
		}
		note()
		var entries []string
		for range 60 {
			b.Clock = b.Clock.Add(time.Duration(rng.Intn(2)) * time.Minute) // typing without a pause is one step
			switch n := rng.Intn(12); {
			case n < 8:
				b.randomEdit(ctx, rng, id, &entries)
			case n < 9:
				snap, err := b.Get(ctx, id)
				b.Must(err)
				if snap.State.Parts["sections"]["summary"].Removed {
					continue // undone away
				}
				now := record.Str(snap.State.Parts["sections"]["summary"].Doc, "text")
				_, err = b.SaveText(ctx, id, path("sections/summary/text"), now, now+fmt.Sprint(" “", rng.Intn(99), "”\n"), "sections.text", "")
				b.Must(err)
			case n < 11:
				if _, err := b.UndoWork(ctx, id, ""); err != nil && !fault.Is(err, fault.Conflict) {
					t.Fatal(err)
				}
			default:
				if _, err := b.Redo(ctx, id, ""); err != nil && !fault.Is(err, fault.Conflict) {
					t.Fatal(err)
				}
			}
			note()
		}
		for step, want := range was {
			past, err := b.AsOf(ctx, id, step)
			b.Must(err)
			if got := said(t, past.Snapshot); got != want {
				t.Fatalf("seed %d, after step %d:\n got %s\nwant %s", seed, step, got, want)
			}
		}
		places := []string{"severity", "services", "date", "sections/summary/text"}
		for _, e := range entries {
			places = append(places, "timeline/"+e+"/text")
		}
		for _, place := range places {
			b.lineHolds(id, path(place))
		}
	}
}

// lineHolds looks that a line is without gaps and agrees with the record as it was,
// also when it is read in small pages.
func (b *bench) lineHolds(id string, p record.Path) {
	b.T.Helper()
	ctx := context.Background()
	events, more, err := b.Line(ctx, id, p, 0, 1000)
	b.Must(err)
	if more {
		b.T.Fatalf("%s: more than everything", p)
	}
	for i, e := range events {
		if len(e.Changes) != 1 || e.Changes[0].Path != p.String() {
			b.T.Fatalf("%s: %+v", p, e)
		}
		c := e.Changes[0]
		if i+1 < len(events) && !record.Equal(c.Before, events[i+1].Changes[0].After) {
			b.T.Fatalf("%s: step %d begins with %v, the one before ended with %v", p, e.Step, c.Before, events[i+1].Changes[0].After)
		}
		then, err := b.ValueThen(ctx, id, p, e.Step)
		b.Must(err)
		if !record.Equal(then.Value, c.After) {
			b.T.Fatalf("%s: after step %d it was %v, the line says %v", p, e.Step, then.Value, c.After)
		}
	}
	if n := len(events); n > 0 && events[n-1].Changes[0].Before != nil {
		b.T.Fatalf("%s: the line begins with %v", p, events[n-1].Changes[0].Before)
	}
	var paged []int64
	for below, more := int64(0), true; more; {
		page, further, err := b.Line(ctx, id, p, below, 2)
		b.Must(err)
		for _, e := range page {
			paged = append(paged, e.Step)
			below = e.First
		}
		more = further
	}
	for i, e := range events {
		if i >= len(paged) || paged[i] != e.Step {
			b.T.Fatalf("%s: in pages %v, in one %+v", p, paged, events)
		}
	}
	if len(paged) != len(events) {
		b.T.Fatalf("%s: %d steps in pages, %d in one", p, len(paged), len(events))
	}
}

func TestTheLineOfAFieldHasNothingOfItsNeighbours(t *testing.T) {
	t.Parallel()
	b := open(t)
	ctx := context.Background()
	id := b.create("The linen line")
	b.Must(b.edit(id, "review.set", nil, record.SetOp(path("severity"), "SEV2"), record.SetOp(path("date"), "2026-11-01")))
	b.Must(b.edit(id, "review.text", nil, record.SetOp(path("private_notes"), `somebody wrote "severity": SEV9 here`)))
	b.Must(b.edit(id, "review.set", nil, record.SetOp(path("severity"), "SEV1")))
	events, _, err := b.Line(ctx, id, path("severity"), 0, 10)
	b.Must(err)
	if len(events) != 2 || events[0].Changes[0].Before != "SEV2" || events[0].Changes[0].After != "SEV1" || events[1].Changes[0].Before != nil {
		t.Errorf("%+v", events)
	}
	if title, _, err := b.Line(ctx, id, path("title"), 0, 10); err != nil || len(title) != 1 || title[0].Action != "review.create" || title[0].Changes[0].After != "The linen line" {
		t.Errorf("%+v %v", title, err)
	}
	for _, place := range []string{"colour", "things/x", "timeline"} {
		if _, _, err := b.Line(ctx, id, path(place), 0, 10); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", place, err)
		}
	}
	if _, _, err := b.Line(ctx, id, path("timeline/nobody/text"), 0, 10); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	other := b.create("another")
	if _, err := b.AsOf(ctx, id, b.last(other)); !fault.Is(err, fault.NotFound) {
		t.Errorf("a step of another record: %v", err)
	}
}

func TestTheLineOfAnEntryTellsThatItCameChangedAndWent(t *testing.T) {
	t.Parallel()
	b := open(t)
	ctx := context.Background()
	id, entries := b.Night(3)
	e := path("timeline/" + entries[1])
	text := e
	text.Field = "text"
	b.Must(b.edit(id, "timeline.text", []string{"timeline"}, record.SetOp(text, "the night was dark")))
	b.Must(b.edit(id, "timeline.remove", []string{"timeline"}, record.RemoveOp(e)))
	events, _, err := b.Line(ctx, id, e, 0, 10)
	b.Must(err)
	if len(events) != 3 {
		t.Fatalf("%+v", events)
	}
	gone, changed, made := events[0].Changes[0], events[1].Changes[0], events[2].Changes[0]
	if gone.Before != "the night was dark" || gone.After != nil || gone.Path != e.String() {
		t.Errorf("%+v", gone)
	}
	if changed.Path != text.String() || changed.Before != "event 1 of the night" || changed.After != "the night was dark" {
		t.Errorf("%+v", changed)
	}
	if made.Before != nil || made.After != "event 1 of the night" || events[2].Action != "review.create" {
		t.Errorf("%+v", events[2])
	}
	// The bytes of a review's making are not read for that.
	then, err := b.ValueThen(ctx, id, e, events[1].Step)
	b.Must(err)
	if !then.There || record.Str(then.Doc, "text") != "the night was dark" {
		t.Errorf("%+v", then)
	}
}
