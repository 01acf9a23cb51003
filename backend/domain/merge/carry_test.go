package merge

import "testing"

func TestAVersionIsLaidIntoWhatWasChangedBesideIt(t *testing.T) {
	four, three := "It ran four times. Nobody knew at first. The bank phoned.", "It ran THREE times. Nobody knew at first. The bank called."
	now, want := "It ran four times. Nobody knew. The bank phoned.", "It ran THREE times. Nobody knew. The bank called."
	for name, c := range map[string]struct {
		text, run, other string
		now, laid        string
	}{
		"one paragraph":               {now, four, three, now, want},
		"between others":              {"Before.\n\n" + now + "\n\nAfter.", four, three, now, want},
		"lines side by side":          {"x\na\nB\nC\ny", "a\nb\nc", "A\nb\nc", "a\nB\nC", "A\nB\nC"},
		"lines of the run":            {"x\na\nb\nC\ny", "a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC"},
		"it stands as it was":         {"Before.\n" + four, four, three, "", ""},
		"nothing of it is left":       {"Quite another text.", four, three, "", ""},
		"what is left stands twice":   {now + "\n\n" + now, four, three, "", ""},
		"the same sentence was meant": {"It ran five times. Nobody knew at first. The bank phoned.", four, three, "It ran five times. Nobody knew at first. The bank phoned.", ""},
	} {
		place, laid, can, ok := Carry(c.text, []string{c.run, c.other})
		if place != c.now || ok != (c.now != "") {
			t.Errorf("%s: %q, %v", name, place, ok)
		} else if ok && (laid[1] != c.laid || can[1] != (c.laid != "") || laid[0] != place) {
			t.Errorf("%s: %q, %v", name, laid, can)
		}
	}
}
