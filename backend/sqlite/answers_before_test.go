package sqlite_test

import (
	"path/filepath"
	"testing"
	"time"

	"secondstory/backend/sqlite"
)

func TestAnswersOfBeforeThereWereSealsAreKeptAsTheyWere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "local.db")
	l := fresh(t, path)
	if err := l.Update(ctx, registry, func(tx *sqlite.Tx) error { return tx.AddSpace("s", "personal", "personal", time.Unix(0, 0)) }); err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{
		"INSERT INTO record(id, space, kind, head, rev, created_at, changed_at) VALUES('P', 's', 'policy', '{}', 1, 0, 0), ('C', 's', 'calendar', '{}', 1, 0, 0)",
		`INSERT INTO part(record, collection, id, doc, rev, removed) VALUES
			('P', 'exceptions', 'answered', '{"answer":"granted","approver":"ana"}', 1, 0), ('P', 'exceptions', 'asked', '{"requester":"bea"}', 1, 0),
			('P', 'exceptions', 'gone', '{"answer":"granted"}', 1, 1), ('C', 'exceptions', 'open', '{"answer":"granted"}', 1, 0)`,
		"PRAGMA user_version = 20",
	} {
		if err := l.ExecForTest(sql); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Migrate(ctx, path+".bak"); err != nil {
		t.Fatal(err)
	}
	err := l.View(ctx, registry, func(tx *sqlite.Tx) error {
		kept, err := tx.SignoffsBefore()
		if len(kept) != 1 || kept["answered"]["approver"] != "ana" {
			t.Errorf("%v", kept)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
