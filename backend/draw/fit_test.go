package draw

import (
	"math/rand"
	"testing"

	"secondstory/backend/domain/cause"
)

func TestAFittedPageFitsAndIsLegible(t *testing.T) {
	m := measurer(t)
	fo := FitOptions{W: 1122 - 75, H: 793 - 75} // A4 landscape, margins of 28 pt
	legible := 0
	const trees = 60
	for i := 0; i < trees; i++ {
		tree := cause.Build(randomTree(rand.New(rand.NewSource(int64(i))), 40))
		o := Defaults()
		o.Unsorted = "Not yet sorted"
		pages := Fit(m, tree, o, fo)
		if len(pages) == 1 {
			legible++
		}
		for _, p := range pages {
			w, h := float64(p.Scene.Bounds.W)/100*p.Scale, float64(p.Scene.Bounds.H)/100*p.Scale
			if w > fo.W+4 || h > fo.H+4 {
				t.Errorf("tree %d: %.0f × %.0f does not fit", i, w, h)
			}
			if c := conflicts(p.Scene); len(c) > 0 {
				t.Errorf("tree %d: %s", i, c[0])
			}
		}
	}
	t.Logf("%d of %d trees with 40 causes are legible on one page", legible, trees)
	if legible*2 < trees {
		t.Errorf("only %d of %d trees with 40 causes are legible on one page", legible, trees)
	}
}

func TestALargeTreeGetsAnOverviewAndPagesPerRib(t *testing.T) {
	m := measurer(t)
	const minFont = 7 * 96.0 / 72
	for seed := int64(0); seed < 12; seed++ {
		nodes := randomTree(rand.New(rand.NewSource(seed)), 150)
		switch seed % 3 {
		case 1:
			nodes = withCategoriesOnly(nodes)
		case 2:
			nodes = withoutCategories(nodes)
		}
		tree := cause.Build(nodes)
		o := Defaults()
		o.Unsorted = "Not yet sorted"
		pages := Fit(m, tree, o, FitOptions{W: 1000, H: 640})
		if len(pages) < 2 || pages[0].Options.MaxLevel == 0 {
			t.Fatalf("tree %d: %d pages, the first cut at %d", seed, len(pages), pages[0].Options.MaxLevel)
		}
		drawn := map[string]bool{}
		ribs := map[string]bool{}
		for i, p := range pages {
			ribs[p.Rib] = true
			if i > 0 && p.FontPx < minFont {
				t.Errorf("tree %d, page %d: letters of %.1f px", seed, i, p.FontPx)
			}
			for _, it := range p.Scene.Items {
				drawn[it.Node] = true
			}
			if c := conflicts(p.Scene); len(c) > 0 {
				t.Errorf("tree %d, page %d: %s", seed, i, c[0])
			}
		}
		for _, p := range tree.DepthFirst() {
			if p.Kind == "category" && ribs[p.ID] != (p.Children > 0) || p.Kind != "category" && !drawn[p.ID] {
				t.Errorf("tree %d: %s is on no page, or empty on one of its own", seed, p.ID)
			}
		}
		if one := Fit(m, tree, o, FitOptions{W: 1000, H: 640, OneSheet: true}); len(one) != 1 {
			t.Errorf("a wall got %d pages", len(one))
		}
	}
}

func TestAPictureThatFitsKeepsItsShape(t *testing.T) {
	o := Defaults()
	o.Angle, o.MaxW = 66, 140
	pages := Fit(measurer(t), gatesTree(), o, FitOptions{W: 4000, H: 4000})
	if got := pages[0].Options; len(pages) != 1 || got.Angle != 66 || got.MaxW != 140 || pages[0].Scale != 1.55 {
		t.Errorf("%d pages, scale %v, options %+v", len(pages), pages[0].Scale, got)
	}
}

func withCategoriesOnly(nodes []cause.Node) []cause.Node {
	out := append([]cause.Node(nil), nodes...)
	for i := range out {
		if out[i].Parent == "e" && out[i].Kind != "category" {
			out[i].Parent = "k0"
		}
	}
	return out
}

func TestFoldedAndCutCausesAreCounted(t *testing.T) {
	m := measurer(t)
	for name, set := range map[string]func(nodes []cause.Node, o *Options){
		"level":  func(_ []cause.Node, o *Options) { o.MaxLevel = 1 },
		"folded": func(nodes []cause.Node, _ *Options) { nodes[2].Folded = true },
	} {
		nodes := outline(gates)
		o := Defaults()
		set(nodes, &o)
		found := false
		for _, it := range Fishbone(m, cause.Build(nodes), o).Scene.Items {
			if it.Role == RoleFold && it.Node == "c2" && it.Text == "+2" {
				found = true
			}
			if it.Node == "c3" {
				t.Errorf("%s: a hidden cause is drawn", name)
			}
		}
		if !found {
			t.Errorf("%s: no count", name)
		}
	}
}

func TestAChainReadsAsOneLine(t *testing.T) {
	s := Whys(measurer(t), gatesTree(), Defaults()).Scene
	base := map[string]int32{}
	for _, it := range s.Items {
		if _, seen := base[it.Node]; it.Role == RoleCause && !seen {
			base[it.Node] = it.P[1]
		}
	}
	for _, pair := range [][2]string{{"c2", "c3"}, {"c3", "c4"}, {"c5", "c6"}, {"c8", "c9"}} {
		if base[pair[0]] != base[pair[1]] {
			t.Errorf("%s stands at %d, its first child %s at %d", pair[0], base[pair[0]], pair[1], base[pair[1]])
		}
	}
}

