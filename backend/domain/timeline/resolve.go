package timeline

import (
	"strings"
	"time"
)

// Levels of a note.
const (
	Question = "question" // a person must answer it
	Finding  = "finding"  // something is wrong in what was written
	Notice   = "notice"   // worth knowing, nothing to do
)

// Keys of the notes made here. The sentences stand in the catalogue.
const (
	KeyUnreadable    = "time.unreadable"     // {raw}
	KeyImpossible    = "time.impossible"     // {raw}
	KeySlash         = "time.date_ambiguous" // {raw}
	KeyZoneAmbiguous = "time.zone_ambiguous" // {zone}
	KeyZoneSeason    = "time.zone_season"    // {zone, date}
	KeyZoneOffset    = "time.zone_offset"    // {zone, offset}
	KeyEndFirst      = "time.end_before_start"
	KeyLocalTwice    = "time.local_ambiguous"   // {local, zone}
	KeyLocalNever    = "time.local_nonexistent" // {local, zone}
	KeyHalfIgnored   = "time.half_day_ignored"  // {raw}
)

// Note is something a person should know about a stated time.
type Note struct {
	Level  string
	Key    string
	Params map[string]string
}

// Context is what is known where a time is read.
type Context struct {
	Date string // YYYY-MM-DD for a time that states no date; "" = none known
	Year int    // for a date that states no year; 0 = that of Date
	Zone Zone   // for a time that states no zone
}

// Resolve makes a statement of a reading. A zone that neither the text nor the
// context states stays missing. Notes say what could not be taken as written.
func (r Reading) Resolve(ctx Context) (Statement, []Note) {
	zone := r.Zone
	if !zone.Stated() {
		zone = ctx.Zone
	}
	s := Statement{Raw: r.Raw, Zone: zone.Name, Precision: Unknown}
	var notes []Note
	add := func(level, key string, params ...string) {
		notes = append(notes, Note{Level: level, Key: key, Params: pairs(params)})
	}
	if r.WrongDate || r.WrongClock {
		// "2X:XX" was never meant to be a time, "25:61" was.
		if strings.ContainsAny(r.Raw, "?") || strings.Contains(strings.ToLower(r.Raw), "x") {
			add(Finding, KeyUnreadable, "raw", r.Raw)
		} else {
			add(Finding, KeyImpossible, "raw", r.Raw)
		}
		return s, notes
	}
	if r.SlashOpen {
		add(Question, KeySlash, "raw", r.Raw)
		if !r.HasClock {
			return s, notes
		}
		s.At = "T" + clockText(r.Clock)
		s.Precision = r.Clock.Exact
		return s, notes
	}
	date := r.day(ctx)
	if !r.HasClock {
		if date == "" {
			add(Finding, KeyUnreadable, "raw", r.Raw)
			return s, notes
		}
		s.At, s.Precision = date, Day
		if r.Approximate {
			s.Precision = Approximate
		}
		if r.HasEnd && r.EndHasDate {
			s.End = r.endDay(ctx, date)
			if s.End != "" && s.End < s.At {
				add(Finding, KeyEndFirst, "raw", r.Raw)
			}
		}
		return s, notes
	}
	if r.HalfIgnored {
		add(Notice, KeyHalfIgnored, "raw", r.Raw)
	}
	s.Precision = r.Clock.Exact
	if r.Approximate {
		s.Precision = Approximate
	}
	var n []Note
	s.At, n = compose(date, r.Clock, zone)
	notes = append(notes, n...)
	if r.HasEnd {
		endZone := r.EndZone
		if !endZone.Stated() {
			endZone = zone
		}
		endDate := r.endDay(ctx, date)
		endClock := r.EndClock
		if !r.EndHasClock {
			s.End = endDate
		} else {
			if r.EndNextDay && endDate != "" {
				endDate = AddDays(endDate, 1)
			}
			s.End, n = compose(endDate, endClock, endZone)
			if r.overMidnight(zone, endZone) {
				s.End, n = compose(AddDays(endDate, 1), endClock, endZone)
			} else if date != "" && before(s.End, s.At) || date == "" && !r.EndNextDay && endClock.sinceMidnight() < r.Clock.sinceMidnight() {
				add(Finding, KeyEndFirst, "raw", r.Raw)
			}
			notes = append(notes, n...)
		}
	}
	if date != "" && zone.Stated() {
		if !zone.SeasonFits(date) {
			add(Notice, KeyZoneSeason, "zone", zone.Name, "date", date)
		}
		if zone.Beside != "" {
			add(Notice, KeyZoneOffset, "zone", zone.Beside, "offset", zone.Name)
		}
		if zone.Ambiguous {
			add(Question, KeyZoneAmbiguous, "zone", zone.Name)
		}
	}
	return s, notes
}

// overMidnight says that a range such as 23:50 – 00:10 ends on the next day: its
// end states no date, shows an earlier clock than its start, and lies no more
// than twelve hours on. Longer ones are more likely two times in the wrong order.
func (r Reading) overMidnight(zone, endZone Zone) bool {
	back := r.Clock.sinceMidnight() - r.EndClock.sinceMidnight()
	return !r.EndHasDate && !r.EndNextDay && zone.Name == endZone.Name && back >= 12*time.Hour
}

