package workspace

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/policy"
	"secondstory/backend/service/measuring"
	"secondstory/backend/sqlite"
)

// Measures answers questions about the incidents of the workspace.
func (w *Workspace) Measures() *measuring.Service {
	return &measuring.Service{From: incidents{w}, Register: w.Register, Shelf: &w.measured, Stamp: w.stamp, Rules: w.severityRules, Now: w.now, Zone: w.Reviews.Zone}
}

// stamp names what is stored: records have one revision, the register has a counter.
func (w *Workspace) stamp(ctx context.Context) (stamp string, err error) {
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		rev, err := tx.Rev()
		if err != nil {
			return err
		}
		n, err := tx.IncidentStamp()
		if err != nil {
			return err
		}
		// A file that an inbox found to be as it was says that nothing happened, and writes no row.
		read, err := tx.InboxStamp()
		stamp = strconv.FormatInt(rev, 10) + "." + strconv.FormatInt(n, 10) + "." + strconv.FormatInt(read, 10)
		return err
	})
	return stamp, err
}

type incidents struct{ w *Workspace }

// Incidents reads what is measured of every review, after the index has caught up.
func (in incidents) Incidents(ctx context.Context) (all []measure.Incident, err error) {
	err = in.w.reading(ctx, func(x *sqlite.Index) error {
		all, err = x.Measured(ctx)
		return err
	})
	return all, err
}

// severityRules are the versions in force of what people signed about severities, which
// stand behind every number that is parted or narrowed by one.
func (w *Workspace) severityRules(ctx context.Context) (out []measure.Rule, err error) {
	list, err := w.Policies.List(ctx)
	for _, h := range list {
		if v, ok := h.At(w.now()).Holds(); ok && v.Terms.Kind == policy.Severity {
			out = append(out, measure.Rule{Ref: h.Ref, Title: v.Terms.Title, Number: v.Number, Hash: v.Hash, Alone: h.Alone(v)})
		}
	}
	slices.SortFunc(out, func(a, b measure.Rule) int { return strings.Compare(a.Ref, b.Ref) })
	if err != nil {
		return nil, err
	}
	// What codes of incidents mean here stands behind the same numbers, once somebody has
	// said it.
	meanings, err := w.Register.Profile(ctx)
	if n := len(meanings.Changes); n > 0 {
		c := meanings.Changes[n-1]
		out = append(out, measure.Rule{Title: c.Code, Number: meanings.Version})
	}
	return out, err
}

// MeasureHours are the opening hours of a calendar, by its reference; nil for "".
func (w *Workspace) MeasureHours(ctx context.Context, ref string) (*measure.Hours, error) {
	if ref == "" {
		return nil, nil
	}
	id, err := w.Records.Resolve(ctx, ref)
	if err != nil {
		return nil, err
	}
	h, err := w.Calendars.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	clock, err := h.Clock()
	if err != nil {
		return nil, err
	}
	return &measure.Hours{Ref: h.Ref, Clock: clock}, nil
}
