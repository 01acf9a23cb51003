package registering

import (
	"context"
	"maps"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
)

// Refusals lists the rows in quarantine behind an id, and counts them all.
func (s *Service) Refusals(ctx context.Context, imp string, after int64, limit int) (list []incident.Refusal, total int, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		if list, err = tx.Refusals(imp, after, limit); err != nil {
			return err
		}
		total, err = tx.CountRefusals(imp)
		return err
	})
	return list, total, err
}

// mostLet is how many rows that were let go can be put back.
const mostLet = 10_000

// Discard takes rows out of quarantine. As long as this process runs they can be put back.
func (s *Service) Discard(ctx context.Context, ids ...int64) error {
	if len(ids) == 0 {
		return nil
	}
	gone := map[int64]incident.Refusal{}
	err := s.Store.Update(ctx, func(tx Writer) error {
		clear(gone)
		for _, id := range ids {
			switch r, err := refusalOf(tx, id); {
			case fault.Is(err, fault.NotFound): // somebody else has settled it
			case err != nil:
				return err
			default:
				gone[id] = r
			}
		}
		return tx.DropRefusals(ids...)
	})
	if err == nil {
		s.mu.Lock()
		if s.let == nil || len(s.let)+len(gone) > mostLet {
			s.let = map[int64]incident.Refusal{}
		}
		maps.Copy(s.let, gone)
		s.mu.Unlock()
		s.changed("quarantine")
	}
	return err
}

// PutBack takes rows that were let go into quarantine again, by the ids they had, and says how
// many these are. Rows stay away whose import was withdrawn since, and those that have come again in
// a later import: they wait with that one, or are in.
func (s *Service) PutBack(ctx context.Context, ids ...int64) (n int, err error) {
	s.mu.Lock()
	let := maps.Clone(s.let)
	s.mu.Unlock()
	err = s.Store.Update(ctx, func(tx Writer) error {
		n = 0
		for _, id := range ids {
			r, is := let[id]
			if !is {
				continue
			}
			elsewhere, err := settledSince(tx, r)
			if err == nil && !elsewhere {
				n++
				err = tx.PutRefusal(r)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || n == 0 {
		return n, err
	}
	s.mu.Lock()
	for _, id := range ids {
		delete(s.let, id)
	}
	s.mu.Unlock()
	s.changed("quarantine")
	return n, nil
}

// settledSince says whether a row that was let go is no longer one to wait with its import: that
// was withdrawn, the row was refused once more, or a later import told its incident.
func settledSince(tx Tx, r incident.Refusal) (bool, error) {
	if gone, err := withdrawn(tx, r.Import); err != nil || gone {
		return gone, err
	}
	if waits, err := tx.IsRefused(r.Sum); err != nil || waits || r.Snapshot == nil {
		return waits, err
	}
	have, in, err := tx.IncidentByKey(r.Snapshot.Source, r.Snapshot.Key)
	return in && have.Import > r.Import, err // ids of imports grow
}

// Retry tries the rows again that a reader understood and the rules refused: a code has a
// meaning by now, or the incident they belong to is here. They count to the import they
// came with.
func (s *Service) Retry(ctx context.Context, progress Progress) (all incident.Account, err error) {
	s.settled(ctx)
	profile, err := s.Profile(ctx)
	if err != nil {
		return all, err
	}
	last := int64(0)
	for {
		if err := ctx.Err(); err != nil {
			return all, fault.Wrap(err, fault.Cancelled, "job.cancelled")
		}
		var list []incident.Refusal
		if err := s.Store.View(ctx, func(tx Tx) (err error) {
			list, err = tx.Refusals("", last, rowsAtOnce)
			return err
		}); err != nil || len(list) == 0 {
			if all.Read > 0 {
				s.changed("quarantine")
			}
			return all, err
		}
		last = list[len(list)-1].ID
		got, err := s.retrySome(ctx, list, profile)
		all.Add(got)
		if err != nil {
			return all, err
		}
		if progress != nil {
			progress(all.Read)
		}
	}
}

func (s *Service) retrySome(ctx context.Context, list []incident.Refusal, profile incident.Profile) (all incident.Account, err error) {
	err = s.Store.Update(ctx, func(tx Writer) error {
		all = incident.Account{}
		for _, r := range list {
			if r.Waits() {
				continue
			}
			imp, err := s.importOf(tx, r.Import)
			if err != nil {
				return err
			}
			if imp.State == incident.Withdrawing || imp.State == incident.Running {
				continue
			}
			got, _, err := s.retake(ctx, tx, imp, profile, r)
			if err != nil {
				return err
			}
			all.Add(got)
		}
		return nil
	})
	return all, err
}

// retake takes a row that waited; where the rules refuse it still, nothing is written and
// why says what is wrong with it now.
func (s *Service) retake(ctx context.Context, tx Writer, imp incident.Import, profile incident.Profile, r incident.Refusal) (got incident.Account, why *incident.Refusal, err error) {
	t := &taking{s: s, ctx: ctx, profile: profile, imp: imp, late: true, rows: []incident.Row{{Line: r.Line, Column: r.Column, Snapshot: r.Snapshot}}}
	b, err := t.plan(tx)
	if err != nil {
		return got, nil, err
	}
	if b.account.Quarantined > 0 {
		return b.account, &b.refusals[0], nil
	}
	if err := t.write(tx, b); err != nil {
		return got, nil, err
	}
	if err := tx.DropRefusals(r.ID); err != nil {
		return got, nil, err
	}
	imp.Account.Quarantined--
	imp.Account.Read--
	imp.Account.Add(b.account)
	return b.account, nil, tx.PutImport(imp)
}
