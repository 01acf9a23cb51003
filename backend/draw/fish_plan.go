package draw

import (
	"math"

	"secondstory/backend/domain/cause"
)

// The fishbone is an outline sheared along its ribs. Why nothing overlaps:
// within one side of a rib the rows are visited depth first and each owns a
// slot of heights [u before, u of its bone], so texts are disjoint in height.
// On the tail side a connector that is still needed lies, at every height of a
// row, at or right of the row's attachment point, and the text ends a pad left
// of it; a finished connector ends at the bone of its last child, before the
// next row begins. The head side is the mirror image, its labels pushed out by
// the height of the label times the lean of the rib. Between ribs the contours
// keep a gap at every height.

// bone is one placed cause in rib coordinates: the joint is the origin, u
// grows away from the spine, x toward the head.
type bone struct {
	n      *node
	l      *label
	d      int     // 0 toward the tail, 1 toward the head
	ul, xa float64 // where it meets its rib or connector
	far    float64 // its free end
	left   float64 // of the label block, class signs included
	ext    float64 // outermost mark beyond the free end
	// connector of the children, from (xj, ul) to (xe, ue)
	xj, xe, ue float64
}

// band is a piece of the outline of a rib.
type band struct{ u0, u1, left, right float64 }

type rib struct {
	cat   *node // nil for causes without a category
	title []Line
	count Line
	mark  *badge // of an undecided category
	up    bool
	two   bool
	tops  []*node
	bones []bone
	bands []band
	tip   float64
	joint float64
	boxL  float64 // category box, relative to the joint
	boxR  float64
}

type fish struct {
	p     *prepared
	cot   float64
	maxW  float64
	ribs  []*rib
	sides map[string]string
	head  headBox
	tail  float64
	// extent in px, for fitting
	left, right, top, bottom float64
}

type headBox struct {
	lines, note []Line
	w, h        float64
}

func planFish(p *prepared, angle, maxW float64, twoSided, paired bool) *fish {
	f := beginFish(p, angle, maxW, twoSided)
	f.finish(paired)
	return f
}

// beginFish makes head and ribs: enough for least.
func beginFish(p *prepared, angle, maxW float64, twoSided bool) *fish {
	f := &fish{p: p, cot: 1 / math.Tan(angle*math.Pi/180), maxW: maxW, sides: map[string]string{}}
	f.head = p.head(maxW)
	f.gather(twoSided)
	return f
}

func (f *fish) finish(paired bool) {
	for _, r := range f.ribs {
		f.growRib(r)
	}
	f.pack(paired)
	f.measure()
}

// besideTitle is the room of what stands behind the last line of a category.
func (r *rib) besideTitle(k float64) float64 {
	w := 0.0
	if r.count.Text != "" {
		w += 7*k + r.count.W
	}
	if r.mark != nil {
		w += 7*k + r.mark.width(k)
	}
	return w
}

// head measures the box of the effect.
func (p *prepared) head(maxW float64) headBox {
	k := p.k
	w := math.Max(110, math.Min(maxW, 170)) * k
	h := headBox{lines: p.m.Wrap(p.root.text, SemiBold, 12*headEm*k, w)}
	if p.o.HeadNote != "" {
		s, list := p.m.Sanitise(p.o.HeadNote, SanitiseOptions{KeepEmoji: p.o.KeepEmoji})
		p.list = append(p.list, list...)
		h.note = p.m.Wrap(s, Regular, 12*noteEm*k, w)
	}
	h.note = append(h.note, p.headMark()...)
	for _, ln := range append(append([]Line(nil), h.lines...), h.note...) {
		h.w = max(h.w, ln.W)
	}
	h.w = max(h.w, 48*k) + 26*k
	h.h = float64(len(h.lines))*18.6*k + float64(len(h.note))*15.6*k + 26*k
	return h
}

