package draw

import (
	"math"
	"math/rand"
	"testing"

	"secondstory/backend/domain/cause"
)

// onScreen is how a window shows fishbones: steep ribs.
func onScreen() Options {
	o := Defaults()
	o.Angle, o.MaxW = 75, 130
	o.ColumnHeads = []string{"What happened", "How did that come about?", "And that?"}
	return o
}

func scaleIn(s Scene, w Window) float64 {
	return min(w.W*100/float64(s.Bounds.W), w.H*100/float64(s.Bounds.H))
}

func TestAFishboneOpensWithAsManyLevelsAsAreLegible(t *testing.T) {
	m := measurer(t)
	for seed := range int64(60) {
		r := rand.New(rand.NewSource(seed))
		tree := cause.Build(randomTree(r, 4+r.Intn(60)))
		w := Window{W: 400 + float64(r.Intn(1400)), H: 180 + float64(r.Intn(900)), Least: 0.84, Cut: true}
		o := FishboneFor(m, tree, onScreen(), w)
		scale := scaleIn(Fishbone(m, tree, o).Scene, w)
		if o.MaxLevel != 1 && levels(tree) > 1 && scale < w.Least*0.999 {
			t.Errorf("seed %d: level %d of %d at %.2f", seed, o.MaxLevel, levels(tree), scale)
		}
		if o.MaxLevel == 0 {
			continue
		}
		// One level more would be too small, wherever its labels wrap.
		more := o
		if more.MaxLevel++; more.MaxLevel >= levels(tree) {
			more.MaxLevel = 0
		}
		for _, maxW := range windowWidths {
			if more.MaxW = maxW; maxW <= o.MaxW && scaleIn(Fishbone(m, tree, more).Scene, w) >= w.Least*1.001*worth {
				t.Errorf("seed %d: level %d was chosen, and level %d fits with lines of %v", seed, o.MaxLevel, more.MaxLevel, maxW)
			}
		}
	}
}

func TestAFishboneIsCutOnlyWhereItMayBe(t *testing.T) {
	m := measurer(t)
	small := Window{W: 300, H: 200, Least: 0.84}
	if o := FishboneFor(m, gatesTree(), onScreen(), small); o.MaxLevel != 0 {
		t.Errorf("all levels were asked for, %d are drawn", o.MaxLevel)
	}
	two := onScreen()
	two.MaxLevel = 2
	if o := FishboneFor(m, gatesTree(), two, small); o.MaxLevel != 2 {
		t.Errorf("two levels were asked for, %d are drawn", o.MaxLevel)
	}
	small.Cut = true
	if o := FishboneFor(m, gatesTree(), onScreen(), small); o.MaxLevel != 1 {
		t.Errorf("a small window shows the first level, not %d", o.MaxLevel)
	}
}

func TestShorterLinesMakeAFishboneLegibleWhole(t *testing.T) {
	m := measurer(t)
	// The canvas of a window of 1280 px beside outline and inspector.
	w := Window{W: 644, H: 530, Least: 0.84, Cut: true}
	o := FishboneFor(m, gatesTree(), onScreen(), w)
	if scale := scaleIn(Fishbone(m, gatesTree(), o).Scene, w); o.MaxLevel != 0 || scale < w.Least {
		t.Errorf("seventeen causes are cut to level %d at a scale of %.2f", o.MaxLevel, scale)
	}
	few := cause.Build(outline("Orders stopped\n\tThe disk was full\n\tNobody was paged"))
	if o := FishboneFor(m, few, onScreen(), w); o.MaxW != 180 || o.MaxLevel != 0 {
		t.Errorf("two causes have room for long lines: %+v", o)
	}
}

func TestTheFiveWhysOpenWithAllTheirColumnsWhereTheyAreLegible(t *testing.T) {
	m := measurer(t)
	for seed := range int64(60) {
		r := rand.New(rand.NewSource(seed))
		tree := cause.Build(randomTree(r, 2+r.Intn(40)))
		w := Window{W: 400 + float64(r.Intn(1500)), H: 200 + float64(r.Intn(900)), Least: 0.84}
		chosen := WhysFor(m, tree, onScreen(), w)
		s := Whys(m, tree, chosen).Scene
		whole, across := scaleIn(s, w) >= w.Least*0.99, w.W*100/float64(s.Bounds.W) >= w.Least*0.99
		for _, maxW := range windowWidths {
			o := chosen
			o.MaxW = maxW
			other := Whys(m, tree, o).Scene
			if !whole && scaleIn(other, w) >= w.Least*1.01 {
				t.Errorf("seed %d: with lines of %v all would be seen, not with %v", seed, maxW, chosen.MaxW)
			}
			if !across && w.W*100/float64(other.Bounds.W) >= w.Least*1.01 {
				t.Errorf("seed %d: with lines of %v all columns would be seen, not with %v", seed, maxW, chosen.MaxW)
			}
		}
	}
}

func TestTheExtentOfTheFiveWhysIsKnownBeforeTheyArePainted(t *testing.T) {
	m := measurer(t)
	for seed := range int64(80) {
		r := rand.New(rand.NewSource(seed))
		o := onScreen()
		o.MaxW = 90 + float64(r.Intn(120))
		if r.Intn(3) == 0 {
			o.ColumnHeads = nil
		}
		tree := cause.Build(randomTree(r, r.Intn(50))).WithoutCategories()
		p := prepare(m, tree, o.filled())
		width, height := planWhys(p, o.MaxW).size()
		b := Whys(m, tree, o).Scene.Bounds
		if dw, dh := math.Abs(width-float64(b.W)/100), math.Abs(height-float64(b.H)/100); dw > 6 || dh > 6 {
			t.Errorf("seed %d: %.0f × %.0f, painted %.0f × %.0f", seed, width, height, float64(b.W)/100, float64(b.H)/100)
		}
	}
}
