package pdf

import (
	"slices"
	"strconv"
	"strings"

	"secondstory/backend/draw"
	"secondstory/backend/report"
)

// margins is what a document knows of itself while it is laid out: its footnotes and
// the places that references lead to.
type margins struct {
	notes  map[string]*footnote
	places map[string]*dest
}

func newMargins(blocks []report.Block) *margins {
	b := &margins{notes: map[string]*footnote{}, places: map[string]*dest{}}
	for id := range report.Places(blocks) {
		b.places[id] = &dest{}
	}
	return b
}

// footnote is one text below the pages that name it. Two places with the same words
// share it and its number.
type footnote struct {
	n       int // from 1; given once all pages are laid out
	lines   []line
	lacking []draw.Replaced
}

// footLine is one line of a footnote.
type footLine struct {
	note *footnote
	at   int
}

const (
	noteSize   = 0.7  // of the text beside it
	noteRise   = 0.36 // of the size of that text
	noteIndent = 18.0
	footGap    = 16.0 // above the first footnote of a page
	// footMost is the part of a page that footnotes take at most.
	footMost = 0.3
)

// footnote sets the lines of a note once; nil for none.
func (l *layouter) footnote(spans []report.Span) *footnote {
	if len(spans) == 0 {
		return nil
	}
	key := report.NoteKey(spans)
	if n, ok := l.book.notes[key]; ok {
		return n
	}
	plain := make([]report.Span, len(spans))
	for i, s := range spans {
		s.Note = nil
		plain[i] = s
	}
	own := newLayouter(l.m)
	own.book = l.book
	n := &footnote{lines: own.lines(plain, noteFace, pageShort-2*marginX-noteIndent)}
	n.lacking = own.lacking.list
	l.book.notes[key] = n
	return n
}

// noteSign keeps the room of the number of a note, as wide as the widest there is.
func (l *layouter) noteSign(n *footnote, look run) run {
	r := run{note: n, cut: draw.Regular, size: look.size * noteSize, color: ink3}
	r.text = strings.Repeat("0", len(strconv.Itoa(len(l.book.notes))))
	r.w = l.m.Width(r.text, r.cut, r.size) + 1
	return r
}

func (n *footnote) sign() string { return strconv.Itoa(n.n) }

// notes are those a line names.
func (ln line) notes() (out []*footnote) {
	for _, r := range ln.runs {
		if r.note != nil && !slices.Contains(out, r.note) {
			out = append(out, r.note)
		}
	}
	return out
}

// withNotes adds the notes of atoms to a list, each once.
func withNotes(list []*footnote, atoms ...atom) []*footnote {
	for _, a := range atoms {
		for _, n := range a.notes {
			if !slices.Contains(list, n) {
				list = append(list, n)
			}
		}
	}
	return list
}

// number counts the footnotes in the order in which the pages name them.
func number(pages []page) {
	count := 0
	for _, p := range pages {
		for _, a := range p.atoms {
			for _, n := range a.notes {
				if n.n == 0 {
					count++
					n.n = count
				}
			}
		}
	}
}

// linesAtFoot is how many of so many lines the foot of a page takes.
func linesAtFoot(n int) int {
	return min(n, int(room(false)*footMost/noteFace.lead))
}

func footHeight(lines int) float64 {
	if lines == 0 {
		return 0
	}
	return footGap + float64(linesAtFoot(lines))*noteFace.lead
}

func linesOf(notes []*footnote) (n int) {
	for _, f := range notes {
		n += len(f.lines)
	}
	return n
}

// room is the height of the page above its footnotes, were these atoms on it.
func (p *paginator) room(list []atom) float64 {
	return room(false) - footHeight(len(p.carried)+linesOf(withNotes(slices.Clone(p.here), list...)))
}

// roomOver is the height of an empty page above the footnotes of atoms.
func roomOver(list []atom) float64 { return room(false) - footHeight(linesOf(withNotes(nil, list...))) }

// close puts the footnotes of the page at its foot. A page on its side has none: they
// follow on the next.
func (p *paginator) close() {
	if len(p.page().foot) > 0 {
		return
	}
	for _, n := range p.here {
		for i := range n.lines {
			p.carried = append(p.carried, footLine{n, i})
		}
	}
	p.here = nil
	if p.page().landscape {
		return
	}
	k := linesAtFoot(len(p.carried))
	p.page().foot = append(p.page().foot, p.carried[:k]...)
	p.carried = p.carried[k:]
}

// printFoot prints the footnotes of a page.
func (c *canvas) printFoot(p page) {
	if len(p.foot) == 0 {
		return
	}
	y := pageLong - bottom - float64(len(p.foot))*noteFace.lead
	c.line(marginX, y-5, marginX+96, y-5, 0.75, hair)
	for _, f := range p.foot {
		if f.at == 0 {
			c.text(f.note.sign(), draw.Regular, noteFace.size*0.85, marginX, y+noteFace.base()-1, ink3, 0)
		}
		f.note.lines[f.at].paint(c, noteFace, marginX+noteIndent, y, pageShort-2*marginX-noteIndent)
		y += noteFace.lead
	}
}
