package stat

import (
	"math"
	"strconv"

	"secondstory/backend/domain/fault"
)

// Numbers beyond which exact counting takes too long or no longer fits a float64.
const (
	maxCount  = 1_000_000_000
	maxValues = 1_000_000
	maxDraws  = 1_000_000
)

func errLevel(level float64) error {
	return fault.New(fault.Invalid, "stat.level", "level", text(level))
}

func errDifference(smallest float64) error {
	return fault.New(fault.Invalid, "stat.difference", "value", text(smallest))
}

func errShare(p float64) error {
	return fault.New(fault.Invalid, "stat.share", "value", text(p))
}

func errExposure(exposure float64) error {
	return fault.New(fault.Invalid, "stat.exposure", "value", text(exposure))
}

func errNotFinite(place int) error {
	return fault.New(fault.Invalid, "stat.not_finite", "place", strconv.Itoa(place+1))
}

func errNotPositive(value float64) error {
	return fault.New(fault.Invalid, "stat.not_positive", "value", text(value))
}

func errPairs(left, right int) error {
	return fault.New(fault.Invalid, "stat.pairs", "left", strconv.Itoa(left), "right", strconv.Itoa(right))
}

func errTable(place int) error {
	return fault.New(fault.Invalid, "stat.table", "row", strconv.Itoa(place+1))
}

func errDraws(count int) error {
	return fault.New(fault.Invalid, "stat.draws", "count", strconv.Itoa(count), "most", strconv.Itoa(maxDraws))
}

func errWindow(place int) error {
	return fault.New(fault.Invalid, "stat.window", "place", strconv.Itoa(place+1))
}

func text(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }

// checkCount refuses what is no count.
func checkCount(counts ...int64) error {
	for _, n := range counts {
		if n < 0 {
			return fault.New(fault.Invalid, "stat.negative_count", "count", strconv.FormatInt(n, 10))
		}
		if n > maxCount {
			return fault.New(fault.Invalid, "stat.too_many", "count", strconv.FormatInt(n, 10), "most", strconv.Itoa(maxCount))
		}
	}
	return nil
}

// checkExposure refuses what events cannot be counted over.
func checkExposure(exposures ...float64) error {
	for _, e := range exposures {
		// Beyond these the quotient of two exposures leaves what a float64 holds.
		if !(e >= 1e-100 && e <= 1e100) {
			return errExposure(e)
		}
	}
	return nil
}

// checkValues refuses what is no measured value.
func checkValues(values []float64) error {
	if len(values) > maxValues {
		return fault.New(fault.Invalid, "stat.too_many", "count", strconv.Itoa(len(values)), "most", strconv.Itoa(maxValues))
	}
	for i, v := range values {
		// A sum of squares of larger ones would overflow.
		if math.IsNaN(v) || math.Abs(v) > 1e140 {
			return errNotFinite(i)
		}
	}
	return nil
}
