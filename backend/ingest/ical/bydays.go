package ical

import (
	"slices"
	"time"

	"github.com/teambition/rrule-go"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
)

// byDays is a period that returns on days of the week, or every day: a calendar has words
// for it, also where it has no end. It holds whenever the clocks show its hours, so a night
// on which they change asks nothing.
func (r *reading) byDays(e event, p calendar.Period) (calendar.Period, bool, error) {
	if e.rule == "" || len(e.rdates) > 0 {
		return p, false, nil
	}
	rule, err := ruleOf(e.rule)
	if err != nil {
		return p, false, err
	}
	if rule.Freq != rrule.WEEKLY && rule.Freq != rrule.DAILY || !rule.plain(true) {
		return p, false, nil
	}
	last, has, err := rule.lastOf(e, r.zone)
	if err == nil && rule.Count > 0 {
		last, has, err = r.lastTime(e, rule)
	}
	if err != nil {
		return p, false, err
	}
	p.FirstDay = e.begin.local.Date
	if has {
		p.LastDay = last.Date
	}
	if e.own && !e.first.IsZero() {
		p.FirstDay, p.LastDay = e.first, e.last
	}
	from, to := 0, 24*60
	if e.begin.allDay {
		if first, end, derr := e.daysOf(e.begin); derr != nil || first != end {
			return p, false, derr
		}
	} else {
		var serr error
		if from, to, serr = r.spanOf(e); serr != nil || to > 24*60 && !e.own {
			return p, false, nil // each occurrence by itself
		}
	}
	if has && last.Date.Before(p.FirstDay) {
		return p, false, fault.New(fault.Invalid, "calendar.ics_nothing", "rule", shortened(e.rule))
	}
	if e.begin.allDay && rule.Freq == rrule.DAILY && len(rule.Byweekday) == 0 {
		return p, true, nil // all days
	}
	for _, day := range weekDays(e, rule) {
		p.Hours = append(p.Hours, calendar.Hours{Day: day, From: from, To: to})
	}
	return p, true, nil
}

// lastTime is when an entry that returns a number of times does so for the last one.
func (r *reading) lastTime(e event, rule every) (last calendar.Local, has bool, err error) {
	times, _, err := rule.occurrences(e, r.zone, r.as.Until)
	switch {
	case err != nil:
		return last, false, err
	case len(times) == 0:
		return last, false, fault.New(fault.Invalid, "calendar.ics_nothing", "rule", shortened(e.rule))
	}
	return times[len(times)-1].local, true, nil
}

// addDays puts a period by days into the calendar, in as many pieces as the days leave that
// its entry leaves out.
func (r *reading) addDays(e event, p calendar.Period) error {
	away := r.leftOut(e, p)
	if len(away) == 0 {
		return r.addPeriod(e, p)
	}
	if err := room(len(r.out.Periods), len(away)+1); err != nil {
		return err
	}
	var pieces []calendar.Period
	for _, day := range append(away, calendar.Date{}) {
		piece := p
		if !day.IsZero() {
			piece.LastDay = day.AddDays(-1)
		}
		if holdsADay(piece) {
			pieces = append(pieces, piece)
		}
		p.FirstDay = day.AddDays(1)
	}
	if len(pieces) == 0 {
		return fault.New(fault.Invalid, "calendar.ics_nothing", "rule", shortened(e.rule))
	}
	e.group = "" // what is in pieces belongs to no other entry
	for _, piece := range pieces {
		if err := r.addPeriod(e, piece); err != nil {
			return err // the first of them says it, if any
		}
	}
	return nil
}

// leftOut are the days on which a period by days does not return, in order.
func (r *reading) leftOut(e event, p calendar.Period) (out []calendar.Date) {
	for _, x := range e.exdates {
		day, second := x.local.Date, e.begin.local.Second
		if !x.allDay {
			at := calendar.LocalOf(r.comparable(e, x), time.UTC)
			day, second = at.Date, at.Second
		}
		one := p
		one.FirstDay, one.LastDay = day, day
		if second == e.begin.local.Second && !day.Before(p.FirstDay) && (p.LastDay.IsZero() || !p.LastDay.Before(day)) && holdsADay(one) {
			out = append(out, day)
		}
	}
	slices.SortFunc(out, compareDates)
	return slices.Compact(out)
}

// holdsADay says that a period by days has one.
func holdsADay(p calendar.Period) bool {
	const week = 7
	last := p.FirstDay.AddDays(week - 1)
	if !p.LastDay.IsZero() && p.LastDay.Before(last) {
		last = p.LastDay
	}
	for day := p.FirstDay; !last.Before(day); day = day.AddDays(1) {
		if len(p.Hours) == 0 || slices.ContainsFunc(p.Hours, func(h calendar.Hours) bool { return h.Day == day.Weekday() }) {
			return true
		}
	}
	return false
}

// addPeriod puts a period into the calendar; entries of one period of our own are one again.
func (r *reading) addPeriod(e event, p calendar.Period) error {
	if err := (calendar.Calendar{Zone: r.out.Zone, Periods: []calendar.Period{p}}).Sound(); err != nil {
		return err
	}
	if at, has := r.groups[e.group]; has && e.own && e.group != "" {
		into := &r.out.Periods[at]
		if into.Kind == p.Kind && len(into.Hours)+len(p.Hours) <= 1000 {
			into.Hours = append(into.Hours, p.Hours...)
			return nil
		}
	}
	if err := room(len(r.out.Periods), 1); err != nil {
		return err
	}
	if e.own && e.group != "" {
		r.groups[e.group] = len(r.out.Periods)
	}
	r.out.Periods = append(r.out.Periods, p)
	return nil
}
