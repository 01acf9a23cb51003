package workspace

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"secondstory/assets"
	"secondstory/backend/backup"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/share/gitstore"
	"secondstory/backend/sqlite"
)

// backupSetting is when the last backup was made, RFC 3339; of this machine.
const backupSetting = "backup.last"

// BackupStep is what a backup or a restoration is doing.
type BackupStep string

// The steps, in their order.
const (
	Copying   BackupStep = "copying"   // the database, at one moment
	Writing   BackupStep = "writing"   // the file
	Checking  BackupStep = "checking"  // what was written, read back
	Unpacking BackupStep = "unpacking" // a restoration
)

// BackupOrder is how a backup is made.
type BackupOrder struct {
	Program string
	Text    *assets.Catalogue
	// Progress hears of bytes; a total of 0 is not known. May be nil.
	Progress func(step BackupStep, done, total int64)
	// Step is told after each step that a kill may follow; for tests, nil otherwise.
	Step func(name string)
}

func (o BackupOrder) reached(name string) {
	if o.Step != nil {
		o.Step(name)
	}
}

func (o BackupOrder) tell(step BackupStep, total int64) func(n int64) {
	done := int64(0)
	return func(n int64) {
		done += n
		if o.Progress != nil {
			o.Progress(step, done, total)
		}
	}
}

// BackupMade is a backup that was written and read back.
type BackupMade struct {
	Path     string
	Size     int64  // bytes of the file
	SHA256   string // of the file
	Manifest backup.Manifest
}

// Backup writes a backup of the workspace while it is in use. The file is there whole or
// not at all. Faults: backup.inside, backup.in_the_way, backup.stopped, file.*, share.store_busy, storage.*.
func (w *Workspace) Backup(ctx context.Context, path string, o BackupOrder) (BackupMade, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return BackupMade{}, fault.Wrap(err, fault.Invalid, "file.not_written", "name", filepath.Base(path))
	}
	if inside(path, w.Home) {
		return BackupMade{}, fault.New(fault.Invalid, "backup.inside", "name", filepath.Base(path))
	}
	if isOther(path) {
		return BackupMade{}, fault.New(fault.Invalid, "backup.in_the_way", "name", filepath.Base(path))
	}
	made, err := writeBackup(ctx, w.local, w.Home, path, w.now(), o)
	if err == nil && !w.ReadOnly {
		err = w.SetSetting(ctx, backupSetting, made.Manifest.MadeAt)
	}
	return made, err
}

// isOther says whether something lies there that is no backup: one that is may be replaced,
// once the new one was read back.
func isOther(path string) bool {
	info, err := os.Stat(path)
	if err != nil || info.Size() == 0 && info.Mode().IsRegular() {
		return false
	}
	b, err := backup.Open(path)
	if err == nil {
		b.Close()
	}
	f, ok := fault.As(err)
	return ok && f.Key == "backup.not_one"
}

// inside says whether a path lies in a folder, whatever links lead there.
func inside(path, dir string) bool {
	real := func(p string) string {
		if r, err := filepath.EvalSymlinks(p); err == nil {
			return r
		}
		return filepath.Clean(p)
	}
	rel, err := filepath.Rel(real(dir), filepath.Join(real(filepath.Dir(path)), filepath.Base(path)))
	return err == nil && filepath.IsLocal(rel)
}

