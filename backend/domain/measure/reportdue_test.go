package measure_test

import (
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/measure"
)

// A40.5: the monthly pack due on 1 April, opened on 6 April, is of 1 to 31 March.
func TestTheReportThatIsDueIsOfTheLastWholePeriod(t *testing.T) {
	for _, c := range []struct {
		cycle              measure.Interval
		today              calendar.Date
		period, span, next string
	}{
		{measure.Monthly, calendar.On(2026, time.April, 6), "2026-03", "2026-03-01 2026-03-31 2026-04-01", "2026-04 2026-05-01"},
		{measure.Monthly, calendar.On(2026, time.April, 1), "2026-03", "2026-03-01 2026-03-31 2026-04-01", "2026-04 2026-05-01"},
		{measure.Monthly, calendar.On(2026, time.March, 31), "2026-02", "2026-02-01 2026-02-28 2026-03-01", "2026-03 2026-04-01"},
		{measure.Monthly, calendar.On(2026, time.January, 2), "2025-12", "2025-12-01 2025-12-31 2026-01-01", "2026-01 2026-02-01"},
		{measure.Quarterly, calendar.On(2026, time.April, 6), "2026-Q1", "2026-01-01 2026-03-31 2026-04-01", "2026-Q2 2026-07-01"},
		{measure.Quarterly, calendar.On(2026, time.February, 6), "2025-Q4", "2025-10-01 2025-12-31 2026-01-01", "2026-Q1 2026-04-01"},
	} {
		last, next := measure.ReportsDue(c.cycle, c.today)
		if got := last.Span.First.String() + " " + last.Span.Last.String() + " " + last.Day.String(); last.Period != c.period || got != c.span {
			t.Errorf("%s on %s: %s %s", c.cycle, c.today, last.Period, got)
		}
		if got := next.Period + " " + next.Day.String(); got != c.next {
			t.Errorf("%s on %s: next is %s", c.cycle, c.today, got)
		}
		p, err := measure.ParsePeriod(last.Period, c.today, calendar.Date{})
		if err != nil || p.Now != last.Span {
			t.Errorf("%s: %+v %v", last.Period, p.Now, err)
		}
	}
}
