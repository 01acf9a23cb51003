package stat

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Limits are where a tail has just the chance of error that was left to it. gonum's
// inverse functions give a first guess, Newton's method on the exact tail the rest.

// newton finds the zero of a function that rises in x, given its value and slope at x.
// Each step stays in the bracket that is known so far.
func newton(x float64, f func(x float64) (value, slope float64)) float64 {
	low, high := math.Inf(-1), math.Inf(1)
	reach := 1.0
	for range 200 {
		value, slope := f(x)
		if value == 0 {
			return x
		}
		if value < 0 {
			low = x
		} else {
			high = x
		}
		next := x - value/slope
		if !(next > low && next < high) || math.IsNaN(next) {
			switch {
			case math.IsInf(low, -1):
				next = x - reach
			case math.IsInf(high, 1):
				next = x + reach
			default:
				next = low + (high-low)/2
			}
			reach *= 2
		}
		if math.Abs(next-x) <= 2e-15*math.Max(1, math.Abs(x)) {
			return next
		}
		x = next
	}
	return x
}

// upperLogOdds finds the log odds at which P(X ≥ k) is alpha, for 0 < k ≤ n.
func upperLogOdds(k, n, alpha float64) float64 {
	guess := mathext.InvRegIncBeta(k, n-k+1, alpha)
	start := math.Log(guess) - math.Log1p(-guess)
	if math.IsNaN(start) || math.IsInf(start, 0) {
		start = math.Log(k / (n - k + 1))
	}
	return newton(start, func(x float64) (float64, float64) {
		s := shareOfOdds(x)
		p := binomialUpper(k, n, s)
		return math.Log(p / alpha), k * s.q * binomialTerm(k, n, s) / p
	})
}

// lowerLogOdds finds the log odds at which P(X ≤ k) is alpha, for 0 ≤ k < n.
func lowerLogOdds(k, n, alpha float64) float64 { return -upperLogOdds(n-k, n, alpha) }

// oddsLimits gives the log odds between which the tails of k out of n are left.
// An end without a bound is infinite.
func oddsLimits(k, n, lowerTail, upperTail float64) (lower, upper float64) {
	lower, upper = math.Inf(-1), math.Inf(1)
	if k > 0 && lowerTail > 0 {
		lower = upperLogOdds(k, n, lowerTail)
	}
	if k < n && upperTail > 0 {
		upper = lowerLogOdds(k, n, upperTail)
	}
	return lower, upper
}

// meanLimits gives the Poisson means between which the tails of k are left.
func meanLimits(k, lowerTail, upperTail float64) (lower, upper float64) {
	upper = math.Inf(1)
	if k > 0 && lowerTail > 0 {
		start := firstMean(mathext.GammaIncRegInv(k, lowerTail), k)
		lower = math.Exp(newton(start, func(x float64) (float64, float64) {
			mean := math.Exp(x)
			p := poissonUpper(k, mean)
			return math.Log(p / lowerTail), k * poissonTerm(k, mean) / p
		}))
	}
	if upperTail > 0 {
		start := firstMean(mathext.GammaIncRegCompInv(k+1, upperTail), k+1)
		upper = math.Exp(newton(start, func(x float64) (float64, float64) {
			mean := math.Exp(x)
			p := poissonLower(k, mean)
			return -math.Log(p / upperTail), mean * poissonTerm(k, mean) / p
		}))
	}
	return lower, upper
}

func firstMean(guess, otherwise float64) float64 {
	if guess > 0 && !math.IsInf(guess, 0) {
		return math.Log(guess)
	}
	return math.Log(otherwise)
}

// normalQuantile is where the normal distribution has the upper tail alpha.
func normalQuantile(alpha float64) float64 { return math.Sqrt2 * math.Erfcinv(2*alpha) }

// studentQuantile is where Student's t with df degrees of freedom has the upper tail
// alpha, at most a half.
func studentQuantile(alpha, df float64) float64 {
	if alpha >= 0.5 {
		return 0
	}
	z := normalQuantile(alpha)
	if df > 2000 {
		// Fisher and Cornish: what is left out is below 1e-15 here.
		z2 := z * z
		g1 := z * (z2 + 1) / 4
		g2 := z * ((5*z2+16)*z2 + 3) / 96
		g3 := z * (((3*z2+19)*z2+17)*z2 - 15) / 384
		g4 := z * ((((79*z2+776)*z2+1482)*z2-1920)*z2 - 945) / 92160
		return z + (g1+(g2+(g3+g4/df)/df)/df)/df
	}
	guess := mathext.InvRegIncBeta(df/2, 0.5, 2*alpha)
	start := math.Log(math.Sqrt(df * (1 - guess) / guess))
	if math.IsNaN(start) || math.IsInf(start, 0) {
		start = math.Log(z)
	}
	half := mathext.Lbeta(df/2, 0.5)
	return math.Exp(newton(start, func(x float64) (float64, float64) {
		t2 := math.Exp(2 * x)
		p := studentUpper(t2, df)
		// The density times t, for the step is taken in ln t.
		density := math.Exp(x - (df+1)/2*math.Log1p(t2/df) - 0.5*math.Log(df) - half)
		return -math.Log(p / alpha), density / p
	}))
}

// studentUpper is the tail of Student's t beyond the root of t2.
func studentUpper(t2, df float64) float64 {
	if t2 < df {
		return 0.5 * (1 - mathext.RegIncBeta(0.5, df/2, t2/(df+t2)))
	}
	return 0.5 * mathext.RegIncBeta(df/2, 0.5, df/(df+t2))
}

// chiUpper is the tail of the chi-square distribution beyond x.
func chiUpper(x, df float64) float64 { return mathext.GammaIncRegComp(df/2, x/2) }
