package ical

import (
	"slices"
	"strconv"
	"time"

	"github.com/teambition/rrule-go"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
)

// times are the local times at which an entry begins, without those it leaves out.
// endless says that some were left out because there is no end to them.
func (r *reading) times(e event) (out []stamp, endless bool, err error) {
	out = []stamp{e.begin}
	if e.rule != "" {
		rule, err := ruleOf(e.rule)
		if err != nil {
			return nil, false, err
		}
		if r.idle >= mostIdle {
			return nil, false, fault.New(fault.Invalid, "calendar.ics_idle", "most", strconv.Itoa(mostIdle))
		}
		if out, endless, err = rule.occurrences(e, r.zone, r.as.Until); err != nil {
			return nil, false, err
		}
		if len(out) == 0 {
			r.idle++
			return nil, false, fault.New(fault.Invalid, "calendar.ics_nothing", "rule", shortened(e.rule))
		}
		// What is long past in one without an end is not written out, but for days that are
		// closed: hours of years ago are measured too.
		if form := r.formFor(e); endless && form != calendar.HolidayForm && form != calendar.ExceptionForm {
			out = slices.DeleteFunc(out, func(s stamp) bool { return s.local.Date.Before(r.as.From) })
		}
	}
	out = append(out, e.rdates...)
	left := map[time.Time]bool{}
	days := map[calendar.Date]bool{}
	for _, x := range e.exdates {
		if x.allDay {
			days[x.local.Date] = true
		}
		left[r.comparable(e, x)] = true
	}
	seen := map[time.Time]bool{}
	out = slices.DeleteFunc(out, func(s stamp) bool {
		at := r.comparable(e, s)
		drop := left[at] || days[s.local.Date] || seen[at]
		seen[at] = true
		return drop
	})
	if r.written += len(out); r.written > mostTogether {
		return nil, false, fault.New(fault.Invalid, "calendar.ics_often", "most", strconv.Itoa(mostTogether))
	}
	return out, endless, nil
}

// comparable is a time of an entry or of one of its exceptions as a number of seconds on
// the clocks of the entry, so that those of UTC can be told from each other too.
func (r *reading) comparable(e event, s stamp) time.Time {
	of := e.begin.zone
	if of == nil {
		of = r.zone
	}
	if s.allDay || e.begin.allDay || s.zone == nil || s.zone.String() == of.String() {
		return s.naive()
	}
	m, err := s.at(of, calendar.Unpicked)
	if err != nil {
		return s.naive()
	}
	return naive(m.Local)
}

// room refuses what would make the calendar too large.
func room(have, more int) error {
	if have+more > mostTogether {
		return fault.New(fault.Invalid, "calendar.ics_often", "most", strconv.Itoa(mostTogether))
	}
	return nil
}

func (r *reading) saysEndless(e event, endless bool) {
	if endless {
		from := r.as.From
		if form := r.formFor(e); form == calendar.HolidayForm || form == calendar.ExceptionForm {
			from = e.begin.local.Date
		}
		r.note(e, "calendar.ics_endless", "from", from.String(), "until", r.as.Until.String())
	}
}

// spanOf is the stretch of a day of a timed entry on the clocks of the calendar, to the
// minute; it may go past midnight.
func (r *reading) spanOf(e event) (from, to int, err error) {
	length := e.end.naive().Sub(e.begin.naive())
	inZone := e.begin.zone == nil || e.begin.zone.String() == r.zone.String()
	switch {
	case e.begin.allDay || !inZone:
		return 0, 0, fault.New(fault.Invalid, "calendar.ics_hours_zone", "zone", r.zone.String())
	case length <= 0 || length > 24*time.Hour || e.begin.local.Second%60 != 0 || length%time.Minute != 0:
		return 0, 0, fault.New(fault.Invalid, "calendar.ics_hours_length")
	}
	from = e.begin.local.Second / 60
	return from, from + int(length/time.Minute), nil
}

func (r *reading) putException(e event) error {
	times, endless, err := r.times(e)
	if err != nil {
		return err
	}
	type part struct {
		on   calendar.Date
		span *calendar.Span
	}
	var list []part
	for _, t := range times {
		if e.begin.allDay {
			first, last, err := e.daysOf(t)
			if err != nil {
				return err
			}
			for d := first; !last.Before(d); d = d.AddDays(1) {
				list = append(list, part{on: d})
			}
			continue
		}
		from, to, err := r.spanOf(e)
		if err != nil {
			return err
		}
		if to > 24*60 {
			return fault.New(fault.Invalid, "calendar.ics_hours_length")
		}
		list = append(list, part{t.local.Date, &calendar.Span{From: from, To: to}})
	}
	if err := room(len(r.days), len(list)); err != nil {
		return err
	}
	for _, p := range list {
		x := r.days[p.on]
		if x == nil {
			x = &calendar.Exception{On: p.on, Name: e.title}
			r.days[p.on] = x
		}
		if p.span != nil {
			x.Spans = append(x.Spans, *p.span)
		}
	}
	r.saysEndless(e, endless)
	return nil
}

// weekDays are the days of the week of a rule, those of its beginning where it names none.
func weekDays(e event, rule every) []time.Weekday {
	if len(rule.Byweekday) == 0 {
		if rule.Freq == rrule.DAILY {
			return []time.Weekday{1, 2, 3, 4, 5, 6, 0}
		}
		return []time.Weekday{e.begin.local.Date.Weekday()}
	}
	var out []time.Weekday
	for _, d := range rule.Byweekday {
		if day := time.Weekday((d.Day() + 1) % 7); !slices.Contains(out, day) {
			out = append(out, day)
		}
	}
	return out
}

