package gitstore

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// bigSpace has 10,000 files in 1,000 records and 2,000 commits of one file each.
func bigSpace(b *testing.B) (*Store, Hash) {
	b.Helper()
	s := openTest(b)
	batch := s.Batch()
	files := map[string]Hash{}
	for i := range 10_000 {
		files[bigPath(i)] = batch.Blob(bigText(i, 0))
	}
	tree := must(batch.Edit(Zero, files))
	head := batch.Commit(Commit{Tree: tree, Author: tester, Committer: tester, AuthoredAt: day, CommittedAt: day, Message: "All"})
	for n := range 2000 {
		tree = must(batch.Edit(tree, map[string]Hash{bigPath(n * 37 % 10_000): batch.Blob(bigText(n, 1))}))
		head = batch.Commit(Commit{Tree: tree, Parents: []Hash{head}, Author: tester, Committer: tester, AuthoredAt: day, CommittedAt: day, Message: "One"})
	}
	if err := batch.Write(); err != nil {
		b.Fatal(err)
	}
	if err := s.CAS(b.Context(), Main, Zero, head); err != nil {
		b.Fatal(err)
	}
	return s, head
}

func bigPath(i int) string {
	return fmt.Sprintf("reviews/2026/%02d/R%04d/file%d.yaml", i/10%12+1, i/10, i%10)
}

func bigText(i, edition int) []byte {
	return fmt.Appendf(nil, "id: %d\nedition: %d\n%s", i, edition, bytes.Repeat([]byte("a line of a review\n"), 25))
}

// script runs shell lines of the git command line and fails the benchmark with them.
func script(b *testing.B, dir, lines string, env ...string) {
	b.Helper()
	cmd := exec.Command("sh", "-ec", lines)
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@b.invalid",
		"GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@b.invalid"), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", lines, err, out)
	}
}

// The peer keeps its index between commits, so it reads no more than it must; it
// does not fsync objects and refs, and we do.
func BenchmarkCommitOneOfTenThousandFiles(b *testing.B) {
	s, head := bigSpace(b)
	b.Run("ours", func(b *testing.B) {
		n := 0
		for b.Loop() {
			n++
			c := must(s.Commit(head))
			batch := s.Batch()
			tree := must(batch.Edit(c.Tree, map[string]Hash{bigPath(n % 10_000): batch.Blob(bigText(n, 2))}))
			next := batch.Commit(Commit{Tree: tree, Parents: []Hash{head}, Author: tester, Committer: tester, AuthoredAt: day, CommittedAt: day, Message: "One"})
			if err := batch.Write(); err != nil {
				b.Fatal(err)
			}
			if err := s.CAS(context.Background(), Main, head, next); err != nil {
				b.Fatal(err)
			}
			head = next
		}
	})
	b.Run("peer=git", func(b *testing.B) {
		git(b, s.Dir(), "--version")
		index := "GIT_INDEX_FILE=" + filepath.Join(b.TempDir(), "index")
		script(b, s.Dir(), "git read-tree "+Main, index)
		n := 0
		for b.Loop() {
			n++
			script(b, s.Dir(), fmt.Sprintf(`blob=$(printf 'edition 3 of %d\n' | git hash-object -w --stdin)
git update-index --add --cacheinfo 100644,$blob,%s
old=$(git rev-parse %s)
new=$(git commit-tree $(git write-tree) -p $old -m One)
git update-ref %s $new $old`, n, bigPath(n%10_000), Main, Main), index)
		}
	})
}

// Two sides of twenty commits each.
func BenchmarkThreeWayWalkOfTenThousandFiles(b *testing.B) {
	s, base := bigSpace(b)
	sides := make([]Hash, 2)
	trees := make([]Hash, 2)
	root := must(s.Commit(base)).Tree
	for side := range sides {
		batch := s.Batch()
		trees[side], sides[side] = root, base
		for n := range 20 {
			trees[side] = must(batch.Edit(trees[side], map[string]Hash{bigPath((n*200 + side*77) % 10_000): batch.Blob(bigText(n, 5+side))}))
			sides[side] = batch.Commit(Commit{Tree: trees[side], Parents: []Hash{sides[side]}, Author: tester, Committer: tester, AuthoredAt: day, CommittedAt: day, Message: "One"})
		}
		if err := batch.Write(); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			bases := must(s.MergeBases(sides[0], sides[1]))
			if changes := must(s.ThreeWay([]Hash{must(s.Commit(bases[0])).Tree}, trees[0], trees[1])); len(changes) != 40 {
				b.Fatal(len(changes))
			}
		}
	})
	b.Run("peer=git", func(b *testing.B) {
		git(b, s.Dir(), "--version")
		lines := fmt.Sprintf("base=$(git merge-base %s %s); git diff-tree -r $base %s; git diff-tree -r $base %s", sides[0], sides[1], sides[0], sides[1])
		for b.Loop() {
			script(b, s.Dir(), lines)
		}
	})
}

// The first question about a history after a start without a graph file.
func BenchmarkReadTheGraphOfTwoThousandCommits(b *testing.B) {
	s, head := bigSpace(b)
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			s.graph = graph{nodes: map[Hash]node{}}
			if all := must(s.Since(head)); len(all) != 2001 {
				b.Fatal(len(all))
			}
		}
	})
	b.Run("peer=git", func(b *testing.B) {
		git(b, s.Dir(), "--version")
		for b.Loop() {
			script(b, s.Dir(), "git rev-list --topo-order "+head.String()+" >/dev/null")
		}
	})
}
