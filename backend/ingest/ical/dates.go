package ical

import (
	"cmp"
	"slices"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
)

// Date is a day, or an instant, by which something is due.
type Date struct {
	ID    string    // the same for the same thing, whatever becomes of its date
	Day   string    // YYYY-MM-DD; "" for an instant
	At    time.Time // where there is no day
	Title string
	Text  string
}

// WriteDates writes dates as entries of a calendar. at is when that is done. A calendar that
// has taken the file before moves an entry whose date is another one, for it has its id.
func WriteDates(name string, list []Date, at time.Time) []byte {
	cal := &ics.Calendar{}
	cal.SetVersion("2.0")
	cal.SetProductId("-//Second Story//Dates//EN")
	cal.SetXWRCalName(name)
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Date) int { return cmp.Or(strings.Compare(a.key(), b.key()), strings.Compare(a.ID, b.ID)) })
	for _, d := range list {
		e := ics.NewEvent(d.ID + "@second-story")
		e.SetProperty(ics.ComponentPropertyDtstamp, at.UTC().Format(stampLayout)+"Z")
		e.SetSummary(d.Title)
		if d.Text != "" {
			e.SetDescription(d.Text)
		}
		if day, err := time.Parse(time.DateOnly, d.Day); err == nil {
			e.SetProperty(ics.ComponentPropertyDtStart, day.Format("20060102"), ics.WithValue("DATE"))
			e.SetProperty(ics.ComponentPropertyDtEnd, day.AddDate(0, 0, 1).Format("20060102"), ics.WithValue("DATE"))
		} else {
			e.SetProperty(ics.ComponentPropertyDtStart, d.At.UTC().Format(stampLayout)+"Z")
			e.SetProperty(ics.ComponentPropertyDtEnd, d.At.UTC().Format(stampLayout)+"Z")
		}
		// It takes nobody's time: it is a date, not a meeting.
		e.SetProperty(ics.ComponentPropertyTransp, "TRANSPARENT")
		cal.AddVEvent(e)
	}
	return []byte(cal.Serialize(ics.WithNewLineWindows, ics.WithLineLength(longestWritten)))
}

// Meeting is one to which people are invited.
type Meeting struct {
	ID        string // the same for the same meeting, whenever it is
	At        time.Time
	Minutes   int // 0 where nobody said how long
	Title     string
	Text      string
	Place     string
	Cancelled bool
}

// WriteMeeting writes an invitation without addresses: whoever sends it on chooses to whom. at
// is when that is done. A calendar that has taken the file before moves the meeting, for it has
// its id and a later number.
func WriteMeeting(m Meeting, at time.Time) []byte {
	cal := &ics.Calendar{}
	cal.SetVersion("2.0")
	cal.SetProductId("-//Second Story//Reviews//EN")
	cal.SetMethod(ics.MethodPublish)
	e := ics.NewEvent(m.ID + "@second-story")
	e.SetProperty(ics.ComponentPropertyDtstamp, at.UTC().Format(stampLayout)+"Z")
	e.SetProperty(ics.ComponentPropertyDtStart, m.At.UTC().Format(stampLayout)+"Z")
	e.SetProperty(ics.ComponentPropertyDtEnd, m.At.Add(time.Duration(m.Minutes)*time.Minute).UTC().Format(stampLayout)+"Z")
	e.SetSequence(int(at.Unix() / 60 & 0x7fffffff))
	e.SetSummary(m.Title)
	if m.Text != "" {
		e.SetDescription(m.Text)
	}
	if m.Place != "" {
		e.SetLocation(m.Place)
	}
	state := ics.ObjectStatusConfirmed
	if m.Cancelled {
		state = ics.ObjectStatusCancelled
	}
	e.SetStatus(state)
	e.SetProperty(ics.ComponentPropertyTransp, "OPAQUE")
	cal.AddVEvent(e)
	return []byte(cal.Serialize(ics.WithNewLineWindows, ics.WithLineLength(longestWritten)))
}

func (d Date) key() string {
	if d.Day != "" {
		return d.Day
	}
	return d.At.UTC().Format(time.RFC3339)
}
