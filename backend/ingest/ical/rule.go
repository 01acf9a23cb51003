package ical

import (
	"slices"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/teambition/rrule-go"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
)

const (
	mostOccurrences = 10_000 // of one entry
	mostTogether    = 40_000 // of a file
	mostIdle        = 50     // rules of a file that give nothing, each of which is looked through to its end
)

// lastYear is the last one that a calendar is kept for.
const lastYear = 2200

// far moves a rule close to the last year that the library goes to, so that one that never
// gives anything ends. The calendar repeats itself every 400 years.
const far = 19 * 400

// every is a rule taken apart.
type every struct {
	rrule.ROption
	until string // as written
}

// plain says that a rule has nothing but a frequency, an end and, where days is set, days
// of the week.
func (r every) plain(days bool) bool {
	if r.Interval > 1 || len(r.Bysetpos)+len(r.Bymonth)+len(r.Bymonthday)+len(r.Byyearday)+len(r.Byweekno) > 0 {
		return false
	}
	for _, d := range r.Byweekday {
		if !days || d.N() != 0 {
			return false
		}
	}
	return true
}

// ruleOf reads a RRULE. Rules that give more than one time a day are refused.
func ruleOf(text string) (r every, err error) {
	seen := map[string]bool{}
	for _, part := range strings.Split(strings.ToUpper(strings.TrimSuffix(text, ";")), ";") {
		name, value, ok := strings.Cut(part, "=")
		if !ok || seen[name] {
			return r, badRule(text)
		}
		seen[name] = true
		switch name {
		case "FREQ":
			if r.Freq, err = rrule.StrToFreq(value); err != nil {
				return r, badRule(text)
			}
			if r.Freq > rrule.DAILY {
				return r, fault.New(fault.Invalid, "calendar.ics_too_often")
			}
		case "INTERVAL":
			r.Interval, err = between(value, 1, 1000)
		case "COUNT":
			r.Count, err = between(value, 1, mostOccurrences)
		case "UNTIL":
			r.until = value
		case "WKST":
			var days []rrule.Weekday
			if days, err = weekdays(value); err == nil && len(days) == 1 {
				r.Wkst = days[0]
			}
		case "BYDAY":
			r.Byweekday, err = weekdays(value)
		case "BYMONTH":
			r.Bymonth, err = numbers(value, 1, 12)
		case "BYMONTHDAY":
			r.Bymonthday, err = numbers(value, -31, 31)
		case "BYYEARDAY":
			r.Byyearday, err = numbers(value, -366, 366)
		case "BYWEEKNO":
			r.Byweekno, err = numbers(value, -53, 53)
		case "BYSETPOS":
			r.Bysetpos, err = numbers(value, -366, 366)
		default: // BYHOUR and finer ones give several times a day
			return r, fault.New(fault.Invalid, "calendar.ics_too_often")
		}
		if err != nil {
			return r, badRule(text)
		}
	}
	if !seen["FREQ"] || r.Count > 0 && r.until != "" {
		return r, badRule(text)
	}
	return r, nil
}

func badRule(text string) error {
	return fault.New(fault.Invalid, "calendar.ics_rule", "rule", shortened(text))
}

func between(text string, low, high int) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < low || n > high {
		return 0, badRule(text)
	}
	return n, nil
}

func numbers(text string, low, high int) (out []int, err error) {
	for _, one := range strings.Split(text, ",") {
		n, err := between(strings.TrimPrefix(one, "+"), low, high)
		if err != nil || n == 0 || len(out) > 400 {
			return nil, badRule(text)
		}
		out = append(out, n)
	}
	return out, nil
}

var dayNames = []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}

func weekdays(text string) (out []rrule.Weekday, err error) {
	all := []rrule.Weekday{rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU}
	for _, one := range strings.Split(text, ",") {
		if len(one) < 2 || len(out) > 400 {
			return nil, badRule(text)
		}
		at := slices.Index(dayNames, one[len(one)-2:])
		n := 0
		if nth := strings.TrimPrefix(one[:len(one)-2], "+"); nth != "" {
			if n, err = between(nth, -53, 53); err != nil || n == 0 {
				return nil, badRule(text)
			}
		}
		if at < 0 {
			return nil, badRule(text)
		}
		day := all[at]
		if n != 0 {
			day = day.Nth(n)
		}
		out = append(out, day)
	}
	return out, nil
}

// lastOf is the last local time of a rule on the clocks of its entry; none where it has
// no UNTIL.
func (r every) lastOf(e event, zone *time.Location) (last calendar.Local, has bool, err error) {
	if r.until == "" {
		return last, false, nil
	}
	s, err := stampOf(ics.BaseProperty{}, r.until, book{})
	if err != nil {
		return last, false, badRule(e.rule)
	}
	switch {
	case s.allDay:
		s.local.Second = 24*3600 - 1
	case s.zone != nil && !e.begin.allDay: // UNTIL is of UTC, the entry of a zone
		of := e.begin.zone
		if of == nil {
			of = zone
		}
		m := calendar.LocalOf(s.naive(), of)
		return m, true, nil
	}
	return s.local, true, nil
}

// occurrences are the local times at which an entry begins, up to and with a last day.
// endless says that the rule goes on behind it.
func (r every) occurrences(e event, zone *time.Location, until calendar.Date) (out []stamp, endless bool, err error) {
	last, has, err := r.lastOf(e, zone)
	if err != nil {
		return nil, false, err
	}
	if !has && r.Count == 0 {
		endless = true
	}
	stop := naive(calendar.Local{Date: until, Second: 24*3600 - 1})
	if has && naive(last).Before(stop) {
		stop = naive(last)
	} else if has {
		endless = true
	}
	o := r.ROption
	o.Dtstart = e.begin.naive().AddDate(far, 0, 0)
	if o.Until = stop.AddDate(far, 0, 0); r.Count > 0 {
		o.Until = time.Time{} // all of them, or none
	}
	made, err := rrule.NewRRule(o)
	if err != nil {
		return nil, false, badRule(e.rule)
	}
	next := made.Iterator()
	for t, ok := next(); ok; t, ok = next() {
		if len(out) >= mostOccurrences {
			return nil, false, fault.New(fault.Invalid, "calendar.ics_often", "most", strconv.Itoa(mostOccurrences))
		}
		t = t.AddDate(-far, 0, 0)
		if t.Year() > lastYear {
			return nil, false, fault.New(fault.Invalid, "calendar.instant", "year", strconv.Itoa(t.Year()))
		}
		out = append(out, e.begin.moved(t))
	}
	return out, endless, nil
}
