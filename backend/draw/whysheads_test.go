package draw

import (
	"strings"
	"testing"
)

func TestColumnHeadsOfNarrowColumnsAreShownWhole(t *testing.T) {
	m := measurer(t)
	heads := []string{"What happened, and to whom", "Why did that happen, and what made it possible then", "And why that, as far as anybody knows"}
	for _, maxW := range []float64{80, 116, 150, 240} {
		o := Defaults()
		o.MaxW, o.ColumnHeads = maxW, heads
		s := Whys(m, gatesTree(), o).Scene
		for _, c := range conflicts(s) {
			// The two strokes of a notch lie beside each other on purpose.
			if !strings.Contains(c, "notch") {
				t.Errorf("at %v: %v", maxW, c)
			}
		}
		var words []string
		for _, it := range s.Items {
			if it.Role == RoleColumn && it.Kind == "text" {
				words = append(words, it.Text)
			}
		}
		all := strings.Join(words, " ")
		for _, h := range heads {
			if !strings.Contains(all, h) {
				t.Errorf("at %v the heads read %q, without %q", maxW, all, h)
			}
		}
	}
}
