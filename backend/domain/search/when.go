package search

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// timeSign begins the tokens of the index that stand for a time. No text holds
// one: its tokens are letters and figures only.
const timeSign = "§"

// TimeTokens are the words of the index for times in the forms of a statement
// ("2026-11-16T22:09:00+01:00", "2026-11-16", "T22:09:00"), a blank between each:
// the day, its month, the day of any year, and the clock as stated.
func TimeTokens(times string) []string {
	var out []string
	add := func(t string) {
		if t = timeSign + t; !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	for _, at := range strings.Fields(times) {
		date, clock, _ := strings.Cut(at, "T")
		if d, err := time.Parse(time.DateOnly, date); err == nil {
			add(d.Format("20060102"))
			add(d.Format("200601"))
			add(d.Format("0102"))
		}
		if h, m, s, ok := clockOf(clock); ok {
			add(clockToken(h, m, 0))
			if s != 0 {
				add(clockToken(h, m, s))
			}
		}
	}
	return out
}

var clockForm = regexp.MustCompile(`^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:$|[^\d:])`)

func clockOf(s string) (h, m, sec int, ok bool) {
	g := clockForm.FindStringSubmatch(s)
	if g == nil {
		return 0, 0, 0, false
	}
	h, m, sec = number(g[1]), number(g[2]), number(g[3])
	return h, m, sec, h < 24 && m < 60 && sec < 60
}

// number of at most a few figures; 0 for none.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func clockToken(h, m, s int) string {
	if s == 0 {
		return fmt.Sprintf("t%02d%02d", h, m)
	}
	return fmt.Sprintf("t%02d%02d%02d", h, m, s)
}

