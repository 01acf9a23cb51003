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
