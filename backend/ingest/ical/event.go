package ical

import (
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
)

// Properties of our own; other programs leave them alone.
const (
	xForm     = "X-SECOND-STORY-FORM"
	xWeight   = "X-SECOND-STORY-WEIGHT"
	xUrgency  = "X-SECOND-STORY-URGENCY"
	xFirstDay = "X-SECOND-STORY-FIRST-DAY"
	xLastDay  = "X-SECOND-STORY-LAST-DAY"
	xGroup    = "X-SECOND-STORY-GROUP"
	xFrom     = "X-SECOND-STORY-VALID-FROM"
	xTo       = "X-SECOND-STORY-VALID-TO"
)

// event is one entry as far as a calendar has words for it.
type event struct {
	block
	at            int // its place in the file
	uid, title    string
	form          calendar.Form
	begin, end    stamp
	rule          string
	exdates       []stamp
	rdates        []stamp
	overrides     *stamp // the occurrence that this entry stands in for
	weight, delta int
	first, last   calendar.Date // of our own files
	group         string
	own           bool
	oneDay        bool // its end is a time of the day it begins on, or of the midnight after
}

// endsWithinItsDay says of an entry that begins with a day whether the time at which it ends
// lies on that day, wherever on earth it is told: some programs end a day with a moment.
func (e event) endsWithinItsDay() bool {
	length := e.end.naive().Sub(e.begin.naive())
	return length >= 0 && length <= 36*time.Hour
}

// eventOf reads one entry. zones finds those that are named.
func eventOf(b block, at int, zones book) (e event, err error) {
	e = event{block: b, at: at}
	if b.bad != "" {
		return e, fault.New(fault.Invalid, b.bad)
	}
	list, err := b.properties()
	if err != nil {
		return e, err
	}
	for _, p := range list {
		switch p.IANAToken {
		case "UID":
			e.uid = p.Value
		case "SUMMARY":
			e.title = title(p.Value)
		}
	}
	if b.kind != "VEVENT" {
		return e, fault.New(fault.Invalid, "calendar.ics_no_event", "kind", shortened(b.kind))
	}
	var length string
	hasBegin, hasEnd := false, false
	for _, p := range list {
		switch p.IANAToken {
		case "DTSTART":
			e.begin, err = stampOf(p, p.Value, zones)
			hasBegin = true
		case "DTEND":
			e.end, err = stampOf(p, p.Value, zones)
			hasEnd = true
		case "DURATION":
			length = p.Value
		case "RRULE":
			if e.rule != "" {
				return e, fault.New(fault.Invalid, "calendar.ics_rules")
			}
			e.rule = strings.TrimSpace(p.Value)
		case "EXRULE":
			return e, fault.New(fault.Invalid, "calendar.ics_rules")
		case "EXDATE":
			e.exdates, err = stamps(e.exdates, p, zones)
		case "RDATE":
			e.rdates, err = stamps(e.rdates, p, zones)
		case "RECURRENCE-ID":
			if parameter(p, "RANGE") != "" {
				return e, fault.New(fault.Invalid, "calendar.ics_range")
			}
			var s stamp
			s, err = stampOf(p, p.Value, zones)
			e.overrides = &s
		case "STATUS":
			if strings.EqualFold(strings.TrimSpace(p.Value), "CANCELLED") {
				return e, fault.New(fault.Invalid, "calendar.ics_cancelled")
			}
		default:
			err = e.more(p)
		}
		if err != nil {
			return e, err
		}
	}
	switch {
	case !hasBegin:
		return e, fault.New(fault.Invalid, "calendar.ics_no_begin")
	case hasEnd && e.begin.allDay && !e.end.allDay && e.endsWithinItsDay():
		e.end, e.oneDay = e.begin.moved(e.begin.naive().AddDate(0, 0, 1)), true
	case hasEnd && (e.end.allDay != e.begin.allDay):
		return e, fault.New(fault.Invalid, "calendar.ics_ends")
	case !hasEnd:
		if err := e.setEnd(length); err != nil {
			return e, err
		}
	}
	return e, nil
}

// more reads what says which form an entry has.
func (e *event) more(p ics.BaseProperty) (err error) {
	switch p.IANAToken {
	case "CATEGORIES":
		if e.form == calendar.NoForm {
			e.form = formOf(p.Value)
		}
	case xForm:
		e.own = true
		e.form = formOf(p.Value)
	case xWeight:
		e.weight, err = number(p.Value)
	case xUrgency:
		e.delta, err = number(p.Value)
	case xFirstDay:
		e.first, err = calendar.ParseDate(p.Value)
	case xLastDay:
		e.last, err = calendar.ParseDate(p.Value)
	case xGroup:
		e.group = shortened(p.Value)
	}
	return err
}

func number(text string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return 0, fault.New(fault.Invalid, "calendar.number_bad", "given", shortened(text))
	}
	return n, nil
}

// formOf reads a category; words of several programs for the same.
func formOf(text string) calendar.Form {
	for _, word := range strings.Split(strings.ToLower(text), ",") {
		switch strings.TrimSpace(word) {
		case "hours", "business hours", "open":
			return calendar.HoursForm
		case "holiday", "holidays", "public holiday":
			return calendar.HolidayForm
		case "exception":
			return calendar.ExceptionForm
		case "peak":
			return calendar.PeakForm
		case "freeze", "blackout":
			return calendar.FreezeForm
		case "maintenance":
			return calendar.MaintenanceForm
		}
	}
	return calendar.NoForm
}

// title is a summary in one line.
func title(text string) string {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "�")), " ")
	if runes := []rune(text); len(runes) > 300 {
		return string(runes[:299]) + "…"
	}
	return text
}

// setEnd is the end of an entry that names a length, or nothing.
func (e *event) setEnd(length string) error {
	e.end = e.begin
	if length == "" {
		if e.begin.allDay {
			e.end = e.begin.moved(e.begin.naive().AddDate(0, 0, 1))
		}
		return nil
	}
	d, err := lengthOf(length)
	if err != nil {
		return err
	}
	if e.begin.allDay && d%(24*time.Hour) != 0 {
		return fault.New(fault.Invalid, "calendar.ics_ends")
	}
	e.end = e.begin.moved(e.begin.naive().Add(d))
	return nil
}

// stamps reads a list of dates or times.
func stamps(list []stamp, p ics.BaseProperty, zones book) ([]stamp, error) {
	for _, text := range strings.Split(p.Value, ",") {
		if strings.Contains(text, "/") {
			return nil, fault.New(fault.Invalid, "calendar.ics_period")
		}
		if len(list) >= mostOccurrences {
			return nil, fault.New(fault.Invalid, "calendar.ics_often", "most", strconv.Itoa(mostOccurrences))
		}
		s, err := stampOf(p, text, zones)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}
