package calendar_test

import (
	"fmt"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
)

func TestLintTellsWhatAPersonWouldWantToKnow(t *testing.T) {
	moment := func(text string) calendar.Moment { return calendar.Moment{Local: local(t, text)} }
	nights := calendar.Calendar{Name: "Nights", Zone: "Europe/Madrid", Week: week(22, 30, allDays...)}
	for what, c := range map[string]struct {
		calendar calendar.Calendar
		want     []string
	}{
		"nothing": {bankOfLondon(t), nil},
		"nights with changes of the clocks": {nights, []string{
			"notice calendar.lint_change map[date:2026-03-29 real:420 usual:480]",
			"notice calendar.lint_change map[date:2026-10-25 real:540 usual:480]",
		}},
		"never open": {calendar.Calendar{Zone: "UTC"}, []string{"problem calendar.lint_never_open map[]"}},
		"overlaps": {calendar.Calendar{Zone: "UTC", Week: append(week(22, 30, time.Saturday), week(5, 8, time.Sunday)...)}, []string{
			"notice calendar.lint_hours map[day:0]",
		}},
		"dates": {calendar.Calendar{
			Zone: "UTC", Week: week(9, 17, workdays...), ValidFrom: date(t, "2026-01-01"), ValidTo: date(t, "2026-12-31"),
			Holidays: []calendar.Holiday{
				{On: date(t, "2025-12-25"), Name: "Past"}, {On: date(t, "2026-05-01"), Name: "May"}, {On: date(t, "2026-05-01"), Name: "Again"},
				{On: date(t, "2026-05-02"), Name: "Saturday"}, {On: date(t, "2027-01-01"), Name: "Next", Yearly: true},
			},
			Exceptions: []calendar.Exception{{On: date(t, "2027-01-01"), Name: "Later"}},
		}, []string{
			"problem calendar.lint_outside map[date:2025-12-25 name:Past]",
			"notice calendar.lint_twice map[date:2026-05-01 name:Again]",
			"notice calendar.lint_closed_day map[date:2026-05-02 name:Saturday]",
			"problem calendar.lint_outside map[date:2027-01-01 name:Next]",
			"problem calendar.lint_outside map[date:2027-01-01 name:Later]",
		}},
		"endless entries": {calendar.Calendar{
			Zone: "UTC", Week: week(9, 17, workdays...),
			Holidays: []calendar.Holiday{{On: date(t, "2026-01-01"), Name: "New Year", Yearly: true}},
			Periods:  []calendar.Period{{Kind: calendar.Freeze, Name: "For ever", FirstDay: date(t, "2026-01-01")}},
		}, []string{
			"notice calendar.lint_endless map[name:New Year]",
			"notice calendar.lint_endless map[name:For ever]",
		}},
		"periods": {calendar.Calendar{
			Zone: "Europe/London", Week: week(9, 17, workdays...), ValidTo: date(t, "2026-12-31"),
			Periods: []calendar.Period{
				{Kind: calendar.Peak, Name: "A", FirstDay: date(t, "2026-06-01"), LastDay: date(t, "2026-06-30")},
				{Kind: calendar.Peak, Name: "B", FirstDay: date(t, "2026-06-10"), LastDay: date(t, "2026-06-12"), Hours: week(9, 10, allDays...)},
				{Kind: calendar.Freeze, Name: "C", FirstDay: date(t, "2026-06-10"), LastDay: date(t, "2026-06-12")},
				{Kind: calendar.Freeze, Name: "D", Begin: moment("2026-06-13T00:00"), End: moment("2026-06-14T00:00")},
				{Kind: calendar.Peak, Name: "E", Begin: moment("2026-06-14T00:00"), End: moment("2026-06-13T00:00")},
				{Kind: calendar.Peak, Name: "F", Begin: moment("2026-10-25T01:15"), End: moment("2026-10-25T12:00")},
				{Kind: calendar.Peak, Name: "G", FirstDay: date(t, "2027-01-01"), LastDay: date(t, "2027-01-01")},
			},
		}, []string{
			"problem calendar.lint_ends map[name:E]",
			"problem calendar.local_twice map[earlier:01:15 +01:00 later:01:15 +00:00 local:2026-10-25 01:15 zone:Europe/London]",
			"problem calendar.lint_outside map[date:2027-01-01 name:G]",
			"notice calendar.lint_periods map[date:2026-06-10 kind:peak name:A other:B]",
		}},
	} {
		found, err := c.calendar.Lint(2026)
		if err != nil || found == nil || len(found) != len(c.want) {
			t.Errorf("%s: %v %v", what, found, err)
			continue
		}
		for i, f := range found {
			if got := fmt.Sprint(f.Level, " ", f.Key, " ", f.Params); got != c.want[i] && !(f.Params == nil && c.want[i] == got) {
				t.Errorf("%s: %s, want %s", what, got, c.want[i])
			}
		}
	}
}

func TestLintOfACalendarNobodyCanReadEnds(t *testing.T) {
	c := calendar.Calendar{Zone: "Europe/London", Week: week(9, 17, workdays...)}
	for i := range 10_000 {
		c.Periods = append(c.Periods, calendar.Period{Kind: calendar.Peak, Name: fmt.Sprint(i), FirstDay: date(t, "2026-01-01"), WeightPercent: 100 + i%7})
		c.Holidays = append(c.Holidays, calendar.Holiday{On: calendar.On(2026, time.January, 1+i%28), Yearly: true})
	}
	found, err := c.Lint(2026)
	if err != nil || len(found) != 1000 {
		t.Errorf("%d %v", len(found), err)
	}
	k := clockOf(t, c)
	start := at(t, k.Zone(), "2026-06-01T09:00")
	if w, err := k.Weigh(start, start.Add(time.Hour), calendar.Business); err != nil || w.Weighted != 106*time.Hour/100 {
		t.Errorf("%v %v", w, err)
	}
}
