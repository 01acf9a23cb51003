package timeline_test

import (
	"testing"

	"secondstory/backend/domain/timeline"
)

func TestATimeIsWellFormedWhereItNamesAMomentThatThereIs(t *testing.T) {
	for at, want := range map[string]bool{
		"": true, "2026-03-01": true, "2026-03-01T12:00:00": true, "2026-03-01T12:00:00.250": true, "2026-03-01T12:00:00Z": true,
		"2026-03-01T12:00:00.5+02:00": true, "T12:00:00": true, "T12:00:00.250": true,
		"2026-03-01 12:00": false, "2026-02-30": false, "2026-03-01T25:00:00": false, "T24:30:00": false, "noon": false, "12:00": false,
		"2026-03-01T12:00": false, "2026-03-01T12:00:00+99:00": false,
	} {
		if got := timeline.WellFormed(at); got != want {
			t.Errorf("%q: %v", at, got)
		}
	}
	for at, want := range map[string]timeline.Precision{"": timeline.Unknown, "2026-03-01": timeline.Day, "2026-03-01T12:00:00Z": timeline.Minute, "T12:00:00": timeline.Minute} {
		if got := timeline.PrecisionOf(at); got != want {
			t.Errorf("%q: %s", at, got)
		}
	}
	for _, p := range timeline.Precisions {
		if !timeline.PrecisionKnown(string(p)) {
			t.Error(p)
		}
	}
	if timeline.PrecisionKnown("roughly") || timeline.PrecisionKnown("") {
		t.Error("a word that is none")
	}
}
