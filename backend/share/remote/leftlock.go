package remote

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/gitstore"
)

// leftAfter is how old the lock of a branch is when nobody can be holding it any more: it
// is held for as long as one small file takes to write.
const leftAfter = 10 * time.Minute

// Lock is the file by which a program that writes a branch keeps others out, left by one
// that was killed meanwhile.
type Lock struct {
	Path string
	Age  time.Duration
}

// LeftLock finds the lock that keeps everybody from sending to a shared folder; ok is
// false where there is none, where it may still be held, and for other addresses.
func LeftLock(address Address) (lock Lock, ok bool, err error) {
	if address.scheme != "folder" {
		return lock, false, nil
	}
	lock, _, ok, err = (&folder{dir: address.folder}).leftLock()
	return lock, ok, err
}

// RemoveLock takes a lock away that was left, and only such a one. not_found:
// share.lock_none; denied: share.store_denied.
func RemoveLock(address Address) (Lock, error) {
	f := &folder{dir: address.folder}
	if address.scheme != "folder" {
		return Lock{}, fault.New(fault.NotFound, "share.lock_none")
	}
	lock, seen, ok, err := f.leftLock()
	if err == nil && !ok {
		err = fault.New(fault.NotFound, "share.lock_none")
	}
	if err != nil {
		return lock, err
	}
	// Out of the way first, then looked at once more: another program may have taken the
	// old one away and be writing under a new one by now.
	aside := filepath.Join(f.dir, "second-story-lock-left")
	if err := os.Rename(lock.Path, aside); err != nil {
		return lock, fault.Wrap(err, fault.Denied, "share.store_denied")
	}
	if now, err := os.Stat(aside); err != nil || !now.ModTime().Equal(seen.ModTime()) {
		return lock, errors.Join(fault.New(fault.NotFound, "share.lock_none"), err, os.Rename(aside, lock.Path))
	}
	if err := os.Remove(aside); err != nil {
		return lock, fault.Wrap(err, fault.Denied, "share.store_denied")
	}
	return lock, nil
}

// leftLock compares ages by the clock of the folder, which may be that of a server.
func (f *folder) leftLock() (lock Lock, seen fs.FileInfo, ok bool, err error) {
	lock.Path = filepath.Join(f.dir, filepath.FromSlash(gitstore.Main)+".lock")
	seen, err = os.Stat(lock.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return lock, seen, false, nil
	}
	if err != nil {
		return lock, seen, false, err
	}
	probe, err := os.CreateTemp(filepath.Join(f.dir, "objects"), "tmp_obj_")
	if err != nil {
		return lock, seen, false, nil //nolint:nilerr // a folder that cannot be written is told as that
	}
	now, err := probe.Stat()
	err = errors.Join(err, probe.Close(), os.Remove(probe.Name()))
	if err != nil {
		return lock, seen, false, err
	}
	lock.Age = now.ModTime().Sub(seen.ModTime())
	return lock, seen, lock.Age >= leftAfter, nil
}

// free says why nothing can be sent while a lock lies there that nobody holds.
func (f *folder) free() error {
	lock, _, left, err := f.leftLock()
	if err != nil || !left {
		return err
	}
	return &Failure{Kind: LockLeft, Details: []string{"path", lock.Path, "minutes", strconv.Itoa(int(lock.Age / time.Minute))}}
}
