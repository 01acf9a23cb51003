package measure

import (
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
)

// Interval cuts time into buckets.
type Interval string

// The intervals, the shortest first.
const (
	Daily     Interval = "day"
	Weekly    Interval = "week" // from Monday
	Monthly   Interval = "month"
	Quarterly Interval = "quarter"
)

// Intervals lists them, the shortest first.
var Intervals = []Interval{Daily, Weekly, Monthly, Quarterly}

// AsAdvised lets the data choose the interval; Between asks for the time between
// incidents whatever they advise.
const (
	AsAdvised = ""
	Between   = "between"
)

// nominal is how many days a bucket has on average, the unit exposures are told in.
func (i Interval) nominal() float64 {
	switch i {
	case Daily:
		return 1
	case Weekly:
		return 7
	case Monthly:
		return 365.25 / 12
	}
	return 365.25 / 4
}

// Days is what a bucket's points are told against, whatever days it has itself.
func (i Interval) Days() float64 { return i.nominal() }

// begin is the first day of the bucket that holds a day.
func (i Interval) begin(d calendar.Date) calendar.Date {
	switch i {
	case Weekly:
		return d.AddDays(-(int(d.Weekday()) + 6) % 7)
	case Monthly:
		return calendar.On(d.Year, d.Month, 1)
	case Quarterly:
		return calendar.On(d.Year, (d.Month-1)/3*3+time.January, 1)
	}
	return d
}

// next is the first day of the bucket after the one that begins at d.
func (i Interval) next(d calendar.Date) calendar.Date {
	switch i {
	case Weekly:
		return d.AddDays(7)
	case Monthly:
		return d.AddMonths(1)
	case Quarterly:
		return d.AddMonths(3)
	}
	return d.AddDays(1)
}

// buckets are those that have days in a span.
func (i Interval) buckets(s Span) []Span {
	var out []Span
	for d := i.begin(s.First); !s.Last.Before(d); d = i.next(d) {
		out = append(out, Span{d, i.next(d).AddDays(-1)})
	}
	return out
}

// parseInterval reads an interval, or one of AsAdvised and Between.
func parseInterval(text string) (string, error) {
	if text == AsAdvised || text == Between {
		return text, nil
	}
	for _, i := range Intervals {
		if string(i) == text {
			return text, nil
		}
	}
	return "", fault.New(fault.Invalid, "measure.interval", "given", text)
}
