package registering

import (
	"context"
	"strconv"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/timeline"
)

// Mended is what saying a refused field anew did: rows that came in, and rows of the same
// kind that are refused for something else still.
type Mended struct{ Taken, Left int }

// Mend says the wrong field of a refused row anew and takes the row; with alike also those
// of its import that have the same wrong. Empty leaves the field out; what the source told
// is kept raw. They count to the import they came with, and its withdrawal takes them
// back. not_found: incident.no_refusal. invalid: incident.not_mendable, or the reason why
// the row is refused still; then nothing was changed.
func (s *Service) Mend(ctx context.Context, id int64, value string, alike bool) (out Mended, err error) {
	s.settled(ctx)
	profile, err := s.Profile(ctx)
	if err != nil {
		return out, err
	}
	var first incident.Refusal
	err = s.Store.Update(ctx, func(tx Writer) (err error) {
		if first, err = refusalOf(tx, id); err != nil {
			return err
		}
		return s.mend(ctx, tx, first, value, profile)
	})
	if err != nil {
		return out, err
	}
	out.Taken = 1
	for last := int64(0); alike; {
		var list []incident.Refusal
		if err := s.Store.View(ctx, func(tx Tx) (err error) {
			list, err = tx.Refusals(first.Import, last, rowsAtOnce)
			return err
		}); err != nil || len(list) == 0 {
			s.changed("quarantine")
			return out, err
		}
		last = list[len(list)-1].ID
		if err := s.mendSome(ctx, list, first, value, profile, &out); err != nil {
			return out, err
		}
	}
	s.changed("quarantine")
	return out, nil
}

func (s *Service) mendSome(ctx context.Context, list []incident.Refusal, like incident.Refusal, value string, profile incident.Profile, out *Mended) error {
	if err := ctx.Err(); err != nil {
		return fault.Wrap(err, fault.Cancelled, "job.cancelled")
	}
	return s.Store.Update(ctx, func(tx Writer) error {
		done := Mended{}
		for _, r := range list {
			if !r.Alike(like) {
				continue
			}
			switch err := s.mend(ctx, tx, r, value, profile); {
			case fault.Is(err, fault.Invalid):
				done.Left++
			case err != nil:
				return err
			default:
				done.Taken++
			}
		}
		out.Taken, out.Left = out.Taken+done.Taken, out.Left+done.Left
		return nil
	})
}

// mend takes one row with its field said anew.
func (s *Service) mend(ctx context.Context, tx Writer, r incident.Refusal, value string, profile incident.Profile) error {
	imp, err := s.importOf(tx, r.Import)
	if err != nil {
		return err
	}
	if r.Mendable() == "" || imp.State == incident.Withdrawing {
		return fault.New(fault.Invalid, "incident.not_mendable")
	}
	if imp.State == incident.Running {
		// Its account is still being counted elsewhere, and would forget this row.
		return fault.New(fault.Invalid, "incident.not_ended")
	}
	order, zone := readsTimes(imp)
	snap, reason := r.Mend(value, order, zone)
	if reason != "" {
		return fault.New(fault.Invalid, reason, "value", value)
	}
	r.Snapshot = &snap
	_, why, err := s.retake(ctx, tx, imp, profile, r)
	if err != nil || why == nil {
		return err
	}
	params := make([]string, 0, 2*len(why.Params))
	for k, v := range why.Params {
		params = append(params, k, v)
	}
	return fault.New(fault.Invalid, why.Reason, params...)
}

func refusalOf(tx Tx, id int64) (incident.Refusal, error) {
	list, err := tx.Refusals("", id-1, 1)
	if err != nil {
		return incident.Refusal{}, err
	}
	if len(list) == 0 || list[0].ID != id {
		return incident.Refusal{}, fault.New(fault.NotFound, "incident.no_refusal", "row", strconv.FormatInt(id, 10))
	}
	return list[0], nil
}

// readsTimes is how the times of the file of an import were read.
func readsTimes(imp incident.Import) (timeline.SlashOrder, timeline.Zone) {
	zone, _ := timeline.ParseZone(imp.Zone)
	return map[string]timeline.SlashOrder{"day": timeline.DayFirst, "month": timeline.MonthFirst}[imp.DayOrder], zone
}

// Both are, by the id of a refused row, the two moments its time may mean; see
// incident.Refusal.Both.
func (s *Service) Both(ctx context.Context, list []incident.Refusal) (map[int64][]string, error) {
	out := map[int64][]string{}
	err := s.Store.View(ctx, func(tx Tx) error {
		imports := map[string]incident.Import{}
		for _, r := range list {
			if r.Reason != incident.Ambiguous {
				continue
			}
			imp, known := imports[r.Import]
			if !known {
				var err error
				if imp, err = s.importOf(tx, r.Import); err != nil {
					return err
				}
				imports[r.Import] = imp
			}
			if both := r.Both(readsTimes(imp)); both != nil {
				out[r.ID] = both
			}
		}
		return nil
	})
	return out, err
}
