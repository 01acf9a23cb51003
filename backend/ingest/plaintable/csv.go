package plaintable

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/intake"
)

// mostCell bounds one cell; a table with more in one is no table of incidents.
const mostCell = 1 << 20

// csvGrid is a text of rows with a separator.
type csvGrid struct {
	in    file
	heads []string
}

func openCSV(in file) (grid, error) {
	t, err := open(in)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "incident.no_table")
	}
	return &csvGrid{in, t.headers}, nil
}

func (g *csvGrid) headers() []string { return g.heads }

func (g *csvGrid) beside() []incident.Use { return nil }

func (g *csvGrid) each(ctx context.Context, f func(cells []string, line int, refused *intake.Quarantined) error) error {
	t, err := open(g.in)
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, "incident.no_table")
	}
	return t.each(ctx, f)
}

// table is a file whose headers have been read.
type table struct {
	in      file
	rows    *csv.Reader
	headers []string
	begins  int64 // where rows began to read in the file
	before  int   // lines before that
	doubted int   // the last line that a row with a quote too many or too few ran into
}

func open(in file) (*table, error) {
	raw := bufio.NewReaderSize(io.NewSectionReader(in, 0, in.Size()), 64<<10)
	t := &table{in: in}
	if mark, err := raw.Peek(3); err == nil && bytes.Equal(mark, []byte("\ufeff")) {
		if _, err := raw.Discard(3); err != nil {
			return nil, err
		}
		t.begins = 3
	}
	head, err := raw.Peek(min(int(in.Size()), 32<<10))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if i := bytes.IndexByte(head, '\n'); i >= 0 {
		head = head[:i]
	}
	t.rowsOf(raw, separator(head))
	first, err := t.rows.Read()
	if err != nil {
		return nil, err
	}
	for _, h := range first {
		t.headers = append(t.headers, strings.TrimSpace(h))
	}
	return t, nil
}

func (t *table) rowsOf(raw io.Reader, comma rune) {
	t.rows = csv.NewReader(raw)
	t.rows.Comma = comma
	t.rows.FieldsPerRecord = -1
	t.rows.ReuseRecord = true
}

// separator is the sign that parts most cells in the first line.
func separator(line []byte) rune {
	best, most := ',', bytes.Count(line, []byte(","))
	for _, c := range []rune{';', '\t', '|'} {
		if n := bytes.Count(line, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

// next gives the next row that is one: blank lines and repeated headers are none. refused is
// set where the row cannot be taken apart.
func (t *table) next() (cells []string, line int, refused *intake.Quarantined, err error) {
	for {
		from := t.begins + t.rows.InputOffset()
		cells, err = t.rows.Read()
		var broken *csv.ParseError
		switch {
		case errors.As(err, &broken):
			line = t.before + broken.StartLine
			text, err := t.passBy(from, broken)
			return nil, line, &intake.Quarantined{Line: line, Field: "row", Reason: incident.Broken, Text: text}, err
		case err != nil:
			return nil, 0, nil, err
		}
		line, _ = t.rows.FieldPos(0)
		line += t.before
		if len(cells) == 1 && strings.TrimSpace(cells[0]) == "" || t.repeats(cells) {
			continue
		}
		switch {
		case line <= t.doubted && len(cells) != len(t.headers):
			// It may be the middle of a text of several lines.
			return nil, line, &intake.Quarantined{Line: line, Field: "row", Reason: incident.Broken, Text: strings.Join(cells, " ")}, nil
		case len(cells) > len(t.headers) && strings.TrimSpace(strings.Join(cells[len(t.headers):], "")) != "":
			return nil, line, &intake.Quarantined{Line: line, Field: "row", Reason: incident.Broken, Text: strings.Join(cells, " ")}, nil
		case slices.ContainsFunc(cells, func(c string) bool { return len(c) > mostCell }):
			return nil, line, &intake.Quarantined{Line: line, Field: "row", Reason: incident.TooLong}, nil
		case slices.ContainsFunc(cells, func(c string) bool { return !utf8.ValidString(c) }):
			return nil, line, &intake.Quarantined{Line: line, Field: "row", Reason: incident.BadText, Text: strings.ToValidUTF8(strings.Join(cells, " "), "\ufffd")}, nil
		}
		return cells, line, nil, nil
	}
}

// passBy gives the first line of a row that cannot be taken apart, and goes on with the next
// line: a quote that is not closed would take in all rows that follow.
func (t *table) passBy(from int64, broken *csv.ParseError) (text string, err error) {
	raw := bufio.NewReaderSize(io.NewSectionReader(t.in, from, t.in.Size()-from), 64<<10)
	for blank := true; blank; {
		if text, err = raw.ReadString('\n'); err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		from += int64(len(text))
		blank = err == nil && strings.TrimRight(text, "\r\n") == ""
	}
	if broken.Line > broken.StartLine {
		t.doubted = max(t.doubted, t.before+broken.Line)
		t.before += broken.StartLine
		t.begins = from
		t.rowsOf(raw, t.rows.Comma)
	}
	return strings.ToValidUTF8(strings.TrimRight(text, "\r\n"), "\ufffd"), nil
}

func (t *table) repeats(cells []string) bool {
	return slices.EqualFunc(cells, t.headers, func(a, b string) bool { return strings.TrimSpace(strings.TrimPrefix(a, "\ufeff")) == b })
}

func (t *table) each(ctx context.Context, f func(cells []string, line int, refused *intake.Quarantined) error) error {
	for n := 0; ; n++ {
		if n%1000 == 0 && ctx.Err() != nil {
			return fault.Wrap(ctx.Err(), fault.Cancelled, "job.cancelled")
		}
		cells, line, refused, err := t.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fault.Wrap(err, fault.Unavailable, "incident.no_table")
		}
		if err := f(cells, line, refused); err != nil {
			return err
		}
	}
}
