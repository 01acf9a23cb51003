package draw

import (
	"secondstory/backend/domain/cause"
)

// Measures of the tree read from left to right, in px at 12 px.
const (
	whysHeadEm  = 1.15
	whysTop     = 44.0 // below the column heads
	whysGap     = 20.0 // between rows
	whysBase    = 4.3  // from the line of a row to its first base line
	whysSign    = 13.0
	whysPitch   = 50.0 // from the end of a text column to the next one
	gatePitch   = 30.0 // more, where a bracket needs room
	trunkBack   = 34.0 // from a text to the trunk before it
	branchBack  = 18.0 // from a text to the end of its branch
	whysCorner  = 6.0
	headPitch   = 80.0
	headGap     = 12.0 // between a head and the next one
	columnBase  = 12.0
	columnRule  = 24.0
	beadsBelow  = 11.0
	notchBefore = 29.0
)

type whysRow struct {
	n     *node
	l     *label
	col   int
	y     float64 // of its line
	h     float64 // below the line, beads included
	first *whysRow
	last  *whysRow
}

type whys struct {
	p    *prepared
	maxW float64
	rows []*whysRow
	at   map[*node]*whysRow
	free []float64 // per column: where the next row may begin
	x    []float64 // per column: left of its text
	head headBox
	top  float64
	// heads are the lines of each column head.
	heads [][]Line
}

// Whys lays the tree out from left to right: what happened at the left, each
// further column one step back. A parent stands on the line of its first
// child, so a chain reads as one line; the subtrees are packed by their
// contours (van der Ploeg's non-layered tidy trees, with tops for middles).
// The category level is left out unless Options.Categories says otherwise.
func Whys(m *Measurer, t *cause.Tree, o Options) Layout {
	o = o.filled()
	if !o.Categories {
		t = t.WithoutCategories()
	}
	p := prepare(m, t, o)
	w := planWhys(p, o.MaxW)
	return Layout{Scene: w.emit(), Sides: map[string]string{}}
}

func planWhys(p *prepared, maxW float64) *whys {
	k := p.k
	w := &whys{p: p, maxW: maxW, at: map[*node]*whysRow{}}
	w.measureHead()
	if len(p.o.ColumnHeads) > 0 {
		w.wrapHeads()
		w.top = whysTop*k + w.headsMore()
	}
	line := w.top + 17.7*k
	w.free = append(w.free, line)
	for _, n := range p.root.kids {
		w.place(n, 1, line)
	}
	w.columns()
	return w
}

func (w *whys) measureHead() {
	k := w.p.k
	h := headBox{lines: w.p.m.Wrap(w.p.root.text, SemiBold, 12*whysHeadEm*k, min(w.maxW, 150)*k)}
	h.note = w.p.headMark()
	for _, ln := range append(append([]Line(nil), h.lines...), h.note...) {
		h.w = max(h.w, ln.W)
	}
	h.w = max(h.w, 60*k) + 24*k
	h.h = float64(len(h.lines)+len(h.note))*17.66*k + 22*k
	w.head = h
}

// wrapHeads breaks the column heads at the next column, so that a narrow column
// shows the whole question too.
func (w *whys) wrapHeads() {
	k := w.p.k
	for i, h := range w.p.o.ColumnHeads {
		room := w.maxW + whysPitch - headGap
		if i == 0 {
			room = w.head.w / k
			if len(w.p.root.kids) > 0 {
				room += headPitch - headGap
			}
		}
		w.heads = append(w.heads, w.p.m.Wrap(w.p.clean(h, Regular), Regular, 12*k, room*k))
	}
}

// headsMore is how much the lines after the first of the tallest head take.
func (w *whys) headsMore() float64 {
	most := 1
	for _, lines := range w.heads {
		most = max(most, len(lines))
	}
	return float64(most-1) * lineHeight * w.p.k
}

// place puts a node at the first line at or below y where it and its chain of
// first children are free, then its other children.
func (w *whys) place(n *node, col int, y float64) *whysRow {
	for c, x := col, n; ; c, x = c+1, x.kids[0] {
		if c >= len(w.free) {
			w.free = append(w.free, w.free[0])
		}
		y = max(y, w.free[c])
		if len(x.kids) == 0 {
			break
		}
	}
	return w.put(n, col, y)
}

