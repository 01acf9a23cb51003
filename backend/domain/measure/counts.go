package measure

import (
	"math"
	"slices"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/stat"
)

// Choice is one interval with what a chart of it would rest on.
type Choice struct {
	Interval Interval
	Points   int
	Mean     stat.Number // incidents in a bucket
	InCycle  bool
}

// Bucket is one stretch of time with its incidents.
type Bucket struct {
	Span
	Incidents []Incident
	Exposure  float64 // in buckets of average length
	Partial   bool    // it is not over yet
}

// Counts are how many incidents there were.
type Counts struct {
	Choices     []Choice
	Recommended string // an Interval, or Between
	Interval    string // what is shown: an Interval, or Between
	Buckets     []Bucket
	// Chart has a point for each bucket. In a chart of the time between, a bucket goes from
	// one incident to the next, which is its only one, and its point is in days.
	Chart stat.Chart
	// Now and Before are incidents per 30 days, or per 100 open hours, with their
	// intervals, Change the ratio.
	Now, Before stat.Value
	Change      stat.Value
	// Compared is false where one of the spans was not watched at all.
	Compared bool
	// NotValid is the first day of the span before of which the calendar says nothing, so that
	// there is no comparison in open hours. The zero date where it speaks of all of it.
	NotValid calendar.Date
	// Said is whether the last days were quiet by somebody's word.
	Said bool
	// File is the file by which the last days until Read were quiet; "" for none.
	File          string
	Read          calendar.Date
	WatchedNow    int // days
	WatchedBefore int
	// ExposedNow and ExposedBefore are what rates are told against: stretches of 30 days,
	// or of 100 open hours.
	ExposedNow, ExposedBefore float64
	NowCases, Earlier         []Incident
	LeftOut                   []LeftOut
	Hours                     *Hours // nil for all the time
	// OpenSince is the stretch of Since in open hours, where those are charted.
	OpenSince float64
	// Ends is the last day of which the register tells, where the period goes on after it: no
	// time after that is counted. The zero date where nothing is cut off.
	Ends calendar.Date
	// Until is the last day that is counted: of the period, or the last that is known.
	Until calendar.Date
}

// since is the stretch in open hours from the last incident until the end of what is counted.
func (c Counts) since(last Incident) (float64, error) {
	from, known := last.begun()
	end := calendar.StartOfDay(c.Until.AddDays(1), c.Hours.Clock.Zone())
	if !known || end.Before(from) {
		return 0, nil
	}
	open, err := c.Hours.Clock.Between(from, end)
	return open.Hours(), err
}

// Since is the stretch in days from the last incident until the end of what is counted, where
// stretches between incidents are charted: it is not over, and no point.
func (c Counts) Since() int {
	if c.Interval != Between || len(c.Buckets) == 0 {
		return 0
	}
	return daysBetween(c.Buckets[len(c.Buckets)-1].Last, c.Until)
}

// perDays is the unit rates are told in.
const perDays = 30

// Query is what somebody wants to see.
type Query struct {
	Period   string // see ParsePeriod
	Interval string // AsAdvised, an Interval or Between
	Cycle    Interval
	Hours    *Hours // of the counts; nil for all the time
	Filter
}

