package scheduling_test

import (
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/keeping"
)

// hours are the same on each of the days, monday first.
func hours(from, to string, days ...string) (parts []keeping.Part) {
	for _, day := range days {
		parts = append(parts, keeping.Part{Collection: calendar.WeekHours, Fields: record.Doc{"day": day, "from": from, "to": to}})
	}
	return parts
}

// The worked numbers of A25.1 to A25.5 on calendars that are kept in a workspace. Package
// calendar holds them for the clock alone.
func TestA25TheClockOfAKeptCalendarSaysWhatWasWorkedOut(t *testing.T) {
	ws := opened(t)
	kept := func(zone string, parts ...keeping.Part) string {
		t.Helper()
		made, err := ws.Keeping.Create(ctx, keeping.New{Kind: calendar.Kind, Fields: record.Doc{"title": "Office", "zone": zone}, Parts: parts})
		if err != nil {
			t.Fatal(err)
		}
		return made.ID
	}
	week := calendar.Days[:5]
	holiday := func(on string) keeping.Part {
		return keeping.Part{Collection: calendar.HolidayList, Fields: record.Doc{"on": on, "name": "Easter"}}
	}
	london := kept("Europe/London", append(hours("09:00", "17:00", week...), holiday("2026-04-03"), holiday("2026-04-06"))...)
	nights := kept("Europe/Madrid", hours("00:00", "06:00", calendar.Days...)...)
	madrid := kept("Europe/Madrid", hours("09:00", "17:00", week...)...)
	for _, c := range []struct {
		name, calendar, from string
		add                  time.Duration
		want                 string
	}{
		{"A25.1", london, "2026-04-02 15:30", 8 * time.Hour, "2026-04-07T14:30:00Z"},
		{"A25.2 five hours", nights, "2026-03-28 23:00", 5 * time.Hour, "2026-03-29T04:00:00Z"},
		{"A25.2 six hours", nights, "2026-03-28 23:00", 6 * time.Hour, "2026-03-29T23:00:00Z"},
		{"A25.2 in autumn", nights, "2026-10-24 23:00", 6 * time.Hour, "2026-10-25T04:00:00Z"},
		{"A25.3", madrid, "2026-03-27 16:00", 8 * time.Hour, "2026-03-30T14:00:00Z"},
	} {
		a, err := ws.Calendars.Add(ctx, c.calendar, c.from, calendar.Unpicked, c.add)
		if err != nil || a.To.UTC().Format(time.RFC3339) != c.want {
			t.Errorf("%s: %s %v, want %s", c.name, a.To, err, c.want)
			continue
		}
		// A25.5: what was added is measured again.
		b, err := ws.Calendars.Between(ctx, c.calendar, c.from, a.To.Format(time.RFC3339), calendar.Unpicked)
		if err != nil || b.Business != c.add {
			t.Errorf("%s: measured %s %v", c.name, b.Business, err)
		}
	}
	// A25.4: one step more urgent all through Black Friday, and not a minute longer.
	friday := keeping.Part{Collection: calendar.PeriodList, Fields: record.Doc{"kind": "peak", "name": "Black Friday", "urgency": float64(1), "begin": "2026-11-27T00:00", "end": "2026-11-28T00:00"}}
	shop := kept("Europe/Madrid", append(hours("09:00", "17:00", week...), friday)...)
	for from, want := range map[string]int{"2026-11-26 23:59": 0, "2026-11-27 00:00": 1, "2026-11-27 23:59": 1, "2026-11-28 00:00": 0} {
		if a, _, err := ws.Calendars.DueIfOpened(ctx, shop, from, calendar.Unpicked); err != nil || a.Urgency != want || len(a.Periods) != want {
			t.Errorf("A25.4 at %s: %d %v %v, want %d", from, a.Urgency, a.Periods, err, want)
		}
	}
}
