package gitstore

import (
	"fmt"
	"math/rand/v2"
	"os"
	"sort"
	"strings"
	"testing"
	"time"
)

// randomHistory makes commits with up to three parents and clocks that lie.
func randomHistory(t *testing.T, s *Store, seed uint64, size int) []Hash {
	t.Helper()
	dice := rand.New(rand.NewPCG(seed, 1))
	b := s.Batch()
	tree := must(b.Tree(nil))
	var all []Hash
	for i := range size {
		c := Commit{Tree: tree, Author: tester, Committer: tester, Message: fmt.Sprint(i),
			CommittedAt: day.Add(time.Duration(dice.IntN(20)-10) * 365 * 24 * time.Hour)}
		for range min(len(all), dice.IntN(4)) {
			parent := all[max(0, len(all)-1-dice.IntN(6))]
			if !contains(c.Parents, parent) {
				c.Parents = append(c.Parents, parent)
			}
		}
		all = append(all, b.Commit(c))
	}
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestMergeBasesAndAncestorsAreThoseThatGitFindsWhateverTheClocksSay(t *testing.T) {
	for seed := range uint64(2) {
		s := openTest(t)
		all := randomHistory(t, s, seed, 40)
		dice := rand.New(rand.NewPCG(seed, 2))
		for range 8 {
			a, b := all[dice.IntN(len(all))], all[dice.IntN(len(all))]
			out, _ := gitTry(t, s.Dir(), "merge-base", "--all", a.String(), b.String())
			want := strings.Fields(out)
			sort.Strings(want)
			var got []string
			for _, h := range must(s.MergeBases(a, b)) {
				got = append(got, h.String())
			}
			if strings.Join(got, " ") != strings.Join(want, " ") {
				t.Errorf("seed %d, %s and %s: want %v, got %v", seed, a, b, want, got)
			}
			_, err := gitTry(t, s.Dir(), "merge-base", "--is-ancestor", a.String(), b.String())
			if must(s.IsAncestor(a, b)) != (err == nil) {
				t.Errorf("seed %d: is %s an ancestor of %s", seed, a, b)
			}
			counted := strings.Fields(git(t, s.Dir(), "rev-list", a.String(), "^"+b.String()))
			since := must(s.Since(a, b))
			if len(since) != len(counted) {
				t.Errorf("seed %d: %d commits, git says %d", seed, len(since), len(counted))
			}
			seen := map[Hash]bool{}
			for _, h := range since {
				for _, parent := range must(s.Commit(h)).Parents {
					if contains(since, parent) && !seen[parent] {
						t.Errorf("%s comes before its parent %s", h, parent)
					}
				}
				seen[h] = true
			}
		}
	}
}

func TestACrissCrossMergeHasTwoBases(t *testing.T) {
	s := openTest(t)
	root := commitFiles(t, s, "root", map[string]string{"f": "0"})
	a := commitFiles(t, s, "a", map[string]string{"f": "a"}, root)
	b := commitFiles(t, s, "b", map[string]string{"f": "b"}, root)
	left := commitFiles(t, s, "left", map[string]string{"f": "1"}, a, b)
	right := commitFiles(t, s, "right", map[string]string{"f": "2"}, b, a)
	bases := must(s.MergeBases(left, right))
	if len(bases) != 2 || !contains(bases, a) || !contains(bases, b) {
		t.Fatal(bases)
	}
	stranger := commitFiles(t, s, "stranger", map[string]string{"f": "9"})
	if bases := must(s.MergeBases(left, stranger)); len(bases) != 0 {
		t.Fatal(bases)
	}
	if must(s.IsAncestor(stranger, left)) || !must(s.IsAncestor(root, left)) || must(s.IsAncestor(left, root)) {
		t.Fatal("ancestors")
	}
}

func TestTheGraphFileSparesReadingAndADamagedOneIsForgotten(t *testing.T) {
	s := openTest(t)
	all := randomHistory(t, s, 7, 60)
	tip := all[len(all)-1]
	want := must(s.Since(tip))
	dir := s.Dir()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = must(Open(t.Context(), dir))
	if len(s.graph.nodes) == 0 {
		t.Fatal("the graph was not kept")
	}
	if got := must(s.Since(tip)); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatal("another history than before")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	data := must(os.ReadFile(s.graphFile()))
	for _, cut := range []int{0, 5, len(data) / 2, len(data) - 1} {
		broken := append([]byte{}, data[:cut]...)
		if cut == len(data)-1 {
			broken = append([]byte{}, data...)
			broken[100] ^= 1
		}
		write(t, s.graphFile(), string(broken))
		again := must(Open(t.Context(), dir))
		if len(again.graph.nodes) != 0 {
			t.Errorf("a graph cut at %d was believed", cut)
		}
		if got := must(again.Since(tip)); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Error("another history than before")
		}
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAMergeHasTheSameHashWhoeverMakesIt(t *testing.T) {
	s := openTest(t)
	a := commitFiles(t, s, "a", map[string]string{"f": "a"})
	batch := s.Batch()
	later := must(s.Commit(a))
	later.Parents, later.CommittedAt = []Hash{a}, day.Add(time.Hour)
	b := batch.Commit(later)
	if err := batch.Write(); err != nil {
		t.Fatal(err)
	}
	one, two := must(s.Commit(a)), must(s.Commit(b))
	bot := Person{"merge", "merge@space.invalid"}
	first, second := s.Batch().Merge(one.Tree, bot, 1, one, two), s.Batch().Merge(one.Tree, bot, 1, two, one)
	if first != second {
		t.Fatal(first, second)
	}
	merging := s.Batch()
	merging.Merge(one.Tree, bot, 1, one, two)
	if err := merging.Write(); err != nil {
		t.Fatal(err)
	}
	c := must(s.Commit(first))
	if !c.CommittedAt.Equal(day.Add(time.Hour)) || !c.AuthoredAt.Equal(c.CommittedAt) || c.Message != "Merge v1" || c.Author != bot {
		t.Fatalf("%+v", c)
	}
}

func TestACommitKeepsWhatItSaysAndNothingBreaksItsLines(t *testing.T) {
	s := openTest(t)
	b := s.Batch()
	tree := must(b.Tree(nil))
	wild := Commit{Tree: tree, Author: Person{"A <b>\nc", "x@y>\n"}, Committer: tester, AuthoredAt: time.Unix(-5, 0), CommittedAt: day.In(time.FixedZone("x", 7200)),
		Message: "One\n\nTwo: lines\nthat are none", Trailers: []Trailer{{"Op", "1\nOp: 2"}}}
	h := b.Commit(wild)
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	c := must(s.Commit(h))
	if c.Author != (Person{"A bc", "x@y"}) || !c.AuthoredAt.Equal(time.Unix(0, 0)) || !c.CommittedAt.Equal(day) ||
		c.Message != wild.Message || len(c.Trailers) != 1 || c.Trailers[0].Value != "1 Op: 2" {
		t.Fatalf("%+v", c)
	}
	if out := git(t, s.Dir(), "fsck", "--strict", "--no-dangling"); strings.Contains(out, "error") {
		t.Fatal(out)
	}
}
