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
	case wholeMonth.MatchString(text):
		m := wholeMonth.FindStringSubmatch(text)
		p.Now.First, months = calendar.On(number(m[1]), time.Month(number(m[2])), 1), 1
	default:
		from, to, isRange := strings.Cut(text, "..")
		a, errA := calendar.ParseDate(from)
		b, errB := calendar.ParseDate(to)
		if !isRange || errA != nil || errB != nil || b.Before(a) {
			return Period{}, errPeriod(text)
		}
		p.Now = Span{a, b}
		p.Before = Span{a.AddDays(-p.Now.Days()), a.AddDays(-1)}
		return p, valid(p, text)
	}
	if !p.Now.First.Valid() {
		return Period{}, errPeriod(text)
	}
	p.Now.Last = p.Now.First.AddMonths(months).AddDays(-1)
	p.Before = Span{p.Now.First.AddMonths(-months), p.Now.First.AddDays(-1)}
	return p, valid(p, text)
}

// Periods are those a screen offers beside the last months: this quarter and the one
// before it, this year and the one before it, in the form ParsePeriod reads.
func Periods(today calendar.Date) []string {
	of := func(d calendar.Date) string {
		return strconv.Itoa(d.Year) + "-Q" + strconv.Itoa((int(d.Month)+2)/3)
	}
	return []string{of(today), of(Quarterly.begin(today).AddDays(-1)), strconv.Itoa(today.Year), strconv.Itoa(today.Year - 1)}
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
