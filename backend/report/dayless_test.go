package report_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

func TestAStatedZoneIsNotDeniedWhereTheDayIsMissing(t *testing.T) {
	s := timeline.Statement{At: "T10:00:00", End: "T10:05:00", Zone: "JST", Precision: timeline.Minute}
	r := review.Review{ID: reporttest.ID, Title: "x", Timeline: []review.Entry{{ID: "a", Statement: s, Text: "x", Times: []timeline.Statement{s}}}}
	for zone, want := range map[string]string{"": "\n10:00–10:05\u00A0JST\n", "Europe/Berlin": "\n10:00–10:05\u00A0JST\n", "JST": "\n10:00–10:05\n"} {
		r.Zone = zone
		text := words(report.Internal(r, options).Blocks)
		has(t, text, want, "Date not known")
		if strings.Contains(text, "without a time zone") || strings.Contains(text, "no zone") || strings.Contains(text, "not stated") {
			t.Errorf("in %q the zone is denied: %s", zone, text)
		}
	}
}
