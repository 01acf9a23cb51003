package stat

import (
	"math"
	"slices"
)

// ChartKind is the kind of a control chart.
type ChartKind string

// The kinds.
const (
	ChartXmR    ChartKind = "xmr"     // single values with the ranges between neighbours
	ChartC      ChartKind = "c"       // counts over equal exposures
	ChartU      ChartKind = "u"       // counts over exposures that differ
	ChartUPrime ChartKind = "u_prime" // the same, widened by how the counts really scatter
	TimeBetween ChartKind = "time_between"
)

// Factors of Shewhart's tables for ranges of two.
const (
	limitFactor = 2.66
	rangeFactor = 3.267
	rangeSigma  = 1.128
)

// Fewer points than these make limits that will still move.
const settledPoints = 12

// LeftOut says why a point does not count.
type LeftOut string

// The reasons.
const (
	CountsIn     LeftOut = ""
	PartialSpan  LeftOut = "partial_period"
	ZeroExposure LeftOut = "zero_exposure"
)

// Bucket is one period of a count chart.
type Bucket struct {
	Count    int64
	Exposure float64
	Partial  bool // the period is not over yet
}

// ChartPoint is a point with the limits that hold for it.
type ChartPoint struct {
	Value, Lower, Upper Number
	Range               Number // to the point before, in a chart of single values
	LeftOut             LeftOut
	Beyond              bool // outside its limits
	RangeBeyond         bool // its range is beyond the limit of ranges
}

// Chart is a control chart. Limits are missing where the points show no spread to
// take them from.
type Chart struct {
	Kind        ChartKind
	Points      []ChartPoint
	Center      Number
	MeanRange   Number
	RangeLimit  Number
	SigmaZ      Number // how much wider than Poisson the counts scatter, in a u′-chart
	Baseline    int    // points the limits are from
	Provisional bool   // too few of them for limits that stand
	Runs        Runs
	Verdict     ChartVerdict
}

// ChartVerdict is what a chart says as a whole.
type ChartVerdict string

// The verdicts of charts.
const (
	ChartCannotTell ChartVerdict = "cannot_tell"
	NoSignal        ChartVerdict = "no_signal"
	Signal          ChartVerdict = "signal"
)

// XmR makes a chart of single values. Limits are taken from the first baseline points,
// from all with 0.
func XmR(values []float64, baseline int) (Chart, error) {
	if err := checkValues(values); err != nil {
		return Chart{}, err
	}
	c := Chart{Kind: ChartXmR, Points: make([]ChartPoint, len(values))}
	c.Baseline = baselineOf(baseline, len(values))
	for i, v := range values {
		c.Points[i].Value = Num(v)
		if i > 0 {
			c.Points[i].Range = Num(math.Abs(v - values[i-1]))
		}
	}
	if c.Baseline == 0 {
		return c.finish(), nil
	}
	center := mean(values[:c.Baseline])
	c.Center = Num(center)
	if c.Baseline < 2 {
		return c.finish(), nil
	}
	ranges := meanRange(values[:c.Baseline])
	c.MeanRange = Num(ranges)
	if ranges > 0 {
		c.RangeLimit = Num(rangeFactor * ranges)
		for i := range c.Points {
			p := &c.Points[i]
			p.Lower, p.Upper = Num(center-float64(limitFactor*ranges)), Num(center+float64(limitFactor*ranges))
			p.RangeBeyond = i > 0 && beyond(p.Range, Number{}, c.RangeLimit)
		}
	}
	return c.finish(), nil
}

// CountChart makes a c-, u- or u′-chart. A c-chart takes no notice of exposures beyond
// leaving out the empty ones. baseline counts the points that are not left out.
func CountChart(kind ChartKind, buckets []Bucket, baseline int) (Chart, error) {
	c := Chart{Kind: kind, Points: make([]ChartPoint, len(buckets))}
	var used []int
	var total int64
	for i, b := range buckets {
		total += max(0, b.Count)
		if err := checkCount(b.Count, total); err != nil {
			return Chart{}, err
		}
		switch {
		case b.Exposure == 0:
			c.Points[i].LeftOut = ZeroExposure
			continue
		case checkExposure(b.Exposure) != nil:
			return Chart{}, checkExposure(b.Exposure)
		}
		c.Points[i].Value = Num(float64(b.Count) / exposure(kind, b))
		if b.Partial {
			c.Points[i].LeftOut = PartialSpan
			continue
		}
		used = append(used, i)
	}
	c.Baseline = baselineOf(baseline, len(used))
	var count, over float64
	for _, i := range used[:c.Baseline] {
		count += float64(buckets[i].Count)
		over += exposure(kind, buckets[i])
	}
	if c.Baseline == 0 {
		return c.finish(), nil
	}
	center := count / over
	c.Center = Num(center)
	if count == 0 || c.Baseline < 2 {
		return c.finish(), nil
	}
	widened := 1.0
	if kind == ChartUPrime {
		z := make([]float64, c.Baseline)
		for at, i := range used[:c.Baseline] {
			v, _ := c.Points[i].Value.Float()
			z[at] = (v - center) / math.Sqrt(center/exposure(kind, buckets[i]))
		}
		widened = meanRange(z) / rangeSigma
		c.SigmaZ = Num(widened)
		if widened == 0 {
			return c.finish(), nil
		}
	}
	for _, i := range used {
		reach := 3 * math.Sqrt(center/exposure(kind, buckets[i])) * widened
		c.Points[i].Lower, c.Points[i].Upper = Num(math.Max(0, center-reach)), Num(center+reach)
	}
	return c.finish(), nil
}

func exposure(kind ChartKind, b Bucket) float64 {
	if kind == ChartC {
		return 1
	}
	return b.Exposure
}

func baselineOf(asked, there int) int {
	if asked <= 0 || asked > there {
		return there
	}
	return asked
}

func meanRange(values []float64) float64 {
	ranges := make([]float64, len(values)-1)
	for i := range ranges {
		ranges[i] = math.Abs(values[i+1] - values[i])
	}
	return mean(ranges)
}

// beyond says whether a value is outside limits by more than rounding.
func beyond(value, lower, upper Number) bool {
	v, ok := value.Float()
	low, hasLow := lower.Float()
	high, hasHigh := upper.Float()
	slack := 1e-12 * math.Max(math.Abs(high), math.Abs(low))
	return ok && (hasLow && v < low-slack || hasHigh && v > high+slack)
}

// finish looks for signals and gives the verdict.
func (c Chart) finish() Chart {
	c.Provisional = c.Baseline < settledPoints
	var values []float64
	limits, signal := false, false
	for i := range c.Points {
		p := &c.Points[i]
		if p.LeftOut != CountsIn {
			continue
		}
		p.Beyond = beyond(p.Value, p.Lower, p.Upper)
		signal = signal || p.Beyond || p.RangeBeyond
		limits = limits || !p.Upper.IsNone()
		v, _ := p.Value.Float()
		values = append(values, v)
	}
	// The rules of runs are made for the median, of which as many points lie above as below;
	// around the mean of skewed values a run is longer without anything being up.
	if base := min(c.Baseline, len(values)); base > 0 {
		sorted := slices.Clone(values[:base])
		slices.Sort(sorted)
		c.Runs = runsAround(values, quantile(sorted, 0.5))
	}
	switch {
	case signal || c.Runs.Verdict == Signal:
		c.Verdict = Signal
	case !limits:
		c.Verdict = ChartCannotTell
	default:
		c.Verdict = NoSignal
	}
	return c
}
