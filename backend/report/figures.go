package report

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"sync"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/review"
	"secondstory/backend/draw"
)

// Room for figures, px: within a page, and on a page of its own turned on its
// side, less heading and caption.
const (
	figureH     = 520.0
	landscapeW  = 1002.0
	landscapeH  = 556.0
	minFont     = 7 * 96.0 / 72
	goodFont    = 8 * 96.0 / 72
	cacheLimit  = 64
	wholeScale  = 1.0 // small diagrams are not blown up: letters of 9 pt
	chunkedWhys = 400 // pages at most of one tree; what is beyond is in the table
)

// FigureCache keeps fitted diagrams by their content. The zero value is ready;
// it is safe for concurrent use.
type FigureCache struct {
	mu    sync.Mutex
	kept  map[[32]byte][]FigurePage
	order [][32]byte
}

func (c *FigureCache) get(key [32]byte, fit func() []FigurePage) []FigurePage {
	if c == nil {
		return fit()
	}
	c.mu.Lock()
	pages, ok := c.kept[key]
	c.mu.Unlock()
	if ok {
		return pages
	}
	pages = fit()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept == nil {
		c.kept = map[[32]byte][]FigurePage{}
	}
	if _, ok := c.kept[key]; !ok {
		if len(c.order) >= cacheLimit {
			delete(c.kept, c.order[0])
			c.order = c.order[1:]
		}
		c.order = append(c.order, key)
	}
	c.kept[key] = pages
	return pages
}

// tree is the current analysis; nil when it holds nothing below the effect. The
// effect of a tree that has none is the title.
func (b *builder) tree() (*cause.Tree, []cause.Node) {
	if len(b.r.Causes) == 0 {
		return nil, nil
	}
	nodes := append([]cause.Node(nil), b.r.Causes...)
	t := cause.Build(nodes)
	if e := t.Effect(); e.ID == "" || e.Text == "" {
		id := e.ID
		if id == "" {
			// The stand-in root needs a name, or its children hang nowhere when
			// the tree is built again.
			id = "effect"
			for i := range nodes {
				if nodes[i].ID == id {
					id += "'"
				}
			}
			nodes = append(nodes, cause.Node{ID: id, Kind: "effect", Text: b.r.Title})
			for i := range nodes {
				if nodes[i].Parent == "" && nodes[i].ID != id && !nodes[i].Aside() {
					nodes[i].Parent = id
				}
			}
		} else {
			for i := range nodes {
				if nodes[i].ID == id {
					nodes[i].Text = b.r.Title
				}
			}
		}
		t = cause.Build(nodes)
	}
	if len(t.DepthFirst()) < 2 {
		return nil, t.Asides()
	}
	return t, t.Asides()
}

func (b *builder) drawOptions() draw.Options {
	o := draw.Defaults()
	o.KeepEmoji = false
	o.Unsorted = b.t("report.unsorted")
	o.Undecided, o.UndecidedWord = b.r.UndecidedIn(review.Causes), b.t("conflicts.undecided")
	o.And, o.Or = b.t("report.gate.and"), b.t("report.gate.or")
	return o
}

func key(kind string, t *cause.Tree, o draw.Options) [32]byte {
	return sha256.Sum256([]byte(kind + fmt.Sprintf("%+v", o) + string(draw.JSON(t))))
}

// fishbone fits the diagram into a page of text, else onto turned pages: the
// whole, or an overview and one page per rib.
func (b *builder) fishbone(t *cause.Tree) []FigurePage {
	o := b.drawOptions()
	return b.o.Figures.get(key("fishbone", t, o), func() []FigurePage {
		t := unfolded(t)
		if t.Len() <= 40 {
			fit := draw.Fit(b.m, t, o, draw.FitOptions{W: PageWidth, H: figureH, MaxScale: wholeScale, OneSheet: true})
			if len(fit) == 1 && fit[0].FontPx >= minFont && fit[0].Options.MaxLevel == 0 {
				return []FigurePage{{Scene: fit[0].Scene, Scale: fit[0].Scale}}
			}
		}
		var out []FigurePage
		for _, p := range draw.Fit(b.m, t, o, draw.FitOptions{W: landscapeW, H: landscapeH, MaxScale: wholeScale}) {
			out = append(out, FigurePage{Scene: p.Scene, Scale: p.Scale, Landscape: true, Title: p.Title})
		}
		if len(out) > 1 {
			out[0] = upright(out[0])
		}
		return out
	})
}

// upright takes a turned page into the text where it stays legible there: an
// overview of bare categories would leave most of a page of its own empty.
func upright(p FigurePage) FigurePage {
	w, h := px(p.Scene.Bounds.W), px(p.Scene.Bounds.H)
	if s := min(PageWidth/w, figureH/h, wholeScale); s*12 >= goodFont {
		p.Scale, p.Landscape = s, false
	}
	return p
}

// unfolded shows every cause on paper: folds are a state of the screen.
func unfolded(t *cause.Tree) *cause.Tree {
	var nodes []cause.Node
	for _, p := range t.DepthFirst() {
		n := p.Node
		n.Folded = false
		nodes = append(nodes, n)
	}
	return cause.Build(append(nodes, t.Asides()...))
}

