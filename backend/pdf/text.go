package pdf

import (
	"slices"
	"strings"
	"unicode/utf8"

	"secondstory/backend/draw"
	"secondstory/backend/internal/typeface"
	"secondstory/backend/report"
)

// face is how text is set.
type face struct {
	size, lead float64
	cut        draw.Cut
	color      draw.RGB
	spacing    float64 // after each character, px
	right      bool    // against the right edge
}

// faces of the report, px.
var (
	bodyFace    = face{size: 11.5, lead: 17, cut: draw.Regular, color: ink}
	kickerFace  = face{size: 11.5, lead: 17, cut: draw.Regular, color: ink3}
	leadFace    = face{size: 13.5, lead: 20.5, cut: draw.Regular, color: ink}
	pointFace   = face{size: 12, lead: 17.5, cut: draw.Regular, color: ink}
	captionFace = face{size: 10.5, lead: 15, cut: draw.Regular, color: ink3}
	noteFace    = face{size: 10, lead: 14, cut: draw.Regular, color: ink3}
	cellFace    = face{size: 10.5, lead: 14.5, cut: draw.Regular, color: ink}
	smallFace   = face{size: 9.5, lead: 12.5, cut: draw.Regular, color: ink}
	headFace    = face{size: 9.5, lead: 14, cut: draw.Regular, color: ink3}
	codeFace    = face{size: 10, lead: 14, cut: draw.Mono, color: ink2}
	titleFace   = face{size: 28, lead: 34, cut: draw.SemiBold, color: ink, spacing: -0.42}
	partFace    = face{size: 18, lead: 24, cut: draw.SemiBold, color: ink, spacing: -0.18}
	subFace     = face{size: 13.5, lead: 18, cut: draw.SemiBold, color: ink}
	minorFace   = face{size: 11.5, lead: 17, cut: draw.SemiBold, color: ink}
	valueFace   = face{size: 19, lead: 24, cut: draw.SemiBold, color: ink, spacing: -0.19}
	labelFace   = face{size: 10, lead: 13, cut: draw.Regular, color: ink3}
)

// monoRatio makes the mono cut as tall as the sans beside it.
const monoRatio = 0.93

// run is text of one look on one line.
type run struct {
	text   string
	cut    draw.Cut
	size   float64
	color  draw.RGB
	strike bool
	link   string
	to     *dest     // place of this document it leads to
	note   *footnote // it is the number of one; text only keeps its room
	w      float64
}

func (r run) sameLook(o run) bool {
	return r.note == nil && o.note == nil && r.to == o.to && r.cut == o.cut && r.size == o.size && r.color == o.color && r.strike == o.strike && r.link == o.link
}

type line struct {
	runs  []run
	w     float64
	right bool // of a paragraph that is read from the right
}

// word is a piece of text that is not broken further.
type word struct {
	runs  []run
	w     float64
	space *run // the space before it, in the look it was typed in; nil when glued
	br    bool // begins a new line
}

// longToken is the number of runes from which a word may break at the marks of
// paths and addresses.
const longToken = 24

func (l *layouter) width(s string, cut draw.Cut, size, spacing float64) float64 {
	w := l.m.Width(s, cut, size)
	if spacing != 0 {
		w += spacing * float64(utf8.RuneCountInString(s))
	}
	return w
}

func (l *layouter) look(s report.Span, f face) run {
	r := run{cut: f.cut, size: f.size, color: f.color, strike: s.Mark&report.Strike != 0}
	switch {
	case s.Mark&report.Mono != 0:
		r.cut, r.size = draw.Mono, f.size*monoRatio
	case s.Mark&report.Bold != 0:
		r.cut = draw.SemiBold
	case s.Mark&report.Italic != 0 && f.cut == draw.Regular:
		r.cut = draw.Italic
	}
	switch {
	case s.Mark&report.Warn != 0:
		r.color = warn
	case s.Mark&report.Faint != 0:
		r.color = ink3
	}
	if webAddress(s.Link) {
		r.link = s.Link
		if s.Mark&report.Faint == 0 {
			r.color = accent
		}
	} else if r.to = l.book.places[s.To]; r.to != nil && s.Mark&report.Faint == 0 {
		r.color = accent
	}
	return r
}

