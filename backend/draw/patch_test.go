package draw

import (
	"encoding/json"
	"math/rand"
	"reflect"
	"testing"

	"secondstory/backend/domain/cause"
)

// apply carries a patch out as its reader does.
func apply(t *testing.T, old Scene, p ScenePatch) Scene {
	t.Helper()
	now := Scene{Version: p.Version, Kind: p.Kind, Bounds: p.Bounds, Glyphs: p.Glyphs, Items: []Item{}}
	if now.Glyphs == nil {
		now.Glyphs = old.Glyphs
	}
	taken := 0
	for i := 0; i < len(p.Runs); i += 4 {
		for n := int32(0); n < p.Runs[i+1]; n++ {
			if p.Runs[i] == fresh {
				now.Items = append(now.Items, p.Items[taken])
				taken++
				continue
			}
			it := old.Items[p.Runs[i]+n]
			it.P = append([]int32{}, it.P...)
			for j := range pointsOf(it.Kind, len(it.P)) {
				it.P[j] += p.Runs[i+2+j%2]
			}
			now.Items = append(now.Items, it)
		}
	}
	if taken != len(p.Items) {
		t.Fatalf("%d of %d items taken", taken, len(p.Items))
	}
	return now
}

func TestAPatchLeadsFromAnyDrawingToAnyOther(t *testing.T) {
	m := measurer(t)
	r := rand.New(rand.NewSource(7))
	for range 200 {
		n := 3 + r.Intn(40)
		nodes := randomTree(r, n)
		o := Defaults()
		o.MaxLevel = r.Intn(3)
		old := Fishbone(m, cause.Build(nodes), o).Scene
		switch r.Intn(4) {
		case 0:
			nodes = randomTree(r, n)
		case 1:
			nodes[r.Intn(len(nodes))].Text = phrase(r, 9)
		case 2:
			nodes = append(nodes, cause.Node{ID: "new", Parent: nodes[r.Intn(len(nodes))].ID, Kind: "cause", Text: phrase(r, 6), Rank: rank(r.Intn(300))})
		default:
			i := r.Intn(len(nodes))
			nodes[i].Rank, nodes[i].Status = rank(r.Intn(300)), cause.Statuses[r.Intn(4)]
		}
		now := Fishbone(m, cause.Build(nodes), o).Scene
		if r.Intn(5) == 0 {
			now = Whys(m, cause.Build(nodes), o).Scene
		}
		got := apply(t, old, Patch(old, now))
		got.Replaced = now.Replaced
		if !reflect.DeepEqual(got, now) {
			t.Fatal("the patched scene is another than the one laid out")
		}
	}
}

func TestWhatOnlyMovedIsNotSentAgain(t *testing.T) {
	old := Fishbone(measurer(t), cause.Build(randomTree(rand.New(rand.NewSource(3)), 200)), Defaults()).Scene
	now := old
	now.Items = append([]Item{}, old.Items...)
	for i := range now.Items {
		it := &now.Items[i]
		it.P = append([]int32{}, it.P...)
		for j := range pointsOf(it.Kind, len(it.P)) {
			it.P[j] += 700
		}
	}
	p := Patch(old, now)
	if len(p.Items) != 0 || len(p.Runs) != 4 || p.Reused() != len(old.Items) || p.Glyphs != nil {
		t.Errorf("%d items, runs %v", len(p.Items), p.Runs)
	}
}

// A field somebody adds to items has to count in the comparison.
func TestAnyFieldOfAnItemMakesItAnother(t *testing.T) {
	a := Item{ID: "i", Kind: KindText, P: []int32{1, 2}}
	of := reflect.TypeOf(a)
	for i := range of.NumField() {
		b := a
		b.P = []int32{1, 2}
		f := reflect.ValueOf(&b).Elem().Field(i)
		switch f.Kind() {
		case reflect.String:
			f.SetString(f.String() + "x")
		case reflect.Slice:
			f.Set(reflect.ValueOf([]int32{1, 2, 3}))
		default:
			f.SetInt(9)
		}
		if _, _, same := moved(&a, &b); same {
			t.Errorf("%s makes no difference", of.Field(i).Name)
		}
	}
	if raw, err := json.Marshal(Patch(Scene{}, Scene{Items: []Item{a}})); err != nil || len(raw) == 0 {
		t.Error(err)
	}
}

func TestSidesAreThoseOfTheFishbone(t *testing.T) {
	m := measurer(t)
	r := rand.New(rand.NewSource(11))
	empty := 0
	for range 300 {
		nodes := randomTree(r, 3+r.Intn(30))
		if r.Intn(4) == 0 {
			nodes = withoutCategories(nodes)
		}
		o := Defaults()
		o.TwoSided = r.Intn(4) == 0
		if r.Intn(2) == 0 {
			nodes = withSides(nodes, Fishbone(m, cause.Build(nodes), o).Sides)
			if i := r.Intn(len(nodes)); r.Intn(2) == 0 {
				nodes[i].Side = []string{"", "up", "left"}[r.Intn(3)]
			}
		}
		tree := cause.Build(nodes)
		want := Fishbone(m, tree, o).Sides
		if got := Sides(m, tree, o); !reflect.DeepEqual(got, want) {
			t.Fatalf("sides %v, want %v", got, want)
		}
		if len(want) == 0 {
			empty++
		}
	}
	if empty < 20 {
		t.Errorf("only %d trees had no side to choose", empty)
	}
}