var (
	isoDay      = regexp.MustCompile(`^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$`)
	isoMonth    = regexp.MustCompile(`^(\d{4})-(\d{2})$`)
	isoMoment   = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})t(\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?(?:z|[-+]\d{2}:?\d{2})?$`)
	dottedDay   = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})\.(\d{4})$`)
	wholeClock  = regexp.MustCompile(`^\d{1,2}:\d{2}(?::\d{2})?(?:z|utc)?$`)
	dayOfMonth  = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th|\.)?$`)
	fourFigures = regexp.MustCompile(`^\d{4}$`)
)

// times reads a time at the beginning of the words of a query ("14:02",
// "2026-03-17", "17 March", "March 2026"); n is how many words say it, 0 when the
// first begins no time.
func times(words []string) (out []Term, n int) {
	if len(words) == 0 {
		return nil, 0
	}
	first := bare(words[0])
	if g := isoMoment.FindStringSubmatch(first); g != nil {
		day, one := times([]string{g[1]})
		clock, two := times([]string{g[2]})
		if one > 0 && two > 0 {
			return append(day, clock...), 1
		}
		return nil, 0
	}
	if wholeClock.MatchString(first) {
		if h, m, s, ok := clockOf(first); ok {
			return []Term{clockTerm(first, h, m, s)}, 1
		}
		return nil, 0
	}
	if g := isoDay.FindStringSubmatch(first); g != nil {
		return dayTerm(number(g[1]), number(g[2]), number(g[3]), first, 1)
	}
	if g := dottedDay.FindStringSubmatch(first); g != nil {
		return dayTerm(number(g[3]), number(g[2]), number(g[1]), first, 1)
	}
	if g := isoMonth.FindStringSubmatch(first); g != nil {
		return monthTerm(number(g[1]), number(g[2]), first, 1)
	}
	return spoken(words)
}

// spoken reads a date with the name of a month.
func spoken(words []string) (out []Term, n int) {
	at := func(i int) string {
		if i < len(words) {
			return bare(words[i])
		}
		return ""
	}
	day, month := dayOf(at(0)), monthOf(at(0))
	next := 1
	switch {
	case day > 0:
		if at(1) == "of" {
			next = 2
		}
		if month = monthOf(at(next)); month == 0 {
			return nil, 0
		}
		next++
	case month > 0 && fourFigures.MatchString(at(1)):
		return monthTerm(number(at(1)), month, at(0)+" "+at(1), 2)
	case month > 0:
		if day = dayOf(at(1)); day == 0 {
			return nil, 0
		}
		next = 2
	default:
		return nil, 0
	}
	year := 0
	typed := strings.Join(words[:next], " ")
	if fourFigures.MatchString(at(next)) {
		year, typed = number(at(next)), typed+" "+at(next)
		next++
	}
	return dayTerm(year, month, day, typed, next)
}

func bare(word string) string { return strings.TrimRight(strings.ToLower(word), ",;!?") }

func dayOf(s string) int {
	if g := dayOfMonth.FindStringSubmatch(s); g != nil {
		return number(g[1])
	}
	return 0
}

// monthOf is the number of a month by its name; "sept" is the one name people
// cut in another place.
func monthOf(s string) int {
	s = strings.TrimSuffix(s, ".")
	for m := time.January; m <= time.December; m++ {
		if name := strings.ToLower(m.String()); s == name || s == name[:3] || m == time.September && s == "sept" {
			return int(m)
		}
	}
	return 0
}

// names of a month as texts write it.
func names(month int) []string {
	name := strings.ToLower(time.Month(month).String())
	out := []string{name}
	if len(name) > 3 {
		out = append(out, name[:3])
	}
	if time.Month(month) == time.September {
		out = append(out, "sept")
	}
	return out
}

// dayTerm is a day; without a year that of any year.
func dayTerm(year, month, day int, typed string, n int) ([]Term, int) {
	const leap = 2000 // without a year the 29th of February is a day
	of := year
	if of == 0 {
		of = leap
	}
	if d := time.Date(of, time.Month(month), day, 0, 0, 0, 0, time.UTC); int(d.Month()) != month || d.Day() != day {
		return nil, 0
	}
	var forms [][]string
	d, nth := strconv.Itoa(day), strconv.Itoa(day)+ordinal(day)
	for _, name := range names(month) {
		for _, form := range [][]string{{d, name}, {name, d}, {nth, name}, {name, nth}} {
			if year > 0 {
				form = append(form, strconv.Itoa(year))
			}
			forms = append(forms, form)
		}
	}
	token := fmt.Sprintf("%02d%02d", month, day)
	if year > 0 {
		y, two := strconv.Itoa(year), fmt.Sprintf("%02d", day)
		token = y + token
		forms = append(forms, []string{y, fmt.Sprintf("%02d", month), two}, []string{two, fmt.Sprintf("%02d", month), y})
	}
	return []Term{timeTerm(typed, forms, token)}, n
}

func ordinal(day int) string {
	if day/10 != 1 {
		switch day % 10 {
		case 1:
			return "st"
		case 2:
			return "nd"
		case 3:
			return "rd"
		}
	}
	return "th"
}

func monthTerm(year, month int, typed string, n int) ([]Term, int) {
	if month < 1 || month > 12 {
		return nil, 0
	}
	y := strconv.Itoa(year)
	forms := [][]string{{y, fmt.Sprintf("%02d", month)}}
	for _, name := range names(month) {
		forms = append(forms, []string{name, y})
	}
	return []Term{timeTerm(typed, forms, fmt.Sprintf("%s%02d", y, month))}, n
}

func clockTerm(typed string, h, m, s int) Term {
	forms := [][]string{{fmt.Sprintf("%02d", h), fmt.Sprintf("%02d", m)}, {strconv.Itoa(h), fmt.Sprintf("%02d", m)}}
	if s != 0 {
		for i := range forms {
			forms[i] = append(forms[i], fmt.Sprintf("%02d", s))
		}
	}
	typed = strings.TrimSuffix(strings.TrimSuffix(typed, "z"), "utc")
	return timeTerm(typed, forms, clockToken(h, m, s))
}

// timeTerm is a time as typed, and every other way in which texts and the index
// say it.
func timeTerm(typed string, forms [][]string, token string) Term {
	t := Term{Words: wordsOf(typed), Typed: typed}
	for _, f := range append(forms, []string{timeSign + token}) {
		if !slices.Equal(f, t.Words) && !slices.ContainsFunc(t.Forms, func(have []string) bool { return slices.Equal(have, f) }) {
			t.Forms = append(t.Forms, f)
		}
	}
	return t
}