// words splits spans into words; each keeps the looks of its parts.
func (l *layouter) words(spans []report.Span, f face, width float64) []word {
	var out []word
	var cur word
	flush := func() {
		if len(cur.runs) > 0 || cur.br {
			out = append(out, l.parts(cur, f, width)...)
		}
		cur = word{}
	}
	var space *run
	for _, s := range spans {
		look := l.look(s, f)
		for i, hard := range strings.Split(s.Text, "\n") {
			if i > 0 {
				flush()
				cur.br = true
				space = nil
			}
			clean := l.clean(hard, look.cut)
			for clean != "" {
				at := strings.IndexByte(clean, ' ')
				if at == 0 {
					if len(cur.runs) > 0 {
						flush()
					}
					sp := look
					sp.text = " "
					sp.w = l.width(" ", sp.cut, sp.size, f.spacing)
					space = &sp
					clean = clean[1:]
					continue
				}
				part := clean
				if at > 0 {
					part = clean[:at]
				}
				clean = clean[len(part):]
				if len(cur.runs) == 0 {
					cur.space, space = space, nil
				}
				for k, piece := range draw.BetweenSigns(part) {
					if k > 0 {
						flush()
					}
					r := look
					r.text = piece
					r.w = l.width(piece, r.cut, r.size, f.spacing)
					cur.runs = append(cur.runs, r)
					cur.w += r.w
				}
			}
		}
		if n := l.footnote(s.Note); n != nil {
			// It stands behind the word it belongs to, also where a blank ends that.
			r := l.noteSign(n, look)
			if last := len(out) - 1; len(cur.runs) == 0 && last >= 0 && !cur.br {
				out[last].runs = append(out[last].runs, r)
				out[last].w += r.w
			} else {
				cur.runs = append(cur.runs, r)
				cur.w += r.w
			}
		}
	}
	flush()
	return bound(out, width)
}

// bound puts numbers and their units together where a line can hold both.
func bound(words []word, width float64) []word {
	var out []word
	for i, w := range words {
		if i > 0 && w.space != nil && !w.br && draw.Binds(words[i-1].text(), w.text()) {
			last := &out[len(out)-1]
			if both := last.w + w.space.w + w.w; both <= width {
				last.runs = append(append(last.runs[:len(last.runs):len(last.runs)], *w.space), w.runs...)
				last.w = both
				continue
			}
		}
		out = append(out, w)
	}
	return out
}

func (w word) text() string {
	var b strings.Builder
	for _, r := range w.runs {
		b.WriteString(r.text)
	}
	return b.String()
}

// parts breaks a word that is long or wider than a line.
func (l *layouter) parts(w word, f face, width float64) []word {
	runes := 0
	for _, r := range w.runs {
		runes += utf8.RuneCountInString(r.text)
	}
	if w.w <= width && runes <= longToken {
		return []word{w}
	}
	var out []word
	cur := word{space: w.space, br: w.br}
	count := 0
	for _, r := range w.runs {
		if r.note != nil {
			cur.runs = append(cur.runs, r)
			cur.w += r.w
			continue
		}
		start, rw := 0, 0.0
		emit := func(end int) {
			if end > start {
				p := r
				p.text, p.w = r.text[start:end], rw
				cur.runs = append(cur.runs, p)
				cur.w += rw
			}
			start, rw = end, 0
		}
		for i, c := range r.text {
			cw := l.width(string(c), r.cut, r.size, f.spacing)
			if cur.w+rw+cw > width && cur.w+rw > 0 {
				emit(i)
				out = append(out, cur)
				cur, count = word{}, 0
			}
			rw += cw
			count++
			if runes > longToken && count > 3 && strings.ContainsRune("/._-:?&=,;|", c) {
				emit(i + utf8.RuneLen(c))
				out = append(out, cur)
				cur, count = word{}, 0
			}
		}
		emit(len(r.text))
	}
	if len(cur.runs) > 0 || cur.br {
		out = append(out, cur)
	}
	return out
}

