package timeline

import (
	"iter"
	"slices"
	"strings"
	"time"
)

// RollsOver says that a time of day without a date belongs to the day after the one
// before it: it lies twelve hours or more back, or six and everything after it agrees.
// after are the times of day that follow it without a date of their own.
func RollsOver(before, clock time.Duration, after iter.Seq[time.Duration]) bool {
	back := before - clock
	if back >= 12*time.Hour {
		return true
	}
	if back < 6*time.Hour {
		return false
	}
	last, more := clock, 0
	for n := range after {
		if n < last || n >= before && more == 0 {
			return false
		}
		last = n
		more++
	}
	return more > 0
}

// Dayless says that a statement has a time of day whose day nobody wrote. One whose
// date was written and can be read in two ways has a day that only a person knows.
func Dayless(s Statement) bool {
	if !strings.HasPrefix(s.At, "T") {
		return false
	}
	r, ok := Scan(s.Raw, SlashUnknown)
	return !ok || !r.SlashOpen
}

// Placed gives the times of day without a date the day they belong to, in the order
// they were written: that of the statement before, the next one past midnight. day is
// that of the incident, for those with no date before them; without it they have the
// day of the first date behind them. What has a date stays as it is, and all of it
// where no day is known. The statements given are not changed.
func Placed(all []Statement, day string) []Statement {
	if !slices.ContainsFunc(all, Dayless) {
		return all
	}
	first := slices.IndexFunc(all, func(s Statement) bool { return DateOf(s) != "" })
	if day == "" && first < 0 {
		return all
	}
	out := slices.Clone(all)
	backwards := newestFirst(all)
	from := 0
	if first >= 0 && (day == "" || day == DateOf(all[first])) {
		placeBefore(out[:first+1], backwards)
		from = first
	}
	clock, has := time.Duration(0), false
	for i := from; i < len(out); i++ {
		c, timed := ClockOf(out[i])
		if Dayless(all[i]) && timed {
			if has && !backwards && RollsOver(clock, c, daylessAfter(all, i)) {
				day = AddDays(day, 1)
			}
			out[i] = onDay(all[i], day)
			clock, has = c, true
		} else if d := DateOf(out[i]); d != "" {
			day, clock, has = d, c, timed
		}
	}
	return out
}

// placeBefore places what stands before the last one, which has a date.
func placeBefore(list []Statement, backwards bool) {
	n := len(list) - 1
	day := DateOf(list[n])
	clock, has := ClockOf(list[n])
	for i := n - 1; i >= 0; i-- {
		c, timed := ClockOf(list[i])
		if !timed || !Dayless(list[i]) {
			continue
		}
		if has && !backwards && c-clock >= 12*time.Hour {
			day = AddDays(day, -1)
		}
		list[i] = onDay(list[i], day)
		clock, has = c, true
	}
}

func daylessAfter(all []Statement, i int) iter.Seq[time.Duration] {
	return func(yield func(time.Duration) bool) {
		for _, s := range all[i+1:] {
			if DateOf(s) != "" {
				return
			}
			if c, ok := ClockOf(s); ok && !yield(c) {
				return
			}
		}
	}
}

// newestFirst says that most times of day without a date go backwards.
func newestFirst(all []Statement) bool {
	up, down := 0, 0
	var last time.Duration
	have := false
	for _, s := range all {
		c, ok := ClockOf(s)
		if !ok || DateOf(s) != "" {
			continue
		}
		switch {
		case have && c < last:
			down++
		case have && c > last:
			up++
		}
		last, have = c, true
	}
	return down > 2 && down > 3*up
}

// onDay is a statement on a day; its end is on the next where it is twelve hours or
// more before its beginning. In a zone that is not known, or where the clocks change,
// it stays a local time.
func onDay(s Statement, day string) Statement {
	from, _ := ClockOf(s)
	z, known := ParseZone(s.Zone)
	put := func(at, day string) string {
		local := day + at
		if !known || !z.Known() {
			return local
		}
		if placed, err := place(local, z); err == nil {
			return placed
		}
		return local
	}
	if end := (Statement{At: s.End}); strings.HasPrefix(s.End, "T") {
		to, _ := ClockOf(end)
		on := day
		if from-to >= 12*time.Hour {
			on = AddDays(day, 1)
		}
		s.End = put(s.End, on)
	}
	s.At = put(s.At, day)
	return s
}
