package draw

import "math"

// SceneVersion is raised when the shape of Scene changes.
const SceneVersion = 1

// Kinds of items; what P holds is said beside each.
const (
	KindLine   = "line"   // x1 y1 x2 y2 …: an open line with square joins
	KindPoly   = "poly"   // x1 y1 x2 y2 …: a closed, filled polygon
	KindRect   = "rect"   // x y w h r: r is the corner radius
	KindCircle = "circle" // cx cy r
	KindCurve  = "curve"  // x0 y0, then cx cy x y for each quadratic segment
	KindText   = "text"   // x y: left end and base line of one line of text
	KindGlyph  = "glyph"  // x y size: top left corner of a sign drawn in a square; Text is its name in Glyphs
)

// Roles of items: what an item is for, so that the window may tint, hit or
// hide it without knowing the layout.
const (
	RoleSpine     = "spine"
	RoleHead      = "head"
	RoleRib       = "rib"
	RoleCategory  = "category"
	RoleBone      = "bone"
	RoleConnector = "connector"
	RoleStatus    = "status"
	RoleBead      = "bead"
	RoleClass     = "class"
	RoleCause     = "cause"
	RoleStrike    = "strike"
	RoleFold      = "fold"
	RoleLink      = "link"
	RoleUndecided = "undecided" // the sign and the word of a value with two versions
	RoleCrosslink = "crosslink" // drawn only while one end is selected
	RoleGate      = "gate"
	RoleNotch     = "notch"
	RoleColumn    = "column"
	RoleTint      = "tint" // unpainted until its node is selected
	RoleHit       = "hit"  // never painted: where a click means the node
	RolePhase     = "phase"
	RoleLane      = "lane"
	RoleTick      = "tick"
	RoleSpan      = "span"
	RoleGap       = "gap"
	RoleEntry     = "entry"
)

// Item is one thing to paint. Coordinates and lengths are 1/100 px.
type Item struct {
	ID     string  `json:"id"` // unique in the scene, the same from layout to layout
	Kind   string  `json:"k"`
	Role   string  `json:"role"`
	Node   string  `json:"node,omitempty"` // id of the cause or entry it belongs to
	P      []int32 `json:"p"`
	Text   string  `json:"t,omitempty"`
	W      int32   `json:"w,omitempty"`    // text: its measured width
	Size   int32   `json:"size,omitempty"` // text: one em
	Cut    Cut     `json:"cut,omitempty"`  // text: which font
	Fill   string  `json:"fill,omitempty"` // style name; "" is not filled
	Stroke string  `json:"stroke,omitempty"`
	SW     int32   `json:"sw,omitempty"`   // stroke width
	Dash   []int32 `json:"dash,omitempty"` // on, off
	To     string  `json:"to,omitempty"`   // crosslink: id of the other end
}

// Rect is a box in 1/100 px.
type Rect struct {
	X int32 `json:"x"`
	Y int32 `json:"y"`
	W int32 `json:"w"`
	H int32 `json:"h"`
}

// Scene is a laid out picture: items in painting order, y down, 96 px to the
// inch, all numbers 1/100 px. It holds names of styles, never colours.
type Scene struct {
	Version int              `json:"v"`
	Kind    string           `json:"kind"` // "fishbone", "whys", "strip", "around", or a chart: "spread", "control", "change", "bars", "events"
	Bounds  Rect             `json:"bounds"`
	Items   []Item           `json:"items"`
	Glyphs  map[string]Glyph `json:"glyphs"` // the signs the items use
	// Replaced lists what the texts could not show as typed.
	Replaced []Replaced `json:"replaced,omitempty"`
}

// farthest bounds coordinates, in 1/100 px: the sum of two still is an int32.
const farthest = 1 << 30

// c100 is px in 1/100 px. What no picture reaches is held at its edge, where a
// plain conversion would come out on the other side.
func c100(v float64) int32 {
	v = math.Round(v * 100)
	switch {
	case v >= farthest-1:
		return farthest - 1
	case v <= -farthest:
		return -farthest
	case v != v:
		return 0
	}
	return int32(v)
}

// canvas collects items; coordinates given in px.
type canvas struct {
	scene    Scene
	used     map[string]int // id → times
	x0, y0   float64
	x1, y1   float64
	bounded  bool
	replaced map[string]int
}

func newCanvas(kind string) *canvas {
	return &canvas{
		scene:    Scene{Version: SceneVersion, Kind: kind, Items: make([]Item, 0, 512), Glyphs: map[string]Glyph{}},
		used:     map[string]int{},
		replaced: map[string]int{},
	}
}

