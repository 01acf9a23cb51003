package timeline

import (
	"testing"
	"time"
)

func TestAnIncidentIsPastWhenNothingOfItLiesWithinTwoDays(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		all  []Statement
		past bool
	}{
		"nothing is told":               {nil, false},
		"no date is told":               {[]Statement{{Precision: Unknown}, at("T10:00:00", "", Minute)}, false},
		"one moment lies near":          {[]Statement{at("2026-10-01T10:00:00Z", "UTC", Minute), at("2026-11-19T13:00:00Z", "UTC", Minute)}, false},
		"all lies back":                 {[]Statement{at("2026-11-19T11:59:00Z", "UTC", Minute)}, true},
		"a range that ends near":        {[]Statement{{At: "2026-11-10T10:00:00Z", End: "2026-11-20T10:00:00Z"}}, false},
		"a day counts to its end":       {[]Statement{at("2026-11-19", "", Day)}, false},
		"a day further back":            {[]Statement{at("2026-11-18", "", Day)}, true},
		"a drill that is planned ahead": {[]Statement{at("2026-12-24T10:00:00Z", "UTC", Minute)}, true},
	} {
		if got := Past(c.all, now); got != c.past {
			t.Errorf("%s: past is %v", name, got)
		}
	}
}
