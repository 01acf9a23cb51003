package incident

import (
	"time"

	"secondstory/backend/domain/calendar"
)

// Reading is one time a file told of incidents that the register had already. That it tells
// them once more shows that its source is still written, and so that what it does not tell of
// did not happen until then. A first file shows nothing of the kind: a history that ends years
// ago looks like a table that has been quiet since.
type Reading struct {
	At      time.Time // when it was read
	Written time.Time // when the file was; zero where nobody knows, and then it says nothing
	Retells time.Time // when the first of what it tells once more had come in; zero for none
}

// Until is the last day the reading tells of: the day its file was written. A file of the day
// of the one before is the same one, or a part of it, and tells of no time since.
func (r Reading) Until(zone *time.Location) (day calendar.Date, ok bool) {
	if r.Written.IsZero() || r.Retells.IsZero() {
		return day, false
	}
	told := r.Written
	if r.At.Before(told) {
		told = r.At // a clock that was ahead
	}
	day = calendar.DateOf(told, zone)
	return day, calendar.DateOf(r.Retells, zone).Before(day)
}

// Word is what a person said of the register: it holds everything until that day. It stands
// in for all readings before it, those that tell of a later day too.
type Word struct {
	Day calendar.Date `json:"day"`
	At  time.Time     `json:"at"`
}

// Known is until when a register tells of what happened, and by what.
type Known struct {
	Until calendar.Date // the zero date for a register without days
	By    string        // ByIncident, ByReading or ByWord
	At    time.Time     // of the reading or the word
}

// What a register is known by.
const (
	ByIncident = "incident"
	ByReading  = "reading"
	ByWord     = "word"
)

// KnownUntil is the last day until today of which a register tells whose last incident was on
// a day.
func KnownUntil(last calendar.Date, readings []Reading, w Word, today calendar.Date, zone *time.Location) Known {
	k := Known{Until: last, By: ByIncident}
	if last.IsZero() {
		return k
	}
	take := func(day calendar.Date, by string, at time.Time) {
		if today.Before(day) {
			day = today
		}
		if k.Until.Before(day) {
			k = Known{day, by, at}
		}
	}
	if !w.Day.IsZero() {
		take(w.Day, ByWord, w.At)
	}
	for _, r := range readings {
		if day, ok := r.Until(zone); ok && r.At.After(w.At) {
			take(day, ByReading, r.At)
		}
	}
	return k
}
