package sqlite_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace/dbtest"
)

var registry = record.NewRegistry(review.Schema)

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// workspace makes a database with its space and chains.
func workspace(t testing.TB, path string) *sqlite.Local {
	t.Helper()
	l := fresh(t, path)
	err := l.Update(ctx, registry, func(tx *sqlite.Tx) error {
		for _, err := range []error{
			tx.SetMeta("workspace", "W"), tx.SetMeta("rev", "0"),
			tx.AddSpace("s", "personal", "personal", start), tx.AddChain("d/s", "d", "s", start), tx.AddChain("d/local", "d", "", start),
		} {
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func id(n int) string {
	return record.ULIDPrefix(start.Add(time.Duration(n)*time.Second)) + fmt.Sprintf("%06d", n*7919%1_000_000) + fmt.Sprintf("%010d", n)
}

// fill puts n reviews with a few parts each into the database.
func fill(t testing.TB, l *sqlite.Local, n int) {
	t.Helper()
	err := l.Update(ctx, registry, func(tx *sqlite.Tx) error {
		for i := range n {
			if err := insert(tx, i, 3); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func insert(tx *sqlite.Tx, i, entries int) error {
	st := record.NewState(review.Kind, id(i))
	st.Head["title"] = fmt.Sprintf("Outage %d of the payout queue", i)
	st.Head["severity"] = review.Severities[i%5]
	st.Parts["sections"] = map[string]record.Part{"summary": {Doc: record.Doc{"title": "", "text": "The queue had one consumer and it stopped."}}}
	st.Parts["timeline"] = map[string]record.Part{}
	for e := range entries {
		st.Parts["timeline"][fmt.Sprintf("01K%023d", e)] = record.Part{Doc: record.Doc{"text": fmt.Sprintf("event %d", e), "rank": "V"}}
	}
	return insertState(tx, st)
}

func insertState(tx *sqlite.Tx, st *record.State) error {
	stored, err := record.Store(review.Schema, record.Row{ID: st.ID, Space: "s", Kind: review.Kind, CreatedAt: start, ChangedAt: start}, st)
	if err != nil {
		return err
	}
	_, err = tx.InsertRecord(stored)
	return err
}

// edit changes one entry of one record the way the recording service does.
func edit(tx *sqlite.Tx, recordID, entry, text string) error {
	entity := "timeline/" + entry
	snap, err := tx.RecordPart(recordID, []string{entity}, nil)
	if err != nil {
		return err
	}
	changes, err := record.Apply(review.Schema, snap.State, record.SetOp(record.Path{Collection: "timeline", Part: entry, Field: "text"}, text))
	if err != nil {
		return err
	}
	step, err := tx.OpenStep(journal.Step{Record: recordID, Device: "d", Origin: "window", Kind: journal.Edit, Action: "timeline.text", OpenedAt: start, LastAt: start})
	if err != nil {
		return err
	}
	for _, c := range changes {
		before, _ := record.Canonical(c.Before)
		after, _ := record.Canonical(c.After)
		d, err := journal.NewDraft(journal.Entry{Chain: "d/s", At: start, Actor: "a", Action: "timeline.text", Record: recordID, Entity: recordID + "/" + c.Entity, Before: before, After: after})
		if err != nil {
			return err
		}
		if _, err := tx.Append(d, step); err != nil {
			return err
		}
	}
	_, err = tx.SaveChanged(review.Schema, snap.State, changes, start)
	return err
}

// BenchmarkIndex works with the index of workspaces of growing size: builds it
// anew, reads the first 100 lines of the list, all of them, and those with a word.
func BenchmarkIndex(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		bench := dbtest.Open(b)
		bench.Fill(1, n)
		x, err := sqlite.OpenIndex(filepath.Join(b.TempDir(), "index.db"), "W", review.IndexRow)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { x.Close() })
		b.Run(fmt.Sprintf("rebuild/n=%d", n), func(b *testing.B) {
			for b.Loop() {
				if err := x.Rebuild(ctx, bench.Local, registry, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
		for _, list := range []struct {
			name   string
			filter sqlite.ListFilter
		}{
			{"list of all", sqlite.ListFilter{Kind: review.Kind}},
			{"first 100", sqlite.ListFilter{Kind: review.Kind, Limit: 100}},
			{"one word", sqlite.ListFilter{Kind: review.Kind, Query: "gateway", Limit: 100}},
		} {
			b.Run(fmt.Sprintf("%s/n=%d", list.name, n), func(b *testing.B) {
				for b.Loop() {
					if rows, err := x.List(ctx, list.filter); err != nil || len(rows) == 0 {
						b.Fatal(len(rows), err)
					}
				}
			})
		}
	}
}
