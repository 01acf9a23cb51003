package watch

import (
	"context"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Timing of a watch. The zero value is for people who edit files.
type Timing struct {
	// Quiet is how long nothing happens before a tell, Longest how long a tell waits at
	// most, Look how often it tells without a notice.
	Quiet, Longest, Look time.Duration
	// Flat watches the folder itself and nothing below it.
	Flat bool
}

func (t Timing) orUsual() Timing {
	if t.Quiet == 0 {
		t.Quiet = 300 * time.Millisecond
	}
	if t.Longest == 0 {
		t.Longest = 2 * time.Second
	}
	if t.Look == 0 {
		t.Look = 30 * time.Second
	}
	return t
}

// mostFolders is how many folders are watched; what lies beyond is found by looking.
const mostFolders = 20_000

// Folder watches a folder until the context ends, and calls tell after each change, one
// call at a time. A folder that cannot be watched is looked at in intervals. It
// returns when the context has ended.
func Folder(ctx context.Context, dir string, timing Timing, tell func()) {
	timing = timing.orUsual()
	w := &watcher{dir: dir, flat: timing.Flat, known: map[string]bool{}}
	defer w.close()
	w.begin()
	look := time.NewTicker(timing.Look)
	defer look.Stop()
	quiet, longest := stopped(), stopped()
	defer quiet.Stop()
	defer longest.Stop()
	waiting := false
	due := func() {
		if !waiting {
			waiting = true
			longest.Reset(timing.Longest)
		}
		quiet.Reset(timing.Quiet)
	}
	now := func() {
		waiting = false
		quiet.Stop()
		longest.Stop()
		tell()
	}
	for {
		select {
		case <-ctx.Done():
			return
		case e, ok := <-w.events():
			if !ok {
				w.close()
				due()
				continue
			}
			if w.matters(e) {
				due()
			}
		case <-w.errors():
			// Some notices were lost, perhaps of folders too.
			w.close()
			w.begin()
			due()
		case <-quiet.C:
			now()
		case <-longest.C:
			now()
		case <-look.C:
			if w.notify == nil || len(w.known) == 0 {
				w.close()
				w.begin()
			}
			now()
		}
	}
}

func stopped() *time.Timer {
	t := time.NewTimer(time.Hour)
	t.Stop()
	return t
}

type watcher struct {
	dir    string
	flat   bool
	notify *fsnotify.Watcher
	known  map[string]bool
}

// begin asks for notices of the folder and all below. Where the system gives none, the
// looking goes on.
func (w *watcher) begin() {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return
	}
	w.notify = notify
	w.add(w.dir)
}

func (w *watcher) close() {
	if w.notify != nil {
		_ = w.notify.Close() // there is nothing to lose in it
	}
	w.notify, w.known = nil, map[string]bool{}
}

// add asks for notices of a folder and of those in it. Links are not followed.
func (w *watcher) add(dir string) {
	_ = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return nil //nolint:nilerr // a folder that is gone again has nothing to tell
		}
		if !entry.IsDir() {
			return nil
		}
		if path != w.dir && (w.flat || strings.HasPrefix(entry.Name(), ".")) || len(w.known) >= mostFolders {
			return fs.SkipDir
		}
		if w.notify.Add(path) == nil {
			w.known[path] = true
		}
		return nil
	})
}

func (w *watcher) events() chan fsnotify.Event {
	if w.notify == nil {
		return nil
	}
	return w.notify.Events
}

func (w *watcher) errors() chan error {
	if w.notify == nil {
		return nil
	}
	return w.notify.Errors
}

// matters says whether a notice is of a change. A new folder is watched from now on,
// and what was put into it before that is found by whoever is told.
func (w *watcher) matters(e fsnotify.Event) bool {
	if e.Op == fsnotify.Chmod {
		return false
	}
	name := filepath.Base(e.Name)
	if strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasSuffix(name, ".tmp") {
		return false
	}
	switch {
	case e.Has(fsnotify.Create):
		w.add(e.Name)
	case e.Has(fsnotify.Remove), e.Has(fsnotify.Rename):
		delete(w.known, e.Name)
	}
	return true
}
