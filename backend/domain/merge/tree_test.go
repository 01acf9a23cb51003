package merge

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"secondstory/backend/domain/record"
)

// forest is a record with nodes below parents, given as pairs.
func forest(pairs ...string) *Doc {
	d := NewDoc("thing", "T1", 1)
	for i := 0; i < len(pairs); i += 2 {
		hang(d, pairs[i], pairs[i+1])
	}
	return d
}

func hang(d *Doc, id, parent string) *Doc {
	f := cloneFields(d.Parts["nodes"][id].Fields)
	f["title"] = "node " + id
	if delete(f, "parent"); parent != "" {
		f["parent"] = parent
	}
	d.PutPart("nodes", id, Part{Fields: f})
	return d
}

func moves(d *Doc, pairs ...string) *Doc {
	d = d.Clone()
	for i := 0; i < len(pairs); i += 2 {
		hang(d, pairs[i], pairs[i+1])
	}
	return d
}

func drops(d *Doc, ids ...string) *Doc {
	d = d.Clone()
	for _, id := range ids {
		d.DropPart("nodes", id)
	}
	return d
}

func parentOf(d *Doc, id string) string { return record.Str(d.Parts["nodes"][id].Fields, "parent") }

func conflictsOf(d *Doc, kind string) []string {
	var out []string
	for _, c := range d.Conflicts {
		if c.Kind == kind {
			out = append(out, c.Path)
		}
	}
	slices.Sort(out)
	return out
}

func TestOfTwoMovesOfANodeTheOneWithTheSmallerHashStands(t *testing.T) {
	base := forest("r", "", "a", "r", "b", "r", "x", "r")
	want := "a"
	if smaller(moved("x", "b"), moved("x", "a")) {
		want = "b"
	}
	m := Merge(scheme(), []*Doc{base}, side(moves(base, "x", "a")), side(moves(base, "x", "b"))).Doc
	if got := parentOf(m, "x"); got != want || !slices.Equal(conflictsOf(m, KindMove), []string{"nodes/x/parent"}) {
		t.Errorf("x hangs below %s, want %s; conflicts %v", got, want, m.Conflicts)
	}
}

func TestTwoMovesThatMakeACycleTogetherLeaveOne(t *testing.T) {
	base := forest("r", "", "x", "r", "y", "r")
	m := Merge(scheme(), []*Doc{base}, side(moves(base, "x", "y")), side(moves(base, "y", "x"))).Doc
	loser, winner := "y", "x"
	if smaller(moved("y", "x"), moved("x", "y")) {
		loser, winner = "x", "y"
	}
	if parentOf(m, loser) != "r" || parentOf(m, winner) != loser {
		t.Errorf("x below %q, y below %q", parentOf(m, "x"), parentOf(m, "y"))
	}
	c := m.Conflicts[sortedKeys(m.Conflicts)[0]]
	if len(m.Conflicts) != 1 || c.Kind != KindMove || c.Path != "nodes/"+loser+"/parent" || c.Values[0] != "r" || c.Values[1] != winner || c.Base != "r" {
		t.Errorf("%+v", m.Conflicts)
	}
}

func TestANodeSomebodyHungAChildOnComesBackWithItsAncestors(t *testing.T) {
	base := forest("r", "", "a", "r", "b", "a", "c", "b")
	gone := drops(base, "a", "b", "c")
	grown := moves(base, "new", "b")
	m := Merge(scheme(), []*Doc{base}, side(gone), side(grown)).Doc
	for _, id := range []string{"new", "b", "a"} {
		if _, ok := m.Part("nodes", id); !ok {
			t.Errorf("%s is not there", id)
		}
	}
	if _, ok := m.Part("nodes", "c"); ok {
		t.Error("a node nobody touched came back")
	}
	if got := conflictsOf(m, KindDelete); !slices.Equal(got, []string{"nodes/a", "nodes/b"}) {
		t.Errorf("conflicts %v", got)
	}
	// A part that cannot be without another one keeps it as well.
	proof := base.Clone()
	proof.PutPart("proofs", "p", Part{Fields: record.Doc{"node": "c", "title": "seen"}})
	m = Merge(scheme(), []*Doc{base}, side(drops(base, "c")), side(proof)).Doc
	if _, ok := m.Part("nodes", "c"); !ok {
		t.Error("the proof hangs in the air")
	}
}

