package plaintable

import (
	"context"
	"slices"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/intake"
	"secondstory/backend/ingest/workbook"
)

// Rows gives out a table of any subject: a text with separators, or the first sheet of a
// workbook that has a table. Cells are lent until the next row; broken is one that cannot be
// taken apart. Faults as Read and ReadBook, and those of each.
func Rows(ctx context.Context, in file, each func(line int, cells []string, broken bool) error) (headers []string, err error) {
	g, err := openAny(in)
	if err != nil {
		return nil, err
	}
	return slices.Clone(g.headers()), g.each(ctx, func(cells []string, line int, refused *intake.Quarantined) error {
		if refused != nil {
			return each(line, []string{refused.Text}, true)
		}
		return each(line, cells, false)
	})
}

func openAny(in file) (grid, error) {
	if SniffBook(in) == 0 {
		return openCSV(in)
	}
	book, err := workbook.Open(in)
	if err != nil {
		return nil, bookFault(err)
	}
	for i := range book.Sheets() {
		g, err := openSheet(book, i)
		if err != nil {
			return nil, bookFault(err)
		}
		if g != nil {
			return g, nil
		}
	}
	return nil, fault.New(fault.Invalid, "incident.no_sheet")
}