func (r *reading) putHours(e event) error {
	from, to, err := r.spanOf(e)
	if err != nil {
		return err
	}
	if e.rule == "" { // once: hours that the week does not have
		times, _, err := r.times(e)
		if err != nil {
			return err
		}
		for _, t := range times {
			r.once(e, t.local.Date, from, to, false)
		}
		return nil
	}
	rule, err := ruleOf(e.rule)
	if err != nil {
		return err
	}
	last, has, err := rule.lastOf(e, r.zone)
	if err != nil {
		return err
	}
	if rule.Freq != rrule.WEEKLY && rule.Freq != rrule.DAILY || !rule.plain(true) || rule.Count > 0 || len(e.rdates) > 0 {
		return fault.New(fault.Invalid, "calendar.ics_hours_rule", "rule", shortened(e.rule))
	}
	begins := e.begin.local.Date
	if e.own {
		begins = r.out.ValidFrom
	}
	for _, x := range e.exdates {
		day := x.local.Date
		if !x.allDay {
			day = calendar.LocalOf(r.comparable(e, x), time.UTC).Date
		}
		r.once(e, day, from, to, true)
	}
	for _, day := range weekDays(e, rule) {
		w := weekly{Hours: calendar.Hours{Day: day, From: from, To: to}, from: begins}
		if has {
			w.last = last.Date
		}
		r.hours = append(r.hours, w)
	}
	return nil
}

// once takes hours from one date, or gives it some, split at midnight.
func (r *reading) once(e event, on calendar.Date, from, to int, away bool) {
	const day = 24 * 60
	r.changes = append(r.changes, dayChange{on, calendar.Span{From: from, To: min(to, day)}, away, e.title})
	if to > day {
		r.changes = append(r.changes, dayChange{on.AddDays(1), calendar.Span{From: 0, To: to - day}, away, e.title})
	}
}

func (r *reading) putPeriod(e event, kind calendar.PeriodKind) error {
	base := calendar.Period{Kind: kind, Name: e.title}
	if kind == calendar.Peak {
		base.WeightPercent, base.UrgencyDelta = e.weight, e.delta
	}
	if p, ok, err := r.byDays(e, base); err != nil || ok {
		if err != nil {
			return err
		}
		return r.addDays(e, p)
	}
	times, endless, err := r.times(e)
	if err != nil {
		return err
	}
	if err := room(len(r.out.Periods), len(times)); err != nil {
		return err
	}
	list := make([]calendar.Period, 0, len(times))
	var apart []apartOf
	for _, t := range times {
		p := base
		if e.begin.allDay {
			if p.FirstDay, p.LastDay, err = e.daysOf(t); err != nil {
				return err
			}
		} else if p.Begin, p.End, err = r.ends(e, t); err != nil {
			apart = append(apart, apartOf{t, err})
			continue
		}
		list = append(list, p)
	}
	if len(list) == 0 && len(apart) > 0 {
		return apart[0].err
	}
	for _, p := range list {
		if err := (calendar.Calendar{Zone: r.out.Zone, Periods: []calendar.Period{p}}).Sound(); err != nil {
			return err
		}
	}
	r.out.Periods = append(r.out.Periods, list...)
	r.saysEndless(e, endless)
	for _, a := range apart {
		r.apart(e, kind, a)
	}
	return nil
}

// apartOf is one occurrence of an entry that returns, and why it is no moment.
type apartOf struct {
	at  stamp
	err error
}

// apart puts one occurrence aside by itself: the others of its entry are none the worse
// for a night on which the clocks change.
func (r *reading) apart(e event, kind calendar.PeriodKind, a apartOf) {
	f, ok := fault.As(a.err)
	if !ok {
		f = fault.New(fault.Invalid, "calendar.ics_ends")
	}
	end := e.end.moved(a.at.naive().Add(e.end.naive().Sub(e.begin.naive())))
	text := "BEGIN:VEVENT\nSUMMARY:" + e.title + "\nCATEGORIES:" + string(kind) + "\n" + written("DTSTART", a.at) + written("DTEND", end)
	if e.weight != 0 {
		text += xWeight + ":" + strconv.Itoa(e.weight) + "\n"
	}
	if e.delta != 0 {
		text += xUrgency + ":" + strconv.Itoa(e.delta) + "\n"
	}
	r.found = append(r.found, calendar.ReadEntry{Line: e.line, Title: shortened(e.title), Message: calendar.Message{Key: f.Key, Params: f.Params}, Text: text + "END:VEVENT\n"})
}

// written is a time as a file says it.
func written(property string, s stamp) string {
	at := naive(s.local).Format("20060102T150405")
	switch {
	case s.zone == nil:
		return property + ":" + at + "\n"
	case s.zone == time.UTC:
		return property + ":" + at + "Z\n"
	}
	return property + ";TZID=" + s.zone.String() + ":" + at + "\n"
}

// ends are the moments at which one occurrence begins and ends. Where the file names a
// zone its length is one of clocks on the wall, as the end of the entry is.
func (r *reading) ends(e event, t stamp) (from, to calendar.Moment, err error) {
	end := e.end.moved(t.naive().Add(e.end.naive().Sub(e.begin.naive())))
	if !e.end.naive().After(e.begin.naive()) && zoneName(e.begin) == zoneName(e.end) {
		return from, to, fault.New(fault.Invalid, "calendar.ics_ends")
	}
	if from, err = t.at(r.zone, r.as.Pick); err != nil {
		return from, to, err
	}
	to, err = end.at(r.zone, r.as.Pick)
	return from, to, err
}

func zoneName(s stamp) string {
	if s.zone == nil {
		return ""
	}
	return s.zone.String()
}
