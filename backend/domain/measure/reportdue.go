package measure

import (
	"fmt"

	"secondstory/backend/domain/calendar"
)

// ReportCycles are how often a report of a period may be due.
var ReportCycles = []Interval{Monthly, Quarterly}

// ReportDue is a report of a whole period that is due from a day on.
type ReportDue struct {
	Period string // as ParsePeriod reads it
	Span   Span
	Day    calendar.Date // the first after the period
}

// ReportsDue gives the report of the last whole period before today, and the one of the period
// that today lies in. Of periods before those nobody is asked: who opens the program after a
// year is offered one report and not twelve.
func ReportsDue(cycle Interval, today calendar.Date) (last, next ReportDue) {
	of := func(first calendar.Date) ReportDue {
		d := ReportDue{Day: cycle.next(first)}
		d.Span = Span{first, d.Day.AddDays(-1)}
		d.Period = fmt.Sprintf("%04d-%02d", first.Year, int(first.Month))
		if cycle == Quarterly {
			d.Period = fmt.Sprintf("%04d-Q%d", first.Year, (int(first.Month)+2)/3)
		}
		return d
	}
	begun := cycle.begin(today)
	return of(cycle.begin(begun.AddDays(-1))), of(begun)
}
