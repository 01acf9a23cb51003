package app

import (
	"slices"
	"sync"
	"time"
)

// telling tells the window how far a job is, and not more often than it can be seen. What is
// held back is told a moment later, unless there is something newer under its label by then:
// where the next step takes long, the last one is what a person reads. Several spaces are
// exchanged at once, each under a label of its own.
type telling struct {
	every time.Duration
	emit  func(JobProgress)

	mu    sync.Mutex
	last  time.Time
	held  []JobProgress // one of each label, in the order in which they came
	later *time.Timer
	over  bool
}

// tell is called from any goroutine. The end of a step, and a step without a number, are told
// at once.
func (t *telling) tell(p JobProgress) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.over {
		return
	}
	t.held = slices.DeleteFunc(t.held, func(h JobProgress) bool { return h.Label == p.Label })
	t.held = append(t.held, p)
	wait := t.every - time.Since(t.last)
	switch {
	case p.Done == p.Total || wait <= 0:
		t.flush()
	case t.later == nil:
		t.later = time.AfterFunc(wait, func() {
			t.mu.Lock()
			defer t.mu.Unlock()
			t.flush()
		})
	}
}

// end tells what is held back still; after it nothing is told.
func (t *telling) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.flush()
	t.over = true
}

// flush is called with the lock held.
func (t *telling) flush() {
	if t.later != nil {
		t.later.Stop()
		t.later = nil
	}
	for _, p := range t.held {
		t.emit(p)
	}
	t.held = nil
	t.last = time.Now()
}
