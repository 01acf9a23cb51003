package plaintable

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/intake"
)

// version is raised when the same bytes would be read differently.
const version = 3

// Format is the name of a table of which nothing is known but its headers.
const Format = "csv"

// Sniff says how surely the bytes are a table of this dialect: a first line of several
// short cells of text that it knows.
func (d Dialect) Sniff(in file) int {
	// Only the beginning is looked at: a file of another kind may be one line of any length.
	t, err := open(beginningOf{in})
	if err != nil || len(t.headers) < 2 || strings.Join(t.headers, "") == "" {
		return 0
	}
	for _, h := range t.headers {
		if !utf8.ValidString(h) || strings.ContainsRune(h, 0) {
			return 0
		}
		if d.Format == Format && (h == "" || len(h) > 80 || strings.ContainsAny(h, "{}[]<>")) {
			return 0
		}
	}
	return d.sure(headsOf(t.headers))
}

// mostSniffed bounds what is looked at to tell formats apart.
const mostSniffed = 1 << 20

// beginningOf is a file of which no more than its beginning is read.
type beginningOf struct{ file }

func (b beginningOf) Size() int64 { return min(b.file.Size(), mostSniffed) }

// Read gives out the rows of a text with separators. invalid: incident.no_table.
func (d Dialect) Read(ctx context.Context, in file, o incident.Options, take func(incident.Row) error) (incident.Told, error) {
	g, err := openCSV(in)
	if err != nil {
		return incident.Told{Format: d.Format, ReaderVersion: version}, err
	}
	return d.read(ctx, g, o, take)
}

func (d Dialect) read(ctx context.Context, g grid, o incident.Options, take func(incident.Row) error) (incident.Told, error) {
	h := headsOf(g.headers())
	targets := mapped(h, d.targets(h), o.Mapping)
	if d.lines == nil {
		for i, to := range targets {
			if to == toLines {
				targets[i] = toRaw
			}
		}
	}
	told := incident.Told{Format: d.Format, ReaderVersion: version, Headers: h.told, Uses: g.beside()}
	for i, name := range h.told {
		use := incident.Use{Field: name, Target: targets[i]}
		if !slices.Contains(told.Uses, use) {
			told.Uses = append(told.Uses, use)
		}
	}
	times, seen := newTimes(h, targets, d.lines, o), make(samples, len(targets))
	if err := g.each(ctx, func(cells []string, _ int, _ *intake.Quarantined) error {
		times.look(cells)
		seen.look(cells)
		return nil
	}); err != nil {
		return told, err
	}
	told.Values = seen
	if !slices.Contains(targets, toTitle) && (d.untitled == nil || !d.untitled(h)) {
		told.Questions = []incident.Question{{Key: incident.AskMapping}}
		return told, nil
	}
	if told.Questions = times.questions(h.told); len(told.Questions) > 0 {
		return told, nil
	}
	return told, g.each(ctx, func(cells []string, line int, refused *intake.Quarantined) error {
		if refused != nil {
			return take(incident.Row{Line: line, Refused: refused})
		}
		return take(d.rowOf(h, targets, cells, line, times))
	})
}

func (d Dialect) rowOf(h heads, targets, cells []string, line int, times *times) incident.Row {
	s := &incident.Snapshot{Source: d.source(h, cells)}
	r := row{heads: h, cells: cells}
	var refused *intake.Quarantined
	whole := true
	for i, cell := range cells {
		if i >= len(targets) || missing(cell) {
			continue
		}
		cell = strings.TrimSpace(strings.ReplaceAll(cell, "\r\n", "\n"))
		name, isMoment := strings.CutPrefix(targets[i], toMoment)
		switch {
		case isMoment || targets[i] == toTaken:
			at, reason := times.read(i, cell)
			if reason != "" {
				// A second wrong time, or one that says when all of this was, leaves no rest to go on with.
				whole = whole && refused == nil && isMoment
				if refused == nil {
					refused = &intake.Quarantined{Line: line, Field: h.told[i], Reason: reason,
						Params: map[string]string{"value": cell, incident.ParamTarget: targets[i]}, Text: strings.Join(cells, " ")}
				}
				continue
			}
			if isMoment {
				s.Put(name, at)
			} else {
				s.TakenAt, r.taken = instant(at), at
			}
		case targets[i] == toLines:
			d.history(s, h.told[i], i, cell, times)
		default:
			place(s, targets[i], h.told[i], cell)
		}
	}
	if d.shape != nil {
		d.shape(s, r)
	}
	if s.Key == "" && d.Format == Format {
		// Without a column for it an incident is known by what it is called and when it was.
		s.Key = incident.MadeKey(*s)
	}
	if !whole {
		delete(refused.Params, incident.ParamTarget)
		s = nil
	}
	return incident.Row{Line: line, Snapshot: s, Refused: refused}
}

// history takes the lines of a cell into the history; a cell that is none, or has a time
// nobody can read, stays whole as it is.
func (d Dialect) history(s *incident.Snapshot, header string, i int, cell string, times *times) {
	lines := d.lines(header, cell)
	updates := make([]incident.Update, 0, len(lines))
	for _, l := range lines {
		at, reason := times.read(i, l.when)
		if reason != "" {
			updates = nil
			break
		}
		updates = append(updates, incident.Update{Key: keyOf(at.At, l.who, l.text), Time: at, Kind: l.kind, Text: l.text, Name: l.who})
	}
	if len(updates) == 0 {
		s.Raw = append(s.Raw, incident.Field{Name: header, Value: cell})
		return
	}
	s.Updates = append(s.Updates, updates...)
}

// keyOf is the key of a line that its source gives none.
func keyOf(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:8])
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
		s.Services = several(s.Services, cell)
	case toOwners:
		s.Owners = several(s.Owners, cell)
	case toPeople:
		if !slices.Contains(s.People, cell) {
			s.People = append(s.People, cell)
		}
	default:
		s.Raw = append(s.Raw, incident.Field{Name: header, Value: cell})
	}
}

// several parts a cell that lists things, each once.
func several(out []string, cell string) []string {
	sign := ";"
	if !strings.Contains(cell, sign) {
		sign = ","
	}
	for _, v := range strings.Split(cell, sign) {
		if v = strings.TrimSpace(v); v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// samples are the first different values of each column, clipped.
type samples [][]string

func (s samples) look(cells []string) {
	for i := range min(len(cells), len(s)) {
		if len(s[i]) == mostSamples || missing(cells[i]) {
			continue
		}
		if v := clipped(strings.Join(strings.Fields(cells[i]), " ")); !slices.Contains(s[i], v) {
			s[i] = append(s[i], v)
		}
	}
}

// clipped is the beginning of a text, to be shown.
func clipped(text string) string {
	if r := []rune(text); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return text
}
