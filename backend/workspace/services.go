package workspace

import (
	"context"
	"slices"
	"strconv"

	"secondstory/backend/domain/estate"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/review"
	"secondstory/backend/ingest"
	"secondstory/backend/ingest/plaintable"
	"secondstory/backend/service/owning"
	"secondstory/backend/sqlite"
)

func newOwning(w *Workspace) *owning.Service {
	return &owning.Service{Rec: w.Records, Keep: w.Keeping, Register: w.Register, Settings: w, IsRole: ingest.NamesRole, Now: w.now, Zone: w.Reviews.Zone,
		Held: func(ctx context.Context) ([]owning.Held, error) {
			rows, err := w.List(ctx, sqlite.ListFilter{Kind: estate.Kind})
			out := make([]owning.Held, 0, len(rows))
			for _, r := range rows {
				out = append(out, owning.Held{ID: r.ID, Rev: r.Rev})
			}
			return out, err
		},
		Reviews: func(ctx context.Context) ([]owning.Review, error) {
			rows, err := w.List(ctx, sqlite.ListFilter{Kind: review.Kind})
			out := make([]owning.Review, 0, len(rows))
			for _, r := range rows {
				out = append(out, owning.Review{ID: r.ID, Ref: r.Ref, Title: r.Title, Day: r.Date, Severity: r.Severity, Services: r.Services})
			}
			return out, err
		}}
}

// mostRows bounds a table of services: who has more rows has a list of machines.
const mostRows = 100_000

// ReadServiceTable reads a table that a person named. Faults file.*, those of package
// plaintable, and service.table_long.
func ReadServiceTable(ctx context.Context, path string) (t owning.Table, err error) {
	in, name, done, err := files{}.Open(path)
	if err != nil {
		return t, err
	}
	defer done() //nolint:errcheck // it was only read
	t.File = name
	t.Headers, err = plaintable.Rows(ctx, in, func(line int, cells []string, broken bool) error {
		if len(t.Rows) == mostRows {
			return fault.New(fault.Invalid, "service.table_long", "most", strconv.Itoa(mostRows))
		}
		t.Rows = append(t.Rows, owning.Row{Line: line, Cells: slices.Clone(cells), Broken: broken})
		return nil
	})
	return t, err
}
