package measuring

import (
	"context"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/measure"
)

// Incidents reads all incidents of the workspace.
type Incidents interface {
	Incidents(ctx context.Context) ([]measure.Incident, error)
}

// Register reads incidents that other tools told of; see registering.Service.Measured.
type Register interface {
	Measured(ctx context.Context, reviews map[string]bool, span func(first calendar.Date) (measure.Sift, error)) ([]measure.Incident, measure.Rest, error)
}

// Service is safe for use by several goroutines.
type Service struct {
	From Incidents
	// Register has the incidents that no review stands for; nil for none.
	Register Register
	// Shelf keeps the last measures as long as Stamp, which names what is stored, stays the
	// same; nil for none.
	Shelf *Shelf
	Stamp func(ctx context.Context) (string, error)
	// Rules are those in force that stand behind what is measured; nil for none.
	Rules func(ctx context.Context) ([]measure.Rule, error)
	Now   func() time.Time
	Zone  func() *time.Location // of this machine: where today ends
}

// Today is the day the clock of this machine shows.
func (s *Service) Today() calendar.Date { return calendar.DateOf(s.Now(), s.Zone()) }

// Measure answers a query.
func (s *Service) Measure(ctx context.Context, q measure.Query) (measure.Measures, error) {
	m, err := s.shelved(ctx, q)
	if err != nil || s.Rules == nil {
		return m, err
	}
	// Another rule can come into force without anything being written.
	m.Rules, err = s.Rules(ctx)
	return m, err
}

func (s *Service) shelved(ctx context.Context, q measure.Query) (measure.Measures, error) {
	if s.Shelf == nil {
		return s.anew(ctx, q)
	}
	stamp, err := s.Stamp(ctx)
	if err != nil {
		return measure.Measures{}, err
	}
	key, err := keyOf(q, s.Today(), stamp)
	if err != nil {
		return measure.Measures{}, err
	}
	return s.Shelf.take(key, func() (measure.Measures, error) { return s.anew(ctx, q) })
}

func (s *Service) anew(ctx context.Context, q measure.Query) (measure.Measures, error) {
	all, err := s.From.Incidents(ctx)
	if err != nil {
		return measure.Measures{}, err
	}
	others, rest, err := s.others(ctx, all, q)
	if err != nil {
		return measure.Measures{}, err
	}
	return measure.Measure(append(all, others...), rest, q, s.Today())
}

// others reads the incidents of the register that none of the measured reviews stands for.
func (s *Service) others(ctx context.Context, reviewed []measure.Incident, q measure.Query) ([]measure.Incident, measure.Rest, error) {
	if s.Register == nil {
		return nil, measure.Rest{}, nil
	}
	today := s.Today()
	return s.Register.Measured(ctx, IDs(reviewed), func(first calendar.Date) (measure.Sift, error) {
		if day, known := measure.FirstDay(reviewed); known && (first.IsZero() || day.Before(first)) {
			first = day
		}
		p, err := measure.ParsePeriod(q.Period, today, first)
		from := p.Now.First
		if p.Before.Days() > 0 {
			from = p.Before.First
		}
		return measure.Sift{From: from, To: p.Now.Last, Today: today, Filter: q.Filter, Times: true}, err
	})
}

// IDs are those of incidents.
func IDs(list []measure.Incident) map[string]bool {
	out := make(map[string]bool, len(list))
	for _, in := range list {
		out[in.ID] = true
	}
	return out
}
