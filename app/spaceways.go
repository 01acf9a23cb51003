package app

import (
	"context"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
	"secondstory/backend/workspace"
)

// Accept goes on with a space whose history was replaced and gives the job's id; its
// result is that of a sync. after is "theirs" (take the new history, and make again what
// was never sent) or "both" (send again what is missing there).
func (s *Spaces) Accept(id, after string) (string, error) {
	return guard(s.a, "Spaces.Accept", func(context.Context) (string, error) {
		way := space.After(after)
		if way != space.TakeTheirs && way != space.BringBack {
			return "", fault.New(fault.Invalid, "share.after_unknown", "given", after)
		}
		return s.exchange(id, func(ctx context.Context, ws *workspace.Workspace, told workspace.Told) (space.Report, error) {
			return ws.AcceptTold(ctx, id, s.a.signIns.of(ws, id), way, told)
		})
	})
}

// AcceptHost exchanges a space once more and takes the key that its server shows for the
// right one if it has the fingerprint a person has looked at; it gives the job's id, and
// the result is that of a sync. A key that is known and has changed stays refused.
func (s *Spaces) AcceptHost(id, fingerprint string) (string, error) {
	return guard(s.a, "Spaces.AcceptHost", func(context.Context) (string, error) {
		return s.exchange(id, func(ctx context.Context, ws *workspace.Workspace, told workspace.Told) (space.Report, error) {
			access := s.a.signIns.of(ws, id)
			access.AcceptHost = fingerprint // known from now on: what this run keeps goes without it
			return ws.SyncTold(ctx, id, access, told)
		})
	})
}

// ForgetHost takes back that a person here accepted the key of a space's server, whose
// fingerprint is given: the next exchange asks about the key that the server shows then.
func (s *Spaces) ForgetHost(id, fingerprint string) error {
	_, err := with(s.a, "Spaces.ForgetHost", func(ctx context.Context, ws *workspace.Workspace) (bool, error) {
		list, err := ws.Spaces(ctx)
		if err != nil {
			return false, err
		}
		for _, l := range list {
			if l.Space == id {
				return true, ws.ForgetHost(ctx, l.Address, fingerprint)
			}
		}
		return false, fault.New(fault.NotFound, "share.space_missing", "name", id)
	})
	return err
}

// exchange runs one exchange of one space in the background and gives the job's id.
func (s *Spaces) exchange(id string, run func(context.Context, *workspace.Workspace, workspace.Told) (space.Report, error)) (string, error) {
	return s.a.start(func(ctx context.Context, ws *workspace.Workspace, progress func(int, int, string)) (any, error) {
		list, err := ws.Spaces(ctx)
		if err != nil {
			return nil, stopped(ctx, err)
		}
		out := []SpaceAccount{}
		for _, l := range list {
			if l.Space == id {
				report, err := run(ctx, ws, told(l.Name, progress))
				out = append(out, s.a.account(ctx, ws, l, report, err))
			}
		}
		return out, nil
	})
}

// Unlock takes away what a killed program left in the folder of a space.
func (s *Spaces) Unlock(id string) error {
	_, err := with(s.a, "Spaces.Unlock", func(ctx context.Context, ws *workspace.Workspace) (remote.Lock, error) {
		return ws.RemoveLock(ctx, id)
	})
	return err
}
