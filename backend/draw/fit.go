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

// maxPages bounds the pages of one diagram, against trees of many thousand
// causes: nobody leafs through more.
const maxPages = 400

// Fit searches one- and two-sided, paired and packed, six angles and five
// widths for the layout that fills the room with the largest letters. Where
// even that stays below MinFont, the first page is cut at the deepest level
// that reaches CutFont ("+2" counts what is folded) and each category follows
// on a page of its own, or on several where one is not enough: every cause is
// legible on some page, up to 400 pages. There is always at least one page.
func Fit(m *Measurer, t *cause.Tree, o Options, fo FitOptions) []Page {
	f := fitter{m: m, o: o.filled(), fo: fo.filled()}
	whole := f.one(t, f.o)
	if whole.FontPx >= f.fo.MinFont {
		return []Page{whole.page()}
	}
	f.pages = []Page{f.overview(t, f.o, whole).page()}
	if f.fo.OneSheet {
		return f.pages
	}
	effect := t.Effect()
	var loose []cause.Placed
	for _, n := range t.Children(effect.ID) {
		if n.Kind != "category" {
			loose = append(loose, n)
			continue
		}
		f.ribPages(t, n, t.Children(n.ID))
	}
	if len(loose) > 0 {
		f.ribPages(t, cause.Placed{Node: cause.Node{Text: f.o.Unsorted}}, loose)
	}
	return f.pages
}

type fitter struct {
	m     *Measurer
	o     Options
	fo    FitOptions
	pages []Page
}

// fitted is the best layout of a tree, not yet drawn.
type fitted struct {
	p *prepared
	Page
}

func (x fitted) page() Page {
	o := x.Options
	x.Scene = planFish(x.p, o.Angle, o.MaxW, o.TwoSided, o.Paired).emit()
	return x.Page
}

// ribPages draws what hangs on one rib as a picture of its own, spread over
// both sides of the spine. What stays too small is halved; a single cause that
// is too large is cut where it stays legible, and what is folded there goes on
// on pages of its own.
func (f *fitter) ribPages(t *cause.Tree, rib cause.Placed, tops []cause.Placed) {
	if len(f.pages) >= maxPages || len(tops) == 0 {
		return // a category that holds nothing stands in the overview
	}
	o := f.o
	o.Unsorted = rib.Text
	part := partOf(t, tops)
	x := f.one(part, o)
	small := x.FontPx < f.fo.MinFont
	if small && len(tops) > 1 {
		n := half(tops)
		f.ribPages(t, rib, tops[:n])
		f.ribPages(t, rib, tops[n:])
		return
	}
	goesOn := small && len(tops) == 1 && tops[0].Children > 0
	if goesOn {
		x = f.overview(part, o, x)
	}
	p := x.page()
	p.Title, p.Rib = rib.Text, rib.ID
	f.pages = append(f.pages, p)
	switch {
	case !goesOn:
	case x.FontPx < f.fo.MinFont:
		// Its own words fill the page: they become the title of what follows.
		f.ribPages(t, tops[0], t.Children(tops[0].ID))
	default:
		for _, n := range x.p.folded() {
			f.ribPages(part, n, part.Children(n.ID))
		}
	}
}

// folded lists the drawn nodes whose children are cut away, in reading order.
func (p *prepared) folded() []cause.Placed {
	var out []cause.Placed
	var walk func(n *node)
	walk = func(n *node) {
		if n.hidden > 0 {
			out = append(out, n.Placed)
		}
		for _, c := range n.kids {
			walk(c)
		}
	}
	walk(p.root)
	return out
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

// one finds the best layout of a tree as it stands. A tie keeps the first, so
// the result does not depend on chance.
func (f *fitter) one(t *cause.Tree, o Options) fitted {
	p := prepare(f.m, t, o)
	p.signs = !o.Room
	heads := len(p.list)
	var best Options
	bestScale := -1.0
	try := func(two, paired bool, angle, maxW float64) {
		// A layout that is too tall however it leans need not be made.
		plan := beginFish(p, angle, maxW, two)
		if f.fo.H/plan.least() > bestScale*1.0001 {
			plan.finish(paired)
			w, h := plan.size()
			if s := min(f.fo.W/w, f.fo.H/h, f.fo.MaxScale); s > bestScale*1.0001 {
				bestScale = s
				best = o
				best.TwoSided, best.Paired, best.Angle, best.MaxW = two, paired, angle, maxW
			}
		}
		p.list = p.list[:heads]
	}
	// The picture people know comes first: where it reaches the cap it stays.
	try(o.TwoSided, o.Paired, o.Angle, o.MaxW)
	for _, two := range []bool{false, true} {
		for _, paired := range []bool{true, false} {
			for _, angle := range fitAngles {
				for _, maxW := range fitWidths {
					if bestScale*1.0001 >= f.fo.MaxScale {
						break
					}
					try(two, paired, angle, maxW)
				}
			}
		}
	}
	return fitted{p, Page{Scale: bestScale, FontPx: bestScale * o.FontSize, Options: best}}
}

// overview cuts the tree at the deepest level that still reaches CutFont; it
// shows the bare categories only where their causes would fall below MinFont.
// Letters shrink with every level, so the level is searched by doubling, then
// by halving: the work does not grow with what lies deeper than a page.
func (f *fitter) overview(t *cause.Tree, o Options, whole fitted) fitted {
	deepest := 0
	for _, p := range t.DepthFirst() {
		deepest = max(deepest, p.Depth)
	}
	best := whole
	reaches := func(level int) bool {
		o.MaxLevel = level
		x := f.one(t, o)
		good := x.FontPx >= f.fo.CutFont
		if good || x.FontPx > best.FontPx {
			best = x
		}
		return good
	}
	shown, over := 0, deepest
	for level := 1; level < over; level *= 2 {
		if reaches(level) {
			shown = level
		} else {
			over = level
		}
	}
	for shown > 0 && over-shown > 1 {
		if level := (shown + over) / 2; reaches(level) {
			shown = level
		} else {
			over = level
		}
	}
	if best.FontPx < f.fo.MinFont {
		reaches(CategoriesOnly)
	}
	return best
}
