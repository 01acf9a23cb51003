package sqlite_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/search"
	"secondstory/backend/sqlite"
)

// shuffle changes the first half of the records, so that an index made afterwards
// numbers them in another order.
func shuffle(t *testing.T, l *sqlite.Local, n int) {
	t.Helper()
	for i := range n / 2 {
		setTitle(t, l, id(i), fmt.Sprintf("changed %d", i))
	}
}

// facts holds what a search knows of the records, by their numbers, to what the
// same state of the index calls them.
func facts(t *testing.T, x *sqlite.Index) {
	t.Helper()
	err := x.Search(ctx, func(r *sqlite.SearchReader) error { return agree(r) })
	if err != nil {
		t.Fatal(err)
	}
}

func agree(r *sqlite.SearchReader) error {
	entries, err := r.Entries()
	if err != nil {
		return err
	}
	var numbers []int64
	for n := range entries {
		numbers = append(numbers, int64(n))
	}
	titles, err := r.Titles(numbers)
	if err != nil {
		return err
	}
	known := 0
	for n, e := range entries {
		if e.Known {
			known++
		}
		if e.ID != titles[int64(n)].ID {
			return fmt.Errorf("number %d: %q, but %q in the index", n, e.ID, titles[int64(n)].ID)
		}
	}
	if known != len(titles) {
		return fmt.Errorf("%d records, %d in the index", known, len(titles))
	}
	return nil
}

func TestTheFactsOfRecordsAreTheirOwnAfterARebuildUnderAnotherProgram(t *testing.T) {
	dir := t.TempDir()
	l := workspace(t, filepath.Join(dir, "local.db"))
	fill(t, l, 20)
	path := filepath.Join(dir, "index.db")
	window, doctor := openIndex(t, path), openIndex(t, path)
	follow(t, window, l)
	shuffle(t, l, 20)
	follow(t, window, l)
	facts(t, window)
	if err := doctor.Rebuild(ctx, l, registry, nil); err != nil {
		t.Fatal(err)
	}
	follow(t, window, l)
	facts(t, window)
	facts(t, doctor)
}

func TestASearchUnderwayDuringARebuildLeavesNoOldFactsBehind(t *testing.T) {
	dir := t.TempDir()
	l := workspace(t, filepath.Join(dir, "local.db"))
	fill(t, l, 20)
	x := openIndex(t, filepath.Join(dir, "index.db"))
	follow(t, x, l)
	shuffle(t, l, 20)
	follow(t, x, l)
	err := x.Search(ctx, func(r *sqlite.SearchReader) error {
		if _, err := r.Words("", search.After("")); err != nil { // the state is the one from now on
			return err
		}
		if err := x.Rebuild(ctx, l, registry, nil); err != nil {
			return err
		}
		return agree(r)
	})
	if err != nil {
		t.Fatal(err)
	}
	facts(t, x)
}

func TestSearchesGoOnWhileTheIndexIsBuiltAnew(t *testing.T) {
	dir := t.TempDir()
	l := workspace(t, filepath.Join(dir, "local.db"))
	fill(t, l, 60)
	path := filepath.Join(dir, "index.db")
	x := openIndex(t, path)
	follow(t, x, l)
	done := make(chan struct{})
	errs := make(chan error, 8)
	var deletions atomic.Int32 // odd while there is no file
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for {
				before := deletions.Load()
				err := x.Search(ctx, agree)
				if err == nil {
					_, err = x.List(ctx, sqlite.ListFilter{Query: "review"})
				}
				if err == nil {
					_, err = x.Watermark(ctx)
				}
				x.Rebuilt()
				// A connection made while there is no file finds an empty one. It has to
				// say so in the way that lets the workspace mend the index and read again.
				if f, coded := fault.As(err); coded && f.Key == "index.damaged" && (before%2 == 1 || deletions.Load() != before) {
					err = nil
				}
				if err != nil {
					errs <- err
					return
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for i := range 6 {
		if i%2 == 1 { // also when the file has to be replaced
			deletions.Add(1)
			for _, s := range []string{"-wal", "-shm", ""} {
				os.Remove(path + s)
			}
		}
		if err := x.Rebuild(ctx, l, registry, nil); err != nil {
			t.Error(err)
		}
		if i%2 == 1 {
			deletions.Add(1)
		}
	}
	close(done)
	readers.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	facts(t, x)
}

func TestAnIndexSomebodyWasStoppedAtMakingIsMadeAnew(t *testing.T) {
	for _, lost := range []string{"DROP TABLE vocabulary", "DROP TABLE vocabulary; DROP TABLE word", "DROP TABLE place", "DELETE FROM meta", "DROP TABLE meta"} {
		dir := t.TempDir()
		l := workspace(t, filepath.Join(dir, "local.db"))
		fill(t, l, 5)
		path := filepath.Join(dir, "index.db")
		x := openIndex(t, path)
		follow(t, x, l)
		want := texts(t, x)
		x.Close()
		db, err := sql.Open("sqlite3", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(lost); err != nil {
			t.Fatal(err)
		}
		db.Close()
		x = openIndex(t, path)
		if x.Rebuilt() == "" {
			t.Errorf("%s: nothing was told", lost)
		}
		follow(t, x, l)
		if texts(t, x) != want {
			t.Errorf("%s: the index holds something else", lost)
		}
	}
}

func TestTwoProgramsMakeTheIndexAtOnce(t *testing.T) {
	for range 10 {
		dir := t.TempDir()
		path := filepath.Join(dir, "index.db")
		l := workspace(t, filepath.Join(dir, "local.db"))
		fill(t, l, 3)
		all := make([]*sqlite.Index, 4)
		var makers sync.WaitGroup
		for i := range all {
			makers.Go(func() {
				var err error
				if all[i], err = sqlite.OpenIndex(path, "W", review.IndexRow); err == nil {
					t.Cleanup(func() { all[i].Close() })
					err = all[i].Follow(ctx, l, registry, nil)
				}
				if err != nil {
					t.Error(err)
				}
			})
		}
		makers.Wait()
		if t.Failed() {
			return
		}
		setTitle(t, l, id(1), "written afterwards")
		follow(t, all[0], l)
		for i, x := range all {
			if x.Rebuilt() != "" || list(t, x) != list(t, all[0]) {
				t.Fatalf("program %d has another index (%q)", i, x.Rebuilt())
			}
		}
	}
}
