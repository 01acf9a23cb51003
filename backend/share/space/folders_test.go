package space

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/review"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// runOver is an exchange that only reads a history.
func runOver(t testing.TB, store *gitstore.Store) *run {
	t.Helper()
	f, err := newFormats([]Kind{{Schema: review.Schema}}, merge.Version)
	if err != nil {
		t.Fatal(err)
	}
	return &run{store: store, format: f, had: map[string][]*merge.Doc{}, pasts: map[Hash]past{}}
}

// history commits random edits and removals of some records of five years, on branches
// that are merged or in one line.
func history(t testing.TB, dice *rand.Rand, records, commits int, branches bool) (store *gitstore.Store, places []canon.Place, head Hash) {
	t.Helper()
	store, err := gitstore.Open(t.Context(), filepath.Join(t.TempDir(), "space.git"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	r := runOver(t, store)
	for i := range records {
		const letters, fortnights = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 147
		when := i % fortnights
		p, ok := r.format.placeOf(review.Kind, fmt.Sprintf("01%c%cZQ4T9V3M7K2X5N6P8%05d", letters[15+when/32], letters[when%32], i))
		if !ok {
			t.Fatal("no place")
		}
		places = append(places, p)
	}
	batch := store.Batch()
	at := time.Unix(1_700_000_000, 0)
	who := gitstore.Person{Name: "Kite", Email: "kite@example.invalid"}
	tree, err := batch.Edit(gitstore.Zero, map[string]Hash{"README.md": batch.Blob([]byte("Ours.\n"))})
	if err != nil {
		t.Fatal(err)
	}
	var tips []Hash
	trees := map[Hash]Hash{}
	commit := func(tree Hash, parents ...Hash) Hash {
		at = at.Add(time.Duration(dice.IntN(3)-1) * time.Minute) // clocks are not to be trusted
		h := batch.Commit(gitstore.Commit{Tree: tree, Parents: parents, Author: who, Committer: who, AuthoredAt: at, CommittedAt: at, Message: fmt.Sprintf("Edit %d\n", len(trees))})
		trees[h] = tree
		return h
	}
	tips = []Hash{commit(tree)}
	for range commits {
		i := dice.IntN(len(tips))
		edits := map[string]Hash{}
		for range 1 + dice.IntN(3) {
			path := places[dice.IntN(len(places))].Dir + "/review.md"
			edits[path] = batch.Blob(fmt.Appendf(nil, "---\nschema: 1\n---\n\n# Title %d\n", dice.IntN(6))) // what was comes again
			if dice.IntN(6) == 0 {
				edits[path] = gitstore.Zero
			}
		}
		parents := []Hash{tips[i]}
		if j := dice.IntN(len(tips)); j != i && dice.IntN(3) == 0 { // of the other branch nothing is taken
			parents = append(parents, tips[j])
			tips = slices.Delete(tips, max(i, j), max(i, j)+1)
			i = min(i, j)
		}
		if tree, err = batch.Edit(trees[parents[0]], edits); err != nil {
			t.Fatal(err)
		}
		next := commit(tree, parents...)
		if tips[i] = next; branches && dice.IntN(5) == 0 {
			tips = append(tips, parents[0])
		}
	}
	for len(tips) > 1 {
		tips = append(tips[2:], commit(trees[tips[0]], tips[0], tips[1]))
	}
	if err := batch.Write(); err != nil {
		t.Fatal(err)
	}
	return store, places, tips[0]
}

// oneByOne looks through the whole history for one folder.
func (r *run) oneByOne(t testing.TB, dir string, head Hash) (trees []Hash) {
	t.Helper()
	commits, err := r.store.Since(head)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[Hash]bool{gitstore.Zero: true}
	for _, h := range slices.Backward(commits) {
		c, err := r.store.Commit(h)
		if err != nil {
			t.Fatal(err)
		}
		at, err := subtree(r.store, c.Tree, dir)
		if err != nil {
			t.Fatal(err)
		}
		if !seen[at] {
			seen[at] = true
			trees = append(trees, c.Tree)
		}
	}
	return trees
}

func TestOneWalkFindsTheVersionsThatLookingForEachRecordFinds(t *testing.T) {
	t.Parallel()
	versions := 0
	for seed := range uint64(12) {
		store, places, head := history(t, rand.New(rand.NewPCG(seed, 4)), 6, 60, true)
		r := runOver(t, store)
		for _, p := range places {
			trees, err := r.treesOf(p.Dir, head)
			if err != nil {
				t.Fatal(err)
			}
			versions += len(trees)
			if want := r.oneByOne(t, p.Dir, head); !slices.Equal(r.folders(t, trees, p.Dir), r.folders(t, want, p.Dir)) {
				t.Errorf("seed %d, %s: %v instead of %v", seed, p.ID, trees, want)
			}
			f := r.format.byKind[review.Kind]
			docs, err := r.versions(f, p, head, false)
			if err != nil || len(docs) != len(trees) {
				t.Errorf("%d documents of %d trees, %v", len(docs), len(trees), err)
			}
			for i, tree := range slices.Backward(trees) {
				want, err := r.docAt(f, p, tree, map[Hash]*merge.Doc{})
				if got := docs[len(trees)-1-i]; err != nil || !got.Equal(want) {
					t.Errorf("seed %d, %s: version %d is another one, %v", seed, p.ID, i, err)
				}
			}
		}
	}
	if versions < 12*6*3 {
		t.Errorf("%d versions are too few to tell anything", versions)
	}
}

// folders are what trees hold of a folder.
func (r *run) folders(t testing.TB, trees []Hash, dir string) (out []Hash) {
	t.Helper()
	for _, tree := range trees {
		at, err := subtree(r.store, tree, dir)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, at)
	}
	return out
}

// A history is walked once, however many of its records are asked about.
func TestTheHistoryIsWalkedOnceForAllRecords(t *testing.T) {
	t.Parallel()
	store, places, head := history(t, rand.New(rand.NewPCG(1, 4)), 6, 60, true)
	r := runOver(t, store)
	if _, err := r.treesOf(places[0].Dir, head); err != nil {
		t.Fatal(err)
	}
	walked := r.pasts[head]
	if len(r.pasts) != 1 || len(walked.before) != len(places) {
		t.Fatalf("%d histories, %d folders", len(r.pasts), len(walked.before))
	}
	r.pasts[head] = past{head: walked.head} // whoever walked again would find more
	trees, err := r.treesOf(places[1].Dir, head)
	if err != nil || len(trees) > 1 {
		t.Errorf("%d versions, %v", len(trees), err)
	}
}

// BenchmarkVersions asks for the versions of all records of a space, of which each was
// edited some sixteen times.
func BenchmarkVersions(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			store, places, head := history(b, rand.New(rand.NewPCG(1, 4)), n/8, n, false)
			b.ResetTimer()
			for b.Loop() {
				r := runOver(b, store)
				for _, p := range places {
					if _, err := r.treesOf(p.Dir, head); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

// While the workspace is locked nothing of the history is read: what is known stays, a version
// that would have to be looked for waits until the lock is let go, and who wrote a value is
// told as far as all that was written is by one.
func TestNothingIsReadOfTheHistoryWhileTheWorkspaceIsLocked(t *testing.T) {
	t.Parallel()
	store, places, head := history(t, rand.New(rand.NewPCG(1, 4)), 2, 20, true)
	r := runOver(t, store)
	p, f := places[0], r.format.byKind[review.Kind]
	if _, err := r.versions(f, p, head, true); !errors.Is(err, errWalk) {
		t.Errorf("%v", err)
	}
	had, err := r.versions(f, p, head, false)
	if err != nil || len(had) == 0 {
		t.Fatal(err)
	}
	all, err := r.origins(head, nil)
	if err != nil {
		t.Fatal(err)
	}
	w := all[p.Dir]
	now := had[len(had)-1]
	path, value := "title", merge.TextOf(now.Fields["title"])
	found := r.side(now, f, p, w, false).Said(path, value)
	r.store = nil // whoever read on would fall over
	if again, err := r.versions(f, p, head, true); err != nil || len(again) != len(had) {
		t.Errorf("%d versions instead of %d: %v", len(again), len(had), err)
	}
	locked := r.side(now, f, p, w, true)
	if o := locked.Said(path, value); o != found {
		t.Errorf("%+v instead of %+v", o, found)
	}
	if o := locked.Said("severity", "SEV9"); o != w.last(p.ID, "severity") {
		t.Errorf("%+v", o)
	}
}
