package stat

import (
	"math"
	"math/rand/v2"
	"os"
	"testing"
)

// What the verdicts promise is tried on worlds of which the truth is known. Seeds are
// fixed: a failure is a change of the code and never bad luck.

// slowed is why long tests are left out; race_test.go sets it.
var slowed string

const (
	lognormalMean   = 4.25 // of the logarithms of minutes, as published for incidents
	lognormalSpread = 1.25
)

type world struct{ *rand.Rand }

func newWorld(t *testing.T, seed uint64) world {
	t.Helper()
	if slowed != "" {
		t.Skip(slowed)
	}
	if testing.Short() {
		t.Skip("a simulation: not with -short")
	}
	return world{rand.New(rand.NewPCG(seed, 1))}
}

func (w world) poisson(mean float64) int64 {
	limit, product := math.Exp(-mean), 1.0
	for k := int64(0); ; k++ {
		if product *= 1 - w.Float64(); product <= limit {
			return k
		}
	}
}

func (w world) durations(n int, factor float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = factor * math.Exp(lognormalMean+lognormalSpread*w.NormFloat64())
	}
	return out
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// says counts how often a world gives a verdict, as a share of the runs.
func says(runs int, one func() Verdict) map[Verdict]float64 {
	counts := map[Verdict]float64{}
	for range runs {
		counts[one()] += 1 / float64(runs)
	}
	return counts
}

func withoutEffect(t *testing.T, w world, runs int) {
	for _, mean := range []float64{3, 12, 50} {
		for _, exposure := range []float64{1, 0.25} {
			got := says(runs, func() Verdict {
				return must(RateRatio(Counted{w.poisson(mean), 12}, Counted{w.poisson(mean * exposure), 12 * exposure}, Ask{})).Verdict
			})
			if got[Fewer]+got[More] > 0.05 {
				t.Errorf("with %v events and no effect a change is told in %.3f of cases", mean, got[Fewer]+got[More])
			}
		}
	}
}

func TestWithoutAnEffectAFallIsToldInFivePercentAtMost(t *testing.T) {
	withoutEffect(t, newWorld(t, 1), 10_000)
}

func withEffect(t *testing.T, w world, runs int) {
	found := says(runs, func() Verdict {
		return must(RateRatio(Counted{12, 12}, Counted{w.poisson(1.2), 12}, Ask{})).Verdict
	})
	if found[Fewer] < 0.8 {
		t.Errorf("a fall by nine tenths after twelve incidents is found in %.3f of cases", found[Fewer])
	}
	// What the simulation finds is what the plan says.
	for _, c := range []struct{ before, fall, exposure float64 }{{12, 0.9, 1}, {20, 0.5, 1}, {8, 0.7, 2}} {
		got := says(runs, func() Verdict {
			return must(RateRatio(Counted{w.poisson(c.before), 1}, Counted{w.poisson(c.before * (1 - c.fall) * c.exposure), c.exposure}, Ask{})).Verdict
		})
		if want := must(PowerOfRateRatio(c.before, c.fall, c.exposure, 0.95)); math.Abs(got[Fewer]-want) > 4.5*math.Sqrt(0.25/float64(runs)) {
			t.Errorf("%+v: found in %.3f of cases, the plan says %.3f", c, got[Fewer], want)
		}
	}
}

func TestALargeEffectIsFound(t *testing.T) { withEffect(t, newWorld(t, 2), 10_000) }

func durationsCovered(t *testing.T, w world, runs int) {
	truth := math.Exp(lognormalMean)
	for _, n := range []int{10, 25, 50, 100} {
		var typical, median, better, worse float64
		share := 1 / float64(runs)
		for range runs {
			before, after := must(NewSample(w.durations(n, 1), 0)), must(NewSample(w.durations(n, 1), 0))
			typical += share * unit(must(before.GeometricMean(Ask{})).Interval.Contains(truth))
			median += share * unit(must(before.Median(Ask{})).Interval.Contains(truth))
			switch must(GeometricMeanRatio(before, after, Ask{})).Verdict {
			case Fewer:
				better += share
			case More:
				worse += share
			}
		}
		if typical < 0.93 || typical > 0.97 {
			t.Errorf("n = %d: the interval of the geometric mean covers it in %.3f of cases", n, typical)
		}
		if median < 0.95-3*math.Sqrt(0.05*0.95*share) {
			t.Errorf("n = %d: the interval of the median covers it in %.3f of cases", n, median)
		}
		if better > 0.05 || better+worse > 0.055 {
			t.Errorf("n = %d: without a change durations fell in %.3f and rose in %.3f of cases", n, better, worse)
		}
	}
}

