package stat

import "math"

// Poisson is the rate of so many events over an exposure, with Garwood's exact
// interval.
func Poisson(events int64, exposure float64, ask Ask) (Value, error) {
	level, lowerTail, upperTail, err := ask.tails()
	if err != nil {
		return Value{}, err
	}
	if err := checkCount(events); err != nil {
		return Value{}, err
	}
	if err := checkExposure(exposure); err != nil {
		return Value{}, err
	}
	lower, upper := meanLimits(float64(events), lowerTail, upperTail)
	return Value{
		Estimate: Num(float64(events) / exposure),
		Interval: ask.interval(level, Num(lower/exposure), Num(upper/exposure)),
		N:        events,
		Method:   MethodPoisson,
		Verdict:  NotCompared,
	}, nil
}

// Wilson is a share with Wilson's score interval, without continuity correction.
// It keeps its level on average and not for each share; ClopperPearson does.
func Wilson(hits, n int64, ask Ask) (Value, error) {
	return proportion(hits, n, ask, MethodWilson, func(k, n, lowerTail, upperTail float64) (lower, upper float64) {
		upper = 1
		p := k / n
		limit := func(tail, sign float64) float64 {
			z := normalQuantile(tail)
			spread := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
			return (p + z*z/(2*n) + sign*spread) / (1 + z*z/n)
		}
		// At 0 and at n the limit is exact, and rounding would put it beside.
		if lowerTail > 0 && k > 0 {
			lower = limit(lowerTail, -1)
		}
		if upperTail > 0 && k < n {
			upper = limit(upperTail, 1)
		}
		return math.Max(0, lower), math.Min(1, upper)
	})
}

// ClopperPearson is a share with the exact interval, which keeps its level for every
// share.
func ClopperPearson(hits, n int64, ask Ask) (Value, error) {
	return proportion(hits, n, ask, MethodClopperPearson, exactShare)
}

func exactShare(k, n, lowerTail, upperTail float64) (lower, upper float64) {
	low, high := oddsLimits(k, n, lowerTail, upperTail)
	return shareOfOdds(low).p, shareOfOdds(high).p
}

func proportion(hits, n int64, ask Ask, method Method, limits func(k, n, lowerTail, upperTail float64) (float64, float64)) (Value, error) {
	level, lowerTail, upperTail, err := ask.tails()
	if err != nil {
		return Value{}, err
	}
	if err := checkCount(hits, n, n-hits); err != nil {
		return Value{}, err
	}
	v := Value{N: n, Method: method, Verdict: NotCompared}
	if n == 0 {
		v.Interval, v.Verdict = ask.open(level, UnitShare), CannotTell
		return v, nil
	}
	lower, upper := limits(float64(hits), float64(n), lowerTail, upperTail)
	v.Estimate = Num(float64(hits) / float64(n))
	v.Interval = ask.interval(level, Num(lower), Num(upper))
	return v, nil
}

// Counted is how many events fell into an exposure.
type Counted struct {
	Events   int64
	Exposure float64
}

// RateRatio is the rate after over the rate before with the exact interval and the
// central p, both from the binomial distribution that the events after have given
// their sum. Without any event there is nothing to compare, which is an answer.
func RateRatio(before, after Counted, ask Ask) (Value, error) {
	c, err := RatioOf(ask.Matters)
	if err != nil {
		return Value{}, err
	}
	level, lowerTail, upperTail, err := ask.tails()
	if err != nil {
		return Value{}, err
	}
	if err := checkCount(before.Events, after.Events, before.Events+after.Events); err != nil {
		return Value{}, err
	}
	if err := checkExposure(before.Exposure, after.Exposure); err != nil {
		return Value{}, err
	}
	v := Value{N: before.Events + after.Events, Method: MethodRateRatio}
	if v.N == 0 {
		v.Interval = ask.open(level, Positive)
		v.Verdict = Judge(v.Interval, c)
		return v, nil
	}
	k, n := float64(after.Events), float64(v.N)
	scale := before.Exposure / after.Exposure
	lower, upper := oddsLimits(k, n, lowerTail, upperTail)
	v.Estimate = Num(k / float64(before.Events) * scale)
	v.Interval = ask.interval(level, Num(math.Exp(lower)*scale), Num(math.Exp(upper)*scale))
	null := evenShare(before.Exposure, after.Exposure)
	v.P = twice(binomialLower(k, n, null), binomialUpper(k, n, null))
	v.Verdict = Judge(v.Interval, c)
	return v, nil
}

// evenShare is the share of events that fall into the time after if nothing changed.
func evenShare(before, after float64) share {
	return share{after / (before + after), before / (before + after)}
}

// QuietExposure says how much exposure after the change would be needed in all, with
// no further event beyond those counted so far, until the interval lies below 1. It
// answers "when could we know at the earliest?" with none so far. Nothing comes back
// where no quiet time suffices, because there was no event before.
func QuietExposure(before Counted, after int64, ask Ask) (Number, error) {
	_, _, upperTail, err := ask.tails()
	if err != nil {
		return Number{}, err
	}
	if err := checkCount(before.Events, after, before.Events+after); err != nil {
		return Number{}, err
	}
	if err := checkExposure(before.Exposure); err != nil {
		return Number{}, err
	}
	if before.Events == 0 || upperTail == 0 {
		return Number{}, nil
	}
	odds := math.Exp(lowerLogOdds(float64(after), float64(before.Events+after), upperTail))
	return Num(before.Exposure * odds), nil
}
