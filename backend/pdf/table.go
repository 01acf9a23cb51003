package pdf

import (
	"secondstory/backend/draw"
	"secondstory/backend/report"
)

// tableHead is what repeats at the top of each page a table goes on to.
type tableHead struct {
	h     float64
	paint func(c *canvas, x, y float64)
}

// splitFrom is the height from which a row may be split by line.
const splitFrom = 300.0

// headMax is the height up to which a head stands above its rows and repeats. A
// taller one is an ordinary row, which may be split.
const headMax = 150.0

// rowLine is the hairline under rows of lists of facts.
var rowLine = draw.RGB{R: 0xE4, G: 0xDF, B: 0xD6}

type setting struct {
	face               face
	padTop, padBottom  float64
	padRight, lineW    float64
	lineColor          draw.RGB
	groupTop, headSkip float64
}

var (
	normalTable = setting{face: cellFace, padTop: 5, padBottom: 5, padRight: 10, lineW: 0.75, lineColor: rowRun, groupTop: 10}
	smallTable  = setting{face: smallFace, padTop: 2.5, padBottom: 2.5, padRight: 8, lineW: 0.5, lineColor: rowLine, groupTop: 6}
)

func (l *layouter) table(b report.Table, w float64, cx context) []atom {
	if len(b.Columns) == 0 {
		return nil
	}
	set := normalTable
	if b.Small || cx.cell {
		set = smallTable
	}
	if l.crowded(b, w, set) {
		return l.records(b, w, cx)
	}
	widths := l.columnWidths(b, w, set)
	w = 0
	for _, c := range widths {
		w += c
	}
	head := l.tableHead(b, widths, w, set)
	if head != nil && head.h > headMax {
		b.Rows = append([]report.Row{titleRow(b.Columns)}, b.Rows...)
		head = nil
	}
	gap := gapTable
	if cx.cell {
		gap = gapCell
	}
	var out []atom
	if head != nil {
		out = append(out, atom{gap: gap, h: head.h, keep: true, table: head, isHead: true, paint: head.paint})
	}
	for _, r := range b.Rows {
		atoms := l.row(b, r, widths, w, set)
		for i := range atoms {
			atoms[i].table = head
		}
		if !cx.cell {
			atoms[0].dest = l.book.places[r.ID]
		}
		out = append(out, atoms...)
	}
	if len(out) == 0 {
		return nil
	}
	out[0].gap = gap
	keepTogether(out)
	return out
}

// narrow is the width below which words in a column of text fall apart.
const narrow = 70.0

// crowded says that a table has more columns than there is room for.
func (l *layouter) crowded(b report.Table, w float64, set setting) bool {
	free, left := 0, w
	for _, c := range b.Columns {
		if c.Width > 0 {
			left -= c.Width
			continue
		}
		free++
	}
	if free < 2 || len(b.Rows) == 0 || left/float64(free) >= narrow {
		return false
	}
	need := 0.0
	for i, c := range b.Columns {
		if c.Width == 0 {
			need += l.natural(b, i, set)
		}
	}
	return need > left
}

// records sets a crowded table row by row, each cell on lines of its own behind
// the title of its column.
func (l *layouter) records(b report.Table, w float64, cx context) []atom {
	var out []atom
	for n, r := range b.Rows {
		first := len(out)
		for i, c := range r.Cells {
			if len(c) == 0 {
				continue
			}
			head := []report.Span{}
			if i < len(b.Columns) && b.Columns[i].Title != "" {
				head = append(head, report.Span{Text: b.Columns[i].Title + ": ", Mark: report.Faint})
			}
			rest := []report.Block(c)
			if p, ok := c[0].(report.Paragraph); ok {
				p.Spans = append(head, p.Spans...)
				rest = append([]report.Block{p}, c[1:]...)
			}
			atoms := l.blocks(rest, w, context{face: cx.face, cell: true})
			if i == 0 && n > 0 && len(atoms) > 0 {
				atoms[0].gap = gapTable
			}
			out = append(out, atoms...)
		}
		if !cx.cell && first < len(out) {
			out[first].dest = l.book.places[r.ID]
		}
	}
	if len(out) > 0 {
		out[0].gap = gapText
	}
	return out
}

// columnWidths gives fixed columns their width and shares the rest: columns that
// need less than their share take what they need.
func (l *layouter) columnWidths(b report.Table, w float64, set setting) []float64 {
	widths := make([]float64, len(b.Columns))
	left := w
	var free []int
	for i, c := range b.Columns {
		if c.Width > 0 {
			widths[i] = c.Width
			left -= c.Width
			continue
		}
		free = append(free, i)
	}
	if len(free) == 0 || left < 40*float64(len(free)) {
		// Too many for the page: everybody the same.
		if left < 0 || len(free) > 0 {
			for i := range widths {
				widths[i] = w / float64(len(widths))
			}
		}
		return widths
	}
	if len(free) == 1 {
		widths[free[0]] = left
		return widths
	}
	need := map[int]float64{}
	for _, i := range free {
		need[i] = l.natural(b, i, set)
	}
	for len(free) > 0 {
		share := left / float64(len(free))
		var rest []int
		for _, i := range free {
			if need[i] <= share {
				widths[i] = need[i]
				left -= need[i]
			} else {
				rest = append(rest, i)
			}
		}
		if len(rest) == len(free) {
			for _, i := range rest {
				widths[i] = share
			}
			break
		}
		free = rest
	}
	return widths
}

