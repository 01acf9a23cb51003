package stat

import "testing"

func TestOneFarValueMakesNoRunOfTheOthers(t *testing.T) {
	// Around the mean all but one lie on one side; around the median they take turns.
	values := []float64{100, 2}
	for i := range 24 {
		values = append(values, float64(1+2*(i%2)))
	}
	c, err := XmR(values, 0)
	if err != nil || c.Runs.Verdict != NoSignal || c.Runs.Longest > 2 {
		t.Errorf("%v %+v", err, c.Runs)
	}
}
