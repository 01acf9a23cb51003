package studying

import (
	"context"
	"math"
	"slices"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/study"
)

// around is what else is known of the time a plan looks at, until a day. Faults invalid
// study.amount_missing where an amount is missing that the comparison would need, and
// those of a calendar that says nothing about a day of it.
func (s *Service) around(ctx context.Context, h study.Held, p study.Plan, until calendar.Date) (study.Around, error) {
	a := study.Around{Today: until}
	switch h.Exposure {
	case study.OverBusiness:
		hours, _, err := s.Calendars.HoursOf(ctx, h.Calendar)
		if err != nil {
			return a, err
		}
		if a.Exposure, err = open(hours, p, until); err != nil {
			return a, err
		}
		a.Outside = hours.Outside
	case study.OverAmounts:
		amounts, err := study.Amounts(h.AmountLines)
		if err != nil {
			return a, err
		}
		if day, missing := p.Missing(amounts, until); missing {
			return a, fault.New(fault.Invalid, "study.amount_missing", "day", day.String()).WithField("amounts", "study.amount_missing", "day", day.String())
		}
		a.Known = p.Before.First.AddDays(-1)
		if len(amounts) > 0 {
			a.Known = amounts[len(amounts)-1].Last
		}
		a.Exposure = func(d calendar.Date) float64 { v, _ := study.PerDay(amounts, d); return v }
	}
	marks, err := study.Marks(h.MarkLines)
	if err != nil {
		return a, err
	}
	for _, m := range marks {
		if m.Kind == study.MarkTaxonomy {
			a.TaxonomyChanges = append(a.TaxonomyChanges, m.Day)
		} else {
			a.OtherChanges = append(a.OtherChanges, m.Day)
		}
	}
	_, changed, err := s.Rules.Severity(ctx)
	if err != nil {
		return a, err
	}
	a.TaxonomyChanges = append(a.TaxonomyChanges, changed...)
	others, err := s.otherChanges(ctx, h)
	if err != nil {
		return a, err
	}
	a.OtherChanges = append(a.OtherChanges, others...)
	if h.Frozen != nil {
		if d, err := calendar.ParseDate(h.Frozen.Day); err == nil {
			a.FrozenOn = d
		}
	}
	if h.Replaces != "" {
		old, err := s.Get(ctx, h.Replaces)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return a, err
		}
		if err == nil && old.Frozen != nil && !old.Terms.Counts(h.Terms) {
			if before, err := old.Plan(); err == nil {
				a.Frozen = &before
			}
		}
	}
	return a, nil
}

// open is in how many hours of a day a calendar is open. It has to know each day of the
// comparison: one without hours would leave its incidents to the others. A day behind
// them that it does not know is no number.
func open(hours *measure.Hours, p study.Plan, until calendar.Date) (func(calendar.Date) float64, error) {
	known := map[calendar.Date]float64{}
	for d := range p.Needed(until) {
		v, err := hours.Open(measure.Span{First: d, Last: d})
		if f, ok := fault.As(err); ok && len(f.Fields) == 0 {
			f.Fields = []fault.Field{{Name: "calendar", Key: f.Key, Params: f.Params}}
		}
		if err != nil {
			return nil, err
		}
		known[d] = v.Hours()
	}
	return func(d calendar.Date) float64 {
		if v, ok := known[d]; ok {
			return v
		}
		if v, err := hours.Open(measure.Span{First: d, Last: d}); err == nil {
			return v.Hours()
		}
		return math.NaN()
	}, nil
}

// otherChanges are the changes that other studies are about, where they could have moved
// the same incidents: they are of the same service, or of none in particular.
func (s *Service) otherChanges(ctx context.Context, h study.Held) ([]calendar.Date, error) {
	all, err := s.all(ctx)
	if err != nil {
		return nil, err
	}
	var out []calendar.Date
	for _, o := range all {
		same := o.ID == h.ID || o.ID == h.Replaces || o.Replaces == h.ID && h.ID != "" || o.Part != "" && o.Part == h.Part
		apart := o.Service != "" && h.Service != "" && o.Service != h.Service
		if d, err := calendar.ParseDate(o.Change); err == nil && !same && !apart {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b calendar.Date) int {
		if a.Before(b) {
			return -1
		}
		return 1
	})
	return slices.Compact(out), nil
}

// all reads the studies that are not in the trash.
func (s *Service) all(ctx context.Context) ([]study.Held, error) {
	ids, err := s.Records.OfKind(ctx, study.RecordKind)
	if err != nil {
		return nil, err
	}
	slices.Sort(ids)
	out := make([]study.Held, 0, len(ids))
	for _, id := range ids {
		h, err := s.Get(ctx, id)
		if fault.Is(err, fault.NotFound) || record.Unreadable(err) {
			continue // gone since the list was made, or damaged and named beside the list
		}
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, nil
}
