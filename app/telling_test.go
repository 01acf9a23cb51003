package app

import (
	"testing"
	"time"
)

// Where the next step takes long, the window is told the last one all the same.
func TestTheLastStepIsToldWhereTheNextTakesLong(t *testing.T) {
	told := make(chan JobProgress, 10)
	tells := &telling{every: time.Millisecond, emit: func(p JobProgress) { told <- p }}
	tells.tell(JobProgress{Label: "fetch:Team"})
	tells.tell(JobProgress{Label: "send:Team", Done: 1, Total: 9})
	tells.tell(JobProgress{Label: "send:Team", Done: 2, Total: 9})
	for p := range told { // nothing else happens
		if p.Label == "send:Team" && p.Done == 2 {
			break
		}
	}
	tells.every = time.Hour
	tells.tell(JobProgress{Label: "send:Team", Done: 3, Total: 9})
	tells.tell(JobProgress{Label: "send:Board", Done: 4, Total: 5})
	tells.tell(JobProgress{Label: "send:Team", Done: 4, Total: 9})
	if len(told) != 0 {
		t.Fatalf("more than can be seen: %+v", <-told)
	}
	tells.end()
	tells.tell(JobProgress{Label: "send:Team", Done: 9, Total: 9})
	if board, team := <-told, <-told; board.Done != 4 || board.Label != "send:Board" || team.Done != 4 || len(told) != 0 {
		t.Fatalf("%+v %+v", board, team)
	}
}
