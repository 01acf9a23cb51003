package plaintable

import (
	"context"
	"errors"
	"slices"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/intake"
	"secondstory/backend/ingest/workbook"
)

// FormatSheet is the name of tables in workbooks of which nothing is known but their headers.
const FormatSheet = "xlsx"

// mostAbove bounds how many rows are looked through for the headers.
const mostAbove = 50

// SniffBook says how surely a file is a workbook.
func SniffBook(in file) int { return workbook.Is(in) }

// ReadBook gives out the rows of the sheet whose headers say most of incidents; of several
// that say as much it is the first. The others are listed with the reason. Faults:
// incident.no_sheet, incident.sheet_old, incident.sheet_too_large.
func ReadBook(ctx context.Context, in file, o incident.Options, take func(incident.Row) error) (incident.Told, error) {
	told := incident.Told{Format: FormatSheet, ReaderVersion: version}
	book, err := workbook.Open(in)
	if err != nil {
		return told, bookFault(err)
	}
	var best *sheetGrid
	var of Dialect
	most := -1
	names := book.Sheets()
	for i := range names {
		g, err := openSheet(book, i)
		if err != nil {
			return told, bookFault(err)
		}
		if g == nil {
			continue
		}
		h := headsOf(g.heads)
		d := dialectOf(h)
		if n := d.sure(h); n > most {
			best, of, most = g, d, n
		}
	}
	if best == nil {
		return told, fault.New(fault.Invalid, "incident.no_sheet")
	}
	for i, name := range names {
		if i != best.sheet {
			best.left = append(best.left, incident.Use{Field: name, Why: "incident.skipped.sheet"})
		}
	}
	told, err = of.read(ctx, best, o, take)
	if told.Format == Format {
		told.Format = FormatSheet
	}
	return told, err
}

func bookFault(err error) error {
	switch {
	case errors.Is(err, workbook.ErrOld):
		return fault.Wrap(err, fault.Invalid, "incident.sheet_old")
	case errors.Is(err, workbook.ErrTooLarge):
		return fault.Wrap(err, fault.Invalid, "incident.sheet_too_large")
	}
	return fault.Wrap(err, fault.Invalid, "incident.no_sheet")
}

// sheetGrid is a table in a sheet: its headers are the first row with several cells.
type sheetGrid struct {
	book  *workbook.Book
	sheet int
	at    int // row of the headers
	heads []string
	left  []incident.Use
}

var errEnough = errors.New("plaintable: the headers are found")

// openSheet finds the headers of a sheet; nil where it has none.
func openSheet(book *workbook.Book, sheet int) (*sheetGrid, error) {
	g := &sheetGrid{book: book, sheet: sheet}
	seen := 0
	err := book.Rows(sheet, func(r workbook.Row) error {
		filled := 0
		for _, c := range r.Cells {
			if strings.TrimSpace(c) != "" {
				filled++
			}
		}
		switch {
		case filled > 1:
			g.at = r.Number
			last := len(r.Cells)
			for last > 0 && strings.TrimSpace(r.Cells[last-1]) == "" {
				last--
			}
			for i, c := range r.Cells[:last] {
				if c = strings.Join(strings.Fields(c), " "); c == "" {
					c = workbook.Letters(i)
				}
				g.heads = append(g.heads, c)
			}
			return errEnough
		case filled == 1:
			g.left = append(g.left, incident.Use{Field: clipped(strings.TrimSpace(strings.Join(r.Cells, ""))), Why: "incident.skipped.above"})
		}
		if seen++; seen == mostAbove {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, err
	}
	if g.at == 0 {
		return nil, nil //nolint:nilnil // a sheet without a table is nothing wrong
	}
	return g, nil
}

func (g *sheetGrid) headers() []string { return g.heads }

func (g *sheetGrid) beside() []incident.Use { return slices.Clone(g.left) }

func (g *sheetGrid) each(ctx context.Context, f func(cells []string, line int, refused *intake.Quarantined) error) error {
	var failed error
	err := g.book.Rows(g.sheet, func(r workbook.Row) error {
		if r.Number%1000 == 0 && ctx.Err() != nil {
			failed = fault.Wrap(ctx.Err(), fault.Cancelled, "job.cancelled")
			return failed
		}
		if r.Number <= g.at || strings.TrimSpace(strings.Join(r.Cells, "")) == "" && r.Unsaved < 0 || slices.Equal(r.Cells, g.heads) {
			return nil
		}
		cells, refused := g.row(r)
		failed = f(cells, r.Number, refused)
		return failed
	})
	if failed != nil {
		return failed
	}
	if err != nil {
		return bookFault(err)
	}
	return nil
}

// row is a row under the headers, or what is wrong with it.
func (g *sheetGrid) row(r workbook.Row) ([]string, *intake.Quarantined) {
	text := strings.Join(r.Cells, " ")
	if r.Unsaved >= 0 {
		field := workbook.Letters(r.Unsaved)
		if r.Unsaved < len(g.heads) {
			field = g.heads[r.Unsaved]
		}
		return nil, &intake.Quarantined{Line: r.Number, Field: field, Reason: incident.Unsaved, Text: text}
	}
	if len(r.Cells) <= len(g.heads) {
		return r.Cells, nil
	}
	if strings.TrimSpace(strings.Join(r.Cells[len(g.heads):], "")) != "" {
		return nil, &intake.Quarantined{Line: r.Number, Field: "row", Reason: incident.Broken, Text: text}
	}
	return r.Cells[:len(g.heads)], nil
}
