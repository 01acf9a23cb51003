package calendar_test

import (
	"slices"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
)

// moved has Thanksgiving from 2025 to 2027, New Year every year, one odd day and one that comes now and then.
func moved() calendar.Calendar {
	c := calendar.Calendar{Name: "Office", Zone: "America/New_York"}
	for day := time.Monday; day <= time.Friday; day++ {
		c.Week = append(c.Week, calendar.Hours{Day: day, From: 540, To: 1020})
	}
	c.Holidays = []calendar.Holiday{{On: calendar.On(2025, 11, 27), Name: "Thanksgiving"}, {On: calendar.On(2026, 11, 26), Name: "Thanksgiving"}, {On: calendar.On(2027, 11, 25), Name: "Thanksgiving"},
		{On: calendar.On(2020, 1, 1), Name: "New Year", Yearly: true}, {On: calendar.On(2026, 5, 4), Name: "Jubilee"},
		{On: calendar.On(2020, 9, 22), Name: "Bridge"}, {On: calendar.On(2026, 9, 22), Name: "Bridge"}}
	return c
}

func lintKeys(t *testing.T, c calendar.Calendar, year int) (out []string) {
	t.Helper()
	found, err := c.Lint(year)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		out = append(out, f.Key)
	}
	return out
}

func TestACalendarSaysForWhichYearsItKnowsTheHolidaysThatMove(t *testing.T) {
	c := moved()
	k, err := c.Clock()
	if err != nil {
		t.Fatal(err)
	}
	for year, want := range map[int]bool{2024: true, 2025: false, 2027: false, 2028: true} {
		if got := slices.Contains(lintKeys(t, c, year), calendar.LintMoving); got != want {
			t.Errorf("%d is told of: %v", year, got)
		}
		m := k.Unknown(time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC), time.Date(year, 3, 1, 0, 0, 0, 0, time.UTC))
		if year < 2026 {
			m = k.Unknown(time.Date(year, 3, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC))
		}
		if (m.Key != "") != want {
			t.Errorf("an answer about %d: %+v", year, m)
		}
		if want && (m.Params["names"] != "Thanksgiving" || m.Params["from"] != "2025" || m.Params["to"] != "2027") {
			t.Errorf("%+v", m)
		}
	}
	// On the clocks of the calendar the year has not begun.
	if m := k.Unknown(time.Date(2027, 12, 1, 0, 0, 0, 0, time.UTC), time.Date(2028, 1, 1, 4, 0, 0, 0, time.UTC)); m.Key != "" {
		t.Errorf("%+v", m)
	}
	dated := calendar.Calendar{Name: "List", Zone: "UTC", Week: c.Week}
	for i := range 3 {
		dated.Holidays = append(dated.Holidays, calendar.Holiday{On: calendar.On(2021, 3, i+1), Name: string(rune('A' + i))})
	}
	if !slices.Contains(lintKeys(t, dated, 2022), calendar.LintMoving) || slices.Contains(lintKeys(t, dated, 2021), calendar.LintMoving) {
		t.Error("a list of one year is not told of in another")
	}
}

func TestWhatManyEntriesShareIsOneFinding(t *testing.T) {
	c := calendar.Calendar{Name: "Days", Zone: "Europe/Berlin"}
	for month := time.January; month <= time.December; month++ {
		c.Holidays = append(c.Holidays, calendar.Holiday{On: calendar.On(2026, month, 3), Name: month.String()}, calendar.Holiday{On: calendar.On(2026, month, 9), Name: "Yearly " + month.String(), Yearly: true})
	}
	got := lintKeys(t, c, 2026)
	want := []string{calendar.LintNeverOpen, calendar.LintEndlessMany}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
