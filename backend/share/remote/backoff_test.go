package remote

import (
	"fmt"
	"testing"
	"time"
)

func TestEachDeviceWaitsInStepsOfItsOwnThatDoubleUpToAFewSeconds(t *testing.T) {
	for tries := range 100 {
		most := min(20*time.Millisecond<<min(tries, 10), 5*time.Second)
		waits := map[time.Duration]bool{}
		early := 0
		for i := range 200 {
			wait := Backoff(fmt.Sprintf("d%d", i), tries)
			if wait < most/2 || wait >= most {
				t.Fatalf("%d tries: %v", tries, wait)
			}
			waits[wait] = true
			if wait < most*3/4 {
				early++
			}
		}
		if len(waits) < 200 {
			t.Errorf("%d tries: %d different waits of 200 devices", tries, len(waits))
		}
		if early < 60 || early > 140 { // seven standard deviations would be fewer
			t.Errorf("%d tries: %d of 200 in the first half", tries, early)
		}
	}
	if Backoff("d1", 3) != Backoff("d1", 3) {
		t.Error("not the same twice")
	}
	if a, b := Backoff("d1", 20), Backoff("d1", 21); a == b {
		t.Errorf("the same step again and again: %v", a)
	}
}
