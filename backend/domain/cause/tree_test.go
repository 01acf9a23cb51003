package cause

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// sample is a small tree in no order:
//
//	e
//	├ k1 category: a (a1, a2 (a2x)), b
//	├ k2 category: c
//	└ d
func sample() []Node {
	n := func(id, parent, kind, rank string) Node {
		return Node{ID: id, Parent: parent, Kind: kind, Rank: rank, Text: "text " + id, Classes: []string{}}
	}
	return []Node{
		n("b", "k1", "cause", "m"), n("a2x", "a2", "cause", "V"), n("e", "", "effect", ""), n("k2", "e", "category", "k"),
		n("a", "k1", "cause", "V"), n("a2", "a", "cause", "b"), n("a1", "a", "condition", "a"), n("k1", "e", "category", "V"),
		n("c", "k2", "cause", "V"), n("d", "e", "cause", "t"), n("luck", "e", "luck", "z"),
	}
}

func ids(list []Placed) []string {
	out := []string{}
	for _, p := range list {
		out = append(out, p.ID)
	}
	return out
}

func expect(t *testing.T, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, expected %v", got, want)
	}
}

func TestATreeIsReadDepthFirstWithNumbers(t *testing.T) {
	tree := Build(sample())
	expect(t, ids(tree.DepthFirst()), []string{"e", "k1", "a", "a1", "a2", "a2x", "b", "k2", "c", "d"})
	numbers := []string{}
	for _, p := range tree.DepthFirst() {
		numbers = append(numbers, p.Number)
	}
	expect(t, numbers, []string{"", "1", "1.1", "1.1.1", "1.1.2", "1.1.2.1", "1.2", "2", "2.1", "3"})
	expect(t, ids(tree.Path("a2x")), []string{"e", "k1", "a", "a2", "a2x"})
	expect(t, ids(tree.Subtree("a")), []string{"a", "a1", "a2", "a2x"})
	expect(t, ids(tree.Leaves()), []string{"a1", "a2x", "b", "c", "d"})
	expect(t, tree.Len(), 7)
	expect(t, len(tree.Asides()), 1)
	expect(t, len(tree.Findings), 0)
	if k, _ := tree.Find("k1"); k.Below != 5 || k.Children != 2 || k.Depth != 1 {
		t.Errorf("k1 is %+v", k)
	}
}

func TestEqualRanksAreOrderedByID(t *testing.T) {
	nodes := []Node{{ID: "e", Kind: "effect"}}
	for _, id := range []string{"z", "b", "q"} {
		nodes = append(nodes, Node{ID: id, Parent: "e", Kind: "cause", Rank: "V"})
	}
	expect(t, ids(Build(nodes).Children("e")), []string{"b", "q", "z"})
}

func TestWhatDoesNotFitHangsUnderTheEffectWithAFinding(t *testing.T) {
	for name, c := range map[string]struct {
		nodes []Node
		kind  string
		under map[string]string
	}{
		"no effect":       {[]Node{{ID: "a", Kind: "cause"}}, NoEffect, map[string]string{"a": ""}},
		"second effect":   {[]Node{{ID: "e", Kind: "effect"}, {ID: "f", Kind: "effect", Rank: "b"}}, SecondEffect, map[string]string{"f": "e"}},
		"missing parent":  {[]Node{{ID: "e", Kind: "effect"}, {ID: "a", Parent: "gone", Kind: "cause"}}, MissingParent, map[string]string{"a": "e"}},
		"no parent":       {[]Node{{ID: "e", Kind: "effect"}, {ID: "a", Kind: "cause"}}, MissingParent, map[string]string{"a": "e"}},
		"its own parent":  {[]Node{{ID: "e", Kind: "effect"}, {ID: "a", Parent: "a", Kind: "cause"}}, Cycle, map[string]string{"a": "e"}},
		"a ring":          {[]Node{{ID: "e", Kind: "effect"}, {ID: "a", Parent: "b", Rank: "2"}, {ID: "b", Parent: "a", Rank: "1"}, {ID: "c", Parent: "a"}}, Cycle, map[string]string{"b": "e", "a": "b", "c": "a"}},
		"below an aside":  {[]Node{{ID: "e", Kind: "effect"}, {ID: "l", Parent: "e", Kind: "luck"}, {ID: "a", Parent: "l"}}, BelowAside, map[string]string{"a": "e"}},
		"a repeated id":   {[]Node{{ID: "e", Kind: "effect"}, {ID: "a", Parent: "e", Rank: "1"}, {ID: "a", Parent: "e", Rank: "2"}}, RepeatedID, map[string]string{"a": "e", "a#2": "e"}},
		"effect below it": {[]Node{{ID: "e", Kind: "effect", Parent: "a"}, {ID: "a", Parent: "e"}}, "", map[string]string{"a": "e", "e": ""}},
	} {
		tree := Build(c.nodes)
		if c.kind != "" && (len(tree.Findings) != 1 || tree.Findings[0].Kind != c.kind) {
			t.Errorf("%s: findings %v", name, tree.Findings)
		}
		for id, parent := range c.under {
			if p, ok := tree.Find(id); !ok || p.Parent != parent {
				t.Errorf("%s: %s hangs under %q", name, id, p.Parent)
			}
		}
	}
}

