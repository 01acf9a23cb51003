package workspace

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"secondstory/backend/backup"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/inboxing"
	"secondstory/backend/sqlite"
)

// A restoration unpacks into a folder of the home, makes the workspace there a new device,
// and writes a note; from the note on the home is the new one. Whoever opens the home first
// carries out what the note says: each of its steps can be taken up again after a kill.
const (
	stagingFolder = "restoring"
	restoreNote   = "restore.json"
)

// RestoreOrder is how a backup is restored.
type RestoreOrder struct {
	BackupOrder
	Origin string           // "window" or "cli"
	Now    func() time.Time // nil = the machine's
	NewID  func() string    // nil = ULIDs of the clock
	// Over says that a person wants a workspace that is there replaced.
	Over bool
}

// Restored is what became of it.
type Restored struct {
	Manifest backup.Manifest
	SHA256   string // of the backup
	Device   string // the new one
	// Before is the backup of what was there; "" where nothing was.
	Before string
	// Aside is the folder with what was there, as it lay, where no backup could be made of it.
	Aside string
}

// note is what restoreNote holds.
type note struct {
	Aside string `json:"aside"` // name of the folder for what was there
	Keep  bool   `json:"keep"`  // it stays
}

// Restore makes a home what a backup holds. No process has the home open; whoever calls it
// has closed its own. Until it returns without a fault the home is as it was or, after a
// kill late in it, the new one at the next start. Faults: backup.*, file.disk_full,
// storage.*.
func Restore(ctx context.Context, home, path string, o RestoreOrder) (out Restored, err error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.NewID == nil {
		o.NewID = NewULID(o.Now)
	}
	if home, err = filepath.Abs(home); err != nil {
		return out, fault.Wrap(err, fault.Invalid, "storage.no_home")
	}
	b, err := backup.Open(path)
	if err != nil {
		return out, err
	}
	defer b.Close()
	out.Manifest = b.Manifest
	if b.Manifest.Schema > len(sqlite.Migrations()) {
		return out, fault.New(fault.Denied, "backup.newer", "name", filepath.Base(path))
	}
	if Exists(home) && !o.Over {
		return out, fault.New(fault.Denied, "backup.present")
	}
	if err := os.MkdirAll(home, 0o700); err != nil {
		return out, homeFault(err)
	}
	free, err := lockAlone(ctx, home, "backup.in_use")
	if err != nil {
		return out, err
	}
	defer free()
	if err := finishRestore(home, o.reached); err != nil { // of an earlier one
		return out, homeFault(err)
	}
	if Exists(home) && !o.Over {
		return out, fault.New(fault.Denied, "backup.present")
	}
	if err := restoreInto(ctx, home, path, b, o, &out); err != nil {
		os.RemoveAll(filepath.Join(home, stagingFolder))
		if ctx.Err() != nil {
			return out, fault.Wrap(err, fault.Cancelled, "backup.restore_stopped")
		}
		return out, err
	}
	return out, nil
}

// restoreInto does it in a home that nobody else has open.
func restoreInto(ctx context.Context, home, path string, b *backup.File, o RestoreOrder, out *Restored) error {
	staging := filepath.Join(home, stagingFolder)
	err := os.MkdirAll(staging, 0o700)
	if err == nil {
		err = b.Extract(ctx, staging, o.tell(Unpacking, b.Manifest.Bytes()))
	}
	if err != nil {
		return restoreFault(err, path)
	}
	if out.SHA256, err = b.Sum(ctx); err != nil {
		return restoreFault(err, path)
	}
	o.reached("unpacked")
	db := filepath.Join(staging, backup.DatabaseFile)
	if _, err := sqlite.Inspect(ctx, db); err != nil {
		return fault.Wrap(err, fault.Invalid, "backup.damaged_database", "name", filepath.Base(path))
	}
	if out.Device, err = renew(ctx, db, out.SHA256, b.Manifest, o); err != nil {
		return restoreFault(err, path)
	}
	for _, folder := range []string{backup.BlobFolder, backup.SpaceFolder} {
		if err := os.MkdirAll(filepath.Join(staging, folder), 0o700); err != nil {
			return restoreFault(err, path)
		}
	}
	backup.SyncFolder(staging)
	o.reached("renewed")
	n := note{Aside: "before-restore-" + o.Now().UTC().Format("20060102-150405")}
	for {
		_, err := os.Lstat(filepath.Join(home, n.Aside))
		_, zerr := os.Lstat(filepath.Join(home, n.Aside+".zip"))
		if errors.Is(err, fs.ErrNotExist) && errors.Is(zerr, fs.ErrNotExist) {
			break
		}
		n.Aside += "+"
	}
	if n.Keep, err = keepPresent(ctx, home, n.Aside, o, out); err != nil {
		return err
	}
	o.reached("kept")
	if err := ctx.Err(); err != nil {
		return err // the last moment at which a person can stop it
	}
	raw, err := json.Marshal(n)
	if err != nil {
		return err
	}
	if err := WriteFile(filepath.Join(home, restoreNote), raw); err != nil {
		return restoreFault(err, path)
	}
	backup.SyncFolder(home)
	o.reached("noted")
	if err := finishRestore(home, o.reached); err != nil {
		return homeFault(err) // the next start goes on
	}
	return nil
}

