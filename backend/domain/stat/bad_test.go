package stat

import (
	"errors"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"secondstory/backend/domain/fault"
)

// refused says whether an error is a fault that a person can be told.
func refused(err error) bool {
	var f *fault.Error
	return errors.As(err, &f) && f.Code == fault.Invalid && strings.HasPrefix(f.Key, "stat.")
}

func TestWhatCannotBeComputedIsRefusedInWords(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	one := func(values ...float64) Sample {
		s, err := NewSample(values, 0)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	second := func(_ any, err error) error { return err }
	for name, err := range map[string]error{
		"a negative count":                second(Poisson(-1, 1, Ask{})),
		"a count too large":               second(Poisson(2_000_000_000, 1, Ask{})),
		"two counts too large together":   second(RateRatio(Counted{6e8, 1}, Counted{6e8, 1}, Ask{})),
		"no exposure":                     second(Poisson(3, 0, Ask{})),
		"a negative exposure":             second(RateRatio(Counted{1, 1}, Counted{1, -1}, Ask{})),
		"an exposure that is no number":   second(RateRatio(Counted{1, nan}, Counted{1, 1}, Ask{})),
		"an endless exposure":             second(RateRatio(Counted{1, inf}, Counted{1, 1}, Ask{})),
		"a level of one":                  second(Wilson(1, 2, Ask{Level: 1})),
		"a level that is no number":       second(Wilson(1, 2, Ask{Level: nan})),
		"sides that do not exist":         second(Wilson(1, 2, Ask{Sides: 9})),
		"more hits than tries":            second(ClopperPearson(3, 2, Ask{})),
		"a value that is no number":       second(NewSample([]float64{1, nan}, 0)),
		"an endless value":                second(NewSample([]float64{inf}, 0)),
		"a negative number of missing":    second(NewSample(nil, -1)),
		"a quantile beyond one":           second(one(1, 2).Quantile(1.5, Ask{})),
		"a quantile that is no number":    second(one(1, 2).Quantile(nan, Ask{})),
		"a duration of zero":              second(one(0, 2).GeometricMean(Ask{})),
		"a negative duration":             second(GeometricMeanRatio(one(1, 2), one(-1, 2), Ask{})),
		"a change of more than all":       second(RateRatio(Counted{1, 1}, Counted{1, 1}, Ask{Matters: 1})),
		"a negative change":               second(SignTest([]float64{1}, Ask{Matters: -1})),
		"a change that is no number":      second(Spearman(nil, nil, Ask{Matters: nan}, Draws{})),
		"values that are no pairs":        second(Spearman([]float64{1}, nil, Ask{}, Draws{})),
		"pairs without draws":             second(Spearman(make([]float64, 0), []float64{}, Ask{Level: 2}, Draws{})),
		"a table that is not square":      second(Kappa([][]int64{{1, 2}, {3}}, Ask{})),
		"a table with a negative count":   second(Kappa([][]int64{{1, -2}, {3, 4}}, Ask{})),
		"ratings of unequal raters":       second(FleissKappa([][]int64{{2, 1}, {1, 1}}, Ask{})),
		"ratings of one rater":            second(FleissKappa([][]int64{{1, 0}, {0, 1}}, Ask{})),
		"a negative cell":                 second(Fisher(Two{1, 2, -3, 4}, Ask{})),
		"a window beyond the period":      second(TimeShift(10, []Window{{5, 11}}, []int64{1}, Ask{}, Draws{})),
		"a window that ends before":       second(TimeShift(10, []Window{{5, 5}}, []int64{1}, Ask{}, Draws{})),
		"an event outside":                second(TimeShift(10, []Window{{5, 6}}, []int64{10}, Ask{}, Draws{})),
		"an empty period":                 second(TimeShift(0, nil, nil, Ask{}, Draws{})),
		"a chart of no numbers":           second(XmR([]float64{1, nan}, 0)),
		"a chart of negative counts":      second(CountChart(ChartU, []Bucket{{Count: -1, Exposure: 1}}, 0)),
		"a chart of negative exposure":    second(CountChart(ChartU, []Bucket{{Count: 1, Exposure: -1}}, 0)),
		"a dispersion of negative counts": second(Dispersion([]Bucket{{Count: -1, Exposure: 1}})),
		"an outage longer than all":       second(Repairs(10, []float64{11}, Ask{})),
		"an outage that is negative":      second(Repairs(10, []float64{-1}, Ask{})),
		"a chance above one":              second(Adjust([]float64{0.5, 1.5})),
		"a share above one":               second(Excess(1, 2, 1.5)),
		"a plan for no margin":            second(SizeForShare(0.5, 0, 0.95, 0)),
		"a plan for a share above one":    second(ExactSizeForShare(1.1, 0.1, 0.95)),
		"a promise of certainty":          second(CasesForPromise(1, 0.95)),
		"a plan without spread":           second(GroupSizeForRatio(0, 0.5, 0.8, 0.95)),
		"a plan for no fall":              second(EventsForFall(0, 1, 0.8, 0.95)),
		"a plan for certain power":        second(EventsForFall(0.5, 1, 1, 0.95)),
		"power of nothing":                second(PowerOfRateRatio(0, 0.5, 1, 0.95)),
		"quiet time over no exposure":     second(QuietExposure(Counted{5, 0}, 0, Ask{})),
	} {
		if !refused(err) {
			t.Errorf("%s is not refused: %v", name, err)
		}
	}
	long := make([]float64, 40)
	for i := range long {
		long[i] = float64(i)
	}
	for name, err := range map[string]error{
		"ranks":  second(Spearman(long, long, Ask{}, Draws{})),
		"splits": second(Permutation(long, long, Ask{}, Draws{Count: -1})),
		"signs":  second(PairedPermutation(long, Ask{}, Draws{Count: maxDraws + 1})),
	} {
		if !refused(err) {
			t.Errorf("%s that must be drawn, without a number of draws: %v", name, err)
		}
	}
}

func TestTooLittleIsAnAnswerAndNotAnError(t *testing.T) {
	same := func(n int) []float64 {
		out := make([]float64, n)
		for i := range out {
			out[i] = 7
		}
		return out
	}
	sample := func(values []float64) Sample { s, _ := NewSample(values, 0); return s }
	type result struct {
		v   Value
		err error
		c   Comparison
	}
	keep := func(c Comparison) func(v Value, err error) result {
		return func(v Value, err error) result { return result{v, err, c} }
	}
	rate, plain, rank := keep(ratios(0)), keep(differences(0)), keep(correlations(0))
	first := func(v FisherResult, err error) (Value, error) { return v.Value, err }
	shift := func(v ShiftResult, err error) (Value, error) { return v.Value, err }
	for name, r := range map[string]result{
		"nothing before and after":      rate(RateRatio(Counted{0, 12}, Counted{0, 6}, Ask{})),
		"a share of nothing":            keep(Comparison{Scale: UnitShare})(Wilson(0, 0, Ask{})),
		"a median of nothing":           plain(sample(nil).Median(Ask{})),
		"a median of one":               plain(sample(same(1)).Median(Ask{})),
		"a median of five":              plain(sample(same(5)).Median(Ask{})),
		"a geometric mean of nothing":   rate(sample(nil).GeometricMean(Ask{})),
		"a geometric mean of one":       rate(sample(same(1)).GeometricMean(Ask{})),
		"a geometric mean of equals":    rate(sample(same(20)).GeometricMean(Ask{})),
		"a ratio with nothing before":   rate(GeometricMeanRatio(sample(nil), sample([]float64{1, 2}), Ask{})),
		"a ratio with one after":        rate(GeometricMeanRatio(sample([]float64{1, 2}), sample(same(1)), Ask{})),
		"ranks of nothing":              rank(Spearman(nil, nil, Ask{}, Draws{})),
		"ranks of one":                  rank(Spearman(same(1), same(1), Ask{}, Draws{})),
		"ranks of a constant":           rank(Spearman(same(6), []float64{1, 2, 3, 4, 5, 6}, Ask{}, Draws{})),
		"ranks of three":                rank(Spearman([]float64{1, 2, 3}, []float64{1, 2, 3}, Ask{}, Draws{})),
		"signs of nothing":              plain(SignTest(nil, Ask{})),
		"signs of one":                  plain(SignTest(same(1), Ask{})),
		"a split of nothing":            plain(Permutation(nil, same(3), Ask{}, Draws{})),
		"a split of two":                plain(Permutation(same(1), same(1), Ask{}, Draws{})),
		"signs of two to turn":          plain(PairedPermutation(same(2), Ask{}, Draws{})),
		"raters of nothing":             rank(Kappa(nil, Ask{})),
		"raters with one category":      rank(Kappa([][]int64{{5, 0}, {0, 0}}, Ask{})),
		"no ratings":                    rank(FleissKappa(nil, Ask{})),
		"ratings of one category":       rank(FleissKappa([][]int64{{3, 0}, {3, 0}, {3, 0}}, Ask{})),
		"ratings of two cases":          rank(FleissKappa([][]int64{{3, 0}, {0, 3}}, Ask{})),
		"one case with the other":       rank(FleissKappa([][]int64{{3, 0}, {3, 0}, {2, 1}}, Ask{})),
		"a table with an empty row":     rate(first(Fisher(Two{0, 0, 3, 4}, Ask{}))),
		"an empty table":                rate(first(Fisher(Two{}, Ask{}))),
		"windows over most of the time": rate(shift(TimeShift(10, []Window{{0, 9}}, []int64{1, 2}, Ask{}, Draws{}))),
		"no windows":                    rate(shift(TimeShift(10, nil, []int64{1, 2}, Ask{}, Draws{}))),
		"no events":                     rate(shift(TimeShift(10, []Window{{1, 2}}, nil, Ask{}, Draws{}))),
	} {
		if r.err != nil {
			t.Errorf("%s: %v", name, r.err)
			continue
		}
		if r.v.Verdict != CannotTell {
			t.Errorf("%s: the verdict is %s", name, r.v.Verdict)
		}
		for _, problem := range unsound(r.v, r.c) {
			t.Errorf("%s: %s: %+v", name, problem, r.v)
		}
	}
}

func TestEndsWithoutABoundAreOpen(t *testing.T) {
	v, err := RateRatio(Counted{0, 12}, Counted{4, 12}, Ask{})
	if err != nil || v.Estimate.Infinite() != 1 || v.Interval.Upper.Infinite() != 1 {
		t.Errorf("none before and four after: %+v (%v)", v, err)
	}
	near(t, "the lower limit of none before and four after", v.Interval.Lower, 1/(math.Pow(0.025, -0.25)-1), 9)
	v, _ = Poisson(0, 2, Ask{Sides: UpperOnly})
	near(t, "the rule of three", v.Interval.Upper, -math.Log(0.05)/2, 12)
	if low, ok := v.Interval.Lower.Float(); !ok || low != 0 {
		t.Errorf("at most: %+v", v.Interval)
	}
	v, _ = Poisson(3, 1, Ask{Sides: LowerOnly})
	if v.Interval.Upper.Infinite() != 1 {
		t.Errorf("at least: %+v", v.Interval)
	}
	odds, _ := Fisher(Two{5, 0, 2, 4}, Ask{})
	if odds.Estimate.Infinite() != 1 || odds.Interval.Upper.Infinite() != 1 {
		t.Errorf("an empty cell: %+v", odds.Value)
	}
	all, _ := Kappa([][]int64{{10, 0}, {0, 10}}, Ask{})
	near(t, "κ of raters who agree", all.Estimate, 1, 12)
	near(t, "what twenty agreements leave open", all.Interval.Lower, 2*math.Pow(0.025, 1.0/20)-1, 9)
	for n, want := range map[int]Verdict{5: NoChangeShown, 8: More} {
		line, _ := Spearman([]float64{1, 2, 3, 4, 5, 6, 7, 8}[:n], []float64{2, 4, 6, 8, 10, 12, 14, 16}[:n], Ask{}, Draws{})
		low, _ := line.Interval.Lower.Float()
		if rho, _ := line.Estimate.Float(); rho != 1 || low > 0.9 || line.Verdict != want {
			t.Errorf("%d ranks that agree: %+v", n, line)
		}
	}
}

func TestHugeCountsAreExactToo(t *testing.T) {
	v, err := RateRatio(Counted{400_000_000, 1}, Counted{400_000_000, 1}, Ask{})
	if err != nil {
		t.Fatal(err)
	}
	// With such counts the logarithm is normal: ± 1.96·√(2/4e8).
	near(t, "the upper limit", v.Interval.Upper, math.Exp(1.959963985*math.Sqrt(2/4e8)), 8)
	v, _ = Poisson(1_000_000_000, 1e9, Ask{})
	near(t, "the upper limit of a billion", v.Interval.Upper, 1.00006198, 7)
	odds, err := Fisher(Two{2e8, 2e8, 2e8, 2e8}, Ask{})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "the upper limit of the odds", odds.Interval.Upper, math.Exp(1.959963985*math.Sqrt(4/2e8)), 7)
	far, _ := Fisher(Two{90_000_000, 10, 10, 90_000_000}, Ask{})
	for _, problem := range unsound(far.Value, ratios(0)) {
		t.Error(problem)
	}
}

func TestWhateverComesInNoNaNComesOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.OneOf(
			rapid.Float64(), rapid.Float64Range(-5, 50), rapid.Just(math.NaN()), rapid.Just(math.Inf(1)), rapid.Just(math.Inf(-1)),
			rapid.SampledFrom([]float64{0, 1, 7, 1e-300, 1e300, -1e-12, 5e-324}),
		)
		count := rapid.OneOf(rapid.Int64Range(-1, 20), rapid.Int64Range(0, 5000), rapid.Int64Range(0, 2_000_000), rapid.Int64())
		values := rapid.OneOf(rapid.SliceOfN(number, 0, 7), rapid.SliceOfN(rapid.Float64Range(0.1, 9), 0, 9), rapid.SliceOfN(rapid.SampledFrom([]float64{1, 2, 2, 3}), 0, 9))
		ask := Ask{
			Level:   rapid.SampledFrom([]float64{0, 0, 0.5, 0.8, 0.9, 0.95, 0.95, 0.99, 0.999, 0.999999, 1e-9, 1, math.NaN()}).Draw(t, "level"),
			Sides:   Sides(rapid.SampledFrom([]int{0, 0, 0, 1, 1, 2, 2, 3}).Draw(t, "sides")),
			Matters: rapid.SampledFrom([]float64{0, 0, 0.2, 0.2, 0.9, 3, math.NaN()}).Draw(t, "matters"),
		}
		a, b, c, d := count.Draw(t, "a"), count.Draw(t, "b"), count.Draw(t, "c"), count.Draw(t, "d")
		x, y, p, q := values.Draw(t, "x"), values.Draw(t, "y"), number.Draw(t, "p"), number.Draw(t, "q")
		draws := Draws{Count: rapid.IntRange(-1, 20).Draw(t, "draws"), Seed: 7}
		check := func(what string, scale Comparison) func(v Value, err error) {
			return func(v Value, err error) {
				if err != nil {
					if !refused(err) {
						t.Fatalf("%s: %v", what, err)
					}
					return
				}
				for _, problem := range unsound(v, scale) {
					t.Errorf("%s: %s: %+v", what, problem, v)
				}
			}
		}
		ratio, difference, correlation := ratios(ask.Matters), differences(ask.Matters), correlations(ask.Matters)
		check("a rate", Comparison{Scale: Positive})(Poisson(a, p, ask))
		check("a ratio", ratio)(RateRatio(Counted{a, p}, Counted{b, q}, ask))
		check("a share", Comparison{Scale: UnitShare})(Wilson(a, b, ask))
		check("an exact share", Comparison{Scale: UnitShare})(ClopperPearson(a, b, ask))
		if s, err := NewSample(x, 0); err == nil {
			check("a quantile", Comparison{})(s.Quantile(p, ask))
			check("a geometric mean", Comparison{Scale: Positive})(s.GeometricMean(ask))
			if later, err := NewSample(y, 0); err == nil {
				check("a ratio of durations", ratio)(GeometricMeanRatio(s, later, ask))
			}
		}
		check("signs", difference)(SignTest(x, ask))
		check("a split", difference)(Permutation(x, y, ask, draws))
		check("turned signs", difference)(PairedPermutation(x, ask, draws))
		check("ranks", correlation)(Spearman(x, y, ask, draws))
		check("agreement", correlation)(Kappa([][]int64{{a % 99, b % 99}, {c % 99, d % 99}}, ask))
		check("ratings", correlation)(FleissKappa([][]int64{{a % 4, 3 - a%4}, {b % 4, 3 - b%4}, {c % 4, 3 - c%4}, {1, 2}}, ask))
		odds, err := Fisher(Two{a, b, c, d}, ask)
		check("odds", ratio)(odds.Value, err)
		shifted, err := TimeShift(c, []Window{{a, b}}, []int64{d, a}, ask, draws)
		check("a shift", ratio)(shifted.Value, err)
		repairs, err := Repairs(p, x, ask)
		check("repairs", Comparison{Scale: Positive})(repairs.BetweenFails, err)
	})
}
