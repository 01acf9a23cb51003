package ingest

import (
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/timeline"
)

// checkDue finds due dates that no calendar has. Their words stay where they
// are: as what the source says of the date, or in the text of the action.
func (p *interp) checkDue() {
	for _, a := range p.d.Actions {
		if a.Due != "" {
			continue
		}
		words := strings.Fields(a.DueRaw)
		if a.DueRaw == "" {
			words = behindDue(a.Title + " " + a.Text)
		}
		for _, w := range words {
			w = strings.Trim(w, ".,;:()[]*_")
			if impossibleDate(w) {
				finding(p.d, timeline.Finding, KeyDueNoDate, a.Line, -1, map[string]string{"text": w})
				break
			}
		}
	}
}

// behindDue are the words behind one that announces a due date.
func behindDue(text string) []string {
	var out []string
	words := strings.Fields(text)
	for i, w := range words[:max(0, len(words)-1)] {
		switch strings.ToLower(strings.Trim(w, ".,;:()[]*_")) {
		case "due", "by", "until", "deadline":
			out = append(out, words[i+1])
		}
	}
	return out
}

// impossibleDate says that a word is written like a date, with a year of four
// digits at one end, and is none in either order of day and month.
func impossibleDate(word string) bool {
	parts := strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == '/' || r == '.' })
	if len(parts) != 3 {
		return false
	}
	if len(parts[2]) == 4 {
		parts[0], parts[2] = parts[2], parts[0]
	}
	if len(parts[0]) != 4 || len(parts[1]) > 2 || len(parts[2]) > 2 {
		return false
	}
	var n [3]int
	for i, s := range parts {
		v, err := strconv.Atoi(s)
		if err != nil {
			return false
		}
		n[i] = v
	}
	return !onCalendar(n[0], n[1], n[2]) && !onCalendar(n[0], n[2], n[1])
}

func onCalendar(year, month, day int) bool {
	d := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return d.Year() == year && int(d.Month()) == month && d.Day() == day
}
