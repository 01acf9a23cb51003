package measure

import (
	"math"
	"slices"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/stat"
)

// Case is one incident with its length.
type Case struct {
	Incident Incident
	Minutes  float64
	Exact    bool
}

// LeftOut is one incident without a length.
type LeftOut struct {
	Incident Incident
	Why      Reason
}

// Side is what one span says about an indicator.
type Side struct {
	Span    Span
	Cases   []Case // by day, then by reference
	LeftOut []LeftOut
	// Median and Typical (the geometric mean) with their intervals, the 75th and the 90th
	// percentile for the tail, and the mean, which has no interval: totals need it, and
	// people who know these measures by their other names ask for it.
	Median, Typical, SeventyFifth, Ninetieth, Mean stat.Value
	Inexact                                        int // cases with a moment that is approximate
	Instant                                        int // cases of less than half a minute
}

// Reading is an indicator over a period.
type Reading struct {
	Indicator
	Now, Before Side
	// Change is the typical length now over the one before; its verdict is what may be
	// said of it.
	Change stat.Value
	// Needed is how many cases each of the two spans needs for a change by half to be
	// found four times in five, at the spread these cases have; 0 where no spread is known.
	Needed int64
	// Course is a chart of the lengths in the order of the incidents, over both spans,
	// in minutes; its limits are those of the logarithms.
	Course stat.Chart
}

// ForInterval is how many cases a length of the middle or of the tail needs for an interval:
// that of two is so wide that it says nothing. ForWord is how many each of two spans needs for a word: of
// fewer the interval rests on how lengths are supposed to scatter, and not on what was seen.
const (
	ForInterval = 3
	ForWord     = 5
)

// underMinute stands for every shorter length where logarithms are taken: clocks that show
// minutes leave open what lies between none and one, and what two programs write a
// thousandth of a second apart is the speed of a database and no length of an incident.
const underMinute = 0.5

// Read measures an indicator over the incidents a filter takes.
func Read(of Indicator, all []Incident, f Filter, p Period) (Reading, error) {
	all = ordered(all)
	r := Reading{Indicator: of}
	sides := [2]struct {
		side   *Side
		span   Span
		sample stat.Sample
	}{{side: &r.Before, span: p.Before}, {side: &r.Now, span: p.Now}}
	for i := range sides {
		s := &sides[i]
		var err error
		if *s.side, err = sideOf(of, all, f, s.span); err != nil {
			return Reading{}, err
		}
		if s.sample, err = stat.NewSample(s.side.lengths(true), int64(len(s.side.LeftOut))); err != nil {
			return Reading{}, err
		}
	}
	var err error
	if r.Change, err = stat.GeometricMeanRatio(sides[0].sample, sides[1].sample, stat.Ask{}); err != nil {
		return Reading{}, err
	}
	if min(len(r.Before.Cases), len(r.Now.Cases)) < ForWord && r.Change.Verdict != stat.CannotTell {
		r.Change.Verdict = stat.CannotTell
	}
	if r.Needed, err = needed(r.Before.lengths(true), r.Now.lengths(true)); err != nil {
		return Reading{}, err
	}
	r.Course, err = course(append(r.Before.lengths(true), r.Now.lengths(true)...))
	return r, err
}

// sideOf takes incidents in their order.
func sideOf(of Indicator, all []Incident, f Filter, span Span) (Side, error) {
	s := Side{Span: span, Cases: []Case{}, LeftOut: []LeftOut{}}
	for _, in := range all {
		if !f.Takes(in) {
			continue
		}
		day, err := calendar.ParseDate(in.Day)
		if err != nil || !span.Holds(day) {
			continue
		}
		minutes, exact, why := in.Length(of)
		if why != "" {
			s.LeftOut = append(s.LeftOut, LeftOut{in, why})
			continue
		}
		s.Cases = append(s.Cases, Case{in, minutes, exact})
		if !exact {
			s.Inexact++
		}
		if minutes < underMinute {
			s.Instant++
		}
	}
	return s, s.summarise()
}

func (s *Side) summarise() error {
	missing := int64(len(s.LeftOut))
	raw, err := stat.NewSample(s.lengths(false), missing)
	if err != nil {
		return err
	}
	if s.Median, err = raw.Median(stat.Ask{}); err != nil {
		return err
	}
	if s.SeventyFifth, err = raw.Quantile(0.75, stat.Ask{}); err != nil {
		return err
	}
	if s.Ninetieth, err = raw.Quantile(0.9, stat.Ask{}); err != nil {
		return err
	}
	if s.Mean, err = raw.MeanForTotals(stat.Ask{}); err != nil {
		return err
	}
	positive, err := stat.NewSample(s.lengths(true), missing)
	if err != nil {
		return err
	}
	if s.Typical, err = positive.GeometricMean(stat.Ask{}); err != nil {
		return err
	}
	if len(s.Cases) < ForInterval {
		for _, v := range []*stat.Value{&s.Typical, &s.Median, &s.SeventyFifth, &s.Ninetieth} {
			v.Interval.Lower, v.Interval.Upper = stat.Number{}, stat.Number{}
		}
	}
	return nil
}

