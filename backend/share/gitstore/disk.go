package gitstore

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"
)

// fsync waits until the disk has a file or folder. Tests listen here: a power cut
// cannot be had, what was waited for can.
var fsync = (*os.File).Sync

// writeDurably puts a whole file in place: temporary file in the same folder,
// fsync, rename. The caller fsyncs the folder.
func writeDurably(path string, data []byte) error {
	temporary, err := os.CreateTemp(filepath.Dir(path), "tmp_own_*")
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
