package draw

import (
	"fmt"
	"testing"
)

func TestNoSignOfTheStripStandsOverItsEdge(t *testing.T) {
	m := measurer(t)
	in := StripInput{Width: 900, Entries: []StripEntry{{ID: "first", At: 0}}}
	for i := range 6 {
		in.Entries = append(in.Entries, StripEntry{ID: fmt.Sprint(i), At: 60*minuteMs - int64(i%2), Strong: true})
	}
	sc := Strip(m, in)
	circles := 0
	for _, it := range sc.Items {
		if it.Kind != KindCircle {
			continue
		}
		circles++
		if right := it.P[0] + it.P[2]; right > sc.Bounds.X+sc.Bounds.W {
			t.Errorf("the sign of %s ends at %v, the strip at %v", it.Node, right, sc.Bounds.X+sc.Bounds.W)
		}
	}
	if circles != 7 {
		t.Fatalf("%d signs", circles)
	}
}

func TestTicksOfTheStripStayOnTheHoursOfAClockThatIsPutForward(t *testing.T) {
	m := measurer(t)
	const hour = 60 * minuteMs
	// An hour is left out 30 hours after the beginning.
	ahead := func(ms int64) int64 {
		if ms >= 30*hour {
			return 2 * hour
		}
		return hour
	}
	for _, to := range []int64{50 * hour, 200 * hour, 90 * 24 * hour, 2000 * 24 * hour} {
		last := -1.0
		var apart []float64
		in := StripInput{Width: 900, From: 1, To: to, Origin: -hour, Ahead: ahead, Tick: func(ms int64) string {
			wall := ms + ahead(ms)
			if wall%(6*hour) != 0 {
				t.Errorf("up to %d h: a tick at %d min past", to/hour, wall%(6*hour)/minuteMs)
			}
			return "17 May"
		}}
		for _, it := range Strip(m, in).Items {
			if it.Role == RoleTick && it.Kind == KindText {
				x := float64(it.P[0]) / 100
				if last >= 0 {
					apart = append(apart, x-last)
				}
				last = x
			}
		}
		if len(apart) < 2 {
			t.Fatalf("up to %d h: %d labels", to/hour, len(apart)+1)
		}
		for _, d := range apart[1:] {
			// The day of 23 hours may take an hour from one of them.
			if d < apart[0]-17 || d > apart[0]+17 {
				t.Errorf("up to %d h: labels stand %v apart", to/hour, apart)
			}
		}
	}
}

func TestWithoutPhasesTheStripBeginsAtItsEdge(t *testing.T) {
	m := measurer(t)
	in := StripInput{Width: 900, Entries: []StripEntry{{ID: "a", At: 0}, {ID: "b", At: 60 * minuteMs}}}
	bare := Strip(m, in)
	in.Phases = []StripPhase{{Name: "Undetected", From: 0, To: 60 * minuteMs}}
	full := Strip(m, in)
	if full.Bounds.H-bare.Bounds.H != 100*stripAxis {
		t.Errorf("%v high without phases, %v with them", bare.Bounds.H, full.Bounds.H)
	}
	for _, it := range bare.Items {
		if it.Role == RoleTick && it.Kind == KindLine && it.P[1] != 0 {
			t.Errorf("a tick begins at %v", it.P[1])
		}
	}
}

func TestWhatLiesOutsideTheTimeShownIsMarkedAtTheEndOfItsLane(t *testing.T) {
	m := measurer(t)
	in := StripInput{Width: 900, Lanes: []string{"One", "Two"},
		Entries: []StripEntry{{ID: "a", At: 0}, {ID: "b", At: 60 * minuteMs, Lane: 1}},
		Vague: []StripVague{
			{ID: "long before", From: -5000 * minuteMs, To: -4000 * minuteMs},
			{ID: "before", From: -50 * minuteMs, To: -50 * minuteMs},
			{ID: "after", From: 90 * minuteMs, To: 90 * minuteMs, Lane: 1},
			{ID: "that day", From: -500 * minuteMs, To: 900 * minuteMs, Lane: 1},
		}}
	waits, press, arrows := map[string]string{}, map[string]bool{}, map[string]int{}
	for _, it := range Strip(m, in).Items {
		switch {
		case it.Kind == KindGlyph:
			arrows[it.Text]++
		case it.Role == RoleHit:
			press[it.Node] = true
		case it.Node != "" && it.Fill == "" && it.Stroke == "":
			waits[it.Node] = it.Role
		}
	}
	for id, role := range map[string]string{"long before": RoleTint, "before": RoleTint, "after": RoleTint, "that day": RoleSpan} {
		if waits[id] != role {
			t.Errorf("%s waits as %q, not as %q", id, waits[id], role)
		}
	}
	// A press on an arrow means the nearest of those it stands for.
	if !press["before"] || press["long before"] || !press["after"] {
		t.Errorf("pressed: %v", press)
	}
	if arrows["earlier"] != 1 || arrows["later"] != 1 {
		t.Errorf("arrows: %v", arrows)
	}
}
