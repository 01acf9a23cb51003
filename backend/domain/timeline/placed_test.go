package timeline

import (
	"slices"
	"testing"
)

func placedAt(day string, ats ...string) []string {
	all := make([]Statement, len(ats))
	for i, at := range ats {
		all[i] = Statement{At: at, Zone: "UTC", Precision: Minute, Raw: at}
	}
	out := make([]string, len(ats))
	for i, s := range Placed(all, day) {
		out[i] = s.At
	}
	return out
}

func TestTimesWithoutADayArePlacedOnTheDayTheyBelongTo(t *testing.T) {
	for name, c := range map[string]struct {
		day        string
		given, out []string
	}{
		"no day known":             {"", []string{"T10:00:00", "T10:05:00"}, []string{"T10:00:00", "T10:05:00"}},
		"the day of the incident":  {"2024-03-10", []string{"T10:00:00", "T10:05:00"}, []string{"2024-03-10T10:00:00Z", "2024-03-10T10:05:00Z"}},
		"over midnight":            {"2024-03-10", []string{"T23:50:00", "T00:10:00", "T00:20:00"}, []string{"2024-03-10T23:50:00Z", "2024-03-11T00:10:00Z", "2024-03-11T00:20:00Z"}},
		"a small step back":        {"2024-03-10", []string{"T10:05:00", "T10:00:00"}, []string{"2024-03-10T10:05:00Z", "2024-03-10T10:00:00Z"}},
		"after a date":             {"2024-03-10", []string{"2024-03-12T23:50:00Z", "T00:10:00"}, []string{"2024-03-12T23:50:00Z", "2024-03-13T00:10:00Z"}},
		"before the only date":     {"", []string{"T23:50:00", "T00:10:00", "2024-03-11T01:00:00Z"}, []string{"2024-03-10T23:50:00Z", "2024-03-11T00:10:00Z", "2024-03-11T01:00:00Z"}},
		"between incident and day": {"2024-03-09", []string{"T10:00:00", "2024-03-11T01:00:00Z"}, []string{"2024-03-09T10:00:00Z", "2024-03-11T01:00:00Z"}},
		"the newest first":         {"2024-03-10", []string{"T23:00:00", "T22:00:00", "T09:00:00", "T08:00:00"}, []string{"2024-03-10T23:00:00Z", "2024-03-10T22:00:00Z", "2024-03-10T09:00:00Z", "2024-03-10T08:00:00Z"}},
	} {
		if got := placedAt(c.day, c.given...); !slices.Equal(got, c.out) {
			t.Errorf("%s: %v, want %v", name, got, c.out)
		}
	}
}

func TestAPlacedTimeKeepsItsZoneItsEndAndWhatWasWritten(t *testing.T) {
	given := []Statement{
		{At: "T23:50:00", End: "T00:20:00", Zone: "America/New_York", Raw: "23:50–00:20"},
		{At: "T10:00:00", Raw: "10:00"},
		{At: "T02:30:00", Zone: "America/New_York", Raw: "02:30 ET"},
		{At: "T11:00:00", Zone: "UTC", Raw: "03/04/2024 11:00"},
	}
	want := []Statement{
		{At: "2024-03-09T23:50:00-05:00", End: "2024-03-10T00:20:00-05:00", Zone: "America/New_York", Raw: "23:50–00:20"},
		{At: "2024-03-10T10:00:00", Raw: "10:00"},
		{At: "2024-03-10T02:30:00", Zone: "America/New_York", Raw: "02:30 ET"},
		{At: "T11:00:00", Zone: "UTC", Raw: "03/04/2024 11:00"},
	}
	for i, day := range []string{"2024-03-09", "2024-03-10", "2024-03-10", "2024-03-10"} {
		if got := Placed(given[i:i+1], day)[0]; got != want[i] {
			t.Errorf("%+v on %s is %+v", given[i], day, got)
		}
	}
	if given[0].At != "T23:50:00" {
		t.Error("the statement given was changed")
	}
}
