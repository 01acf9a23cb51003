package gitstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"secondstory/backend/domain/fault"
)

func TestWhatIsWrittenIsWhatGitReads(t *testing.T) {
	s := openTest(t)
	for _, count := range []int{1, looseLimit, 200} {
		b := s.Batch()
		files := map[string]Hash{}
		for i := range count {
			files[fmt.Sprintf("%d/%d.md", i%3, i)] = b.Blob([]byte(strings.Repeat(fmt.Sprintf("%d of %d\n", i, count), i)))
		}
		tree := must(b.Edit(Zero, files))
		c := b.Commit(Commit{Tree: tree, Author: tester, Committer: tester, AuthoredAt: day, CommittedAt: day, Message: "Grüße 🎉",
			Trailers: []Trailer{{"Audit", "device 1 abc"}, {"Op", "01J"}}})
		if err := b.Write(); err != nil {
			t.Fatal(err)
		}
		if err := s.CAS(t.Context(), fmt.Sprintf("refs/heads/n%d", count), Zero, c); err != nil {
			t.Fatal(err)
		}
		for path, h := range files {
			if got := must(s.Blob(h)); hashBlob(got) != h {
				t.Fatalf("%s: %q", path, got)
			}
		}
		if got := git(t, s.Dir(), "log", "-1", "--format=%an|%ae|%at|%s|%(trailers:key=Op,valueonly)", c.String()); strings.TrimSpace(got) != "Ada|ada@device.invalid|1790000000|Grüße 🎉|01J" {
			t.Fatal(got)
		}
	}
	fsck(t, s.Dir())
}

func hashBlob(data []byte) Hash { return nameOf(string(data)) }

