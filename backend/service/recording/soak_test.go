package recording_test

import (
	"fmt"
	"os"
	"testing"
)

// TestSoakTenThousandRandomSequencesOfEditsUndoRedoAndRestarts is the long run
// of the comparison with a stack of states: other seeds than the short one.
func TestSoakTenThousandRandomSequencesOfEditsUndoRedoAndRestarts(t *testing.T) {
	if os.Getenv("SECONDSTORY_SOAK") == "" {
		t.Skip("a long run: make soak")
	}
	const first = 1_000_000
	for seed := range 10_000 {
		ok := t.Run(fmt.Sprintf("seed %d", first+seed), func(t *testing.T) { randomSequence(t, int64(first+seed)) })
		if !ok {
			t.Fatalf("seed %d; the seeds after it were not tried", first+seed)
		}
	}
}
