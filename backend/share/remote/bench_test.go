package remote

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"secondstory/backend/share/gitstore"
)

// bigShare is a shared repository with 10,000 files and 1,000 commits, and a
// store that has all of it.
func bigShare(b *testing.B, p place) (*gitstore.Store, *Remote) {
	b.Helper()
	s := openStore(b)
	head := must(change(s, "all", 0))
	c := must(s.Commit(head))
	batch := s.Batch()
	files := map[string]Hash{}
	path := func(i int) string {
		return fmt.Sprintf("reviews/%d/%02d/R%04d/f%d.md", 2020+i/10%6, i/60%12+1, i/10, i%10)
	}
	for i := range 10_000 {
		files[path(i)] = batch.Blob(fmt.Appendf(nil, "file %d\n", i))
	}
	c.Tree = must(batch.Edit(c.Tree, files))
	for n := range 1000 {
		c.Tree = must(batch.Edit(c.Tree, map[string]Hash{path(n * 7): batch.Blob(fmt.Appendf(nil, "again %d\n", n))}))
		c.Parents = []Hash{head}
		head = batch.Commit(c)
	}
	if err := batch.Write(); err != nil {
		b.Fatal(err)
	}
	if err := s.CAS(b.Context(), gitstore.Main, must(s.Ref(gitstore.Main)), head); err != nil {
		b.Fatal(err)
	}
	r := connectTo(b, p.address)
	if _, err := r.Push(b.Context(), s, head); err != nil {
		b.Fatal(err)
	}
	if _, err := r.Fetch(b.Context(), s); err != nil {
		b.Fatal(err)
	}
	return s, r
}

// peerClone is what the git command line works with: a bare clone of its own.
func peerClone(b *testing.B, p place) string {
	b.Helper()
	dir := filepath.Join(b.TempDir(), "clone.git")
	gitAt(b, b.TempDir(), "clone", "-q", "--bare", withAccess(p.address), dir)
	gitAt(b, dir, "config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
	gitAt(b, dir, "fetch", "-q")
	return dir
}

func withAccess(address string) string {
	if len(address) > 7 && address[:7] == "http://" {
		return "http://ada:secret@" + address[7:]
	}
	return address
}

// addByGit commits one file with the git command line.
func addByGit(b *testing.B, dir, ref string, n int) {
	b.Helper()
	cmd := exec.Command("sh", "-ec", fmt.Sprintf(`git read-tree %[1]s
blob=$(echo %[2]d | git hash-object -w --stdin)
git update-index --add --cacheinfo 100644,$blob,by-git/%[2]d
git update-ref %[1]s $(git commit-tree $(git write-tree) -p %[1]s -m One)`, ref, n))
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@b.invalid", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@b.invalid")
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
}

func BenchmarkPushOneCommitToFolder(b *testing.B) { benchmarkPush(b, "folder") }
func BenchmarkPushOneCommitOverHTTP(b *testing.B) { benchmarkPush(b, "http-backend") }

func benchmarkPush(b *testing.B, peer string) {
	p := peers[peer](b)
	s, r := bigShare(b, p)
	n := 0
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			n++
			head := must(change(s, "bench", n))
			b.StartTimer()
			if _, err := r.Push(b.Context(), s, head); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("peer=git", func(b *testing.B) {
		needGit(b)
		dir := peerClone(b, p)
		for b.Loop() {
			b.StopTimer()
			n++
			addByGit(b, dir, gitstore.Main, n)
			b.StartTimer()
			gitAt(b, dir, "push", "-q", "origin", gitstore.Main)
		}
	})
}

func BenchmarkFetchOneCommitFromFolder(b *testing.B) { benchmarkFetch(b, "folder") }
func BenchmarkFetchOneCommitOverHTTP(b *testing.B)   { benchmarkFetch(b, "http-backend") }

func benchmarkFetch(b *testing.B, peer string) {
	p := peers[peer](b)
	s, r := bigShare(b, p)
	needGit(b)
	n := 0
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			n++
			addByGit(b, p.bare, gitstore.Main, n)
			b.StartTimer()
			if f, err := r.Fetch(b.Context(), s); err != nil || f.Commits == 0 {
				b.Fatal(f, err)
			}
		}
	})
	b.Run("peer=git", func(b *testing.B) {
		dir := peerClone(b, p)
		for b.Loop() {
			b.StopTimer()
			n++
			addByGit(b, p.bare, gitstore.Main, n)
			b.StartTimer()
			gitAt(b, dir, "fetch", "-q", "origin")
		}
	})
}
