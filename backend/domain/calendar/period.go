package calendar

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"secondstory/backend/domain/fault"
)

// usualWeight is what a minute counts outside every peak.
const usualWeight = 100

// period is a period with its ends found.
type period struct {
	Period
	fixed       stretch // of a period of two moments
	first, last int     // days of a period by days
	week        week
}

// farDay stands for no last day; days of the years a clock is kept for lie before it.
const farDay = 90_000

// midnight is when a day begins in UTC; days too far off for a clock stand for others
// that are.
func midnight(day int) int64 {
	return int64(min(max(day, -farDay), farDay)) * secondsOfDay * int64(time.Second)
}

var allDay = []Span{{0, minutesOfDay}}

func periodsOf(list []Period, zone *time.Location) ([]period, error) {
	out := make([]period, len(list))
	for i, p := range list {
		one := period{Period: p}
		if p.byDays() {
			one.first, one.last = p.FirstDay.number(), farDay
			if !p.LastDay.IsZero() {
				one.last = p.LastDay.number()
			}
			one.week = weekOf(p.Hours)
		} else {
			from, err := p.Begin.At(zone)
			if err != nil {
				return nil, err
			}
			to, err := p.End.At(zone)
			if err != nil {
				return nil, err
			}
			if !from.Before(to) || from.Year() < firstYear || to.Year() > lastYear {
				return nil, wrongEntry("period", i+1)
			}
			one.fixed = stretch{from.UnixNano(), to.UnixNano()}
		}
		out[i] = one
	}
	return out, nil
}

// within gives the parts of from..to that lie in the period, in order.
func (p *period) within(zone *time.Location, from, to int64) []stretch {
	if !p.byDays() {
		s := stretch{max(from, p.fixed.from), min(to, p.fixed.to)}
		if s.from < s.to {
			return []stretch{s}
		}
		return nil
	}
	// Clocks differ from UTC by less than two of them: what lies further off is not walked.
	const near = 3
	from = max(from, midnight(p.first-near))
	to = min(to, midnight(min(p.last, farDay)+near))
	var out []stretch
	walk(zone, from, to, p.on, func(s stretch) bool { out = joined(out, s); return true })
	return out
}

// on gives the spans of the period on a day. It knows all days.
func (p *period) on(day int) ([]Span, bool) {
	switch {
	case day < p.first || day > p.last:
		return nil, true
	case len(p.Hours) == 0:
		return allDay, true
	}
	return p.week[weekdayOf(day)], true
}

// PeriodsAt gives the periods an instant lies in, in the order of the calendar.
func (k *Clock) PeriodsAt(t time.Time) ([]Period, error) {
	if err := k.check(t); err != nil {
		return nil, err
	}
	out := []Period{}
	at := t.UnixNano()
	for i := range k.periods {
		if len(k.periods[i].within(k.zone, at, at+1)) > 0 {
			out = append(out, k.periods[i].Period)
		}
	}
	return out, nil
}

// UrgencyDelta is by how many levels things are more urgent at an instant: the largest
// of the peaks it lies in, 0 outside of all.
func (k *Clock) UrgencyDelta(t time.Time) (int, error) {
	periods, err := k.PeriodsAt(t)
	delta, found := 0, false
	for _, p := range periods {
		if p.Kind == Peak && (!found || p.UrgencyDelta > delta) {
			delta, found = p.UrgencyDelta, true
		}
	}
	return delta, err
}

// Basis says which time is weighed.
type Basis string

// The closed set of bases.
const (
	Elapsed  Basis = "elapsed"  // all of it
	Business Basis = "business" // while the calendar is open
)

// Weighed is a length of time, raw and with every stretch multiplied by the weight of
// the heaviest peak it lies in.
type Weighed struct {
	Basis    Basis
	Raw      time.Duration
	Weighted time.Duration
}

// Weigh integrates the weights of peaks from one instant to a later one. Faults as of
// Between, calendar.basis for an unknown basis and calendar.too_heavy for a result
// beyond what can be held.
func (k *Clock) Weigh(from, to time.Time, basis Basis) (Weighed, error) {
	w := Weighed{Basis: basis}
	if err := forward(from, to); err != nil {
		return w, err
	}
	var base []stretch
	switch basis {
	case Business:
		if err := k.each(from, to, func(s stretch) bool { base = joined(base, s); return true }); err != nil {
			return w, err
		}
	case Elapsed:
		for _, t := range []time.Time{from, to} {
			if err := k.check(t); err != nil {
				return w, err
			}
		}
		base = []stretch{{from.UnixNano(), to.UnixNano()}}
	default:
		return w, fault.New(fault.Invalid, "calendar.basis", "basis", string(basis))
	}
	at := map[int]int64{} // nanoseconds by weight
	profile := k.profile(from.UnixNano(), to.UnixNano())
	for _, b := range base {
		w.Raw += time.Duration(b.to - b.from)
		i, _ := slices.BinarySearchFunc(profile, b.from, func(p weighing, t int64) int {
			if p.to <= t {
				return -1
			}
			return 1
		})
		for ; i < len(profile) && profile[i].from < b.to; i++ {
			at[profile[i].weight] += min(b.to, profile[i].to) - max(b.from, profile[i].from)
		}
	}
	w.Weighted = w.Raw
	for _, weight := range slices.Sorted(maps.Keys(at)) {
		// In two parts, for a century in nanoseconds leaves no room for a factor.
		length, more := at[weight], int64(weight-usualWeight)
		extra := length/usualWeight*more + length%usualWeight*more/usualWeight
		if more > 0 && length/usualWeight > (1<<62)/more || w.Weighted+time.Duration(extra) < 0 {
			return Weighed{Basis: basis}, fault.New(fault.Invalid, "calendar.too_heavy", "days", strconv.FormatInt(int64(w.Raw/(24*time.Hour)), 10))
		}
		w.Weighted += time.Duration(extra)
	}
	return w, nil
}

// weighing is a stretch in which one weight holds.
type weighing struct {
	stretch
	weight int
}

// profile gives the stretches of from..to in which a weight other than the usual one
// holds, in order: where peaks overlap, the heaviest counts.
func (k *Clock) profile(from, to int64) []weighing {
	type edge struct {
		at     int64
		weight int
		begins bool
	}
	var edges []edge
	for i := range k.periods {
		p := &k.periods[i]
		if p.Kind != Peak || p.WeightPercent == 0 {
			continue
		}
		for _, s := range p.within(k.zone, from, to) {
			edges = append(edges, edge{s.from, p.WeightPercent, true}, edge{s.to, p.WeightPercent, false})
		}
	}
	slices.SortFunc(edges, func(a, b edge) int {
		switch {
		case a.at < b.at:
			return -1
		case a.at > b.at:
			return 1
		}
		return 0
	})
	var out []weighing
	open := map[int]int{} // peaks in force, by weight
	for i, e := range edges {
		if e.begins {
			open[e.weight]++
		} else if open[e.weight]--; open[e.weight] == 0 {
			delete(open, e.weight)
		}
		if i+1 == len(edges) || edges[i+1].at == e.at {
			continue
		}
		heaviest := 0
		for weight := range open {
			heaviest = max(heaviest, weight)
		}
		if heaviest > 0 {
			out = append(out, weighing{stretch{e.at, edges[i+1].at}, heaviest})
		}
	}
	return out
}
