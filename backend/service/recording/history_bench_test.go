package recording_test

import (
	"context"
	"fmt"
	"math/rand"
	"testing"
	"time"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/sqlite"
)

// BenchmarkHistory asks for the history of one field in a review with 10,000 entries
// in its journal, most of them typing, and for the review as it was in the middle of
// them: alone in its workspace, and beside ten and a hundred thousand entries of others.
// That is how long a person waits for "who changed this, and what did it look like".
func BenchmarkHistory(tb *testing.B) {
	const rows = 10_000
	b := open(tb)
	rng := rand.New(rand.NewSource(1))
	have := 0
	for _, times := range []int{1, 10, 100} {
		var id string
		var entries []string
		for ; have < times; have++ {
			id, entries = b.Night(100)
			b.longNight(rng, id, entries, rows)
		}
		ctx := context.Background()
		field := path("sections/summary/text") // half of the entries are about it
		middle, err := b.middle(id, rows)
		b.Must(err)
		n := times * rows
		tb.Run(fmt.Sprintf("field/n=%d", n), func(tb *testing.B) {
			b.timed(tb, func() {
				events, _, err := b.Line(ctx, id, field, 0, 50)
				b.Must(err)
				if len(events) != 50 {
					tb.Fatalf("%d steps", len(events))
				}
			})
		})
		tb.Run(fmt.Sprintf("severity/n=%d", n), func(tb *testing.B) {
			b.timed(tb, func() {
				_, _, err := b.Line(ctx, id, path("severity"), 0, 50)
				b.Must(err)
			})
		})
		tb.Run(fmt.Sprintf("then/n=%d", n), func(tb *testing.B) {
			b.timed(tb, func() {
				_, err := b.AsOf(ctx, id, middle)
				b.Must(err)
			})
		})
	}
}

// timed measures turns and reports the middle and the slow ones.
func (b *bench) timed(tb *testing.B, turn func()) {
	var took []time.Duration
	one := func() {
		began := time.Now()
		turn()
		took = append(took, time.Since(began))
	}
	for tb.Loop() {
		one()
	}
	for len(took) < 40 {
		one()
	}
	report(tb, took, "")
}

// longNight writes so many entries into the journal of a review in one transaction:
// typing in its summary and in the entries of its timeline, twenty entries a step, and
// at the end of each step a change of a field.
func (b *bench) longNight(rng *rand.Rand, id string, entries []string, rows int) {
	ctx := context.Background()
	b.Must(b.edit(id, "sections.add", nil, record.AddOp("sections", "summary", record.Doc{"text": "The line stood still."})))
	b.Must(b.Local.Update(ctx, b.Reg, func(tx *sqlite.Tx) error {
		snap, err := tx.Record(id)
		if err != nil {
			return err
		}
		var all []record.Change
		for i := 0; i < rows; {
			field := "sections/summary/text"
			if block := i / 20; block%2 == 1 {
				field = "timeline/" + entries[block/2%len(entries)] + "/text"
			}
			step, err := tx.OpenStep(journal.Step{Record: id, Device: "d", Origin: "window", Kind: journal.Edit, Action: "sections.text", OpenedAt: b.Clock, LastAt: b.Clock})
			if err != nil {
				return err
			}
			for ; step > 0; i++ {
				b.Clock = b.Clock.Add(400 * time.Millisecond)
				p := path(field)
				part, _ := snap.State.Part(p.Collection, p.Part)
				text := record.Str(part.Doc, "text") + fmt.Sprintf(" word%d", rng.Intn(1000))
				if len(text) > 4000 {
					text = text[1000:] // a paragraph goes
				}
				op := record.SetOp(p, text)
				if i%20 == 19 {
					op = record.SetOp(path("severity"), fmt.Sprintf("SEV%d", 1+i/20%5))
				}
				changes, err := record.Apply(review.Schema, snap.State, op)
				if err != nil {
					return err
				}
				for _, c := range changes {
					if err := put(tx, step, id, b.Clock, c); err != nil {
						return err
					}
				}
				all = append(all, changes...)
				if i%20 == 19 {
					step = 0
				}
			}
		}
		_, err = tx.SaveChanged(review.Schema, snap.State, all, b.Clock)
		return err
	}))
}

// put journals a change as the service does.
func put(tx *sqlite.Tx, step int64, id string, at time.Time, c record.Change) error {
	before, err := record.Canonical(c.Before)
	if err != nil {
		return err
	}
	after, err := record.Canonical(c.After)
	if err != nil {
		return err
	}
	entity := id
	if c.Entity != "" {
		entity += "/" + c.Entity
	}
	d, err := journal.NewDraft(journal.Entry{Chain: "d/s", At: at, Actor: "a", Action: "sections.text", Record: id, Entity: entity, Before: before, After: after})
	if err != nil {
		return err
	}
	_, err = tx.Append(d, step)
	return err
}

// middle is the step with which half of the entries of a review are made.
func (b *bench) middle(id string, rows int) (step int64, err error) {
	events, _, err := b.History(context.Background(), id, 0, rows)
	return events[len(events)/2].Step, err
}
