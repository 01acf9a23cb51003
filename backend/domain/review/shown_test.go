package review_test

import (
	"testing"
	"time"

	_ "time/tzdata"

	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

func TestTimesAreShownInOneZoneAndUnknownOnesStayAsStated(t *testing.T) {
	madrid, err := time.LoadLocation("Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	r := review.Review{
		Started: &timeline.Statement{At: "2026-03-29T00:59:00Z"},
		Timeline: []review.Entry{
			{ID: "a", Statement: timeline.Statement{At: "2026-03-29T01:01:00Z", End: "2026-03-29T02:00:00Z"}},
			{ID: "b", Statement: timeline.Statement{At: "2026-03-29T03:00:00"}},
			{ID: "c", Statement: timeline.Statement{At: "2026-03-29"}},
		},
	}
	got := review.ShownIn(r, madrid)
	for id, want := range map[string]review.ShownTime{
		"started": {At: "2026-03-29T01:59:00+01:00"},
		"a":       {At: "2026-03-29T03:01:00+02:00", End: "2026-03-29T04:00:00+02:00"},
		"b":       {At: "2026-03-29T03:00:00"},
		"c":       {At: "2026-03-29"},
	} {
		if got[id] != want {
			t.Errorf("%s: %+v, want %+v", id, got[id], want)
		}
	}
}
