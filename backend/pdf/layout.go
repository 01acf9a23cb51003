package pdf

import (
	"secondstory/backend/draw"
	"secondstory/backend/report"
)

// atom is what is never split between pages.
type atom struct {
	gap    float64 // above it; none at the top of a page
	h      float64
	keep   bool // stays on the page of the next atom
	table  *tableHead
	isHead bool
	turned bool // a page of its own, on its side
	figure bool // a drawing: text may pass it
	part   bool // opens a part of the report
	end    bool // ends the page
	right  bool // text that is read from the right
	mark   string
	level  int   // of the bookmark
	dest   *dest // the contents and references lead here
	notes  []*footnote
	paint  func(c *canvas, x, y float64)
}

// context is the setting that blocks stand in.
type context struct {
	face face
	cell bool // inside a table: tighter
}

type layouter struct {
	m       *draw.Measurer
	lacking *tally
	form    int // of the shrinks it meets; 0 is the fullest
	book    *margins
}

func newLayouter(m *draw.Measurer) *layouter {
	return &layouter{m: m, lacking: newTally(), book: newMargins(nil)}
}

// gaps above blocks, px.
const (
	gapText   = 7.0
	gapItem   = 3.0
	gapPart   = 30.0
	gapSub    = 18.0
	gapMinor  = 12.0
	gapTable  = 8.0
	gapAfter  = 14.0 // below a table
	gapFigure = 12.0
	gapCell   = 3.0
	indent    = 20.0
	leadMax   = 640.0
	titleMax  = 600.0
	capMax    = 600.0
)

func (l *layouter) blocks(list []report.Block, w float64, cx context) []atom {
	var out []atom
	afterTable := false
	for _, b := range list {
		atoms := l.block(b, w, cx)
		if afterTable && !cx.cell && len(atoms) > 0 {
			atoms[0].gap = max(atoms[0].gap, gapAfter)
		}
		if len(atoms) > 0 {
			_, afterTable = b.(report.Table)
		}
		out = append(out, atoms...)
	}
	if cx.cell && len(out) > 0 {
		out[0].gap = 0
	}
	return out
}

func (l *layouter) block(b report.Block, w float64, cx context) []atom {
	switch b := b.(type) {
	case report.Heading:
		return l.heading(b, w, cx)
	case report.Paragraph:
		return l.paragraph(b, w, cx)
	case report.List:
		return l.list(b, w, cx)
	case report.Quote:
		return l.quote(b, w, cx)
	case report.Code:
		return l.code(b, w, cx)
	case report.Rule:
		return []atom{{gap: gapText, h: 8, paint: func(c *canvas, x, y float64) { c.line(x, y+4, x+w, y+4, 0.75, hair) }}}
	case report.Break:
		return []atom{{end: true}}
	case report.Table:
		return l.table(b, w, cx)
	case report.Figure:
		return l.figure(b, w)
	case *report.Picture:
		return l.picture(b, w, cx)
	case report.Numbers:
		return l.numbers(b, w)
	case report.Columns:
		return l.columns(b, w, cx)
	case report.Shrink:
		if len(b.Forms) == 0 {
			return nil
		}
		return l.blocks(b.Forms[min(l.form, len(b.Forms)-1)], w, cx)
	}
	return nil
}

// textAtoms sets lines as atoms: the first two and the last two stay together. What
// is read from the right begins at the right edge of w, however short its lines are
// kept.
func textAtoms(lines []line, f face, w, gap float64) []atom {
	out := make([]atom, len(lines))
	for i, ln := range lines {
		out[i] = atom{h: f.lead, right: ln.right, notes: ln.notes(), keep: i == 0 && len(lines) > 1 || i == len(lines)-2, paint: func(c *canvas, x, y float64) { ln.paint(c, f, x, y, w) }}
	}
	out[0].gap = gap
	return out
}

func (l *layouter) heading(b report.Heading, w float64, cx context) []atom {
	f, gap, width := minorFace, gapMinor, w
	switch b.Level {
	case 0:
		f, gap, width = titleFace, 3, min(w, titleMax)
	case 1:
		f, gap = partFace, gapPart
	case 2:
		f, gap = subFace, gapSub
	}
	if cx.cell {
		f = cx.face
		f.cut, gap = draw.SemiBold, gapCell
	}
	out := textAtoms(l.lines([]report.Span{{Text: b.Text}}, f, width), f, w, gap)
	for i := range out {
		out[i].keep = true
	}
	if b.Level == 0 {
		out[len(out)-1].h += 5
		out[len(out)-1].keep = false
	}
	out[0].part = b.Level == 1 && !cx.cell
	if b.Level <= 2 && !b.Tight && !cx.cell {
		out[0].mark, out[0].level = l.m1(b.Text), max(0, b.Level-1)
	}
	return out
}

// m1 is a text on one line for a bookmark; its characters were counted where
// the heading was set.
func (l *layouter) m1(s string) string {
	out, _ := l.m.Sanitise(s, draw.SanitiseOptions{})
	return out
}

