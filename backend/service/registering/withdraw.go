package registering

import (
	"context"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/record"
)

// Withdraw takes an import back: what it made goes, what it changed is as it was before.
// What another import has changed since, what a review was begun from and what a record
// names is left as it is. A withdrawal that is stopped half way is gone on with by asking again. An import that
// still runs stops at its next write; one whose program ended before it did is taken back
// like any other.
// not_found: incident.no_import; invalid: incident.withdrawn_already.
func (s *Service) Withdraw(ctx context.Context, name string, progress Progress) (incident.Import, error) {
	profile, err := s.Profile(ctx)
	if err != nil {
		return incident.Import{}, err
	}
	named := map[string]bool{}
	if s.Named != nil {
		if named, err = s.Named(ctx); err != nil {
			return incident.Import{}, err
		}
	}
	var imp incident.Import
	err = s.Store.Update(ctx, func(tx Writer) (err error) {
		if imp, err = s.importOf(tx, name); err != nil {
			return err
		}
		if imp.State == incident.Withdrawn {
			return fault.New(fault.Invalid, "incident.withdrawn_already", "file", imp.File)
		}
		imp.State = incident.Withdrawing
		return tx.PutImport(imp)
	})
	if err != nil {
		return imp, err
	}
	for last, more := int64(0), true; more; {
		if err := ctx.Err(); err != nil {
			return imp, fault.Wrap(err, fault.Cancelled, "job.cancelled")
		}
		next := imp
		err := s.Store.Update(ctx, func(tx Writer) error {
			list, err := tx.BeforeOf(imp.ID, last, rowsAtOnce)
			if err != nil {
				return err
			}
			next, more = imp, len(list) == rowsAtOnce
			for _, b := range list {
				if err := s.takeBack(tx, &next, b, profile, named); err != nil {
					return err
				}
				last = b.N
			}
			if err := tx.NextIncidentStamp(); err != nil {
				return err
			}
			return tx.PutImport(next)
		})
		if err != nil {
			return imp, err
		}
		imp = next
		if progress != nil {
			progress(imp.Removed + imp.Restored + imp.Left)
		}
	}
	if err := s.leaveRefusals(ctx, imp); err != nil {
		return imp, err
	}
	was := record.Doc{"state": incident.Finished}
	imp.State = incident.Withdrawn
	draft, err := s.draft("incident.withdraw", imp, was)
	if err != nil {
		return imp, err
	}
	err = s.Store.Update(ctx, func(tx Writer) error {
		// Its answers may be why it is taken back: the next file is asked about anew.
		if imp.Answers != "" {
			if err := tx.SetSetting(imp.Answers, ""); err != nil {
				return err
			}
		}
		if err := tx.PutImport(imp); err != nil {
			return err
		}
		return s.log(tx, "incident.withdraw", draft)
	})
	if err == nil {
		s.changed(imp.ID)
	}
	return imp, err
}

// leaveRefusals takes the refused rows of an import out of quarantine, some at a time. Rows
// that were refused in the same file before wait for that import.
func (s *Service) leaveRefusals(ctx context.Context, imp incident.Import) error {
	for more := true; more; {
		if err := ctx.Err(); err != nil {
			return fault.Wrap(err, fault.Cancelled, "job.cancelled")
		}
		err := s.Store.Update(ctx, func(tx Writer) error {
			other, err := sameFile(tx, imp)
			if err != nil {
				return err
			}
			n, err := tx.LeaveRefusals(imp.ID, other, refusalsAtOnce)
			more = n == refusalsAtOnce
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// refusalsAtOnce is how many rows leave quarantine in one write.
const refusalsAtOnce = 256

// sameFile is the newest other import of the same file that stands; "" when there is none.
func sameFile(tx Tx, imp incident.Import) (string, error) {
	list, err := tx.IncidentImports("", importsLookedAt)
	for _, other := range list {
		if other.ID != imp.ID && other.SHA256 == imp.SHA256 && other.State == incident.Finished {
			return other.ID, err
		}
	}
	return "", err
}

func (s *Service) takeBack(tx Writer, imp *incident.Import, b incident.Before, profile incident.Profile, named map[string]bool) error {
	have, ok, err := tx.IncidentByN(b.N)
	if err != nil {
		return err
	}
	switch {
	case !ok:
	case have.Import != imp.ID:
		imp.Left++
		// Whoever changed it since goes back to what was there before both, if that is
		// withdrawn too.
		if err := tx.PassBefore(imp.ID, b); err != nil {
			return err
		}
	case have.Review != "" || named[have.ID]:
		imp.Left++
	case b.Snapshot == nil:
		imp.Removed++
		if err := tx.DropIncident(b.N); err != nil {
			return err
		}
	default:
		imp.Restored++
		have.Snapshot, have.Import, have.Profile = *b.Snapshot, b.Prior, profile.Version
		line, words := s.listed(have, profile)
		if _, err := tx.PutIncident(have, line, words); err != nil {
			return err
		}
	}
	return tx.DropBefore(imp.ID, b.N)
}
