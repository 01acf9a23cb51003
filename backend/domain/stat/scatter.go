package stat

import (
	"math"
	"slices"
)

// Scatter is a test of whether counts differ more than chance alone would make them.
type Scatter struct {
	Statistic        Number
	DegreesOfFreedom int
	P                Number
}

// Dispersion compares counts with what their common rate lets expect (chi-square).
// Buckets that are partial or without exposure do not count.
func Dispersion(buckets []Bucket) (Scatter, error) {
	var total, over float64
	var used []Bucket
	for _, b := range buckets {
		if err := checkCount(b.Count); err != nil {
			return Scatter{}, err
		}
		if b.Exposure == 0 || b.Partial {
			continue
		}
		if err := checkExposure(b.Exposure); err != nil {
			return Scatter{}, err
		}
		used = append(used, b)
		total += float64(b.Count)
		over += b.Exposure
	}
	if len(used) < 2 || total == 0 {
		return Scatter{}, nil
	}
	s := Scatter{DegreesOfFreedom: len(used) - 1}
	var statistic float64
	for _, b := range used {
		expected := total * (b.Exposure / over)
		statistic += (float64(b.Count) - expected) * (float64(b.Count) - expected) / expected
	}
	s.Statistic = Num(statistic)
	s.P = Num(math.Max(0, math.Min(1, chiUpper(statistic, float64(s.DegreesOfFreedom)))))
	return s, nil
}

// AdviseChart says which chart fits counts: single values or a u′-chart where they
// scatter more than chance, else a c-chart for equal exposures and a u-chart for others.
func AdviseChart(buckets []Bucket) (ChartKind, Scatter, error) {
	s, err := Dispersion(buckets)
	if err != nil {
		return "", Scatter{}, err
	}
	equal := true
	var first float64
	for _, b := range buckets {
		if b.Exposure == 0 || b.Partial {
			continue
		}
		if first == 0 {
			first = b.Exposure
		}
		equal = equal && b.Exposure == first
	}
	wide := s.P.Below(0.05)
	switch {
	case wide && equal:
		return ChartXmR, s, nil
	case wide:
		return ChartUPrime, s, nil
	case equal:
		return ChartC, s, nil
	}
	return ChartU, s, nil
}

// Grouping is a way to cut time into periods.
type Grouping struct {
	Points    int  // periods there would be
	InCycle   bool // they are ready in time for the people who look at them
	MeanCount Number
}

// Fewer events per period than these make a chart of zeros and ones.
const fewestPerPoint = 4

// ChooseGrouping takes groupings from the shortest periods to the longest, fills in their
// mean counts, and says which is the first with at least four events a period and twelve
// periods in the cycle; -1 means that a chart of the time between events fits better.
func ChooseGrouping(events int64, groupings []Grouping) ([]Grouping, int, error) {
	if err := checkCount(events); err != nil {
		return nil, -1, err
	}
	out := slices.Clone(groupings)
	chosen := -1
	for i := range out {
		g := &out[i]
		if g.Points < 1 {
			continue
		}
		each := float64(events) / float64(g.Points)
		g.MeanCount = Num(each)
		if chosen < 0 && g.InCycle && g.Points >= settledPoints && reaches(each, fewestPerPoint) {
			chosen = i
		}
	}
	return out, chosen, nil
}

// Excess is the chance that at least so many of all events fall to one whose share of
// the exposure is given, for looking at hot spots. Whoever looks at several adjusts.
func Excess(events, all int64, expected float64) (Number, error) {
	if err := checkCount(events, all, all-events); err != nil {
		return Number{}, err
	}
	if !(expected >= 0 && expected <= 1) {
		return Number{}, errShare(expected)
	}
	return Num(binomialUpper(float64(events), float64(all), shareOf(expected))), nil
}

// Adjust raises several p so that of those called significant only the share asked for
// is expected to be false (Benjamini and Hochberg). The order stays.
func Adjust(ps []float64) ([]float64, error) {
	order := make([]int, len(ps))
	for i, p := range ps {
		if !(p >= 0 && p <= 1) {
			return nil, errShare(p)
		}
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case ps[a] > ps[b]:
			return -1
		case ps[a] < ps[b]:
			return 1
		}
		return 0
	})
	out := make([]float64, len(ps))
	least := 1.0
	for at, i := range order {
		least = math.Min(least, ps[i]*float64(len(ps))/float64(len(ps)-at))
		out[i] = least
	}
	return out, nil
}
