package ingest

import (
	"sort"
	"strings"
	"unicode"

	"secondstory/backend/domain/intake"
)

// A test helper for this package and for the readers of other formats.

// Uncovered gives the numbers of the lines of a source whose words are in no
// piece of the document that begins at or before the line. A line is covered
// when each of its words stands in the pieces that can contain the line: of
// every kind of piece those that begin last before it. Words that the reader
// turns into structure (labels of owner, state and due date, markers, fences,
// heads of columns that were understood) need not be found again.
func Uncovered(source string, d *intake.Document) []int {
	pieces := piecesOf(d)
	said := func(line string) string { return line }
	if d.Format == string(Markdown) {
		said = func(line string) string { return brackets.Replace(namedSigns.Replace(line)) }
	}
	var missing []int
	// Of every kind the pieces that begin on the line, and those that begin on the
	// last line before it where one does: they may reach into it.
	here, before := map[string][]piece{}, map[string][]piece{}
	next := 0
	for i, line := range strings.Split(strings.TrimPrefix(source, "\ufeff"), "\n") {
		number := i + 1
		for kind, list := range here {
			if kind == "cause" {
				// The words of a cause go on behind the causes nested in it.
				list = append(before[kind], list...)
			}
			before[kind] = list
			delete(here, kind)
		}
		for next < len(pieces) && pieces[next].line <= number {
			pc := pieces[next]
			next++
			here[pc.kind] = append(here[pc.kind], pc)
		}
		for _, w := range wordsOf(said(line)) {
			if structural[w] || ordinalWord(line, w) || holds(here, w, true) || holds(before, w, false) {
				continue
			}
			missing = append(missing, number)
			break
		}
	}
	return missing
}

// holds says whether one of the pieces has a word. onLine lets the labels of
// people pass beside a participant.
func holds(pieces map[string][]piece, w string, onLine bool) bool {
	for kind, list := range pieces {
		for _, pc := range list {
			if pc.words[w] || onLine && kind == "participant" && peopleWords[w] {
				return true
			}
		}
	}
	return false
}

// structural are words that become a field or a mark.
var structural = map[string]bool{"owner": true, "assignee": true, "assigned": true, "to": true, "due": true, "status": true, "done": true, "x": true, "o": true, "br": true, "b": true, "strong": true,
	"todo": true, "ticket": true, "eta": true, "declined": true, "ongoing": true, "by": true, "and": true, "why": true, "progress": true, "in": true, "responsible": true, "dri": true}

// peopleWords stand in the labels of people ("Attendees:"); beside a
// participant they need not be found again.
var peopleWords = map[string]bool{}

func init() {
	for label := range collective {
		for _, w := range wordsOf(label) {
			peopleWords[w] = true
		}
	}
	for _, s := range statusWords {
		for _, w := range wordsOf(s.word) {
			structural[w] = true
		}
	}
}

// ordinalWord says that a word is the number of a list item or of a row.
func ordinalWord(line, w string) bool {
	for _, r := range w {
		if r < '0' || r > '9' {
			return false
		}
	}
	t := strings.TrimLeft(line, " \t\v\f|>")
	return strings.HasPrefix(t, w)
}

type piece struct {
	kind  string
	line  int
	words map[string]bool
}

func piecesOf(d *intake.Document) []piece {
	var out []piece
	add := func(kind string, line int, texts ...string) {
		set := map[string]bool{}
		for _, t := range texts {
			for _, w := range wordsOf(t) {
				set[w] = true
			}
		}
		out = append(out, piece{kind, line, set})
	}
	add("title", d.TitleLine, d.Title)
	// Lines that say these words and no other are told as facts alone.
	add("fact", 0, "severity status state service services tag tags time zone timezone date", d.Severity, d.State, d.Zone, d.Date, strings.Join(d.Services, " "), strings.Join(d.Tags, " "))
	for _, k := range d.KeyTimes {
		add("key time", k.Line, k.Anchor, k.Time.Raw)
	}
	for _, s := range d.Stated {
		add("stated", s.Line, s.Label, s.Text)
	}
	for _, s := range d.Sections {
		kind := "section"
		if s.Title != "" {
			// The title stands on its line whatever follows it.
			add("heading", s.Line, s.Title)
		}
		if len(s.Columns) > 0 {
			add("columns", s.Line, s.Columns...)
		}
		if s.Text != "" {
			add(kind, s.Line, s.Text)
		}
	}
	for _, e := range d.Timeline {
		add("entry", e.Line, e.Text, e.Role, e.Name, e.Time.Raw)
	}
	for _, f := range d.Factors {
		add("factor", f.Line, f.Text, strings.Join(f.Classes, " "))
	}
	for _, c := range d.Causes {
		add("cause", c.Line, c.Question, c.Text)
	}
	for _, a := range d.Actions {
		add("action", a.Line, a.Title, a.Text, a.OwnerRole, a.OwnerName, a.Due, a.DueRaw, a.Status, a.Kind, a.Criterion, a.Measure, a.Tracker)
	}
	for _, p := range d.Participants {
		add("participant", p.Line, p.Role, p.Name)
	}
	sort.SliceStable(out, func(a, b int) bool { return out[a].line < out[b].line })
	return out
}

// wordsOf cuts a text into lower-case words of letters and digits.
func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
