package sqlite

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
)

// What runs on every call of the window must not read every record or part.
func TestFrequentQueriesAreServedByAnIndex(t *testing.T) {
	l, err := OpenLocal(filepath.Join(t.TempDir(), "local.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := l.Migrate(context.Background(), ""); err != nil {
		t.Fatal(err)
	}
	for name, q := range map[string]string{
		"a reference":         "SELECT " + rowColumns + " FROM record " + byRandom,
		"the last part":       lastPart,
		"all conflicts":       allConflicts,
		"what is due":         dueActions(2),
		"dates that are none": oddDates(2),
		"what changed":        "SELECT " + rowColumns + " FROM record WHERE rev > ? ORDER BY rev, id",
		"one part":            "SELECT doc FROM part WHERE record = ? AND collection = ? AND id = ?",
		"one collection":      "SELECT doc FROM part WHERE record = ? AND collection = ?",
		"steps of a record":   "SELECT id FROM step WHERE device = ? AND record = ? ORDER BY id DESC LIMIT ?",
		"entries of a step":   "SELECT n FROM journal j WHERE j.step = ? ORDER BY j.n",
		"later entries":       "SELECT n FROM journal j WHERE j.record = ? AND j.entity = ? AND j.n > ? ORDER BY j.n",
		"history of a record": "SELECT n FROM journal j WHERE j.record = ? AND j.n < ? ORDER BY j.n DESC LIMIT ?",
		"the line of a field": placeEntries,
		"a page of the audit": auditRows + "j.n < ? ORDER BY j.n DESC LIMIT ?",
		"audit of a record":   auditRows + "j.record = ? AND j.n < ? ORDER BY j.n DESC LIMIT ?",
		"audit of rules":      auditRows + "j.actor >= 'rule:' AND j.actor < 'rule;' AND j.n < ? ORDER BY j.n DESC LIMIT ?",
		"what is to be sent":  "SELECT " + rowColumns + " FROM record " + editedRows,
		"what is not taken":   "SELECT " + baseColumns + " " + withRefused,
		"all names":           namedPeople,
		"open snapshots":      "SELECT " + baseColumns + " " + withSnapshot,
		"going back":          changesAfter,
		"a source":            sourcesBy,
	} {
		args := make([]any, strings.Count(q, "?"))
		for i := range args {
			args[i] = "1"
		}
		plan, err := l.QueryForTest("EXPLAIN QUERY PLAN "+q, args...)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, line := range plan {
			if strings.HasPrefix(line, "SCAN") && !strings.Contains(line, "part_conflict") && !strings.Contains(line, "record_people") && !strings.Contains(line, "VIRTUAL TABLE") || strings.Contains(line, "TEMP B-TREE") && name == "the last part" {
				t.Errorf("%s reads everything: %s", name, line)
			}
		}
	}
}

// A row of space_base or record holds whole texts: what an exchange asks of all of them
// may read the rows of a few, by both parts of their key.
func TestWhatAnExchangeAsksOfASpaceReadsNoTextsOfWhatIsAsItWas(t *testing.T) {
	l, err := OpenLocal(filepath.Join(t.TempDir(), "local.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := l.Migrate(context.Background(), ""); err != nil {
		t.Fatal(err)
	}
	for name, q := range map[string]string{
		"what is to be sent": "SELECT id FROM record " + editedRows,
		"what has left":      leftRecords,
	} {
		plan, err := l.QueryForTest("EXPLAIN QUERY PLAN "+q, "1")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, line := range plan {
			if strings.HasPrefix(line, "SCAN") || strings.Contains(line, "PRIMARY KEY (space=?)") && !strings.HasPrefix(line, "SEARCH l ") || strings.Contains(line, "AUTOMATIC") {
				t.Errorf("%s reads the rows of a whole space: %s", name, line)
			}
		}
	}
}
