package plaintable

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/intake"
)

// version is raised when the same bytes would be read differently.
const version = 2

// mostCell bounds one cell; a table with more in one is no table of incidents.
const mostCell = 1 << 20

// file is what is read; the register's files are such.
type file interface {
	io.ReaderAt
	Size() int64
}

// Format is the name of the format.
const Format = "csv"

// Sniff says how surely the bytes are a table: a first line of several short cells of
// text, and a second one of as many.
func Sniff(in file) int {
	t, err := open(in)
	if err != nil || len(t.headers) < 2 {
		return 0
	}
	for _, h := range t.headers {
		if h == "" || len(h) > 80 || !utf8.ValidString(h) || strings.ContainsAny(h, "{}[]<>\x00") {
			return 0
		}
	}
	if slices.Contains(targetsOf(t.headers, nil), toTitle) {
		return 20
	}
	return 5
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

// Read gives out the rows of a table. invalid: incident.no_table.
func Read(ctx context.Context, in file, o incident.Options, take func(incident.Row) error) (incident.Told, error) {
	told := incident.Told{Format: Format, ReaderVersion: version}
	t, err := open(in)
	if err != nil {
		return told, fault.Wrap(err, fault.Invalid, "incident.no_table")
	}
	targets := targetsOf(t.headers, o.Mapping)
	told.Headers = t.headers
	for i, h := range t.headers {
		told.Uses = append(told.Uses, incident.Use{Field: h, Target: targets[i]})
	}
	if !slices.Contains(targets, toTitle) {
		told.Questions = []incident.Question{{Key: incident.AskMapping}}
		return told, nil
	}
	times := newTimes(targets, o)
	if err := t.each(ctx, func(cells []string, _ int, _ *intake.Quarantined) error { times.look(cells); return nil }); err != nil {
		return told, err
	}
	if told.Questions = times.questions(t.headers); len(told.Questions) > 0 {
		return told, nil
	}
	source := sourceOf(t.headers)
	if t, err = open(in); err != nil {
		return told, fault.Wrap(err, fault.Unavailable, "incident.no_table")
	}
	return told, t.each(ctx, func(cells []string, line int, refused *intake.Quarantined) error {
		if refused != nil {
			return take(incident.Row{Line: line, Refused: refused})
		}
		return take(rowOf(source, t.headers, targets, cells, line, times))
	})
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

// sourceOf tells tables apart by their headers: the number 17 of one is not that of another.
func sourceOf(headers []string) string {
	plainly := make([]string, len(headers))
	for i, h := range headers {
		plainly[i] = plain(h)
	}
	slices.Sort(plainly)
	sum := sha256.Sum256([]byte(strings.Join(plainly, "\x00")))
	return Format + "/" + hex.EncodeToString(sum[:3])
}

func rowOf(source string, headers, targets, cells []string, line int, times *times) incident.Row {
	s := &incident.Snapshot{Source: source}
	for i, cell := range cells {
		if i >= len(headers) || missing(cell) {
			continue
		}
		cell = strings.TrimSpace(strings.ReplaceAll(cell, "\r\n", "\n"))
		name, isMoment := strings.CutPrefix(targets[i], toMoment)
		if isMoment || targets[i] == toTaken {
			at, reason := times.read(i, cell)
			if reason != "" {
				return incident.Row{Line: line, Refused: &intake.Quarantined{Line: line, Field: headers[i], Reason: reason,
					Params: map[string]string{"value": cell}, Text: strings.Join(cells, " ")}}
			}
			if isMoment {
				s.Put(name, at)
			} else {
				s.TakenAt = instant(at)
			}
			continue
		}
		place(s, targets[i], headers[i], cell)
	}
	if s.Key == "" {
		// Without a column for it an incident is known by what it is called and when it was.
		sum := sha256.New()
		sum.Write([]byte(s.Title))
		if begins, ok := s.Begin(); ok {
			sum.Write([]byte(begins.At))
		}
		s.Key = hex.EncodeToString(sum.Sum(nil)[:8])
	}
	return incident.Row{Line: line, Snapshot: s}
}

func place(s *incident.Snapshot, target, header, cell string) {
	switch target {
	case toKey:
		s.Key = cell
	case toTitle:
		s.Title = strings.Join(strings.Fields(cell), " ")
	case toSummary:
		s.Summary = cell
	case toState:
		s.State = cell
	case toSeverity:
		s.Severity = cell
	case toPriority:
		s.Priority = cell
	case toLink:
		s.Link = cell
	case toServices:
		s.Services = several(cell)
	case toOwners:
		s.Owners = several(cell)
	case toPeople:
		s.People = append(s.People, cell)
	default:
		s.Raw = append(s.Raw, incident.Field{Name: header, Value: cell})
	}
}

// several parts a cell that lists things, each once.
func several(cell string) []string {
	sign := ";"
	if !strings.Contains(cell, sign) {
		sign = ","
	}
	var out []string
	for _, v := range strings.Split(cell, sign) {
		if v = strings.TrimSpace(v); v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
