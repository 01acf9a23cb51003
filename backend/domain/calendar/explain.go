package calendar

import (
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
)

// Message is a sentence of the catalogue as a value: its key and what fills its gaps.
type Message struct {
	Key    string
	Params map[string]string
}

// Keys of the explanations. Gaps: amount (hours), day (hours of a working day), days,
// rest (hours), shortest and longest (hours of a working day).
const (
	KeyWholeDays   = "calendar.explain_days"      // 24 h on an 8-hour calendar are 3 working days
	KeyDaysAndMore = "calendar.explain_days_more" // 20 h on an 8-hour calendar are 2 working days and 4 h
	KeyPartOfDay   = "calendar.explain_part"      // 3 h on an 8-hour calendar are a part of one working day
	KeyUneven      = "calendar.explain_uneven"    // 24 h on a calendar with days of 4 to 8 hours
	KeyNothing     = "calendar.explain_nothing"   // 0 h: no gaps
	KeyAlwaysOpen  = "calendar.explain_always"    // 24 h on a calendar that is always open are 24 h
)

// Explain says what a length of business time is on the ordinary week of the calendar,
// without holidays, exceptions and changes of the clocks. Fault invalid
// calendar.negative for less than no time, calendar.never_open for an empty week.
func (k *Clock) Explain(d time.Duration) (Message, error) {
	if d < 0 {
		return Message{}, fault.New(fault.Invalid, "calendar.negative")
	}
	if k.hours.week.empty() {
		return Message{}, fault.New(fault.Invalid, "calendar.never_open", "calendar", k.name)
	}
	if d == 0 {
		return Message{KeyNothing, map[string]string{}}, nil
	}
	shortest, longest, days := 0, 0, 0
	for _, spans := range k.hours.week {
		length := 0
		for _, s := range spans {
			length += s.To - s.From
		}
		if length == 0 {
			continue
		}
		if days++; days == 1 || length < shortest {
			shortest = length
		}
		longest = max(longest, length)
	}
	amount := []string{"amount", hoursText(d)}
	day := time.Duration(longest) * time.Minute
	switch {
	case days == 7 && shortest == minutesOfDay:
		return Message{KeyAlwaysOpen, fault.Pairs(amount...)}, nil
	case shortest != longest:
		return Message{KeyUneven, fault.Pairs(append(amount,
			"shortest", hoursText(time.Duration(shortest)*time.Minute), "longest", hoursText(day))...)}, nil
	case d < day:
		return Message{KeyPartOfDay, fault.Pairs(append(amount, "day", hoursText(day))...)}, nil
	case d%day == 0:
		return Message{KeyWholeDays, fault.Pairs(append(amount,
			"day", hoursText(day), "days", strconv.FormatInt(int64(d/day), 10))...)}, nil
	}
	return Message{KeyDaysAndMore, fault.Pairs(append(amount,
		"day", hoursText(day), "days", strconv.FormatInt(int64(d/day), 10), "rest", hoursText(d%day))...)}, nil
}

// hoursText is a number of hours as short as it can be exactly, to the hundredth.
func hoursText(d time.Duration) string {
	text := strconv.FormatFloat(d.Hours(), 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}
