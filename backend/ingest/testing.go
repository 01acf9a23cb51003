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
	var missing []int
	source = strings.TrimPrefix(source, "\ufeff")
	last := map[string]piece{}
	next := 0
	for i, line := range strings.Split(source, "\n") {
		number := i + 1
		for next < len(pieces) && pieces[next].line <= number {
			pc := pieces[next]
			if was, ok := last[pc.kind]; ok && was.line == pc.line {
				merged := piece{kind: pc.kind, line: pc.line, words: map[string]bool{}}
				for w := range was.words {
					merged.words[w] = true
				}
				for w := range pc.words {
					merged.words[w] = true
				}
				pc = merged
			}
			last[pc.kind] = pc
			next++
		}
		for _, w := range wordsOf(line) {
			if structural[w] {
				continue
			}
			found := false
			for _, pc := range last {
				if pc.words[w] || pc.kind == "participant" && pc.words[strings.TrimSuffix(w, "s")] {
					found = true
					break
				}
			}
			if !found && !ordinalWord(line, w) {
				missing = append(missing, number)
				break
			}
		}
	}
	return missing
}

// structural are words that become a field or a mark.
var structural = map[string]bool{"owner": true, "assignee": true, "assigned": true, "to": true, "due": true, "status": true, "done": true, "x": true, "o": true, "br": true, "b": true, "strong": true,
	"todo": true, "ticket": true, "eta": true, "declined": true, "ongoing": true, "by": true, "and": true, "why": true, "progress": true, "in": true, "responsible": true, "dri": true}

func init() {
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
	t := strings.TrimLeft(line, " \t|>")
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
		add("factor", f.Line, f.Text)
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
