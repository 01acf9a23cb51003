package calendar

import (
	"math"
	"slices"
	"time"
)

// week holds the open spans of each weekday, merged and in order, none past midnight.
type week [7][]Span

// weekOf splits hours at midnight and merges what overlaps or touches.
func weekOf(hours []Hours) week {
	var w week
	for _, h := range hours {
		w[h.Day] = append(w[h.Day], Span{h.From, min(h.To, minutesOfDay)})
		if h.To > minutesOfDay {
			next := (h.Day + 1) % 7
			w[next] = append(w[next], Span{0, h.To - minutesOfDay})
		}
	}
	for i := range w {
		w[i] = merged(w[i])
	}
	return w
}

// merged is the union of spans, in order.
func merged(spans []Span) []Span {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b Span) int { return a.From - b.From })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, s.To)
		} else {
			out = append(out, s)
		}
	}
	return out
}

func (w week) empty() bool {
	for _, spans := range w {
		if len(spans) > 0 {
			return false
		}
	}
	return true
}

// stretch is a half-open stretch of instants in nanoseconds of Unix time.
type stretch struct{ from, to int64 }

// walk gives the instants from..to at which the clocks of the zone show a time in the
// spans of that date, in order. One stretch may begin where the one before ended. It
// stops when yield says so, and at a date spans has no answer for, which it gives back.
func walk(zone *time.Location, from, to int64, spans func(day int) ([]Span, bool), yield func(stretch) bool) (unknown int, stopped bool) {
	for at := from; at < to; {
		t := time.Unix(0, at).In(zone)
		_, seconds := t.Zone()
		offset := int64(seconds) * int64(time.Second)
		ends := to
		if change := constantUntil(t, zone); !change.IsZero() && change.Before(time.Unix(0, to)) {
			ends = change.UnixNano()
		}
		day := dayOf(at + offset)
		for ; int64(day)*secondsOfDay*int64(time.Second) < ends+offset; day++ {
			list, known := spans(day)
			if !known {
				return day, true
			}
			begins := int64(day)*secondsOfDay*int64(time.Second) - offset
			for _, s := range list {
				one := stretch{
					max(at, begins+int64(s.From)*int64(time.Minute)),
					min(ends, begins+int64(s.To)*int64(time.Minute)),
				}
				if one.from < one.to && !yield(one) {
					return 0, false
				}
			}
		}
		at = ends
	}
	return 0, false
}

// dayOf is the day that nanoseconds since the first one lie in.
func dayOf(nanoseconds int64) int {
	const length = secondsOfDay * int64(time.Second)
	day := nanoseconds / length
	if nanoseconds%length < 0 {
		day--
	}
	return int(day)
}

// yearly is when a holiday that returns each year is one.
type yearly struct{ from, until int }

type monthDay struct {
	month time.Month
	day   int
}

// opening answers which hours a date has.
type opening struct {
	first, last int // valid days
	week        week
	holidays    map[int]bool
	yearly      map[monthDay][]yearly
	exceptions  map[int][]Span
}

func openingOf(c Calendar) opening {
	o := opening{
		first: math.MinInt, last: math.MaxInt, week: weekOf(c.Week),
		holidays: map[int]bool{}, yearly: map[monthDay][]yearly{}, exceptions: map[int][]Span{},
	}
	if !c.ValidFrom.IsZero() {
		o.first = c.ValidFrom.number()
	}
	if !c.ValidTo.IsZero() {
		o.last = c.ValidTo.number()
	}
	for _, h := range c.Holidays {
		if !h.Yearly {
			o.holidays[h.On.number()] = true
			continue
		}
		y := yearly{h.On.number(), math.MaxInt}
		if !h.Until.IsZero() {
			y.until = h.Until.number()
		}
		key := monthDay{h.On.Month, h.On.Day}
		o.yearly[key] = append(o.yearly[key], y)
	}
	for _, e := range c.Exceptions {
		o.exceptions[e.On.number()] = merged(e.Spans)
	}
	return o
}

// on gives the hours of a day; known is false outside the valid range.
func (o *opening) on(day int) (spans []Span, known bool) {
	if day < o.first || day > o.last {
		return nil, false
	}
	if spans, has := o.exceptions[day]; has {
		return spans, true
	}
	if o.holiday(day) {
		return nil, true
	}
	return o.week[weekdayOf(day)], true
}

func (o *opening) holiday(day int) bool {
	if o.holidays[day] {
		return true
	}
	if len(o.yearly) == 0 {
		return false
	}
	d := dateOf(day)
	for _, y := range o.yearly[monthDay{d.Month, d.Day}] {
		if day >= y.from && day <= y.until {
			return true
		}
	}
	return false
}

// never says that there is no hour at all.
func (o *opening) never() bool {
	if !o.week.empty() {
		return false
	}
	for _, spans := range o.exceptions {
		if len(spans) > 0 {
			return false
		}
	}
	return true
}
