package calendar

import (
	"time"

	"secondstory/backend/domain/fault"
)

// Local is what a clock on a wall shows: a date and a time of day, without a zone.
type Local struct {
	Date   Date
	Second int // since midnight as the clock shows it, 0 to 86399
}

const (
	localLayout = "2006-01-02T15:04:05"
	shortLayout = "2006-01-02T15:04"
	pickLayout  = "15:04 -07:00"
)

// ParseLocal reads 2026-03-29T02:30 and 2026-03-29T02:30:15. Fault invalid for
// anything else.
func ParseLocal(text string) (Local, error) {
	t, err := time.Parse(localLayout, text)
	if err != nil {
		if t, err = time.Parse(shortLayout, text); err != nil {
			return Local{}, fault.New(fault.Invalid, "calendar.local", "raw", text)
		}
	}
	if t.Nanosecond() != 0 {
		return Local{}, fault.New(fault.Invalid, "calendar.local", "raw", text)
	}
	return LocalOf(t, time.UTC), nil
}

// LocalOf is what the clocks of a zone show at an instant, to the second.
func LocalOf(t time.Time, zone *time.Location) Local {
	t = t.In(zone)
	return Local{DateOf(t, zone), t.Hour()*3600 + t.Minute()*60 + t.Second()}
}

// IsZero says that there is no time.
func (l Local) IsZero() bool { return l == Local{} }

// String is the local time to the second, without an offset.
func (l Local) String() string { return l.unzoned().Format(localLayout) }

// MarshalText is String, and nothing for no time.
func (l Local) MarshalText() ([]byte, error) {
	if l.IsZero() {
		return nil, nil
	}
	return []byte(l.String()), nil
}

// UnmarshalText reads what MarshalText writes.
func (l *Local) UnmarshalText(text []byte) (err error) {
	*l = Local{}
	if len(text) > 0 {
		*l, err = ParseLocal(string(text))
	}
	return err
}

func (l Local) valid() bool { return l.Date.Valid() && l.Second >= 0 && l.Second < secondsOfDay }

// unzoned is the instant at which a clock of UTC shows the time.
func (l Local) unzoned() time.Time {
	return time.Unix(int64(l.Date.number())*secondsOfDay+int64(l.Second), 0).UTC()
}

// Pick is the answer to a Question.
type Pick string

// The closed set of picks.
const (
	Unpicked Pick = ""        // nobody was asked
	Earlier  Pick = "earlier" // the earlier of two instants
	Later    Pick = "later"   // the later one
)

// Moment is a local time with the pick that was made for it. Where the local time
// exists once, the pick means nothing.
type Moment struct {
	Local Local `json:"local"`
	Pick  Pick  `json:"pick,omitempty"`
}

// Times says how often a local time exists.
type Times string

// The closed set of times.
const (
	Once  Times = "once"
	Twice Times = "twice" // the clocks went back over it
	Never Times = "never" // the clocks went forward over it
)

// Question is what is asked about a local time in a zone, and the instants to pick
// from. Where it exists twice both of them show it. Where it never existed, Earlier
// takes the offset that held after the change and Later the one that held before it;
// neither shows the time that was asked for. Where it exists once both are the same
// and there is nothing to ask.
type Question struct {
	Local          Local
	Zone           string
	Times          Times
	Earlier, Later time.Time // UTC
}

// Ask finds the instants at which the clocks of a zone show a local time.
func Ask(l Local, zone *time.Location) Question {
	q := Question{Local: l, Zone: zone.String(), Times: Never}
	wall := l.unzoned()
	// No offset reaches 26 hours, so the instants asked for lie within them of the same
	// time in UTC.
	for at, end := wall.Add(-26*time.Hour), wall.Add(26*time.Hour); ; {
		_, offset := at.In(zone).Zone()
		ends := constantUntil(at, zone)
		t := wall.Add(-time.Duration(offset) * time.Second)
		if !t.Before(at) && (ends.IsZero() || t.Before(ends)) {
			if q.Times == Never {
				q.Times, q.Earlier = Once, t
			} else {
				q.Times = Twice
			}
			q.Later = t
		}
		if ends.IsZero() || ends.After(end) {
			break
		}
		if q.Times == Never && q.gap(wall, offset, ends) {
			break
		}
		at = ends
	}
	return q
}

