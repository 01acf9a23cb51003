package calendar

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
)

// ParseClock reads a time of day as minutes since midnight: 09:00, 9:00, and 30:00 for six
// in the morning of the day after. Fault invalid calendar.clock for anything else.
func ParseClock(text string) (int, error) {
	hour, minute, ok := strings.Cut(strings.TrimSpace(text), ":")
	h, err := strconv.Atoi(hour)
	m, merr := strconv.Atoi(minute)
	if !ok || err != nil || merr != nil || len(minute) != 2 || len(hour) > 2 || h < 0 || m < 0 || m > 59 || h*60+m >= 2*minutesOfDay {
		return 0, fault.New(fault.Invalid, "calendar.clock", "raw", text)
	}
	return h*60 + m, nil
}

// ClockText writes minutes since midnight as ParseClock reads them.
func ClockText(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// String is 09:00-12:00.
func (s Span) String() string { return ClockText(s.From) + "-" + ClockText(s.To) }

// String is monday 09:00-17:00.
func (h Hours) String() string {
	return Days[mondayFirst(h)] + " " + ClockText(h.From) + "-" + ClockText(h.To)
}

func weekdayAt(place int) time.Weekday { return time.Weekday((place + 1) % 7) }

func parseSpan(text string) (Span, error) {
	from, to, ok := strings.Cut(strings.ReplaceAll(text, "–", "-"), "-")
	a, err := ParseClock(from)
	b, berr := ParseClock(to)
	if !ok || err != nil || berr != nil || a >= b || b > minutesOfDay {
		return Span{}, fault.New(fault.Invalid, "calendar.span", "raw", text)
	}
	return Span{a, b}, nil
}

func parseHours(text string) (Hours, error) {
	day, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	at := slices.Index(Days, strings.ToLower(day))
	from, to, ok := strings.Cut(strings.ReplaceAll(rest, "–", "-"), "-")
	a, err := ParseClock(from)
	b, berr := ParseClock(to)
	if at < 0 || !ok || err != nil || berr != nil {
		return Hours{}, fault.New(fault.Invalid, "calendar.day_hours", "raw", text)
	}
	h := Hours{Day: weekdayAt(at), From: a, To: b}
	return h, h.check()
}

// short is the local time to the minute, or to the second where it has some.
func (l Local) short() string {
	if l.Second%60 == 0 {
		return l.unzoned().Format(shortLayout)
	}
	return l.String()
}
