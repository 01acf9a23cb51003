package study

import (
	"math/rand/v2"
	"testing"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/measure"
)

// happenings throws incidents of a daily rate on the days of a span.
func happenings(r *rand.Rand, s measure.Span, daily float64) (out []measure.Incident) {
	for d := s.First; !s.Last.Before(d); d = d.AddDays(1) {
		for wait := r.ExpFloat64() / daily; wait < 1; wait += r.ExpFloat64() / daily {
			out = append(out, measure.Incident{Ref: d.String(), Day: d.String(), Unreviewed: true})
		}
	}
	return out
}

// shares simulates studies of a register and gives how often each verdict came of it. until is
// until when the register is known to hold everything, "" where it just stops.
func shares(t *testing.T, rates [2]float64, stops int, until int) map[Verdict]float64 {
	t.Helper()
	const times = 2000
	r := rand.New(rand.NewPCG(11, 7))
	p := plan(180, 180)
	out := map[Verdict]float64{}
	for range times {
		all := happenings(r, p.Before, rates[0])
		all = append(all, happenings(r, measure.Span{First: p.Change, Last: p.Change.AddDays(stops - 1)}, rates[1])...)
		rest := measure.Rest{}
		for _, in := range all {
			rest.Ends, _ = calendar.ParseDate(in.Day)
		}
		if until > 0 {
			rest.Ends, rest.Known = p.Change.AddDays(until-1), true
		}
		known, _ := measure.LastKnown(all, rest, p.After.Last.AddDays(60))
		o, err := Look(p, all, Around{Today: p.After.Last.AddDays(60), Ends: known})
		if err != nil {
			t.Fatal(err)
		}
		out[o.Verdict] += 1.0 / times
	}
	return out
}

// A word that claims a change where there was none comes at most as often as it says (2.5 % on
// each side, and what chance adds to 2,000 studies), also where the record stops in the middle
// of the time after; and a change that was one is found where the register tells of the silence.
func TestSilenceIsShownWhereItIsKnownAndNowhereElse(t *testing.T) {
	const rate, most = 0.1, 0.036
	for name, c := range map[string]struct {
		rates        [2]float64
		stops, until int
	}{
		"nothing changed, the register goes on":                     {[2]float64{rate, rate}, 180, 180},
		"nothing changed, nobody brought in more":                   {[2]float64{rate, rate}, 60, 0},
		"nothing changed, it stops after days":                      {[2]float64{rate, rate}, 12, 0},
		"few incidents, nobody brought in more":                     {[2]float64{0.03, 0.03}, 90, 0},
		"it is read until the middle of the time after":             {[2]float64{rate, rate}, 90, 90},
		"only the time before is known, the rest was never told of": {[2]float64{rate, rate}, 0, 0},
	} {
		got := shares(t, c.rates, c.stops, c.until)
		if got[Reduced] > most || got[Increased] > most {
			t.Errorf("%s: %.3f reduced, %.3f increased", name, got[Reduced], got[Increased])
		}
	}
	if got := shares(t, [2]float64{rate, 0.000001}, 180, 180); got[Reduced] < 0.99 {
		t.Errorf("silence that is known is shown in %.3f", got[Reduced])
	}
	if got := shares(t, [2]float64{rate, 0.000001}, 180, 0); got[Reduced] > 0 || got[Increased] > most {
		t.Errorf("silence nobody told of: %.3f reduced, %.3f increased", got[Reduced], got[Increased])
	}
}