func (c *canvas) reach(x, y float64) {
	if !c.bounded {
		c.x0, c.x1, c.y0, c.y1, c.bounded = x, x, y, y, true
		return
	}
	c.x0, c.x1 = math.Min(c.x0, x), math.Max(c.x1, x)
	c.y0, c.y1 = math.Min(c.y0, y), math.Max(c.y1, y)
}

// add gives the item its id, role:node and a counter where a role has several.
func (c *canvas) add(it Item, pts ...float64) *Item {
	id := it.Role
	if it.Node != "" {
		id += ":" + it.Node
	}
	n := c.used[id]
	c.used[id]++
	if n > 0 {
		id += ":" + itoa(n)
	}
	it.ID = id
	it.P = make([]int32, len(pts))
	for i, p := range pts {
		it.P[i] = c100(p)
	}
	c.scene.Items = append(c.scene.Items, it)
	return &c.scene.Items[len(c.scene.Items)-1]
}

func (c *canvas) line(role, node, stroke string, sw float64, dash []int32, pts ...float64) {
	for i := 0; i+1 < len(pts); i += 2 {
		c.reach(pts[i]-sw/2, pts[i+1]-sw/2)
		c.reach(pts[i]+sw/2, pts[i+1]+sw/2)
	}
	c.add(Item{Kind: KindLine, Role: role, Node: node, Stroke: stroke, SW: c100(sw), Dash: dash}, pts...)
}

func (c *canvas) curve(role, node, stroke string, sw float64, dash []int32, pts ...float64) *Item {
	return c.add(Item{Kind: KindCurve, Role: role, Node: node, Stroke: stroke, SW: c100(sw), Dash: dash}, pts...)
}

func (c *canvas) poly(role, node, fill string, pts ...float64) {
	for i := 0; i+1 < len(pts); i += 2 {
		c.reach(pts[i], pts[i+1])
	}
	c.add(Item{Kind: KindPoly, Role: role, Node: node, Fill: fill}, pts...)
}

func (c *canvas) rect(role, node, fill string, x, y, w, h, r float64) {
	if fill != "" {
		c.reach(x, y)
		c.reach(x+w, y+h)
	}
	c.add(Item{Kind: KindRect, Role: role, Node: node, Fill: fill}, x, y, w, h, r)
}

func (c *canvas) circle(role, node, fill, stroke string, sw, cx, cy, r float64) {
	e := r + sw/2
	c.reach(cx-e, cy-e)
	c.reach(cx+e, cy+e)
	c.add(Item{Kind: KindCircle, Role: role, Node: node, Fill: fill, Stroke: stroke, SW: c100(sw)}, cx, cy, r)
}

func (c *canvas) text(role, node, fill string, cut Cut, size, x, base float64, l Line) {
	if l.Text == "" {
		return
	}
	c.reach(x, base-size)
	c.reach(x+l.W, base+size*0.28)
	c.add(Item{Kind: KindText, Role: role, Node: node, Fill: fill, Cut: cut, Size: c100(size), Text: l.Text, W: c100(l.W)}, x, base)
}

func (c *canvas) glyph(role, node, name, style string, x, y, size float64) {
	g := glyphs[name]
	c.scene.Glyphs[name] = g
	c.reach(x, y)
	c.reach(x+size, y+size)
	it := Item{Kind: KindGlyph, Role: role, Node: node, Text: name}
	if g.Filled {
		it.Fill = style
	} else {
		it.Stroke = style
	}
	c.add(it, x, y, size)
}

func (c *canvas) note(list []Replaced) {
	for _, r := range list {
		i, ok := c.replaced[r.Rune]
		if !ok {
			c.replaced[r.Rune] = len(c.scene.Replaced)
			c.scene.Replaced = append(c.scene.Replaced, r)
			continue
		}
		c.scene.Replaced[i].Count += r.Count
	}
}

// done closes the scene with a margin around what is painted; tint boxes go
// below everything and hit boxes above.
func (c *canvas) done(margin float64) Scene {
	s := c.scene
	items := make([]Item, 0, len(s.Items))
	for layer := 0; layer < 3; layer++ {
		for i := range s.Items {
			if layerOf(s.Items[i].Role) == layer {
				items = append(items, s.Items[i])
			}
		}
	}
	s.Items = items
	x, y := math.Floor(c.x0-margin), math.Floor(c.y0-margin)
	s.Bounds = Rect{c100(x), c100(y), c100(math.Ceil(c.x1+margin) - x), c100(math.Ceil(c.y1+margin) - y)}
	return s
}

func layerOf(role string) int {
	switch role {
	case RoleTint:
		return 0
	case RoleHit:
		return 2
	}
	return 1
}
