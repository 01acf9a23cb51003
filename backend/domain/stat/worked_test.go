package stat

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

// The numbers that were worked out by hand when the product was specified. They are
// compared at the digits they are given with.

func near(t *testing.T, what string, got Number, want float64, digits int) {
	t.Helper()
	x, ok := got.Float()
	if !ok || math.Abs(x-want) > 0.5000001*math.Pow10(-digits) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

func TestFixesHaveTheEffectThatWasWorkedOut(t *testing.T) {
	free := math.NaN() // not given
	for _, c := range []struct {
		name                  string
		before, after         Counted
		estimate, lower, high float64
		digits                int
		p                     float64
		pDigits               int
		verdict               Verdict
	}{
		{"18 in 12 months, then 3 in 12", Counted{18, 12}, Counted{3, 12}, 0.167, 0.031, 0.571, 3, 2 * 1562 / math.Exp2(21), 15, Fewer},
		{"18 in 12 months, then 6 in 9", Counted{18, 12}, Counted{6, 9}, 0.444, 0.144, 1.169, 3, 0.113, 3, NoChangeShown},
		{"5 in 12 months, then none", Counted{5, 12}, Counted{0, 12}, 0, 0, 1.091, 3, 0.0625, 15, NoChangeShown},
		{"6 in 12 months, then none", Counted{6, 12}, Counted{0, 12}, 0, 0, 0.849, 3, 0.03125, 15, Fewer},
		{"12 in 12 months, then 14 in 6", Counted{12, 12}, Counted{14, 6}, 2.333, free, free, 3, free, 0, More},
		{"12 of 24 in 240 of 1,440 hours", Counted{12, 1200}, Counted{12, 240}, 5, free, free, 2, 0.00034, 5, More},
		{"9 failures in 300 device-months, 6 in 900", Counted{6, 900}, Counted{9, 300}, 4.5, free, free, 2, free, 0, More},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, err := RateRatio(c.before, c.after, Ask{})
			if err != nil {
				t.Fatal(err)
			}
			near(t, "the ratio", v.Estimate, c.estimate, c.digits)
			if !math.IsNaN(c.lower) {
				near(t, "the lower limit", v.Interval.Lower, c.lower, c.digits)
				near(t, "the upper limit", v.Interval.Upper, c.high, c.digits)
			}
			if !math.IsNaN(c.p) {
				near(t, "p", v.P, c.p, c.pDigits)
			}
			if v.Verdict != c.verdict {
				t.Errorf("the verdict is %s, want %s", v.Verdict, c.verdict)
			}
		})
	}
	v, _ := RateRatio(Counted{12, 12}, Counted{14, 6}, Ask{})
	near(t, "the lower limit of 12 in 12 and 14 in 6", v.Interval.Lower, 1.002, 3)
	near(t, "its upper limit", v.Interval.Upper, 5.52, 2)
	v, _ = RateRatio(Counted{12, 1200}, Counted{12, 240}, Ask{})
	near(t, "the lower limit of windows", v.Interval.Lower, 2.05, 2)
	near(t, "their upper limit", v.Interval.Upper, 12.17, 2)
	v, _ = RateRatio(Counted{6, 900}, Counted{9, 300}, Ask{})
	near(t, "the lower limit of devices", v.Interval.Lower, 1.43, 2)
	near(t, "their upper limit", v.Interval.Upper, 15.4, 1)
}

func TestQuietTimeEndsWhereTheIntervalLeavesOne(t *testing.T) {
	for _, c := range []struct{ before, after int64 }{{5, 0}, {6, 0}, {18, 6}, {40, 3}} {
		quiet, err := QuietExposure(Counted{c.before, 12}, c.after, Ask{})
		if err != nil {
			t.Fatal(err)
		}
		exposure, ok := quiet.Float()
		if !ok {
			t.Fatalf("%v: no exposure", c)
		}
		v, _ := RateRatio(Counted{c.before, 12}, Counted{c.after, exposure}, Ask{})
		near(t, "the upper limit there", v.Interval.Upper, 1, 11)
	}
	// Five in twelve months are known after little more than thirteen quiet ones.
	quiet, _ := QuietExposure(Counted{5, 12}, 0, Ask{})
	near(t, "the quiet months after five", quiet, 13.1, 1)
	if never, _ := QuietExposure(Counted{0, 12}, 0, Ask{}); !never.IsNone() {
		t.Errorf("with nothing before, %v quiet months would show a fall", never)
	}
}