// lengths are the minutes of the cases; forLogs puts underMinute in the place of less.
func (s Side) lengths(forLogs bool) []float64 {
	out := make([]float64, len(s.Cases))
	for i, c := range s.Cases {
		out[i] = c.Minutes
		if forLogs {
			out[i] = max(c.Minutes, underMinute)
		}
	}
	return out
}

// Alike says that there are several lengths and all are the same: they say nothing about
// how far others would lie from them, however many there are.
func (s Side) Alike() bool {
	lengths := s.lengths(true)
	return len(lengths) > 1 && slices.Min(lengths) == slices.Max(lengths)
}

// ordered gives incidents in their order; the caller keeps theirs.
func ordered(all []Incident) []Incident {
	if !slices.IsSortedFunc(all, inOrder) {
		all = slices.Clone(all)
		slices.SortStableFunc(all, inOrder)
	}
	return all
}

// inOrder is by day, then by moment of beginning as written, then by reference.
func inOrder(a, b Incident) int {
	switch {
	case a.Day != b.Day:
		return compare(a.Day, b.Day)
	case a.Moments[Started].At != b.Moments[Started].At:
		return compare(a.Moments[Started].At, b.Moments[Started].At)
	}
	return compare(a.Ref, b.Ref)
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// What a plan for "how many would be needed" is made for.
const (
	plannedFall  = 0.5
	plannedPower = 0.8
	plannedLevel = 0.95
)

func needed(before, now []float64) (int64, error) {
	spread, ok := spreadOfLogs(before, now)
	if !ok {
		return 0, nil
	}
	return stat.GroupSizeForRatio(spread, plannedFall, plannedPower, plannedLevel)
}

// spreadOfLogs is the standard deviation of the logarithms around the middle of each
// group, of both together.
func spreadOfLogs(groups ...[]float64) (float64, bool) {
	squares, free := 0.0, 0
	for _, g := range groups {
		if len(g) < 2 {
			continue
		}
		middle := 0.0
		for _, v := range g {
			middle += math.Log(v) / float64(len(g))
		}
		for _, v := range g {
			squares += float64((math.Log(v) - middle) * (math.Log(v) - middle))
		}
		free += len(g) - 1
	}
	if free == 0 || squares <= 0 {
		return 0, false
	}
	spread := math.Sqrt(squares / float64(free))
	// Values that are all but the same plan nothing.
	return spread, spread > 1e-6
}

// course charts lengths one by one on the scale of their logarithms, where they scatter
// evenly, and tells values and limits in minutes.
func course(minutes []float64) (stat.Chart, error) {
	return curved(minutes, nil, math.Log, math.Exp)
}

// curved makes a chart of single values on another scale and brings it back. loose is less
// than how much each value may be off, nil for nothing: what may lie inside of the limits
// is not beyond them.
func curved(values, loose []float64, to, back func(float64) float64) (stat.Chart, error) {
	scaled := make([]float64, len(values))
	for i, v := range values {
		scaled[i] = to(v)
	}
	c, err := stat.XmR(scaled, 0)
	if err != nil {
		return stat.Chart{}, err
	}
	home := func(n stat.Number) stat.Number {
		if v, ok := n.Float(); ok {
			return stat.Num(back(v))
		}
		return n
	}
	c.Center = home(c.Center)
	// Ranges are those of the other scale and mean nothing on this one.
	c.MeanRange, c.RangeLimit = stat.Number{}, stat.Number{}
	signal, limits := c.Runs.Verdict == stat.Signal, false
	for i := range c.Points {
		p := &c.Points[i]
		p.Value, p.Lower, p.Upper, p.Range, p.RangeBeyond = stat.Num(values[i]), home(p.Lower), home(p.Upper), stat.Number{}, false
		if loose != nil && loose[i] > 0 {
			p.Beyond = p.Beyond && (p.Upper.Below(values[i]-loose[i]) || p.Lower.Above(values[i]+loose[i]))
		}
		signal, limits = signal || p.Beyond, limits || !p.Upper.IsNone()
	}
	switch {
	case signal:
		c.Verdict = stat.Signal
	case limits:
		c.Verdict = stat.NoSignal
	default:
		c.Verdict = stat.ChartCannotTell
	}
	return c, nil
}