func stripInput() StripInput {
	const min = int64(60_000)
	in := StripInput{
		Lanes: []string{"Terminal", "Operations", "Tower"}, From: 0, To: 120 * min,
		Tick: func(ms int64) string { return itoa(int(ms/min/60)) + ":" + itoa(int(ms/min%60)) },
		Phases: []StripPhase{
			{"Undetected", "33 min", 18 * min, 51 * min, 0}, {"Known", "9 min", 51 * min, 60 * min, 1}, {"Diagnose", "60 min", 60 * min, 120 * min, 2},
		},
		Gaps: []StripGap{{From: 22 * min, To: 41 * min, Lane: 1, Text: "19 min silent"}, {From: 60 * min, To: 63 * min, Lane: 2, Text: "3 min silent"}},
	}
	for i, kind := range []string{"action", "observation", "declared", "nonsense", "message"} {
		in.Entries = append(in.Entries, StripEntry{ID: "e" + itoa(i), At: int64(i) * 25 * min, Lane: i, Kind: kind, Strong: i == 2, Until: int64(i%2) * int64(i+1) * 25 * min})
	}
	in.Entries = append(in.Entries, StripEntry{ID: "twin", At: 0, Lane: 0, Kind: "note"})
	return in
}

func TestAStripShowsEveryEntryInOrder(t *testing.T) {
	in := stripInput()
	s := Strip(measurer(t), in)
	at := map[string]int32{}
	for _, it := range s.Items {
		if it.Role == RoleEntry && it.Kind == KindCircle {
			at[it.Node] = it.P[0]
		}
	}
	for _, e := range in.Entries {
		if _, ok := at[e.ID]; !ok {
			t.Errorf("%s is not drawn", e.ID)
		}
	}
	if !(at["e0"] < at["twin"] && at["twin"] < at["e1"] && at["e1"] < at["e2"]) {
		t.Errorf("order is lost: %v", at)
	}
	if at["twin"]-at["e0"] < 1200 {
		t.Error("two entries of one instant cover each other")
	}
	if c := conflicts(Scene{Items: textsOnly(s)}); len(c) > 0 {
		t.Error(c)
	}
	if len(in.Lanes) != 3 || in.Lanes[0] != "Terminal" {
		t.Error("the input was changed")
	}
}

func textsOnly(s Scene) []Item {
	var out []Item
	for _, it := range s.Items {
		if it.Kind == KindText {
			out = append(out, it)
		}
	}
	return out
}

func TestAnEmptyStripHasAxisAndLanesOnly(t *testing.T) {
	s := Strip(measurer(t), StripInput{Lanes: []string{"Service"}, Tick: func(int64) string { return "12:00" }})
	if len(s.Items) == 0 {
		t.Fatal("nothing is drawn")
	}
	for _, it := range s.Items {
		if it.Role != RoleLane && it.Role != RoleTick {
			t.Errorf("unexpected %s", it.ID)
		}
	}
}

// chainTree is one chain of whys, n causes deep, below a category or not.
func chainTree(n int, category bool) *cause.Tree {
	nodes := []cause.Node{{ID: "e", Kind: "effect", Text: "What happened"}}
	parent := "e"
	if category {
		nodes = append(nodes, cause.Node{ID: "k", Parent: "e", Kind: "category", Text: "Change"})
		parent = "k"
	}
	for i := 0; i < n; i++ {
		id := "n" + itoa(i)
		nodes = append(nodes, cause.Node{ID: id, Parent: parent, Kind: "cause", Text: "why " + itoa(i) + " it came to what is one step nearer", Status: "supported"})
		parent = id
	}
	return cause.Build(nodes)
}

// A page of a chain goes on where the page before it was cut, not one cause
// further: the number of pages follows from what a page holds.
func TestADeepChainTakesFewPagesAndLosesNoCause(t *testing.T) {
	m := measurer(t)
	fo := FitOptions{W: 1000, H: 640}.filled()
	for _, category := range []bool{true, false} {
		tree := chainTree(60, category)
		o := Defaults()
		o.Unsorted = "Not yet sorted"
		pages := Fit(m, tree, o, fo)
		if len(pages) > 8 {
			t.Errorf("category %v: 60 causes take %d pages", category, len(pages))
		}
		legible := map[string]bool{}
		for i, p := range pages {
			if p.FontPx < fo.MinFont {
				t.Errorf("category %v, page %d: letters of %.1f px", category, i, p.FontPx)
			}
			for _, it := range p.Scene.Items {
				if it.Role == RoleCause {
					legible[it.Node] = true
				}
			}
		}
		for _, n := range tree.DepthFirst() {
			if n.Kind == "cause" && !legible[n.ID] {
				t.Errorf("category %v: %s is on no page", category, n.ID)
			}
		}
	}
}

// The height a plan promises before it is made is never more than it has, or
// the search would pass over the best layout.
func TestNoLayoutIsLowerThanPromised(t *testing.T) {
	m := measurer(t)
	for seed := int64(0); seed < 30; seed++ {
		nodes := randomTree(rand.New(rand.NewSource(seed)), 60)
		if seed%3 == 1 {
			nodes = withoutCategories(nodes)
		}
		p := prepare(m, cause.Build(nodes), Defaults())
		for _, two := range []bool{false, true} {
			for _, width := range fitWidths {
				f := beginFish(p, 64, width, two)
				least := f.least()
				f.finish(true)
				if _, h := f.size(); least > h+1e-6 {
					t.Fatalf("tree %d: %.2f px promised, %.2f px made", seed, least, h)
				}
			}
		}
	}
}
