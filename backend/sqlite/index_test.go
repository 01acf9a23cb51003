package sqlite_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/sqlite"
)

func openIndex(t testing.TB, path string) *sqlite.Index {
	t.Helper()
	x, err := sqlite.OpenIndex(path, "W", review.IndexRow)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

func follow(t testing.TB, x *sqlite.Index, l *sqlite.Local) {
	t.Helper()
	if err := x.Follow(ctx, l, registry, nil); err != nil {
		t.Fatal(err)
	}
}

func list(t testing.TB, x *sqlite.Index) string {
	t.Helper()
	rows, err := x.List(ctx, sqlite.ListFilter{Kind: review.Kind})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func setTitle(t testing.TB, l *sqlite.Local, recordID, title string) {
	t.Helper()
	err := l.Update(ctx, registry, func(tx *sqlite.Tx) error {
		snap, err := tx.RecordPart(recordID, nil, nil)
		if err != nil {
			return err
		}
		changes, err := record.Apply(review.Schema, snap.State, record.SetOp(record.Path{Field: "title"}, title))
		if err != nil {
			return err
		}
		_, err = tx.SaveChanged(review.Schema, snap.State, changes, start)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Two programs share one index file: both follow while two others write.
func TestTwoFollowersOfOneIndexUnderWritersMissNothing(t *testing.T) {
	dir := t.TempDir()
	l := workspace(t, filepath.Join(dir, "local.db"))
	second, err := sqlite.OpenLocal(filepath.Join(dir, "local.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	fill(t, l, 60)
	mine, theirs := openIndex(t, filepath.Join(dir, "index.db")), openIndex(t, filepath.Join(dir, "index.db"))
	var writers, followers sync.WaitGroup
	done := make(chan struct{})
	errs := make(chan error, 8)
	for w, db := range []*sqlite.Local{l, second} {
		writers.Go(func() {
			for i := range 60 {
				if err := db.Update(ctx, registry, func(tx *sqlite.Tx) error {
					return edit(tx, id((i*7+w)%60), fmt.Sprintf("01K%023d", i%3), fmt.Sprintf("written by %d at %d", w, i))
				}); err != nil {
					errs <- err
				}
			}
		})
	}
	for _, x := range []*sqlite.Index{mine, theirs} {
		followers.Go(func() {
			for {
				if err := x.Follow(ctx, l, registry, nil); err != nil {
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
	writers.Wait()
	close(done)
	followers.Wait()
	close(errs)
	for err := range errs {
		t.Fatal(err)
	}
	follow(t, mine, l)
	whole := list(t, mine)
	if list(t, theirs) != whole {
		t.Fatal("two views of one index differ")
	}
	if err := mine.Rebuild(ctx, l, registry, nil); err != nil {
		t.Fatal(err)
	}
	if list(t, mine) != whole {
		t.Fatal("followed step by step it differs from built anew")
	}
}

func TestAnIndexBuiltAnewUnderAnotherProgramServesBoth(t *testing.T) {
	dir := t.TempDir()
	l := workspace(t, filepath.Join(dir, "local.db"))
	fill(t, l, 5)
	path := filepath.Join(dir, "index.db")
	window, doctor := openIndex(t, path), openIndex(t, path)
	follow(t, window, l)
	if err := doctor.Rebuild(ctx, l, registry, nil); err != nil {
		t.Fatal(err)
	}
	setTitle(t, l, id(1), "after the rebuild")
	follow(t, window, l)
	// The window's closing must not take the files of the rebuilt index away.
	third := openIndex(t, path)
	window.Close()
	setTitle(t, l, id(2), "after the window has gone")
	follow(t, doctor, l)
	follow(t, third, l)
	if list(t, doctor) != list(t, third) {
		t.Fatalf("%s\n%s", list(t, doctor), list(t, third))
	}
	if mark, err := third.Watermark(ctx); err != nil || mark != 3 {
		t.Fatalf("watermark %d, %v", mark, err)
	}
	last := openIndex(t, path)
	if list(t, last) != list(t, doctor) || last.Rebuilt() != "" {
		t.Fatalf("opened afterwards (%q):\n%s\n%s", last.Rebuilt(), list(t, last), list(t, doctor))
	}
}

func TestAnIndexOfALaterStateIsThrownAwayWhenAnEarlierCopyIsRestored(t *testing.T) {
	dir := t.TempDir()
	l := workspace(t, filepath.Join(dir, "local.db"))
	fill(t, l, 3)
	x := openIndex(t, filepath.Join(dir, "index.db"))
	setTitle(t, l, id(1), "later")
	follow(t, x, l)
	earlier := workspace(t, filepath.Join(dir, "earlier.db"))
	fill(t, earlier, 2)
	follow(t, x, earlier)
	rows, err := x.List(ctx, sqlite.ListFilter{Kind: review.Kind})
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if found, err := x.List(ctx, sqlite.ListFilter{Kind: review.Kind, Query: "later"}); err != nil || len(found) != 0 {
		t.Fatalf("%v %v", found, err)
	}
}

func TestAnythingTypedIntoTheSearchIsAnswered(t *testing.T) {
	dir := t.TempDir()
	l := workspace(t, filepath.Join(dir, "local.db"))
	fill(t, l, 3)
	x := openIndex(t, filepath.Join(dir, "index.db"))
	follow(t, x, l)
	for _, q := range []string{`"`, `""`, `*`, `^`, `-`, `+`, `(`, `AND`, `OR NOT`, `NEAR(a b)`, `title:x`, `{a}: b`, `'; DROP TABLE entry`, "\x00", "a\x00b", `%`, `_`, `\`, `100%`, "é", "🔥", "\xff", "a:b*c\"d"} {
		if _, err := x.List(ctx, sqlite.ListFilter{Kind: review.Kind, Query: q}); err != nil {
			t.Errorf("%q: %v", q, err)
		}
	}
	for q, want := range map[string]int{"consum": 3, "CONSUMER queue": 3, "payout": 3, "%": 0, "_": 0, record.Ref("REV", id(1)): 1, "nowhere": 0} {
		if rows, err := x.List(ctx, sqlite.ListFilter{Kind: review.Kind, Query: q}); err != nil || len(rows) != want {
			t.Errorf("%q: %d rows, want %d, %v", q, len(rows), want, err)
		}
	}
}

func TestTheListReadInPartsIsTheWholeList(t *testing.T) {
	dir := t.TempDir()
	l, x := workspace(t, filepath.Join(dir, "local.db")), openIndex(t, filepath.Join(dir, "index.db"))
	fill(t, l, 25)
	setTitle(t, l, id(3), "The queue grew")
	follow(t, x, l)
	for _, f := range []sqlite.ListFilter{{Kind: review.Kind}, {Kind: review.Kind, Sort: "changed"}, {Kind: review.Kind, Query: "queue"}, {Kind: review.Kind, Trash: true}, {Kind: review.Kind, Asking: true}} {
		whole, err := x.List(ctx, f)
		if err != nil {
			t.Fatal(err)
		}
		var parts []record.IndexRow
		for f.Limit = 10; f.Offset < 40; f.Offset += f.Limit {
			part, err := x.List(ctx, f)
			if err != nil || len(part) > f.Limit {
				t.Fatalf("%d rows, %v", len(part), err)
			}
			parts = append(parts, part...)
		}
		n, err := x.CountFitting(ctx, f)
		if err != nil || n != len(whole) || fmt.Sprint(parts) != fmt.Sprint(whole) {
			t.Errorf("%+v: %d counted, %d in parts, %d in all, %v", f, n, len(parts), len(whole), err)
		}
	}
}

func TestAnIndexInMemoryIsReadWhileItFollows(t *testing.T) {
	dir := t.TempDir()
	l := workspace(t, filepath.Join(dir, "local.db"))
	fill(t, l, 40)
	x, err := sqlite.OpenIndexInMemory("W-"+t.Name(), review.IndexRow)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	var all sync.WaitGroup
	errs := make(chan error, 8)
	for range 4 {
		all.Go(func() {
			for range 20 {
				if err := x.Follow(ctx, l, registry, nil); err != nil {
					errs <- err
					return
				}
				if _, err := x.List(ctx, sqlite.ListFilter{Kind: review.Kind, Query: "queue"}); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	all.Go(func() {
		for i := range 20 {
			if err := l.Update(ctx, registry, func(tx *sqlite.Tx) error {
				return edit(tx, id(i), "01K00000000000000000000000", fmt.Sprint("now ", i))
			}); err != nil {
				errs <- err
				return
			}
		}
	})
	all.Wait()
	close(errs)
	for err := range errs {
		t.Fatal(err)
	}
}

func TestAStoppedFollowGoesOnWhereItWas(t *testing.T) {
	dir := t.TempDir()
	l := workspace(t, filepath.Join(dir, "local.db"))
	for i := range 3 { // each fill is one revision: batches end at its border
		err := l.Update(ctx, registry, func(tx *sqlite.Tx) error {
			for n := range 250 {
				if err := insert(tx, i*250+n, 0); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	x := openIndex(t, filepath.Join(dir, "index.db"))
	stopping, stop := context.WithCancel(ctx)
	err := x.Follow(stopping, l, registry, func(done, _ int) {
		if done >= 300 {
			stop()
		}
	})
	if !fault.Is(err, fault.Cancelled) {
		t.Fatalf("%v", err)
	}
	mark, err := x.Watermark(ctx)
	if err != nil || mark != 1 {
		t.Fatalf("the first batch is kept: watermark %d, %v", mark, err)
	}
	indexed := 0
	if err := x.Follow(ctx, l, registry, func(done, _ int) { indexed = done }); err != nil {
		t.Fatal(err)
	}
	if n, err := x.Count(ctx, review.Kind, false); err != nil || n != 750 || indexed != 500 {
		t.Fatalf("%d in the list, %d indexed anew, %v", n, indexed, err)
	}
}

// The transaction of a context that ended is taken back on another goroutine: whoever is in the
// middle of it meets closed statements, and is told that it was stopped all the same.
func TestWhoMeetsAClosedStatementAfterAStopIsToldOfTheStop(t *testing.T) {
	l := workspace(t, filepath.Join(t.TempDir(), "local.db"))
	for _, in := range []func(context.Context, func(*sqlite.Tx) error) error{
		func(c context.Context, f func(*sqlite.Tx) error) error { return l.View(c, registry, f) },
		func(c context.Context, f func(*sqlite.Tx) error) error { return l.Update(c, registry, f) },
	} {
		stopping, stop := context.WithCancel(ctx)
		err := in(stopping, func(tx *sqlite.Tx) error {
			var err error
			for range 2 { // what is asked again is prepared
				_, err = tx.Meta("workspace")
			}
			stop()
			for err == nil || errors.Is(err, context.Canceled) { // until the transaction has gone
				runtime.Gosched()
				_, err = tx.Meta("workspace")
			}
			return err
		})
		if !fault.Is(err, fault.Cancelled) {
			t.Fatalf("%v", err)
		}
	}
}

func TestAnIndexThatIsGoneUnderTheProgramIsNoLoss(t *testing.T) {
	dir := t.TempDir()
	l := workspace(t, filepath.Join(dir, "local.db"))
	fill(t, l, 3)
	path := filepath.Join(dir, "index.db")
	x := openIndex(t, path)
	follow(t, x, l)
	for _, s := range []string{"", "-wal", "-shm"} {
		os.Remove(path + s)
	}
	setTitle(t, l, id(1), "still found")
	follow(t, x, l)
	if rows, err := x.List(ctx, sqlite.ListFilter{Kind: review.Kind, Query: "still"}); err != nil || len(rows) != 1 {
		t.Fatalf("%v %v", rows, err)
	}
	anew := openIndex(t, path)
	follow(t, anew, l)
	if list(t, anew) != list(t, x) {
		t.Fatal("the next start finds something else")
	}
}

func TestACallThatRunsOutOfTimeIsSaidToBeBusy(t *testing.T) {
	l := workspace(t, filepath.Join(t.TempDir(), "local.db"))
	fill(t, l, 1)
	late, cancel := context.WithTimeout(ctx, time.Nanosecond)
	defer cancel()
	<-late.Done()
	err := l.Update(late, registry, func(tx *sqlite.Tx) error { return edit(tx, id(0), "01K00000000000000000000000", "x") })
	if f, ok := fault.As(err); !ok || f.Code != fault.Unavailable {
		t.Fatalf("%v", err)
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if err := l.View(stopped, registry, func(tx *sqlite.Tx) error { _, err := tx.Rev(); return err }); !fault.Is(err, fault.Cancelled) {
		t.Fatalf("%v", err)
	}
}
