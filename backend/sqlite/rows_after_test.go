package sqlite_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/sqlite"
)

// The index is followed in batches; a batch that ended within a revision would
// leave the rest of it out for good.
func TestTheFirstRowsAfterARevisionEndWithAWholeRevision(t *testing.T) {
	l := workspace(t, filepath.Join(t.TempDir(), "local.db"))
	fill(t, l, 6)
	// What a restored copy or one import of several records looks like.
	if err := l.ExecForTest("UPDATE record SET rev = CASE id WHEN (SELECT min(id) FROM record) THEN 1 WHEN (SELECT max(id) FROM record) THEN 3 ELSE 2 END"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		rev   int64
		limit int
		want  string
	}{
		{0, 1, "1"},
		{0, 2, "1 2 2 2 2"},
		{0, 5, "1 2 2 2 2"},
		{0, 6, "1 2 2 2 2 3"},
		{0, 100, "1 2 2 2 2 3"},
		{1, 1, "2 2 2 2"},
		{2, 1, "3"},
		{3, 1, ""},
	} {
		err := l.View(ctx, registry, func(tx *sqlite.Tx) error {
			rows, err := tx.FirstRowsAfter(c.rev, c.limit)
			got := make([]string, len(rows))
			for i, r := range rows {
				got[i] = fmt.Sprint(r.Rev)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("at most %d after %d: revisions %v, not %s", c.limit, c.rev, got, c.want)
			}
			left, _ := tx.CountAfter(c.rev)
			if all, _ := tx.RowsAfter(c.rev); left != len(all) {
				t.Errorf("%d counted after %d, %d listed", left, c.rev, len(all))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