// keepPresent makes a backup of what is in the home. Where none can be made, because it is
// damaged or of a newer version, what is there is kept as it lies.
func keepPresent(ctx context.Context, home, name string, o RestoreOrder, out *Restored) (asItLies bool, err error) {
	db := filepath.Join(home, backup.DatabaseFile)
	if _, err := os.Lstat(db); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	local, err := sqlite.OpenLocal(db)
	if err == nil {
		var made BackupMade
		// Its own steps are not those of the restoration.
		made, err = writeBackup(ctx, local, home, filepath.Join(home, name+".zip"), o.Now(), BackupOrder{Program: o.Program, Text: o.Text, Progress: o.Progress})
		local.Close()
		out.Before = made.Path
	}
	switch {
	case err == nil:
		return false, nil
	case ctx.Err() != nil:
		return false, err
	case hasKey(err, "file.disk_full"), isFullFault(err), hasKey(err, "storage.denied"), hasKey(err, "share.store_busy"):
		return false, err
	}
	out.Aside = filepath.Join(home, name)
	return true, nil
}

func restoreFault(err error, path string) error {
	if _, ok := fault.As(err); ok {
		return err
	}
	if isFull(err) {
		return fault.Wrap(err, fault.Unavailable, "backup.no_room", "name", filepath.Base(path))
	}
	return homeFault(err)
}

// renew brings the unpacked database up to date and makes it that of a new device: two
// machines that go on from one backup must not write the same chain. The first entry of
// each new chain says from which entry of which chain it goes on.
func renew(ctx context.Context, db, sum string, m backup.Manifest, o RestoreOrder) (device string, err error) {
	local, err := sqlite.OpenLocal(db)
	if err != nil {
		return "", err
	}
	defer func() {
		if cerr := local.Close(); err == nil {
			err = cerr
		}
	}()
	needed, _, err := local.NeedsMigration()
	if err == nil && needed {
		before := db + ".before"
		err = local.Migrate(ctx, before)
		os.Remove(before)
	}
	if err != nil {
		return "", err
	}
	err = local.Update(ctx, NewRegistry(), func(tx *sqlite.Tx) error {
		device = shortID("d", o.NewID)
		return newDevice(tx, device, sum, m, o)
	})
	return device, err
}

func newDevice(tx *sqlite.Tx, device, sum string, m backup.Manifest, o RestoreOrder) error {
	now := o.Now()
	old, err := tx.Meta("device")
	if err != nil {
		return err
	}
	actor, err := tx.Meta("actor")
	if err != nil {
		return err
	}
	own, err := tx.Meta("personal_space")
	if err != nil {
		return err
	}
	id, err := tx.Meta("workspace")
	if err != nil {
		return err
	}
	heads, err := tx.ChainHeads()
	if err != nil {
		return err
	}
	step, err := tx.OpenStep(journal.Step{Device: device, Origin: o.Origin, Kind: journal.Note, Action: journal.Restored, OpenedAt: now, LastAt: now})
	if err != nil {
		return err
	}
	for _, h := range heads {
		if h.Device != old {
			continue
		}
		chain := device + "/" + h.Space
		if h.Space == "" {
			chain = device + "/local"
		}
		if err := tx.AddChain(chain, device, h.Space, now); err != nil {
			return err
		}
		after, err := record.Canonical(record.Doc{"backup": sum, "chain": h.Chain, "seq": float64(h.Seq), "hash": h.Hash})
		if err != nil {
			return err
		}
		before, err := record.Canonical(record.Doc{"$absent": true})
		if err != nil {
			return err
		}
		d, err := journal.NewDraft(journal.Entry{Chain: chain, At: now, Actor: actor, Action: journal.Restored, Entity: id, Before: before, After: after})
		if err != nil {
			return err
		}
		if _, err := tx.Append(d, step); err != nil {
			return err
		}
	}
	for _, kv := range [][2]string{{"device", device}, {"space_chain", device + "/" + own}, {"local_chain", device + "/local"}, {askedFiles, ""}} {
		if err := tx.SetMeta(kv[0], kv[1]); err != nil {
			return err
		}
	}
	// The workspace the backup was made of may still take from the same folders.
	if err := inboxing.PauseAll(tx); err != nil {
		return err
	}
	return tx.SetSetting(backupSetting, m.MadeAt)
}

