package workspace

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/service/auditing"
	"secondstory/backend/service/recording"
	"secondstory/backend/sqlite"
)

// List reads a list after the index has caught up with what was written.
func (w *Workspace) List(ctx context.Context, f sqlite.ListFilter) (rows []record.IndexRow, err error) {
	err = w.reading(ctx, func(x *sqlite.Index) error {
		rows, err = x.List(ctx, f)
		return err
	})
	return rows, err
}

// catchUp brings the index to what was written last.
func (w *Workspace) catchUp(ctx context.Context) error {
	index := w.index.Load()
	err := index.Follow(ctx, w.local, w.Registry, nil)
	if !isIndexDisk(err) {
		return err
	}
	w.mending.Lock()
	defer w.mending.Unlock()
	if now := w.index.Load(); now != index {
		return now.Follow(ctx, w.local, w.Registry, nil)
	}
	return w.indexInMemory(ctx)
}

// indexInMemory goes on with an index in memory where the one on the disk cannot
// be written: a full disk must not keep anybody from reading. Whoever calls it holds
// mending, for two in memory would be one and the same.
func (w *Workspace) indexInMemory(ctx context.Context) error {
	index, err := sqlite.OpenIndexInMemory(w.id, indexRow)
	if err != nil {
		return err
	}
	w.index.Store(index) // the one on the disk may still answer somebody; it goes with the process
	return index.Follow(ctx, w.local, w.Registry, nil)
}

// Follow brings the index up to date, with progress.
func (w *Workspace) Follow(ctx context.Context, progress sqlite.Progress) error {
	return w.index.Load().Follow(ctx, w.local, w.Registry, progress)
}

// Settings of this machine, by name.
func (w *Workspace) Settings(ctx context.Context) (out map[string]string, err error) {
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		out, err = tx.Settings()
		return err
	})
	return out, err
}

// SetSetting writes a setting of this machine.
func (w *Workspace) SetSetting(ctx context.Context, name, value string) error {
	return w.local.Update(ctx, w.Registry, func(tx *sqlite.Tx) error { return tx.SetSetting(name, value) })
}

// Meta reads a fact about the workspace, SetMeta writes one.
func (w *Workspace) Meta(ctx context.Context, name string) (v string, err error) {
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		v, err = tx.Meta(name)
		return err
	})
	return v, err
}

// SetMeta writes a fact about the workspace.
func (w *Workspace) SetMeta(ctx context.Context, name, value string) error {
	return w.local.Update(ctx, w.Registry, func(tx *sqlite.Tx) error { return tx.SetMeta(name, value) })
}

// AskFocus asks the window of this workspace to come forward, and to show what would
// come in from files (absolute paths, may be none).
func (w *Workspace) AskFocus(ctx context.Context, files []string) error {
	return w.local.Update(ctx, w.Registry, func(tx *sqlite.Tx) error {
		if len(files) > 0 {
			// Two files opened at once are two starts: the second adds to the first.
			before, err := tx.Meta(askedFiles)
			if err != nil {
				return err
			}
			if before != "" {
				files = append(strings.Split(before, "\x00"), files...)
			}
			if err := tx.SetMeta(askedFiles, strings.Join(files, "\x00")); err != nil {
				return err
			}
		}
		return tx.AskFocus(w.now())
	})
}

// askedFiles are the paths a second start was given, with NUL between them, which no
// path holds.
const askedFiles = "focus.files"

// TakeAskedFiles gives the files a second start was given, once.
func (w *Workspace) TakeAskedFiles(ctx context.Context) (files []string, err error) {
	err = w.local.Update(ctx, w.Registry, func(tx *sqlite.Tx) error {
		kept, err := tx.Meta(askedFiles)
		if err != nil || kept == "" {
			return err
		}
		files = strings.Split(kept, "\x00")
		return tx.SetMeta(askedFiles, "")
	})
	return files, err
}

// News is what another process wrote.
type News struct {
	Rev     int64
	Focus   int64 // when a window was last asked to come forward, Unix milliseconds
	Changed []recording.Changed
	// Spaces says that a space was exchanged, came or went: no record tells that.
	Spaces bool
}

// Watch calls f whenever another process has written, until the context ends. It
// looks every time tick gives a value.
func (w *Workspace) Watch(ctx context.Context, tick <-chan struct{}, f func(News)) error {
	conn, err := w.local.Watch(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	last, err := w.local.DataVersion(ctx, conn)
	if err != nil {
		return err
	}
	seen, err := w.Records.Rev(ctx)
	if err != nil {
		return err
	}
	links, err := w.linksNow(ctx)
	if err != nil {
		return err
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick:
		}
		v, err := w.local.DataVersion(ctx, conn)
		if err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		if v == last {
			continue
		}
		last = v
		news, err := w.news(ctx, seen)
		if err != nil {
			return err
		}
		seen = news.Rev
		now, err := w.linksNow(ctx)
		if err != nil {
			return err
		}
		news.Spaces, links = now != links, now
		f(news)
	}
}

// linksNow tells one state of the spaces from another.
func (w *Workspace) linksNow(ctx context.Context) (string, error) {
	var list []sharing.Link
	err := w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) (err error) {
		list, err = tx.Links()
		return err
	})
	return fmt.Sprintf("%+v", list), err
}

