package draw

import (
	"math/rand"
	"reflect"
	"slices"
	"testing"

	"secondstory/backend/domain/cause"
	"secondstory/backend/internal/soak"
)

// randomLayouts draws one random tree in every way there is and looks for what
// must never be: a line through a word, a word on a word, a drawing that differs
// the second time, a bone that changes its side when a leaf is added, a cause
// that is nowhere.
func randomLayouts(t *testing.T, m *Measurer, seed int64) {
	r := rand.New(rand.NewSource(seed))
	n := 3 + r.Intn(78)
	switch {
	case seed%5000 == 0:
		n = 1000
	case seed%500 == 0:
		n = 200
	}
	nodes := randomTree(r, n)
	if r.Intn(10) == 0 {
		nodes = withoutCategories(nodes)
	}
	tree := cause.Build(nodes)
	o := Defaults()
	o.Unsorted = "Not yet sorted"
	o.And, o.ColumnHeads = "and", []string{"What happened", "How did that come about?", "And that?"}
	o.Angle = 50 + float64(r.Intn(32))
	o.MaxW = 110 + float64(r.Intn(170))
	if r.Intn(7) == 0 {
		o.MaxLevel = 1 + r.Intn(3)
	}
	twice := r.Intn(len(modes))
	for i, mode := range modes {
		o.TwoSided, o.Paired = mode.two, mode.paired
		l := Fishbone(m, tree, o)
		if c := conflicts(l.Scene); len(c) > 0 {
			t.Fatalf("%d causes, %+v: %d conflicts, first: %s", n, o, len(c), c[0])
		}
		allDrawn(t, tree, l.Scene, o)
		if i == twice && !reflect.DeepEqual(l, Fishbone(m, tree, o)) {
			t.Fatalf("%d causes, %+v: two drawings differ", n, o)
		}
	}
	o.Categories = r.Intn(3) == 0
	if c := conflicts(Whys(m, tree, o).Scene); len(c) > 0 {
		t.Fatalf("whys of %d causes, %+v: %d conflicts, first: %s", n, o, len(c), c[0])
	}
	if o.MaxLevel > 0 {
		return
	}
	o.TwoSided = r.Intn(2) == 0
	first := Fishbone(m, tree, o)
	stored := withSides(nodes, first.Sides)
	stored = append(stored, cause.Node{ID: "new", Parent: stored[r.Intn(len(stored))].ID, Kind: "cause", Text: phrase(r, 14), Rank: "zz"})
	was, is := sideOf(first.Scene), sideOf(Fishbone(m, cause.Build(stored), o).Scene)
	for id, side := range was {
		if is[id] != side {
			t.Fatalf("%d causes: %s flipped when a leaf was added", n, id)
		}
	}
}

// allDrawn looks for every cause that is not folded away.
func allDrawn(t *testing.T, tree *cause.Tree, s Scene, o Options) {
	t.Helper()
	if o.MaxLevel > 0 {
		return
	}
	drawn := map[string]bool{}
	for _, it := range s.Items {
		drawn[it.Node] = true
	}
	for _, n := range tree.DepthFirst() {
		if drawn[n.ID] || n.Text == "" {
			continue
		}
		above := tree.Path(n.ID)
		if !slices.ContainsFunc(above, func(p cause.Placed) bool { return p.Folded && p.ID != n.ID }) {
			t.Fatalf("%s (%q) is not drawn", n.ID, n.Text)
		}
	}
}

func TestARandomTreeIsDrawnSoundly(t *testing.T) {
	m := measurer(t)
	for seed := range int64(200) {
		randomLayouts(t, m, seed+1)
	}
}

func TestSoakAHundredThousandRandomTreesAreDrawnSoundly(t *testing.T) {
	soak.Need(t)
	m := measurer(t)
	soak.Each(t, 1_000_000, 100_000, func(t *testing.T, seed int64) { randomLayouts(t, m, seed) })
}
