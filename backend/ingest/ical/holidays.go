package ical

import (
	"time"

	"github.com/teambition/rrule-go"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
)

// daysOf are the days of an entry of whole days that begins on one.
func (e event) daysOf(begin stamp) (first, last calendar.Date, err error) {
	length := int(e.end.naive().Sub(e.begin.naive()) / (24 * time.Hour))
	if !e.begin.allDay || length < 1 || length > 3660 {
		return first, last, fault.New(fault.Invalid, "calendar.ics_days")
	}
	return begin.local.Date, begin.local.Date.AddDays(length - 1), nil
}

func (r *reading) putHoliday(e event) error {
	if _, _, err := e.daysOf(e.begin); err != nil {
		return err
	}
	if h, ok := r.yearly(e); ok {
		r.out.Holidays = append(r.out.Holidays, h)
		return nil
	}
	times, endless, err := r.times(e)
	if err != nil {
		return err
	}
	var list []calendar.Holiday
	for _, t := range times {
		first, last, err := e.daysOf(t)
		if err != nil {
			return err
		}
		for d := first; !last.Before(d); d = d.AddDays(1) {
			list = append(list, calendar.Holiday{On: d, Name: e.title})
		}
		if err := room(len(r.out.Holidays), len(list)); err != nil {
			return err
		}
	}
	r.out.Holidays = append(r.out.Holidays, list...)
	r.saysEndless(e, endless)
	return nil
}

// yearly is a holiday of one day that returns on the same date of each year.
func (r *reading) yearly(e event) (h calendar.Holiday, ok bool) {
	first, last, err := e.daysOf(e.begin)
	if err != nil || first != last || e.rule == "" || len(e.exdates)+len(e.rdates) > 0 {
		return h, false
	}
	rule, err := ruleOf(e.rule)
	same := func(list []int, n int) bool { return len(list) == 0 || len(list) == 1 && list[0] == n }
	if err != nil || rule.Freq != rrule.YEARLY || rule.Interval > 1 || len(rule.Byweekday)+len(rule.Byyearday)+len(rule.Byweekno)+len(rule.Bysetpos) > 0 ||
		!same(rule.Bymonth, int(first.Month)) || !same(rule.Bymonthday, first.Day) || len(rule.Bymonthday) > 0 && len(rule.Bymonth) == 0 {
		return h, false
	}
	h = calendar.Holiday{On: first, Name: e.title, Yearly: true}
	until, has, err := rule.lastOf(e, r.zone)
	switch {
	case err != nil:
		return h, false
	case has && until.Date.Before(first):
		return h, false
	case has:
		h.Until = until.Date
	case rule.Count > 0 && first.Month == time.February && first.Day == 29:
		return h, false // counted by leap years
	case rule.Count > 0 && first.Year+rule.Count-1 > lastYear:
		return h, false
	case rule.Count > 0:
		h.Until = calendar.On(first.Year+rule.Count-1, first.Month, first.Day)
	}
	return h, true
}
