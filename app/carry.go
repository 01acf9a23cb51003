package app

import (
	"context"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
	"secondstory/backend/workspace"
)

// address is that of the entry, as a space keeps it.
func (e SpaceEntry) address() string {
	if e.Carried {
		return remote.BundlesIn(e.Address)
	}
	return e.Address
}

// Carry exchanges a space through the bundles in a folder, in the background, and gives
// the job's id: what others put there comes in, what they lack goes out. SyncResult
// tells what it did.
func (s *Spaces) Carry(id, folder string) (string, error) {
	return guard(s.a, "Spaces.Carry", func(context.Context) (string, error) {
		return s.a.start(func(ctx context.Context, ws *workspace.Workspace, progress func(int, int, string)) (any, error) {
			list, err := ws.Spaces(ctx)
			if err != nil {
				return nil, stopped(ctx, err)
			}
			for _, l := range list {
				if l.Space == id {
					report, err := ws.Carry(ctx, id, space.Load{In: []string{folder}, Out: folder}, s.a.signIns.of(ws, id), told(l.Name, progress))
					return []SpaceAccount{s.a.account(ctx, ws, l, report, err)}, nil
				}
			}
			return nil, fault.New(fault.NotFound, "share.space_missing", "name", id)
		})
	})
}
