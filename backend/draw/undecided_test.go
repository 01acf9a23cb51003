package draw

import (
	"math/rand"
	"strings"
	"testing"

	"secondstory/backend/domain/cause"
)

// marked counts the words of the mark at each node.
func marked(s Scene) map[string]int {
	out := map[string]int{}
	for _, it := range s.Items {
		if it.Kind == KindText && it.Text == "undecided" {
			out[it.Node]++
		}
	}
	return out
}

func TestWhatIsUndecidedSaysSoInBothDrawings(t *testing.T) {
	m, tree := measurer(t), gatesTree()
	all := tree.DepthFirst()
	category, deep := all[1].ID, all[3].ID
	o := Defaults()
	o.Undecided = map[string]bool{all[0].ID: true, category: true, deep: true, "of another tree": true}
	for name, drawn := range map[string]struct {
		scene func(Options) Scene
		want  []string
	}{
		"fishbone": {func(o Options) Scene { return Fishbone(m, tree, o).Scene }, []string{all[0].ID, category, deep}},
		"whys":     {func(o Options) Scene { return Whys(m, tree, o).Scene }, []string{all[0].ID, deep}}, // it shows no categories
	} {
		if plain := marked(drawn.scene(o)); len(plain) != 0 {
			t.Errorf("%s: marks without a word: %v", name, plain)
		}
		with := o
		with.UndecidedWord = "undecided"
		scene := drawn.scene(with)
		got := marked(scene)
		if len(got) != len(drawn.want) {
			t.Errorf("%s: marks at %v", name, got)
		}
		for _, id := range drawn.want {
			if got[id] != 1 {
				t.Errorf("%s: %d marks at %s", name, got[id], id)
			}
		}
		if _, ok := scene.Glyphs["undecided"]; !ok {
			t.Errorf("%s: the sign is missing", name)
		}
		if n := strings.Count(string(SVG(scene, Print, Meta{})), ">undecided<"); n != len(drawn.want) {
			t.Errorf("%s: %d marks in the file", name, n)
		}
		with.Undecided = nil
		if again := marked(drawn.scene(with)); len(again) != 0 {
			t.Errorf("%s: decided, and still marked: %v", name, again)
		}
	}
}

func TestMarksOverlapNothingInRandomTrees(t *testing.T) {
	m := measurer(t)
	r := rand.New(rand.NewSource(412))
	for i := range 400 {
		nodes := randomTree(r, 8+r.Intn(40))
		o := Defaults()
		o.And, o.Unsorted, o.UndecidedWord, o.Undecided = "and", "Not yet sorted", "undecided", map[string]bool{}
		for _, n := range nodes {
			o.Undecided[n.ID] = r.Intn(3) == 0
		}
		o.TwoSided, o.MaxW = i%2 == 0, 110+float64(r.Intn(120))
		tree := cause.Build(nodes)
		for _, s := range []Scene{Fishbone(m, tree, o).Scene, Whys(m, tree, o).Scene} {
			if c := conflicts(s); len(c) > 0 {
				t.Fatalf("tree %d, %s: %s", i, s.Kind, c[0])
			}
		}
	}
}