// Count counts incidents over a period. The record begins with the first of all
// incidents, whatever the filter, or on the day a register begins, for what is reviewed
// and what is registered are not counted against each other; today is the last day that
// is known.
func Count(all []Incident, q Query, p Period, today, register calendar.Date) (Counts, error) {
	interval, err := parseInterval(q.Interval)
	if err != nil {
		return Counts{}, err
	}
	if _, err := parseInterval(string(q.Cycle)); err != nil {
		return Counts{}, err
	}
	c := Counts{Hours: q.Hours, Until: earlier(p.Now.Last, today), LeftOut: []LeftOut{}, NowCases: []Incident{}, Earlier: []Incident{}, Buckets: []Bucket{}}
	all = ordered(all)
	first, known := FirstDay(all)
	if !known {
		first = p.Now.Last
	}
	if first.Before(register) {
		first = register
	}
	watched := first.AddDays(1)
	if c.NotValid, err = q.Hours.silent(seen(p.Before, watched, today)); err != nil {
		return Counts{}, err
	}
	if !c.NotValid.IsZero() {
		p.Before = Span{p.Now.First, p.Now.First.AddDays(-1)}
	}
	shown := Span{p.Before.First, p.Now.Last}
	if p.Before.Days() == 0 {
		shown.First = p.Now.First
	}
	var counted []Incident
	for _, in := range all {
		if !q.Takes(in) {
			continue
		}
		day, err := calendar.ParseDate(in.Day)
		switch {
		case err != nil:
			c.LeftOut = append(c.LeftOut, LeftOut{in, NoDay})
		case !shown.Holds(day):
		case today.Before(day):
			c.LeftOut = append(c.LeftOut, LeftOut{in, EndsRecord})
		case day.Before(register):
			c.LeftOut = append(c.LeftOut, LeftOut{in, BeforeRegister})
		case day.Before(watched):
			c.LeftOut = append(c.LeftOut, LeftOut{in, BeginsRecord})
		default:
			why, err := q.Hours.Outside(in)
			if err != nil {
				return Counts{}, err
			}
			if why != "" {
				c.LeftOut = append(c.LeftOut, LeftOut{in, why})
				continue
			}
			counted = append(counted, in)
		}
	}
	for _, in := range counted {
		if p.Now.Holds(dayOf(in)) {
			c.NowCases = append(c.NowCases, in)
		} else {
			c.Earlier = append(c.Earlier, in)
		}
	}
	if err := c.rates(p, watched, today); err != nil {
		return Counts{}, err
	}
	if err := c.choose(counted, shown, watched, today, q.Cycle); err != nil {
		return Counts{}, err
	}
	c.Interval = interval
	if interval == AsAdvised {
		c.Interval = c.Recommended
	}
	if c.Interval == Between {
		return c, c.chartBetween(counted)
	}
	return c, c.chartCounts(Interval(c.Interval), counted, shown, watched, today)
}

// FirstDay is the day of the first incident, without those whose day is a placeholder.
func FirstDay(all []Incident) (calendar.Date, bool) {
	var first calendar.Date
	for _, in := range all {
		if d, err := calendar.ParseDate(in.Day); err == nil && !slices.Contains(Placeholders(), in.Day) && (first.IsZero() || d.Before(first)) {
			first = d
		}
	}
	return first, !first.IsZero()
}

func dayOf(in Incident) calendar.Date {
	d, err := calendar.ParseDate(in.Day)
	if err != nil {
		return calendar.Date{}
	}
	return d
}

// seen is the part of a span between two days that was watched.
func seen(s Span, watched, today calendar.Date) Span {
	s = s.from(watched)
	if today.Before(s.Last) {
		s.Last = today
	}
	return s
}

func (c *Counts) rates(p Period, watched, today calendar.Date) (err error) {
	now, before := seen(p.Now, watched, today), Span{}
	c.WatchedNow, c.WatchedBefore = now.Days(), 0
	if p.Before.Days() > 0 {
		before = seen(p.Before, watched, today)
		c.WatchedBefore = before.Days()
	}
	if c.ExposedNow, err = c.Hours.exposure(now); err != nil {
		return err
	}
	if c.WatchedBefore > 0 {
		if c.ExposedBefore, err = c.Hours.exposure(before); err != nil {
			return err
		}
	}
	c.Change = stat.Value{Verdict: stat.CannotTell}
	after := stat.Counted{Events: int64(len(c.NowCases)), Exposure: c.ExposedNow}
	earlier := stat.Counted{Events: int64(len(c.Earlier)), Exposure: c.ExposedBefore}
	if c.Now, err = rateOf(len(c.NowCases), c.ExposedNow); err != nil {
		return err
	}
	if c.Before, err = rateOf(len(c.Earlier), c.ExposedBefore); err != nil {
		return err
	}
	if c.Compared = after.Exposure > 0 && earlier.Exposure > 0; !c.Compared {
		return nil
	}
	c.Change, err = stat.RateRatio(earlier, after, stat.Ask{})
	return err
}

