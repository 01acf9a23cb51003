package measure

import (
	"slices"

	"secondstory/backend/domain/calendar"
)

// Measures is all of a screen: every indicator and the counts, over one period.
type Measures struct {
	Period   Period
	Today    calendar.Date
	Readings []Reading
	Counts   Counts
	Classes  []Classes
	Services []string      // of all incidents, for the filter
	Total    int           // incidents known, whatever the filter
	Taken    int           // of the filter
	Here     int           // of those, how many are of the period
	First    calendar.Date // of the first incident, the zero date for none
	// Of those taken, how many stand in neither period: without a date, after today, and
	// of another time.
	Undated, Ahead, Elsewhere int
	// Unreviewed is how many of those taken are known from the register alone, Cancelled and
	// Planned how many of the register count nowhere: their source took them back, or told of
	// work that was planned.
	Unreviewed, Cancelled, Planned int
	Query                          Query
	Rules                          []Rule // in force on the day the measures were made
}

// Version is that of the rules by which measures are made: what is left out, how lengths
// are summed up, when a word is said. Another rule is another version.
//
// Version 2 counts incidents of the register that have no review, version 3 no time after
// the last day that the register tells of, version 4 no planned work, and
// tells the time from detection to resolution as well, version 5 counts silence that is known.
const Version = 5

// Rule is a version people signed that stands behind what is measured: how severities
// are given.
type Rule struct {
	Ref, Title string
	Number     int
	Hash       string
	Alone      bool // nobody but the one who proposed it has signed it
}

// Measure answers a query about incidents that are known one by one. rest are those that
// stand in neither period, and not at the beginning of the record.
func Measure(all []Incident, rest Rest, q Query, today calendar.Date) (Measures, error) {
	all = ordered(all)
	first, _ := FirstDay(all)
	p, err := ParsePeriod(q.Period, today, first)
	if err != nil {
		return Measures{}, err
	}
	services := append(Services(all), rest.Services...)
	slices.Sort(services)
	m := Measures{Period: p, Today: today, Services: slices.Compact(services), Total: len(all) + rest.Total, Taken: rest.Taken,
		Ahead: rest.Ahead, Elsewhere: rest.Elsewhere, Unreviewed: rest.Taken, Cancelled: rest.Cancelled, Planned: rest.Planned, Query: q}
	if m.First = first; m.First.IsZero() || !rest.First.IsZero() && rest.First.Before(first) {
		m.First = rest.First
	}
	for _, in := range all {
		if !q.Takes(in) {
			continue
		}
		m.Taken++
		if in.Unreviewed {
			m.Unreviewed++
		}
		switch day, err := calendar.ParseDate(in.Day); {
		case err == nil && p.Now.Holds(day) && !today.Before(day):
			m.Here++
		case err != nil:
			m.Undated++
		case today.Before(day):
			m.Ahead++
		case !p.Now.Holds(day) && !p.Before.Holds(day):
			m.Elsewhere++
		}
	}
	// What is dated after today has not happened as far as anybody can know.
	all = slices.DeleteFunc(slices.Clone(all), func(in Incident) bool {
		day, err := calendar.ParseDate(in.Day)
		return err == nil && today.Before(day)
	})
	for _, of := range Indicators {
		r, err := Read(of, all, q.Filter, p)
		if err != nil {
			return Measures{}, err
		}
		m.Readings = append(m.Readings, r)
	}
	known, told := LastKnown(all, rest, today)
	if m.Counts, err = Count(all, q, p, known, rest.Begins); err != nil {
		return Measures{}, err
	}
	if told.Before(today) && told.Before(p.Now.Last) {
		m.Counts.Ends = told
	}
	m.Counts.Said = !rest.Said.IsZero() && rest.Said.Before(p.Now.Last)
	if !rest.Read.IsZero() && rest.Read.Before(p.Now.Last) {
		m.Counts.File, m.Counts.Read = rest.File, rest.Ends
	}
	m.Classes, err = m.Counts.classify()
	return m, err
}