func (l *layouter) paragraph(b report.Paragraph, w float64, cx context) []atom {
	f, gap := cx.face, gapText
	full := w
	switch b.Style {
	case report.Kicker:
		f = kickerFace
	case report.Lead:
		f, w = leadFace, min(w, leadMax)
	case report.Point:
		f = pointFace
	case report.Caption:
		f, w, gap = captionFace, min(w, capMax), 2
	case report.Note:
		f = noteFace
		if cx.cell {
			f = cx.face
			f.color = ink3
		}
	}
	if cx.cell {
		gap = gapCell
	}
	f.right = cx.face.right
	out := textAtoms(l.lines(b.Spans, f, w), f, full, gap)
	if b.Style == report.Caption {
		for i := range out {
			out[i].keep = true // with what it explains
		}
	}
	return out
}

func (l *layouter) figure(b report.Figure, w float64) []atom {
	var out []atom
	for _, p := range b.Pages {
		l.lacking.note(p.Scene.Replaced)
		scene, scale := p.Scene, p.Scale
		sw, sh := float64(scene.Bounds.W)/100, float64(scene.Bounds.H)/100
		wide, high := w, room(false)-120
		if p.Landscape {
			wide, high = pageLong-2*marginX, room(true)-84
		}
		if sw > 0 && sh > 0 {
			scale = min(scale, wide/sw, high/sh)
		}
		var title []line
		f := subFace
		if p.Title != "" {
			title = l.lines([]report.Span{{Text: p.Title}}, f, wide)
		}
		above := float64(len(title)) * f.lead
		if above > 0 {
			above += 8
		}
		out = append(out, atom{gap: gapFigure, h: above + sh*scale + 4, turned: p.Landscape, figure: true, paint: func(c *canvas, x, y float64) {
			for i, ln := range title {
				ln.paint(c, f, x, y+float64(i)*f.lead, wide)
			}
			c.paintScene(scene, x+max(0, (wide-sw*scale)/2), y+above, scale)
		}})
	}
	return out
}

func (l *layouter) numbers(b report.Numbers, w float64) []atom {
	n := len(b.Items)
	if n == 0 {
		return nil
	}
	const gap = 14.0
	cw := (w - gap*float64(n-1)) / float64(n)
	values, labels := make([][]line, n), make([][]line, n)
	vh, lh := 0, 0
	for i, it := range b.Items {
		values[i] = l.lines([]report.Span{{Text: it.Value}}, valueFace, cw)
		labels[i] = l.lines([]report.Span{{Text: it.Label}}, labelFace, cw)
		vh, lh = max(vh, len(values[i])), max(lh, len(labels[i]))
	}
	h := 12 + float64(vh)*valueFace.lead + float64(lh)*labelFace.lead + 11
	return []atom{{gap: 20, h: h + 4, paint: func(c *canvas, x, y float64) {
		c.line(x, y, x+w, y, 1.5, ink)
		for i := range b.Items {
			cx, cy := x+float64(i)*(cw+gap), y+12
			for _, ln := range values[i] {
				ln.paint(c, valueFace, cx, cy, cw)
				cy += valueFace.lead
			}
			cy = y + 12 + float64(vh)*valueFace.lead
			for _, ln := range labels[i] {
				ln.paint(c, labelFace, cx, cy, cw)
				cy += labelFace.lead
			}
		}
		c.line(x, y+h, x+w, y+h, 0.75, hair)
	}}}
}

// besideMax is the height from which columns stand below each other instead.
const besideMax = 460.0

func (l *layouter) columns(b report.Columns, w float64, cx context) []atom {
	n := len(b.Columns)
	if n == 0 {
		return nil
	}
	const gap = 28.0
	cw := w
	if n > 1 {
		cw = (w - gap*float64(n-1)) / float64(n)
	}
	cols := make([][]atom, n)
	tallest, first := 0.0, 0.0
	mark := *l.lacking
	saved := append([]draw.Replaced(nil), l.lacking.list...)
	for i, col := range b.Columns {
		cols[i] = l.blocks(col, cw, cx)
		h := 0.0
		for k, a := range cols[i] {
			h += a.h
			if k > 0 {
				h += a.gap
			} else {
				first = max(first, a.gap)
			}
		}
		tallest = max(tallest, h)
	}
	if n == 1 || tallest > besideMax {
		// What was replaced is counted by the second setting.
		if n > 1 {
			*l.lacking = mark
			l.lacking.list = saved
			l.lacking.at = map[string]int{}
			for i, r := range saved {
				l.lacking.at[r.Rune] = i
			}
		}
		var out []atom
		for i, col := range b.Columns {
			if n > 1 {
				cols[i] = l.blocks(col, w, cx)
			}
			out = append(out, cols[i]...)
		}
		return out
	}
	var notes []*footnote
	for _, col := range cols {
		notes = withNotes(notes, col...)
	}
	return []atom{{gap: first, h: tallest, notes: notes, paint: func(c *canvas, x, y float64) {
		for i, col := range cols {
			cy := y
			for k, a := range col {
				if k > 0 {
					cy += a.gap
				}
				if a.paint != nil {
					a.paint(c, x+float64(i)*(cw+gap), cy)
				}
				cy += a.h
			}
		}
	}}}
}
