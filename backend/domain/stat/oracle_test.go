package stat

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

func TestTheRatioOfTwoRatesAgreesWithR(t *testing.T) {
	eachCase(t, "rate_ratio", func(r row) {
		before, after := Counted{r.count("k1"), r.float("t1")}, Counted{r.count("k2"), r.float("t2")}
		ask := r.ask()
		ask.Matters = 0.2
		v, err := RateRatio(before, after, ask)
		if !r.ok(err) {
			return
		}
		r.agree("lower", v.Interval.Lower)
		r.agree("upper", v.Interval.Upper)
		r.agree("p", v.P)
		r.sound(v, ratios(0.2))
		quiet, err := QuietExposure(before, after.Events, ask)
		if r.ok(err) {
			r.agree("quiet", quiet)
		}
		// Central: p is below the chance of error exactly when 1 is outside.
		p, _ := v.P.Float()
		alpha := ask.alpha()
		if ask.Sides == TwoSided && math.Abs(p-alpha) > 1e-9 && (p < alpha) == v.Interval.Contains(1) {
			t.Errorf("line %d: p is %v and the interval %+v", r.line, p, v.Interval)
		}
	})
}

func TestPoissonRatesAgreeWithR(t *testing.T) {
	eachCase(t, "poisson", func(r row) {
		v, err := Poisson(r.count("k"), r.float("t"), r.ask())
		if r.ok(err) {
			r.agree("lower", v.Interval.Lower)
			r.agree("upper", v.Interval.Upper)
			r.sound(v, Comparison{})
		}
	})
}

func TestSharesAgreeWithR(t *testing.T) {
	eachCase(t, "proportion", func(r row) {
		v, err := ClopperPearson(r.count("k"), r.count("n"), r.ask())
		if r.ok(err) {
			r.agree("elower", v.Interval.Lower)
			r.agree("eupper", v.Interval.Upper)
			r.sound(v, Comparison{})
		}
		v, err = Wilson(r.count("k"), r.count("n"), r.ask())
		if r.ok(err) {
			r.agree("wlower", v.Interval.Lower)
			r.agree("wupper", v.Interval.Upper)
			r.sound(v, Comparison{})
		}
	})
}

func TestQuantilesAndGeometricMeansAgreeWithR(t *testing.T) {
	eachCase(t, "sample", func(r row) {
		s, err := NewSample(r.floats("x"), 0)
		if !r.ok(err) {
			return
		}
		v, err := s.Quantile(r.float("p"), r.ask())
		if r.ok(err) {
			r.agree("quantile", v.Estimate)
			r.agree("lower", v.Interval.Lower)
			r.agree("upper", v.Interval.Upper)
			r.agree("attained", Num(v.Interval.Attained))
			r.sound(v, Comparison{Scale: AnyReal})
		}
		v, err = s.GeometricMean(r.ask())
		if r.ok(err) {
			r.agree("gm", v.Estimate)
			r.agree("glower", v.Interval.Lower)
			r.agree("gupper", v.Interval.Upper)
			r.sound(v, Comparison{Scale: Positive})
		}
	})
}

func TestRatiosOfGeometricMeansAgreeWithR(t *testing.T) {
	eachCase(t, "ratio", func(r row) {
		before, err := NewSample(r.floats("x"), 0)
		if !r.ok(err) {
			return
		}
		after, err := NewSample(r.floats("y"), 0)
		if !r.ok(err) {
			return
		}
		ask := r.ask()
		ask.Matters = 0.3
		v, err := GeometricMeanRatio(before, after, ask)
		if r.ok(err) {
			r.agree("ratio", v.Estimate)
			r.agree("lower", v.Interval.Lower)
			r.agree("upper", v.Interval.Upper)
			r.agree("p", v.P)
			r.sound(v, ratios(0.3))
		}
	})
}

func TestTheSignTestAgreesWithR(t *testing.T) {
	eachCase(t, "sign", func(r row) {
		ask := r.ask()
		ask.Matters = 2
		v, err := SignTest(r.floats("d"), ask)
		if r.ok(err) {
			r.agree("median", v.Estimate)
			r.agree("lower", v.Interval.Lower)
			r.agree("upper", v.Interval.Upper)
			r.agree("p", v.P)
			r.sound(v, differences(2))
		}
	})
}

