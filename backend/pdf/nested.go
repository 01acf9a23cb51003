package pdf

import (
	"strconv"

	"secondstory/backend/draw"
	"secondstory/backend/report"
)

func shift(list []atom, dx float64) {
	for i := range list {
		if paint := list[i].paint; paint != nil {
			list[i].paint = func(c *canvas, x, y float64) { paint(c, x+dx, y) }
		}
	}
}

func (l *layouter) list(b report.List, w float64, cx context) []atom {
	var out []atom
	inner := cx
	in := indent
	if b.Points {
		inner.face = pointFace
	}
	if cx.cell {
		in = 12
	}
	if b.Ordered {
		in = max(in, l.m.Width(strconv.Itoa(b.Start+len(b.Items))+".", draw.SemiBold, inner.face.size)+8)
	}
	in = min(in, w/3)
	for i, item := range b.Items {
		atoms := l.blocks(item, w-in, inner)
		if len(atoms) == 0 {
			atoms = []atom{{h: inner.face.lead}}
		}
		right := atoms[0].right // the mark stands where the eye begins
		if !right {
			shift(atoms, in)
		}
		atoms[0].gap = gapItem
		switch {
		case i == 0 && !cx.cell:
			atoms[0].gap = 5
		case b.Points:
			atoms[0].gap = 6
		}
		f, first := inner.face, atoms[0].paint
		atoms[0].paint = func(c *canvas, x, y float64) {
			if right {
				l.bullet(c, b, i, f, x+w-in+8, y)
			} else {
				l.bullet(c, b, i, f, x, y)
			}
			if first != nil {
				first(c, x, y)
			}
		}
		// No page begins or ends with one item of a list alone.
		if !cx.cell && len(b.Items) > 2 && (i == 0 || i == len(b.Items)-2) {
			atoms[len(atoms)-1].keep = true
		}
		out = append(out, atoms...)
	}
	return out
}

// bullet paints the mark of an item.
func (l *layouter) bullet(c *canvas, b report.List, i int, f face, x, y float64) {
	switch {
	case b.Points:
		c.text(strconv.Itoa(b.Start+i), draw.SemiBold, f.size, x, y+f.base(), accent, 0)
	case b.Ordered:
		c.text(strconv.Itoa(b.Start+i)+".", draw.Regular, f.size, x, y+f.base(), ink3, 0)
	default:
		c.text("•", draw.Regular, f.size, x+2, y+f.base(), ink3, 0)
	}
}

// joined turns gaps between atoms into height, so that what is drawn beside
// them has no holes.
func joined(list []atom) {
	for i := 1; i < len(list); i++ {
		gap, paint := list[i].gap, list[i].paint
		list[i].gap = 0
		list[i].h += gap
		list[i].paint = func(c *canvas, x, y float64) {
			if paint != nil {
				paint(c, x, y+gap)
			}
		}
	}
}

func (l *layouter) quote(b report.Quote, w float64, cx context) []atom {
	in := min(16.0, w/4)
	inner := cx
	inner.face.color = ink2
	out := l.blocks(b.Blocks, w-in, inner)
	if len(out) == 0 {
		return nil
	}
	joined(out)
	shift(out, in)
	for i := range out {
		paint, h := out[i].paint, out[i].h
		out[i].paint = func(c *canvas, x, y float64) {
			c.line(x+1, y, x+1, y+h, 1.5, hair)
			if paint != nil {
				paint(c, x, y)
			}
		}
	}
	return out
}

func (l *layouter) code(b report.Code, w float64, cx context) []atom {
	f := codeFace
	if cx.cell {
		f.size, f.lead = cx.face.size*monoRatio, cx.face.lead
	}
	pad := 8.0
	lines := l.codeLines(b.Text, f, w-2*pad)
	// The name of the language stands at the right edge, beside the first line or,
	// where that is too long, above it: never where it reads as a line of the data.
	label := l.clean(b.Label, draw.Regular)
	labelWidth, band := l.width(label, draw.Regular, noteFace.size, 0), 0.0
	if label != "" && l.width(lines[0], f.cut, f.size, 0)+labelWidth+16 > w-2*pad {
		band = noteFace.lead
	}
	var over []atom // a label of many words
	if labelWidth > w/2 {
		lf := noteFace
		over = textAtoms(l.lines([]report.Span{{Text: b.Label}}, lf, w), lf, w, gapText)
		for i := range over {
			over[i].keep = true
		}
		label, band = "", 0
	}
	out := make([]atom, len(lines))
	for i, text := range lines {
		above, below := 0.0, 0.0
		if i == 0 {
			above = 5 + band
		}
		if i == len(lines)-1 {
			below = 5
		}
		h := f.lead + above + below
		out[i] = atom{h: h, keep: i == 0 && len(lines) > 1 || i == len(lines)-2, paint: func(c *canvas, x, y float64) {
			// A hair of overlap, or viewers show a line between the strips.
			c.rect(x, y, w, h+0.3, soft)
			if i == 0 {
				c.text(label, draw.Regular, noteFace.size, x+w-pad-labelWidth, y+5+f.base(), ink3, 0)
			}
			c.text(text, f.cut, f.size, x+pad, y+above+f.base(), f.color, 0)
		}}
	}
	out[0].gap = gapText
	if over != nil {
		out[0].gap = 1
		return append(over, out...)
	}
	return out
}