func TestIntervalsOfDurationsCoverTheTruth(t *testing.T) {
	durationsCovered(t, newWorld(t, 3), 10_000)
}

func TestShorterDurationsAreFoundAsOftenAsWasWorkedOut(t *testing.T) {
	w := newWorld(t, 4)
	for _, c := range [][2]float64{{0.1, 0.08}, {0.25, 0.38}, {0.5, 0.97}} {
		gain, want := c[0], c[1]
		got := says(3000, func() Verdict {
			return must(GeometricMeanRatio(must(NewSample(w.durations(100, 1), 0)), must(NewSample(w.durations(100, 1-gain), 0)), Ask{})).Verdict
		})
		if math.Abs(got[Fewer]-want) > 0.03 {
			t.Errorf("a gain of %v is found in %.3f of cases, want %v", gain, got[Fewer], want)
		}
	}
}

// Why a mean has no interval here: what plain means would have said.
func TestPlainMeansMisleadAsOftenAsWasWorkedOut(t *testing.T) {
	w := newWorld(t, 5)
	const runs = 4000
	compare := func(n int, factor float64) (worse, apart float64) {
		for range runs {
			before := must(must(NewSample(w.durations(n, 1), 0)).MeanForTotals(Ask{}))
			after := must(must(NewSample(w.durations(n, factor), 0)).MeanForTotals(Ask{}))
			a, _ := before.Estimate.Float()
			b, _ := after.Estimate.Float()
			worse += unit(b >= a) / runs
			apart += unit(math.Abs(b/a-1) >= 0.2) / runs
		}
		return worse, apart
	}
	for _, c := range []struct {
		n           int
		fall, worse float64
	}{
		{10, 0.1, 0.46}, {25, 0.1, 0.42}, {100, 0.1, 0.36}, {10, 0.3, 0.32}, {25, 0.3, 0.23},
		{100, 0.3, 0.09}, {10, 0.5, 0.16}, {25, 0.5, 0.08}, {100, 0.5, 0.01},
	} {
		if worse, _ := compare(c.n, 1-c.fall); math.Abs(worse-c.worse) > 0.025 {
			t.Errorf("n = %d: after a fall by %v the mean looks no better in %.3f of cases, want %v", c.n, c.fall, worse, c.worse)
		}
	}
	for _, c := range []struct {
		n    int
		want float64
	}{{10, 0.77}, {25, 0.68}, {50, 0.55}, {100, 0.44}} {
		n, want := c.n, c.want
		if _, apart := compare(n, 1); math.Abs(apart-want) > 0.025 {
			t.Errorf("n = %d: without a change the means are a fifth apart in %.3f of cases, want %v", n, apart, want)
		}
	}
}

func exactCovers(t *testing.T, steps int) {
	// Every outcome is gone through, so this is the coverage and no estimate of it.
	for step := range steps {
		mean := 0.05 * math.Pow(600, float64(step)/float64(steps))
		var covered float64
		for k := int64(0); k < 120; k++ {
			if must(Poisson(k, 1, Ask{})).Interval.Contains(mean) {
				covered += poissonTerm(float64(k), mean)
			}
		}
		if covered < 0.95-1e-9 {
			t.Errorf("the interval of a rate covers %v in %.5f of cases", mean, covered)
		}
		p := (float64(step) + 0.5) / float64(steps)
		var exact, score float64
		for k := int64(0); k <= 40; k++ {
			term := binomialTerm(float64(k), 40, shareOf(p))
			exact += term * unit(must(ClopperPearson(k, 40, Ask{})).Interval.Contains(p))
			score += term * unit(must(Wilson(k, 40, Ask{})).Interval.Contains(p))
		}
		if exact < 0.95-1e-9 || score < 0.83 {
			t.Errorf("the intervals of a share cover %v in %.5f and %.5f of cases", p, exact, score)
		}
		ratio := math.Pow(10, 2*p-1)
		var covers float64
		for k := int64(0); k <= 25; k++ {
			v := must(RateRatio(Counted{25 - k, 2}, Counted{k, 3}, Ask{}))
			covers += unit(v.Interval.Contains(ratio)) * binomialTerm(float64(k), 25, share{3 * ratio / (2 + 3*ratio), 2 / (2 + 3*ratio)})
		}
		if covers < 0.95-1e-9 {
			t.Errorf("the interval of a ratio covers %v in %.5f of cases", ratio, covers)
		}
	}
}