func TestRankCorrelationsAgreeWithR(t *testing.T) {
	eachCase(t, "spearman", func(r row) {
		v, err := Spearman(r.floats("x"), r.floats("y"), Ask{}, Draws{})
		if r.ok(err) {
			r.agree("rho", v.Estimate)
			r.agree("p", v.P)
			r.sound(v, correlations(0))
		}
	})
}

func TestRankCorrelationsWithTiesAgreeWithSciPy(t *testing.T) {
	eachCase(t, "spearman_ties", func(r row) {
		ask := r.ask()
		ask.Matters = 0.3
		v, err := Spearman(r.floats("x"), r.floats("y"), ask, Draws{})
		if r.ok(err) {
			r.agree("rho", v.Estimate)
			r.agree("lower", v.Interval.Lower)
			r.agree("upper", v.Interval.Upper)
			r.agree("p", v.P)
			r.sound(v, correlations(0.3))
		}
	})
}

func TestFishersTestAgreesWithSciPy(t *testing.T) {
	eachCase(t, "fisher", func(r row) {
		ask := r.ask()
		ask.Matters = 0.2
		v, err := Fisher(Two{r.count("a"), r.count("b"), r.count("c"), r.count("d")}, ask)
		if r.ok(err) {
			r.agree("lower", v.Interval.Lower)
			r.agree("upper", v.Interval.Upper)
			r.agree("p", v.P)
			r.agree("plikelihood", v.PLikelihood)
			r.sound(v.Value, ratios(0.2))
		}
	})
}

func TestAgreementOfTwoRatersAgreesWithStatsmodels(t *testing.T) {
	eachCase(t, "kappa", func(r row) {
		ask := r.ask()
		ask.Matters = 0.2
		v, err := Kappa(r.table("table", r.count("k")), ask)
		if r.ok(err) {
			r.agree("kappa", v.Estimate)
			r.agree("lower", v.Interval.Lower)
			r.agree("upper", v.Interval.Upper)
			r.sound(v, correlations(0.2))
		}
	})
}

func TestAgreementOfSeveralRatersAgreesWithStatsmodels(t *testing.T) {
	eachCase(t, "fleiss", func(r row) {
		v, err := FleissKappa(r.table("table", r.count("k")), r.ask())
		if r.ok(err) {
			r.agree("kappa", v.Estimate)
			r.agree("lower", v.Interval.Lower)
			r.agree("upper", v.Interval.Upper)
			r.sound(v, correlations(0))
		}
	})
}

func TestPermutationTestsAgreeWithSciPy(t *testing.T) {
	eachCase(t, "permutation", func(r row) {
		ask := r.ask()
		ask.Matters = 4
		v, err := Permutation(r.floats("x"), r.floats("y"), ask, Draws{})
		if r.ok(err) {
			r.agree("difference", v.Estimate)
			r.agree("lower", v.Interval.Lower)
			r.agree("upper", v.Interval.Upper)
			r.agree("p", v.P)
			r.sound(v, differences(4))
		}
	})
	eachCase(t, "paired", func(r row) {
		v, err := PairedPermutation(r.floats("d"), r.ask(), Draws{})
		if r.ok(err) {
			r.agree("difference", v.Estimate)
			r.agree("lower", v.Interval.Lower)
			r.agree("upper", v.Interval.Upper)
			r.agree("p", v.P)
			r.sound(v, differences(0))
		}
	})
}

func TestTimeShiftsAgreeWithCountingEveryOffset(t *testing.T) {
	eachCase(t, "time_shift", func(r row) {
		var windows []Window
		for _, each := range strings.Fields(r.text("windows")) {
			from, to, _ := strings.Cut(each, "-")
			windows = append(windows, Window{int64(r.parse(from)), int64(r.parse(to))})
		}
		var events []int64
		for _, each := range r.floats("events") {
			events = append(events, int64(each))
		}
		v, err := TimeShift(r.count("period"), windows, events, Ask{}, Draws{})
		if r.ok(err) {
			r.agree("p", v.P)
			r.agree("covered", Num(v.Inside.Exposure))
			r.agree("inside", Num(float64(v.Inside.Events)))
			r.sound(v.Value, ratios(0))
		}
	})
}