// replaced are the names in a home that a restoration replaces. Those before the last three
// belong to the database that goes and have nothing in their place.
var replaced = []string{deviceKeyFile, "local.db-wal", "local.db-shm", "index.db", "index.db-wal", "index.db-shm", backup.BlobFolder, backup.SpaceFolder, backup.DatabaseFile}

// finishRestore carries out the note of a restoration, from wherever a kill left it, or
// clears away what one without a note left. The caller holds the home alone.
func finishRestore(home string, reached func(string)) error {
	staging, at := filepath.Join(home, stagingFolder), filepath.Join(home, restoreNote)
	raw, err := os.ReadFile(at)
	if errors.Is(err, fs.ErrNotExist) {
		return os.RemoveAll(staging)
	}
	var n note
	if err == nil {
		err = json.Unmarshal(raw, &n)
	}
	if err != nil || !filepath.IsLocal(n.Aside) || filepath.Base(n.Aside) != n.Aside {
		return errors.Join(errors.New("restore: the note cannot be read"), err)
	}
	aside := filepath.Join(home, n.Aside)
	if err := os.MkdirAll(aside, 0o700); err != nil {
		return err
	}
	there := func(path string) bool {
		_, err := os.Lstat(path)
		return err == nil
	}
	// The database comes last: as long as it is unpacked beside the old one, what lies
	// under the names that nothing replaces is of the old one.
	if there(filepath.Join(staging, backup.DatabaseFile)) {
		for _, name := range replaced {
			next, here := filepath.Join(staging, name), filepath.Join(home, name)
			has := there(next)
			if there(here) && (has || name != backup.BlobFolder && name != backup.SpaceFolder) {
				if err := os.Rename(here, filepath.Join(aside, name)); err != nil {
					return err
				}
				reached("aside " + name)
			}
			if has {
				if err := os.Rename(next, here); err != nil {
					return err
				}
				reached("placed " + name)
			}
		}
	}
	backup.SyncFolder(home)
	if !n.Keep {
		if err := os.RemoveAll(aside); err != nil {
			return err
		}
	}
	if err := os.RemoveAll(staging); err != nil {
		return err
	}
	reached("cleared")
	if err := os.Remove(at); err != nil {
		return err
	}
	backup.SyncFolder(home)
	return nil
}

// restoring says that a restoration waits to be carried out.
func restoring(home string) bool {
	_, err := os.Lstat(filepath.Join(home, restoreNote))
	return err == nil
}

// resumeRestore carries out what a kill kept a restoration from, or clears away what it left.
func resumeRestore(ctx context.Context, home string) error {
	if _, err := os.Lstat(filepath.Join(home, stagingFolder)); err != nil && !restoring(home) {
		return nil
	}
	free, err := lockAlone(ctx, home, "storage.migrating")
	if err != nil {
		if restoring(home) {
			return err
		}
		return nil // somebody has the home open as it is; the next start clears it
	}
	defer free()
	if err := finishRestore(home, func(string) {}); err != nil {
		return homeFault(err)
	}
	return nil
}

// lockAlone takes the lock of a home for one process alone; key is the fault for a home
// that another one has open.
func lockAlone(ctx context.Context, home, key string) (free func(), err error) {
	lock := flock.New(filepath.Join(home, "lock"))
	waiting, cancel := context.WithTimeout(ctx, aloneWait)
	defer cancel()
	ok, err := lock.TryLockContext(waiting, 50*time.Millisecond)
	switch {
	case err == nil && ok:
		return func() { _ = lock.Unlock() }, nil //nolint:errcheck // the lock goes with the process anyway
	case ctx.Err() != nil:
		return nil, fault.Wrap(ctx.Err(), fault.Cancelled, "backup.restore_stopped")
	case err == nil, errors.Is(err, context.DeadlineExceeded):
		return nil, fault.New(fault.Unavailable, key)
	}
	return nil, homeFault(err)
}

// aloneWait is how long a restoration waits for others to close the home: commands end by
// themselves, windows do not.
const aloneWait = 3 * time.Second
