package timeline

import (
	"strings"
	"time"
)

// Due is a date by which something is to be done.
type Due struct {
	Date string // YYYY-MM-DD: the last day of a month, a quarter or a year
	// Coarse says that no day was named, so that the words say more than the date.
	Coarse bool
}

// ParseDue reads a date, a month, a quarter or the end of a year: "3 May 2024",
// "by end of March 2024", "2024-03", "Q3 2024". What depends on the day somebody
// wrote it ("Friday", "next month") is no date.
func ParseDue(text string, order SlashOrder) (Due, bool) {
	s := strings.TrimSpace(strings.Trim(strings.TrimSpace(text), ".,;"))
	for _, w := range []string{"due", "by", "until", "before the", "the"} {
		s = cutWord(s, w)
	}
	if r, ok := Scan(s, order); ok && r.HasDate && !r.HasClock && !r.HasEnd && r.Date.Year > 0 && strings.TrimSpace(r.Rest) == "" {
		return Due{Date: r.Date.String()}, true
	}
	end := cutWord(cutWord(cutWord(s, "the"), "end"), "of")
	year, month, ok := monthYear(end)
	if !ok && end != s {
		// "end of 2024"; a year alone is a number.
		if len(end) == 4 && digitsAt(end) == 4 {
			year, month, ok = atoi(end), 12, true
		}
	}
	if !ok || year < 1970 || year > 2099 {
		return Due{}, false
	}
	last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC)
	return Due{Date: last.Format(time.DateOnly), Coarse: true}, true
}

// cutWord cuts a word and the spaces behind it off the beginning.
func cutWord(s, w string) string {
	if len(s) > len(w) && strings.EqualFold(s[:len(w)], w) && isSpace(s[len(w)]) {
		return strings.TrimLeft(s[len(w):], " \t")
	}
	return s
}

// monthYear reads "March 2024", "2024-03", "03/2024" and "Q1 2024", all of it; a
// quarter is its last month.
func monthYear(s string) (year, month int, ok bool) {
	if m, n := monthAt(s); m > 0 {
		rest := strings.TrimLeft(s[n:], " .,'")
		return atoi(rest), m, len(rest) == 4 && digitsAt(rest) == 4
	}
	cut := strings.IndexAny(s, " -/")
	if cut <= 0 {
		return 0, 0, false
	}
	a, b := s[:cut], strings.TrimSpace(s[cut+1:])
	if digitsAt(a) != len(a) || len(a) != 4 {
		a, b = b, a
	}
	if len(a) != 4 || digitsAt(a) != 4 {
		return 0, 0, false
	}
	switch {
	case len(b) == 2 && b[0]|0x20 == 'q' && b[1] >= '1' && b[1] <= '4':
		return atoi(a), 3 * int(b[1]-'0'), true
	case s[cut] != ' ' && len(b) == 2 && digitsAt(b) == 2 && atoi(b) >= 1 && atoi(b) <= 12:
		return atoi(a), atoi(b), true
	}
	return 0, 0, false
}