// Whoever edits a node keeps what hung below it too, however deep.
func TestAnEditOfANodeKeepsTheBranchThatTheOtherSideRemoved(t *testing.T) {
	base := forest("r", "", "a", "r", "b", "a", "c", "b", "d", "a", "aside", "r")
	gone := drops(base, "a", "b", "c", "aside")
	hang(gone, "d", "r")
	edited := base.Clone()
	edited.PutPart("nodes", "a", Part{Fields: record.Doc{"parent": "r", "title": "edited"}})
	for _, sides := range [][2]*Doc{{gone, edited}, {edited, gone}} {
		m := Merge(scheme(), []*Doc{base}, side(sides[0]), side(sides[1])).Doc
		if parentOf(m, "b") != "a" || parentOf(m, "c") != "b" || parentOf(m, "d") != "r" {
			t.Errorf("%+v", m.Parts["nodes"])
		}
		if _, ok := m.Part("nodes", "aside"); ok {
			t.Error("a node beside the branch came back")
		}
		if got := conflictsOf(m, KindDelete); !slices.Equal(got, []string{"nodes/a", "nodes/b", "nodes/c"}) {
			t.Errorf("conflicts %v", got)
		}
	}
	// A branch that nobody edited goes as it was taken away.
	m := Merge(scheme(), []*Doc{base}, side(gone), side(moves(base, "new", "r"))).Doc
	if _, ok := m.Part("nodes", "c"); ok || len(m.Conflicts) != 0 {
		t.Errorf("%+v", m.Conflicts)
	}
}

func TestAParentThatWasDisposedOfStaysGoneAndIsTold(t *testing.T) {
	base := forest("r", "", "a", "r")
	gone := base.Clone()
	gone.PutPart("nodes", "a", Part{Tombstones: []record.Doc{{"run": "1"}}})
	r := Merge(scheme(), []*Doc{base}, side(gone), side(moves(base, "new", "a")))
	if _, ok := r.Doc.Part("nodes", "a"); ok || len(r.Notices) != 1 || r.Notices[0].Key != "merge.reference_gone" || r.Notices[0].Path != "nodes/new/parent" {
		t.Errorf("%+v", r.Notices)
	}
}

// Three peers move nodes; whoever meets whom first, all come to the same tree, no
// tree has a cycle, and every move stands somewhere or is a conflict.
func TestThreePeersMoveNodesAndMeetInAnyOrder(t *testing.T) {
	ids := []string{"a", "b", "c", "d"}
	rapid.Check(t, func(t *rapid.T) {
		base := forest("r", "")
		for i, id := range ids {
			hang(base, id, append([]string{"r"}, ids[:i]...)[rapid.IntRange(0, i).Draw(t, "parent")])
		}
		w := newWorld(drawn{t}, healthy, 3)
		w.remote = w.commit(base, w.remote)
		tried := map[[2]string]bool{}
		for i := range w.peers {
			d := base
			for range rapid.IntRange(1, 2).Draw(t, "moves") {
				id, to := rapid.SampledFrom(ids).Draw(t, "id"), rapid.SampledFrom(append([]string{"r"}, ids...)).Draw(t, "to")
				next := moves(d, id, to)
				if id != to && cyclic(next) == "" {
					d = next
				}
			}
			for _, id := range ids {
				if parentOf(d, id) != parentOf(base, id) {
					tried[[2]string{id, parentOf(d, id)}] = true
				}
			}
			w.peers[i], w.seen[i] = w.commit(d, w.remote), w.remote
		}
		for range rapid.IntRange(0, 3).Draw(t, "meetings") {
			i, j := rapid.IntRange(0, 2).Draw(t, "i"), rapid.IntRange(0, 2).Draw(t, "j")
			m, err := w.merge(w.peers[i], w.peers[j])
			if err != nil {
				t.Fatal(err)
			}
			w.peers[i] = m
		}
		if err := w.settle(); err != nil {
			t.Fatal(err)
		}
		m := w.remote.doc
		for move := range tried {
			if parentOf(m, move[0]) == move[1] {
				continue
			}
			if !slices.ContainsFunc(sortedKeys(m.Conflicts), func(id string) bool {
				c := m.Conflicts[id]
				return c.Path == "nodes/"+move[0]+"/parent" && (slices.Contains(c.Values, move[1]) || c.Base == move[1])
			}) {
				t.Fatalf("the move of %s below %s is lost: %s", move[0], move[1], show(m))
			}
		}
	})
}

