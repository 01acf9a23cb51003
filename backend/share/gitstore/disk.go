package gitstore

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"time"
)

// fsync waits until the disk has a file or folder. Tests listen here: a power cut
// cannot be had, what was waited for can.
var fsync = (*os.File).Sync

// writeDurably puts a whole file in place: temporary file in the same folder,
// fsync, rename. The caller fsyncs the folder.
func writeDurably(path string, data []byte) error {
	temporary, err := besideFor(filepath.Dir(path))
	if err != nil {
		return err
	}
	_, err = temporary.Write(data)
	if err == nil {
		err = fsync(temporary)
	}
	err = errors.Join(err, temporary.Close())
	if err == nil {
		err = replace(temporary.Name(), path)
	}
	if err != nil {
		_ = os.Remove(temporary.Name()) // the next sweep takes what stays
	}
	return err
}

// besideFor makes a temporary file that others may read as far as the system lets them by
// default, as git does: os.CreateTemp keeps it to whoever made it, and renamed it would
// keep everybody else out of a folder that is shared.
func besideFor(dir string) (*os.File, error) {
	for n := 0; ; n++ {
		file, err := os.OpenFile(filepath.Join(dir, "tmp_own_"+strconv.Itoa(n)), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return file, err
		}
	}
}

// SharedFolder makes a folder in one that is there already. Where that may be written by its
// group, the new one may be as well, whatever the system's default: others are to put
// their files into it too.
func SharedFolder(path string) error {
	if err := os.Mkdir(path, 0o777); err != nil {
		return err
	}
	above, err := os.Stat(filepath.Dir(path))
	if err != nil {
		return err
	}
	if own, err := os.Stat(path); err == nil && above.Mode()&0o020 != 0 && own.Mode()&0o020 == 0 {
		_ = os.Chmod(path, own.Mode()|above.Mode()&(0o070|fs.ModeSetgid)) // some disks know no such thing
	}
	return nil
}

// sharedFolders is SharedFolder with all above it, and content with what is there.
func sharedFolders(path string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil
	}
	err := SharedFolder(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err = sharedFolders(filepath.Dir(path)); err == nil {
			err = SharedFolder(path)
		}
	}
	if info, serr := os.Stat(path); errors.Is(err, fs.ErrExist) && serr == nil && info.IsDir() {
		return nil // somebody else was faster
	}
	return err
}

// replace renames over what is there. Windows refuses for a moment while a
// virus scanner or another reader holds the file (T20).
func replace(from, to string) error {
	err := os.Rename(from, to)
	for wait := 5 * time.Millisecond; runtime.GOOS == "windows" && errors.Is(err, fs.ErrPermission) && wait < 200*time.Millisecond; wait *= 2 {
		time.Sleep(wait)
		err = os.Rename(from, to)
	}
	return err
}

// syncFolder makes renames in a folder durable. Windows has no such call.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = fsync(folder)
	// Some network file systems cannot; they decide on durability themselves.
	if errors.Is(err, syscall.EINVAL) {
		err = nil
	}
	return errors.Join(err, folder.Close())
}

func isFull(err error) bool { return errors.Is(err, syscall.ENOSPC) }
