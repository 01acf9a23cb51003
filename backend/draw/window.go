package draw

import "secondstory/backend/domain/cause"

// Window is the room a window has for a drawing.
type Window struct {
	W, H  float64 // px, without the margin around the drawing
	Least float64 // the scale below which words are too small to be read there
	Cut   bool    // levels may be folded where all of them would be too small
}

// windowWidths are where labels may wrap in a window, at a font of 12 px. Shorter
// lines make a narrower drawing, and often a larger one; they have to be worth it.
var windowWidths = []float64{180, 165, 150, 140, 130, 120, 110, 100}

// worth is how much larger a drawing has to be with shorter lines.
const worth = 1.01

// enough is the scale at which words have their full size: a drawing that reaches
// it keeps the longer lines.
const enough = 1.0

// FishboneFor sets where the labels of a fishbone wrap and, if the window may cut
// it, how many levels are drawn: as many as stay legible there, at least one.
func FishboneFor(m *Measurer, t *cause.Tree, o Options, w Window) Options {
	o = o.filled()
	if !w.Cut {
		o, _ = fishboneIn(m, t, o, w)
		return o
	}
	// From few to many: what is too large already at two levels is not laid out at ten.
	var best Options
	deepest := levels(t)
	for level := 1; ; level++ {
		o.MaxLevel = level
		if level >= deepest {
			o.MaxLevel = 0
		}
		next, scale := fishboneIn(m, t, o, w)
		if level > 1 && scale < w.Least {
			return best
		}
		best = next
		if o.MaxLevel == 0 {
			return best
		}
	}
}

// fishboneIn finds the wrap that suits a window best, and the scale at which all of
// the drawing is seen there.
func fishboneIn(m *Measurer, t *cause.Tree, o Options, w Window) (Options, float64) {
	p := prepare(m, t, o)
	p.signs = !o.Room
	best, bestScale := o, 0.0
	for _, maxW := range windowWidths {
		if maxW > fishboneWidth(p) {
			continue
		}
		plan := beginFish(p, o.Angle, maxW, o.TwoSided)
		// Too tall before it is laid out: shorter lines are taller still.
		if w.H/plan.least() <= bestScale*worth {
			break
		}
		plan.finish(o.Paired)
		width, height := plan.size()
		if scale := min(w.W/width, w.H/height); scale > bestScale*worth {
			best.MaxW, bestScale = maxW, scale
		}
		if bestScale >= enough {
			break
		}
	}
	return best, bestScale
}

// fishboneWidth is the longest line: the more ribs stand beside each other, the shorter.
func fishboneWidth(p *prepared) float64 {
	ribs := 0
	for _, n := range p.root.kids {
		if n.isCategory() {
			ribs++
		}
	}
	switch {
	case ribs < 2:
		return 180
	case ribs < 5:
		return 150
	}
	return 130
}

// levels is how many levels of causes there are; categories are none.
func levels(t *cause.Tree) int {
	deepest := 0
	level := map[string]int{}
	for _, n := range t.DepthFirst() {
		if n.Depth > 0 && (n.Kind != "category" || n.Depth > 1) {
			level[n.ID] = level[n.Parent] + 1
		}
		deepest = max(deepest, level[n.ID])
	}
	return deepest
}

// WhysFor sets where the labels of the 5 Whys wrap: so that all of it is legible in
// the window or, since it is read from row to row, all of its columns are and the
// rows go on below.
func WhysFor(m *Measurer, t *cause.Tree, o Options, w Window) Options {
	o = o.filled()
	if !o.Categories {
		t = t.WithoutCategories()
	}
	p := prepare(m, t, o)
	whole, across := o, o
	wholeScale, tall := 0.0, 0.0
	for _, maxW := range windowWidths {
		width, height := planWhys(p, maxW).size()
		scale := min(w.W/width, w.H/height)
		if scale >= w.Least && scale > wholeScale {
			whole.MaxW, wholeScale = maxW, scale
		}
		if scale >= enough {
			break
		}
		if s := min(enough, w.W/width); s >= w.Least && (tall == 0 || s*height < tall) {
			across.MaxW, tall = maxW, s*height
		}
	}
	switch {
	case wholeScale > 0:
		return whole
	case tall > 0:
		return across
	}
	o.MaxW = whysOver
	return o
}

// whysOver is the wrap where not even the columns fit: they are read one by one.
const whysOver = 150.0

// descent is what letters reach below their base line, at a font of 12 px.
const descent = 3.4

// size is the extent of the drawing without painting it; cross-links are not counted.
func (w *whys) size() (width, height float64) {
	k := w.p.k
	right, bottom := w.head.w, w.top+w.head.h
	for i, x := range w.x[:len(w.free)] {
		if len(w.heads) == 0 {
			break
		}
		if i > 0 {
			right = max(right, x+w.maxW*k)
		}
		for _, ln := range w.heads[min(i, len(w.heads)-1)] {
			right = max(right, x+ln.W)
		}
	}
	for _, r := range w.rows {
		right = max(right, w.x[r.col]+r.l.gw+r.l.w)
		bottom = max(bottom, r.y+r.h+descent*k)
	}
	return right + 2*sceneMargin*k, bottom + 2*sceneMargin*k
}