// natural is the width a column needs without breaking a line.
func (l *layouter) natural(b report.Table, i int, set setting) float64 {
	keep := l.lacking
	l.lacking = newTally()
	defer func() { l.lacking = keep }()
	w := 0.0
	widest := func(spans []report.Span, f face) {
		for _, ln := range l.lines(spans, f, 1e6) {
			w = max(w, ln.w)
		}
	}
	widest([]report.Span{{Text: b.Columns[i].Title}}, headFace)
	for _, r := range b.Rows {
		if i >= len(r.Cells) {
			continue
		}
		for _, blk := range r.Cells[i] {
			if p, ok := blk.(report.Paragraph); ok {
				widest(p.Spans, set.face)
			}
		}
	}
	return w + set.padRight + 2
}

// titleRow is the titles of columns as a row.
func titleRow(columns []report.Column) report.Row {
	var r report.Row
	for _, c := range columns {
		r.Cells = append(r.Cells, report.Cell{report.Paragraph{Spans: []report.Span{{Text: c.Title, Mark: report.Bold}}}})
	}
	return r
}

func (l *layouter) tableHead(b report.Table, widths []float64, w float64, set setting) *tableHead {
	cells := make([][]line, len(b.Columns))
	most, any := 0, false
	for i, c := range b.Columns {
		if c.Title == "" {
			continue
		}
		any = true
		cells[i] = l.lines([]report.Span{{Text: c.Title}}, headFace, widths[i]-padOf(i, len(widths), set))
		most = max(most, len(cells[i]))
	}
	if !any {
		return nil
	}
	h := float64(most)*headFace.lead + 4
	return &tableHead{h: h, paint: func(c *canvas, x, y float64) {
		cx := x
		for i, lines := range cells {
			f := headFace
			f.right = b.Columns[i].Align == report.Right
			for k, ln := range lines {
				ln.paint(c, f, cx, y+float64(most-len(lines)+k)*f.lead, widths[i]-padOf(i, len(widths), set))
			}
			cx += widths[i]
		}
		c.line(x, y+h, x+w, y+h, 0.75, ink)
	}}
}

func padOf(i, n int, set setting) float64 {
	if i == n-1 {
		return 0
	}
	return set.padRight
}

// placed is an atom at its distance from the top of its row.
type placedAtom struct {
	atom
	y float64
}

// row sets one row: one atom, or, where it is tall, one for each line of its
// tallest cell.
func (l *layouter) row(b report.Table, r report.Row, widths []float64, w float64, set setting) []atom {
	above := set.padTop
	if r.Group {
		above = set.groupTop
	}
	cells := make([][]placedAtom, len(widths))
	lefts := make([]float64, len(widths))
	tallest, height, x := 0, 0.0, 0.0
	for i := range widths {
		lefts[i] = x
		x += widths[i]
		if i >= len(r.Cells) || len(r.Cells[i]) == 0 {
			continue
		}
		f := set.face
		f.right = b.Columns[i].Align == report.Right
		if b.Columns[i].Faint || r.Faint {
			f.color = ink3
		}
		cw := widths[i] - padOf(i, len(widths), set)
		if r.Group && i == 1 {
			cw = w - lefts[i]
		}
		if i == 1 && r.Indent > 0 {
			in := min(r.Indent, cw/2)
			lefts[i] += in
			cw -= in
		}
		y := 0.0
		for k, a := range l.blocks(r.Cells[i], max(cw, 8), context{face: f, cell: true}) {
			if k > 0 {
				y += a.gap
			}
			cells[i] = append(cells[i], placedAtom{a, y})
			y += a.h
		}
		if y > height {
			height, tallest = y, i
		}
	}
	if height == 0 {
		height = set.face.lead
	}
	total := above + height + set.padBottom
	rule := func(c *canvas, x, y float64) { c.line(x, y, x+w, y, set.lineW, set.lineColor) }
	if total <= splitFrom {
		return []atom{{h: total, keep: r.Group, notes: notesBetween(cells, 0, height+1), paint: func(c *canvas, x, y float64) {
			paintCells(c, cells, lefts, x, y+above, 0, height+1)
			rule(c, x, y+total)
		}}}
	}
	lines := cells[tallest]
	out := make([]atom, len(lines))
	for i, ln := range lines {
		from, to := ln.y, height+1
		if i+1 < len(lines) {
			to = lines[i+1].y
		}
		if i == 0 {
			from = 0
		}
		h, skip := min(to, height)-from, 0.0
		if i == 0 {
			h, skip = h+above, above
		}
		last := i == len(lines)-1
		if last {
			h += set.padBottom
		}
		out[i] = atom{h: h, keep: i == 0 || i == len(lines)-2, notes: notesBetween(cells, from, to), paint: func(c *canvas, x, y float64) {
			paintCells(c, cells, lefts, x, y+skip-from, from, to)
			if last {
				rule(c, x, y+h)
			}
		}}
	}
	return out
}

func (a placedAtom) begins(from, to float64) bool { return a.y >= from-0.001 && a.y < to-0.001 }

// notesBetween are the footnotes of what begins between from and to of a row.
func notesBetween(cells [][]placedAtom, from, to float64) (out []*footnote) {
	for _, list := range cells {
		for _, a := range list {
			if a.begins(from, to) {
				out = withNotes(out, a.atom)
			}
		}
	}
	return out
}

// paintCells paints what begins between from and to of a row whose top is at y.
func paintCells(c *canvas, cells [][]placedAtom, lefts []float64, x, y, from, to float64) {
	for i, list := range cells {
		for _, a := range list {
			if a.begins(from, to) && a.paint != nil {
				a.paint(c, x+lefts[i], y+a.y)
			}
		}
	}
}
