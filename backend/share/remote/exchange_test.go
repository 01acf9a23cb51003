package remote

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/gitstore"
)

// T8, T17, T22, T24.
func TestEachPeerTakesWhatIsPushedAndGivesItToTheNext(t *testing.T) {
	eachPeer(t, func(t *testing.T, p place) {
		ada, grace := openStore(t), openStore(t)
		r := connectTo(t, p.address)
		if f, err := r.Fetch(t.Context(), ada); err != nil || f != (Fetched{}) {
			t.Fatalf("an empty shared repository is no error: %+v, %v", f, err)
		}
		first := must(change(ada, "ada", 0))
		ctx, counts := counted(t)
		pushed, err := r.Push(ctx, ada, first)
		if err != nil || pushed.To != first || pushed.Commits != 2 || pushed.From != gitstore.Zero {
			t.Fatalf("%+v, %v", pushed, err)
		}
		counts.allOf(pushed.Objects)
		again, err := r.Push(t.Context(), ada, first)
		if err != nil || again.To != first || again.Pieces != 0 {
			t.Fatalf("nothing is sent twice: %+v, %v", again, err)
		}
		ctx, counts = counted(t)
		f, err := r.Fetch(ctx, grace)
		if err != nil || f.After != first || f.Commits != 2 || f.Rewritten {
			t.Fatalf("%+v, %v", f, err)
		}
		counts.allOf(pushed.Objects)
		// Both go on: one lands, the other is told, merges and lands too.
		if err := join(t.Context(), grace); err != nil {
			t.Fatal(err)
		}
		second := must(changeMany(grace, "grace", 1, 60))
		if _, err := r.Push(t.Context(), grace, second); err != nil {
			t.Fatal(err)
		}
		third := must(change(ada, "ada", 2))
		for _, fetched := range []bool{false, true} { // with the other tip unknown here, and known
			if _, err := r.Push(t.Context(), ada, third); KindOf(err) != Stale {
				t.Fatalf("fetched %v: %v", fetched, err)
			}
			if _, err := r.Fetch(t.Context(), ada); err != nil {
				t.Fatal(err)
			}
		}
		if tip := must(r.Tip(t.Context())); tip != second {
			t.Fatalf("the branch was forced to %s", tip)
		}
		if _, err := exchange(t.Context(), ada, r, "ada", 20); err != nil {
			t.Fatal(err)
		}
		merged := must(ada.Ref(gitstore.Main))
		if tip := must(r.Tip(t.Context())); tip != merged {
			t.Fatal(tip)
		}
		if older, err := r.Push(t.Context(), ada, second); err != nil || older.To != merged {
			t.Fatalf("what the branch holds already is accepted: %+v, %v", older, err)
		}
		fsck(t, p.bare)
		fsck(t, ada.Dir())
	})
}

// counts are how far something was told to be.
type counts struct {
	t    *testing.T
	mu   sync.Mutex
	told [][2]int
}

func counted(t *testing.T) (context.Context, *counts) {
	c := &counts{t: t}
	return gitstore.Counting(t.Context(), func(done, total int) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.told = append(c.told, [2]int{done, total})
	}), c
}

// allOf fails unless all of so many objects were counted, one after the other, from none.
func (c *counts) allOf(total int) {
	c.t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	fine := len(c.told) > 1 && total > 0 && c.told[0] == [2]int{0, total} && c.told[len(c.told)-1] == [2]int{total, total}
	for i := 1; fine && i < len(c.told); i++ {
		fine = c.told[i][1] == total && c.told[i][0] >= c.told[i-1][0]
	}
	if !fine {
		c.t.Fatalf("all of %d are told as %v", total, c.told)
	}
}

