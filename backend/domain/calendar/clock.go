package calendar

import (
	"strconv"
	"time"

	"secondstory/backend/domain/fault"
)

// Horizon is how many days a search goes on from where it began.
const Horizon = 400

// longest is what may be measured at once, and the years instants may lie in.
const (
	longestDays         = 36_525
	firstYear, lastYear = 1900, 2200
)

// Clock computes with one version of a calendar. Its faults are of code invalid:
// calendar.never_open for a calendar without any hours, calendar.outside for a date
// beyond its valid range, calendar.horizon where a search found no end,
// calendar.instant for an instant no calendar is kept for.
type Clock struct {
	name    string
	version string
	zone    *time.Location
	hours   opening
	never   bool
	periods []period
	moving  []series
}

// Clock makes the clock of a calendar. Fault invalid: calendar.zone_unknown,
// calendar.entry_…, and those of Moment.At for a period whose ends have to be picked.
func (c Calendar) Clock() (*Clock, error) {
	zone, err := FindZone(c.Zone)
	if err != nil {
		return nil, err
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	k := &Clock{name: c.Name, version: c.Version, zone: zone, hours: openingOf(c), moving: moving(c)}
	k.never = k.hours.never()
	if k.periods, err = periodsOf(c.Periods, zone); err != nil {
		return nil, err
	}
	return k, nil
}

// Name and Version say which calendar a result was made with.
func (k *Clock) Name() string { return k.name }

// Version is the version of the calendar.
func (k *Clock) Version() string { return k.version }

// Zone is the zone of the calendar.
func (k *Clock) Zone() *time.Location { return k.zone }

// Interval is a half-open stretch of time, in UTC.
type Interval struct{ From, To time.Time }

// IsOpen says whether the calendar is open at an instant.
func (k *Clock) IsOpen(t time.Time) (bool, error) {
	open := false
	err := k.each(t, t.Add(1), func(stretch) bool { open = true; return false })
	return open, err
}

// NextOpening is the first open instant that is not before t: t itself while open.
func (k *Clock) NextOpening(t time.Time) (time.Time, error) {
	var at time.Time
	err := k.each(t, horizon(t), func(s stretch) bool { at = instant(s.from); return false })
	if err == nil && at.IsZero() {
		err = k.endless(t)
	}
	return at, err
}

// NextClosing is where the hours end that t lies in or that come next. Fault invalid
// calendar.never_closes where they do not end within the Horizon.
func (k *Clock) NextClosing(t time.Time) (time.Time, error) {
	var run stretch
	found := false
	err := k.each(t, horizon(t), func(s stretch) bool {
		if found && s.from != run.to {
			return false
		}
		if !found {
			run, found = s, true
		}
		run.to = s.to
		return true
	})
	switch {
	case err != nil:
		return time.Time{}, err
	case !found:
		return time.Time{}, k.endless(t)
	case run.to == horizon(t).UnixNano():
		return time.Time{}, fault.New(fault.Invalid, "calendar.never_closes", "calendar", k.name, "days", strconv.Itoa(Horizon))
	}
	return instant(run.to), nil
}

// Add is the first instant by which the calendar has been open for d since t, which is
// t itself for no time at all. Fault invalid calendar.negative for less than that.
func (k *Clock) Add(t time.Time, d time.Duration) (time.Time, error) {
	if d < 0 {
		return time.Time{}, fault.New(fault.Invalid, "calendar.negative")
	}
	if d == 0 {
		return t.UTC(), k.check(t)
	}
	left := int64(d)
	var at time.Time
	err := k.each(t, horizon(t), func(s stretch) bool {
		if left > s.to-s.from {
			left -= s.to - s.from
			return true
		}
		at = instant(s.from + left)
		return false
	})
	if err == nil && at.IsZero() {
		err = k.endless(t)
	}
	return at, err
}

// Between is how long the calendar is open from one instant to a later one. Fault
// invalid calendar.backwards for an earlier one, calendar.too_long beyond a century.
func (k *Clock) Between(from, to time.Time) (time.Duration, error) {
	if err := forward(from, to); err != nil {
		return 0, err
	}
	var sum int64
	err := k.each(from, to, func(s stretch) bool { sum += s.to - s.from; return true })
	return time.Duration(sum), err
}

// Open gives the stretches in which the calendar is open, longest possible and in
// order. Faults as of Between.
func (k *Clock) Open(from, to time.Time) ([]Interval, error) {
	if err := forward(from, to); err != nil {
		return nil, err
	}
	var out []stretch
	err := k.each(from, to, func(s stretch) bool { out = joined(out, s); return true })
	if err != nil {
		return nil, err
	}
	intervals := make([]Interval, len(out))
	for i, s := range out {
		intervals[i] = Interval{instant(s.from), instant(s.to)}
	}
	return intervals, nil
}

// joined appends a stretch, or lengthens the last one it touches.
func joined(list []stretch, s stretch) []stretch {
	if n := len(list); n > 0 && list[n-1].to == s.from {
		list[n-1].to = s.to
		return list
	}
	return append(list, s)
}

// each walks the open stretches.
func (k *Clock) each(from, to time.Time, yield func(stretch) bool) error {
	if k.never {
		return fault.New(fault.Invalid, "calendar.never_open", "calendar", k.name)
	}
	for _, t := range []time.Time{from, to} {
		if err := k.check(t); err != nil {
			return err
		}
	}
	if day, outside := walk(k.zone, from.UnixNano(), to.UnixNano(), k.hours.on, yield); outside {
		return fault.New(fault.Invalid, "calendar.outside", "calendar", k.name, "version", k.version, "date", dateOf(day).String())
	}
	return nil
}

func (k *Clock) check(t time.Time) error {
	if year := t.UTC().Year(); year < firstYear || year > lastYear {
		return fault.New(fault.Invalid, "calendar.instant", "year", strconv.Itoa(year))
	}
	return nil
}

func (k *Clock) endless(t time.Time) error {
	return fault.New(fault.Invalid, "calendar.horizon", "calendar", k.name, "days", strconv.Itoa(Horizon), "from", DateOf(t, k.zone).String())
}

func forward(from, to time.Time) error {
	if to.Before(from) {
		return fault.New(fault.Invalid, "calendar.backwards", "from", from.UTC().Format(time.RFC3339), "to", to.UTC().Format(time.RFC3339))
	}
	if to.Sub(from) > longestDays*24*time.Hour {
		return fault.New(fault.Invalid, "calendar.too_long", "days", strconv.Itoa(longestDays))
	}
	return nil
}

func horizon(t time.Time) time.Time { return t.Add(Horizon * 24 * time.Hour) }

func instant(nanoseconds int64) time.Time { return time.Unix(0, nanoseconds).UTC() }

// minutes are whole minutes as a number in a sentence.
func minutes(d time.Duration) string { return strconv.FormatInt(int64(d/time.Minute), 10) }
