package gitstore

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
)

// T1: a writer that truncates in place lets readers see an empty ref.
func TestReadersNeverSeeATornRefWhileItIsWritten(t *testing.T) {
	s := openTest(t)
	a := commitFiles(t, s, "a", map[string]string{"f": "a"})
	b := commitFiles(t, s, "b", map[string]string{"f": "b"}, a)
	if err := s.CAS(t.Context(), Main, Zero, a); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var reader sync.WaitGroup
	reader.Go(func() {
		guest := must(OpenGuest(s.Dir()))
		for ctx.Err() == nil {
			if h, err := guest.Ref(Main); err != nil || h != a && h != b {
				t.Errorf("read %s, %v", h, err)
				return
			}
		}
	})
	old, next := a, b
	for range 200 {
		if err := s.CAS(t.Context(), Main, old, next); err != nil {
			t.Fatal(err)
		}
		old, next = next, old
	}
	stop()
	reader.Wait()
}

// T2: go-git falls back to the older packed value without a word.
func TestAnEmptyOrTornRefIsAnErrorAndNeverAnOlderValue(t *testing.T) {
	s := openTest(t)
	a := commitFiles(t, s, "a", map[string]string{"f": "a"})
	b := commitFiles(t, s, "b", map[string]string{"f": "b"}, a)
	for _, torn := range []string{"", "\n", b.String()[:20], strings.Repeat("0", 40) + "\n", "ref: refs/heads/other\n"} {
		packed := a.String() + " " + Main + "\n"
		write(t, filepath.Join(s.Dir(), "packed-refs"), packed)
		write(t, filepath.Join(s.Dir(), Main), torn)
		h, err := s.Ref(Main)
		if h != Zero || !IsBroken(err) {
			t.Errorf("%q was read as %s, %v", torn, h, err)
		}
		if err := s.CAS(t.Context(), Main, a, b); !IsBroken(err) {
			t.Errorf("a write over %q: %v", torn, err)
		}
	}
	if err := os.Remove(filepath.Join(s.Dir(), Main)); err != nil {
		t.Fatal(err)
	}
	if h, err := s.Ref(Main); h != a || err != nil {
		t.Errorf("without a file the packed value counts, got %s, %v", h, err)
	}
}

