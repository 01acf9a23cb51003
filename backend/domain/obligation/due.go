package obligation

import (
	"time"

	"secondstory/backend/domain/calendar"
)

// Due is the end of a limit. One of whole days ends with its day: At is then the first
// instant that is too late, otherwise the last one in time.
type Due struct {
	At    time.Time     // UTC
	Day   calendar.Date // of the end, in the zone of the case
	Whole bool
}

// Missed says whether something done at an instant came too late.
func (d Due) Missed(t time.Time) bool {
	if d.Whole {
		return !t.Before(d.At)
	}
	return t.After(d.At)
}

// latest is the last instant that is in time.
func (d Due) latest() time.Time {
	if d.Whole {
		return d.At.Add(-time.Millisecond)
	}
	return d.At
}

// counter counts limits in a zone, with its business days and the pauses of a step.
type counter struct {
	zone   *time.Location
	days   Business
	pauses []Interval
}

// Interval is a half-open stretch of time.
type Interval struct{ From, To time.Time }

// due is the end of a limit that is neither soft nor made of several.
func (c counter) due(l Limit, from time.Time) (Due, error) {
	day := calendar.DateOf(from, c.zone)
	var err error
	switch l.Kind {
	case Hours:
		at := c.run(from, time.Duration(l.N)*time.Hour)
		return Due{At: at, Day: calendar.DateOf(at, c.zone)}, nil
	case Days:
		day, err = c.count(day, l.N, false)
	case YearEnd:
		day, err = c.count(calendar.On(day.Year, time.December, 31), l.N, false)
	case Months:
		day, err = c.months(day, l.N)
	case BusinessDays:
		if l.Closed == AfterNext {
			open, fails := c.days.Open(day)
			if fails != nil {
				return Due{}, fails
			}
			if !open {
				if day, err = nextOpen(c.days, day); err != nil {
					return Due{}, err
				}
			}
		}
		day, err = c.count(day, l.N, true)
	}
	if err != nil {
		return Due{}, err
	}
	return c.endOf(day, l.Cutoff), nil
}

// endOf is the end of a day, or its minute where the day ends earlier for an office.
func (c counter) endOf(day calendar.Date, minute int) Due {
	if minute == 0 {
		return Due{At: calendar.StartOfDay(day.AddDays(1), c.zone), Day: day, Whole: true}
	}
	q := calendar.Ask(calendar.Local{Date: day, Second: minute * 60}, c.zone)
	if q.Times == calendar.Never {
		// The clocks go over that minute; the time is up where they do.
		if _, change := q.Earlier.In(c.zone).ZoneBounds(); change.After(q.Earlier) && !change.After(q.Later) {
			return Due{At: change.UTC(), Day: day}
		}
	}
	return Due{At: q.Earlier, Day: day} // of two such minutes the first is the strict one
}

// run moves an instant by a length of time in which no pause counts.
func (c counter) run(at time.Time, left time.Duration) time.Time {
	for _, p := range c.pauses {
		if !p.To.After(at) {
			continue
		}
		if !p.From.Before(at.Add(left)) {
			break
		}
		if p.From.After(at) {
			left -= p.From.Sub(at)
		}
		at = p.To
	}
	return at.Add(left).UTC()
}

// count goes on by n days, or n business days, over those that lie in a pause.
func (c counter) count(day calendar.Date, n int, business bool) (calendar.Date, error) {
	for s := newSearch(); n > 0; {
		if err := s.step(); err != nil {
			return day, err
		}
		day = day.AddDays(1)
		if c.paused(day) {
			continue
		}
		if business {
			open, err := c.days.Open(day)
			if err != nil {
				return day, err
			}
			if !open {
				continue
			}
		}
		n--
	}
	return day, nil
}

// months goes on by whole months, and by as many days more as pauses took out of them.
func (c counter) months(day calendar.Date, n int) (calendar.Date, error) {
	end, lost := day.AddMonths(n), 0
	if len(c.pauses) > 0 {
		for d := day.AddDays(1); !end.Before(d); d = d.AddDays(1) {
			if c.paused(d) {
				lost++
			}
		}
	}
	return c.count(end, lost, false)
}

// paused says whether a day lies in a pause from its beginning to its end.
func (c counter) paused(day calendar.Date) bool {
	if len(c.pauses) == 0 {
		return false
	}
	from, to := calendar.StartOfDay(day, c.zone), calendar.StartOfDay(day.AddDays(1), c.zone)
	for _, p := range c.pauses {
		if !p.From.After(from) && !p.To.Before(to) {
			return true
		}
	}
	return false
}

// roll moves an end on a closed day.
func (c counter) roll(d Due, rule Rule) (Due, error) {
	if open, err := c.days.Open(d.Day); err != nil || open {
		return d, err
	}
	day, err := nextOpen(c.days, d.Day)
	if err != nil {
		return d, err
	}
	if rule == NoonOfNextOpenDay {
		return c.endOf(day, 12*60), nil
	}
	return c.endOf(day, 0), nil
}

// reading is the end as a later way to count has it.
func (c counter) reading(r Reading, l Limit, from time.Time) (Due, error) {
	switch r {
	case FullHours:
		return c.due(l, c.nextHour(from))
	case TwoOpenDays:
		d, err := c.due(l, c.nextHour(from))
		if err != nil {
			return d, err
		}
		day := calendar.DateOf(from, c.zone)
		for range 2 {
			if day, err = nextOpen(c.days, day); err != nil {
				return d, err
			}
		}
		if two := c.endOf(day, 0); d.At.Before(two.At) {
			return two, nil
		}
		return d, nil
	case BeginAfterNext:
		l.Closed = AfterNext
		return c.due(l, from)
	}
	d, err := c.due(l, from)
	if err != nil {
		return d, err
	}
	if r == NoonOpenDay {
		return c.roll(d, NoonOfNextOpenDay)
	}
	return c.roll(d, EndOfNextOpenDay)
}

// nextHour is the next instant at which the clocks of the zone strike.
func (c counter) nextHour(t time.Time) time.Time {
	second := calendar.LocalOf(t, c.zone).Second
	return t.Truncate(time.Second).Add(time.Duration(3600-second%3600) * time.Second)
}
