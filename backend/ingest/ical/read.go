package ical

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
)

// reading is a file on its way to a calendar.
type reading struct {
	as     calendar.ReadAs
	zone   *time.Location
	out    calendar.Calendar
	found  []calendar.ReadEntry
	events []event
	// taken are the entries that became something.
	taken int
	// written counts occurrences, idle rules that gave none.
	written, idle int
	hours         []weekly
	changes       []dayChange // of hours, by entries that return
	days          map[calendar.Date]*calendar.Exception
	groups        map[string]int // periods made of several entries of our own
}

// weekly are hours of the week and the entry they are from.
type weekly struct {
	calendar.Hours
	from, last calendar.Date
}

// dayChange takes a span from a date or gives it one, in place of what the week says.
type dayChange struct {
	on   calendar.Date
	span calendar.Span
	away bool
	name string
}

// Read reads a file. Fault invalid: calendar.ics_none for one that is no iCalendar,
// calendar.ics_too_many_entries, calendar.ics_too_large and calendar.ics_zone_missing where
// neither the file nor the caller names the zone, calendar.ics_only for a calendar it does
// not have; what is wrong with one entry is told of
// that entry.
func Read(data []byte, as calendar.ReadAs) (calendar.Reading, error) {
	if len(data) > MaxBytes {
		return calendar.Reading{}, fault.New(fault.Invalid, "calendar.ics_too_large", "most", "10")
	}
	s, err := scan(data, as.Only)
	if err != nil {
		return calendar.Reading{}, err
	}
	if as.Only > len(s.names) {
		return calendar.Reading{}, fault.New(fault.Invalid, "calendar.ics_only", "n", strconv.Itoa(as.Only), "have", strconv.Itoa(len(s.names)))
	}
	unknown, err := zoneOf(as.Unknown)
	if as.Unknown == "" || err != nil {
		unknown = nil
	}
	zones := book{unknown: unknown}
	r := &reading{as: as, days: map[calendar.Date]*calendar.Exception{}, groups: map[string]int{}}
	if err := r.head(s); err != nil {
		return calendar.Reading{}, err
	}
	zones.read(s, r.zone, as.Until)
	for i, b := range s.entries {
		e, err := eventOf(b, i, zones)
		if err != nil {
			r.aside(e, err)
			continue
		}
		r.events = append(r.events, e)
	}
	r.take()
	r.finish()
	slices.SortStableFunc(r.found, func(a, b calendar.ReadEntry) int { return cmp.Compare(a.Line, b.Line) })
	out := calendar.Reading{Calendar: r.out, Read: len(s.entries), Accepted: r.taken, Entries: r.found}
	if len(s.names) > 1 {
		out.Names = s.names
	}
	return out, nil
}

// head reads what the file says about the calendar itself.
func (r *reading) head(s scanned) error {
	var zone string
	for _, text := range strings.Split(string(s.head), "\n") {
		if strings.TrimSpace(text) == "" {
			continue
		}
		p, err := property(text)
		if err != nil {
			continue // a line of the calendar that nobody can read says nothing
		}
		switch p.IANAToken {
		case "X-WR-CALNAME", "NAME":
			r.out.Name = title(p.Value)
		case "X-WR-TIMEZONE", "TIMEZONE-ID":
			zone = p.Value
		case xFrom:
			r.out.ValidFrom, _ = calendar.ParseDate(p.Value) //nolint:errcheck // no date where it is none
		case xTo:
			r.out.ValidTo, _ = calendar.ParseDate(p.Value) //nolint:errcheck // as above
		}
	}
	names := []string{zone}
	for _, b := range s.zones {
		if list, err := b.properties(); err == nil {
			for _, p := range list {
				if p.IANAToken == "TZID" {
					names = append(names, p.Value)
				}
			}
		}
	}
	for _, name := range append(names, r.as.Zone) {
		if z, err := zoneOf(name); err == nil && name != "" {
			r.zone, r.out.Zone = z, z.String()
			return nil
		}
	}
	var only book
	only.read(s, nil, r.as.Until)
	for _, b := range s.zones {
		if z := only.ruled[b.zoneID()]; z != nil {
			r.zone, r.out.Zone = z, z.String()
			return nil
		}
	}
	return fault.New(fault.Invalid, "calendar.ics_zone_missing")
}

