package space

import (
	"context"

	"secondstory/backend/share/gitstore"
)

// Phase is what an exchange is doing just now, for whoever watches.
type Phase string

// The closed set of phases.
const (
	Fetching  Phase = "fetch"   // it asks the other side what is new
	Preparing Phase = "prepare" // it brings what was edited here into its form
	Receiving Phase = "receive" // it brings what others did into the workspace
	Sending   Phase = "send"
	Bringing  Phase = "bring"  // what is new comes here, told in objects
	Answering Phase = "answer" // all has been sent, and the other side has not said yet that it has it
)

func (s *Syncer) doing(what Phase, done, total int) {
	if s.Progress != nil {
		s.Progress(what, done, total)
	}
}

// counting gives a context in which what goes or comes is told in objects.
func (s *Syncer) counting(ctx context.Context, what Phase) context.Context {
	return gitstore.Counting(ctx, func(done, total int) { s.doing(what, done, total) })
}

// pushing is counting for what goes to somebody who answers.
func (r *run) pushing() context.Context {
	return gitstore.Counting(r.ctx, func(done, total int) {
		if done == total {
			r.doing(Answering, done, total)
		} else {
			r.doing(Sending, done, total)
		}
	})
}

// once adds a record to a list of the report that names each once, and counts it: it comes again
// where the other side was faster.
func (r *run) once(list *[]string, count *int, of, id string) {
	if key := of + " " + id; !r.named[key] {
		r.named[key] = true
		*list = append(*list, id)
		*count = len(*list)
	}
}
