package stat

import "math"

// Runs is the look at a line of points with Anhøj's two rules: in a usual process no
// run on one side of the middle is much longer, and crossings of it are not much rarer,
// than tossed coins would show. Points on the middle do not count.
type Runs struct {
	N             int // points beside the middle
	Longest       int
	Crossings     int
	LongestLimit  int // more is a signal
	CrossingLimit int // fewer is a signal
	Verdict       ChartVerdict
}

// RunChart looks at values around their median.
func RunChart(values []float64) (Runs, error) {
	sample, err := NewSample(values, 0)
	if err != nil {
		return Runs{}, err
	}
	if sample.Len() == 0 {
		return Runs{Verdict: ChartCannotTell}, nil
	}
	return runsAround(values, quantile(sample.values, 0.5)), nil
}

func runsAround(values []float64, middle float64) Runs {
	r := Runs{Verdict: ChartCannotTell}
	slack := 1e-12 * math.Abs(middle)
	run, side := 0, 0
	for _, v := range values {
		now := 0
		switch {
		case v > middle+slack:
			now = 1
		case v < middle-slack:
			now = -1
		default:
			continue
		}
		r.N++
		if now != side {
			r.Crossings += min(1, r.N-1)
			run, side = 0, now
		}
		run++
		r.Longest = max(r.Longest, run)
	}
	limits, ok := RunLimits(r.N)
	if !ok {
		return r
	}
	r.LongestLimit, r.CrossingLimit = limits.LongestLimit, limits.CrossingLimit
	r.Verdict = NoSignal
	if r.Longest > r.LongestLimit || r.Crossings < r.CrossingLimit {
		r.Verdict = Signal
	}
	return r
}

// Fewer points than these say nothing about runs (Anhøj 2014).
const fewestForRuns = 10

// RunLimits gives the two limits for n points beside the middle; false for too few.
func RunLimits(n int) (Runs, bool) {
	if n < fewestForRuns {
		return Runs{N: n, Verdict: ChartCannotTell}, false
	}
	r := Runs{N: n, LongestLimit: int(math.Round(math.Log2(float64(n)) + 3))}
	// The first number of crossings that a fair coin does not stay below in 5 % of cases.
	low, high := -1, n-1
	for high-low > 1 {
		middle := low + (high-low)/2
		if reaches(binomialLower(float64(middle), float64(n-1), share{0.5, 0.5}), 0.05) {
			high = middle
		} else {
			low = middle
		}
	}
	r.CrossingLimit = high
	return r, true
}