func TestHowManyEventsAFallNeeds(t *testing.T) {
	// Rules of thumb were 50, 25 and 12; these are the exact ones behind them.
	for fall, most := range map[float64]float64{0.5: 50, 0.7: 25, 0.9: 12} {
		n, err := EventsForFall(fall, 1, 0.8, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		x, _ := n.Float()
		if x > most || x < 0.9*most {
			t.Errorf("a fall by %v needs %v events, want about %v", fall, x, most)
		}
		before, _ := PowerOfRateRatio(x-1, fall, 1, 0.95)
		there, _ := PowerOfRateRatio(x, fall, 1, 0.95)
		if before >= 0.8 || there < 0.8 {
			t.Errorf("a fall by %v is found with %v events in %v of cases, with one less in %v", fall, x, there, before)
		}
	}
}

func TestHowManyDurationsAFallNeeds(t *testing.T) {
	for fall, want := range map[float64]int64{0.1: 2210, 0.2: 493, 0.3: 193, 0.5: 52, 0.8: 10} {
		if n, err := GroupSizeForRatio(1.25, fall, 0.8, 0.95); err != nil || n != want {
			t.Errorf("a fall by %v needs %d durations in each group (%v), want %d", fall, n, err, want)
		}
	}
}

func TestTenDurationsSayWhatWasWorkedOut(t *testing.T) {
	s, err := NewSample([]float64{240, 12, 18, 25, 1440, 31, 40, 55, 62, 90}, 0)
	if err != nil {
		t.Fatal(err)
	}
	mean, _ := s.MeanForTotals(Ask{})
	near(t, "the mean", mean.Estimate, 201.3, 1)
	if mean.Verdict != CannotTell || mean.Interval.Upper.Infinite() != 1 {
		t.Errorf("a mean of durations has no interval to be trusted: %+v", mean)
	}
	median, _ := s.Median(Ask{})
	near(t, "the median", median.Estimate, 47.5, 1)
	near(t, "its lower limit", median.Interval.Lower, 18, 0)
	near(t, "its upper limit", median.Interval.Upper, 240, 0)
	near(t, "what it attains", Num(median.Interval.Attained), 0.979, 3)
	typical, _ := s.GeometricMean(Ask{})
	near(t, "the geometric mean", typical.Estimate, 61.0, 1)
	p75, _ := s.Quantile(0.75, Ask{})
	near(t, "P75", p75.Estimate, 83, 0)
	p90, _ := s.Quantile(0.9, Ask{})
	near(t, "P90", p90.Estimate, 360, 0)
	if p90.Interval.Upper.Infinite() != 1 {
		t.Errorf("ten values bound P90 from above at %v", p90.Interval.Upper)
	}
}

func TestOutagesSayWhatWasWorkedOut(t *testing.T) {
	r, err := Repairs(720, []float64{2, 1, 3}, Ask{})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "the time up", Num(r.Up), 714, 0)
	near(t, "the time between failures", r.BetweenFails.Estimate, 238, 0)
	near(t, "the mean repair", r.MeanRepair, 2, 0)
	near(t, "the availability", r.Availability, 0.9917, 4)
	near(t, "the availability as a share of one cycle", r.Availability, 238.0/240, 12)
	// Garwood's interval of three failures is 0.619 to 8.767.
	near(t, "the lower limit", r.BetweenFails.Interval.Lower, 714/8.7673, 2)
	near(t, "the upper limit", r.BetweenFails.Interval.Upper, 714/0.61867, 1)
	none, _ := Repairs(720, nil, Ask{})
	if none.BetweenFails.Estimate.Infinite() != 1 || none.BetweenFails.Interval.Upper.Infinite() != 1 || !none.MeanRepair.IsNone() {
		t.Errorf("without an outage: %+v", none)
	}
	near(t, "what three times the period bounds", none.BetweenFails.Interval.Lower, 720/3.688879454, 5)
}

