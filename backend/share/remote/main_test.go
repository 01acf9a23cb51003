package remote

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"secondstory/backend/share/gitstore"
)

// The test binary is also one of the writers of the race: with this variable set
// it commits and exchanges until all its commits have landed.
const childVariable = "REMOTE_CHILD"

func TestMain(m *testing.M) {
	if job := os.Getenv(childVariable); job != "" {
		if err := child(strings.Split(job, "|")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child is one device: address, folder of its store, its name, how many commits, and
// after how many tries it waits no longer than before.
func child(job []string) error {
	address, err := ParseAddress(job[0])
	if err != nil {
		return err
	}
	count, err := strconv.Atoi(job[3])
	if err != nil {
		return err
	}
	steps, err := strconv.Atoi(job[4])
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	defer cancel()
	store, err := gitstore.Open(ctx, job[1])
	if err != nil {
		return err
	}
	defer store.Close()
	r := New(address, Access{User: "ada", Secret: "secret", Host: "127.0.0.1"})
	defer r.Close()
	for n := range count {
		if _, err := change(store, job[2], n); err != nil {
			return err
		}
		began := time.Now()
		tries, err := exchange(ctx, store, r, job[2], steps)
		if err != nil {
			return fmt.Errorf("commit %d: %w", n, err)
		}
		fmt.Println(tries, time.Since(began).Milliseconds())
	}
	return nil
}

// first adds a commit to begin with.
func first(b *gitstore.Batch) (Hash, error) {
	tree, err := b.Tree([]gitstore.Entry{{Name: "about.txt", Mode: gitstore.File, Hash: b.Blob([]byte("A space.\n"))}})
	who, at := gitstore.Person{Name: "ada", Email: "ada@device.invalid"}, time.Unix(1_767_225_600, 0)
	return b.Commit(gitstore.Commit{Tree: tree, Author: who, Committer: who, AuthoredAt: at, CommittedAt: at, Message: "Begin"}), err
}

// change commits one file that nobody else writes.
func change(store *gitstore.Store, name string, n int) (Hash, error) {
	return changeMany(store, name, n, 1)
}

func changeMany(store *gitstore.Store, name string, n, files int) (Hash, error) {
	b := store.Batch()
	head, err := store.Ref(gitstore.Main)
	if err != nil {
		return gitstore.Zero, err
	}
	parent := head
	if head == gitstore.Zero {
		if parent, err = first(b); err != nil {
			return gitstore.Zero, err
		}
		if err := b.Write(); err != nil {
			return gitstore.Zero, err
		}
	}
	old, err := store.Commit(parent)
	if err != nil {
		return gitstore.Zero, err
	}
	changes := map[string]Hash{}
	for i := range files {
		path := fmt.Sprintf("reviews/2026/%02d/%s-%d-%d/review.md", n%12+1, name, n, i)
		changes[path] = b.Blob(fmt.Appendf(nil, "%s wrote %d of %d\n", name, i, n))
	}
	tree, err := b.Edit(old.Tree, changes)
	if err != nil {
		return gitstore.Zero, err
	}
	who := gitstore.Person{Name: name, Email: name + "@device.invalid"}
	at := time.Unix(1_790_000_000+int64(n), 0)
	next := b.Commit(gitstore.Commit{Tree: tree, Parents: []Hash{parent}, Author: who, Committer: who, AuthoredAt: at, CommittedAt: at, Message: "Change"})
	if err := b.Write(); err != nil {
		return gitstore.Zero, err
	}
	return next, store.CAS(context.Background(), gitstore.Main, head, next)
}

// exchange is a small sync loop: fetch, merge what was added on both sides, push. It waits
// as the program does, and goes on from a broken connection as it does.
func exchange(ctx context.Context, store *gitstore.Store, r *Remote, device string, steps int) (tries int, err error) {
	broken := 0
	for tries = 1; tries <= 5000; tries++ {
		err = once(ctx, store, r)
		switch KindOf(err) {
		case Stale, Busy:
			broken = 0
		case Interrupted:
			if broken++; broken > 3 {
				return tries, err
			}
		default:
			return tries, err
		}
		time.Sleep(Backoff(fmt.Sprint(device, " ", tries), min(tries, steps)))
	}
	return tries, err
}

func once(ctx context.Context, store *gitstore.Store, r *Remote) error {
	if _, err := r.Fetch(ctx, store); err != nil {
		return err
	}
	if err := join(ctx, store); err != nil {
		return err
	}
	head, err := store.Ref(gitstore.Main)
	if err != nil {
		return err
	}
	_, err = r.Push(ctx, store, head)
	return err
}

// join brings main and the remote-tracking ref together (T7): each side only adds.
func join(ctx context.Context, store *gitstore.Store) error {
	ours, err := store.Ref(gitstore.Main)
	if err != nil {
		return err
	}
	theirs, err := store.Ref(gitstore.Tracking)
	if err != nil || theirs == gitstore.Zero || theirs == ours {
		return err
	}
	if ours == gitstore.Zero {
		return store.CAS(ctx, gitstore.Main, ours, theirs)
	}
	bases, err := store.MergeBases(ours, theirs)
	if err != nil {
		return err
	}
	if len(bases) == 1 && bases[0] == theirs {
		return nil
	}
	if len(bases) == 1 && bases[0] == ours {
		return store.CAS(ctx, gitstore.Main, ours, theirs)
	}
	a, err := store.Commit(ours)
	if err != nil {
		return err
	}
	b, err := store.Commit(theirs)
	if err != nil {
		return err
	}
	added, err := store.Diff(a.Tree, b.Tree)
	if err != nil {
		return err
	}
	batch := store.Batch()
	changes := map[string]Hash{}
	for _, each := range added {
		if each.A.Hash == gitstore.Zero {
			changes[each.Path] = each.B.Hash
		}
	}
	tree, err := batch.Edit(a.Tree, changes)
	if err != nil {
		return err
	}
	merged := batch.Merge(tree, gitstore.Person{Name: "merge", Email: "merge@space.invalid"}, 1, a, b)
	if err := batch.Write(); err != nil {
		return err
	}
	return store.CAS(ctx, gitstore.Main, ours, merged)
}

func openStore(t testing.TB) *gitstore.Store {
	t.Helper()
	s, err := gitstore.Open(t.Context(), filepath.Join(t.TempDir(), "space.git"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func connectTo(t testing.TB, address string) *Remote {
	t.Helper()
	a, err := ParseAddress(address)
	if err != nil {
		t.Fatal(err)
	}
	n, access := Network{}, Access{User: "ada", Secret: "secret", Host: "127.0.0.1"}
	if a.IsSSH() {
		if door, ok := doors.Load(a.path); ok {
			n, access = door.(sshdPlace).net, door.(sshdPlace).access
		}
	}
	r := n.Remote(a, access)
	t.Cleanup(r.Close)
	return r
}
