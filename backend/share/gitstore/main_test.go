package gitstore

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"secondstory/backend/internal/gittest"
)

// The test binary is also the process that gets killed: with this variable set
// it writes until somebody stops it.
const childVariable = "GITSTORE_CHILD"

func TestMain(m *testing.M) {
	if job := os.Getenv(childVariable); job != "" {
		if err := child(job); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child writes commits into the store named by the job, says each after it is
// safe, and kills itself at the step the job names, if it names one.
func child(job string) error {
	dir, at, _ := strings.Cut(job, "|")
	s, err := open(context.Background(), dir, ownerWait, func(step string) {
		if step == at {
			self, err := os.FindProcess(os.Getpid())
			if err == nil {
				_ = self.Kill()
			}
			select {} // until it arrives
		}
	})
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		head, err := s.Ref(Main)
		if err != nil {
			return err
		}
		size := 1
		if n%7 == 6 {
			size = 40 // enough for a pack
		}
		next, err := growBy(s, head, n, size)
		if err != nil {
			return err
		}
		fmt.Println(next)
		if n%3 == 2 {
			if err := forget(s, next); err != nil {
				return err
			}
		}
		if n%5 == 4 {
			if _, err := s.tidy(1, 3); err != nil {
				return err
			}
		}
	}
}

// forget deletes a ref that git has packed.
func forget(s *Store, h Hash) error {
	if err := writeDurably(filepath.Join(s.Dir(), packedRefs), []byte(h.String()+" "+Tracking+"\n")); err != nil {
		return err
	}
	return s.Delete(context.Background(), Tracking)
}

// growBy commits some files on top of head and moves the ref.
func growBy(s *Store, head Hash, n, files int) (Hash, error) {
	b := s.Batch()
	c := Commit{Author: tester, Committer: tester, AuthoredAt: day, CommittedAt: day, Message: "Change",
		Trailers: []Trailer{{"Op", strconv.Itoa(n)}}}
	tree := Zero
	if head != Zero {
		old, err := s.Commit(head)
		if err != nil {
			return Zero, err
		}
		tree, c.Parents = old.Tree, []Hash{head}
	}
	changes := map[string]Hash{}
	for i := range files {
		text := fmt.Sprintf("%s %d %d\n", head, n, i)
		changes[fmt.Sprintf("reviews/2026/%02d/R%d/review.md", n%12+1, i)] = b.Blob([]byte(text))
	}
	tree, err := b.Edit(tree, changes)
	if err != nil {
		return Zero, err
	}
	c.Tree = tree
	next := b.Commit(c)
	if err := b.Write(); err != nil {
		return Zero, err
	}
	return next, s.CAS(context.Background(), Main, head, next)
}

var (
	tester = Person{"Ada", "ada@device.invalid"}
	day    = time.Unix(1_790_000_000, 0).UTC()
)

func openTest(t testing.TB) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "space.git"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// commitFiles makes a commit with exactly these files and stores it.
func commitFiles(t testing.TB, s *Store, message string, files map[string]string, parents ...Hash) Hash {
	t.Helper()
	b := s.Batch()
	entries := map[string]Hash{}
	for path, text := range files {
		entries[path] = b.Blob([]byte(text))
	}
	tree := must(b.Edit(Zero, entries))
	h := b.Commit(Commit{Tree: tree, Parents: parents, Author: tester, Committer: tester, AuthoredAt: day, CommittedAt: day, Message: message})
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	return h
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// The git command line beside us.
var (
	git    = gittest.Run
	gitTry = gittest.Try
	fsck   = gittest.Fsck
)

func nameOf(text string) Hash { return hashOf(plumbing.BlobObject, []byte(text)) }
