package report_test

import (
	"testing"

	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

func TestALengthIsSaidAsOnTheScreens(t *testing.T) {
	for minutes, want := range map[float64]string{
		0: "0 min", 0.5: "30 s", 59: "59 min", 60: "1 h", 110: "1 h 50 min", 1440: "1 d", 1445: "1 d 5 min", 1920: "1 d 8 h", 1925: "1 d 8 h",
	} {
		if got := report.Length(reporttest.Text, minutes); got != want {
			t.Errorf("%v minutes are %q, not %q", minutes, got, want)
		}
	}
}
