package calendar

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
)

// Level says what a finding asks of a person.
type Level string

// The closed set of levels.
const (
	Problem Level = "problem" // a clock cannot be made, or not as it was meant
	Notice  Level = "notice"  // worth knowing
)

// Finding is something a person who keeps a calendar should know.
type Finding struct {
	Level Level
	Message
	// At is the entry it is about, and Other the one it meets.
	At, Other Entry
}

// Entry names one entry of a calendar: its list (WeekHours …) and its place there. The
// zero value is none.
type Entry struct {
	List  string
	Place int // from 0
}

// Keys of the findings and their gaps. A period whose ends have to be picked has the
// key of that question.
const (
	LintNeverOpen   = "calendar.lint_never_open"   // no gaps
	LintHours       = "calendar.lint_hours"        // {day}, 0 for Sunday: hours overlap and count once
	LintPeriods     = "calendar.lint_periods"      // {kind, name, other, date}
	LintOutside     = "calendar.lint_outside"      // {name, date}
	LintTwice       = "calendar.lint_twice"        // {name, date}
	LintClosedDay   = "calendar.lint_closed_day"   // {name, date}: a holiday on a day that is closed anyway
	LintEndless     = "calendar.lint_endless"      // {name}
	LintEndlessMany = "calendar.lint_endless_many" // {names, count}: of holidays
	LintEnds        = "calendar.lint_ends"         // {name}: a period ends before it begins
	LintChange      = "calendar.lint_change"       // {date, usual, real}: minutes open on a day the clocks change
)

// mostFindings bounds what Lint says of one calendar, mostStretches what it looks at.
const (
	mostFindings  = 1000
	mostStretches = 200_000
)

// linter collects findings about a calendar in one year.
type linter struct {
	calendar Calendar
	zone     *time.Location
	hours    opening
	from, to int64 // the year
	found    []Finding
}