// choose fills in what each interval would give and which is advised.
func (c *Counts) choose(counted []Incident, shown Span, watched, today calendar.Date, cycle Interval) error {
	if cycle == "" {
		cycle = Quarterly
	}
	groupings := make([]stat.Grouping, len(Intervals))
	for i, interval := range Intervals {
		for _, b := range interval.buckets(seen(shown, watched, today)) {
			if !today.Before(b.Last) {
				groupings[i].Points++
			}
		}
		groupings[i].InCycle = interval.nominal() <= cycle.nominal()
	}
	groupings, chosen, err := stat.ChooseGrouping(int64(len(counted)), groupings)
	if err != nil {
		return err
	}
	c.Recommended = Between
	for i, g := range groupings {
		c.Choices = append(c.Choices, Choice{Intervals[i], g.Points, g.MeanCount, g.InCycle})
	}
	if chosen >= 0 {
		c.Recommended = string(Intervals[chosen])
	}
	return nil
}

func (c *Counts) chartCounts(interval Interval, counted []Incident, shown Span, watched, today calendar.Date) error {
	spans := interval.buckets(shown)
	// Buckets nobody has reached are no points; what was not watched is, and is marked.
	spans = slices.DeleteFunc(spans, func(s Span) bool { return today.Before(s.First) })
	points, parts := make([]stat.Bucket, len(spans)), make([]Span, len(spans))
	for i, span := range spans {
		// A bucket is cut where the shown time begins or ends inside of it.
		parts[i] = seen(Span{later(span.First, shown.First), earlier(span.Last, shown.Last)}, watched, today)
	}
	exposed, err := c.Hours.exposures(interval, spans, parts)
	if err != nil {
		return err
	}
	at := 0
	for i, span := range spans {
		b := Bucket{Span: span, Incidents: []Incident{}, Exposure: exposed[i], Partial: today.Before(span.Last)}
		for at < len(counted) && !span.Last.Before(dayOf(counted[at])) {
			b.Incidents = append(b.Incidents, counted[at])
			at++
		}
		c.Buckets = append(c.Buckets, b)
		points[i] = stat.Bucket{Count: int64(len(b.Incidents)), Exposure: b.Exposure, Partial: b.Partial}
	}
	kind, _, err := stat.AdviseChart(points)
	if err != nil {
		return err
	}
	if kind == stat.ChartXmR {
		// Single values would lose sight of periods that are left out; a u′-chart widens
		// the same way and keeps them.
		kind = stat.ChartUPrime
	}
	c.Chart, err = stat.CountChart(kind, points, 0)
	return err
}

func later(a, b calendar.Date) calendar.Date {
	if a.Before(b) {
		return b
	}
	return a
}

func earlier(a, b calendar.Date) calendar.Date {
	if b.Before(a) {
		return b
	}
	return a
}

// rootOfGaps makes waiting times of rare events near enough to normal (Nelson 1994).
const rootOfGaps = 1 / 3.6

// chartBetween charts the days, or the open hours, between one incident and the next.
func (c *Counts) chartBetween(counted []Incident) (err error) {
	var gaps, loose []float64
	for i := 1; i < len(counted); i++ {
		gap, off, err := c.Hours.gap(counted[i-1], counted[i])
		if err != nil {
			return err
		}
		gaps, loose = append(gaps, gap), append(loose, off)
		c.Buckets = append(c.Buckets, Bucket{Span: Span{dayOf(counted[i-1]), dayOf(counted[i])}, Incidents: []Incident{counted[i]}, Exposure: 1})
	}
	if n := len(counted); n > 0 && c.Hours != nil {
		if c.OpenSince, err = c.since(counted[n-1]); err != nil {
			return err
		}
	}
	c.Chart, err = curved(gaps, loose,
		func(v float64) float64 { return math.Pow(v, rootOfGaps) },
		func(v float64) float64 { return math.Pow(math.Max(0, v), 1/rootOfGaps) })
	c.Chart.Kind = stat.TimeBetween
	return err
}
