package promise

import (
	"time"

	"secondstory/backend/domain/review"
	"secondstory/backend/domain/stat"
)

// Kept is how many reviews were held in time, of those of which that can be told and
// that were due since the promise was made. It counts reviews and never people.
type Kept struct {
	// Share is that of those held in time, of those held and those whose time is over; nil
	// where there is none of them.
	Share  *review.Share `json:"share"`
	InTime int           `json:"in_time"`
	Late   int           `json:"late"`
	Over   int           `json:"over"` // not held, and the time is over
	// Since is the day from which reviews are counted by when they were due, YYYY-MM-DD, "" for
	// all; Before are those that were due before it.
	Since  string `json:"since"`
	Before int    `json:"before"`
	// Unknown are those that are agreed or closed and of which nobody wrote down when they
	// were held, and those of which nobody can say by when they had to be.
	Unknown int `json:"unknown"`
}

// Count passes over a review that was due before since, zero for none: whoever wrote up an
// incident of years ago broke no promise. It adds another by where its clock stands; settled says that it is agreed or closed.
// One whose clock runs counts for nothing yet.
func (k *Kept) Count(s Standing, settled bool, since time.Time) {
	switch {
	case !s.Due.IsZero() && s.Due.Before(since):
		k.Before++
	case s.State == Held && s.Left >= 0:
		k.InTime++
	case s.State == Held:
		k.Late++
	case settled || s.State == Unknown || !s.At.IsZero():
		k.Unknown++
	case s.State == Over:
		k.Over++
	}
}

// Done gives the counts with their share.
func (k Kept) Done() Kept {
	n := k.InTime + k.Late + k.Over
	if n == 0 {
		return k
	}
	if v, err := stat.Wilson(int64(k.InTime), int64(n), stat.Ask{}); err == nil {
		k.Share = &review.Share{N: n}
		k.Share.Share, _ = v.Estimate.Float()
		k.Share.Low, _ = v.Interval.Lower.Float()
		k.Share.High, _ = v.Interval.Upper.Float()
	}
	return k
}
