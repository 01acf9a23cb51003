package stat

import "math"

// logs gives the logarithms, or a fault for what has none.
func (s Sample) logs() ([]float64, error) {
	out := make([]float64, len(s.values))
	for i, v := range s.values {
		if v <= 0 {
			return nil, errNotPositive(v)
		}
		out[i] = math.Log(v)
	}
	return out, nil
}

// allEqual: values that do not differ say nothing about how far others would, be it
// one value or many that were rounded to the same.
func (s Sample) allEqual() bool {
	return len(s.values) == 0 || s.values[0] == s.values[len(s.values)-1]
}

// GeometricMean is the typical value of durations, with the interval that Student's t
// gives their logarithms.
func (s Sample) GeometricMean(ask Ask) (Value, error) {
	level, lowerTail, upperTail, err := ask.tails()
	if err != nil {
		return Value{}, err
	}
	logs, err := s.logs()
	if err != nil {
		return Value{}, err
	}
	v := s.value(MethodGeometricMean)
	v.Interval = ask.open(level, Positive)
	if len(logs) == 0 {
		v.Verdict = CannotTell
		return v, nil
	}
	center := mean(logs)
	v.Estimate = Num(math.Exp(center))
	if s.allEqual() {
		v.Estimate, v.Verdict = Num(s.values[0]), CannotTell
		return v, nil
	}
	n := float64(len(logs))
	spread{center, math.Sqrt(variance(logs, center) / n), n - 1}.ratio(&v.Interval, lowerTail, upperTail)
	return v, nil
}

// GeometricMeanRatio is the typical duration after over that before, with Welch's
// interval on the logarithms, which does not ask for equal spread.
func GeometricMeanRatio(before, after Sample, ask Ask) (Value, error) {
	c, err := RatioOf(ask.Matters)
	if err != nil {
		return Value{}, err
	}
	level, lowerTail, upperTail, err := ask.tails()
	if err != nil {
		return Value{}, err
	}
	earlier, err := before.logs()
	if err != nil {
		return Value{}, err
	}
	later, err := after.logs()
	if err != nil {
		return Value{}, err
	}
	v := Value{
		N:       int64(len(earlier) + len(later)),
		Missing: before.missing + after.missing,
		Method:  MethodGeometricRatio,
	}
	v.Interval = ask.open(level, Positive)
	v.Verdict = Judge(v.Interval, c)
	if len(earlier) == 0 || len(later) == 0 {
		return v, nil
	}
	first, second := mean(earlier), mean(later)
	v.Estimate = Num(math.Exp(second - first))
	if before.allEqual() || after.allEqual() {
		return v, nil
	}
	n1, n2 := float64(len(earlier)), float64(len(later))
	e1, e2 := variance(earlier, first)/n1, variance(later, second)/n2
	all := e1 + e2
	df := all * all / (e1*e1/(n1-1) + e2*e2/(n2-1))
	sp := spread{second - first, math.Sqrt(all), df}
	sp.ratio(&v.Interval, lowerTail, upperTail)
	t := sp.center / sp.err
	v.P = Num(2 * studentUpper(t*t, df))
	v.Verdict = Judge(v.Interval, c)
	return v, nil
}

// spread is an estimate on the scale of logarithms.
type spread struct{ center, err, df float64 }

func (s spread) ratio(i *Interval, lowerTail, upperTail float64) {
	if lowerTail > 0 {
		i.Lower = Num(math.Exp(s.center - float64(studentQuantile(lowerTail, s.df)*s.err)))
	}
	if upperTail > 0 {
		i.Upper = Num(math.Exp(s.center + float64(studentQuantile(upperTail, s.df)*s.err)))
	}
}
