package registering

import (
	"context"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
)

// Busy tells imports that run from those whose program ended before they did.
type Busy interface {
	// Hold says that an import runs, until release is called or the process ends.
	Hold() (release func(), err error)
	// Alone calls f while no import runs in any process; ran is false where one does.
	Alone(f func() error) (ran bool, err error)
}

// Settle marks imports as stopped whose program ended before they did, and says how many
// these were: what came until then stands, and each can be gone on with, taken back, and its
// refused rows be mended. While an import runs anywhere it leaves all as they are.
func (s *Service) Settle(ctx context.Context) (n int, err error) {
	if s.Busy == nil {
		return 0, nil
	}
	_, err = s.Busy.Alone(func() error {
		var list []incident.Import
		if err := s.Store.View(ctx, func(tx Tx) (err error) {
			list, err = tx.RunningImports()
			return err
		}); err != nil {
			return err
		}
		for _, imp := range list {
			imp.State, imp.Killed = incident.Stopped, true
			if err := s.end(ctx, imp); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}

// settled is Settle before something that a killed import would be in the way of. Where it
// cannot be written down (a disk for reading only) the import is told as running.
func (s *Service) settled(ctx context.Context) {
	_, _ = s.Settle(ctx) //nolint:errcheck // as above
}

// LeftHalf lists the imports whose program ended before they did and of which nobody has said
// what becomes of them, the newest first.
func (s *Service) LeftHalf(ctx context.Context) ([]incident.Import, error) {
	list, err := s.ImportsList(ctx, importsLookedAt)
	return incident.LeftHalf(list), err
}

// LeaveHalf keeps what came in of an import that was killed and asks about it no more; it can
// still be gone on with and taken back. not_found: incident.no_import.
func (s *Service) LeaveHalf(ctx context.Context, name string) error {
	var imp incident.Import
	err := s.Store.Update(ctx, func(tx Writer) (err error) {
		if imp, err = s.importOf(tx, name); err != nil {
			return err
		}
		imp.Killed = false
		return tx.PutImport(imp)
	})
	if err == nil {
		s.changed(imp.ID)
	}
	return err
}

// Resume reads the file of a stopped import once more, with its answers. What came in before
// is found as it was; the rest is an import of its own. not_found: incident.no_import;
// invalid: incident.not_stopped; conflict: incident.another_file where the file is no longer the
// one that was half read, whose rows nobody would miss then; and those of Import.
func (s *Service) Resume(ctx context.Context, name string, progress Progress) (Outcome, error) {
	var imp incident.Import
	err := s.Store.View(ctx, func(tx Tx) (err error) {
		imp, err = s.importOf(tx, name)
		return err
	})
	if err != nil {
		return Outcome{}, err
	}
	if imp.State != incident.Stopped {
		return Outcome{}, fault.New(fault.Invalid, "incident.not_stopped", "file", imp.File)
	}
	// By the same reader: another one would take every row for an incident of its own.
	return s.Import(ctx, imp.Path, Options{Format: imp.Reader, Twins: imp.Twins, sum: imp.SHA256, Options: incident.Options{Zone: imp.Zone, DayOrder: imp.DayOrder, Mapping: imp.Mapping}}, progress)
}
