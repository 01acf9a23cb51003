package sqlite_test

import (
	"database/sql"
	"path/filepath"
	"testing"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/sqlite"
)

// A document that another program has left as null is one without fields: what is
// written into it next must not meet a map that is not there.
func TestADocumentThatIsNullIsEmptyAndCanBeEdited(t *testing.T) {
	path := filepath.Join(t.TempDir(), "local.db")
	l := workspace(t, path)
	fill(t, l, 1)
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range []string{"UPDATE record SET head = 'null', local_doc = 'null'", "UPDATE part SET doc = 'null'"} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	entry := "01K" + "00000000000000000000000"
	err = l.Update(ctx, registry, func(tx *sqlite.Tx) error {
		snap, err := tx.Record(id(0))
		if err != nil {
			return err
		}
		for _, op := range []record.Op{
			record.SetOp(record.Path{Field: "title"}, "Told anew"),
			record.SetOp(record.Path{Field: "private_notes"}, "private"),
			record.SetOp(record.Path{Collection: "timeline", Part: entry, Field: "text"}, "The queue stopped."),
		} {
			changes, err := record.Apply(review.Schema, snap.State, op)
			if err != nil {
				return err
			}
			if _, err := tx.SaveChanged(review.Schema, snap.State, changes, start); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = l.View(ctx, registry, func(tx *sqlite.Tx) error {
		snap, err := tx.Record(id(0))
		if err != nil {
			return err
		}
		part, _ := snap.State.Part("timeline", entry)
		if snap.State.Head["title"] != "Told anew" || part.Doc["text"] != "The queue stopped." {
			t.Errorf("%v, %v", snap.State.Head, part.Doc)
		}
		review.IndexRow(snap)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
