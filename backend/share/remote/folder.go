package remote

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/gitstore"
)

// folder is a shared repository in a folder: on a disk, a stick, a share. It is
// read and written here, without git (T17); the library's own server would
// write refs in place (T1).
type folder struct {
	dir string
	git *wire // for a folder whose hooks have a say
}

// open refuses a folder that somebody works in: their files would not follow.
func (f *folder) open(others ...*gitstore.Store) (*gitstore.Store, error) {
	if _, err := os.Stat(filepath.Join(f.dir, ".git")); err == nil {
		return nil, &Failure{Kind: CheckedOut}
	}
	store, err := gitstore.OpenGuest(f.dir, others...)
	if _, gone := os.Stat(f.dir); errors.Is(gone, fs.ErrNotExist) {
		return nil, &Failure{Kind: FolderGone, Details: []string{"folder", f.dir}, Cause: gone}
	}
	if fault.Is(err, fault.NotFound) {
		return nil, &Failure{Kind: NotFound, Cause: err}
	}
	if errors.Is(err, fs.ErrPermission) {
		return nil, &Failure{Kind: Forbidden, Cause: err}
	}
	return store, err
}

func (f *folder) tip(context.Context) (Hash, error) {
	guest, err := f.open()
	if err != nil {
		return gitstore.Zero, err
	}
	defer guest.Close()
	return guest.Ref(gitstore.Main)
}

func (f *folder) others(context.Context) (bool, error) {
	guest, err := f.open()
	if err != nil {
		return false, err
	}
	defer guest.Close()
	refs, err := guest.Refs()
	return otherBranches(refs), err
}

func (f *folder) fetch(ctx context.Context, store *gitstore.Store, haves []Hash) (Hash, error) {
	guest, err := f.open(store)
	if err != nil {
		return gitstore.Zero, err
	}
	defer guest.Close()
	tip, err := guest.Ref(gitstore.Main)
	if err != nil || tip == gitstore.Zero {
		return tip, err
	}
	if has, err := isHere(store, tip, haves); err != nil || has {
		return tip, err
	}
	var common []Hash
	for _, h := range haves {
		has, err := guest.Has(h)
		if err != nil {
			return tip, err
		}
		if has {
			common = append(common, h)
		}
	}
	objects, err := guest.Between(tip, common...)
	if err != nil {
		return tip, err
	}
	return tip, gitstore.Copy(ctx, guest, store, objects)
}

func (f *folder) push(ctx context.Context, store *gitstore.Store, plan func(Hash) (Hash, []Hash, error)) (attempt, error) {
	if err := f.free(); err != nil {
		return attempt{}, err
	}
	if hooks, err := f.hasHooks(); err != nil || hooks {
		if err != nil {
			return attempt{}, err
		}
		return f.git.push(ctx, store, plan)
	}
	var made attempt
	guest, err := f.open(store)
	if err != nil {
		return made, err
	}
	defer guest.Close()
	made.from, err = guest.Ref(gitstore.Main)
	if err != nil {
		return made, err
	}
	next, objects, err := plan(made.from)
	if err != nil || next == gitstore.Zero {
		return made, err
	}
	made.next, made.objects = next, len(objects)
	if err := gitstore.Copy(ctx, store, guest, objects); err != nil {
		return made, f.full(err)
	}
	err = f.full(guest.CAS(ctx, gitstore.Main, made.from, next))
	if _, stale := gitstore.IsStale(err); stale || fault.Is(err, fault.Unavailable) && errors.Is(err, fs.ErrExist) {
		made.reported, made.status = true, statusNotMoved
		return made, nil
	}
	if err == nil {
		made.reported, made.status = true, statusOK
	}
	return made, err
}

// full says whose disk is full: not that of this workspace.
func (f *folder) full(err error) error {
	if ours, ok := fault.As(err); ok && ours.Key == "storage.full" {
		return &Failure{Kind: Full, Details: []string{"folder", f.dir}, Cause: err}
	}
	return err
}

// mayPush tries whether something can be written where a push would write.
func (f *folder) mayPush(context.Context) error {
	probe, err := os.CreateTemp(filepath.Join(f.dir, "objects"), "tmp_obj_")
	if err != nil {
		return &Failure{Kind: ReadOnly, Cause: err}
	}
	_ = probe.Close()
	if err := os.Remove(probe.Name()); err != nil {
		return err
	}
	return f.free()
}

// hookNames are the hooks of a push.
var hookNames = []string{"pre-receive", "update", "proc-receive", "reference-transaction", "post-receive", "post-update"}

// hasHooks says whether somebody wants to be asked about pushes, or told.
func (f *folder) hasHooks() (bool, error) {
	config, err := os.ReadFile(filepath.Join(f.dir, "config"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	if strings.Contains(strings.ToLower(string(config)), "hookspath") {
		return true, nil
	}
	for _, name := range hookNames {
		info, err := os.Stat(filepath.Join(f.dir, "hooks", name))
		if err == nil && info.Mode().IsRegular() && (runtime.GOOS == "windows" || info.Mode()&0o111 != 0) {
			return true, nil
		}
	}
	return false, nil
}
