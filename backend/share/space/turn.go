package space

import (
	"context"

	"secondstory/backend/domain/fault"
)

// Turn is held by the one exchange of a workspace that works here just now: that reads,
// merges and writes. Several spaces are exchanged side by side, but what takes long there is
// waiting for a server, and that is done without it. So one slow server keeps no other space
// waiting, and the workspace and the memory bear no more than one exchange at a time.
type Turn chan struct{}

// NewTurn is a turn that nobody has.
func NewTurn() Turn { return make(Turn, 1) }

func (t Turn) take(ctx context.Context) error {
	if t == nil {
		return nil
	}
	select {
	case t <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fault.Wrap(ctx.Err(), fault.Cancelled, "share.cancelled")
	}
}

func (t Turn) give() {
	if t != nil {
		<-t
	}
}

// work takes the turn of the workspace.
func (r *run) work() error {
	err := r.Turn.take(r.ctx)
	r.works = err == nil
	return err
}

// rest gives it to whoever waits for it.
func (r *run) rest() {
	if r.works {
		r.works = false
		r.Turn.give()
	}
}

// apart does what waits for somebody else, while others work.
func (r *run) apart(wait func() error) error {
	r.rest()
	if err := wait(); err != nil {
		_ = r.work() //nolint:errcheck // nobody goes on working where it was stopped
		return err
	}
	return r.work()
}
