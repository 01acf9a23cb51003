package incident

import (
	"strings"
	"time"

	"secondstory/backend/domain/timeline"
)

// Answers to AskTwins.
const (
	TakeAll = "all" // they are different incidents and all count
	TakeNew = "new" // what another source has told of already is left out
)

// twinsApart bounds how far apart two sources put one moment: some cut the seconds off.
const twinsApart = 2 * time.Minute

// Twin says whether two incidents look like one that two sources tell of: the same title, and
// the same moment of their beginning, of their end, or of the first line of their histories.
// An account of afterwards may have moved one of these and not the others.
func (s Snapshot) Twin(o Snapshot) bool {
	if s.Source == o.Source || s.Title == "" || !strings.EqualFold(strings.TrimSpace(s.Title), strings.TrimSpace(o.Title)) {
		return false
	}
	mine, theirs := s.marks(), o.marks()
	for i := range mine {
		length, _, ok := timeline.Duration(mine[i], theirs[i])
		if ok && timed(mine[i]) && timed(theirs[i]) && length.Abs() <= twinsApart {
			return true
		}
	}
	return false
}

// marks are the moments that twins have in common.
func (s Snapshot) marks() (out [3]timeline.Statement) {
	out[0], _ = s.Begin()
	out[1] = s.Moments[Resolved]
	times := make([]timeline.Statement, len(s.Updates))
	for i, u := range s.Updates {
		times[i] = u.Time
	}
	if order := timeline.Order(times); len(order) > 0 {
		out[2] = times[order[0]]
	}
	return out
}