// gather makes the ribs in their order from the head and gives each a side.
func (f *fish) gather(twoSided bool) {
	var loose []*node
	up, down := 0, 0
	for _, n := range f.p.root.kids {
		if !n.isCategory() {
			loose = append(loose, n)
			continue
		}
		switch n.Side {
		case "up":
			up++
		case "down":
			down++
		}
	}
	for _, n := range f.p.root.kids {
		if !n.isCategory() {
			continue
		}
		r := &rib{cat: n, two: twoSided, tops: n.kids, up: n.Side == "up"}
		if n.Side != "up" && n.Side != "down" {
			if r.up = up <= down; r.up {
				up++
			} else {
				down++
			}
			f.sides[n.ID] = sideName(r.up)
		}
		r.title = f.p.m.Wrap(n.text, SemiBold, 12*categoryEm*f.p.k, math.Max(180, f.maxW)*f.p.k)
		f.count(r, n.Below)
		if b, ok := f.p.undecided(n); ok {
			r.mark = &b
		}
		f.ribs = append(f.ribs, r)
	}
	if len(loose) == 0 {
		return
	}
	if len(f.ribs) > 0 {
		r := &rib{two: true, tops: loose, up: up <= down}
		f.titleLoose(r, loose)
		f.ribs = append(f.ribs, r)
		return
	}
	f.looseOnly(loose)
}

func sideName(up bool) string {
	if up {
		return "up"
	}
	return "down"
}

func (f *fish) titleLoose(r *rib, loose []*node) {
	if f.p.o.Unsorted == "" {
		return
	}
	total := len(loose)
	for _, n := range loose {
		total += n.Below
	}
	text := f.p.clean(f.p.o.Unsorted, SemiBold)
	r.title = f.p.m.Wrap(text, SemiBold, 12*categoryEm*f.p.k, 180*f.p.k)
	f.count(r, total)
}

func (f *fish) count(r *rib, n int) {
	if n > 0 {
		r.count = Line{itoa(n), f.p.m.Width(itoa(n), Regular, 12*noteEm*f.p.k)}
	}
}

// ribRowsMost is how many causes a rib of such a tree holds at most, unless one of
// them alone has more below it.
const ribRowsMost = 9

// ribRows is how many causes a rib of a tree without categories holds before
// the next one is begun: few in small trees, so that the picture stays wide.
func ribRows(total int) int {
	return min(max(int(math.Ceil(1.2*math.Sqrt(float64(total)))), 4), ribRowsMost)
}

// looseOnly spreads the causes of a tree without categories over both sides
// and over as many ribs as they need. Each bears the title and counts its own: a
// rib without one would look like a category that lost its name.
func (f *fish) looseOnly(loose []*node) {
	rows := [2]int{}
	perRib := ribRows(f.p.root.rows - 1)
	for _, n := range loose {
		// A rib as tall as the tallest there has to be makes the picture no taller.
		perRib = max(perRib, min(n.rows, ribRowsMost))
		switch n.Side {
		case "up":
			rows[0] += n.rows
		case "down":
			rows[1] += n.rows
		}
	}
	var halves [2][]*rib
	fill := [2]int{}
	for _, n := range loose {
		s := 0
		switch n.Side {
		case "up":
		case "down":
			s = 1
		default:
			if rows[0] > rows[1] {
				s = 1
			}
			rows[s] += n.rows
			f.sides[n.ID] = sideName(s == 0)
		}
		if len(halves[s]) == 0 || fill[s]+n.rows > perRib {
			halves[s] = append(halves[s], &rib{up: s == 0})
			fill[s] = 0
		}
		r := halves[s][len(halves[s])-1]
		r.tops = append(r.tops, n)
		fill[s] += n.rows
	}
	for i := 0; i < len(halves[0]) || i < len(halves[1]); i++ {
		for s := range halves {
			if i < len(halves[s]) {
				f.ribs = append(f.ribs, halves[s][i])
			}
		}
	}
	for _, r := range f.ribs {
		f.titleLoose(r, r.tops)
	}
}