// T8: the library gives these as sentences; the server's own words must arrive.
func TestAServerThatSaysNoIsQuoted(t *testing.T) {
	for _, name := range []string{"git", "git daemon", "http-backend"} {
		t.Run(name, func(t *testing.T) {
			p := peers[name](t)
			s := openStore(t)
			head := must(change(s, "ada", 0))
			r := connectTo(t, p.address)
			// Where nobody gives a reason the machine's own word stands for it.
			for why, want := range map[string]string{"echo 'Reviews need'; echo 'a ticket.'": "Reviews need a ticket.", "true": "pre-receive hook declined"} {
				hook(t, p, "pre-receive", "("+why+") >&2; exit 1")
				_, err := r.Push(t.Context(), s, head)
				if KindOf(err) != Rejected {
					t.Fatal(err)
				}
				if words := err.(*Failure).Words; words != want {
					t.Errorf("%q", words)
				}
			}
			if tip := must(r.Tip(t.Context())); tip != gitstore.Zero {
				t.Fatal(tip)
			}
		})
	}
}

// T4, T8.
func TestABranchThatSomebodyHoldsLockedIsBusyAndNotLost(t *testing.T) {
	eachPeer(t, func(t *testing.T, p place) {
		s := openStore(t)
		r := connectTo(t, p.address)
		if _, err := r.Push(t.Context(), s, must(change(s, "ada", 0))); err != nil {
			t.Fatal(err)
		}
		lock := filepath.Join(p.bare, gitstore.Main+".lock")
		if err := os.WriteFile(lock, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		head := must(change(s, "ada", 1))
		_, err := r.Push(t.Context(), s, head)
		if KindOf(err) != Busy || !err.(*Failure).Retry() {
			t.Fatal(err)
		}
		if err := os.Remove(lock); err != nil {
			t.Fatal(err)
		}
		if pushed, err := r.Push(t.Context(), s, head); err != nil || pushed.To != head {
			t.Fatal(pushed, err)
		}
	})
}

// T9: a push that walks the history would stumble over the hole.
func TestAPushLooksOnlyAtWhatTheServerDoesNotHave(t *testing.T) {
	p := folderPeer(t)
	s := openStore(t)
	r := connectTo(t, p.address)
	first := must(change(s, "ada", 0))
	if _, err := r.Push(t.Context(), s, first); err != nil {
		t.Fatal(err)
	}
	files := must(s.Files(must(s.Commit(first)).Tree))
	name := files[1].B.Hash.String()
	if err := os.Remove(filepath.Join(s.Dir(), "objects", name[:2], name[2:])); err != nil {
		t.Fatal(err)
	}
	pushed, err := r.Push(t.Context(), s, must(change(s, "ada", 12)))
	if err != nil {
		t.Fatal(err)
	}
	// A commit, the trees down to the record, the record's text.
	if pushed.Objects != 7 || pushed.Commits != 1 {
		t.Fatalf("%+v", pushed)
	}
}

// T9: HTTP keeps a whole pack in memory, so a long history goes in pieces.
func TestALongHistoryIsPushedInPieces(t *testing.T) {
	eachPeer(t, func(t *testing.T, p place) {
		s := openStore(t)
		var head Hash
		for n := range 10 {
			head = must(change(s, "ada", n))
		}
		r := connectTo(t, p.address)
		r.pieceCommits = 4
		ctx, counts := counted(t)
		pushed, err := r.Push(ctx, s, head)
		if err != nil || pushed.Pieces != 3 || pushed.Commits != 11 {
			t.Fatalf("%+v, %v", pushed, err)
		}
		counts.allOf(pushed.Objects)
		r.pieceCommits, r.pieceBytes = 500, 1 // so large that each commit goes alone
		for n := range 3 {
			head = must(change(s, "ada", 20+n))
		}
		pushed, err = r.Push(t.Context(), s, head)
		if err != nil || pushed.Pieces != 3 || pushed.To != head {
			t.Fatalf("%+v, %v", pushed, err)
		}
		fsck(t, p.bare)
	})
}

// T2: an empty remote-tracking ref stops the library and git for ever.
func TestAFetchGetsOverABrokenTrackingRef(t *testing.T) {
	p := folderPeer(t)
	ada, grace := openStore(t), openStore(t)
	r := connectTo(t, p.address)
	head := must(change(ada, "ada", 0))
	if _, err := r.Push(t.Context(), ada, head); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Fetch(t.Context(), grace); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(grace.Dir(), gitstore.Tracking), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if f, err := r.Fetch(t.Context(), grace); err != nil || f.After != head {
		t.Fatal(f, err)
	}
}

func TestAHistoryThatWasRewrittenThereIsSaidAndTakesNothingFromHere(t *testing.T) {
	eachPeer(t, func(t *testing.T, p place) {
		needGit(t)
		s := openStore(t)
		r := connectTo(t, p.address)
		head := must(change(s, "ada", 0))
		if _, err := r.Push(t.Context(), s, head); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Fetch(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		tree := gitAt(t, p.bare, "mktree", "--missing")
		other := gitAt(t, p.bare, "commit-tree", tree, "-m", "anew")
		gitAt(t, p.bare, "update-ref", gitstore.Main, other)
		f, err := r.Fetch(t.Context(), s)
		if err != nil || !f.Rewritten || f.After.String() != other || f.Before != head {
			t.Fatalf("%+v, %v", f, err)
		}
		if main := must(s.Ref(gitstore.Main)); main != head {
			t.Fatal("ours was moved")
		}
		if _, err := r.Push(t.Context(), s, head); KindOf(err) != Stale {
			t.Fatal(err)
		}
	})
}

// T17: the library runs git for a folder; here is none to be run.
func TestAFolderIsSharedWithoutGitOnThisMachine(t *testing.T) {
	p := folderPeer(t)
	ada, grace := openStore(t), openStore(t)
	t.Setenv("PATH", t.TempDir())
	r := connectTo(t, p.address)
	head := must(changeMany(ada, "ada", 0, 50))
	if _, err := r.Push(t.Context(), ada, head); err != nil {
		t.Fatal(err)
	}
	if f, err := r.Fetch(t.Context(), grace); err != nil || f.After != head {
		t.Fatal(f, err)
	}
}

// T19: the library would read it wrongly or fail in the middle.
func TestAFolderThatIsNoPlainRepositoryIsRefusedWithAReason(t *testing.T) {
	needGit(t)
	s := openStore(t)
	head := must(change(s, "ada", 0))
	try := func(dir string) error {
		_, err := connectTo(t, dir).Push(t.Context(), s, head)
		return err
	}
	worked := t.TempDir()
	gitAt(t, worked, "init", "-q")
	if err := try(worked); KindOf(err) != CheckedOut {
		t.Error(err)
	}
	newer := t.TempDir()
	gitAt(t, newer, "init", "-q", "--bare", "--object-format=sha256")
	if err := try(newer); !fault.Is(err, fault.Denied) {
		t.Error(err)
	}
	if err := try(filepath.Join(t.TempDir(), "nowhere")); KindOf(err) != FolderGone {
		t.Error(err)
	}
}

// T11: what is told about a long history stays short, and reaches far back.
func TestWhatIsToldAboutALongHistoryStaysShort(t *testing.T) {
	s := openStore(t)
	b := s.Batch()
	tree := must(b.Tree(nil))
	var all []Hash
	for range 3000 {
		c := gitstore.Commit{Tree: tree, Message: "x"}
		if len(all) > 0 {
			c.Parents = all[len(all)-1:]
		}
		all = append(all, b.Commit(c))
	}
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	haves := must(s.Haves(all[2999], all[2990]))
	oldest := 3000
	for i, h := range all {
		for _, have := range haves {
			if h == have {
				oldest = min(oldest, i)
			}
		}
	}
	if len(haves) > 120 || haves[0] != all[2999] || oldest > 1500 {
		t.Fatalf("%d haves, the oldest %d", len(haves), oldest)
	}
}
