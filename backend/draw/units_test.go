package draw

import (
	"strings"
	"testing"
)

func TestAUnitBelongsToTheNumberBeforeIt(t *testing.T) {
	for _, c := range []struct {
		before, word string
		want         bool
	}{
		{"38", "%", true}, {"22.1", "%,", true}, {"(25", "%)", true}, {"6,346", "ms.", true}, {"−3", "°C", true}, {"14", "h", true}, {"5", "November.", true}, {"≈40", "GB/s", true},
		{"38", "percent", false}, {"H04", "h", false}, {"REV-26", "s", false}, {"many", "%", false}, {"", "%", false}, {"38", "", false}, {"38.", "%", false},
	} {
		if got := Binds(c.before, c.word); got != c.want {
			t.Errorf("%q %q: %v", c.before, c.word, got)
		}
	}
}

func TestNoWidthPutsAUnitOnAnotherLineThanItsNumber(t *testing.T) {
	m, err := NewMeasurer()
	if err != nil {
		t.Fatal(err)
	}
	const text = "After 17 h 26 min only 38 % of the linen, 6,346 kg of it, had left at 22.1 °C."
	for width := 60.0; width < 500; width += 3 {
		lines := m.Wrap(text, Regular, 12, width)
		var words []string
		for _, ln := range lines {
			words = append(words, ln.Text)
			if ln.W > width+0.01 {
				t.Errorf("%.0f px: %q is %.1f wide", width, ln.Text, ln.W)
			}
			for _, unit := range []string{"h", "min", "%", "kg", "°C."} {
				if strings.HasPrefix(ln.Text+" ", unit+" ") {
					t.Errorf("%.0f px: a line begins %q", width, ln.Text)
				}
			}
		}
		if got := strings.Join(words, " "); got != text {
			t.Fatalf("%.0f px: %q", width, got)
		}
	}
	// Where a line cannot hold both they part rather than overflow.
	if lines := m.Wrap("123456 %", Regular, 12, m.Width("123456", Regular, 12)+1); len(lines) != 2 {
		t.Errorf("%v", lines)
	}
}
