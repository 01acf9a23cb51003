package study

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/stat"
)

func date(t *testing.T, text string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// plan looks at so many days before and after a change on the first of January 2026.
func plan(before, after int) Plan {
	change := calendar.On(2026, 1, 1)
	return Plan{
		Change: change, Before: measure.Span{First: change.AddDays(-before), Last: change.AddDays(-1)},
		After: measure.Span{First: change, Last: change.AddDays(after - 1)}, Checks: []calendar.Date{change.AddDays(after - 1)},
	}
}

// spread puts so many incidents evenly into a window.
func spread(name string, s measure.Span, count int) []measure.Incident {
	var out []measure.Incident
	for i := range count {
		day := s.First.AddDays((2*i + 1) * s.Days() / (2 * count))
		out = append(out, measure.Incident{Ref: fmt.Sprintf("%s%d", name, i), Day: day.String()})
	}
	return out
}

func looked(t *testing.T, p Plan, before, after int) Outcome {
	t.Helper()
	o, err := Look(p, append(spread("b", p.Before, before), spread("a", p.After, after)...), Around{Today: p.After.Last})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func rounded(n stat.Number, digits int) string {
	v, ok := n.Float()
	if !ok {
		return n.String()
	}
	return fmt.Sprintf("%.*f", digits, v)
}

func TestTheWorkedComparisonsGiveTheirNumbers(t *testing.T) {
	for name, c := range map[string]struct {
		beforeDays, afterDays, before, after int
		ratio, lower, upper, p               string
		verdict                              Verdict
	}{
		"18 in 12 months, then 3 in 12": {360, 360, 18, 3, "0.167", "0.031", "0.571", "0.0015", Reduced},
		"18 in 12, then 6 in 9":         {360, 270, 18, 6, "0.444", "0.144", "1.169", "0.1129", NotShown},
		"5, then none":                  {360, 360, 5, 0, "0.000", "0.000", "1.091", "0.0625", NotShown},
		"6, then none":                  {360, 360, 6, 0, "0.000", "0.000", "0.849", "0.0313", Reduced},
		"12 in 12, then 14 in 6":        {360, 180, 12, 14, "2.333", "1.002", "5.522", "0.0495", Increased},
	} {
		o := looked(t, plan(c.beforeDays, c.afterDays), c.before, c.after)
		if got := rounded(o.Ratio.Estimate, 3) + " " + rounded(o.Ratio.Interval.Lower, 3) + " " + rounded(o.Ratio.Interval.Upper, 3); got != c.ratio+" "+c.lower+" "+c.upper {
			t.Errorf("%s: %s, want %s %s %s", name, got, c.ratio, c.lower, c.upper)
		}
		if got := rounded(o.Ratio.P, 4); got != c.p {
			t.Errorf("%s: p %s, want %s", name, got, c.p)
		}
		if o.Verdict != c.verdict || len(o.Warnings) != 0 {
			t.Errorf("%s: %s %v, want %s", name, o.Verdict, o.Warnings, c.verdict)
		}
	}
}

func TestTheBurnInTakesOutWhatFellIntoItAndSaysSo(t *testing.T) {
	p := plan(360, 360)
	all := append(spread("b", p.Before, 12), measure.Incident{Ref: "x", Day: "2026-01-01"}, measure.Incident{Ref: "y", Day: "2026-01-14"}, measure.Incident{Ref: "z", Day: "2026-01-15"})
	without, err := Look(p, all, Around{Today: p.After.Last})
	if err != nil {
		t.Fatal(err)
	}
	p.BurnIn = 14
	with, err := Look(p, all, Around{Today: p.After.Last})
	if err != nil {
		t.Fatal(err)
	}
	if without.After.Events != 3 || with.After.Events != 1 || len(with.Uncounted) != 2 || with.Uncounted[0].Why != InBurnIn || with.After.Exposure != 346 {
		t.Errorf("%d then %d counted, %v left out, %v days", without.After.Events, with.After.Events, with.Uncounted, with.After.Exposure)
	}
}

func TestWithoutAnyIncidentThereIsNoComparisonAndFromNoneTheRatioIsInfinite(t *testing.T) {
	if o := looked(t, plan(360, 360), 0, 0); o.Verdict != NoComparison {
		t.Errorf("none at all: %s", o.Verdict)
	}
	o := looked(t, plan(360, 360), 0, 9)
	if o.Ratio.Estimate.Infinite() != 1 || !o.Ratio.Interval.Lower.Above(1) || o.Verdict != Increased {
		t.Errorf("from none to nine: %v %v %s", o.Ratio.Estimate, o.Ratio.Interval, o.Verdict)
	}
	p := plan(360, 360)
	p.Excluded = []Exclusion{{p.After, "the plant stood still"}}
	if o := looked(t, p, 9, 3); o.Verdict != NoComparison || len(o.Uncounted) != 3 || o.Uncounted[0].Words == "" {
		t.Errorf("nothing after counts: %s %v", o.Verdict, o.Uncounted)
	}
}

func TestAPlanThatComparesNothingIsRefused(t *testing.T) {
	for name, change := range map[string]func(*Plan){
		"no day":           func(p *Plan) { p.Change = calendar.Date{} },
		"no window":        func(p *Plan) { p.After.Last = p.After.First.AddDays(-1) },
		"overlap":          func(p *Plan) { p.Before.Last = p.After.First },
		"change before":    func(p *Plan) { p.Change = p.Before.First },
		"change after":     func(p *Plan) { p.Change = p.After.First.AddDays(1) },
		"negative burn-in": func(p *Plan) { p.BurnIn = -1 },
		"endless burn-in":  func(p *Plan) { p.BurnIn = 1 << 40 },
		"empty exclusion":  func(p *Plan) { p.Excluded = []Exclusion{{}} },
	} {
		p := plan(100, 100)
		change(&p)
		if _, err := Look(p, nil, Around{Today: p.After.Last}); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheFutureIsNotCountedAsQuiet(t *testing.T) {
	p := plan(360, 360)
	today := p.Change.AddDays(29)
	o, err := Look(p, spread("b", p.Before, 12), Around{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	if o.Until != today || o.After.Exposure != 30 || o.Verdict != NotEnoughData {
		t.Errorf("%v %v %s", o.Until, o.After.Exposure, o.Verdict)
	}
	// On the earliest day named, and not the day before, a fall is shown if it stays quiet.
	for days, want := range map[int]bool{0: true, -1: false} {
		then, err := Look(p, spread("b", p.Before, 12), Around{Today: o.Earliest.AddDays(days)})
		if err != nil {
			t.Fatal(err)
		}
		if (then.Verdict == Reduced) != want {
			t.Errorf("%d days from %v: %s", days, o.Earliest, then.Verdict)
		}
	}
}

func TestWhatCouldMisleadIsSaid(t *testing.T) {
	p := plan(360, 360)
	peak := append(spread("b", measure.Span{First: p.Before.First, Last: p.Before.First.AddDays(269)}, 3), spread("p", measure.Span{First: p.Before.Last.AddDays(-60), Last: p.Before.Last}, 9)...)
	other := p
	other.Filter.Service = "Gate"
	for want, c := range map[Warning]struct {
		p      Plan
		all    []measure.Incident
		around Around
	}{
		RegressionToMean: {p, peak, Around{}},
		TriggerIncluded:  {func() Plan { q := p; q.Trigger = []string{"b1"}; return q }(), spread("b", p.Before, 8), Around{}},
		TaxonomyChanged:  {p, nil, Around{TaxonomyChanges: []calendar.Date{p.After.First.AddDays(40)}}},
		SeveralChanges:   {p, nil, Around{OtherChanges: []calendar.Date{p.Change, p.Before.First.AddDays(3)}}},
		PlanChanged:      {p, nil, Around{Frozen: &other}},
		ExposureChanged: {p, nil, Around{Exposure: func(d calendar.Date) float64 {
			if d.Before(p.Change) {
				return 100
			}
			return 121
		}}},
	} {
		c.around.Today = p.After.Last
		o, err := Look(c.p, c.all, c.around)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(o.Warnings, []Warning{want}) {
			t.Errorf("%s: %v", want, o.Warnings)
		}
	}
	quiet := Around{Today: p.After.Last, OtherChanges: []calendar.Date{p.Before.First.AddDays(-1)}, Frozen: &p, Exposure: func(calendar.Date) float64 { return 7 }}
	if o, err := Look(p, spread("b", p.Before, 8), quiet); err != nil || len(o.Warnings) != 0 {
		t.Errorf("warned of nothing: %v %v", o.Warnings, err)
	}
}

func TestAGapInTheExposureCountsForNothing(t *testing.T) {
	p := plan(100, 100)
	o, err := Look(p, spread("b", p.Before, 5), Around{Today: p.After.Last, Exposure: func(d calendar.Date) float64 {
		switch {
		case d.Day == 1:
			return math.NaN()
		case d.Day == 2:
			return -4
		case d.Day == 3:
			return math.Inf(1)
		}
		return 2
	}})
	if err != nil || math.IsNaN(o.Before.Exposure) || o.Before.Exposure <= 0 || o.Before.Exposure >= 200 {
		t.Errorf("%v %v", o.Before.Exposure, err)
	}
}

func TestTheNextCheckIsTheFirstThatIsNotOver(t *testing.T) {
	p := plan(360, 360)
	p.Checks = UsualChecks(p.Change)
	for today, want := range map[string]string{"2026-01-05": "2026-01-31", "2026-01-31": "2026-01-31", "2026-02-01": "2026-04-01", "2026-06-30": "2026-06-30"} {
		if got, ok := p.NextCheck(date(t, today)); !ok || got.String() != want {
			t.Errorf("on %s: %v, want %s", today, got, want)
		}
	}
	if _, ok := p.NextCheck(date(t, "2026-07-01")); ok {
		t.Error("all checks are over")
	}
}

// poisson draws a number of events.
func poisson(r *rand.Rand, mean float64) int {
	n, p, floor := 0, r.Float64(), math.Exp(-mean)
	for p > floor {
		n, p = n+1, p*r.Float64()
	}
	return n
}

func TestWithoutAnEffectAFallIsRarelyClaimedAndALargeOneIsFound(t *testing.T) {
	r := rand.New(rand.NewPCG(2026, 19))
	const runs = 10_000
	claimed, found := 0, 0
	for range runs {
		before := poisson(r, 12)
		same, fallen := poisson(r, 12), poisson(r, 1.2)
		for at, after := range []int{same, fallen} {
			v, err := stat.RateRatio(stat.Counted{Events: int64(before), Exposure: 1}, stat.Counted{Events: int64(after), Exposure: 1}, stat.Ask{})
			if err != nil {
				t.Fatal(err)
			}
			o := Outcome{Ratio: v, Before: stat.Counted{Events: int64(before), Exposure: 1}, After: stat.Counted{Events: int64(after), Exposure: 1}}
			p := plan(360, 360)
			o.Until = p.After.Last
			if err := o.judge(p, Around{Today: p.After.Last}); err != nil {
				t.Fatal(err)
			}
			switch {
			case at == 0 && o.Verdict == Reduced:
				claimed++
			case at == 1 && o.Verdict == Reduced:
				found++
			}
		}
	}
	if share := float64(claimed) / runs; share > 0.05 {
		t.Errorf("a fall is claimed in %.1f %% without one", share*100)
	}
	if share := float64(found) / runs; share < 0.8 {
		t.Errorf("a fall by nine tenths is found in %.1f %%", share*100)
	}
}

func TestWhatDoesNotCountAgainstTheExposureIsLeftOutWithItsReason(t *testing.T) {
	p := plan(360, 360)
	p.BurnIn = 20
	all := append(spread("b", p.Before, 12), spread("a", p.After, 12)...)
	around := Around{Today: p.After.Last, Outside: func(in measure.Incident) (measure.Reason, error) {
		switch in.Ref {
		case "b3", "a0", "a5": // a0 is in the burn-in
			return measure.OutsideHours, nil
		case "b7":
			return measure.NoHour, nil
		}
		return "", nil
	}}
	o, err := Look(p, all, around)
	if err != nil {
		t.Fatal(err)
	}
	left := map[string]Left{}
	for _, u := range o.Uncounted {
		left[u.Incident.Ref] = u.Why
	}
	want := map[string]Left{"b3": OutsideHours, "b7": NoHour, "a0": InBurnIn, "a5": OutsideHours}
	if o.Before.Events != 10 || o.After.Events != 10 || !maps.Equal(left, want) {
		t.Errorf("%d before, %d after, left %v", o.Before.Events, o.After.Events, left)
	}
	f, err := Foresee(p, all, around)
	if err != nil || f.Before.Events != 10 || len(f.Uncounted) != 2 {
		t.Errorf("foreseen: %+v %v", f, err)
	}
	around.Outside = func(measure.Incident) (measure.Reason, error) { return "", fault.New(fault.Invalid, "x") }
	if _, err := Look(p, all, around); !fault.Is(err, fault.Invalid) {
		t.Errorf("%v", err)
	}
}
