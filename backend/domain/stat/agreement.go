package stat

import "math"

// Kappa is the agreement of two raters beyond chance (Cohen). table[i][j] is how many
// cases the first put into category i and the second into j.
func Kappa(table [][]int64, ask Ask) (Value, error) {
	c, err := CorrelationOf(ask.Matters)
	if err != nil {
		return Value{}, err
	}
	level, lowerTail, upperTail, err := ask.tails()
	if err != nil {
		return Value{}, err
	}
	k := len(table)
	rows, columns := make([]float64, k), make([]float64, k)
	var total int64
	for i, row := range table {
		if len(row) != k {
			return Value{}, errTable(i)
		}
		for j, n := range row {
			total += n
			if err := checkCount(n, total); err != nil {
				return Value{}, err
			}
			rows[i] += float64(n)
			columns[j] += float64(n)
		}
	}
	v := Value{N: total, Method: MethodKappa, Interval: ask.open(level, Correlation)}
	v.Verdict = Judge(v.Interval, c)
	if total == 0 {
		return v, nil
	}
	n := float64(total)
	var observed, expected float64
	for i := range table {
		observed += float64(table[i][i]) / n
		expected += float64(rows[i] * columns[i] / (n * n))
	}
	if 1-expected < 1e-12 {
		return v, nil // both used one category only: there is nothing to agree about
	}
	kappa := (observed - expected) / (1 - expected)
	v.Estimate = Num(kappa)
	var each, cross float64
	for i := range table {
		for j, count := range table[i] {
			share := float64(count) / n
			both := (rows[j] + columns[i]) / n
			if i == j {
				d := 1 - float64(both*(1-kappa))
				each += float64(share * d * d)
			} else {
				cross += float64(share * both * both)
			}
		}
	}
	rest := kappa - float64(expected*(1-kappa))
	squared := (each + float64(cross*(1-kappa)*(1-kappa)) - rest*rest) / (n * (1 - expected) * (1 - expected))
	v.Interval = agreementLimits(v.Interval, agreement{
		kappa: kappa, expected: expected, squared: squared, n: n, agreed: math.Round(observed * n),
		low: normalTail(lowerTail), high: normalTail(upperTail),
	}, lowerTail, upperTail)
	v.Verdict = Judge(v.Interval, c)
	return v, nil
}

// FleissKappa is the agreement of several raters. ratings[i][j] is how many of them put
// case i into category j; each case has the same number of raters. The interval is that
// of a jackknife over the cases, which are what is drawn at random.
func FleissKappa(ratings [][]int64, ask Ask) (Value, error) {
	c, err := CorrelationOf(ask.Matters)
	if err != nil {
		return Value{}, err
	}
	level, lowerTail, upperTail, err := ask.tails()
	if err != nil {
		return Value{}, err
	}
	v := Value{N: int64(len(ratings)), Method: MethodFleissKappa, Interval: ask.open(level, Correlation)}
	v.Verdict = Judge(v.Interval, c)
	f, err := newFleiss(ratings)
	if err != nil || f.cases == 0 {
		return v.unless(err)
	}
	kappa, expected, ok := f.kappa(nil)
	if !ok {
		return v, nil
	}
	v.Estimate = Num(kappa)
	if f.cases < 3 {
		return v, nil
	}
	without := make([]float64, len(ratings))
	for i := range ratings {
		if without[i], _, ok = f.kappa(ratings[i]); !ok {
			return v, nil // one case alone carries a category: its weight is unknown
		}
	}
	n := f.cases
	squared := variance(without, mean(without)) * (n - 1) * (n - 1) / n
	a := agreement{kappa: kappa, expected: expected, squared: squared, n: n, agreed: f.unanimous}
	if lowerTail > 0 {
		a.low = studentQuantile(lowerTail, n-1)
	}
	if upperTail > 0 {
		a.high = studentQuantile(upperTail, n-1)
	}
	v.Interval = agreementLimits(v.Interval, a, lowerTail, upperTail)
	v.Verdict = Judge(v.Interval, c)
	return v, nil
}

func (v Value) unless(err error) (Value, error) {
	if err != nil {
		return Value{}, err
	}
	return v, nil
}

// fleiss holds the sums that a case can be taken out of.
type fleiss struct {
	cases, raters float64
	columns       []float64
	agreeing      float64 // over all cases, ordered pairs of raters who agree
	unanimous     float64
}

func newFleiss(ratings [][]int64) (fleiss, error) {
	f := fleiss{cases: float64(len(ratings))}
	for i, row := range ratings {
		var raters, pairs float64
		if i == 0 {
			f.columns = make([]float64, len(row))
		}
		if len(row) != len(f.columns) {
			return f, errTable(i)
		}
		for j, n := range row {
			if err := checkCount(n); err != nil {
				return f, err
			}
			x := float64(n)
			raters += x
			pairs += x * (x - 1)
			f.columns[j] += x
		}
		if i == 0 {
			f.raters = raters
		}
		if raters != f.raters || raters < 2 || raters > 1e6 {
			return f, errTable(i)
		}
		f.agreeing += pairs
		f.unanimous += unit(pairs == raters*(raters-1))
	}
	return f, nil
}

// kappa of all cases but the one left out (nil for none).
func (f fleiss) kappa(leftOut []int64) (kappa, expected float64, ok bool) {
	cases, agreeing := f.cases, f.agreeing
	if leftOut != nil {
		cases--
		for _, n := range leftOut {
			agreeing -= float64(n) * float64(n-1)
		}
	}
	for j, all := range f.columns {
		if leftOut != nil {
			all -= float64(leftOut[j])
		}
		share := all / (cases * f.raters)
		expected += float64(share * share)
	}
	if 1-expected < 1e-12 {
		return 0, expected, false
	}
	observed := agreeing / (cases * f.raters * (f.raters - 1))
	return (observed - expected) / (1 - expected), expected, true
}

type agreement struct {
	kappa, expected float64
	squared         float64 // of the standard error
	n, agreed       float64 // cases, and those on which all agreed
	low, high       float64 // quantiles for the two ends
}

// agreementLimits sets the ends. Where everybody agrees the error is estimated as zero,
// which would claim certainty: then the interval is that of the share of agreement.
func agreementLimits(i Interval, a agreement, lowerTail, upperTail float64) Interval {
	if a.squared < 1e-15 {
		low, high := exactShare(a.agreed, a.n, lowerTail, upperTail)
		if lowerTail > 0 {
			i.Lower = Num(math.Max(-1, math.Min(a.kappa, (low-a.expected)/(1-a.expected))))
		}
		if upperTail > 0 {
			i.Upper = Num(math.Min(1, math.Max(a.kappa, (high-a.expected)/(1-a.expected))))
		}
		return i
	}
	err := math.Sqrt(a.squared)
	if lowerTail > 0 {
		i.Lower = Num(math.Max(-1, a.kappa-float64(a.low*err)))
	}
	if upperTail > 0 {
		i.Upper = Num(math.Min(1, a.kappa+float64(a.high*err)))
	}
	return i
}

func normalTail(alpha float64) float64 {
	if alpha == 0 {
		return 0
	}
	return normalQuantile(alpha)
}
