package workspace_test

import (
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/sqlite"
)

// All samples are made at one moment; which was made last still decides a list
// that puts the last change first.
func TestTheSampleShowsItsLatestIncidentFirstInEveryOrderOfTime(t *testing.T) {
	ws := open(t, t.TempDir())
	if err := ws.FillSample(ctx); err != nil {
		t.Fatal(err)
	}
	for _, sort := range []string{"date", "changed"} {
		rows, err := ws.List(ctx, sqlite.ListFilter{Kind: review.Kind, Sort: sort})
		if err != nil || len(rows) < 2 {
			t.Fatal(len(rows), err)
		}
		for i := range rows[1:] {
			if rows[i].Date < rows[i+1].Date {
				t.Fatalf("by %s, %s of %s stands before %s of %s", sort, rows[i].Ref, rows[i].Date, rows[i+1].Ref, rows[i+1].Date)
			}
		}
	}
}