// whys lays out the tree read from left to right. What does not fit a page at a
// legible size is cut at the level that does; each folded branch follows on a
// page of its own, titled with its words.
func (b *builder) whys(t *cause.Tree) []FigurePage {
	o := b.drawOptions()
	o.ColumnHeads = []string{b.t("report.whys.first"), b.t("report.whys.second"), b.t("report.whys.further")}
	return b.o.Figures.get(key("whys", t, o), func() []FigurePage {
		w := whysFit{b: b, o: o}
		w.pages(unfolded(t).WithoutCategories(), "")
		return w.out
	})
}

type whysFit struct {
	b   *builder
	o   draw.Options
	out []FigurePage
}

func (w *whysFit) pages(t *cause.Tree, title string) {
	if len(w.out) >= chunkedWhys {
		return
	}
	if p, ok := w.fit(t, 0, false); ok {
		p.Title = title
		w.out = append(w.out, p)
		return
	}
	if p, ok := w.fit(t, 0, true); ok {
		p.Title = title
		w.out = append(w.out, p)
		return
	}
	p, level := w.cut(t)
	if level == 0 {
		w.halves(t, title)
		return
	}
	p.Title = title
	w.out = append(w.out, p)
	for _, n := range t.DepthFirst() {
		if n.Depth == level && n.Children > 0 {
			w.pages(branch(t, n), w.number(n.Text))
		}
	}
}

func deepest(t *cause.Tree) int {
	d := 0
	for _, p := range t.DepthFirst() {
		d = max(d, p.Depth)
	}
	return d
}

// cut finds the deepest level at which a tree is legible on a page; 0 is none.
// Letters shrink with every level, so it is searched by doubling, then by
// halving: the work does not grow with what lies deeper than a page.
func (w *whysFit) cut(t *cause.Tree) (best FigurePage, shown int) {
	over := deepest(t)
	try := func(level int) {
		if p, ok := w.fit(t, level, true); ok {
			best, shown = p, level
		} else {
			over = level
		}
	}
	for level := 1; level < over; level *= 2 {
		try(level)
	}
	for shown > 0 && over-shown > 1 {
		try((shown + over) / 2)
	}
	return best, shown
}

func (w *whysFit) number(text string) string {
	return w.b.t("report.whys.branch", "text", clip(text, 90))
}

// halves splits the children of the effect over two pages; a single cause that
// is too long for a page is shown as small as it must be: its words stand in the
// table as well.
func (w *whysFit) halves(t *cause.Tree, title string) {
	kids := t.Children(t.Effect().ID)
	if len(kids) < 2 {
		p, _ := w.fit(t, 1, true)
		p.Title = title
		w.out = append(w.out, p)
		if len(kids) == 1 && kids[0].Children > 0 {
			w.pages(branch(t, kids[0]), w.number(kids[0].Text))
		}
		return
	}
	for _, part := range [][]cause.Placed{kids[:len(kids)/2], kids[len(kids)/2:]} {
		nodes := []cause.Node{t.Effect().Node}
		for _, k := range part {
			for _, n := range t.Subtree(k.ID) {
				nodes = append(nodes, n.Node)
			}
		}
		w.pages(cause.Build(nodes), title)
	}
}

// branch is a node as the effect of a tree of its own.
func branch(t *cause.Tree, top cause.Placed) *cause.Tree {
	var nodes []cause.Node
	for _, n := range t.Subtree(top.ID) {
		c := n.Node
		if c.ID == top.ID {
			c.Kind, c.Parent = "effect", ""
		}
		nodes = append(nodes, c)
	}
	return cause.Build(nodes)
}

// fit tries wider and narrower labels; ok says that letters are legible.
func (w *whysFit) fit(t *cause.Tree, level int, turned bool) (FigurePage, bool) {
	roomW, roomH := PageWidth, figureH+340 // a tall tree may take a whole page
	if turned {
		roomW, roomH = landscapeW, landscapeH
	}
	o := w.o
	o.MaxLevel = level
	var best FigurePage
	columns := deepest(t)
	if level > 0 {
		columns = min(columns, level)
	}
	// The widest labels that keep letters of 8 pt; else the largest letters.
	for _, width := range []float64{180, 150, 120, 90} {
		if best.Scale*12 >= goodFont {
			break
		}
		if float64(columns-1)*width*minFont/12 > roomW {
			continue // columns are as wide as their labels may be
		}
		o.MaxW = width
		scene := draw.Whys(w.b.m, t, o).Scene
		s := min(roomW/px(scene.Bounds.W), roomH/px(scene.Bounds.H), wholeScale)
		if s > best.Scale*1.0001 {
			best = FigurePage{Scene: scene, Scale: s, Landscape: turned}
		}
	}
	return best, best.Scale*12 >= minFont
}

func px(v int32) float64 { return max(float64(v)/100, 1) }

func itoa(n int) string { return strconv.Itoa(n) }
