package measure

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
)

// Span is a range of days. The last day belongs to it.
type Span struct {
	First, Last calendar.Date
}

// Holds says whether a day lies in the span.
func (s Span) Holds(d calendar.Date) bool { return !d.Before(s.First) && !s.Last.Before(d) }

// Days is how long the span is; 0 for one that ends before it begins.
func (s Span) Days() int {
	return max(0, daysBetween(s.First, s.Last)+1)
}

// from is the part of a span that is not before a day.
func (s Span) from(d calendar.Date) Span {
	if s.First.Before(d) {
		s.First = d
	}
	return s
}

func daysBetween(a, b calendar.Date) int {
	at := func(d calendar.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
	return int(at(b).Sub(at(a)).Hours() / 24)
}

// Period is a span with the one before it to compare it with.
type Period struct {
	Text   string // as asked for
	Now    Span
	Before Span // empty (Days 0) where there is nothing to compare with
}

// DefaultPeriod is what a screen begins with.
const DefaultPeriod = "12m"

var (
	lastMonths = regexp.MustCompile(`^([1-9][0-9]{0,2})m$`)
	wholeYear  = regexp.MustCompile(`^([0-9]{4})$`)
	quarter    = regexp.MustCompile(`^([0-9]{4})-?[qQ]([1-4])$`)
	half       = regexp.MustCompile(`^([0-9]{4})-H([12])$`)
	wholeMonth = regexp.MustCompile(`^([0-9]{4})-([0-9]{2})$`)
)

// ParsePeriod reads a period: "12m" (the months that end today), "2026", "2026-Q2",
// "2026-05", "2026-01-10..2026-02-20", or "all" (since the first incident, compared
// with nothing). first is the day of the first incident; the zero date where there is
// none.
func ParsePeriod(text string, today, first calendar.Date) (Period, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		text = DefaultPeriod
	}
	p := Period{Text: text}
	number := func(s string) int { n, _ := strconv.Atoi(s); return n } // the pattern holds digits alone
	if text == "all" {
		if first.IsZero() || today.Before(first) {
			first = today
		}
		p.Now = Span{first, today}
		p.Before = Span{first, first.AddDays(-1)}
		return p, nil
	}
	months := 0
	switch {
	case lastMonths.MatchString(text):
		months = number(lastMonths.FindStringSubmatch(text)[1])
		p.Now = Span{today.AddMonths(-months).AddDays(1), today}
		p.Before = Span{today.AddMonths(-2 * months).AddDays(1), today.AddMonths(-months)}
		return p, valid(p, text)
	case wholeYear.MatchString(text):
		p.Now.First, months = calendar.On(number(text), time.January, 1), 12
	case quarter.MatchString(text):
		m := quarter.FindStringSubmatch(text)
		p.Now.First, months = calendar.On(number(m[1]), time.Month(number(m[2])*3-2), 1), 3
	case half.MatchString(text):
		m := half.FindStringSubmatch(text)
		p.Now.First, months = calendar.On(number(m[1]), time.Month(number(m[2])*6-5), 1), 6
	case wholeMonth.MatchString(text):
		m := wholeMonth.FindStringSubmatch(text)
		p.Now.First, months = calendar.On(number(m[1]), time.Month(number(m[2])), 1), 1
	default:
		from, to, isRange := strings.Cut(text, "..")
		a, errA := edge(from, today)
		b, errB := edge(to, today)
		if !isRange || errA != nil || errB != nil || b.Last.Before(a.First) {
			return Period{}, errPeriod(text)
		}
		p.Now = Span{a.First, b.Last}
		p.Before = Span{a.First.AddDays(-p.Now.Days()), a.First.AddDays(-1)}
		return p, valid(p, text)
	}
	if !p.Now.First.Valid() {
		return Period{}, errPeriod(text)
	}
	p.Now.Last = p.Now.First.AddMonths(months).AddDays(-1)
	p.Before = Span{p.Now.First.AddMonths(-months), p.Now.First.AddDays(-1)}
	return p, valid(p, text)
}

// edge is one end of a range: a day, or a whole year, half, quarter or month.
func edge(text string, today calendar.Date) (Span, error) {
	if d, err := calendar.ParseDate(text); err == nil {
		return Span{d, d}, nil
	}
	if !wholeYear.MatchString(text) && !half.MatchString(text) && !quarter.MatchString(text) && !wholeMonth.MatchString(text) {
		return Span{}, errPeriod(text)
	}
	p, err := ParsePeriod(text, today, today)
	return p.Now, err
}

// mostYears is how many years a screen offers.
const mostYears = 10

// Periods are those a screen offers beside the last months: this quarter and the one
// before it, and the years back to the first incident, this one and the one before it in any
// case, in the form ParsePeriod reads.
func Periods(today, first calendar.Date) []string {
	of := func(d calendar.Date) string {
		return strconv.Itoa(d.Year) + "-Q" + strconv.Itoa((int(d.Month)+2)/3)
	}
	out := []string{of(today), of(Quarterly.begin(today).AddDays(-1))}
	for year, n := today.Year, 0; n < mostYears && (n < 2 || !first.IsZero() && year >= first.Year); year, n = year-1, n+1 {
		out = append(out, strconv.Itoa(year))
	}
	return out
}

func valid(p Period, text string) error {
	if !p.Now.First.Valid() || !p.Now.Last.Valid() || !p.Before.First.Valid() {
		return errPeriod(text)
	}
	return nil
}

func errPeriod(text string) error {
	return fault.New(fault.Invalid, "measure.period", "given", text)
}
