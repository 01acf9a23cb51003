package draw

import (
	"math"

	"secondstory/backend/domain/stat"
)

// Roles of what only charts have.
const (
	RolePoint  = "point"  // a value; its node is what stands behind it
	RoleBand   = "band"   // an interval
	RoleCenter = "center" // the middle, or an estimate
	RoleLimit  = "limit"
	RoleSignal = "signal" // the mark of a point beyond its limits
	RoleBreak  = "break"  // a change that was made at a point in time
)

const (
	chartText  = 11.5
	chartSmall = 11.0
	dotR       = 3.6
)

// chart is a picture of numbers on its way.
type chart struct {
	m     *Measurer
	c     *canvas
	width float64
}

func newChart(m *Measurer, kind string, width float64) *chart {
	if width <= 0 {
		width = 640
	}
	return &chart{m: m, c: newCanvas(kind), width: math.Max(width, 240)}
}

// one is a text on one line, cut with an ellipsis where it is wider than most; 0 is
// any width.
func (k *chart) one(text string, cut Cut, size, most float64) Line {
	clean, list := k.m.Sanitise(text, SanitiseOptions{Cut: cut, KeepEmoji: true})
	k.c.note(list)
	line := Line{clean, k.m.Width(clean, cut, size)}
	if most <= 0 || line.W <= most {
		return line
	}
	runes := []rune(clean)
	for n := len(runes) - 1; n > 0; n-- {
		short := string(runes[:n]) + "…"
		if w := k.m.Width(short, cut, size); w <= most {
			return Line{short, w}
		}
	}
	return Line{"…", k.m.Width("…", cut, size)}
}

// widest measures texts of which none is shown wider than most.
func (k *chart) widest(size, most float64, texts ...string) float64 {
	w := 0.0
	for _, t := range texts {
		w = math.Max(w, k.one(t, Regular, size, most).W)
	}
	return w
}

func (k *chart) done(height float64) Scene {
	sc := k.c.done(0)
	sc.Bounds = Rect{0, 0, c100(k.width), c100(height)}
	return sc
}

// Framed is a scene with so many px of ground around it, as a file needs.
func Framed(s Scene, margin float64) Scene {
	by := c100(margin)
	s.Bounds = Rect{s.Bounds.X - by, s.Bounds.Y - by, s.Bounds.W + 2*by, s.Bounds.H + 2*by}
	return s
}

// below draws the ticks of an axis under a plot: lines from top to bottom and texts
// that do not touch each other nor stand over an edge.
func (k *chart) below(a axis, top, bottom float64, most int) {
	last := -math.MaxFloat64
	for _, v := range a.ticks(most) {
		x := a.at(v)
		k.c.line(RoleTick, "", "line", 1, nil, x, top, x, bottom)
		ln := k.one(a.label(v), Regular, chartSmall, 0)
		at := math.Min(math.Max(x-ln.W/2, 0), k.width-ln.W)
		if at < last+10 {
			continue
		}
		last = at + ln.W
		k.c.text(RoleTick, "", "ink-3", Regular, chartSmall, at, bottom+14, ln)
	}
}

// band draws an interval around an estimate on an axis: a band with ticks at its ends,
// an arrow where an end is open, and a dot. What nobody knows is not drawn.
func (k *chart) band(a axis, node string, y float64, estimate, lower, upper stat.Number, strong bool) {
	fill, ink := "line-2", "ink-3"
	if strong {
		fill, ink = "ph-3", "accent"
	}
	if !lower.IsNone() && !upper.IsNone() && !(open(lower, a.Log) && open(upper, a.Log)) {
		x1, x2 := a.place(lower), a.place(upper)
		k.c.rect(RoleBand, node, fill, x1, y-3, math.Max(1, x2-x1), 6, 0)
		k.end(ink, node, x1, y, open(lower, a.Log) || a.outside(lower) < 0, -1)
		k.end(ink, node, x2, y, open(upper, a.Log) || a.outside(upper) > 0, 1)
	}
	switch v, ok := estimate.Float(); {
	case ok && a.Log && v <= 0:
		// None has no place on this axis: it lies beyond the arrow, and a dot would be some number.
		k.c.text(RoleCenter, node, ink, Regular, chartSmall, a.from-1, y-7, k.one("0", Regular, chartSmall, 20))
	case ok:
		k.c.circle(RoleCenter, node, ink, "bg", 1.2, a.at(v), y, 4.4)
	}
}

// end is the tick at the end of an interval, or an arrow where it goes on.
func (k *chart) end(style, node string, x, y float64, goesOn bool, side float64) {
	if goesOn {
		k.c.line(RoleBand, node, style, 1.2, nil, x-4*side, y-4, x, y, x-4*side, y+4)
		return
	}
	k.c.line(RoleBand, node, style, 1.4, nil, x, y-5, x, y+5)
}

// open says whether an end of an interval is the end of the scale.
func open(n stat.Number, positive bool) bool {
	return n.Infinite() != 0 || positive && !n.Above(0)
}

// place is where a number that may be infinite stands.
func (a axis) place(n stat.Number) float64 {
	switch v, ok := n.Float(); {
	case ok:
		return a.at(v)
	case n.Infinite() > 0:
		return a.to
	}
	return a.from
}

// outside says on which side of the axis a number lies, 0 for on it.
func (a axis) outside(n stat.Number) int {
	v, ok := n.Float()
	switch {
	case ok && v < a.Low*(1-1e-9):
		return -1
	case ok && v > a.High*(1+1e-9):
		return 1
	}
	return 0
}

// diamond is the mark of a signal: another shape, not only another colour.
func (k *chart) diamond(role, node, fill string, x, y, r float64) {
	k.c.poly(role, node, fill, x, y-r, x+r, y, x, y+r, x-r, y)
}
