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
		return s.a.start(func(ctx context.Context, ws *workspace.Workspace, progress func(int, int, string)) (any, error) {
			list, err := ws.Spaces(ctx)
			if err != nil {
				return nil, stopped(ctx, err)
			}
			out := []SpaceAccount{}
			for _, l := range list {
				if l.Space == id {
					report, err := ws.AcceptTold(ctx, id, s.a.signIns.of(ws, id), way, told(l.Name, progress))
					out = append(out, s.a.account(ctx, ws, l, report, err))
				}
			}
			return out, nil
		})
	})
}

// Unlock takes away what a killed program left in the folder of a space.
func (s *Spaces) Unlock(id string) error {
	_, err := with(s.a, "Spaces.Unlock", func(ctx context.Context, ws *workspace.Workspace) (remote.Lock, error) {
		return ws.RemoveLock(ctx, id)
	})
	return err
}
