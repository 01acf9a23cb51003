package bundle

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha1" //nolint:gosec // git's packs end in a SHA-1
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"syscall"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/gitstore"
)

// Largest is how large a bundle may be.
const Largest = gitstore.LargestPack

// suffix of the files, as git's own manual names them.
const suffix = ".bundle"

// IsName says whether a file is called as bundles are.
func IsName(path string) bool { return strings.HasSuffix(path, suffix) }

// File is a bundle in a folder. Err says why its header could not be read.
type File struct {
	Path   string // on this machine
	Name   string // below the folder it was found in, with slashes
	Header Header
	Err    error
}

// How far a folder is looked through: an outbox has two levels, and what else lies on
// a stick is not ours to read.
const (
	deepest   = 3
	mostFiles = 10_000
)

// Read reads the header of one file. Faults: see readHeader; not_found:
// share.stick_gone.
func Read(path string) (Header, error) {
	file, err := open(path)
	if err != nil {
		return Header{}, err
	}
	defer file.Close()
	h, err := readHeader(bufio.NewReaderSize(file, longestLine+1))
	if _, ours := fault.As(err); err != nil && !ours {
		err = stickFault(err)
	}
	return h, err
}

// open takes plain files only: a link could lead anywhere.
func open(path string) (*os.File, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, stickFault(err)
	}
	if !info.Mode().IsRegular() {
		return nil, foreign(errors.New("no plain file"))
	}
	if info.Size() > Largest {
		return nil, fault.New(fault.Invalid, "share.bundle_large")
	}
	file, err := os.Open(path)
	return file, stickFault(err)
}

// List finds the bundles below a folder, by name. A folder that is not there is
// share.stick_gone.
func List(dir string) ([]File, error) {
	dir = filepath.Clean(dir)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		if err == nil {
			err = syscall.ENOTDIR
		}
		return nil, stickFault(err)
	}
	var out []File
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		name, rerr := filepath.Rel(dir, path)
		switch {
		case path == dir:
			return err
		case err != nil || rerr != nil:
			return nil // a folder that nobody may look into holds nothing for us
		}
		hidden := strings.HasPrefix(entry.Name(), ".")
		if entry.IsDir() {
			if hidden || strings.Count(filepath.ToSlash(name), "/")+1 >= deepest {
				return fs.SkipDir
			}
			return nil
		}
		if hidden || !IsName(entry.Name()) || !entry.Type().IsRegular() {
			return nil
		}
		if len(out) >= mostFiles {
			return fault.New(fault.Denied, "share.stick_crowded")
		}
		f := File{Path: path, Name: filepath.ToSlash(name)}
		f.Header, f.Err = Read(path)
		out = append(out, f)
		return nil
	})
	sort.Slice(out, func(a, b int) bool { return out[a].Name < out[b].Name })
	return out, stickFault(err)
}

// Whole says whether a bundle ends in the sum of its pack: a copy that was cut short
// does not.
func Whole(path string, h Header) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || info.Size() < h.size+12+sha1.Size {
		return false
	}
	if _, err := file.Seek(h.size, io.SeekStart); err != nil {
		return false
	}
	sum := sha1.New() //nolint:gosec // as above
	if _, err := io.CopyN(sum, file, info.Size()-h.size-sha1.Size); err != nil {
		return false
	}
	var said [sha1.Size]byte
	_, err = io.ReadFull(file, said[:])
	return err == nil && bytes.Equal(said[:], sum.Sum(nil))
}

// Unpack brings the objects of a bundle into a store. invalid: share.bundle_torn,
// share.bundle_large; unavailable: share.stick_gone where the stick stopped answering.
func Unpack(ctx context.Context, store *gitstore.Store, path string, h Header) error {
	file, err := open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := file.Seek(h.size, io.SeekStart); err != nil {
		return stickFault(err)
	}
	from := &source{from: file}
	_, err = store.AcceptFile(ctx, from, Largest)
	f, _ := fault.As(err)
	switch {
	case from.err != nil:
		return stickFault(from.err) // the stick's own error, not what came of it
	case f != nil && f.Key == "share.pack_too_large":
		return fault.Wrap(err, fault.Invalid, "share.bundle_large")
	case f != nil && f.Key == "share.pack_damaged":
		return torn(err)
	}
	return err
}

// source remembers why reading ended.
type source struct {
	from io.Reader
	err  error
}

func (s *source) Read(to []byte) (int, error) {
	n, err := s.from.Read(to)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// stickFault puts into words what the folder or the stick said.
func stickFault(err error) error {
	if _, ours := fault.As(err); err == nil || ours {
		return err
	}
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fault.Wrap(err, fault.Denied, "share.stick_denied")
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EFBIG), errors.Is(err, syscall.EDQUOT):
		return fault.Wrap(err, fault.Unavailable, "share.stick_full")
	}
	return fault.Wrap(err, fault.Unavailable, "share.stick_gone")
}
