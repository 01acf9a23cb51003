package stat

import "math"

// Probabilities of counts. gonum's incomplete beta and gamma functions lose digits
// to cancelling logarithms where counts are large, so the sums are our own: one
// term in Loader's saddle point form, and its neighbours by their quotients, added
// away from the middle, where they only get smaller.

// stirlingRest is ln n! less Stirling's formula for n = 0 … 15.
var stirlingRest = [16]float64{
	0,
	0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509,
	0.01664469118982119, 0.01387612882307075, 0.01189670994589177, 0.01041126526197210,
	0.009255462182712733, 0.008330563433362871, 0.007573675487951841, 0.006942840107209530,
	0.006408994188004207, 0.005951370112758848, 0.005554733551962801,
}

func stirling(n float64) float64 {
	if n < 16 {
		return stirlingRest[int(n)]
	}
	s := 1 / (n * n)
	return (1.0/12 - (1.0/360-(1.0/1260-(1.0/1680-1.0/1188*s)*s)*s)*s) / n
}

// deviance is x·ln(x/m) + m − x without the cancellation near x = m.
func deviance(x, m float64) float64 {
	if x == 0 {
		return m
	}
	if math.Abs(x-m) >= 0.1*(x+m) {
		return x*math.Log(x/m) + m - x
	}
	v := (x - m) / (x + m)
	s := (x - m) * v
	term := 2 * x * v
	v *= v
	for j := 1; j < 1000; j++ {
		term *= v
		next := s + term/float64(2*j+1)
		if next == s {
			break
		}
		s = next
	}
	return s
}

// share is a probability together with its complement, so that neither loses digits
// when the other is near 1.
type share struct{ p, q float64 }

func shareOfOdds(logOdds float64) share {
	if logOdds < 0 {
		e := math.Exp(logOdds)
		return share{e / (1 + e), 1 / (1 + e)}
	}
	e := math.Exp(-logOdds)
	return share{1 / (1 + e), e / (1 + e)}
}

func shareOf(p float64) share { return share{p, 1 - p} }

// binomialTerm is P(X = k) of n tries.
func binomialTerm(k, n float64, s share) float64 {
	switch {
	case k < 0 || k > n:
		return 0
	case s.p == 0:
		return unit(k == 0)
	case s.q == 0:
		return unit(k == n)
	case k == 0:
		return math.Exp(logPower(n, s.q, s.p))
	case k == n:
		return math.Exp(logPower(n, s.p, s.q))
	}
	exponent := stirling(n) - stirling(k) - stirling(n-k) - deviance(k, n*s.p) - deviance(n-k, n*s.q)
	return math.Exp(exponent) * math.Sqrt(n/(2*math.Pi*k*(n-k)))
}

// logPower is n·ln(base), taken from the complement where the base is near 1.
func logPower(n, base, complement float64) float64 {
	if complement < 0.5 {
		return n * math.Log1p(-complement)
	}
	return n * math.Log(base)
}

func unit(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// binomialUpper is P(X ≥ k).
func binomialUpper(k, n float64, s share) float64 {
	switch {
	case k <= 0:
		return 1
	case k > n:
		return 0
	case s.p == 0:
		return 0
	case s.q == 0:
		return 1
	}
	if k <= n*s.p {
		return 1 - binomialUpper(n-k+1, n, share{s.q, s.p})
	}
	odds := s.p / s.q
	term, sum := 1.0, 1.0
	for x := k; x < n; x++ {
		term *= (n - x) / (x + 1) * odds
		if sum+term == sum {
			break
		}
		sum += term
	}
	return math.Min(1, binomialTerm(k, n, s)*sum)
}

// binomialLower is P(X ≤ k).
func binomialLower(k, n float64, s share) float64 {
	return binomialUpper(n-k, n, share{s.q, s.p})
}

// poissonTerm is P(X = k) with the given mean.
func poissonTerm(k, mean float64) float64 {
	if k == 0 {
		return math.Exp(-mean)
	}
	if mean == 0 {
		return 0
	}
	return math.Exp(-stirling(k)-deviance(k, mean)) / math.Sqrt(2*math.Pi*k)
}

// poissonUpper is P(X ≥ k).
func poissonUpper(k, mean float64) float64 {
	switch {
	case k <= 0:
		return 1
	case mean == 0:
		return 0
	case k <= mean:
		return 1 - poissonLower(k-1, mean)
	}
	term, sum := 1.0, 1.0
	for x := k + 1; ; x++ {
		term *= mean / x
		if sum+term == sum {
			break
		}
		sum += term
	}
	return math.Min(1, poissonTerm(k, mean)*sum)
}

// poissonLower is P(X ≤ k).
func poissonLower(k, mean float64) float64 {
	switch {
	case k < 0:
		return 0
	case mean == 0:
		return 1
	case k >= mean:
		return 1 - poissonUpper(k+1, mean)
	}
	term, sum := 1.0, 1.0
	for x := k; x > 0; x-- {
		term *= x / mean
		if sum+term == sum {
			break
		}
		sum += term
	}
	return math.Min(1, poissonTerm(k, mean)*sum)
}

// twice doubles the smaller tail: the central p.
func twice(lower, upper float64) Number { return Num(math.Min(1, 2*math.Min(lower, upper))) }

// reaches compares a probability with a bar; a bar met but for rounding is met.
func reaches(p, bar float64) bool { return p >= bar*(1-1e-12) }

// within is the other side: p is not above the bar but for rounding.
func within(p, bar float64) bool { return p <= bar*(1+1e-12) }
