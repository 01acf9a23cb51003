package bundle

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/gitstore"
)

// OutboxFolder holds a folder for each device.
const OutboxFolder = "outbox"

// Outbox is where one device puts its bundles.
type Outbox struct {
	dir string
	// Most is how many bytes a bundle may have.
	Most int64
	// Step is told what was just done; tests stop there.
	Step func(name string)
}

// temporary begins the names of files that are being written.
const temporary = ".tmp-"

// OutboxOf is the outbox of a device in a folder. Nothing is written yet.
func OutboxOf(folder, device string) *Outbox {
	return &Outbox{dir: filepath.Join(folder, OutboxFolder, device), Most: Largest}
}

// Write puts a bundle of the objects named into the outbox, under the next number, and
// says where it is. It stands there durably, or nothing does. unavailable:
// share.stick_full, share.stick_gone; denied: share.stick_denied, share.bundle_large_out.
func (o *Outbox) Write(ctx context.Context, store *gitstore.Store, tip Hash, spaces []string, needs, objects []Hash) (path string, err error) {
	if err := o.open(); err != nil {
		return "", stickFault(err)
	}
	next, err := o.next()
	if err != nil {
		return "", stickFault(err)
	}
	file, err := os.CreateTemp(o.dir, temporary+"*")
	if err != nil {
		return "", stickFault(err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name()) // the next write takes what stays
		}
	}()
	err = newHeader(tip, spaces, needs).write(file)
	o.reached("out begun")
	if err == nil {
		err = store.WritePack(ctx, &atMost{file, o.Most}, objects)
	}
	o.reached("out written")
	if err == nil {
		err = errors.Join(file.Chmod(0o644), file.Sync())
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return "", stickFault(err)
	}
	o.reached("out synced")
	path = filepath.Join(o.dir, fmt.Sprintf("%06d%s", next, suffix))
	if err = os.Rename(file.Name(), path); err != nil {
		return "", stickFault(err)
	}
	o.reached("out named")
	return path, stickFault(syncFolders(o.dir, filepath.Dir(o.dir), filepath.Dir(filepath.Dir(o.dir))))
}

// atMost ends a writing that becomes larger than anybody would read.
type atMost struct {
	to   io.Writer
	room int64
}

func (w *atMost) Write(data []byte) (int, error) {
	if w.room -= int64(len(data)); w.room < 0 {
		return 0, fault.New(fault.Denied, "share.bundle_large_out")
	}
	return w.to.Write(data)
}

func (o *Outbox) reached(name string) {
	if o.Step != nil {
		o.Step(name)
	}
}

// open makes the folder and takes away what a write that was stopped left in it. The
// folder that was chosen is not made: where it is gone, so is the stick.
func (o *Outbox) open() error {
	for _, dir := range []string{filepath.Dir(o.dir), o.dir} {
		if err := gitstore.SharedFolder(dir); err != nil && !errors.Is(err, os.ErrExist) {
			return err
		}
		info, err := os.Lstat(dir)
		if err != nil {
			return err
		}
		if !info.IsDir() { // a link here would let us write elsewhere
			return foreignFolder(dir)
		}
	}
	entries, err := os.ReadDir(o.dir)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), temporary) && e.Type().IsRegular() {
			_ = os.Remove(filepath.Join(o.dir, e.Name())) // it harms nobody if it stays
		}
	}
	return err
}

// next is the number after the highest one: numbers are not used again, so that a
// file somebody copied is never another one later.
func (o *Outbox) next() (int, error) {
	entries, err := os.ReadDir(o.dir)
	highest := 0
	for _, e := range entries {
		if n, ok := number(e.Name()); ok {
			highest = max(highest, n)
		}
	}
	return highest + 1, err
}

func number(name string) (int, bool) {
	digits, ok := strings.CutSuffix(name, suffix)
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil && n > 0
}

// Owns says whether a file that List found lies in this outbox.
func (o *Outbox) Owns(f File) bool {
	_, ok := number(filepath.Base(f.Path))
	return ok && filepath.Dir(f.Path) == o.dir
}

// Remove takes files of the outbox away that a newer one stands for.
func (o *Outbox) Remove(files []File) error {
	for _, f := range files {
		if err := os.Remove(f.Path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return stickFault(err)
		}
	}
	return stickFault(syncFolders(o.dir))
}

// syncFolders makes names durable. Windows has no such call, and some file systems of
// sticks and shares refuse it and decide by themselves.
func syncFolders(dirs ...string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	for _, dir := range dirs {
		folder, err := os.Open(dir)
		if err != nil {
			return err
		}
		err = folder.Sync()
		if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
			err = nil
		}
		if err = errors.Join(err, folder.Close()); err != nil {
			return err
		}
	}
	return nil
}

func foreignFolder(dir string) error {
	return &os.PathError{Op: "open", Path: dir, Err: syscall.EACCES}
}