func TestARefIsMovedOnlyFromWhatItsWriterThinksItIs(t *testing.T) {
	s := openTest(t)
	a := commitFiles(t, s, "a", map[string]string{"f": "a"})
	b := commitFiles(t, s, "b", map[string]string{"f": "b"}, a)
	if err := s.CAS(t.Context(), Main, b, a); !fault.Is(err, fault.Conflict) {
		t.Fatalf("moving a ref that is not there: %v", err)
	}
	if err := s.CAS(t.Context(), Main, Zero, a); err != nil {
		t.Fatal(err)
	}
	err := s.CAS(t.Context(), Main, Zero, b)
	if have, ok := IsStale(err); !ok || have != a {
		t.Fatalf("making a ref that is there: %v", err)
	}
	if err := s.CAS(t.Context(), Main, a, b); err != nil {
		t.Fatal(err)
	}
	if h := must(s.Ref(Main)); h != b {
		t.Fatal(h)
	}
	if left, _ := filepath.Glob(filepath.Join(s.Dir(), "refs/heads/*.lock")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestARefNeverNamesACommitThatIsNotThere(t *testing.T) {
	s := openTest(t)
	if err := s.CAS(t.Context(), Main, Zero, nameOf("nowhere")); !errors.Is(err, ErrMissing) {
		t.Fatal(err)
	}
	b := s.Batch()
	blob := b.Blob([]byte("no commit"))
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	if err := s.CAS(t.Context(), Main, Zero, blob); !errors.Is(err, ErrMissing) {
		t.Fatal(err)
	}
}

// T4: the lock files of git and ours are the same ones.
func TestTheLocksOfTheGitCommandLineAndOursExcludeEachOther(t *testing.T) {
	s := openTest(t)
	s.wait = 30 * time.Millisecond
	a := commitFiles(t, s, "a", map[string]string{"f": "a"})
	b := commitFiles(t, s, "b", map[string]string{"f": "b"}, a)
	if err := s.CAS(t.Context(), Main, Zero, a); err != nil {
		t.Fatal(err)
	}
	lock := filepath.Join(s.Dir(), Main+".lock")
	write(t, lock, "")
	if err := s.CAS(t.Context(), Main, a, b); !fault.Is(err, fault.Unavailable) {
		t.Fatalf("a write into a lock held by another: %v", err)
	}
	if _, err := os.Stat(lock); err != nil {
		t.Fatalf("the other's lock was taken away: %v", err)
	}
	if h := must(s.Ref(Main)); h != a {
		t.Fatal(h)
	}
	if err := os.Remove(lock); err != nil {
		t.Fatal(err)
	}
	// The other way round: git tries while we are between lock and rename.
	s.step = func(step string) {
		if step == "ref.durable" {
			if out, err := gitTry(t, s.Dir(), "update-ref", Main, b.String()); err == nil {
				t.Errorf("git wrote into our lock: %s", out)
			}
		}
	}
	if err := s.CAS(t.Context(), Main, a, b); err != nil {
		t.Fatal(err)
	}
	if got := git(t, s.Dir(), "rev-parse", Main); got != b.String() {
		t.Fatal(got)
	}
}

func TestADeletedRefStaysDeletedWhenItWasPackedToo(t *testing.T) {
	s := openTest(t)
	a := commitFiles(t, s, "a", map[string]string{"f": "a"})
	for _, name := range []string{Main, Tracking} {
		if err := s.CAS(t.Context(), name, Zero, a); err != nil {
			t.Fatal(err)
		}
	}
	git(t, s.Dir(), "pack-refs", "--all")
	if err := s.Delete(t.Context(), Tracking); err != nil {
		t.Fatal(err)
	}
	refs := must(s.Refs())
	if len(refs) != 1 || refs[Main] != a {
		t.Fatal(refs)
	}
	if out := git(t, s.Dir(), "for-each-ref", "--format=%(refname)"); out != Main {
		t.Fatal(out)
	}
}

func TestNamesThatLeaveTheFolderOfRefsAreRefused(t *testing.T) {
	s := openTest(t)
	for _, name := range []string{"", "HEAD", "refs", "refs/", "refs/../HEAD", "refs/heads/a.lock", "refs/heads/.a", "refs//a",
		"refs/heads/a b", `refs\heads\a`, "refs/heads/a:b", "refs/heads/a..b", "refs/heads/-a", "refs/heads/a\x00", "/refs/heads/a"} {
		if _, err := s.Ref(name); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// T21: crashes leave locks and temporary files.
func TestAStartSweepsWhatAKilledProcessLeftAndNothingOfOthers(t *testing.T) {
	s := openTest(t)
	dir := s.Dir()
	a := commitFiles(t, s, "a", map[string]string{"f": "a"})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-2 * foreignAge)
	leave := func(name string, at time.Time) string {
		path := filepath.Join(dir, filepath.FromSlash(name))
		write(t, path, "")
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
		return path
	}
	gone := []string{leave("objects/pack/tmp_own_1", time.Now()), leave("objects/pack/tmp_pack_old", old),
		leave("refs/heads/main.lock", time.Now()), leave("packed-refs.lock", old), leave("objects/tmp_obj_old", old)}
	stays := []string{leave("objects/pack/tmp_pack_new", time.Now()), leave("refs/heads/other.lock", time.Now())}
	write(t, filepath.Join(dir, "writing"), Main)
	s = must(Open(t.Context(), dir))
	defer s.Close()
	for _, path := range gone {
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s is still there", path)
		}
	}
	for _, path := range stays {
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s may be in use and was taken away", path)
		}
	}
	if err := s.CAS(t.Context(), Main, Zero, a); err != nil {
		t.Errorf("after the sweep: %v", err)
	}
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