func TestMissingStampsAreCountedAndNeverZero(t *testing.T) {
	s, _ := NewSample(slices.Repeat([]float64{30, 40}, 11), 3)
	v, _ := s.Median(Ask{})
	if v.N != 22 || v.Missing != 3 {
		t.Errorf("n is %d and %d are missing, want 22 and 3", v.N, v.Missing)
	}
}

func TestChartsAreWhatWasWorkedOut(t *testing.T) {
	u, err := CountChart(ChartU, []Bucket{{Count: 9, Exposure: 100}, {Count: 8, Exposure: 100}, {Count: 27, Exposure: 400}, {Count: 19, Exposure: 100}}, 0)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "the middle", u.Center, 0.09, 12)
	near(t, "the lower limit at 100", u.Points[0].Lower, 0, 12)
	near(t, "the upper limit at 100", u.Points[0].Upper, 0.18, 12)
	near(t, "the lower limit at 400", u.Points[2].Lower, 0.045, 12)
	near(t, "the upper limit at 400", u.Points[2].Upper, 0.135, 12)
	for i, p := range u.Points {
		if p.Beyond != (i == 3) {
			t.Errorf("point %d beyond its limits: %v", i+1, p.Beyond)
		}
	}
	single, _ := XmR([]float64{11, 13, 11, 13, 11, 13, 11, 13, 18}, 8)
	near(t, "the lower limit", single.Points[8].Lower, 6.68, 10)
	near(t, "the upper limit", single.Points[8].Upper, 17.32, 10)
	near(t, "the limit of ranges", single.RangeLimit, 6.534, 10)
	if !single.Points[8].Beyond || single.Points[7].Beyond || single.Verdict != Signal || !single.Provisional {
		t.Errorf("the value of 18: %+v", single)
	}
	prime, _ := CountChart(ChartUPrime, []Bucket{{Count: 4, Exposure: 100}, {Count: 16, Exposure: 100}, {Count: 4, Exposure: 100}, {Count: 16, Exposure: 100}}, 0)
	near(t, "σz", prime.SigmaZ, 3.364, 3)
	near(t, "the upper limit of the u′-chart", prime.Points[0].Upper, 0.419, 3)
	plain, _ := CountChart(ChartU, []Bucket{{Count: 4, Exposure: 100}, {Count: 16, Exposure: 100}, {Count: 4, Exposure: 100}, {Count: 16, Exposure: 100}}, 0)
	near(t, "the upper limit of the u-chart", plain.Points[0].Upper, 0.195, 3)
}

func TestRunLimitsAreWhatWasWorkedOut(t *testing.T) {
	for n, want := range map[int][2]int{24: {8, 8}, 12: {7, 3}} {
		got, ok := RunLimits(n)
		if !ok || got.LongestLimit != want[0] || got.CrossingLimit != want[1] {
			t.Errorf("%d points: %+v, want %v", n, got, want)
		}
	}
}

func TestTheChartFitsTheScatter(t *testing.T) {
	counts := func(values ...int64) (out []Bucket) {
		for _, n := range values {
			out = append(out, Bucket{Count: n, Exposure: 1})
		}
		return out
	}
	kind, s, _ := AdviseChart(counts(2, 4, 6, 8, 10))
	near(t, "the dispersion", s.Statistic, 6.67, 2)
	if kind != ChartC || s.DegreesOfFreedom != 4 || s.P.Below(0.05) {
		t.Errorf("2, 4, 6, 8, 10: %s, %+v", kind, s)
	}
	kind, s, _ = AdviseChart(counts(0, 0, 1, 2, 17))
	near(t, "the dispersion", s.Statistic, 53.5, 1)
	if kind != ChartXmR {
		t.Errorf("0, 0, 1, 2, 17: %s", kind)
	}
	uneven := []Bucket{{Count: 2, Exposure: 10}, {Count: 30, Exposure: 20}, {Count: 1, Exposure: 15}}
	if kind, _, _ = AdviseChart(uneven); kind != ChartUPrime {
		t.Errorf("uneven exposures that scatter: %s", kind)
	}
}

