package stat

import "testing"

// Values at a limit are inside it: what the rules say in words, tried at the edge.

func TestARunAsLongAsItsLimitIsNoSignal(t *testing.T) {
	// Twelve points: a run of seven and three crossings are usual, eight or two are not.
	for _, c := range []struct {
		name   string
		values []float64
		want   ChartVerdict
	}{
		{"seven in a run, three crossings", []float64{1, 9, 1, 9, 9, 9, 9, 9, 9, 9, 1, 1}, NoSignal},
		{"eight in a run", []float64{1, 9, 1, 9, 9, 9, 9, 9, 9, 9, 9, 1}, Signal},
		{"two crossings", []float64{1, 1, 1, 9, 9, 9, 9, 9, 9, 1, 1, 1}, Signal},
		{"nine beside the middle", []float64{1, 5, 5, 9, 9, 9, 9, 9, 9, 9, 9}, ChartCannotTell},
	} {
		if got := runsAround(c.values, 5); got.Verdict != c.want {
			t.Errorf("%s: %+v, want %s", c.name, got, c.want)
		}
	}
}

func TestARankCorrelationNeedsItsTestToo(t *testing.T) {
	x := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}
	for draws, want := range map[int]Verdict{19: NoChangeShown, 999: More} {
		v := must(Spearman(x, x, Ask{}, Draws{Count: draws, Seed: 1}))
		// Nineteen draws cannot give a p below a tenth, whatever the interval says.
		if !v.Interval.Lower.Above(0.5) || v.Verdict != want {
			t.Errorf("%d draws: %+v, want %s", draws, v, want)
		}
	}
}

// One value can change places with each of the others and nothing else can happen, however
// many they are: to go through all sets of the others would never end.
func TestASplitOfOneValueAgainstManyComesToItsEnd(t *testing.T) {
	one, many := []float64{0}, make([]float64, 60)
	for i := range many {
		many[i] = float64(i + 1)
	}
	for _, groups := range [][2][]float64{{one, many}, {many, one}} {
		v := must(Permutation(groups[0], groups[1], Ask{}, Draws{}))
		if want := Num(2.0 / 61); v.Method != MethodPermutation || v.P != want {
			t.Errorf("%d against %d: %+v, want a p of %v", len(groups[0]), len(groups[1]), v, want)
		}
	}
}
