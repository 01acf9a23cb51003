package workspace

import (
	"context"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
)

// AcceptTold goes on with a space whose history was replaced, as a person chose, and
// exchanges it.
func (w *Workspace) AcceptTold(ctx context.Context, name string, access remote.Access, after space.After, told Told) (space.Report, error) {
	l, err := w.space(ctx, name)
	if err != nil {
		return space.Report{}, err
	}
	if access, err = w.accessTo(ctx, l.Address, access); err != nil {
		return space.Report{}, err
	}
	if w.ReadOnly {
		return space.Report{}, fault.New(fault.Denied, "storage.read_only")
	}
	s := w.Syncer()
	s.Progress = told
	return s.Accept(ctx, l.Space, access, after)
}

// LeftLock finds what a killed program left in the folder of a space and what keeps
// everybody from sending; ok is false where there is nothing.
func (w *Workspace) LeftLock(ctx context.Context, name string) (lock remote.Lock, ok bool, err error) {
	l, err := w.space(ctx, name)
	if err != nil {
		return lock, false, err
	}
	address, err := remote.ParseAddress(l.Address)
	if err != nil {
		return lock, false, err
	}
	return remote.LeftLock(address)
}

// RemoveLock takes away what LeftLock found. not_found: share.lock_none.
func (w *Workspace) RemoveLock(ctx context.Context, name string) (remote.Lock, error) {
	l, err := w.space(ctx, name)
	if err != nil {
		return remote.Lock{}, err
	}
	address, err := remote.ParseAddress(l.Address)
	if err != nil {
		return remote.Lock{}, err
	}
	return remote.RemoveLock(address)
}
