package draw

import (
	"fmt"
	"math"
	"math/rand"
	"sort"
	"testing"

	"secondstory/backend/domain/cause"
)

// box and seg are what a scene's items occupy, in px.
type box struct {
	x0, y0, x1, y1 float64
	id             string
}

type seg struct {
	x0, y0, x1, y1 float64
	id             string
}

func px(v int32) float64 { return float64(v) / 100 }

func occupied(s Scene) (texts []box, lines []seg) {
	for i := range s.Items {
		it := &s.Items[i]
		p := it.P
		switch it.Kind {
		case KindText:
			em := px(it.Size)
			texts = append(texts, box{px(p[0]), px(p[1]) - 0.76*em, px(p[0]) + px(it.W), px(p[1]) + 0.2*em, it.ID})
		case KindLine:
			if it.Role == RoleStrike || it.Role == RoleStatus {
				continue
			}
			lines = append(lines, seg{px(p[0]), px(p[1]), px(p[2]), px(p[3]), it.ID})
		case KindPoly: // spine and ribs: their axis
			lines = append(lines, seg{px(p[0]+p[6]) / 2, px(p[1]+p[7]) / 2, px(p[2]+p[4]) / 2, px(p[3]+p[5]) / 2, it.ID})
		}
	}
	return texts, lines
}

// conflicts names pairs that cover or cross each other.
func conflicts(s Scene) []string {
	texts, lines := occupied(s)
	var out []string
	sort.Slice(texts, func(i, j int) bool { return texts[i].y0 < texts[j].y0 })
	for i := range texts {
		for j := i + 1; j < len(texts) && texts[j].y0 < texts[i].y1-0.02; j++ {
			a, b := texts[i], texts[j]
			if a.x0 < b.x1-0.02 && b.x0 < a.x1-0.02 {
				out = append(out, fmt.Sprintf("text %s on text %s", a.id, b.id))
			}
		}
	}
	for i := range lines {
		if lines[i].y0 > lines[i].y1 {
			l := &lines[i]
			l.x0, l.y0, l.x1, l.y1 = l.x1, l.y1, l.x0, l.y0
		}
	}
	sort.Slice(lines, func(i, j int) bool { return lines[i].y0 < lines[j].y0 })
	for _, l := range lines {
		from := sort.Search(len(texts), func(i int) bool { return texts[i].y0 > l.y0-60 })
		for ; from < len(texts) && texts[from].y0 < l.y1; from++ {
			if crosses(l, texts[from]) {
				out = append(out, fmt.Sprintf("line %s through text %s", l.id, texts[from].id))
			}
		}
	}
	for i := range lines {
		for j := i + 1; j < len(lines) && lines[j].y0 < lines[i].y1+0.5; j++ {
			if meet(lines[i], lines[j]) {
				out = append(out, fmt.Sprintf("line %s over line %s", lines[i].id, lines[j].id))
			}
		}
	}
	return out
}

// crosses says whether a segment passes through the inside of a box.
func crosses(l seg, b box) bool {
	t0, t1 := 0.0, 1.0
	clip := func(p, d, lo, hi float64) bool {
		if d == 0 {
			return p > lo && p < hi
		}
		a, z := (lo-p)/d, (hi-p)/d
		if a > z {
			a, z = z, a
		}
		t0, t1 = math.Max(t0, a), math.Min(t1, z)
		return t0 < t1
	}
	return clip(l.x0, l.x1-l.x0, b.x0+0.02, b.x1-0.02) && clip(l.y0, l.y1-l.y0, b.y0+0.02, b.y1-0.02)
}

// meet says whether two segments cross, or lie on each other; a line that ends
// on another does neither.
func meet(a, b seg) bool {
	const eps = 0.05
	if a.y0 == a.y1 && b.y0 == b.y1 {
		lo, hi := math.Max(math.Min(a.x0, a.x1), math.Min(b.x0, b.x1)), math.Min(math.Max(a.x0, a.x1), math.Max(b.x0, b.x1))
		return math.Abs(a.y0-b.y0) < 0.5 && hi-lo > eps
	}
	dx1, dy1, dx2, dy2 := a.x1-a.x0, a.y1-a.y0, b.x1-b.x0, b.y1-b.y0
	den := dx1*dy2 - dy1*dx2
	if den == 0 {
		return false
	}
	t := ((b.x0-a.x0)*dy2 - (b.y0-a.y0)*dx2) / den
	u := ((b.x0-a.x0)*dy1 - (b.y0-a.y0)*dx1) / den
	ea, eb := eps/math.Hypot(dx1, dy1), eps/math.Hypot(dx2, dy2)
	return t > ea && t < 1-ea && u > eb && u < 1-eb
}

var modes = []struct{ two, paired bool }{{false, true}, {false, false}, {true, true}, {true, false}}

func TestTheConflictCheckSeesConflicts(t *testing.T) {
	text := func(x, y int32) Item {
		return Item{Kind: KindText, ID: "t", P: []int32{x, y}, W: 5000, Size: 1200}
	}
	line := func(p ...int32) Item { return Item{Kind: KindLine, ID: "l", P: p} }
	for name, items := range map[string][]Item{
		"two texts":         {text(0, 0), text(4000, 500)},
		"a line in a text":  {text(0, 0), line(1000, -3000, 2000, 3000)},
		"two lines":         {line(0, 0, 1000, 1000), line(0, 1000, 1000, 0)},
		"line along a line": {line(0, 0, 1000, 0), line(500, 0, 2000, 0)},
	} {
		if len(conflicts(Scene{Items: items})) != 1 {
			t.Errorf("%s: not seen", name)
		}
	}
	if c := conflicts(Scene{Items: []Item{line(0, 0, 1000, 0), line(500, 0, 700, 900)}}); len(c) != 0 {
		t.Errorf("a line may end on another: %v", c)
	}
}

