package blob

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
)

// Store is the folder. Its methods may be called from several goroutines and processes.
type Store struct{ Dir string }

// unfinished begins the names of files that are being written.
const unfinished = "part-"

var sumForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// SumOf names bytes.
func SumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Has says whether the bytes of a sum are here.
func (s Store) Has(sum string) bool {
	if !sumForm.MatchString(sum) {
		return false
	}
	info, err := os.Lstat(filepath.Join(s.Dir, sum))
	return err == nil && info.Mode().IsRegular()
}

// Read gives the bytes of a sum. Faults: blob.missing (they have not come yet),
// blob.damaged (what lies there is something else), blob.unreadable.
func (s Store) Read(sum string) ([]byte, error) {
	if !sumForm.MatchString(sum) {
		return nil, fault.New(fault.NotFound, "blob.missing")
	}
	data, err := os.ReadFile(filepath.Join(s.Dir, sum))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.Wrap(err, fault.NotFound, "blob.missing")
	case err != nil:
		return nil, fault.Wrap(err, fault.Unavailable, "blob.unreadable")
	case SumOf(data) != sum:
		return nil, fault.New(fault.Unavailable, "blob.damaged")
	}
	return data, nil
}

// Put keeps bytes and gives their name. When it returns without an error they outlive a
// failure of power. Faults: storage.full, storage.denied.
func (s Store) Put(data []byte) (sum string, err error) {
	sum = SumOf(data)
	path := filepath.Join(s.Dir, sum)
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, data) {
		return sum, syncFolder(s.Dir) // perhaps of a moment ago, by another process
	}
	if err := os.MkdirAll(s.Dir, 0o700); err != nil {
		return "", unkept(err)
	}
	f, err := os.CreateTemp(s.Dir, unfinished+"*")
	if err != nil {
		return "", unkept(err)
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) //nolint:errcheck // the error above is the one to tell
		return "", unkept(err)
	}
	if err := syncFolder(s.Dir); err != nil {
		return "", unkept(err)
	}
	return sum, syncFolder(filepath.Dir(s.Dir))
}

// Check reads all there is and says of each sum whether its bytes are what it says.
func (s Store) Check(ctx context.Context) (whole map[string]bool, err error) {
	whole = map[string]bool{}
	entries, err := s.entries()
	for _, e := range entries {
		if !sumForm.MatchString(e.Name()) {
			continue // of a write that was stopped
		}
		if err := ctx.Err(); err != nil {
			return whole, err
		}
		_, err := s.Read(e.Name())
		whole[e.Name()] = err == nil
	}
	return whole, err
}

// Sweep takes away what writes left that were stopped before a moment. A write that is
// running is younger than that.
func (s Store) Sweep(before time.Time) error {
	entries, err := s.entries()
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), unfinished) || !e.Type().IsRegular() {
			continue
		}
		if info, err := e.Info(); err == nil && info.ModTime().Before(before) {
			_ = os.Remove(filepath.Join(s.Dir, e.Name())) //nolint:errcheck // it harms nobody; the next sweep tries again
		}
	}
	return err
}

func (s Store) entries() ([]fs.DirEntry, error) {
	entries, err := os.ReadDir(s.Dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fault.Wrap(err, fault.Unavailable, "blob.unreadable")
	}
	return entries, nil
}

func unkept(err error) error {
	if isFull(err) {
		return fault.Wrap(err, fault.Unavailable, "storage.full")
	}
	return fault.Wrap(err, fault.Denied, "storage.denied")
}
