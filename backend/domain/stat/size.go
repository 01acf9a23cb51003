package stat

import "math"

// How much would be needed: sizes to plan with. They are no values, for they rest on a
// guess of the truth instead of on data.

// SizeForShare is how many cases show a share of about expected to ± margin, by the
// normal form that sampling plans use. population limits it; 0 is endless.
func SizeForShare(expected, margin, level float64, population int64) (int64, error) {
	tail, err := planTail(level)
	if err != nil {
		return 0, err
	}
	switch {
	case !(expected >= 0 && expected <= 1):
		return 0, errShare(expected)
	case !(margin >= 1e-4 && margin < 1):
		return 0, errDifference(margin)
	}
	if err := checkCount(population); err != nil {
		return 0, err
	}
	z := normalQuantile(tail)
	n := roundUp(z * z * expected * (1 - expected) / (margin * margin))
	if population > 0 {
		n = roundUp(n / (1 + (n-1)/float64(population)))
	}
	return int64(math.Max(1, n)), nil
}

// ExactSizeForShare is the smallest number of cases from which on the exact interval of
// a share of expected reaches no further than margin on either side. It is larger than
// SizeForShare and holds for rare outcomes too.
func ExactSizeForShare(expected, margin, level float64) (int64, error) {
	tail, err := planTail(level)
	if err != nil {
		return 0, err
	}
	switch {
	case !(expected >= 0 && expected <= 1):
		return 0, errShare(expected)
	case !(margin >= 0.005 && margin < 1):
		return 0, errDifference(margin)
	}
	fits := func(n float64) bool {
		k := math.Floor(expected*n + 0.5 + 1e-9)
		low, high := exactShare(k, n, tail, tail)
		return within(k/n-low, margin) && within(high-k/n, margin)
	}
	// The reach of the interval goes up and down with the rounding of k, less so with n:
	// the last n that does not fit is looked for downwards from where all fit.
	z := normalQuantile(tail)
	n := math.Ceil(z*z/(4*margin*margin)) + math.Ceil(4/margin) + 10
	for ; n > 1 && fits(n-1); n-- {
	}
	return int64(n), nil
}

// CasesForPromise is how many past cases are needed to promise that a share of at least
// promised stays below the worst of them, at the level: the smallest n with promisedⁿ
// not above 1 − level.
func CasesForPromise(promised, level float64) (int64, error) {
	if !(promised >= 1e-9 && promised <= 1-1e-9) {
		return 0, errShare(promised)
	}
	if _, err := planTail(level); err != nil {
		return 0, err
	}
	return int64(math.Max(1, roundUp(math.Log1p(-level)/math.Log(promised)))), nil
}

// GroupSizeForRatio is how many durations each of two groups needs to find a fall of
// their typical value (0.2 for 20 %) with the power, at the spread of their logarithms.
func GroupSizeForRatio(spread, fall, power, level float64) (int64, error) {
	tail, err := planTail(level)
	if err != nil {
		return 0, err
	}
	switch {
	case !(spread >= 1e-6 && spread <= 1e3):
		return 0, errNotPositive(spread)
	case !(fall >= 1e-4 && fall <= 1-1e-9):
		return 0, errDifference(fall)
	case !(power > 0 && power < 1):
		return 0, errShare(power)
	}
	both := (normalQuantile(tail) + normalQuantile(1-power)) * spread / math.Log1p(-fall)
	return int64(math.Max(2, roundUp(2*both*both))), nil
}

// PowerOfRateRatio is the chance that the exact comparison of two rates finds the fall,
// with so many events expected before and exposure times as much exposure after. It adds
// up every possible pair of counts.
func PowerOfRateRatio(before, fall, exposure, level float64) (float64, error) {
	tail, err := checkPower(fall, exposure, level)
	if err != nil {
		return 0, err
	}
	if !(before > 0 && before <= 1e5) {
		return 0, errExposure(before)
	}
	after := before * (1 - fall) * exposure
	null, truth := evenShare(1, exposure), evenShare(before, after)
	all := before + after
	reach := 9*math.Sqrt(all) + 40
	var power float64
	critical := -1.0
	for n := math.Max(0, math.Floor(all-reach)); n <= all+reach; n++ {
		// The largest count after that still leaves the interval below 1 rises with n.
		for within(binomialLower(critical+1, n, null), tail) && critical < n {
			critical++
		}
		if critical >= 0 {
			power += poissonTerm(n, all) * binomialLower(critical, n, truth)
		}
	}
	return math.Min(1, power), nil
}

// EventsForFall is how many events must be expected before a change, in whole numbers,
// so that the fall is found with the power; the power stays above from there on. Nothing
// comes back where 100,000 do not suffice.
func EventsForFall(fall, exposure, power, level float64) (Number, error) {
	if _, err := checkPower(fall, exposure, level); err != nil {
		return Number{}, err
	}
	if !(power > 0 && power < 1) {
		return Number{}, errShare(power)
	}
	enough := func(before float64) bool {
		p, err := PowerOfRateRatio(before, fall, exposure, level)
		return err == nil && p >= power
	}
	high := 1.0
	for !enough(high) {
		if high *= 2; high > 1e5 {
			return Number{}, nil
		}
	}
	low := math.Floor(high / 2)
	for high-low > 1 {
		if middle := math.Floor((low + high) / 2); enough(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	// Power rises in small teeth, a few events wide; go on until some teeth are above.
	for at := high + 1; at <= high+40; at++ {
		if !enough(at) {
			high = at + 1
		}
	}
	return Num(high), nil
}

func checkPower(fall, exposure, level float64) (tail float64, err error) {
	if tail, err = planTail(level); err != nil {
		return 0, err
	}
	if !(fall >= 1e-3 && fall <= 1) {
		return 0, errDifference(fall)
	}
	if !(exposure >= 1e-3 && exposure <= 1e3) {
		return 0, errExposure(exposure)
	}
	return tail, nil
}

// planTail: plans are made for two-sided intervals.
func planTail(level float64) (float64, error) {
	_, tail, _, err := Ask{Level: level}.tails()
	return tail, err
}

// roundUp is the ceiling, of what is not a whole number but for rounding.
func roundUp(x float64) float64 { return math.Ceil(x * (1 - 1e-12)) }
