package stat

import (
	"fmt"
	"math"
)

// unsound lists what is wrong with a value in itself: the rules that hold over every
// fixture, every bad input and every simulation.
func unsound(v Value, c Comparison) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if v.Method == "" || v.Verdict == "" {
		say("it has no method or no verdict")
	}
	lower, upper := inner(v.Interval.Lower), inner(v.Interval.Upper)
	if v.Interval.Lower.IsNone() || v.Interval.Upper.IsNone() || lower > upper {
		say("its interval is %v to %v", v.Interval.Lower, v.Interval.Upper)
		return out
	}
	if !(v.Interval.Level > 0 && v.Interval.Level < 1) || v.Interval.Attained < v.Interval.Level-1e-9 || v.Interval.Attained > 1 {
		say("its interval has the level %v and attains %v", v.Interval.Level, v.Interval.Attained)
	}
	if p, ok := v.P.Float(); ok && !(p >= 0 && p <= 1) {
		say("its p is %v", p)
	}
	if v.Verdict == NotCompared {
		return out
	}
	// What the verdict claims is true of every value that is still possible.
	for _, x := range []float64{lower, upper, lower + (upper-lower)/2, lower + (upper-lower)*1e-6, c.Reference, c.Low, c.High} {
		if v.Interval.Contains(x) && !v.Verdict.Holds(x, c) {
			say("it says %s, and %v is possible", v.Verdict, x)
		}
	}
	floor, ceiling := c.Scale.ends()
	whole := v.Interval.Lower == floor && v.Interval.Upper == ceiling
	switch {
	case whole != (v.Verdict == CannotTell):
		say("it says %s of an interval that is the whole scale: %v", v.Verdict, whole)
	case v.Verdict == NoChangeShown && !v.Interval.Contains(c.Reference) && v.Method != MethodTimeShift &&
		v.Method != MethodTimeShiftDrawn && v.Method != MethodSpearman && v.Method != MethodSpearmanDrawn:
		say("it says %s, and no change is not possible", v.Verdict)
	}
	return out
}

// inner makes an infinite end a large number, so that points between ends can be taken.
func inner(n Number) float64 {
	if sign := n.Infinite(); sign != 0 {
		return math.Copysign(1e300, float64(sign))
	}
	x, _ := n.Float()
	return x
}

// the comparisons of the fixtures
func ratios(matters float64) Comparison      { c, _ := RatioOf(matters); return c }
func differences(matters float64) Comparison { c, _ := DifferenceOf(matters); return c }
func correlations(m float64) Comparison      { c, _ := CorrelationOf(m); return c }