func (w *Workspace) news(ctx context.Context, seen int64) (n News, err error) {
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		if n.Rev, err = tx.Rev(); err != nil {
			return err
		}
		if n.Focus, err = tx.FocusAsked(); err != nil {
			return err
		}
		rows, err := tx.RowsAfter(seen)
		for _, r := range rows {
			if schema, ok := w.Registry.Schema(r.Kind); ok {
				n.Changed = append(n.Changed, recording.Changed{ID: r.ID, Ref: record.Ref(schema.RefPrefix, r.ID), Kind: r.Kind, Rev: r.Rev})
			}
		}
		return err
	})
	return n, err
}

// Health is what the doctor finds.
type Health struct {
	Database   []string // what SQLite's own check found
	Chains     []journal.Verdict
	Records    int
	Trashed    int
	Unknown    int // records of kinds this version does not know
	Quarantine int
	Rev        int64
	Watermark  int64
	IndexWas   string // why the index was thrown away: "", "torn", "version", "other workspace"
	FullText   bool
	ReadOnly   bool
	States     auditing.States
	Pictures   PictureHealth
}

// Whole says whether nothing needs a person.
func (h Health) Whole() bool {
	for _, c := range h.Chains {
		if !c.Whole() {
			return false
		}
	}
	return len(h.Database) == 0 && h.FullText && h.States.Now == 0 && len(h.Pictures.Damaged)+len(h.Pictures.Lost) == 0
}

// Examine checks the workspace: the file, the chains, the records against them, the index.
func (w *Workspace) Examine(ctx context.Context) (h Health, err error) {
	h.IndexWas, h.ReadOnly = w.index.Load().Rebuilt(), w.ReadOnly
	if err := w.catchUp(ctx); err != nil {
		return h, err
	}
	if w.index.Load().Rebuilt() != "" {
		h.IndexWas = w.index.Load().Rebuilt()
	}
	h.FullText = w.index.Load().HasFTS
	if h.Watermark, err = w.index.Load().Watermark(ctx); err != nil {
		return h, err
	}
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		if h.Rev, err = tx.Rev(); err != nil {
			return err
		}
		if h.Database, err = tx.Check(); err != nil {
			return err
		}
		if h.Quarantine, err = tx.QuarantineCount(); err != nil {
			return err
		}
		rows, err := tx.Rows()
		if err != nil {
			return err
		}
		for _, r := range rows {
			h.Records++
			if r.Trashed() {
				h.Trashed++
			}
			if _, ok := w.Registry.Schema(r.Kind); !ok {
				h.Unknown++
			}
		}
		chains, err := tx.Chains()
		if err != nil {
			return err
		}
		for _, id := range chains {
			v := journal.NewVerifier(id, nil)
			if err := tx.ChainEntries(id, v.Add); err != nil {
				return err
			}
			h.Chains = append(h.Chains, v.Verdict())
		}
		h.States, err = w.Audit.CheckStates(tx, ctx.Err)
		return err
	})
	if err != nil {
		return h, err
	}
	h.Pictures, err = w.examinePictures(ctx)
	return h, err
}

// RebuildIndex throws the index away and builds it anew.
func (w *Workspace) RebuildIndex(ctx context.Context, progress sqlite.Progress) error {
	return w.index.Load().Rebuild(ctx, w.local, w.Registry, progress)
}

// written tells the files this process writes at once apart.
var written atomic.Int64

// WriteFile writes a file a person asked for: beside its place first, then by
// rename, so that an interrupted write leaves what was there. A link is followed,
// an existing file keeps its rights, and what is no file (a pipe, a device) is
// written to instead of being replaced.
func WriteFile(path string, data []byte) error {
	place, kept := path, fs.FileMode(0)
	if info, err := os.Stat(path); err == nil {
		if !info.Mode().IsRegular() && !info.IsDir() {
			return writeThrough(path, data)
		}
		kept = info.Mode().Perm()
		if place, err = filepath.EvalSymlinks(path); err != nil {
			return writeFault(err, path)
		}
	}
	beside := filepath.Join(filepath.Dir(place), fmt.Sprintf(".second-story-%d-%d.part", os.Getpid(), written.Add(1)))
	f, err := os.OpenFile(beside, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o644)
	if err != nil {
		return writeFault(err, path)
	}
	_, err = f.Write(data)
	if err == nil && kept != 0 {
		err = f.Chmod(kept)
	}
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(beside, place)
	}
	if err != nil {
		os.Remove(beside)
		return writeFault(err, path)
	}
	return nil
}

func writeThrough(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return writeFault(err, path)
	}
	_, err = f.Write(data)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return writeFault(err, path)
	}
	return nil
}

func writeFault(err error, path string) error {
	if isFull(err) {
		return fault.Wrap(err, fault.Unavailable, "file.disk_full", "name", filepath.Base(path))
	}
	if folder := missingFolder(path); errors.Is(err, fs.ErrNotExist) && folder != "" {
		return fault.Wrap(err, fault.NotFound, "file.no_folder", "name", filepath.Base(path), "folder", folder)
	}
	return fault.Wrap(err, fault.Denied, "file.not_written", "name", filepath.Base(path))
}

// missingFolder is the outermost folder on the way to a file that is not there, "" when
// all are.
func missingFolder(path string) string {
	missing := ""
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) || dir == filepath.Dir(dir) {
			return missing
		}
		missing = dir
	}
}