func TestExactIntervalsCoverAtLeastWhatTheySay(t *testing.T) {
	newWorld(t, 0)
	exactCovers(t, 60)
}

func testsWithoutEffect(t *testing.T, w world, runs int) {
	values := func(n int) []float64 { return w.durations(n, 1) }
	type kind struct {
		name string
		one  func() Verdict
	}
	worlds := []kind{
		{"splits", func() Verdict { return must(Permutation(values(5), values(6), Ask{}, Draws{})).Verdict }},
		{"splits drawn", func() Verdict {
			return must(Permutation(values(14), values(12), Ask{}, Draws{Count: 199, Seed: w.Uint64()})).Verdict
		}},
		{"signs", func() Verdict { return must(SignTest(differencesOf(values(12), values(12)), Ask{})).Verdict }},
		{"turned", func() Verdict {
			return must(PairedPermutation(differencesOf(values(8), values(8)), Ask{}, Draws{})).Verdict
		}},
		{"ranks", func() Verdict { return must(Spearman(values(7), values(7), Ask{}, Draws{})).Verdict }},
		{"ranks drawn", func() Verdict {
			return must(Spearman(values(20), values(20), Ask{}, Draws{Count: 199, Seed: w.Uint64()})).Verdict
		}},
		{"odds", func() Verdict {
			a, b := int64(w.IntN(20)), int64(w.IntN(20))
			var hit, second int64
			for range a {
				hit += int64(unit(w.Float64() < 0.3))
			}
			for range b {
				second += int64(unit(w.Float64() < 0.3))
			}
			return must(Fisher(Two{hit, a - hit, second, b - second}, Ask{})).Verdict
		}},
		// Incidents that come in bursts: what takes them for independent is wrong too often.
		{"offsets", func() Verdict { return must(TimeShift(1000, w.windows(), w.bursts(), Ask{}, Draws{})).Verdict }},
		{"offsets drawn", func() Verdict {
			return must(TimeShift(1000, w.windows(), w.bursts(), Ask{}, Draws{Count: 199, Seed: w.Uint64()})).Verdict
		}},
	}
	for _, k := range worlds {
		name, got := k.name, says(runs, k.one)
		if wrong := got[Fewer] + got[More]; wrong > 0.05+2*math.Sqrt(0.05*0.95/float64(runs)) {
			t.Errorf("%s: without an effect one is told in %.4f of cases", name, wrong)
		}
	}
}

func (w world) windows() (out []Window) {
	for range 4 {
		from := w.Int64N(960)
		out = append(out, Window{from, from + 40})
	}
	return out
}

func (w world) bursts() (out []int64) {
	for range 5 {
		at := w.Int64N(1000)
		for range 3 {
			out = append(out, onDial(at+w.Int64N(8), 1000))
		}
	}
	return out
}

func differencesOf(a, b []float64) []float64 {
	for i := range a {
		a[i] -= b[i]
	}
	return a
}

func TestWithoutAnEffectTheOtherTestsAreRarelyWrong(t *testing.T) {
	testsWithoutEffect(t, newWorld(t, 6), 1500)
}

func TestSoakVerdictsKeepTheirPromiseInManyWorlds(t *testing.T) {
	if os.Getenv("SECONDSTORY_SOAK") == "" {
		t.Skip("long: make soak")
	}
	w := newWorld(t, 7)
	withoutEffect(t, w, 300_000)
	withEffect(t, w, 100_000)
	durationsCovered(t, w, 200_000)
	exactCovers(t, 3000)
	testsWithoutEffect(t, w, 100_000)
}
