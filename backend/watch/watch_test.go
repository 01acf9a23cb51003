package watch

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// watched is a folder that is watched until the test ends, and its tells.
func watched(t *testing.T, timing Timing) (dir string, tells chan struct{}) {
	t.Helper()
	dir = t.TempDir()
	tells = make(chan struct{}, 1000)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		Folder(ctx, dir, timing, func() { tells <- struct{}{} })
		close(ended)
	}()
	t.Cleanup(func() {
		stop()
		<-ended // it ends with its context
	})
	// It watches once something is told.
	for range 100 {
		write(t, filepath.Join(dir, "begin.md"), "x")
		select {
		case <-tells:
			return dir, tells
		case <-time.After(50 * time.Millisecond):
		}
	}
	t.Fatal("nothing was told")
	return dir, tells
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// told waits for a tell, however long that takes on a busy machine.
func told(t *testing.T, tells chan struct{}, what string) {
	t.Helper()
	select {
	case <-tells:
	case <-time.After(time.Minute):
		t.Fatalf("%s was not told", what)
	}
}

var soon = Timing{Quiet: 20 * time.Millisecond, Longest: 200 * time.Millisecond, Look: time.Hour}

func TestAChangeBelowAFolderIsToldAlsoInOneJustMade(t *testing.T) {
	dir, tells := watched(t, soon)
	write(t, filepath.Join(dir, "reviews", "2026", "11", "A", "review.md"), "one")
	told(t, tells, "a new folder")
	for len(tells) > 0 {
		<-tells
	}
	write(t, filepath.Join(dir, "reviews", "2026", "11", "A", "review.md"), "two")
	told(t, tells, "an edit in a new folder")
	if err := os.Rename(filepath.Join(dir, "reviews"), filepath.Join(dir, "other")); err != nil {
		t.Fatal(err)
	}
	told(t, tells, "a folder that was renamed")
}

func TestAFolderThatNeverSettlesIsToldAboutAllTheSame(t *testing.T) {
	dir, tells := watched(t, Timing{Quiet: time.Hour, Longest: 50 * time.Millisecond, Look: time.Hour})
	write(t, filepath.Join(dir, "a.md"), "one")
	told(t, tells, "a folder that never settles")
}

func TestAFolderWithoutNoticesIsLookedAt(t *testing.T) {
	tells := make(chan struct{}, 1000)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go Folder(ctx, filepath.Join(t.TempDir(), "not there"), Timing{Look: 10 * time.Millisecond}, func() { tells <- struct{}{} })
	told(t, tells, "the passing of time")
	told(t, tells, "the passing of time, again")
}

func TestWhatEditorsMakeForAMomentIsNoChange(t *testing.T) {
	w := &watcher{known: map[string]bool{}}
	for name, want := range map[string]bool{".review.md.swp": false, "review.md~": false, "x.tmp": false, ".tmp-123": false, "review.md": true} {
		if got := w.matters(fsnotify.Event{Name: "/x/" + name, Op: fsnotify.Write}); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if w.matters(fsnotify.Event{Name: "/x/review.md", Op: fsnotify.Chmod}) {
		t.Error("other rights are no change")
	}
}

func TestAFlatWatchLeavesFoldersBelowAlone(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "done", "older"), 0o755); err != nil {
		t.Fatal(err)
	}
	w := &watcher{dir: dir, flat: true, known: map[string]bool{}}
	defer w.close()
	w.begin()
	if w.notify == nil {
		t.Skip("this system gives no notices")
	}
	if len(w.known) != 1 || !w.known[dir] {
		t.Fatalf("%v", w.known)
	}
	w.matters(fsnotify.Event{Name: filepath.Join(dir, "done"), Op: fsnotify.Create})
	if len(w.known) != 1 {
		t.Fatalf("%v", w.known)
	}
}
