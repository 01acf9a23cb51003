package app

import (
	"testing"
	"time"

	"secondstory/backend/domain/review"
)

func TestTimesOfWhatPeopleDidNameTheirZone(t *testing.T) {
	at := time.Date(2026, 11, 23, 0, 53, 0, 0, time.UTC)
	for _, c := range []struct {
		zone        *time.Location
		mode        string
		text, words string
	}{
		{time.FixedZone("CET", 3600), "incident", "2026-11-23T01:53:00+01:00", "local time"},
		{time.FixedZone("CET", 3600), "local", "2026-11-23T01:53:00+01:00", "local time"},
		{time.FixedZone("CET", 3600), "utc", "2026-11-23T00:53:00Z", "UTC"},
		{time.UTC, "incident", "2026-11-23T00:53:00Z", "UTC"},
	} {
		a := &App{cfg: Config{Now: func() time.Time { return at.In(c.zone) }}}
		z := a.clockOf(c.mode)
		if text, words := z.tell(at); text != c.text || words != c.words {
			t.Errorf("%v %s: %s %s", c.zone, c.mode, text, words)
		}
		list := toldOn(z, []review.Undecided{{DecidedAt: "2026-11-23T00:53:00Z", Shown: []review.ShownVersion{{At: "2026-11-23T00:53:00Z"}, {At: "yesterday"}}}})
		if u := list[0]; u.DecidedAt != c.text || u.Shown[0].At != c.text || u.Shown[1].At != "yesterday" {
			t.Errorf("a question: %+v", u)
		}
	}
}