func TestNothingOverlapsInTenThousandRandomFishbones(t *testing.T) {
	m := measurer(t)
	trees := 10000
	if testing.Short() {
		trees = 500
	}
	r := rand.New(rand.NewSource(20261121))
	for i := 0; i < trees; i++ {
		n := 10 + r.Intn(71)
		switch {
		case i%2000 == 1999:
			n = 1000
		case i%500 == 499:
			n = 200
		}
		nodes := randomTree(r, n)
		if i%10 == 9 {
			nodes = withoutCategories(nodes)
		}
		tree := cause.Build(nodes)
		o := Defaults()
		o.Unsorted = "Not yet sorted"
		o.Angle = 50 + float64(r.Intn(32))
		o.MaxW = 110 + float64(r.Intn(170))
		if i%7 == 0 {
			o.MaxLevel = 1 + r.Intn(3)
		}
		for _, mode := range modes {
			o.TwoSided, o.Paired = mode.two, mode.paired
			s := Fishbone(m, tree, o).Scene
			if c := conflicts(s); len(c) > 0 {
				t.Fatalf("tree %d of %d causes, %+v: %d conflicts, first: %s", i, n, o, len(c), c[0])
			}
		}
	}
}

func withoutCategories(nodes []cause.Node) []cause.Node {
	var out []cause.Node
	for _, n := range nodes {
		if n.Kind == "category" {
			continue
		}
		if len(n.Parent) > 0 && n.Parent[0] == 'k' {
			n.Parent = "e"
		}
		out = append(out, n)
	}
	return out
}

func TestNothingOverlapsInRandomWhysTrees(t *testing.T) {
	m := measurer(t)
	r := rand.New(rand.NewSource(7))
	o := Defaults()
	o.And, o.ColumnHeads = "and", []string{"What happened", "How did that come about?", "And that?"}
	for i := 0; i < 1000; i++ {
		tree := cause.Build(randomTree(r, 5+r.Intn(80)))
		o.Categories = i%3 == 0
		if c := conflicts(Whys(m, tree, o).Scene); len(c) > 0 {
			t.Fatalf("tree %d: %d conflicts, first: %s", i, len(c), c[0])
		}
	}
}

// withSides stores what a layout chose, as the caller does.
func withSides(nodes []cause.Node, sides map[string]string) []cause.Node {
	out := append([]cause.Node(nil), nodes...)
	for i := range out {
		if s, ok := sides[out[i].ID]; ok {
			out[i].Side = s
		}
	}
	return out
}

func TestAddingOneLeafFlipsNoSide(t *testing.T) {
	m := measurer(t)
	r := rand.New(rand.NewSource(3))
	for i := 0; i < 400; i++ {
		nodes := randomTree(r, 10+r.Intn(50))
		if i%4 == 0 {
			nodes = withoutCategories(nodes)
		}
		o := Defaults()
		o.TwoSided = i%2 == 0
		first := Fishbone(m, cause.Build(nodes), o)
		stored := withSides(nodes, first.Sides)
		if again := Fishbone(m, cause.Build(stored), o); len(again.Sides) != 0 {
			t.Fatalf("stored sides were chosen again: %v", again.Sides)
		}
		parent := stored[r.Intn(len(stored))].ID
		stored = append(stored, cause.Node{ID: "new", Parent: parent, Kind: "cause", Text: phrase(r, 14), Rank: "zz"})
		after := Fishbone(m, cause.Build(stored), o)
		for id := range after.Sides {
			if id != "new" {
				t.Fatalf("tree %d: the side of %s was chosen anew", i, id)
			}
		}
		was, is := sideOf(first.Scene), sideOf(after.Scene)
		for id, up := range was {
			if is[id] != up {
				t.Fatalf("tree %d: %s flipped", i, id)
			}
		}
	}
}

// sideOf tells where the first text of each node stands: above or below the
// spine, left or right of its rib is the same as the sign of its bone.
func sideOf(s Scene) map[string]string {
	out := map[string]string{}
	for _, it := range s.Items {
		if it.Role == RoleBone {
			out[it.Node] = fmt.Sprint(it.P[1] < 0, it.P[2] < it.P[0])
		}
		// The ribs of what is not sorted are no nodes and share a title.
		if it.Role == RoleCategory && it.Node != "" {
			out[it.Node] = fmt.Sprint(it.P[1] < 0)
		}
	}
	return out
}

func TestLayoutsAreTheSameEveryTime(t *testing.T) {
	r := rand.New(rand.NewSource(11))
	nodes := randomTree(r, 60)
	o := Defaults()
	want := SVG(Fishbone(measurer(t), cause.Build(nodes), o).Scene, Light, Meta{})
	shuffled := append([]cause.Node(nil), nodes...)
	for i := 0; i < 5; i++ {
		r.Shuffle(len(shuffled), func(a, b int) { shuffled[a], shuffled[b] = shuffled[b], shuffled[a] })
		if got := SVG(Fishbone(measurer(t), cause.Build(shuffled), o).Scene, Light, Meta{}); string(got) != string(want) {
			t.Fatal("the order of the nodes given changed the picture")
		}
	}
}

func TestOneMeasurerServesManyAtOnce(t *testing.T) {
	shared := measurer(t)
	tree := gatesTree()
	want := string(SVG(Fishbone(measurer(t), tree, Defaults()).Scene, Light, Meta{}))
	got := make(chan string)
	for i := 0; i < 8; i++ {
		go func() { got <- string(SVG(Fishbone(shared, tree, Defaults()).Scene, Light, Meta{})) }()
	}
	for i := 0; i < 8; i++ {
		if <-got != want {
			t.Error("a picture made beside others differs")
		}
	}
}