func (w *whys) put(n *node, col int, y float64) *whysRow {
	k := w.p.k
	r := &whysRow{n: n, l: w.p.label(n, w.maxW), col: col, y: y}
	r.h = float64(len(r.l.lines)-1)*lineHeight*k + whysBase*k
	if n.For+n.Against > 0 && !w.p.o.Room {
		r.h += beadsBelow * k
	}
	w.rows = append(w.rows, r)
	w.at[n] = r
	w.free[col] = y + r.h + whysGap*k
	for i, c := range n.kids {
		var kid *whysRow
		if i == 0 {
			kid = w.put(c, col+1, y)
			r.first = kid
		} else {
			kid = w.place(c, col+1, y)
		}
		r.last = kid
	}
	return r
}

// columns sets where the text of each column begins. Columns are as wide as
// the wrap, so that they do not move while people type; only a bracket needs
// more room before them.
func (w *whys) columns() {
	k := w.p.k
	n := len(w.free)
	w.x = make([]float64, n+1)
	w.x[0] = 0
	widest := make([]float64, n+1)
	for _, r := range w.rows {
		widest[r.col] = max(widest[r.col], r.l.w+r.l.gw)
	}
	if n > 0 {
		w.x[1] = w.head.w + headPitch*k
	}
	for c := 2; c < n; c++ {
		pitch := whysPitch * k
		for _, r := range w.rows {
			if r.col == c-1 && r.first != r.last && w.gateWord(r.n) != "" {
				pitch = (whysPitch + gatePitch) * k
				break
			}
		}
		w.x[c] = w.x[c-1] + max(w.maxW*k, widest[c-1]) + pitch
	}
}

func (w *whys) gateWord(n *node) string {
	switch n.Gate {
	case "and":
		return w.p.o.And
	case "or":
		return w.p.o.Or
	}
	return ""
}

func (w *whys) emit() Scene {
	p, k := w.p, w.p.k
	c := newCanvas("whys")
	line := w.top + 17.7*k
	w.paintHeads(c)
	if kids := p.root.kids; len(kids) > 0 {
		first, last := w.at[kids[0]], w.at[kids[len(kids)-1]]
		w.trunk(c, p.root, w.head.w+6*k, line, first, last)
	}
	for _, r := range w.rows {
		if r.first != nil {
			from := w.x[r.col] + r.l.gw + r.l.lines[0].W + 4*k
			if len(r.l.lines) == 1 && len(r.l.badges) > 0 {
				from = w.x[r.col] + r.l.gw + r.l.w + 4*k
			}
			w.trunk(c, r.n, from, r.y, r.first, r.last)
		}
	}
	w.paintHead(c)
	for _, r := range w.rows {
		w.paintRow(c, r)
	}
	for _, l := range p.links {
		a, b := w.at[l.from], w.at[l.to]
		if a == nil || b == nil {
			continue
		}
		x := func(r *whysRow) float64 { return w.x[r.col] - 8*k }
		crosslink(c, l, [2]float64{x(a), a.y}, [2]float64{x(b), b.y}, k)
	}
	c.note(p.list)
	return c.done(sceneMargin * k)
}

func (w *whys) paintHeads(c *canvas) {
	k := w.p.k
	if len(w.heads) == 0 {
		return
	}
	right := w.head.w
	for i := range w.free {
		for j, ln := range w.heads[min(i, len(w.heads)-1)] {
			c.text(RoleColumn, "", "ink-3", Regular, 12*k, w.x[i], (columnBase+float64(j)*lineHeight)*k, ln)
			right = max(right, w.x[i]+ln.W)
		}
	}
	if len(w.free) > 1 {
		right = max(right, w.x[len(w.free)-1]+w.maxW*k)
	}
	rule := columnRule*k + w.headsMore()
	c.line(RoleColumn, "", "line", k, nil, 0, rule, right, rule)
}

func (w *whys) paintHead(c *canvas) {
	k, id := w.p.k, w.p.root.ID
	c.rect(RoleHead, id, "head", 0, w.top, w.head.w, w.head.h, 5*k)
	base := w.top + 24.4*k
	for _, ln := range w.head.lines {
		c.text(RoleHead, id, "on-head", SemiBold, 12*whysHeadEm*k, 12*k, base, ln)
		base += 17.66 * k
	}
	for _, ln := range w.head.note {
		c.text(RoleHead, id, "on-head", Regular, 12*noteEm*k, 12*k, base, ln)
		base += 17.66 * k
	}
	w.p.hit(c, id, 0, w.top, w.head.w, w.head.h)
}

