package ical

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"secondstory/backend/domain/calendar"
)

// anchor is the day from which hours and yearly things begin where a calendar has no
// first valid day: a Monday.
var anchor = calendar.On(2001, time.January, 1)

const stampLayout = "20060102T150405"

// Write writes a calendar. at is when that is done, for the stamp that each entry has to
// have. Fault invalid: calendar.zone_unknown.
func Write(c calendar.Calendar, at time.Time) ([]byte, error) {
	zone, err := calendar.FindZone(c.Zone)
	if err != nil {
		return nil, err
	}
	w := &writer{cal: &ics.Calendar{}, zone: zone, name: c.Zone, at: at.UTC().Format(stampLayout) + "Z", seen: map[string]int{}, first: c.ValidFrom, last: c.ValidTo}
	w.cal.SetVersion("2.0")
	w.cal.SetProductId("-//Second Story//Calendars//EN")
	w.cal.SetXWRCalName(c.Name)
	w.cal.SetXWRTimezone(c.Zone)
	for _, d := range []struct {
		name string
		day  calendar.Date
	}{{xFrom, c.ValidFrom}, {xTo, c.ValidTo}} {
		if !d.day.IsZero() {
			w.cal.CalendarProperties = append(w.cal.CalendarProperties, ics.CalendarProperty{BaseProperty: ics.BaseProperty{
				IANAToken: d.name, Value: d.day.String(), ICalParameters: map[string][]string{}}})
		}
	}
	w.zoneRules(c)
	for _, h := range c.Week {
		w.hours(h)
	}
	for _, h := range c.Holidays {
		w.holiday(h)
	}
	for _, e := range c.Exceptions {
		w.exception(e)
	}
	for i, p := range c.Periods {
		w.period(p, i)
	}
	return []byte(w.cal.Serialize(ics.WithNewLineWindows, ics.WithLineLength(longestWritten))), nil
}

// longestWritten is longer than any line: folding is allowed and not asked for, and the
// library folds at blanks, which readers then take away.
const longestWritten = 100_000

type writer struct {
	cal         *ics.Calendar
	zone        *time.Location
	name        string
	at          string
	seen        map[string]int
	first, last calendar.Date
}

// event begins an entry. Its id says what it is, so the same calendar is the same file.
func (w *writer) event(form calendar.Form, title, content string) *ics.VEvent {
	sum := sha256.Sum256([]byte(string(form) + "\x00" + title + "\x00" + content))
	id := hex.EncodeToString(sum[:])[:24]
	if w.seen[id]++; w.seen[id] > 1 {
		id += "-" + strconv.Itoa(w.seen[id])
	}
	e := ics.NewEvent(id + "@second-story")
	e.SetProperty(ics.ComponentPropertyDtstamp, w.at)
	if title != "" {
		e.SetSummary(title)
	}
	e.SetProperty(ics.ComponentProperty(xForm), string(form))
	e.SetProperty(ics.ComponentPropertyCategories, strings.ToUpper(string(form)))
	w.cal.AddVEvent(e)
	return e
}

