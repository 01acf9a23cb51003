package ingest

import (
	"strings"
	"time"

	"secondstory/backend/domain/timeline"
)

// weekdayNames leads from the names of days to the English one.
var weekdayNames = map[string]string{
	"monday": "Monday", "tuesday": "Tuesday", "wednesday": "Wednesday", "thursday": "Thursday", "friday": "Friday", "saturday": "Saturday", "sunday": "Sunday",
	"montag": "Monday", "dienstag": "Tuesday", "mittwoch": "Wednesday", "donnerstag": "Thursday", "freitag": "Friday", "samstag": "Saturday", "sonnabend": "Saturday", "sonntag": "Sunday",
}

// weekdayAlone is the English name of the day of the week that a text consists
// of, "" for any other text.
func weekdayAlone(text string) string {
	return weekdayNames[strings.ToLower(strings.Trim(text, "*_: \t\r\n"))]
}

// onWeekday is the first such day from a date on. The date itself counts: a
// timeline whose entries ran over midnight may name the new day only then.
func onWeekday(date, weekday string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	n := 0
	for n < 6 && t.AddDate(0, 0, n).Weekday().String() != weekday {
		n++
	}
	return timeline.AddDays(date, n)
}

// laterDate notes a further date of a document: times without a date that
// follow belong to it. Above the first entry it changes nothing, for there it
// may be the day on which the report was written.
func (p *interp) laterDate(date string) {
	if date == "" || p.date == "" || date == p.later || p.later == "" && date == p.date {
		return
	}
	for _, e := range p.events {
		if !e.header {
			p.later = date
			p.dateHeader(date)
			return
		}
	}
}

// datedParagraph says that a paragraph between entries is one itself, although it
// names only a day: "**August 1st 2022:** The last coins were minted again".
func (p *interp) datedParagraph(text string) bool {
	if len(p.events) == 0 {
		return false
	}
	r, ok := timeline.Scan(text, p.slash)
	if !ok || !r.HasDate || r.HasClock || r.Date.Year == 0 && p.year == 0 || strings.Trim(r.Rest, "*_: ") == "" {
		return false
	}
	behind, begins := strings.CutPrefix(strings.TrimLeft(text, "*_[( "), r.Raw)
	if !begins {
		return false
	}
	behind = strings.TrimLeft(behind, "*_]) ")
	for _, mark := range []string{":", "–", "—", "- "} {
		if strings.HasPrefix(behind, mark) {
			return true
		}
	}
	return false
}
