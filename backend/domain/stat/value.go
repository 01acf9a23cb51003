package stat

// Value is an answer: nothing of it is shown without the rest.
type Value struct {
	Estimate Number
	Interval Interval
	N        int64  // how many events, values or cases it rests on
	Missing  int64  // how many were left out because they had no value
	P        Number // two-sided and central, where a comparison has one
	PRange   Interval
	Method   Method
	Verdict  Verdict
}

// Interval is a range with its level. An end that the data do not bound is the
// end of the scale: 0 for a rate, an infinity for a difference.
type Interval struct {
	Lower, Upper Number
	Level        float64 // as asked for
	Attained     float64 // what a discrete interval really keeps at least; otherwise Level
	Sides        Sides
}

// Contains says whether x is in the closed interval.
func (i Interval) Contains(x float64) bool {
	return !i.Lower.IsNone() && !i.Upper.IsNone() && !i.Lower.Above(x) && !i.Upper.Below(x)
}

// Sides says which ends of an interval are bounds.
type Sides uint8

// The kinds of intervals.
const (
	TwoSided  Sides = iota
	LowerOnly       // "at least": the upper end is the end of the scale
	UpperOnly       // "at most": the lower end is the end of the scale
)

// Ask is how sure somebody wants to be. The zero value asks for 95 % on two sides and
// leaves open which change would matter.
type Ask struct {
	Level float64
	Sides Sides
	// Matters is the smallest change of interest: a fall of a ratio (0.2 for 20 %) with
	// the rise that would undo it, a difference in the unit of the data, a correlation.
	Matters float64
}

// tails gives the chance of error at the lower and the upper end; 0 is no bound.
func (a Ask) tails() (level, lower, upper float64, err error) {
	level = a.Level
	if level == 0 {
		level = 0.95
	}
	// Below a half an interval would not hold its own estimate.
	if !(level >= 0.5 && level <= 0.999999) {
		return 0, 0, 0, errLevel(a.Level)
	}
	switch a.Sides {
	case LowerOnly:
		return level, 1 - level, 0, nil
	case UpperOnly:
		return level, 0, 1 - level, nil
	case TwoSided:
		return level, (1 - level) / 2, (1 - level) / 2, nil
	}
	return 0, 0, 0, errLevel(a.Level)
}

// alpha is the chance of error of the ask as a whole.
func (a Ask) alpha() float64 {
	if a.Level == 0 {
		return 0.05
	}
	return 1 - a.Level
}

// interval puts two limits together.
func (a Ask) interval(level float64, lower, upper Number) Interval {
	return Interval{Lower: lower, Upper: upper, Level: level, Attained: level, Sides: a.Sides}
}

// open is the interval of which nothing is known: the whole scale.
func (a Ask) open(level float64, scale Scale) Interval {
	lower, upper := scale.ends()
	return a.interval(level, lower, upper)
}

// Method names how a value was made. A stored result keeps it.
type Method string

// The methods. A changed method is another name.
const (
	MethodPoisson         Method = "poisson.garwood"
	MethodWilson          Method = "proportion.wilson"
	MethodClopperPearson  Method = "proportion.clopper-pearson"
	MethodRateRatio       Method = "rate-ratio.conditional-binomial"
	MethodQuantile        Method = "quantile.type7.order-statistics"
	MethodMean            Method = "mean.for-totals"
	MethodGeometricMean   Method = "geometric-mean.student"
	MethodGeometricRatio  Method = "geometric-mean-ratio.welch"
	MethodKappa           Method = "kappa.cohen"
	MethodFleissKappa     Method = "kappa.fleiss.jackknife"
	MethodFisher          Method = "odds-ratio.fisher-exact"
	MethodSpearman        Method = "spearman.exact"
	MethodSpearmanDrawn   Method = "spearman.drawn"
	MethodSign            Method = "sign-test.exact"
	MethodPermutation     Method = "permutation.mean-difference.exact"
	MethodPermutationDraw Method = "permutation.mean-difference.drawn"
	MethodFlips           Method = "permutation.paired.exact"
	MethodFlipsDrawn      Method = "permutation.paired.drawn"
	MethodTimeShift       Method = "time-shift.every-offset"
	MethodTimeShiftDrawn  Method = "time-shift.drawn"
	MethodMTBF            Method = "time-between-failures.garwood"
)
