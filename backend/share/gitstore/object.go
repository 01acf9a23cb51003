package gitstore

import (
	"crypto/sha1" //nolint:gosec // git names objects by SHA-1
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/storage/filesystem/dotgit"
)

// object is what is stored under a hash.
type object struct {
	hash Hash
	kind plumbing.ObjectType
	data []byte
}

func newObject(kind plumbing.ObjectType, data []byte) object {
	return object{hash: hashOf(kind, data), kind: kind, data: data}
}

func header(kind plumbing.ObjectType, size int) []byte {
	return strconv.AppendInt([]byte(kind.String()+" "), int64(size), 10)
}

func hashOf(kind plumbing.ObjectType, data []byte) (hash Hash) {
	sum := sha1.New() //nolint:gosec // as above
	sum.Write(append(header(kind, len(data)), 0))
	sum.Write(data)
	copy(hash[:], sum.Sum(nil))
	return hash
}

// Blob reads the content of a file.
func (s *Store) Blob(h Hash) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.read(h, plumbing.BlobObject)
}

// Has says whether an object is here.
func (s *Store) Has(h Hash) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.has(h)
}

// read gives an object's bytes after comparing them with its name: a disk that
// forgot some would otherwise be merged as if a person had deleted them.
func (s *Store) read(h Hash, kind plumbing.ObjectType) ([]byte, error) {
	each, err := s.readKind(h, kind)
	return each.data, err
}

// readAny is read for an object of whichever kind.
func (s *Store) readAny(h Hash) (object, error) { return s.readKind(h, plumbing.AnyObject) }

func (s *Store) readKind(h Hash, kind plumbing.ObjectType) (object, error) {
	each := object{hash: h}
	err := s.again(func() (err error) {
		each.kind, each.data, err = s.readOnce(h, kind)
		return err
	})
	switch {
	case errors.Is(err, plumbing.ErrObjectNotFound), errors.Is(err, dotgit.ErrPackfileNotFound):
		return object{}, missing(h)
	case err != nil:
		return object{}, damaged(h, err.Error())
	case hashOf(each.kind, each.data) != h:
		return object{}, damaged(h, "its content does not have this name")
	}
	return each, nil
}

func (s *Store) readOnce(h Hash, kind plumbing.ObjectType) (plumbing.ObjectType, []byte, error) {
	found, err := s.storage.EncodedObject(kind, h)
	if err != nil {
		return kind, nil, err
	}
	reader, err := found.Reader()
	if err != nil {
		return kind, nil, err
	}
	data, err := io.ReadAll(reader)
	return found.Type(), data, errors.Join(err, reader.Close())
}

// again repeats a reading once with a fresh list of packs (T6), and for a moment
// longer while another program has put a pack in place and not yet its index.
func (s *Store) again(reading func() error) error {
	err := reading()
	if !isStale(err) {
		return err
	}
	for range 10 {
		s.reopen()
		if err = reading(); !errors.Is(err, dotgit.ErrPackfileNotFound) {
			return err
		}
		time.Sleep(10 * time.Millisecond)
	}
	return err
}

// isStale says whether an error may come from a pack list that is no longer
// true (T6).
func isStale(err error) bool {
	return errors.Is(err, plumbing.ErrObjectNotFound) || errors.Is(err, dotgit.ErrPackfileNotFound) || errors.Is(err, os.ErrNotExist)
}

func (s *Store) has(h Hash) (bool, error) {
	err := s.again(func() error { return s.storage.HasEncodedObject(h) })
	if errors.Is(err, plumbing.ErrObjectNotFound) {
		return false, nil
	}
	return err == nil, diskFault(err)
}

func (s *Store) size(h Hash) (int64, error) {
	var size int64
	err := s.again(func() (err error) {
		size, err = s.storage.EncodedObjectSize(h)
		return err
	})
	if errors.Is(err, plumbing.ErrObjectNotFound) {
		return 0, missing(h)
	}
	return size, diskFault(err)
}

// loosePath is where a loose object lies.
func (s *Store) loosePath(h Hash) string {
	name := h.String()
	return filepath.Join(s.dir, "objects", name[:2], name[2:])
}

// hasLoose: an empty file is what a power cut leaves of an object that was not
// fsynced by whoever wrote it, so it does not count.
func (s *Store) hasLoose(h Hash) bool {
	info, err := os.Stat(s.loosePath(h))
	return err == nil && info.Size() > 0
}

// ParseHash reads forty hexadecimal digits.
func ParseHash(text string) (Hash, error) {
	if !plumbing.IsHash(text) {
		return Zero, fmt.Errorf("%q is no hash", text)
	}
	return plumbing.NewHash(text), nil
}