// gap sets the two instants of a local time that the change at the instant ends goes
// over, if it does.
func (q *Question) gap(wall time.Time, before int, ends time.Time) bool {
	_, after := ends.Zone()
	from := wall.Add(-time.Duration(before) * time.Second)
	to := wall.Add(-time.Duration(after) * time.Second)
	if from.Before(ends) || !to.Before(ends) {
		return false
	}
	q.Earlier, q.Later = to, from // the offset after the change is the larger one
	return true
}

// Keys of a local time that has to be picked. Gaps: local, zone, and earlier and later,
// which are what the clocks show at the two instants to pick from, with their offsets.
const (
	KeyLocalTwice = "calendar.local_twice"
	KeyLocalNever = "calendar.local_never"
)

// At is the instant of a moment, in UTC. Fault invalid: KeyLocalTwice and KeyLocalNever
// where it has to be picked and was not, calendar.local for a time no clock shows,
// calendar.pick for an unknown pick.
func (m Moment) At(zone *time.Location) (time.Time, error) {
	if !m.Local.valid() {
		return time.Time{}, fault.New(fault.Invalid, "calendar.local", "raw", m.Local.Date.String())
	}
	q := Ask(m.Local, zone)
	switch {
	case m.Pick != Unpicked && m.Pick != Earlier && m.Pick != Later:
		return time.Time{}, fault.New(fault.Invalid, "calendar.pick", "pick", string(m.Pick))
	case q.Times == Once || m.Pick == Earlier:
		return q.Earlier, nil
	case m.Pick == Later:
		return q.Later, nil
	case q.Times == Twice:
		return time.Time{}, q.unpicked(KeyLocalTwice, zone)
	}
	return time.Time{}, q.unpicked(KeyLocalNever, zone)
}

func (q Question) unpicked(key string, zone *time.Location) error {
	shown := func(t time.Time) string { return t.In(zone).Format(pickLayout) }
	return fault.New(fault.Invalid, key, "local", q.Local.words(), "zone", q.Zone, "earlier", shown(q.Earlier), "later", shown(q.Later))
}

// constantUntil is an instant behind t up to which the offset of a zone stays as it is
// at t; the zero time stands for ever. It need not be a change of the clocks.
func constantUntil(t time.Time, zone *time.Location) time.Time {
	_, ends := t.In(zone).ZoneBounds()
	if !ends.IsZero() && !ends.After(t) {
		// On the last day of a leap year the standard library gives the day before as
		// the end, where the zone data ends in a rule. Such a rule is read anew for each
		// year of UTC.
		ends = time.Date(t.UTC().Year()+1, time.January, 1, 0, 0, 0, 0, time.UTC).In(zone)
	}
	return ends
}

// words is the local time as a sentence names it.
func (l Local) words() string { return l.unzoned().Format("2006-01-02 15:04") }

// StartOfDay is the first instant at which the clocks of a zone show a date, or a later
// one where the zone left the date out.
func StartOfDay(d Date, zone *time.Location) time.Time {
	wall := Local{Date: d}.unzoned()
	for at := wall.Add(-26 * time.Hour); ; {
		_, offset := at.In(zone).Zone()
		ends := constantUntil(at, zone)
		t := wall.Add(-time.Duration(offset) * time.Second)
		if t.Before(at) {
			t = at.UTC()
		}
		if ends.IsZero() || t.Before(ends) {
			return t
		}
		at = ends
	}
}

// FindZone is a zone of the zone data by its name. Fault invalid for a name that is
// not there; names that mean something else on each machine are none.
func FindZone(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, fault.New(fault.Invalid, "calendar.zone_unknown", "zone", name)
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "calendar.zone_unknown", "zone", name)
	}
	return zone, nil
}

// Change is an instant at which the clocks of a zone are set, and the offsets from UTC
// before and after it in seconds.
type Change struct {
	At            time.Time // UTC
	Before, After int
	Summer        bool // daylight-saving time begins
	Abbreviation  string
}

// Changes lists the changes of the clocks of a zone from one instant to another, at most
// a few thousand of them.
func Changes(zone *time.Location, from, to time.Time) []Change {
	var out []Change
	for at := from; len(out) < mostChanges; {
		next := constantUntil(at, zone)
		if next.IsZero() || !next.Before(to) {
			return out
		}
		name, after := next.Zone()
		if _, before := next.Add(-1).In(zone).Zone(); before != after {
			out = append(out, Change{At: next.UTC(), Before: before, After: after, Summer: next.IsDST(), Abbreviation: name})
		}
		at = next
	}
	return out
}

const mostChanges = 4_000
