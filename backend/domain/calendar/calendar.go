package calendar

import (
	"strconv"
	"time"

	"secondstory/backend/domain/fault"
)

// Calendar says when somebody works: data, as a person entered it. Each version is a
// calendar of its own; a result names the one it was made with.
type Calendar struct {
	Name       string      `json:"name"`
	Version    string      `json:"version"` // names what it says (Hash)
	Zone       string      `json:"zone"`    // a name of the zone data, such as Europe/Berlin
	ValidFrom  Date        `json:"validFrom,omitzero"`
	ValidTo    Date        `json:"validTo,omitzero"` // the last valid day; no date: without end
	Week       []Hours     `json:"week"`
	Holidays   []Holiday   `json:"holidays,omitempty"`
	Exceptions []Exception `json:"exceptions,omitempty"`
	Periods    []Period    `json:"periods,omitempty"`
}

// Hours are open hours of one day of the week, in minutes since midnight as the clocks
// show it. To may lie up to a day behind From and so go past midnight (22:00 to 30:00).
// Hours that overlap count once.
type Hours struct {
	Day  time.Weekday `json:"day"`
	From int          `json:"from"` // 0 to 1439
	To   int          `json:"to"`   // excluded
}

// Holiday closes a date, from midnight to midnight as the clocks show it.
type Holiday struct {
	On     Date   `json:"on"`
	Name   string `json:"name"`
	Yearly bool   `json:"yearly,omitempty"` // the same day of every year from On on; 29 February in leap years only
	Until  Date   `json:"until,omitzero"`   // the last possible day of a yearly one
}

// Span is a stretch of one day in minutes since midnight as the clocks show it.
type Span struct {
	From int `json:"from"` // 0 to 1439
	To   int `json:"to"`   // excluded, 1 to 1440
}

// Exception gives one date hours of its own; without spans it is closed.
type Exception struct {
	On    Date   `json:"on"`
	Name  string `json:"name"`
	Spans []Span `json:"spans,omitempty"`
}

// PeriodKind says what a period is.
type PeriodKind string

// The closed set of kinds.
const (
	Peak        PeriodKind = "peak"        // the business has more to lose
	Freeze      PeriodKind = "freeze"      // nothing may be changed
	Maintenance PeriodKind = "maintenance" // changes are expected
)

// Period is a peak, a freeze or a maintenance. Either it runs from Begin to End, or on
// the days FirstDay to LastDay (no date: without end), there at the Hours of their
// weekdays or, without Hours, all day.
type Period struct {
	Kind     PeriodKind `json:"kind"`
	Name     string     `json:"name"`
	Begin    Moment     `json:"begin,omitzero"`
	End      Moment     `json:"end,omitzero"` // excluded
	FirstDay Date       `json:"firstDay,omitzero"`
	LastDay  Date       `json:"lastDay,omitzero"`
	Hours    []Hours    `json:"hours,omitempty"`
	// WeightPercent is what a minute of a peak counts, 0 for the usual 100.
	WeightPercent int `json:"weightPercent,omitempty"`
	// UrgencyDelta is by how many levels a peak makes things more urgent.
	UrgencyDelta int `json:"urgencyDelta,omitempty"`
}

// byDays says that the period is one of days and not of two moments.
func (p Period) byDays() bool { return !p.FirstDay.IsZero() }

const (
	minutesOfDay = 24 * 60
	// mostEntries is how many hours, holidays, exceptions or periods a calendar may have.
	mostEntries      = 100_000
	mostWeight       = 10_000 // percent
	mostUrgencyDelta = 10
)

