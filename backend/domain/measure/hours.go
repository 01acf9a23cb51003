package measure

import (
	"math"
	"slices"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/timeline"
)

// Hours are the opening hours of a calendar that counts are told against: incidents that
// began while it was open, for so many open hours.
type Hours struct {
	Ref   string // of the calendar
	Clock *calendar.Clock
}

// perHours is the unit rates in opening hours are told in.
const perHours = 100

// epoch is what instants are counted from.
var epoch = timeline.Statement{At: "1970-01-01T00:00:00Z", Zone: "UTC", Precision: timeline.Second}

// begun is the instant at which an incident began; ok is false where its hour is not
// known, or has two versions.
func (in Incident) begun() (at time.Time, ok bool) {
	for _, u := range in.Undecided {
		if u == Started {
			return at, false
		}
	}
	s, known := in.Moments[Started]
	if !known || s.At == "" || !hasClock(s) {
		return at, false
	}
	since, _, ok := timeline.Duration(epoch, s)
	return time.Unix(0, 0).Add(since).UTC(), ok
}

// Outside says why an incident does not count against opening hours; "" where it does,
// and where no hours were asked for.
func (h *Hours) Outside(in Incident) (Reason, error) {
	if h == nil {
		return "", nil
	}
	at, ok := in.begun()
	if !ok {
		return NoHour, nil
	}
	open, err := h.Clock.IsOpen(at)
	switch {
	case err != nil:
		return "", err
	case !open:
		return OutsideHours, nil
	}
	return "", nil
}

// exposure is how much of a span there is to tell rates against: stretches of 30 days,
// or of 100 open hours.
func (h *Hours) exposure(s Span) (float64, error) {
	if h == nil {
		return float64(s.Days()) / perDays, nil
	}
	open, err := h.Open(s)
	return open.Hours() / perHours, err
}

// Open is how long the calendar is open in a span. Faults where it says nothing of a part of it.
func (h *Hours) Open(s Span) (time.Duration, error) {
	if s.Days() == 0 {
		return 0, nil
	}
	zone := h.Clock.Zone()
	return h.Clock.Between(calendar.StartOfDay(s.First, zone), calendar.StartOfDay(s.Last.AddDays(1), zone))
}

// silent is the first day of a span on which the calendar is not valid; the zero date where
// it is valid on all of them, and where no hours were asked for.
func (h *Hours) silent(s Span) (calendar.Date, error) {
	if h == nil {
		return calendar.Date{}, nil
	}
	_, err := h.Open(s)
	if f, ok := fault.As(err); ok && f.Key == "calendar.outside" {
		return calendar.ParseDate(f.Params["date"])
	}
	return calendar.Date{}, err
}

// exposures are those of buckets of which a part each was watched, in buckets of average
// length; of opening hours the average is that of the whole buckets shown.
func (h *Hours) exposures(interval Interval, whole, watched []Span) ([]float64, error) {
	out := make([]float64, len(whole))
	if h == nil {
		for i, s := range watched {
			out[i] = float64(s.Days()) / interval.nominal()
		}
		return out, nil
	}
	sum, of := 0.0, 0
	for i, s := range watched {
		open, err := h.Open(s)
		if err != nil {
			return nil, err
		}
		if out[i] = open.Hours(); s == whole[i] || len(whole) == 1 {
			sum, of = sum+out[i], of+1
		}
	}
	if sum == 0 {
		return out, nil
	}
	for i := range out {
		out[i] /= sum / float64(of)
	}
	return out, nil
}

// gap is the time from one incident to the next: days, or open hours; it may be shorter or
// longer by less than loose.
func (h *Hours) gap(from, to Incident) (long, loose float64, err error) {
	if h == nil {
		long, loose = daysFrom(from, to)
		return long, loose, nil
	}
	a, knownA := from.begun()
	b, knownB := to.begun()
	if !knownA || !knownB || b.Before(a) {
		return 0, 0, nil // what is counted has an hour, and stands in its order
	}
	open, err := h.Clock.Between(a, b)
	return open.Hours(), 0, err
}

// daysFrom is how many days lie between the beginnings of two incidents, and less than how
// much that may be off: whole days where an hour is not known, or where the times do not
// fit the days that count.
func daysFrom(from, to Incident) (long, loose float64) {
	whole := float64(daysBetween(dayOf(from), dayOf(to)))
	a, b := from.Moments[Started], to.Moments[Started]
	if slices.Contains(from.Undecided, Started) || slices.Contains(to.Undecided, Started) || !hasClock(a) || !hasClock(b) {
		return whole, 1
	}
	length, exact, ok := timeline.Duration(a, b)
	if long = length.Hours() / 24; !ok || length < 0 || math.Abs(long-whole) >= 2 {
		return whole, 1
	}
	if !exact {
		loose = 1. / 24 // a time that is known to the hour, or about
	}
	return long, loose
}