func day(d calendar.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

// allDay writes the days first to last.
func allDay(e *ics.VEvent, first, last calendar.Date) {
	e.SetProperty(ics.ComponentPropertyDtStart, day(first), ics.WithValue("DATE"))
	e.SetProperty(ics.ComponentPropertyDtEnd, day(last.AddDays(1)), ics.WithValue("DATE"))
}

// span writes hours of one day, on the clocks of the calendar.
func (w *writer) span(e *ics.VEvent, d calendar.Date, from, to int) {
	const minutes = 24 * 60
	for _, x := range []struct {
		property ics.ComponentProperty
		at       int
	}{{ics.ComponentPropertyDtStart, from}, {ics.ComponentPropertyDtEnd, to}} {
		text := day(d.AddDays(x.at/minutes)) + "T" + strings.ReplaceAll(calendar.ClockText(x.at%minutes), ":", "") + "00"
		e.SetProperty(x.property, text, ics.WithTZID(w.name))
	}
}

// until is the end of a rule: the last instant of a day.
func (w *writer) until(last calendar.Date) string {
	if last.IsZero() {
		return ""
	}
	return ";UNTIL=" + calendar.StartOfDay(last.AddDays(1), w.zone).Add(-time.Second).UTC().Format(stampLayout) + "Z"
}

func (w *writer) hours(h calendar.Hours) {
	from := w.first
	if from.IsZero() {
		from = anchor
	}
	e := w.event(calendar.HoursForm, "", h.String())
	w.span(e, onOrAfter(from, h.Day), h.From, h.To)
	e.AddRrule("FREQ=WEEKLY;BYDAY=" + dayNames[(int(h.Day)+6)%7] + w.until(w.last))
}

func onOrAfter(d calendar.Date, weekday time.Weekday) calendar.Date {
	return d.AddDays((int(weekday-d.Weekday()) + 7) % 7)
}

func (w *writer) holiday(h calendar.Holiday) {
	e := w.event(calendar.HolidayForm, h.Name, h.On.String())
	allDay(e, h.On, h.On)
	switch {
	case h.Yearly && !h.Until.IsZero():
		e.AddRrule("FREQ=YEARLY;UNTIL=" + day(h.Until))
	case h.Yearly:
		e.AddRrule("FREQ=YEARLY")
	}
}

func (w *writer) exception(x calendar.Exception) {
	if len(x.Spans) == 0 {
		allDay(w.event(calendar.ExceptionForm, x.Name, x.On.String()), x.On, x.On)
		return
	}
	for _, s := range x.Spans {
		w.span(w.event(calendar.ExceptionForm, x.Name, x.On.String()+s.String()), x.On, s.From, s.To)
	}
}

func (w *writer) period(p calendar.Period, place int) {
	if p.FirstDay.IsZero() {
		e := w.weighed(p, place, p.Begin.Local.String()+p.End.Local.String())
		w.moment(e, ics.ComponentPropertyDtStart, p.Begin)
		w.moment(e, ics.ComponentPropertyDtEnd, p.End)
		return
	}
	if len(p.Hours) == 0 {
		e := w.weighed(p, place, p.FirstDay.String()+p.LastDay.String())
		if p.LastDay.IsZero() {
			allDay(e, p.FirstDay, p.FirstDay)
			e.AddRrule("FREQ=DAILY")
			return
		}
		allDay(e, p.FirstDay, p.LastDay)
		return
	}
	for _, h := range p.Hours {
		e := w.weighed(p, place, p.FirstDay.String()+h.String())
		w.span(e, onOrAfter(p.FirstDay, h.Day), h.From, h.To)
		e.AddRrule("FREQ=WEEKLY;BYDAY=" + dayNames[(int(h.Day)+6)%7] + w.until(p.LastDay))
		e.SetProperty(ics.ComponentProperty(xFirstDay), p.FirstDay.String())
		if !p.LastDay.IsZero() {
			e.SetProperty(ics.ComponentProperty(xLastDay), p.LastDay.String())
		}
	}
}

func (w *writer) weighed(p calendar.Period, place int, content string) *ics.VEvent {
	e := w.event(calendar.Form(p.Kind), p.Name, content)
	if p.WeightPercent != 0 {
		e.SetProperty(ics.ComponentProperty(xWeight), strconv.Itoa(p.WeightPercent))
	}
	if p.UrgencyDelta != 0 {
		e.SetProperty(ics.ComponentProperty(xUrgency), strconv.Itoa(p.UrgencyDelta))
	}
	e.SetProperty(ics.ComponentProperty(xGroup), strconv.Itoa(place+1))
	return e
}

// moment writes a local time; one that exists twice as the instant that was picked.
func (w *writer) moment(e *ics.VEvent, property ics.ComponentProperty, m calendar.Moment) {
	if q := calendar.Ask(m.Local, w.zone); q.Times == calendar.Once || m.Pick == calendar.Unpicked {
		e.SetProperty(property, strings.NewReplacer("-", "", ":", "").Replace(m.Local.String()), ics.WithTZID(w.name))
		return
	}
	t, err := m.At(w.zone)
	if err != nil { // picked, so there is an instant
		return
	}
	e.SetProperty(property, t.UTC().Format(stampLayout)+"Z")
}

// zoneRules writes what the clocks of the zone do in the years of the calendar, change by
// change, for programs that do not know the zone by its name.
func (w *writer) zoneRules(c calendar.Calendar) {
	first, last := years(c)
	from := time.Date(first, time.January, 1, 0, 0, 0, 0, time.UTC)
	z := ics.NewTimezone(w.name)
	_, offset := from.In(w.zone).Zone()
	name, _ := from.In(w.zone).Zone()
	z.Components = append(z.Components, rules(false, "19700101T000000", offset, offset, name))
	for _, x := range calendar.Changes(w.zone, from, time.Date(last+1, time.January, 1, 0, 0, 0, 0, time.UTC)) {
		local := x.At.Add(time.Duration(x.Before) * time.Second).UTC().Format(stampLayout)
		z.Components = append(z.Components, rules(x.Summer, local, x.Before, x.After, x.Abbreviation))
	}
	w.cal.AddVTimezone(z)
}

func rules(summer bool, begins string, before, after int, name string) ics.Component {
	base := ics.ComponentBase{}
	base.AddProperty(ics.ComponentPropertyDtStart, begins)
	base.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), offsetText(before))
	base.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), offsetText(after))
	base.AddProperty(ics.ComponentProperty(ics.PropertyTzname), name)
	if summer {
		return &ics.Daylight{ComponentBase: base}
	}
	return &ics.Standard{ComponentBase: base}
}

func offsetText(seconds int) string {
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	text := fmt.Sprintf("%s%02d%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf("%02d", seconds%60)
	}
	return text
}

// years are those for which the changes of the clocks are written: of what the calendar
// names, and some more where it has no end.
func years(c calendar.Calendar) (first, last int) {
	first, last = anchor.Year+24, anchor.Year+34
	put := func(d calendar.Date) {
		if !d.IsZero() {
			first, last = min(first, d.Year-1), max(last, d.Year+1)
		}
	}
	for _, d := range []calendar.Date{c.ValidFrom, c.ValidTo} {
		put(d)
	}
	for _, p := range c.Periods {
		for _, d := range []calendar.Date{p.FirstDay, p.LastDay, p.Begin.Local.Date, p.End.Local.Date} {
			put(d)
		}
	}
	return max(first, 1900), min(last, 2200)
}