// anyNodes are arbitrary nodes, sound or not.
func anyNodes(t *rapid.T) []Node {
	id := rapid.SampledFrom([]string{"", "a", "b", "c", "d", "e", "f", "g", "h", "i"})
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Node {
		return Node{ID: id.Draw(t, "id"), Parent: id.Draw(t, "parent"), Kind: rapid.SampledFrom(Kinds).Draw(t, "kind"),
			Rank: rapid.SampledFrom([]string{"", "1", "V", "z"}).Draw(t, "rank")}
	}), 0, 14).Draw(t, "nodes")
}

func TestNoNodeIsEverLostAndNoTreeIsUnsound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes := anyNodes(t)
		given := append([]Node{}, nodes...)
		tree := Build(nodes)
		if !reflect.DeepEqual(nodes, given) {
			t.Fatal("the nodes given were changed")
		}
		all := tree.DepthFirst()
		n := len(all) + len(tree.Asides())
		if all[0].ID == "" {
			n-- // the effect that stands in
		}
		if n != len(nodes) {
			t.Fatalf("%d nodes became %d", len(nodes), n)
		}
		seen := map[string]bool{}
		for i, p := range all {
			if seen[p.ID] {
				t.Fatalf("%s twice", p.ID)
			}
			seen[p.ID] = true
			if i > 0 && !seen[p.Parent] {
				t.Fatalf("%s comes before its parent %s", p.ID, p.Parent)
			}
			if got := tree.Path(p.ID); len(got) != p.Depth+1 || got[len(got)-1].ID != p.ID {
				t.Fatalf("path of %s is %v", p.ID, ids(got))
			}
		}
		// A sound tree needs no repair a second time.
		again := append([]Node(nil), tree.Asides()...)
		for _, p := range all {
			if p.ID != "" || p.Kind == "effect" && len(all) > 0 && p.Depth > 0 {
				again = append(again, p.Node)
			}
		}
		if all[0].ID != "" {
			if f := Build(again).Findings; len(f) != 0 {
				t.Fatalf("found again: %v", f)
			}
		}
	})
}

func TestTheOrderOfTheNodesGivenDoesNotMatter(t *testing.T) {
	want := Build(sample()).DepthFirst()
	rapid.Check(t, func(t *rapid.T) {
		if got := Build(rapid.Permutation(sample()).Draw(t, "nodes")).DepthFirst(); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %v", ids(got))
		}
	})
}

func TestTheSameTreeStandsWithAndWithoutCategories(t *testing.T) {
	tree := Build(sample())
	flat := tree.WithoutCategories()
	expect(t, ids(flat.DepthFirst()), []string{"e", "a", "a1", "a2", "a2x", "b", "c", "d"})
	expect(t, len(flat.Findings), 0)
	expect(t, flat.Len(), tree.Len())
	expect(t, len(flat.Asides()), 1)
	if p, _ := flat.Find("c"); p.Parent != "e" || p.Number != "3" {
		t.Errorf("c is %+v", p)
	}
}

func TestADeepChainNeedsNoRecursion(t *testing.T) {
	nodes := []Node{{ID: "n0", Kind: "effect"}}
	for i := 1; i < 20000; i++ {
		nodes = append(nodes, Node{ID: fmt.Sprint("n", i), Parent: fmt.Sprint("n", i-1), Kind: "cause"})
	}
	if p, _ := Build(nodes).Find("n19999"); p.Depth != 19999 {
		t.Errorf("depth %d", p.Depth)
	}
}
