package workspace

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/inbox"
	"secondstory/backend/service/inboxing"
	"secondstory/backend/sqlite"
	"secondstory/backend/watch"
)

// inboxRest is how long a file has to stay as it is before it is read.
const inboxRest = 2 * time.Second

// inboxes fits sqlite's transactions to what the inboxes ask for.
type inboxes struct{ store }

func (s inboxes) View(ctx context.Context, f func(inboxing.Tx) error) error {
	return s.local.View(ctx, s.registry, func(tx *sqlite.Tx) error { return f(tx) })
}

func (s inboxes) Update(ctx context.Context, f func(inboxing.Writer) error) error {
	return s.local.Update(ctx, s.registry, func(tx *sqlite.Tx) error { return f(tx) })
}

func newInboxing(w *Workspace) *inboxing.Service {
	return &inboxing.Service{Store: inboxes{store{local: w.local, registry: w.Registry}}, Disk: inboxDisk{}, Incidents: w.Register, Reviews: w.Imports,
		Lock: importLock{filepath.Join(w.Home, "inbox.lock")}, May: w.mayBeInbox, Now: w.now, NewID: w.newID, Rest: inboxRest}
}

// mayBeInbox refuses folders of the program and those that mirror a space: what lies there is
// written by us.
func (w *Workspace) mayBeInbox(ctx context.Context, dir string) error {
	if within(w.Home, dir) || within(dir, w.Home) {
		return fault.New(fault.Invalid, "inbox.in_home")
	}
	mirrors, err := w.mirrorFolders(ctx)
	for _, m := range mirrors {
		if within(m, dir) || within(dir, m) {
			return fault.New(fault.Invalid, "inbox.is_mirror")
		}
	}
	return err
}

// within says whether a path is a folder or lies in it.
func within(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// inboxDisk reads the folders of this machine.
type inboxDisk struct{}

// List gives the files of a folder by name. A link may lead anywhere and is none.
func (inboxDisk) List(dir string) ([]inbox.Entry, error) {
	list, err := os.ReadDir(dir)
	if err != nil {
		return nil, inboxFault(err, dir)
	}
	out := make([]inbox.Entry, 0, len(list))
	for _, e := range list {
		if !e.Type().IsRegular() {
			continue
		}
		info, err := e.Info()
		if err != nil {
			continue // it has gone since
		}
		out = append(out, inbox.Entry{Name: e.Name(), Stamp: stampOf(info)})
	}
	slices.SortFunc(out, func(a, b inbox.Entry) int { return cmp.Compare(a.Name, b.Name) })
	return out, nil
}

func stampOf(info fs.FileInfo) inbox.Stamp {
	return inbox.Stamp{Size: info.Size(), Mod: info.ModTime().UnixNano()}
}

func inboxFault(err error, dir string) error {
	if errors.Is(err, fs.ErrPermission) {
		return fault.Wrap(err, fault.Denied, "inbox.folder_denied", "folder", dir)
	}
	return fault.Wrap(err, fault.Unavailable, "inbox.folder_away", "folder", dir)
}

func (inboxDisk) Sum(ctx context.Context, path string) (string, inbox.Stamp, error) {
	name := filepath.Base(path)
	f, err := os.Open(path)
	if err != nil {
		return "", inbox.Stamp{}, fileFault(err, name)
	}
	defer f.Close() //nolint:errcheck // it was only read
	info, err := f.Stat()
	if err != nil {
		return "", inbox.Stamp{}, fileFault(err, name)
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, stopping{ctx, f}); err != nil {
		if ctx.Err() != nil {
			return "", inbox.Stamp{}, fault.Wrap(err, fault.Cancelled, "job.cancelled")
		}
		return "", inbox.Stamp{}, fileFault(err, name)
	}
	return hex.EncodeToString(sum.Sum(nil)), stampOf(info), nil
}

// stopping reads until the context ends.
type stopping struct {
	ctx context.Context
	io.Reader
}

func (s stopping) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.Reader.Read(p)
}

// mostNamesakes bounds how many files of one name lie in the folder of what is done.
const mostNamesakes = 10_000