// check refuses what no clock can be made of. The fault names the entry by its kind and
// place.
func (c Calendar) check() error {
	for _, n := range []int{len(c.Week), len(c.Holidays), len(c.Exceptions), len(c.Periods)} {
		if n > mostEntries {
			return fault.New(fault.Invalid, "calendar.too_many", "count", strconv.Itoa(n), "most", strconv.Itoa(mostEntries))
		}
	}
	for _, d := range []Date{c.ValidFrom, c.ValidTo} {
		if !d.IsZero() && !d.Valid() {
			return fault.New(fault.Invalid, "calendar.date", "raw", d.String())
		}
	}
	if !c.ValidFrom.IsZero() && !c.ValidTo.IsZero() && c.ValidTo.Before(c.ValidFrom) {
		return fault.New(fault.Invalid, "calendar.valid_backwards", "from", c.ValidFrom.String(), "to", c.ValidTo.String())
	}
	if place := wrongHours(c.Week); place > 0 {
		return wrongEntry("hours", place)
	}
	for i, h := range c.Holidays {
		if !h.On.Valid() || !h.Until.IsZero() && (!h.Until.Valid() || !h.Yearly || h.Until.Before(h.On)) {
			return wrongEntry("holiday", i+1)
		}
	}
	seen := map[Date]bool{}
	for i, e := range c.Exceptions {
		if !e.On.Valid() || seen[e.On] {
			return wrongEntry("exception", i+1)
		}
		seen[e.On] = true
		for _, s := range e.Spans {
			if s.From < 0 || s.From >= s.To || s.To > minutesOfDay {
				return wrongEntry("exception", i+1)
			}
		}
	}
	for i, p := range c.Periods {
		if p.wrong() != "" {
			return wrongEntry("period", i+1)
		}
	}
	return nil
}

// wrongHours is the place of the first hours that are none, counted from 1, or 0.
func wrongHours(hours []Hours) int {
	for i, h := range hours {
		if h.Day < time.Sunday || h.Day > time.Saturday || h.From < 0 || h.From >= minutesOfDay ||
			h.To <= h.From || h.To > h.From+minutesOfDay {
			return i + 1
		}
	}
	return 0
}

// Keys of what may be wrong with a period, each with the gap {name}.
const (
	periodKind    = "calendar.period_kind"    // no known kind
	periodWeight  = "calendar.period_weight"  // a weight out of range
	periodUrgency = "calendar.period_urgency" // levels out of range
	periodPlain   = "calendar.period_plain"   // a weight on what is no peak
	periodMixed   = "calendar.period_mixed"   // days and times
	periodNoBegin = "calendar.period_no_begin"
	periodNoEnd   = "calendar.period_no_end"
	periodDays    = "calendar.period_days" // its last day lies before the first
	periodHours   = "calendar.period_hours"
	periodDate    = "calendar.period_date" // a day that does not exist
)

// wrong is the key of what keeps a period from having one of its two forms and numbers
// that fit its kind; "" where nothing does.
func (p Period) wrong() string {
	switch {
	case p.Kind != Peak && p.Kind != Freeze && p.Kind != Maintenance:
		return periodKind
	case p.Kind != Peak && (p.WeightPercent != 0 || p.UrgencyDelta != 0):
		return periodPlain
	case p.WeightPercent < 0 || p.WeightPercent > mostWeight:
		return periodWeight
	case p.UrgencyDelta < -mostUrgencyDelta || p.UrgencyDelta > mostUrgencyDelta:
		return periodUrgency
	case p.byDays():
		return p.wrongDays()
	case !p.LastDay.IsZero() || len(p.Hours) > 0:
		if p.Begin.Local.IsZero() && p.End.Local.IsZero() {
			return periodNoBegin
		}
		return periodMixed
	case p.Begin.Local.IsZero():
		return periodNoBegin
	case p.End.Local.IsZero():
		return periodNoEnd
	case !p.Begin.Local.valid() || !p.End.Local.valid():
		return periodDate
	}
	return ""
}

func (p Period) wrongDays() string {
	switch {
	case p.Begin != Moment{} || p.End != Moment{}:
		return periodMixed
	case !p.FirstDay.Valid() || !p.LastDay.IsZero() && !p.LastDay.Valid():
		return periodDate
	case !p.LastDay.IsZero() && p.LastDay.Before(p.FirstDay):
		return periodDays
	case len(p.Hours) > mostEntries || wrongHours(p.Hours) > 0:
		return periodHours
	}
	return ""
}

func wrongEntry(kind string, place int) error {
	return fault.New(fault.Invalid, "calendar.entry_"+kind, "place", strconv.Itoa(place))
}

// Sound says whether a clock could be made of the calendar, and what is wrong where not.
func (c Calendar) Sound() error {
	_, err := c.Clock()
	return err
}
