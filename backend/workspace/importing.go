package workspace

import (
	"path/filepath"

	"github.com/gofrs/flock"
)

// importLock is a file in the home that every import holds while it runs. The system lets go
// of it when a process ends, however it does.
type importLock struct{ path string }

func newImportLock(home string) importLock { return importLock{filepath.Join(home, "import.lock")} }

func (l importLock) Hold() (func(), error) {
	held := flock.New(l.path)
	if err := held.RLock(); err != nil {
		return nil, homeFault(err)
	}
	return func() { _ = held.Close() }, nil //nolint:errcheck // the lock goes with the process anyway
}

func (l importLock) Alone(f func() error) (bool, error) {
	held := flock.New(l.path)
	ok, err := held.TryLock()
	if err != nil {
		return false, homeFault(err)
	}
	defer held.Close() //nolint:errcheck // as above
	if !ok {
		return false, nil
	}
	return true, f()
}