func TestFortyEightIncidentsAYearAreCountedByTheMonth(t *testing.T) {
	got, chosen, err := ChooseGrouping(48, []Grouping{{Points: 365, InCycle: true}, {Points: 52, InCycle: true}, {Points: 12, InCycle: true}, {Points: 4, InCycle: true}})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "the mean of a week", got[1].MeanCount, 0.92, 2)
	near(t, "the mean of a month", got[2].MeanCount, 4.0, 1)
	if chosen != 2 {
		t.Errorf("chosen is %d, want the month", chosen)
	}
	if _, chosen, _ = ChooseGrouping(20, []Grouping{{Points: 52, InCycle: true}, {Points: 12, InCycle: true}}); chosen != -1 {
		t.Errorf("20 a year: chosen is %d, want none", chosen)
	}
}

func TestPatternsAreWhatWasWorkedOut(t *testing.T) {
	p, _ := Excess(16, 30, 0.2)
	near(t, "16 of 30 at a fifth", p, 5.24e-5, 7)
	x, _ := p.Float()
	all, _ := Adjust([]float64{x, 0.95, 0.99, 0.96, 0.9})
	near(t, "the adjusted chance", Num(all[0]), 2.6e-4, 5)
	rho, _ := Spearman([]float64{1, 2, 3, 4, 5, 6}, []float64{1, 2, 4, 3, 5, 6}, Ask{}, Draws{})
	near(t, "ρ", rho.Estimate, 0.943, 3)
	near(t, "its p", rho.P, 0.0167, 4)
	if rho.Verdict != More {
		t.Errorf("the verdict on ρ is %s", rho.Verdict)
	}
	odds, _ := Fisher(Two{12, 28, 5, 55}, Ask{})
	near(t, "the odds ratio", odds.Estimate, 4.71, 2)
	near(t, "Fisher's p", odds.PLikelihood, 0.0066, 4)
	if odds.Verdict != More {
		t.Errorf("the verdict on the odds is %s", odds.Verdict)
	}
	kappa, _ := Kappa([][]int64{{40, 10}, {5, 45}}, Ask{})
	near(t, "κ", kappa.Estimate, 0.70, 12)
}

func TestSharesAndPlansAreWhatWasWorkedOut(t *testing.T) {
	v, _ := Wilson(85, 100, Ask{})
	near(t, "the lower limit of 85 of 100", v.Interval.Lower, 0.767, 3)
	near(t, "its upper limit", v.Interval.Upper, 0.907, 3)
	v, _ = Wilson(33, 40, Ask{})
	near(t, "the lower limit of 33 of 40", v.Interval.Lower, 0.681, 3)
	near(t, "its upper limit", v.Interval.Upper, 0.913, 3)
	for _, c := range []struct {
		what string
		n    func() (int64, error)
		want int64
	}{
		{"±5 points at 90 %", func() (int64, error) { return SizeForShare(0.9, 0.05, 0.95, 0) }, 139},
		{"the same of 400", func() (int64, error) { return SizeForShare(0.9, 0.05, 0.95, 400) }, 104},
		{"a promise of 95 %", func() (int64, error) { return CasesForPromise(0.95, 0.95) }, 59},
		{"a promise of 90 %", func() (int64, error) { return CasesForPromise(0.9, 0.95) }, 29},
	} {
		if n, err := c.n(); err != nil || n != c.want {
			t.Errorf("%s: %d (%v), want %d", c.what, n, err, c.want)
		}
	}
}

func ExampleRateRatio() {
	// Eighteen incidents in twelve months, a fix, then three in twelve.
	v, err := RateRatio(Counted{Events: 18, Exposure: 12}, Counted{Events: 3, Exposure: 12}, Ask{Matters: 0.2})
	if err != nil {
		fmt.Println(err)
		return
	}
	lower, _ := v.Interval.Lower.Float()
	upper, _ := v.Interval.Upper.Float()
	fmt.Printf("%.3f to %.3f of the rate before: %s\n", lower, upper, v.Verdict)
	// Output: 0.031 to 0.571 of the rate before: fewer_that_matters
}