// T3, T20: nothing is written twice, and an empty file is not taken for an object.
func TestAnObjectThatIsThereIsNotWrittenAgainAndAnEmptyOneIs(t *testing.T) {
	s := openTest(t)
	b := s.Batch()
	h := b.Blob([]byte("text"))
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	path := s.loosePath(h)
	past := time.Unix(1000, 0)
	if err := os.Chtimes(path, past, past); err != nil {
		t.Fatal(err)
	}
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || !info.ModTime().Equal(past) {
		t.Fatalf("written again: %v, %v", info.ModTime(), err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	write(t, path, "")
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	if got := must(s.Blob(h)); string(got) != "text" {
		t.Fatalf("%q", got)
	}
}

func TestAnObjectWhoseBytesHaveChangedIsDamagedAndNotRead(t *testing.T) {
	s := openTest(t)
	b := s.Batch()
	h, other := b.Blob([]byte("text")), b.Blob([]byte("another text"))
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	bytesOfOther := must(os.ReadFile(s.loosePath(other)))
	if err := os.Remove(s.loosePath(h)); err != nil {
		t.Fatal(err)
	}
	write(t, s.loosePath(h), string(bytesOfOther))
	if _, err := s.Blob(h); !errors.Is(err, ErrDamaged) {
		t.Fatal(err)
	}
	if _, err := s.Blob(nameOf("nowhere")); !errors.Is(err, ErrMissing) {
		t.Fatal(err)
	}
}

// T6: another program repacks while the store is open.
func TestAStoreReadsOnAfterAnotherProgramHasPackedItsObjects(t *testing.T) {
	s := openTest(t)
	head := Zero
	for n := range 5 {
		head = must(growBy(s, head, n, 40))
	}
	tree := must(s.Commit(head)).Tree
	before := must(s.Files(tree))
	git(t, s.Dir(), "repack", "-a", "-d", "-q")
	git(t, s.Dir(), "prune-packed")
	after := must(s.Files(tree))
	if len(after) != len(before) || len(after) == 0 {
		t.Fatal(len(before), len(after))
	}
	for _, each := range after {
		if _, err := s.Blob(each.B.Hash); err != nil {
			t.Fatal(err)
		}
	}
	// And what git adds meanwhile is seen.
	added := git(t, s.Dir(), "commit-tree", tree.String(), "-p", head.String(), "-m", "by hand")
	git(t, s.Dir(), "repack", "-a", "-d", "-q")
	if c := must(s.Commit(must(ParseHash(added)))); c.Author.Name != "Grace" || c.Message != "by hand" {
		t.Fatalf("%+v", c)
	}
}

// T5: go-git's objects are not safe for goroutines, not even for reading.
func TestReadersAndWritersMayShareAStore(t *testing.T) {
	s := openTest(t)
	head := must(growBy(s, Zero, 0, 60))
	tree := must(s.Commit(head)).Tree
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for _, each := range must(s.Files(tree)) {
				if _, err := s.Blob(each.B.Hash); err != nil {
					t.Error(err)
				}
			}
			b := s.Batch()
			b.Blob(fmt.Append(nil, i))
			if err := b.Write(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func TestTidyPacksLooseObjectsAndJoinsSmallPacks(t *testing.T) {
	s := openTest(t)
	head := Zero
	for n := range 12 {
		head = must(growBy(s, head, n, 1+39*(n%2)))
	}
	if moved := must(s.tidy(1, 2)); moved == 0 {
		t.Fatal("nothing moved")
	}
	if left := must(s.looseObjects()); len(left) != 0 {
		t.Fatalf("%d objects are still loose", len(left))
	}
	if packs := must(s.smallPacks()); len(packs) != 1 {
		t.Fatalf("%d packs", len(packs))
	}
	fsck(t, s.Dir())
	if err := s.Connected(head); err != nil {
		t.Fatal(err)
	}
	if moved := must(s.Tidy()); moved != 0 {
		t.Fatal("there was nothing to do")
	}
}

func TestAPackFromOutsideIsTakenWholeOrNotAtAll(t *testing.T) {
	from, to := openTest(t), openTest(t)
	head := must(growBy(from, Zero, 0, 50))
	objects := must(from.Between(head))
	pack, whole, err := from.Pack(objects)
	if err != nil || len(whole) != len(objects) || !slices.IsSorted(whole) || whole[len(whole)-1] != int64(len(pack)-20) {
		t.Fatal(whole, err)
	}
	for name, each := range map[string]struct {
		bytes []byte
		limit int64
		key   string
	}{
		"cut":       {pack[:len(pack)/2], 1 << 20, "share.pack_damaged"},
		"altered":   {append(append([]byte{}, pack[:60]...), bytes.Repeat([]byte{0x55}, len(pack)-60)...), 1 << 20, "share.pack_damaged"},
		"no pack":   {[]byte("<html>please sign in</html>"), 1 << 20, "share.pack_damaged"},
		"empty":     {nil, 1 << 20, "share.pack_damaged"},
		"too large": {pack, int64(len(pack)) - 1, "share.pack_too_large"},
	} {
		for _, ctx := range []context.Context{t.Context(), Counting(t.Context(), func(int, int) {})} {
			_, err := to.AcceptPack(ctx, bytes.NewReader(each.bytes), each.limit)
			if f, ok := fault.As(err); !ok || f.Key != each.key {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if left, _ := filepath.Glob(filepath.Join(to.Dir(), "objects/pack/*")); len(left) != 0 {
		t.Fatalf("left behind: %v", left)
	}
	var counts []int
	ctx := Counting(t.Context(), func(done, total int) {
		if counts = append(counts, done); total != len(objects) {
			t.Errorf("%d of %d", done, total)
		}
	})
	// One connection that breaks is told as itself, whoever counts.
	broken := io.MultiReader(bytes.NewReader(pack[:whole[10]]), iotest.ErrReader(os.ErrDeadlineExceeded))
	if _, err := to.AcceptPack(ctx, broken, int64(len(pack))); !errors.Is(err, os.ErrDeadlineExceeded) || counts[len(counts)-1] != 11 {
		t.Fatal(counts, err)
	}
	counts = nil
	if n, err := to.AcceptPack(ctx, iotest.OneByteReader(bytes.NewReader(pack)), int64(len(pack))); n != len(objects) || err != nil || len(counts) != n+1 || counts[n] != n {
		t.Fatal(n, counts, err)
	}
	if err := to.Connected(head); err != nil {
		t.Fatal(err)
	}
	if err := to.CAS(t.Context(), Main, Zero, head); err != nil {
		t.Fatal(err)
	}
	fsck(t, to.Dir())
}

func TestAHistoryWithAHoleIsFound(t *testing.T) {
	s := openTest(t)
	a := must(growBy(s, Zero, 0, 3))
	b := must(growBy(s, a, 1, 3))
	if err := s.Connected(b); err != nil {
		t.Fatal(err)
	}
	files := must(s.Files(must(s.Commit(a)).Tree))
	if err := os.Remove(s.loosePath(files[0].B.Hash)); err != nil {
		t.Fatal(err)
	}
	if err := s.Connected(b); !errors.Is(err, ErrMissing) {
		t.Fatal(err)
	}
	if err := s.Connected(b, a); err != nil {
		t.Fatalf("what is known already is not looked at: %v", err)
	}
}

func TestASecondOwnerWaitsAndIsThenTold(t *testing.T) {
	s := openTest(t)
	if _, err := open(t.Context(), s.Dir(), 30*time.Millisecond, nil); !fault.Is(err, fault.Unavailable) {
		t.Fatal(err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(cancelled, s.Dir()); !fault.Is(err, fault.Cancelled) {
		t.Fatal(err)
	}
	opened := make(chan error)
	go func() {
		second, err := Open(context.Background(), s.Dir())
		if err == nil {
			err = second.Close()
		}
		opened <- err
	}()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-opened; err != nil {
		t.Fatal(err)
	}
}

// T10, T19: what go-git would read wrongly is refused.
func TestARepositoryOfAnotherKindIsRefusedWithItsReason(t *testing.T) {
	for what, lines := range map[string]string{
		"objectformat sha256":       "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n",
		"partialclone origin":       "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tpartialclone = origin\n",
		"repositoryformatversion 2": "[core]\n\trepositoryformatversion = 2\n",
		"config":                    "[core\n",
	} {
		dir := filepath.Join(t.TempDir(), "r")
		if err := CreateBare(dir); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, "config"), lines)
		for _, open := range []func() (*Store, error){func() (*Store, error) { return Open(t.Context(), dir) }, func() (*Store, error) { return OpenGuest(dir) }} {
			_, err := open()
			if f, ok := fault.As(err); !ok || f.Key != "share.store_foreign" || f.Params["what"] != what {
				t.Errorf("%s: %v", what, err)
			}
		}
	}
	dir := filepath.Join(t.TempDir(), "shallow")
	if err := CreateBare(dir); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "shallow"), nameOf("x").String()+"\n")
	if _, err := OpenGuest(dir); !fault.Is(err, fault.Denied) {
		t.Error(err)
	}
}

func TestAGuestFindsOutWhenThereIsNoRepository(t *testing.T) {
	if _, err := OpenGuest(t.TempDir()); !fault.Is(err, fault.NotFound) {
		t.Fatal(err)
	}
}

// Another program that is stopped while it packs leaves a pack without index,
// beside which go-git reads nothing.
func TestAPackWithoutItsIndexGetsOneAtTheNextStart(t *testing.T) {
	s := openTest(t)
	head := must(growBy(s, Zero, 0, 50))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	indexes, _ := filepath.Glob(filepath.Join(s.Dir(), "objects/pack/*.idx"))
	if len(indexes) != 1 {
		t.Fatal(indexes)
	}
	if err := os.Remove(indexes[0]); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(s.Dir(), "objects/pack/pack-"+head.String()+".pack"), "no pack")
	s = must(Open(t.Context(), s.Dir()))
	defer s.Close()
	if err := s.Connected(head); err != nil {
		t.Fatal(err)
	}
}

// A backup, or a tool that carries folders, leaves out empty ones: a store goes on without.
func TestAStoreWhoseEmptyFoldersWereLostGoesOn(t *testing.T) {
	s := openTest(t)
	dir := s.Dir()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"objects/info", "objects/pack", "refs/heads", "refs/tags", "refs"} {
		if err := os.Remove(filepath.Join(dir, folder)); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	s = must(Open(t.Context(), dir))
	defer s.Close()
	b := s.Batch()
	for i := range looseLimit + 1 {
		b.Blob(fmt.Appendf(nil, "text %d", i))
	}
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	if packs := must(filepath.Glob(filepath.Join(dir, "objects", "pack", "*.pack"))); len(packs) != 1 {
		t.Errorf("%v", packs)
	}
}