// trunk draws the lines from a parent to its children: straight on to the
// first, down and around a corner to the others, and a bracket where they
// only work together.
func (w *whys) trunk(c *canvas, parent *node, from, y float64, first, last *whysRow) {
	k := w.p.k
	xt := w.x[first.col] - trunkBack*k
	w.branch(c, first.n, from, y, w.x[first.col]-branchBack*k)
	if first == last {
		return
	}
	c.line(RoleConnector, parent.ID, "bone", 1.2*k, nil, xt, y, xt, last.y-whysCorner*k)
	for _, kid := range parent.kids[1:] {
		r := w.at[kid]
		lk := w.linkLook(kid)
		c.curve(RoleBone, kid.ID, lk.bone, lk.sw*k, lk.dashes(k),
			xt, r.y-whysCorner*k, xt, r.y, xt+whysCorner*k, r.y)
		w.branch(c, kid, xt+whysCorner*k, r.y, w.x[r.col]-branchBack*k)
	}
	if word := w.gateWord(parent); word != "" {
		w.bracket(c, parent, xt-7*k, y+7*k, last.y-4*k, word)
	}
}

// linkLook is how the line between a cause and what it explains is drawn: by
// the verdict on its "therefore", else by the status of the cause.
func (w *whys) linkLook(n *node) look {
	lk := n.look()
	lk.sw = 1.2
	switch n.Therefore {
	case "holds", "breaks":
		lk.dash = nil
	case "open":
		lk.dash = []float64{4, 3}
	default:
		if n.Status == "ruled_out" {
			lk.dash = []float64{1.5, 3}
		}
	}
	return lk
}

func (w *whys) branch(c *canvas, n *node, x0, y, x1 float64) {
	k := w.p.k
	lk := w.linkLook(n)
	if x0 < x1 {
		c.line(RoleBone, n.ID, lk.bone, lk.sw*k, lk.dashes(k), x0, y, x1, y)
	}
	if n.Therefore != "breaks" {
		return
	}
	x := x1 - (notchBefore-branchBack)*k
	c.line(RoleNotch, n.ID, "halo", 4*k, nil, x, y, x+9*k, y)
	for _, dx := range []float64{0, 5.5 * k} {
		c.line(RoleNotch, n.ID, "warn", 1.8*k, nil, x+dx, y+5*k, x+dx+3.5*k, y-5*k)
	}
}

func (w *whys) bracket(c *canvas, n *node, x, y0, y1 float64, word string) {
	k := w.p.k
	s := w.p.clean(word, SemiBold)
	ln := Line{s, w.p.m.Width(s, SemiBold, 11*k)}
	r := min(9*k, (y1-y0)/2)
	c.curve(RoleGate, n.ID, "ink-2", 1.2*k, nil, x, y0, x-7*k, y0+2*k, x-7*k, y0+r)
	mid := (y0 + y1) / 2
	// The bracket leaves room for its word.
	if mid-9*k > y0+r {
		c.line(RoleGate, n.ID, "ink-2", 1.2*k, nil, x-7*k, y0+r, x-7*k, mid-9*k)
		c.line(RoleGate, n.ID, "ink-2", 1.2*k, nil, x-7*k, mid+8*k, x-7*k, y1-r)
	}
	c.curve(RoleGate, n.ID, "ink-2", 1.2*k, nil, x-7*k, y1-r, x-7*k, y1-2*k, x, y1)
	tx := x - 7*k - ln.W/2
	c.rect(RoleGate, n.ID, "halo", tx-3*k, mid-9*k, ln.W+6*k, 17*k, 3*k)
	c.text(RoleGate, n.ID, "ink-2", SemiBold, 11*k, tx, mid+4*k, ln)
}

func (w *whys) paintRow(c *canvas, r *whysRow) {
	p, k := w.p, w.p.k
	id, x := r.n.ID, w.x[r.col]
	lk := r.n.look()
	name, style := "hypothesis", "ink-2"
	switch r.n.Status {
	case "supported":
		name = "supported"
	case "unknown":
		name, style = "unknown", "warn"
	case "ruled_out":
		name, style = "ruled_out", "ink-3"
	}
	c.glyph(RoleStatus, id, name, style, x-15*k, r.y-whysSign/2*k, whysSign*k)
	base := r.y + whysBase*k
	r.l.paint(c, r.n, lk, x, base, k)
	list, _ := p.beads(r.n)
	bx := x + r.l.gw + beadR*k
	if len(list) > 0 {
		by := base + float64(len(r.l.lines)-1)*lineHeight*k + beadsBelow*k
		p.paintBeads(c, r.n, list, bx-list[0].off, by, 1)
	}
	x0 := x - 17*k
	c.rect(RoleTint, id, "", x0, r.y-11.7*k, x+r.l.gw+r.l.w+6*k-x0, r.h+19*k, 3*k)
	p.hit(c, id, x0, r.y-11.7*k, x+r.l.gw+r.l.w+6*k-x0, r.h+19*k)
}