// lines breaks spans into lines of at most width px; at least one line.
func (l *layouter) lines(spans []report.Span, f face, width float64) []line {
	var out []line
	var cur line
	open := false
	for _, w := range l.words(spans, f, width) {
		sp := 0.0
		if w.space != nil {
			sp = w.space.w
		}
		if w.br && (open || len(out) > 0) || open && cur.w > 0 && cur.w+sp+w.w > width+0.01 {
			out = append(out, cur)
			cur = line{}
		}
		if w.br && !open && len(out) == 0 {
			out = append(out, line{})
		}
		open = true
		if w.space != nil && len(cur.runs) > 0 {
			cur.add(*w.space)
		}
		for _, r := range w.runs {
			cur.add(r)
		}
	}
	if open || len(out) == 0 {
		out = append(out, cur)
	}
	if fromRight(spans, out) {
		for i := range out {
			out[i].right = true
		}
	}
	return out
}

// fromRight says whether a paragraph is read from the right: it begins so, and a
// letter of that script is printed, not only numbers in the place of all of them.
func fromRight(spans []report.Span, set []line) bool {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return typeface.BeginsRight(b.String()) && slices.ContainsFunc(set, func(ln line) bool {
		return slices.ContainsFunc(ln.runs, func(r run) bool { return typeface.RightToLeft(r.text) })
	})
}

func (ln *line) add(r run) {
	ln.w += r.w
	if n := len(ln.runs); n > 0 && ln.runs[n-1].sameLook(r) {
		ln.runs[n-1].text += r.text
		ln.runs[n-1].w += r.w
		return
	}
	ln.runs = append(ln.runs, r)
}

// base is the distance from the top of a line to its base line.
func (f face) base() float64 { return f.lead/2 + f.size*0.36 }

// paint prints a line with its top at y.
func (ln line) paint(c *canvas, f face, x, y, width float64) {
	runs := ln.asSeen(c.m)
	switch {
	case ln.right:
		x += width
		for _, r := range runs {
			x -= r.w
		}
	case f.right:
		x += width - ln.w
	}
	by := y + f.base()
	for _, r := range runs {
		if r.note != nil {
			c.text(r.note.sign(), r.cut, r.size, x, by-f.size*noteRise, r.color, 0)
		} else if r.pieces != nil {
			c.pieces(r.pieces, r.cut, r.size, x, by, r.color)
		} else {
			c.text(r.text, r.cut, r.size, x, by, r.color, f.spacing)
		}
		if r.strike {
			c.line(x, by-r.size*0.32, x+r.w, by-r.size*0.32, 0.75, r.color)
		}
		if r.link != "" {
			c.link(x, y, r.w, f.lead, r.link)
		}
		if r.to != nil {
			c.leadTo(r.to, x, y, r.w, f.lead)
		}
		x += r.w
	}
}

// clean passes a text through the sanitiser and counts what it replaced.
func (l *layouter) clean(s string, cut draw.Cut) string {
	out, list := l.m.Sanitise(s, draw.SanitiseOptions{Cut: cut})
	l.lacking.note(list)
	return out
}

// tally is what could not be printed as typed, in order of first appearance.
type tally struct {
	at   map[string]int
	list []draw.Replaced
}

func newTally() *tally { return &tally{at: map[string]int{}} }

func (t *tally) note(list []draw.Replaced) {
	for _, r := range list {
		i, ok := t.at[r.Rune]
		if !ok {
			t.at[r.Rune] = len(t.list)
			t.list = append(t.list, r)
			continue
		}
		t.list[i].Count += r.Count
	}
}
