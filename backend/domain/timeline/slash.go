package timeline

import "strings"

// SlashOrder says how 03/04/2026 is to be read in one document.
type SlashOrder int

// The orders. SlashUnknown leaves a date that could be either unread.
const (
	SlashUnknown SlashOrder = iota
	DayFirst
	MonthFirst
)

// DecideSlash reads every date written with slashes in a whole document. One
// date that is possible in one order only decides for all; two that contradict
// each other decide nothing.
func DecideSlash(text string) SlashOrder {
	day, month := false, false
	for i := 0; i < len(text); {
		j := strings.IndexByte(text[i:], '/')
		if j < 0 {
			break
		}
		at := i + j
		i = at + 1
		start := at
		for start > 0 && isDigit(text[start-1]) && at-start < 3 {
			start--
		}
		if at-start < 1 || at-start > 2 || start > 0 && strings.IndexByte("/.-:", text[start-1]) >= 0 {
			continue
		}
		r := dateAt(text[start:min(len(text), start+12)], SlashUnknown)
		// 31/09 exists in no year and still shows the order.
		if r.n == 0 || r.wrong && (r.a > 12) == (r.b > 12) {
			continue
		}
		day = day || r.a > 12
		month = month || r.b > 12
	}
	switch {
	case day && !month:
		return DayFirst
	case month && !day:
		return MonthFirst
	}
	return SlashUnknown
}
