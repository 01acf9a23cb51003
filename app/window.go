package app

import (
	"context"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"secondstory/backend/domain/fault"
	"secondstory/backend/workspace"
)

// windowLock is held by the one window of a workspace.
type windowLock struct{ f *flock.Flock }

func (l windowLock) release() {
	if l.f != nil {
		_ = l.f.Unlock() //nolint:errcheck // it goes with the process anyway
	}
}

// takeWindow takes the place of the one window of a home. When another window
// has it, the fault is storage.window_open. On a disk that cannot be written
// there is no lock and none is needed.
func takeWindow(home string) (windowLock, error) {
	if os.MkdirAll(home, 0o700) != nil {
		return windowLock{}, nil
	}
	f := flock.New(filepath.Join(home, "window.lock"))
	ok, err := f.TryLock()
	switch {
	case err != nil:
		return windowLock{}, nil
	case !ok:
		return windowLock{}, fault.New(fault.Denied, "storage.window_open")
	}
	return windowLock{f}, nil
}

// SecondStart asks an open window of this home to come forward, with the files of this
// start, and says whether
// there was one. It is called before the window toolkit starts.
func SecondStart(cfg Config) bool {
	home := cfg.Home
	if cfg.Sample || !workspace.Exists(home) {
		home = cfg.SampleHome
	}
	if !workspace.Exists(home) {
		return false
	}
	lock, err := takeWindow(home)
	if err == nil {
		lock.release()
		return false
	}
	ctx := context.Background()
	ws, err := workspace.Open(ctx, home, workspace.Options{Origin: "window", Now: cfg.Now, NewID: cfg.NewID, MustExist: true})
	if err != nil {
		return true
	}
	defer ws.Close()
	_ = ws.AskFocus(ctx, cfg.Open) //nolint:errcheck // the other window is open all the same
	return true
}