// day is the date of the reading, from the context where none was written.
func (r Reading) day(ctx Context) string {
	if !r.HasDate {
		return ctx.Date
	}
	return withYear(r.Date, ctx)
}

func (r Reading) endDay(ctx Context, date string) string {
	if !r.EndHasDate {
		return date
	}
	return withYear(r.EndDate, ctx)
}

// withYear completes a date without a year; "" when no year is known.
func withYear(c Civil, ctx Context) string {
	if c.Year == 0 {
		c.Year = ctx.Year
		if c.Year == 0 && len(ctx.Date) >= 7 {
			c.Year = atoi(ctx.Date[:4])
			// An entry of January in a document of December belongs to the new year.
			switch m := atoi(ctx.Date[5:7]); {
			case m == 12 && c.Month == 1:
				c.Year++
			case m == 1 && c.Month == 12:
				c.Year--
			}
		}
		if c.Year == 0 || !c.valid() {
			return ""
		}
	}
	return c.String()
}

// compose writes a local date and time in a zone in the form of Statement.At.
func compose(date string, c Clock, zone Zone) (string, []Note) {
	if date == "" {
		return "T" + clockText(c), nil
	}
	if c.Hour == 24 {
		date = AddDays(date, 1)
		c.Hour = 0
	}
	local := date + "T" + clockText(c)
	switch {
	case zone.Fixed:
		return local + rfcOffset(zone.Offset), nil
	case zone.Loc != nil:
		offset, hits := offsetsOf(date, c, zone.Loc)
		switch hits {
		case 1:
			return local + rfcOffset(offset), nil
		case 0:
			return local, []Note{{Question, KeyLocalNever, pairs([]string{"local", date + " " + clockText(c), "zone", zone.Name})}}
		}
		if t, err := time.Parse(time.RFC3339Nano, local+zone.Which); err == nil {
			if _, is := t.In(zone.Loc).Zone(); rfcOffset(is) == zone.Which {
				return local + zone.Which, nil
			}
		}
		return local, []Note{{Question, KeyLocalTwice, pairs([]string{"local", date + " " + clockText(c), "zone", zone.Name})}}
	}
	return local, nil
}

// offsetsOf gives the offset of a local time in a zone with seasons and how
// many instants have that local time: none in spring's gap, two in autumn's fold.
func offsetsOf(date string, c Clock, loc *time.Location) (offset, hits int) {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return 0, 0
	}
	local := day.Add(c.sinceMidnight())
	seen := map[int]bool{}
	// The offsets in force a day before and after are the only candidates.
	for _, d := range []time.Duration{-25 * time.Hour, 0, 25 * time.Hour} {
		_, o := local.Add(d).In(loc).Zone()
		if seen[o] {
			continue
		}
		seen[o] = true
		t := local.Add(-time.Duration(o) * time.Second)
		if _, is := t.In(loc).Zone(); is == o {
			if hits == 0 {
				offset = o
			}
			hits++
		}
	}
	return offset, hits
}

// Twice says whether the local time of a statement exists twice in its zone, so
// that only its offset tells which of the two is meant.
func Twice(s Statement) bool {
	loc, err := location(s.Zone)
	if err != nil || s.Zone == "" {
		return false
	}
	t, err := time.Parse(time.RFC3339Nano, s.At)
	if err != nil {
		return false
	}
	c := Clock{Hour: t.Hour(), Minute: t.Minute(), Second: t.Second(), Milli: t.Nanosecond() / 1e6}
	_, hits := offsetsOf(t.Format(time.DateOnly), c, loc)
	return hits > 1
}

// Both are the two moments that a local time without an offset had in a zone whose clocks were
// set back over it, the earlier first; nil where it had one or none.
func Both(local string, zone Zone) []string {
	day, err := time.Parse("2006-01-02T15:04:05", local)
	if err != nil || zone.Loc == nil {
		return nil
	}
	var out []string
	// The offset in force before is that of the earlier one.
	for _, around := range []time.Duration{-25 * time.Hour, 25 * time.Hour} {
		_, o := day.Add(around).In(zone.Loc).Zone()
		if _, is := day.Add(-time.Duration(o) * time.Second).In(zone.Loc).Zone(); is == o {
			out = append(out, local+rfcOffset(o))
		}
	}
	if len(out) < 2 || out[0] == out[1] {
		return nil
	}
	return out
}

func clockText(c Clock) string {
	s := pad(c.Hour) + ":" + pad(c.Minute) + ":" + pad(c.Second)
	if c.Exact == Millisecond {
		ms := pad(c.Milli)
		if c.Milli < 100 {
			ms = "0" + ms
		}
		s += "." + ms
	}
	return s
}

// rfcOffset is the offset in RFC 3339, Z for UTC.
func rfcOffset(sec int) string {
	if sec == 0 {
		return "Z"
	}
	return formatOffset(sec)
}

// before compares two values of the form of At that were made in one place.
func before(a, b string) bool {
	x, okA := instant(a, 0)
	y, okB := instant(b, 0)
	return okA && okB && x.Before(y)
}

func pairs(p []string) map[string]string {
	if len(p) == 0 {
		return nil
	}
	m := make(map[string]string, len(p)/2)
	for i := 0; i+1 < len(p); i += 2 {
		m[p[i]] = p[i+1]
	}
	return m
}
