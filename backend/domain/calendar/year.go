package calendar

import (
	"strconv"
	"time"

	"secondstory/backend/domain/fault"
)

// DayState says what a day is.
type DayState string

// The closed set of states of a day.
const (
	DayOpen      DayState = "open"
	DayClosed    DayState = "closed"    // the week has no hours
	DayHoliday   DayState = "holiday"   // closed for a holiday
	DayException DayState = "exception" // hours of its own, or none
	DayOutside   DayState = "outside"   // the calendar says nothing about it
)

// Day is one day of a year.
type Day struct {
	Date    Date
	State   DayState
	Minutes int    // as the clocks show it
	Real    int    // as they pass; another number where the clocks change
	Name    string // of its holiday or exception
	Hours   []Span
	Periods []int // of the calendar, by place
}

// Year gives the days of a year. Fault invalid calendar.instant for a year no calendar is
// kept for.
func (k *Clock) Year(c Calendar, year int) ([]Day, error) {
	if year < firstYear || year > lastYear {
		return nil, fault.New(fault.Invalid, "calendar.instant", "year", strconv.Itoa(year))
	}
	names := map[Date]string{}
	yearly := map[monthDay]Holiday{}
	for _, h := range c.Holidays {
		if h.Yearly {
			yearly[monthDay{h.On.Month, h.On.Day}] = h
		} else {
			names[h.On] = h.Name
		}
	}
	exceptions := map[Date]string{}
	for _, e := range c.Exceptions {
		exceptions[e.On] = e.Name
	}
	first := On(year, time.January, 1)
	var out []Day
	for d := first; d.Year == year; d = d.AddDays(1) {
		day := Day{Date: d, Periods: []int{}, Hours: []Span{}}
		spans, known := k.hours.on(d.number())
		if day.Hours = append(day.Hours, spans...); !known {
			day.State = DayOutside
		}
		day.Minutes = length(spans)
		day.Real = k.real(d, spans)
		name, isException := exceptions[d]
		switch {
		case !known:
		case isException:
			day.State, day.Name = DayException, name
		case k.hours.holiday(d.number()):
			day.State, day.Name = DayHoliday, names[d]
			if h, ok := yearly[monthDay{d.Month, d.Day}]; ok && day.Name == "" {
				day.Name = h.Name
			}
		case len(spans) > 0:
			day.State = DayOpen
		default:
			day.State = DayClosed
		}
		out = append(out, day)
	}
	for i := range k.periods {
		from, to := StartOfDay(first, k.zone).UnixNano(), StartOfDay(On(year+1, time.January, 1), k.zone).UnixNano()
		for _, s := range k.periods[i].within(k.zone, from, to) {
			last := DateOf(instant(s.to-1), k.zone)
			for d := DateOf(instant(s.from), k.zone); !last.Before(d) && d.Year == year; d = d.AddDays(1) {
				at := &out[d.number()-first.number()]
				if n := len(at.Periods); n == 0 || at.Periods[n-1] != i {
					at.Periods = append(at.Periods, i)
				}
			}
		}
	}
	return out, nil
}

// real is how long the clocks take for the spans of a date, in minutes.
func (k *Clock) real(d Date, spans []Span) int {
	if len(spans) == 0 {
		return 0
	}
	from, to := StartOfDay(d, k.zone), StartOfDay(d.AddDays(1), k.zone)
	if to.Sub(from) == 24*time.Hour {
		return length(spans)
	}
	var sum int64
	walk(k.zone, from.UnixNano(), to.UnixNano(), func(day int) ([]Span, bool) {
		if day != d.number() {
			return nil, true
		}
		return spans, true
	}, func(s stretch) bool { sum += s.to - s.from; return true })
	return int(sum / int64(time.Minute))
}
