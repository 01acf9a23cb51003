package recording_test

import (
	"testing"

	"secondstory/backend/internal/soak"
)

// The long run of the comparison with a stack of states: other seeds than the
// short one.
func TestSoakTenThousandRandomSequencesOfEditsUndoRedoAndRestarts(t *testing.T) {
	soak.Need(t)
	soak.Each(t, 1_000_000, 10_000, randomSequence)
}
