package workspace

import (
	"context"

	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
)

// Carry exchanges a space through files on a stick or in a folder, without a server.
// Faults: share.stick_*; what is wrong with one file is in the report.
func (w *Workspace) Carry(ctx context.Context, name string, load space.Load, access remote.Access, told Told) (space.Report, error) {
	l, err := w.space(ctx, name)
	if err != nil {
		return space.Report{}, err
	}
	if access, err = w.accessTo(ctx, l.Address, access); err != nil {
		return space.Report{}, err
	}
	s := w.Syncer()
	s.Progress = told
	report, err := s.Carry(ctx, l.Space, access, load)
	if err == nil {
		w.exchanged(ctx, &report)
	}
	return report, err
}
