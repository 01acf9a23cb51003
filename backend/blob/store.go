package blob

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"secondstory/backend/domain/fault"
)

// Store is the folder. Its methods may be called from several goroutines and processes.
type Store struct{ Dir string }

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
	f, err := os.CreateTemp(s.Dir, "part-*")
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

// Check reads all there is and names what is not what it says.
func (s Store) Check() (damaged []string, err error) {
	entries, err := os.ReadDir(s.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "blob.unreadable")
	}
	for _, e := range entries {
		if !sumForm.MatchString(e.Name()) {
			continue // of a write that was stopped
		}
		if _, err := s.Read(e.Name()); err != nil {
			damaged = append(damaged, e.Name())
		}
	}
	return damaged, nil
}

func unkept(err error) error {
	if isFull(err) {
		return fault.Wrap(err, fault.Unavailable, "storage.full")
	}
	return fault.Wrap(err, fault.Denied, "storage.denied")
}