// Lint looks a calendar through, for overlapping periods and changes of the clocks in
// the given year. What no clock can be made of is a fault, as of Clock; a period whose
// ends have to be picked or lie in the wrong order is a finding here.
func (c Calendar) Lint(year int) ([]Finding, error) {
	zone, err := FindZone(c.Zone)
	if err != nil {
		return nil, err
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	if year < firstYear || year > lastYear {
		return nil, fault.New(fault.Invalid, "calendar.instant", "year", strconv.Itoa(year))
	}
	l := &linter{
		calendar: c, zone: zone, hours: openingOf(c), found: []Finding{},
		from: StartOfDay(On(year, time.January, 1), zone).UnixNano(),
		to:   StartOfDay(On(year+1, time.January, 1), zone).UnixNano(),
	}
	if l.hours.never() {
		l.add(Problem, Entry{}, LintNeverOpen)
	}
	l.week()
	if m := unknownIn(moving(c), year, year); m.Key != "" {
		l.say(Finding{Level: Problem, Message: m})
	}
	l.dates()
	l.periods()
	l.changes()
	return l.found, nil
}

func (l *linter) add(level Level, at Entry, key string, params ...string) {
	l.say(Finding{Level: level, Message: Message{key, fault.Pairs(params...)}, At: at})
}

func (l *linter) say(f Finding) {
	if len(l.found) < mostFindings {
		l.found = append(l.found, f)
	}
}

// week looks for hours that were given twice. Hours that only touch are no finding.
func (l *linter) week() {
	var given, first [7]int
	for i, h := range l.calendar.Week {
		if given[h.Day] == 0 {
			first[h.Day] = i
		}
		given[h.Day] += min(h.To, minutesOfDay) - h.From
		if h.To > minutesOfDay {
			given[(h.Day+1)%7] += h.To - minutesOfDay
		}
	}
	for day, spans := range l.hours.week {
		if given[day] > length(spans) {
			l.add(Notice, Entry{WeekHours, first[day]}, LintHours, "day", strconv.Itoa(day))
		}
	}
}

// length is the sum of spans, in minutes.
func length(spans []Span) int {
	sum := 0
	for _, s := range spans {
		sum += s.To - s.From
	}
	return sum
}

// dates looks at holidays and exceptions.
func (l *linter) dates() {
	seen := map[Date]bool{}
	var endless []int
	for i, h := range l.calendar.Holidays {
		day, at := h.On.number(), Entry{HolidayList, i}
		if h.Yearly {
			if h.Until.IsZero() && l.calendar.ValidTo.IsZero() {
				endless = append(endless, i)
			}
			if day > l.hours.last || !h.Until.IsZero() && h.Until.number() < l.hours.first {
				l.add(Problem, at, LintOutside, "name", h.Name, "date", h.On.String())
			}
			continue
		}
		switch {
		case day < l.hours.first || day > l.hours.last:
			l.add(Problem, at, LintOutside, "name", h.Name, "date", h.On.String())
		case seen[h.On]:
			l.add(Notice, at, LintTwice, "name", h.Name, "date", h.On.String())
		case len(l.hours.week[weekdayOf(day)]) == 0 && !l.hours.week.empty():
			l.add(Notice, at, LintClosedDay, "name", h.Name, "date", h.On.String())
		}
		seen[h.On] = true
	}
	l.endless(endless)
	for i, e := range l.calendar.Exceptions {
		if day := e.On.number(); day < l.hours.first || day > l.hours.last {
			l.add(Problem, Entry{Exceptional, i}, LintOutside, "name", e.Name, "date", e.On.String())
		}
	}
}

// endless says which holidays have no end: several in one finding, for most calendars have
// a dozen and nobody reads a dozen lines that say the same.
func (l *linter) endless(places []int) {
	if len(places) == 1 {
		l.add(Notice, Entry{HolidayList, places[0]}, LintEndless, "name", l.calendar.Holidays[places[0]].Name)
	}
	if len(places) < 2 {
		return
	}
	names := make([]string, 0, namedMoving+1)
	for _, i := range places[:min(len(places), namedMoving)] {
		names = append(names, l.calendar.Holidays[i].Name)
	}
	if len(places) > namedMoving {
		names = append(names, "…")
	}
	l.add(Notice, Entry{}, LintEndlessMany, "names", strings.Join(names, ", "), "count", strconv.Itoa(len(places)))
}

// placed is a stretch of a named period.
type placed struct {
	stretch
	place int
}

// periods looks for periods that have no end, wrong ends, or lie outside the valid
// range, and for two of one kind at once.
func (l *linter) periods() {
	kinds := map[PeriodKind][]placed{}
	total := 0
	for i, p := range l.calendar.Periods {
		at := Entry{PeriodList, i}
		made, err := periodsOf([]Period{p}, l.zone)
		if err != nil {
			if f, ok := fault.As(err); ok && f.Key != "calendar.entry_period" {
				l.say(Finding{Level: Problem, Message: Message{f.Key, f.Params}, At: at})
			} else {
				l.add(Problem, at, LintEnds, "name", p.Name)
			}
			continue
		}
		first, last := made[0].first, made[0].last
		if !p.byDays() {
			first, last = p.Begin.Local.Date.number(), p.End.Local.Date.number()
		} else if p.LastDay.IsZero() && l.calendar.ValidTo.IsZero() {
			l.add(Notice, at, LintEndless, "name", p.Name)
		}
		if first > l.hours.last || last < l.hours.first {
			l.add(Problem, at, LintOutside, "name", p.Name, "date", dateOf(first).String())
		}
		if total > mostStretches {
			continue
		}
		for _, s := range made[0].within(l.zone, l.from, l.to) {
			kinds[p.Kind] = append(kinds[p.Kind], placed{s, i})
			total++
		}
	}
	for _, kind := range []PeriodKind{Peak, Freeze, Maintenance} {
		l.overlaps(kind, kinds[kind])
	}
}

// overlaps says of each pair of periods once that they meet, beginning with the first
// date they do.
func (l *linter) overlaps(kind PeriodKind, list []placed) {
	slices.SortFunc(list, func(a, b placed) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.place, b.place)) })
	said := map[[2]int]bool{}
	var furthest placed
	for i, p := range list {
		pair := [2]int{furthest.place, p.place}
		if i > 0 && p.from < furthest.to && !said[pair] {
			said[pair] = true
			l.say(Finding{Notice, Message{LintPeriods, fault.Pairs("kind", string(kind), "name", l.calendar.Periods[pair[0]].Name,
				"other", l.calendar.Periods[pair[1]].Name, "date", DateOf(instant(p.from), l.zone).String())},
				Entry{PeriodList, pair[0]}, Entry{PeriodList, pair[1]}})
		}
		if i == 0 || p.to > furthest.to {
			furthest = p
		}
	}
}

// changes looks for valid days whose hours are longer or shorter than on the wall,
// because the clocks change in them.
func (l *linter) changes() {
	for at := l.from; at < l.to; {
		change := constantUntil(instant(at), l.zone)
		if change.IsZero() {
			return
		}
		at = change.UnixNano()
		if at >= l.to {
			return
		}
		// A change at midnight takes its hour from the day before or from the day after.
		seen := dayOf(at - 1 + offsetBefore(change))
		_, after := change.Zone()
		for day := seen; day <= max(seen, dayOf(at+int64(after)*int64(time.Second))); day++ {
			l.change(day)
		}
	}
}

func offsetBefore(change time.Time) int64 {
	_, offset := change.Add(-1).Zone()
	return int64(offset) * int64(time.Second)
}

func (l *linter) change(day int) {
	spans, known := l.hours.on(day)
	if !known {
		return
	}
	var sum int64
	only := func(d int) ([]Span, bool) {
		if d != day {
			return nil, true
		}
		return spans, true
	}
	walk(l.zone, midnight(day-3), midnight(day+4), only, func(s stretch) bool { sum += s.to - s.from; return true })
	if usual := length(spans); sum != int64(usual)*int64(time.Minute) {
		l.add(Notice, Entry{}, LintChange, "date", dateOf(day).String(), "usual", strconv.Itoa(usual), "real", minutes(time.Duration(sum)))
	}
}
