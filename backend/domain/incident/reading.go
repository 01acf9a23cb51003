package incident

import (
	"time"

	"secondstory/backend/domain/calendar"
)

// Reading is one time a file told once more of all that the register had of a source. That
// shows that the source is still written, and so that what it does not tell of did not happen
// until then. A first file shows nothing of the kind: a history that ends years ago looks like
// a table that has been quiet since; neither does a file with some of them, one ticket that was
// put right.
type Reading struct {
	Source  string    // as incidents name it
	File    string    // its name
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
	File  string        // of the reading
}

// What a register is known by.
const (
	ByIncident = "incident"
	ByReading  = "reading"
	ByWord     = "word"
)

// KnownUntil is the last day until today of which a register tells whose last incident was on
// a day and that has incidents of some sources. What one source tells of says nothing of the
// others: files tell until the day until which there is a reading of each.
func KnownUntil(last calendar.Date, sources []string, readings []Reading, w Word, today calendar.Date, zone *time.Location) Known {
	k := Known{Until: last, By: ByIncident}
	if last.IsZero() {
		return k
	}
	if day := earlier(w.Day, today); !w.Day.IsZero() && !day.Before(last) {
		k = Known{Until: day, By: ByWord, At: w.At}
	}
	latest := map[string]Known{}
	for _, r := range readings {
		day, ok := r.Until(zone)
		if have, any := latest[r.Source]; ok && r.At.After(w.At) && (!any || have.Until.Before(day)) {
			latest[r.Source] = Known{Until: earlier(day, today), By: ByReading, At: r.At, File: r.File}
		}
	}
	var read Known
	for i, source := range sources {
		of, ok := latest[source]
		if !ok {
			return k
		}
		if i == 0 || of.Until.Before(read.Until) {
			read = of
		}
	}
	if len(sources) > 0 && (k.Until.Before(read.Until) || k.By == ByIncident && read.Until == last) {
		return read
	}
	return k
}

func earlier(a, b calendar.Date) calendar.Date {
	if b.Before(a) {
		return b
	}
	return a
}
