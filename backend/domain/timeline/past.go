package timeline

import "time"

// recent is how far from now a moment of an incident may lie that is still told
// while it happens.
const recent = 48 * time.Hour

// Past says that everything that is told lies back, or ahead, so far that a line
// without a time cannot have happened now: a review is being written of an old
// incident. Where nothing has a date yet, now is all there is.
func Past(all []Statement, now time.Time) bool {
	dated := false
	for _, s := range all {
		for _, at := range []string{s.At, s.End} {
			t, ok := instant(at, 0)
			if !ok {
				continue
			}
			dated = true
			from, to := t.Add(-recent), t.Add(recent)
			if len(at) == len(time.DateOnly) {
				to = to.AddDate(0, 0, 1)
			}
			if !now.Before(from) && !now.After(to) {
				return false
			}
		}
	}
	return dated
}
