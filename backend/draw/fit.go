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
// on a page of its own. There is always at least one page.
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
	for _, n := range t.Children(t.Effect().ID) {
		if n.Kind != "category" {
			continue
		}
		p := fitOne(m, ribTree(t, n), o, fo)
		p.Title, p.Rib = n.Text, n.ID
		pages = append(pages, p)
	}
	if loose := looseTree(t); loose != nil {
		p := fitOne(m, loose, o, fo)
		p.Title = o.Unsorted
		pages = append(pages, p)
	}
	return pages
}

// fitOne finds the best layout of a tree as it stands. A tie keeps the first,
// so the result does not depend on chance.
func fitOne(m *Measurer, t *cause.Tree, o Options, fo FitOptions) Page {
	p := prepare(m, t, o)
	heads := len(p.list)
	var best Options
	bestScale := -1.0
	for _, two := range []bool{false, true} {
		for _, paired := range []bool{true, false} {
			for _, angle := range fitAngles {
				for _, maxW := range fitWidths {
					f := planFish(p, angle, maxW, two, paired)
					p.list = p.list[:heads]
					w, h := f.size()
					s := min(fo.W/w, fo.H/h, fo.MaxScale)
					// A cap reached by many is won by the first: plain modes lead.
					if s > bestScale*1.0001 {
						bestScale = s
						best = o
						best.TwoSided, best.Paired, best.Angle, best.MaxW = two, paired, angle, maxW
					}
				}
			}
		}
	}
	scene := planFish(p, best.Angle, best.MaxW, best.TwoSided, best.Paired).emit()
	return Page{Scene: scene, Scale: bestScale, FontPx: bestScale * o.FontSize, Options: best}
}

// overview cuts the tree at the deepest level that still reaches CutFont.
func overview(m *Measurer, t *cause.Tree, o Options, fo FitOptions, whole Page) Page {
	deepest := 0
	for _, p := range t.DepthFirst() {
		deepest = max(deepest, p.Depth)
	}
	best := whole
	for level := deepest - 1; level >= 1; level-- {
		o.MaxLevel = level
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

// ribTree is the effect with one category.
func ribTree(t *cause.Tree, category cause.Placed) *cause.Tree {
	nodes := []cause.Node{t.Effect().Node}
	for _, p := range t.Subtree(category.ID) {
		n := p.Node
		if n.ID == category.ID {
			n.Side = "up"
		}
		nodes = append(nodes, n)
	}
	return cause.Build(nodes)
}

// looseTree is the effect with the causes that have no category; nil where
// there are none, or no categories at all.
func looseTree(t *cause.Tree) *cause.Tree {
	nodes := []cause.Node{t.Effect().Node}
	categories := false
	for _, n := range t.Children(t.Effect().ID) {
		if n.Kind == "category" {
			categories = true
			continue
		}
		for _, p := range t.Subtree(n.ID) {
			nodes = append(nodes, p.Node)
		}
	}
	if !categories || len(nodes) == 1 {
		return nil
	}
	return cause.Build(nodes)
}