func (inboxDisk) Move(dir, name, into string, stamp inbox.Stamp) (bool, error) {
	from := filepath.Join(dir, name)
	info, err := os.Lstat(from)
	if err != nil || !info.Mode().IsRegular() || stampOf(info) != stamp {
		return false, nil //nolint:nilerr // it has gone or is another: that is for the next look
	}
	wrong := func(err error) error { return fault.Wrap(err, fault.Unavailable, "inbox.not_moved", "name", name) }
	target := filepath.Join(dir, into)
	if err := os.Mkdir(target, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return false, wrong(err)
	}
	// A link instead of a folder would lead the files elsewhere.
	if info, err := os.Lstat(target); err != nil || !info.IsDir() {
		return false, wrong(err)
	}
	ext := filepath.Ext(name)
	for n := 1; n <= mostNamesakes; n++ {
		to := filepath.Join(target, name)
		if n > 1 {
			to = filepath.Join(target, fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ext), n, ext))
		}
		if there, err := os.Lstat(to); err == nil && os.SameFile(there, info) && stampOf(there) == stamp {
			// An earlier move gave it this name and could not take the first one away.
			if err := os.Remove(from); err != nil {
				return false, wrong(err)
			}
			return true, nil
		}
		switch err := moveFile(from, to); {
		case errors.Is(err, fs.ErrExist):
			continue
		case err != nil:
			return false, wrong(err)
		}
		// A save in that very moment is a new version nobody has read: it goes back.
		if info, err := os.Lstat(to); err == nil && stampOf(info) != stamp {
			return false, moveBack(to, from, wrong)
		}
		return true, nil
	}
	return false, wrong(fs.ErrExist)
}

func moveBack(to, from string, wrong func(error) error) error {
	if err := moveFile(to, from); err != nil && !errors.Is(err, fs.ErrExist) {
		return wrong(err)
	}
	return nil
}

// moveFile gives a file another name and replaces none. Where the first name cannot be taken
// away, because the folder or another program holds it, the second one goes again. Where a disk
// knows no second names, the moment between looking and renaming is left.
func moveFile(from, to string) error {
	err := os.Link(from, to)
	if err == nil {
		if err = os.Remove(from); err != nil {
			_ = os.Remove(to) //nolint:errcheck // what stays is known by its being the same file
		}
		return err
	}
	if errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, there := os.Lstat(to); there == nil {
		return fs.ErrExist
	}
	return os.Rename(from, to)
}

// Inboxed is what a look into an inbox gave, or one file of it as soon as it is dealt with.
type Inboxed struct {
	Folder string // id
	File   *inbox.File
	Look   *inboxing.Look
	Err    error
}

// NudgeInboxes has all inboxes looked into soon.
func (w *Workspace) NudgeInboxes() {
	select {
	case w.inboxesDue <- struct{}{}:
	default: // it will look anyway
	}
}

// KeepInboxes looks after all inboxes until the context ends: at once, after each change in
// one, every half minute (a network drive gives no notices) and after NudgeInboxes. It tells
// what came of it, one at a time.
func (w *Workspace) KeepInboxes(ctx context.Context, tell func(Inboxed)) {
	due := make(chan string, 1024)
	wake := func(id string) {
		select {
		case due <- id:
		default: // enough looks are due
		}
	}
	var all sync.WaitGroup
	defer all.Wait()
	watching := map[string]context.CancelFunc{}
	defer func() {
		for _, stop := range watching {
			stop()
		}
	}()
	look := func(id string) {
		got, err := w.Inbox.LookInto(ctx, id, func(f inbox.File) { tell(Inboxed{Folder: id, File: &f}) })
		if ctx.Err() != nil || fault.Is(err, fault.NotFound) {
			return
		}
		tell(Inboxed{Folder: id, Look: &got, Err: err})
		if got.Resting > 0 || got.Busy {
			time.AfterFunc(inboxRest, func() { wake(id) })
		}
	}
	for {
		list, err := w.Inbox.Folders(ctx)
		if err != nil && ctx.Err() == nil {
			tell(Inboxed{Err: err})
		}
		now := map[string]bool{}
		for _, f := range list {
			if f.Paused {
				continue
			}
			now[f.ID] = true
			if watching[f.ID] == nil {
				inner, stop := context.WithCancel(ctx)
				watching[f.ID] = stop
				all.Go(func() { watch.Folder(inner, f.Path, watch.Timing{Flat: true}, func() { wake(f.ID) }) })
				wake(f.ID)
			}
		}
		for id, stop := range watching {
			if err == nil && !now[id] {
				stop()
				delete(watching, id)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-w.inboxesDue:
			for id := range watching {
				wake(id)
			}
		case id := <-due:
			for more := true; more; { // many notices of one folder are one look
				select {
				case other := <-due:
					if other != id {
						look(other)
					}
				default:
					more = false
				}
			}
			look(id)
		}
	}
}
