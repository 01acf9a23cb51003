package sqlite

import (
	"io"
	"os"
	"path/filepath"

	"secondstory/backend/domain/fault"
)

// OpenLocalFull opens an existing local.db for reading where the disk has no room
// left: even a reader of a file with a log needs some, unless another program has
// the file open.
func OpenLocalFull(path string) (*Local, error) {
	l, err := openReadOnly(path)
	if err != nil {
		// Elsewhere there may be room for a copy, which also has what a program that
		// was stopped left in the log.
		l, err = openCopy(path)
	}
	if info, serr := os.Stat(path + "-wal"); err != nil && (serr != nil || info.Size() == 0) {
		l, err = openReadOnly(path, "immutable", "1")
	}
	if err != nil {
		if f, ok := fault.As(err); ok && (f.Key == "storage.newer" || f.Key == "storage.corrupt") {
			return nil, err
		}
		return nil, fault.Wrap(err, fault.Unavailable, "storage.full_shut")
	}
	l.full = true
	return l, nil
}

// openCopy reads a copy of the file and of its log, which goes with the Local.
func openCopy(path string) (_ *Local, err error) {
	dir, err := os.MkdirTemp("", "second-story-*")
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			os.RemoveAll(dir)
		}
	}()
	there := filepath.Join(dir, filepath.Base(path))
	if err := copyFile(there, path); err != nil {
		return nil, err
	}
	if _, err := os.Stat(path + "-wal"); err == nil {
		if err := copyFile(there+"-wal", path+"-wal"); err != nil {
			return nil, err
		}
	}
	l, err := openReadOnly(there)
	if err == nil {
		l.copy = dir
	}
	return l, err
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

// refused is why nothing can be written; nil when it can.
func (l *Local) refused() error {
	switch {
	case l.full:
		return fault.New(fault.Unavailable, "storage.full_reading")
	case l.readOnly:
		return fault.New(fault.Denied, "storage.read_only")
	}
	return nil
}

// Full says whether the file is open for reading only because the disk is full.
func (l *Local) Full() bool { return l.full }
