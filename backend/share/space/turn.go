package space

import (
	"context"
	"maps"
	"slices"

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

// Elsewhere says whether a record of a space was not taken because it is in this workspace
// outside of that space.
func Elsewhere(x Refused) bool {
	return x.Key == elsewhereNamed || x.Key == elsewhereTrash || x.Key == elsewhereAsked
}

// FoundElsewhere says whether an exchange met such a record.
func FoundElsewhere(r Report) bool { return slices.ContainsFunc(r.Refused, Elsewhere) }

// Then is what two exchanges of a space did, one after the other. What is not taken, or held
// back, is so as of the second.
func (r Report) Then(next Report) Report {
	out := next
	out.Opened = r.Opened + next.Opened
	out.Came, out.Went, out.Joined = both(r.Came, next.Came), both(r.Went, next.Went), both(r.Joined, next.Joined)
	out.Received, out.Sent, out.Merged = len(out.Came), len(out.Went), len(out.Joined)
	out.By = maps.Clone(r.By)
	for id, who := range next.By {
		if out.By == nil {
			out.By = map[string][]string{}
		}
		out.By[id] = both(out.By[id], who)
	}
	out.Notices = slices.Clone(r.Notices)
	for _, n := range next.Notices {
		if !slices.ContainsFunc(out.Notices, n.same) {
			out.Notices = append(out.Notices, n)
		}
	}
	out.Rounds, out.Recovered = r.Rounds+next.Rounds, r.Recovered || next.Recovered
	return out
}

// both are the ids of two lists, each once.
func both(a, b []string) []string {
	out := slices.Clone(a)
	for _, id := range b {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}
