package space

// Phase is what an exchange is doing just now, for whoever watches.
type Phase string

// The closed set of phases.
const (
	Fetching  Phase = "fetch"   // it asks the other side what is new
	Preparing Phase = "prepare" // it brings what was edited here into its form
	Receiving Phase = "receive" // it brings what others did into the workspace
	Sending   Phase = "send"
)

func (s *Syncer) doing(what Phase, done, total int) {
	if s.Progress != nil {
		s.Progress(what, done, total)
	}
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
