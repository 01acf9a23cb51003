package workspace_test

import (
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/sqlite"
)

// What is being written stands first; by date it is the latest incident.
func TestTheSampleShowsWhatWasWrittenLastAndByDateTheLatestIncident(t *testing.T) {
	ws := open(t, t.TempDir())
	if err := ws.FillSample(ctx); err != nil {
		t.Fatal(err)
	}
	for _, sort := range []string{"date", "changed"} {
		rows, err := ws.List(ctx, sqlite.ListFilter{Kind: review.Kind, Sort: sort})
		if err != nil || len(rows) < 2 {
			t.Fatal(len(rows), err)
		}
		if rows[0].State != "draft" || rows[0].Date != "2026-11-12" {
			t.Errorf("by %s the list begins with %s of %s, %s", sort, rows[0].Ref, rows[0].Date, rows[0].State)
		}
		for i, row := range rows[1:] {
			above := rows[i]
			if sort == "date" && above.Date < row.Date || sort == "changed" && above.ChangedAt.Before(row.ChangedAt) {
				t.Errorf("by %s, %s of %s stands before %s of %s", sort, above.Ref, above.Date, row.Ref, row.Date)
			}
		}
	}
}