func TestPlansAgreeWithR(t *testing.T) {
	eachCase(t, "size", func(r row) {
		n, err := SizeForShare(r.float("p"), r.float("e"), r.float("level"), r.count("population"))
		if r.ok(err) {
			r.agree("n", Num(float64(n)))
		}
		n, err = CasesForPromise(r.float("promise"), r.float("level"))
		if r.ok(err) {
			r.agree("cases", Num(float64(n)))
		}
		n, err = GroupSizeForRatio(r.float("spread"), r.float("fall"), r.float("power"), r.float("level"))
		if r.ok(err) {
			r.agree("group", Num(float64(n)))
		}
	})
	eachCase(t, "exact_size", func(r row) {
		n, err := ExactSizeForShare(r.float("p"), r.float("e"), r.float("level"))
		if r.ok(err) {
			r.agree("n", Num(float64(n)))
		}
	})
	eachCase(t, "power", func(r row) {
		p, err := PowerOfRateRatio(r.float("before"), r.float("fall"), r.float("ratio"), r.float("level"))
		if r.ok(err) {
			r.agree("power", Num(p))
		}
	})
}

func TestAdjustedChancesAgreeWithR(t *testing.T) {
	eachCase(t, "adjust", func(r row) {
		got, err := Adjust(r.floats("p"))
		if !r.ok(err) {
			return
		}
		for i, want := range r.floats("adjusted") {
			r.agreeWith("adjusted "+strconv.Itoa(i), Num(got[i]), want)
		}
	})
}

func TestControlChartsAgreeWithR(t *testing.T) {
	eachCase(t, "chart", func(r row) {
		values, exposures, base := r.floats("k"), r.floats("e"), int(r.count("base"))
		buckets := make([]Bucket, len(values))
		for i := range values {
			buckets[i] = Bucket{Count: int64(values[i]), Exposure: exposures[i]}
		}
		compare := func(c Chart, err error, lower, upper, out string) {
			t.Helper()
			if !r.ok(err) {
				return
			}
			last := c.Points[len(c.Points)-1]
			r.agree(lower, last.Lower)
			r.agree(upper, last.Upper)
			beyond := 0
			for _, p := range c.Points {
				if p.Beyond {
					beyond++
				}
			}
			r.agree(out, Num(float64(beyond)))
			if (beyond > 0) && c.Verdict != Signal {
				t.Errorf("line %d: a point is beyond its limits, and the chart says %s", r.line, c.Verdict)
			}
		}
		single, err := XmR(values, base)
		compare(single, err, "xlo", "xhi", "xout")
		r.agree("x", single.Center)
		r.agree("mr", single.MeanRange)
		r.agree("rlimit", single.RangeLimit)
		c, err := CountChart(ChartC, buckets, base)
		compare(c, err, "clo", "chi", "cout")
		c, err = CountChart(ChartU, buckets, base)
		compare(c, err, "ulo", "uhi", "uout")
		r.agree("u", c.Center)
		c, err = CountChart(ChartUPrime, buckets, base)
		compare(c, err, "vlo", "vhi", "vout")
		r.agree("sz", c.SigmaZ)
		s, err := Dispersion(buckets)
		if r.ok(err) {
			r.agree("chisq", s.Statistic)
			r.agree("p", s.P)
		}
	})
}

func TestRunsAgreeWithR(t *testing.T) {
	eachCase(t, "runs", func(r row) {
		limits, ok := RunLimits(int(r.count("n")))
		if !ok {
			t.Fatalf("line %d: no limits", r.line)
		}
		r.agree("llimit", Num(float64(limits.LongestLimit)))
		r.agree("climit", Num(float64(limits.CrossingLimit)))
		runs, err := RunChart(r.floats("x"))
		if r.ok(err) {
			r.agree("useful", Num(float64(runs.N)))
			r.agree("longest", Num(float64(runs.Longest)))
			r.agree("crossings", Num(float64(runs.Crossings)))
		}
	})
}
