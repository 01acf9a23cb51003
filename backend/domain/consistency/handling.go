package consistency

import (
	"strconv"
	"time"

	"secondstory/backend/domain/review"
)

// unled looks for parts of the incident in which nobody was in command.
func (l *look) unled() {
	c := review.CommandOf(l.Review)
	if c.Why != "" || len(c.Vacuum) == 0 {
		return
	}
	l.tell(stretchAt(c.Vacuum[0], "started"), map[string]string{"minutes": minutes(review.Total(c.Vacuum)),
		"share": strconv.FormatFloat(100*c.Coverage(), 'f', 1, 64)}, stretched(c.Vacuum)...)
}

// ledTwice looks for parts of the incident in which two were in command at once.
func (l *look) ledTwice() {
	c := review.CommandOf(l.Review)
	if c.Why != "" || len(c.Double) == 0 {
		return
	}
	l.tell(stretchAt(c.Double[0], "started"), map[string]string{"minutes": minutes(review.Total(c.Double))}, stretched(c.Double)...)
}

// workedTwice looks for work that two workstreams did at one time.
func (l *look) workedTwice() {
	by := map[string]review.Entry{}
	for _, e := range l.Timeline {
		by[e.ID] = e
	}
	for _, t := range review.DoneTwice(l.Review) {
		if t.Why == "" {
			l.tell(review.Timeline+"/"+t.Second, map[string]string{"text": quoted(by[t.First].Text), "first": by[t.First].Workstream,
				"second": by[t.Second].Workstream, "minutes": minutes(t.Length())}, t.First)
		}
	}
}

// stretchAt is the entry at which a stretch is shown.
func stretchAt(s review.Stretch, otherwise string) string {
	if len(s.Entries) == 0 {
		return otherwise
	}
	return review.Timeline + "/" + s.Entries[0]
}

// stretched are the ends of stretches, to compare them.
func stretched(list []review.Stretch) (out []string) {
	for _, s := range list {
		out = append(out, s.From.UTC().Format(time.RFC3339), s.To.UTC().Format(time.RFC3339))
	}
	return out
}
