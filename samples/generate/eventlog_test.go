package generate

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"testing"
	"time"
)

func TestTheEventLogTellsTheSameAsTheRegister(t *testing.T) {
	y := yearOf(t, 1, many)
	var b bytes.Buffer
	if err := WriteEventLog(&b, slices.Values(y.incidents)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	last := map[string][]string{}
	for _, row := range rows[1:] {
		at, err := time.ParseInLocation("2/1/2006 15:04", row[16], zone)
		if err != nil {
			t.Fatalf("%s: %v", row[0], err)
		}
		before, seen := last[row[0]]
		if seen {
			earlier, err := time.ParseInLocation("2/1/2006 15:04", before[16], zone)
			// An hour back is what local times cannot tell apart in October.
			if err != nil || at.Before(earlier.Add(-time.Hour)) {
				t.Errorf("%s: %s after %s", row[0], row[16], before[16])
			}
			if n, _ := strconv.Atoi(before[5]); row[5] != strconv.Itoa(n+1) {
				t.Errorf("%s: storing %s after %s", row[0], row[5], before[5])
			}
		} else if row[1] != "New" || row[5] != "0" {
			t.Errorf("%s begins as %s", row[0], row[1])
		}
		last[row[0]] = row
	}
	if len(last) != len(y.incidents) || len(rows) < 4*len(y.incidents) {
		t.Errorf("%d rows of %d tickets, %d incidents", len(rows), len(last), len(y.incidents))
	}
	states := map[string]string{"new": "New", "in_progress": "Active", "resolved": "Resolved", "closed": "Closed"}
	for _, in := range y.incidents {
		row := last[in.Ref]
		if row[1] != states[in.Status] || row[18] != local(in.Resolved, true) || row[19] != local(in.Closed, true) || row[17] != known(in.Resolution) {
			t.Errorf("%s is %s, its log ends %q", in.Ref, in.Status, row)
		}
		if !in.Resolved.IsZero() && (row[3] != strconv.Itoa(in.Reassigned) || row[4] != strconv.Itoa(in.Reopened)) {
			t.Errorf("%s: handed on %d times, reopened %d times, its log ends %q", in.Ref, in.Reassigned, in.Reopened, row)
		}
	}
}
