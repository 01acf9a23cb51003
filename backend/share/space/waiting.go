package space

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/sharing"
)

// waitingFor is the folder beside a private repository that holds copies of bundles
// which came before what they go on from: the stick they lay on is somewhere else by
// the time that comes.
func waitingFor(store string) string { return strings.TrimSuffix(store, ".git") + ".waiting" }

// Limits of what is kept waiting.
const (
	mostWaiting      = 200
	mostWaitingBytes = 2 << 30
)

// letWait keeps a copy of a bundle that came too early, and tells of it.
func (r *run) letWait(o offered) error {
	if !o.waited && !r.isWhole(o.Path, o.Header) {
		return r.spurn(o, fault.New(fault.Invalid, "share.bundle_torn"))
	}
	key := "share.bundle_waits"
	if !o.waited && !r.intake.waiting[o.brings()] {
		kept, err := r.keepCopy(o)
		if err != nil {
			return err
		}
		if !kept {
			key = "share.bundle_early"
		}
	}
	told := Refused{"", sharing.Refusal{Path: shownName(o.Name), Key: key}}
	if o.waited {
		told.Path = ""
	}
	for _, x := range r.left {
		if x.Key == told.Key && (told.Path == "" || x.Path == told.Path) {
			return nil // of the copy is told with the file itself
		}
	}
	r.left = append(r.left, told)
	return nil
}

// temporaryCopy names a copy that is being made.
const temporaryCopy = ".tmp-*"

// leftCopies finds those that were never finished.
func leftCopies(dir string) []string {
	list, err := filepath.Glob(filepath.Join(dir, temporaryCopy))
	if err != nil {
		return nil // the pattern is a good one
	}
	return list
}

// keepCopy copies a bundle to where it can wait, under the sum of its bytes; kept is
// false where there is no room for it.
func (r *run) keepCopy(o offered) (kept bool, err error) {
	dir := waitingFor(r.store.Dir())
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return false, fault.Wrap(err, fault.Unavailable, "share.store_unusable")
	}
	// The repository has one owner, so what is half written was left behind.
	for _, left := range leftCopies(dir) {
		_ = os.Remove(left)
	}
	entries, err := os.ReadDir(dir)
	var sum int64
	for _, e := range entries {
		if info, ierr := e.Info(); ierr == nil {
			sum += info.Size()
		}
	}
	info, serr := os.Stat(o.Path)
	if err = errors.Join(err, serr); err != nil || len(entries) >= mostWaiting || sum+info.Size() > mostWaitingBytes {
		return false, nil
	}
	from, err := os.Open(o.Path)
	if err != nil {
		return false, nil
	}
	defer from.Close()
	to, err := os.CreateTemp(dir, temporaryCopy)
	if err != nil {
		return false, nil
	}
	name := sha256.New()
	_, err = io.Copy(io.MultiWriter(to, name), from)
	err = errors.Join(err, to.Sync(), to.Close())
	if err == nil {
		err = os.Rename(to.Name(), filepath.Join(dir, hex.EncodeToString(name.Sum(nil))+".bundle"))
	}
	if err != nil {
		_ = os.Remove(to.Name()) // it can be taken in again
		return false, nil
	}
	return true, nil
}
