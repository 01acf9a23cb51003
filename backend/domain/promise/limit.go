package promise

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
)

// Limit is how long after the resolution a review is held: hours, or days of 24 hours where
// time elapses; open hours or open days of a calendar in business time.
type Limit struct {
	Amount   int
	Days     bool
	Business bool
}

// Default holds where no rule says otherwise: 48 hours.
var Default = Limit{Amount: 48}

// mostAmount keeps a limit within a calendar's horizon.
const mostAmount = 1000

var limitForm = regexp.MustCompile(`^(\d{1,4})\s*(business\s+|working\s+)?(h|hours?|d|days?)$`)

// ParseLimit reads "48 h", "3 days", "16 business hours", "5 business days". Fault invalid
// promise.limit.
func ParseLimit(text string) (Limit, error) {
	m := limitForm.FindStringSubmatch(strings.ToLower(strings.Join(strings.Fields(text), " ")))
	if m == nil {
		return Limit{}, fault.New(fault.Invalid, "promise.limit", "raw", text)
	}
	n, _ := strconv.Atoi(m[1])
	if n < 1 || n > mostAmount {
		return Limit{}, fault.New(fault.Invalid, "promise.limit", "raw", text)
	}
	return Limit{Amount: n, Days: m[3][0] == 'd', Business: m[2] != ""}, nil
}

// Key is the key of its words with {count}.
func (l Limit) Key() string {
	unit := "hours"
	if l.Days {
		unit = "days"
	}
	if l.Business {
		return "promise.business_" + unit
	}
	return "promise." + unit
}

// String is the limit as ParseLimit reads it.
func (l Limit) String() string {
	unit := "h"
	if l.Days {
		unit = "days"
	}
	if l.Business {
		unit = "business " + unit
	}
	return strconv.Itoa(l.Amount) + " " + unit
}

// End is when the limit is over that begins at an instant. clock is the calendar of business
// time, nil for none: business days are then weekdays in zone, and business hours are a fault
// invalid promise.no_calendar. Faults of calendar.Clock.
func (l Limit) End(from time.Time, zone *time.Location, clock *calendar.Clock) (time.Time, error) {
	switch {
	case !l.Business && l.Days:
		return from.Add(time.Duration(l.Amount) * 24 * time.Hour), nil
	case !l.Business:
		return from.Add(time.Duration(l.Amount) * time.Hour), nil
	case !l.Days && clock == nil:
		return time.Time{}, fault.New(fault.Invalid, "promise.no_calendar")
	case !l.Days:
		return clock.Add(from, time.Duration(l.Amount)*time.Hour)
	}
	if clock != nil {
		zone = clock.Zone()
	}
	// The day of the resolution is not counted; the end is at the same time of day.
	local := calendar.LocalOf(from, zone)
	for left := l.Amount; left > 0; {
		local.Date = local.Date.AddDays(1)
		open, err := opens(local.Date, clock)
		if err != nil {
			return time.Time{}, err
		}
		if open {
			left--
		}
	}
	return (calendar.Moment{Local: local, Pick: calendar.Later}).At(zone)
}

func opens(d calendar.Date, clock *calendar.Clock) (bool, error) {
	if clock == nil {
		w := d.Weekday()
		return w != time.Saturday && w != time.Sunday, nil
	}
	// A calendar that opens never again says so, instead of being walked through for ever.
	if _, err := clock.NextOpening(calendar.StartOfDay(d, clock.Zone())); err != nil {
		return false, err
	}
	list, err := clock.Open(calendar.StartOfDay(d, clock.Zone()), calendar.StartOfDay(d.AddDays(1), clock.Zone()))
	return len(list) > 0, err
}
