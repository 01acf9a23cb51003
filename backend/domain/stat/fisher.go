package stat

import "math"

// Two is a table of two groups and two outcomes: A of the first group had the outcome
// and B had not, C and D of the second.
type Two struct{ A, B, C, D int64 }

// FisherResult has the p of Fisher's own rule beside the central one.
type FisherResult struct {
	Value
	PLikelihood Number // all tables that are no likelier than this one
}

// Fisher compares the odds of the first group with those of the second. The estimate is
// the odds ratio of the table, the interval the exact conditional one, and P central so
// that it agrees with the interval.
func Fisher(t Two, ask Ask) (FisherResult, error) {
	c, err := RatioOf(ask.Matters)
	if err != nil {
		return FisherResult{}, err
	}
	level, lowerTail, upperTail, err := ask.tails()
	if err != nil {
		return FisherResult{}, err
	}
	if err := checkCount(t.A, t.B, t.C, t.D, t.A+t.B+t.C+t.D); err != nil {
		return FisherResult{}, err
	}
	v := Value{N: t.A + t.B + t.C + t.D, Method: MethodFisher, Interval: ask.open(level, Positive)}
	h := newHypergeometric(t)
	if h.lowest == h.highest {
		// A margin is empty: every split of it says the same.
		v.Verdict = Judge(v.Interval, c)
		return FisherResult{Value: v}, nil
	}
	v.Estimate = Num(float64(t.A) / float64(t.B) / float64(t.C) * float64(t.D))
	if t.B == 0 || t.C == 0 {
		v.Estimate = Num(math.Inf(1))
	}
	v.P = twice(h.tails(0))
	if lowerTail > 0 && h.a > h.lowest {
		v.Interval.Lower = Num(math.Exp(h.logRatio(lowerTail, true)))
	}
	if upperTail > 0 && h.a < h.highest {
		v.Interval.Upper = Num(math.Exp(h.logRatio(upperTail, false)))
	}
	v.Verdict = Judge(v.Interval, c)
	return FisherResult{Value: v, PLikelihood: Num(h.noLikelier())}, nil
}

// hypergeometric is the distribution of A with the margins given.
type hypergeometric struct {
	a, lowest, highest float64
	first, second, hit float64 // sizes of the groups and of the outcome
}

func newHypergeometric(t Two) hypergeometric {
	h := hypergeometric{a: float64(t.A), first: float64(t.A + t.B), second: float64(t.C + t.D), hit: float64(t.A + t.C)}
	h.lowest = math.Max(0, h.hit-h.second)
	h.highest = math.Min(h.first, h.hit)
	return h
}

// up is the quotient of the terms at x+1 and x without the odds ratio.
func (h hypergeometric) up(x float64) float64 {
	return (h.first - x) * (h.hit - x) / ((x + 1) * (h.second - h.hit + x + 1))
}

// sums adds, in units of the term at A, the terms below and above A, and how far from A
// they lie in sum (for the slope).
func (h hypergeometric) sums(ratio float64) (below, above, farBelow, farAbove float64) {
	term := 1.0
	for x := h.a; x < h.highest; x++ {
		term *= h.up(x) * ratio
		above += term
		farAbove += term * (x + 1 - h.a)
		if term < 1e-18*above && h.up(x)*ratio < 1 || math.IsInf(above, 1) {
			break
		}
	}
	term = 1.0
	for x := h.a; x > h.lowest; x-- {
		quotient := h.up(x-1) * ratio
		term /= quotient
		below += term
		farBelow += term * (h.a - x + 1)
		if term < 1e-18*below && quotient > 1 || math.IsInf(below, 1) {
			break
		}
	}
	return below, above, farBelow, farAbove
}

// tails gives P(X ≤ A) and P(X ≥ A) at a logarithm of the odds ratio.
func (h hypergeometric) tails(logRatio float64) (lower, upper float64) {
	below, above, _, _ := h.sums(math.Exp(logRatio))
	switch {
	case math.IsInf(above, 1):
		return 0, 1
	case math.IsInf(below, 1):
		return 1, 0
	}
	all := below + 1 + above
	return (below + 1) / all, (above + 1) / all
}

// logRatio finds where the tail is alpha: the upper one for the lower limit.
func (h hypergeometric) logRatio(alpha float64, lowerLimit bool) float64 {
	// Haldane's halves keep the start finite.
	start := math.Log((h.a + 0.5) * (h.second - h.hit + h.a + 0.5) / ((h.first - h.a + 0.5) * (h.hit - h.a + 0.5)))
	return newton(start, func(x float64) (float64, float64) {
		below, above, farBelow, farAbove := h.sums(math.Exp(x))
		if math.IsInf(above, 1) || math.IsInf(below, 1) {
			// Far outside: the sign is known and the bracket does the rest.
			return math.Copysign(1, unit(math.IsInf(above, 1))-0.5), math.NaN()
		}
		all := below + 1 + above
		middle := (farAbove - farBelow) / all // the mean less A
		if lowerLimit {
			return math.Log((above + 1) / all / alpha), farAbove/(above+1) - middle
		}
		return -math.Log((below + 1) / all / alpha), farBelow/(below+1) + middle
	})
}

// noLikelier adds the tables that are no likelier than this one (Fisher, Irwin), with
// the tolerance that statistics programs use for terms that are equal but for rounding.
func (h hypergeometric) noLikelier() float64 {
	const tolerance = 1 + 1e-7
	all, small := 1.0, 1.0
	add := func(term float64) {
		all += term
		if term <= tolerance {
			small += term
		}
	}
	term := 1.0
	for x := h.a; x < h.highest; x++ {
		quotient := h.up(x)
		term *= quotient
		add(term)
		if term < 1e-18 && quotient < 1 || math.IsInf(all, 1) {
			break
		}
	}
	term = 1.0
	for x := h.a; x > h.lowest; x-- {
		quotient := h.up(x - 1)
		term /= quotient
		add(term)
		if term < 1e-18 && quotient > 1 || math.IsInf(all, 1) {
			break
		}
	}
	if math.IsInf(all, 1) {
		return 0
	}
	return math.Min(1, small/all)
}