// aside notes an entry that is not taken.
func (r *reading) aside(e event, err error) {
	f, ok := fault.As(err)
	if !ok {
		f = fault.New(fault.Invalid, "calendar.ics_line", "words", "")
	}
	r.found = append(r.found, calendar.ReadEntry{Line: e.line, Title: shortened(e.title), Aside: true, Message: calendar.Message{Key: f.Key, Params: f.Params},
		Text: e.essence()})
}

// note tells something of an entry that was taken.
func (r *reading) note(e event, key string, params ...string) {
	r.found = append(r.found, calendar.ReadEntry{Line: e.line, Title: shortened(e.title), Message: calendar.Message{Key: key, Params: fault.Pairs(params...)}})
}

// take brings the entries into the calendar, those that return with the ones that stand in
// for one of their occurrences.
func (r *reading) take() {
	masters := map[string]int{}
	for i, e := range r.events {
		if e.overrides == nil && (e.rule != "" || len(e.rdates) > 0) && e.uid != "" {
			masters[e.uid] = i
		}
	}
	standIns := map[int][]event{}
	var alone []event
	for _, e := range r.events {
		at, has := masters[e.uid]
		switch {
		case e.overrides != nil && has && e.uid != "":
			standIns[at] = append(standIns[at], e)
		case e.overrides != nil:
			e.overrides = nil // what it stands in for is not in the file
			alone = append(alone, e)
		}
	}
	for i, e := range r.events {
		switch {
		case e.overrides != nil:
		case len(standIns[i]) > 0:
			r.withStandIns(e, standIns[i])
		default:
			r.one(e)
		}
	}
	for _, e := range alone {
		r.one(e)
	}
}

// one takes an entry, or puts it aside. What refuses an entry has changed nothing.
func (r *reading) one(e event) {
	if err := r.put(e); err != nil {
		r.aside(e, err)
		return
	}
	if e.oneDay {
		r.note(e, "calendar.ics_one_day", "date", e.begin.local.Date.String())
	}
	r.taken++
}

// withStandIns takes an entry that returns: an occurrence that another entry stands in
// for is left out, and that entry is taken by itself.
func (r *reading) withStandIns(e event, list []event) {
	skip := make([]stamp, len(list))
	for i, s := range list {
		skip[i] = *s.overrides
	}
	taken := r.taken
	e.exdates = append(slices.Clone(e.exdates), skip...)
	r.one(e)
	for _, s := range list {
		if s.overrides = nil; s.form == calendar.NoForm {
			s.form = e.form
		}
		if r.taken == taken { // it would stand in for nothing
			r.aside(s, fault.New(fault.Invalid, "calendar.ics_stands_alone"))
			continue
		}
		r.one(s)
	}
}

// formFor is the form of an entry: its own, else a holiday for days, else what a person
// chose.
func (r *reading) formFor(e event) calendar.Form {
	switch {
	case e.form != calendar.NoForm:
		return e.form
	case e.begin.allDay && r.as.Form != calendar.PeakForm && r.as.Form != calendar.FreezeForm && r.as.Form != calendar.MaintenanceForm && r.as.Form != calendar.ExceptionForm:
		return calendar.HolidayForm
	}
	return r.as.Form
}

// put brings one entry into the calendar.
func (r *reading) put(e event) error {
	switch form := r.formFor(e); form {
	case calendar.NoForm:
		return fault.New(fault.Invalid, "calendar.ics_form")
	case calendar.HoursForm:
		return r.putHours(e)
	case calendar.HolidayForm:
		return r.putHoliday(e)
	case calendar.ExceptionForm:
		return r.putException(e)
	default:
		return r.putPeriod(e, calendar.PeriodKind(form))
	}
}
