package obligation

import (
	"strconv"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
)

// Business says which days count as business days.
type Business interface {
	// Open says whether a date is one. It faults where nobody has said.
	Open(calendar.Date) (bool, error)
}

// Weekdays are the business days of somebody who knows of no holidays: Monday to
// Friday. They give the earliest end.
type Weekdays struct{}

// Open says whether a date is a weekday.
func (Weekdays) Open(d calendar.Date) (bool, error) {
	w := d.Weekday()
	return w != 0 && w != 6, nil
}

// ByClock takes the days on which a calendar has any open time for business days.
type ByClock struct{ Clock *calendar.Clock }

// Open says whether the calendar opens on a date. Faults of calendar.Clock.Open.
func (b ByClock) Open(d calendar.Date) (bool, error) {
	zone := b.Clock.Zone()
	list, err := b.Clock.Open(calendar.StartOfDay(d, zone), calendar.StartOfDay(d.AddDays(1), zone))
	return len(list) > 0, err
}

// Unanswered are the business days of a calendar that cannot be asked, and why.
type Unanswered struct{ Why error }

// Open says of no date whether it is one.
func (u Unanswered) Open(calendar.Date) (bool, error) { return false, u.Why }

// horizon is how many days a count goes on before it is given up.
const horizon = 4000

// search counts how far a count of days has gone.
type search struct{ left int }

func newSearch() *search { return &search{horizon} }

func (s *search) step() error {
	if s.left--; s.left < 0 {
		return fault.New(fault.Invalid, "obligation.horizon", "days", strconv.Itoa(horizon))
	}
	return nil
}

// nextOpen is the first business day behind a date.
func nextOpen(days Business, d calendar.Date) (calendar.Date, error) {
	for s := newSearch(); ; {
		if err := s.step(); err != nil {
			return d, err
		}
		d = d.AddDays(1)
		if open, err := days.Open(d); err != nil || open {
			return d, err
		}
	}
}