// growRib lays out one rib in its own coordinates.
func (f *fish) growRib(r *rib) {
	k := f.p.k
	u := [2]float64{ribStart * k, ribStart * k}
	for _, n := range r.tops {
		d := 0
		if r.two {
			switch n.Side {
			case "left":
			case "right":
				d = 1
			default:
				if u[1] < u[0] {
					d = 1
				}
				f.sides[n.ID] = [2]string{"left", "right"}[d]
			}
		}
		f.growBone(r, n, 0, 0, d, &u)
	}
	last := max(u[0], u[1])
	r.tip = last + tipGap*k
	if len(r.tops) == 0 {
		r.tip = 52 * k
	}
	tx := -r.tip * f.cot
	r.bands = append(r.bands, band{0, r.tip, tx - 2*k, 2 * k})
	if len(r.title) == 0 {
		r.boxL, r.boxR = tx-7*k, tx+7*k
		r.bands = append(r.bands, band{r.tip - k, r.tip + k, r.boxL, r.boxR})
		return
	}
	w := 0.0
	for i, ln := range r.title {
		lw := ln.W
		if i == len(r.title)-1 {
			lw += r.besideTitle(k)
		}
		w = max(w, lw)
	}
	r.boxL, r.boxR = tx-w/2, tx+w/2+1.5*k
	h := 8*k + float64(len(r.title))*17.3*k
	r.bands = append(r.bands, band{r.tip - 2*k, r.tip + h, r.boxL - 4*k, r.boxR + 4*k})
}

// growBone places a cause and, below it, its children; it returns the height
// of its bone. (x0, u0) is a point of the line it hangs on.
func (f *fish) growBone(r *rib, n *node, x0, u0 float64, d int, u *[2]float64) float64 {
	k := f.p.k
	l := f.p.label(n, f.maxW)
	_, marks := f.p.beads(n)
	before := u[d]
	h := l.h(k)
	b := bone{n: n, l: l, d: d, ul: before + rowGap*k + h}
	b.xa = x0 - (b.ul-u0)*f.cot
	ribAt := func(v float64) float64 { return -v * f.cot }
	if d == 0 {
		b.left = b.xa - labelPad*k - l.w - l.gw
		b.far = min(b.left-boneEnd*k, b.xa-(indent+4)*k)
		b.ext = b.far - marks
		b.xj = b.xa - indent*k
		r.bands = append(r.bands, band{before, b.ul + unknownR*k, b.ext, ribAt(before) + 2*k})
	} else {
		b.left = b.xa + (h+3*k)*f.cot + 5*k
		b.far = max(b.left+l.gw+l.w+boneEnd*k, b.xa+(indent+4)*k)
		b.ext = b.far + marks
		b.xj = b.xa + indent*k
		r.bands = append(r.bands, band{before, b.ul + unknownR*k, ribAt(b.ul) - 2*k, b.ext})
	}
	u[d] = b.ul
	at := len(r.bones)
	r.bones = append(r.bones, b)
	last := b.ul
	for _, c := range n.kids {
		last = f.growBone(r, c, b.xj, b.ul, d, u)
	}
	if len(n.kids) > 0 {
		r.bones[at].ue = last
		r.bones[at].xe = b.xj - (last-b.ul)*f.cot
	}
	return b.ul
}

// Sides is what Fishbone chooses for nodes that have no side that fits, without
// laying out more than the choice needs: nothing where each has one.
func Sides(m *Measurer, t *cause.Tree, o Options) map[string]string {
	if !o.TwoSided && sided(t) {
		return map[string]string{}
	}
	o = o.filled()
	p := prepare(m, t, o)
	p.signs = !o.Room
	f := beginFish(p, o.Angle, o.MaxW, o.TwoSided)
	for _, r := range f.ribs {
		if r.two {
			f.growRib(r)
		}
	}
	return f.sides
}

// sided says whether everything directly below the effect has a side that fits,
// so that a fishbone with one-sided ribs has none to choose.
func sided(t *cause.Tree) bool {
	kids := t.Children(t.Effect().ID)
	loose := [2]string{"up", "down"}
	for i := range kids {
		if kids[i].Kind == "category" {
			loose = [2]string{"left", "right"}
		}
	}
	for i := range kids {
		fits := loose
		if kids[i].Kind == "category" {
			fits = [2]string{"up", "down"}
		}
		if kids[i].Side != fits[0] && kids[i].Side != fits[1] {
			return false
		}
	}
	return true
}

// Fishbone lays a cause tree out as a fishbone with its head at the right.
// Categories become ribs; causes without a category share a rib of their own
// (or, where there are no categories, ribs on both sides). Nothing overlaps.
func Fishbone(m *Measurer, t *cause.Tree, o Options) Layout {
	o = o.filled()
	p := prepare(m, t, o)
	p.signs = !o.Room
	f := planFish(p, o.Angle, o.MaxW, o.TwoSided, o.Paired)
	return Layout{Scene: f.emit(), Sides: f.sides}
}
