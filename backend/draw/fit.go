package draw

import (
	"secondstory/backend/domain/cause"
)

// Page is one sheet (or one screen) of a fitted diagram.
type Page struct {
	Scene   Scene   `json:"scene"`
	Scale   float64 `json:"scale"`  // multiply scene px by this to fit the room given
	FontPx  float64 `json:"fontPx"` // size of a label after scaling; × 0.75 are points on paper
	Title   string  `json:"title"`  // text of the category of a rib page; "" for the whole
	Rib     string  `json:"rib"`    // id of that category
	Options Options `json:"options"`
}

// FitOptions bound the search.
type FitOptions struct {
	W, H     float64 // room in px, 96 to the inch
	MinFont  float64 // px below which the whole is cut and ribs get pages; 0 is 7 pt
	CutFont  float64 // px the cut overview should reach; 0 is 9 pt
	MaxScale float64 // drawings grow no further than this; 0 is 1.55
	OneSheet bool    // never add rib pages: a wall shows what fits (see MinFont)
}

var (
	fitAngles = []float64{52, 58, 64, 70, 76, 80}
	fitWidths = []float64{120, 150, 180, 220, 280}
)

func (fo FitOptions) filled() FitOptions {
	const pt = 96.0 / 72
	if fo.MinFont <= 0 {
		fo.MinFont = 7 * pt
	}
	if fo.CutFont <= 0 {
		fo.CutFont = 9 * pt
	}
	if fo.MaxScale <= 0 {
		fo.MaxScale = 1.55
	}
	return fo
}

// Fit searches one- and two-sided, paired and packed, six angles and five
// widths for the layout that fills the room with the largest letters. Where
// even that stays below MinFont, the first page is cut at the deepest level
// that reaches CutFont ("+2" counts what is folded) and each category follows
// on a page of its own, or on several where one is not enough: every cause is
// legible on some page. There is always at least one page.
func Fit(m *Measurer, t *cause.Tree, o Options, fo FitOptions) []Page {
	o, fo = o.filled(), fo.filled()
	whole := fitOne(m, t, o, fo)
	if whole.FontPx >= fo.MinFont {
		return []Page{whole}
	}
	pages := []Page{overview(m, t, o, fo, whole)}
	if fo.OneSheet {
		return pages
	}
	effect := t.Effect()
	var loose []cause.Placed
	for _, n := range t.Children(effect.ID) {
		if n.Kind != "category" {
			loose = append(loose, n)
			continue
		}
		pages = append(pages, ribPages(m, t, n, t.Children(n.ID), o, fo)...)
	}
	if len(loose) > 0 {
		rib := cause.Placed{Node: cause.Node{Text: o.Unsorted}}
		pages = append(pages, ribPages(m, t, rib, loose, o, fo)...)
	}
	return pages
}

// ribPages draws what hangs on one rib as a picture of its own, spread over
// both sides of the spine. What stays too small is halved; a single cause that
// is too large becomes the rib of pages of its own.
func ribPages(m *Measurer, t *cause.Tree, rib cause.Placed, tops []cause.Placed, o Options, fo FitOptions) []Page {
	o.Unsorted = rib.Text
	part := partOf(t, tops)
	p := fitOne(m, part, o, fo)
	p.Title, p.Rib = rib.Text, rib.ID
	switch {
	case p.FontPx >= fo.MinFont || len(tops) == 0:
		return []Page{p}
	case len(tops) > 1:
		n := half(tops)
		return append(ribPages(m, t, rib, tops[:n], o, fo), ribPages(m, t, rib, tops[n:], o, fo)...)
	case tops[0].Children == 0:
		return []Page{p}
	}
	p = overview(m, part, o, fo, p)
	p.Title, p.Rib = rib.Text, rib.ID
	return append([]Page{p}, ribPages(m, t, tops[0], t.Children(tops[0].ID), o, fo)...)
}

// half is where to cut a list so that both parts hold about as many causes.
func half(tops []cause.Placed) int {
	total := 0
	for _, n := range tops {
		total += 1 + n.Below
	}
	sum := 0
	for i, n := range tops {
		sum += 1 + n.Below
		if 2*sum >= total {
			return min(i+1, len(tops)-1)
		}
	}
	return len(tops) - 1
}

// partOf is the effect with some subtrees, without categories. Sides are
// chosen for the page: those stored belong to the whole.
func partOf(t *cause.Tree, tops []cause.Placed) *cause.Tree {
	effect := t.Effect().Node
	nodes := []cause.Node{effect}
	for _, top := range tops {
		for i, s := range t.Subtree(top.ID) {
			n := s.Node
			n.Side = ""
			if i == 0 {
				n.Parent = effect.ID
			}
			nodes = append(nodes, n)
		}
	}
	return cause.Build(nodes)
}

// fitOne finds the best layout of a tree as it stands. A tie keeps the first,
// so the result does not depend on chance.
func fitOne(m *Measurer, t *cause.Tree, o Options, fo FitOptions) Page {
	p := prepare(m, t, o)
	p.signs = !o.Room
	heads := len(p.list)
	var best Options
	bestScale := -1.0
	try := func(two, paired bool, angle, maxW float64) {
		f := planFish(p, angle, maxW, two, paired)
		p.list = p.list[:heads]
		w, h := f.size()
		if s := min(fo.W/w, fo.H/h, fo.MaxScale); s > bestScale*1.0001 {
			bestScale = s
			best = o
			best.TwoSided, best.Paired, best.Angle, best.MaxW = two, paired, angle, maxW
		}
	}
	// The picture people know comes first: where it reaches the cap it stays.
	try(o.TwoSided, o.Paired, o.Angle, o.MaxW)
	for _, two := range []bool{false, true} {
		for _, paired := range []bool{true, false} {
			for _, angle := range fitAngles {
				for _, maxW := range fitWidths {
					try(two, paired, angle, maxW)
				}
			}
		}
	}
	scene := planFish(p, best.Angle, best.MaxW, best.TwoSided, best.Paired).emit()
	return Page{Scene: scene, Scale: bestScale, FontPx: bestScale * o.FontSize, Options: best}
}

// overview cuts the tree at the deepest level that still reaches CutFont; it
// shows the bare categories only where their causes would fall below MinFont.
func overview(m *Measurer, t *cause.Tree, o Options, fo FitOptions, whole Page) Page {
	deepest := 0
	for _, p := range t.DepthFirst() {
		deepest = max(deepest, p.Depth)
	}
	best := whole
	for level := deepest - 1; level >= 0; level-- {
		if level == 0 && best.FontPx >= fo.MinFont {
			break
		}
		o.MaxLevel = level
		if level == 0 {
			o.MaxLevel = CategoriesOnly
		}
		p := fitOne(m, t, o, fo)
		if p.FontPx > best.FontPx {
			best = p
		}
		if p.FontPx >= fo.CutFont {
			break
		}
	}
	return best
}
