package gitstore

import (
	"bufio"
	"bytes"
	"crypto/sha1" //nolint:gosec // git names objects by SHA-1
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// object is what is stored under a hash.
type object struct {
	hash Hash
	kind plumbing.ObjectType
	data []byte
	// packed is the same compressed, where it lies so in a pack; nil otherwise.
	packed []byte
}

// BlobHash is the name that a file with these bytes has.
func BlobHash(data []byte) Hash { return hashOf(plumbing.BlobObject, data) }

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

// roomForBlobs is how many bytes of files are young before they become old: of a record
// several versions are read one after the other, and most files are the same in all.
const roomForBlobs = 512 << 10

// Blob reads the content of a file.
func (s *Store) Blob(h Hash) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	data, ok := s.blobs.find(h, func(data []byte) int { return len(data) })
	if !ok {
		var err error
		if data, err = s.read(h, plumbing.BlobObject); err != nil {
			return nil, err
		}
		s.blobs.put(h, data, len(data))
	}
	return bytes.Clone(data), nil
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
	case isAbsent(err):
		return object{}, missing(h, s.folders.broken)
	case err != nil:
		return object{}, damaged(h, err.Error())
	case hashOf(each.kind, each.data) != h:
		return object{}, damaged(h, "its content does not have this name")
	}
	return each, nil
}

// readOnce looks into the packs first: most objects are there.
func (s *Store) readOnce(h Hash, kind plumbing.ObjectType) (found plumbing.ObjectType, data []byte, err error) {
	s.unpack.whole = nil
	p, offset, err := s.folders.find(h)
	switch {
	case err != nil:
		return kind, nil, err
	case p != nil:
		found, data, err = s.readPacked(p, offset)
	default:
		found, data, err = s.readLoose(h)
	}
	if err == nil && kind != plumbing.AnyObject && found != kind {
		err = plumbing.ErrObjectNotFound
	}
	return found, data, err
}

// readLoose reads an object that is a file of its own.
func (s *Store) readLoose(h Hash) (plumbing.ObjectType, []byte, error) {
	file, err := s.openLoose(h)
	if err != nil {
		return plumbing.InvalidObject, nil, err
	}
	defer file.Close() // read only
	kind, size, err := s.unpack.beginLoose(file)
	if err != nil {
		return plumbing.InvalidObject, nil, err
	}
	data, err := readSized(s.unpack.plain, size)
	return kind, data, err
}

// openLoose opens the file of an object. Where there is none, and a pack lies there
// whose index is still to come, that is the error.
func (s *Store) openLoose(h Hash) (*os.File, error) {
	name := h.String()
	for _, dir := range s.folders.dirs {
		file, err := os.Open(filepath.Join(dir, name[:2], name[2:]))
		if !errors.Is(err, fs.ErrNotExist) {
			return file, err
		}
	}
	if len(s.folders.half) > 0 {
		return nil, errHalfPack
	}
	return nil, plumbing.ErrObjectNotFound
}

// beginLoose reads what stands before the bytes of a loose object.
func (u *unpacker) beginLoose(file *os.File) (kind plumbing.ObjectType, size int64, err error) {
	if u.in == nil {
		u.in = bufio.NewReaderSize(file, 4096)
	} else {
		u.in.Reset(file)
	}
	if err := u.inflate(); err != nil {
		return kind, 0, err
	}
	var head [32]byte
	n := 0
	for ; ; n++ {
		if n == len(head) {
			return kind, 0, errors.New("a loose object without a beginning")
		}
		if _, err := io.ReadFull(u.plain, head[n:n+1]); err != nil {
			return kind, 0, err
		}
		if head[n] == 0 {
			break
		}
	}
	word, number, _ := strings.Cut(string(head[:n]), " ")
	if kind, err = plumbing.ParseObjectType(word); err == nil {
		size, err = strconv.ParseInt(number, 10, 64)
	}
	if err == nil && size < 0 {
		err = errors.New("a loose object of an impossible size")
	}
	return kind, size, err
}

// again repeats a reading once with a fresh list of packs (T6), and for a moment
// longer while another program has put a pack in place and not yet its index. It waits
// for each of them once: where that program was stopped, nobody brings the index.
func (s *Store) again(reading func() error) error {
	err := reading()
	if !isStale(err) {
		return err
	}
	for range 10 {
		s.reopen()
		if err = reading(); !errors.Is(err, errHalfPack) || slices.Equal(s.folders.half, s.waited) {
			return err
		}
		s.reached("pack.awaited")
		time.Sleep(10 * time.Millisecond)
	}
	s.waited = s.folders.half
	return err
}

// isStale says whether an error may come from a pack list that is no longer
// true (T6).
func isStale(err error) bool {
	return isAbsent(err) || errors.Is(err, os.ErrNotExist)
}

// isAbsent says whether an error is that of an object that is not here.
func isAbsent(err error) bool {
	return errors.Is(err, plumbing.ErrObjectNotFound) || errors.Is(err, errHalfPack)
}

func (s *Store) has(h Hash) (bool, error) {
	err := s.again(func() error { return s.look(h) })
	if isAbsent(err) {
		return false, nil
	}
	return err == nil, diskFault(err)
}

// look asks for an object once, without reading it.
func (s *Store) look(h Hash) error {
	p, _, err := s.folders.find(h)
	if err != nil || p != nil {
		return err
	}
	file, err := s.openLoose(h)
	if err == nil {
		err = file.Close()
	}
	return err
}

func (s *Store) size(h Hash) (int64, error) {
	var size int64
	err := s.again(func() (err error) {
		p, offset, err := s.folders.find(h)
		if err != nil {
			return err
		}
		if p != nil {
			size, err = s.sizePacked(p, offset)
			return err
		}
		file, err := s.openLoose(h)
		if err != nil {
			return err
		}
		defer file.Close() // read only
		_, size, err = s.unpack.beginLoose(file)
		return err
	})
	if isAbsent(err) {
		return 0, missing(h, s.folders.broken)
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