// writeBackup writes a backup of a home whose database is open.
func writeBackup(ctx context.Context, local *sqlite.Local, home, path string, now time.Time, o BackupOrder) (made BackupMade, err error) {
	dir := filepath.Dir(path)
	sweepBackups(dir, now)
	beside := filepath.Join(dir, fmt.Sprintf("%s%d-%d.part", unfinished, os.Getpid(), written.Add(1)))
	copied := beside + ".db"
	defer func() {
		os.Remove(beside)
		os.Remove(copied)
		if ctx.Err() != nil && err != nil {
			err = fault.Wrap(err, fault.Cancelled, "backup.stopped")
		}
	}()
	f, err := os.OpenFile(beside, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return made, writeFault(err, path)
	}
	defer f.Close()
	free, err := holdSpaces(ctx, home)
	if err != nil {
		return made, err
	}
	defer free()
	o.tell(Copying, 0)(0)
	if err := local.CopyTo(ctx, copied); err != nil {
		if isFullFault(err) {
			err = fault.Wrap(err, fault.Unavailable, "file.disk_full", "name", filepath.Base(path))
		}
		return made, backupFault(err, path)
	}
	is, err := sqlite.Inspect(ctx, copied)
	if err != nil {
		return made, err
	}
	o.reached("copied")
	list, err := backedUp(home)
	if err != nil {
		return made, err
	}
	info, err := os.Stat(copied)
	if err != nil {
		return made, writeFault(err, path)
	}
	list = append([]backedUpFile{{backup.DatabaseFile, copied, info.Size()}}, list...)
	m := backup.Manifest{MadeAt: journal.FormatAt(now), Program: o.Program, Schema: is.Schema, Workspace: is.Workspace, Device: is.Device,
		Records: is.Records, LeftOut: []string{"logins", "known_hosts", "mirrors", "index"}}
	for _, s := range is.Spaces {
		m.Spaces = append(m.Spaces, backup.Space{ID: s.ID, Name: s.Name})
	}
	if made.Manifest, err = fillBackup(ctx, f, list, m, now, o); err != nil {
		return made, backupFault(err, path)
	}
	free()
	o.reached("written")
	if made.Size, made.SHA256, err = readBack(ctx, beside, o); err != nil {
		return made, err
	}
	o.reached("checked")
	if err := f.Close(); err != nil {
		return made, writeFault(err, path)
	}
	if err := os.Rename(beside, path); err != nil {
		return made, writeFault(err, path)
	}
	backup.SyncFolder(dir)
	made.Path = path
	return made, nil
}

func fillBackup(ctx context.Context, f *os.File, list []backedUpFile, m backup.Manifest, now time.Time, o BackupOrder) (backup.Manifest, error) {
	total := int64(0)
	for _, b := range list {
		total += b.size
		if strings.HasPrefix(b.name, backup.BlobFolder+"/") {
			m.Pictures++
		}
	}
	z := backup.NewWriter(f, now)
	if err := z.Add(ctx, backup.ReadmeFile, strings.NewReader(o.Text.Text("backup.readme", "at", m.MadeAt, "program", m.Program)+"\n"), nil); err != nil {
		return m, err
	}
	told := o.tell(Writing, total)
	for _, b := range list {
		from, err := os.Open(b.path)
		if errors.Is(err, fs.ErrNotExist) && b.name != backup.DatabaseFile {
			continue // a picture nobody needs any more was swept meanwhile
		}
		if err != nil {
			return m, err
		}
		err = z.Add(ctx, b.name, from, told)
		from.Close()
		if err != nil {
			return m, err
		}
	}
	m, err := z.Close(m)
	if err != nil {
		return m, err
	}
	return m, f.Sync()
}

// readBack reads what was written as if somebody else had written it.
func readBack(ctx context.Context, path string, o BackupOrder) (size int64, sum string, err error) {
	b, err := backup.Open(path)
	if err != nil {
		return 0, "", err
	}
	defer b.Close()
	if err := b.Check(ctx, o.tell(Checking, b.Manifest.Bytes())); err != nil {
		return 0, "", err
	}
	info, err := os.Stat(path)
	if err != nil {
		return 0, "", err
	}
	sum, err = b.Sum(ctx)
	return info.Size(), sum, err
}

func backupFault(err error, path string) error {
	if _, ok := fault.As(err); ok || errors.Is(err, context.Canceled) {
		return err
	}
	return writeFault(err, path)
}

type backedUpFile struct {
	name string // in the backup
	path string
	size int64
}

// backedUp lists what goes into a backup beside the database: what lies below blobs and
// spaces under a name that a backup has.
func backedUp(home string) (out []backedUpFile, err error) {
	for _, folder := range []string{backup.BlobFolder, backup.SpaceFolder} {
		err := filepath.WalkDir(filepath.Join(home, folder), func(path string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(home, path)
			if err != nil {
				return err
			}
			name := filepath.ToSlash(rel)
			if !d.Type().IsRegular() || !backup.IsPart(name) || d.Name() == "owner" || strings.HasSuffix(name, ".lock") {
				return nil
			}
			info, err := d.Info()
			if err == nil {
				out = append(out, backedUpFile{name, path, info.Size()})
			}
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			return err
		})
		if err != nil {
			return nil, fault.Wrap(err, fault.Unavailable, "storage.io")
		}
	}
	return out, nil
}