// Moves that do not meet in one node or in a cycle come out the same in any order.
func TestTheOrderOfMergesDoesNotMatterForMovesApart(t *testing.T) {
	base := forest("r", "", "a", "r", "b", "r", "c", "r", "d", "r")
	versions := []*Doc{moves(base, "a", "b"), moves(base, "c", "b"), moves(base, "d", "a")}
	var first *Doc
	for _, order := range [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		m := Merge(scheme(), []*Doc{base}, side(versions[order[0]]), side(versions[order[1]])).Doc
		m = Merge(scheme(), []*Doc{base}, side(m), side(versions[order[2]])).Doc
		if first == nil {
			first = m
		}
		if m.Hash() != first.Hash() || len(m.Conflicts) > 0 {
			t.Errorf("%v: %s", order, show(m))
		}
	}
}

// removedChain is a tree that is one long line, emptied by one side while the
// other hangs something on its end.
func removedChain(n int) (base, gone, grown *Doc) {
	base = NewDoc("thing", "T1", 1)
	for i, above := 0, ""; i < n; i++ {
		id := fmt.Sprintf("n%06d", n-i) // the end sorts first: no order of ids helps
		hang(base, id, above)
		above = id
	}
	gone, grown = base.Clone(), base.Clone()
	delete(gone.Parts, "nodes")
	hang(grown, "new", fmt.Sprintf("n%06d", 1))
	return base, gone, grown
}

func TestALongLineThatOneSideRemovedComesBackWhole(t *testing.T) {
	base, gone, grown := removedChain(50)
	r := Merge(scheme(), []*Doc{base}, side(gone), side(grown))
	if len(r.Doc.Parts["nodes"]) != 51 || len(conflictsOf(r.Doc, KindDelete)) != 50 || len(r.Opened) != 50 {
		t.Errorf("%d nodes, %d conflicts", len(r.Doc.Parts["nodes"]), len(r.Opened))
	}
}

// What is brought back in one pass over the parts is what going over all of them
// again and again brings back.
func TestBringingBackLooksAtEachPartOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// More ids than a small forest needs, so that many point to what is not there,
		// and proofs beside them, which may need a part of any collection.
		c := drawn{t}
		ids := []string{"a", "b", "c", "d", "e", "f", "g"}
		draw := func() *Doc {
			d := NewDoc("thing", "T1", 1)
			for _, id := range ids {
				switch c.n(4) {
				case 0:
					hang(d, id, one(c, ids...))
				case 1:
					hang(d, id, "")
				case 2:
					d.PutPart("proofs", id, Part{Fields: record.Doc{"node": one(c, ids...), "title": id}})
				}
			}
			return d
		}
		base, a, b, out := draw(), draw(), draw(), draw()
		merger := func() *merger {
			m := newMerger(scheme(), []*Doc{base}, side(a), side(b))
			m.out = out.Clone()
			return m
		}
		m, slow := merger(), merger()
		m.restoreNeeded()
		everywhere := unionKeys(a.Parts, b.Parts)
		for again := true; again; {
			again = false
			for _, name := range sortedKeys(slow.out.Parts) {
				for _, id := range sortedKeys(slow.out.Parts[name]) {
					for _, f := range slow.scheme.collections[name].needs() {
						_, part := slow.restore(name, id, everywhere, f)
						again = again || part != ""
					}
				}
			}
		}
		same(t, "restored", m.out, slow.out)
		if !slices.Equal(m.opened, slow.opened) {
			t.Fatalf("%v, want %v", m.opened, slow.opened)
		}
	})
}
