package stat

import (
	"math"
	"slices"
)

// Sample is a set of measured values, sorted, with the number of those that were
// missing. It is made once and then asked for what it says.
type Sample struct {
	values  []float64
	missing int64
}

// NewSample takes values in any order and leaves them as they are.
func NewSample(values []float64, missing int64) (Sample, error) {
	if err := checkValues(values); err != nil {
		return Sample{}, err
	}
	if err := checkCount(missing); err != nil {
		return Sample{}, err
	}
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return Sample{values: sorted, missing: missing}, nil
}

// Len is how many values there are.
func (s Sample) Len() int { return len(s.values) }

func (s Sample) value(method Method) Value {
	return Value{N: int64(len(s.values)), Missing: s.missing, Method: method, Verdict: NotCompared}
}

// Median is the middle value; see Quantile.
func (s Sample) Median(ask Ask) (Value, error) { return s.Quantile(0.5, ask) }

// Quantile is the value below which a share p lies (type 7), with an interval between
// two values of the sample that needs no assumption about their distribution. Where
// there are too few values for the level an end is open.
func (s Sample) Quantile(p float64, ask Ask) (Value, error) {
	level, lowerTail, upperTail, err := ask.tails()
	if err != nil {
		return Value{}, err
	}
	if !(p >= 0 && p <= 1) {
		return Value{}, errShare(p)
	}
	v := s.value(MethodQuantile)
	v.Interval = ask.open(level, AnyReal)
	if len(s.values) == 0 {
		v.Verdict = CannotTell
		return v, nil
	}
	v.Estimate = Num(quantile(s.values, p))
	lower, upper, attained := orderRanks(len(s.values), p, lowerTail, upperTail)
	if lower > 0 {
		v.Interval.Lower = Num(s.values[lower-1])
	}
	if upper > 0 {
		v.Interval.Upper = Num(s.values[upper-1])
	}
	v.Interval.Attained = attained
	if lower == 0 && upper == 0 {
		v.Verdict = CannotTell
	}
	return v, nil
}

// quantile is type 7: the sorted values stand at 0, 1/(n-1), … , 1 with straight
// lines between them.
func quantile(sorted []float64, p float64) float64 {
	place := float64(len(sorted)-1) * p
	below := int(math.Floor(place))
	if below+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	rest := place - float64(below)
	return sorted[below] + float64(rest*(sorted[below+1]-sorted[below]))
}

// orderRanks gives the ranks (from 1) between which the quantile lies with the tails
// that were left, 0 for none, and what they keep together.
func orderRanks(n int, p, lowerTail, upperTail float64) (lower, upper int, attained float64) {
	s, size := shareOf(p), float64(n)
	attained = 1
	// The tails fall by the terms from one rank to the next, so halving finds the last.
	if lowerTail > 0 {
		lower = lastWithin(n, func(rank int) float64 { return binomialLower(float64(rank-1), size, s) }, lowerTail)
		if lower > 0 {
			attained -= binomialLower(float64(lower-1), size, s)
		}
	}
	if upperTail > 0 {
		fromTop := lastWithin(n, func(rank int) float64 { return binomialUpper(float64(n+1-rank), size, s) }, upperTail)
		if fromTop > 0 {
			upper = n + 1 - fromTop
			attained -= binomialUpper(float64(upper), size, s)
		}
	}
	return lower, upper, attained
}

// lastWithin finds the greatest rank whose tail is within the bar; tails rise with
// the rank. 0 where not even the first is.
func lastWithin(n int, tail func(rank int) float64, bar float64) int {
	low, high := 0, n+1
	for high-low > 1 {
		middle := low + (high-low)/2
		if within(tail(middle), bar) {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}

// MeanForTotals is the mean, which is what a total needs and nothing else: durations
// are so skewed that no interval of their mean can be trusted, so it has none.
func (s Sample) MeanForTotals(ask Ask) (Value, error) {
	level, _, _, err := ask.tails()
	if err != nil {
		return Value{}, err
	}
	v := s.value(MethodMean)
	v.Interval, v.Verdict = ask.open(level, AnyReal), CannotTell
	if len(s.values) > 0 {
		v.Estimate = Num(mean(s.values))
	}
	return v, nil
}

// mean sums with compensation: the small values of a sorted sample come first.
func mean(values []float64) float64 { return sum(values) / float64(len(values)) }

func sum(values []float64) float64 {
	var total, lost float64
	for _, v := range values {
		next := total + v
		if math.Abs(total) >= math.Abs(v) {
			lost += (total - next) + v
		} else {
			lost += (v - next) + total
		}
		total = next
	}
	return total + lost
}

// variance is the unbiased one.
func variance(values []float64, center float64) float64 {
	squares := make([]float64, len(values))
	for i, v := range values {
		squares[i] = (v - center) * (v - center)
	}
	return sum(squares) / float64(len(values)-1)
}