// holdSpaces keeps others from exchanging a space while database and repositories are
// copied, so that they belong together. A repository that cannot be opened is copied as it
// lies: the next exchange makes it anew.
func holdSpaces(ctx context.Context, home string) (free func(), err error) {
	var held []*gitstore.Store
	free = func() {
		for _, s := range held {
			s.Close()
		}
		held = nil
	}
	folders, _ := filepath.Glob(filepath.Join(home, backup.SpaceFolder, "*.git")) //nolint:errcheck // the pattern is a good one
	for _, dir := range folders {
		s, err := gitstore.Open(ctx, dir)
		if f, ok := fault.As(err); ok && (f.Key == "share.store_busy" || f.Code == fault.Cancelled) {
			free()
			return nil, err
		}
		if err == nil {
			held = append(held, s)
		}
	}
	return free, nil
}

// unfinished begins the names of files that a backup is being written into.
const unfinished = ".second-story-backup-"

// leftAfter is the age at which an unfinished backup is what a kill left.
const leftAfter = 6 * time.Hour

func sweepBackups(dir string, now time.Time) {
	left, _ := filepath.Glob(filepath.Join(dir, unfinished+"*.part*")) //nolint:errcheck // the pattern is a good one
	for _, path := range left {
		if info, err := os.Stat(path); err == nil && now.Sub(info.ModTime()) > leftAfter {
			os.Remove(path)
		}
	}
}

// CheckBackup reads a backup file and says what it holds. Faults: backup.*.
func CheckBackup(ctx context.Context, path string, o BackupOrder) (made BackupMade, err error) {
	b, err := backup.Open(path)
	if err != nil {
		return made, err
	}
	made.Path, made.Manifest = path, b.Manifest
	b.Close()
	made.Size, made.SHA256, err = readBack(ctx, path, o)
	if ctx.Err() != nil {
		err = fault.Wrap(err, fault.Cancelled, "backup.check_stopped")
	}
	if err == nil && made.Manifest.Schema > len(sqlite.Migrations()) {
		err = fault.New(fault.Denied, "backup.newer", "name", filepath.Base(path))
	}
	return made, err
}

// LookAtBackup says what a backup file claims to hold, without reading all of it.
func LookAtBackup(path string) (backup.Manifest, error) {
	b, err := backup.Open(path)
	if err != nil {
		return backup.Manifest{}, err
	}
	defer b.Close()
	if b.Manifest.Schema > len(sqlite.Migrations()) {
		return b.Manifest, fault.New(fault.Denied, "backup.newer", "name", filepath.Base(path))
	}
	return b.Manifest, nil
}

// remindSetting is after how many days without a backup a person wants to be told; "0" for
// never.
const remindSetting = "backup.remind"

// remindUsually is what it is where nobody has chosen.
const remindUsually = 30

// BackupStanding is how backups stand.
type BackupStanding struct {
	At     time.Time // of the last; zero for never
	Days   int       // whole days since then, or since the workspace was begun
	Remind int       // days; 0 for never
	Due    bool
}

// BackupStanding tells how backups stand. A workspace without a record needs none.
func (w *Workspace) BackupStanding(ctx context.Context) (b BackupStanding, err error) {
	all, err := w.Settings(ctx)
	if err != nil {
		return b, err
	}
	if b.Remind, err = strconv.Atoi(all[remindSetting]); err != nil || b.Remind < 0 {
		b.Remind = remindUsually
	}
	since := time.Time{}
	if at, err := time.Parse(time.RFC3339, all[backupSetting]); err == nil {
		b.At, since = at, at
	} else {
		begun, err := w.Meta(ctx, "created_at")
		if err != nil {
			return b, err
		}
		if since, err = time.Parse(time.RFC3339, begun); err != nil {
			since = w.now()
		}
	}
	b.Days = max(0, int(w.now().Sub(since)/(24*time.Hour)))
	if b.Remind == 0 || b.Days < b.Remind {
		return b, nil
	}
	rev, err := w.Records.Rev(ctx)
	b.Due = rev > 0
	return b, err
}
