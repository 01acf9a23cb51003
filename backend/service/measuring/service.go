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

// Service is safe for use by several goroutines.
type Service struct {
	From Incidents
	// Register tells how many incidents other tools gave, and the ids of the reviews that
	// some of them have; nil for no register.
	Register func(ctx context.Context) (all int, reviews []string, err error)
	// Rules are those in force that stand behind what is measured; nil for none.
	Rules func(ctx context.Context) ([]measure.Rule, error)
	Now   func() time.Time
	Zone  func() *time.Location // of this machine: where today ends
}

// Today is the day the clock of this machine shows.
func (s *Service) Today() calendar.Date { return calendar.DateOf(s.Now(), s.Zone()) }

// Measure answers a query.
func (s *Service) Measure(ctx context.Context, q measure.Query) (measure.Measures, error) {
	all, err := s.From.Incidents(ctx)
	if err != nil {
		return measure.Measures{}, err
	}
	m, err := measure.Measure(all, q, s.Today())
	if err != nil {
		return m, err
	}
	if m.Unreviewed, err = s.unreviewed(ctx, all); err != nil || s.Rules == nil {
		return m, err
	}
	m.Rules, err = s.Rules(ctx)
	return m, err
}

// unreviewed counts the incidents of the register that no measured review stands for. A
// review in the trash stands for none.
func (s *Service) unreviewed(ctx context.Context, measured []measure.Incident) (int, error) {
	if s.Register == nil {
		return 0, nil
	}
	n, reviews, err := s.Register(ctx)
	if err != nil || len(reviews) == 0 {
		return n, err
	}
	there := make(map[string]bool, len(measured))
	for _, in := range measured {
		there[in.ID] = true
	}
	for _, id := range reviews {
		if there[id] {
			n--
		}
	}
	return n, nil
}
