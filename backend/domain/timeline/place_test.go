package timeline

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestALineTakesItsDayAndZoneFromWhoStatedThem(t *testing.T) {
	now := time.Date(2026, 11, 22, 1, 37, 0, 0, time.UTC)
	above := func(clock time.Duration) Place {
		return Place{Now: now, Date: "2026-11-20", DateFrom: FromAbove, Zone: "CET", ZoneFrom: FromAbove, Above: clock, HasAbove: true}
	}
	review := Place{Now: now, Date: "2026-11-20", DateFrom: FromReview, Zone: "CET", ZoneFrom: FromReview, Ahead: true}
	for _, c := range []struct {
		name, text string
		place      Place
		at, zone   string
		day, from  string
		shift      int
	}{
		{"the line wins", "2026-11-19 09:02 PST x", review, "2026-11-19T09:02:00-08:00", "PST", FromLine, FromLine, 0},
		{"the zone of the line, the day of the review", "09:02 UTC x", review, "2026-11-20T09:02:00Z", "UTC", FromReview, FromLine, 0},
		{"the review", "09:14 x", review, "2026-11-20T09:14:00+01:00", "CET", FromReview, FromReview, 0},
		{"the entry above", "09:14 x", above(9 * time.Hour), "2026-11-20T09:14:00+01:00", "CET", FromAbove, FromAbove, 0},
		{"about, as the entry above", "~09:20 x", above(9 * time.Hour), "2026-11-20T09:20:00+01:00", "CET", FromAbove, FromAbove, 0},
		{"past midnight behind the entry above", "00:10 x", above(23*time.Hour + 50*time.Minute), "2026-11-21T00:10:00+01:00", "CET", FromAbove, FromAbove, 1},
		{"a little before the entry above", "08:50 x", above(9 * time.Hour), "2026-11-20T08:50:00+01:00", "CET", FromAbove, FromAbove, 0},
		{"nothing says a day: today", "01:30 x", Place{Now: now}, "2026-11-22T01:30:00", "", FromClock, "", 0},
		{"still to come today: the day before", "23:50 x", Place{Now: now}, "2026-11-21T23:50:00", "", FromClock, "", -1},
		{"today in the zone of the line", "02:30 CET x", Place{Now: now}, "2026-11-22T02:30:00+01:00", "CET", FromClock, FromLine, 0},
		{"the day above is today, the time still to come", "23:50 x",
			Place{Now: now, Date: "2026-11-22", DateFrom: FromAbove, Zone: "UTC", ZoneFrom: FromAbove, Above: 90 * time.Minute, HasAbove: true},
			"2026-11-21T23:50:00Z", "UTC", FromAbove, FromAbove, -1},
		{"an exercise that is planned", "23:50 x",
			Place{Now: now, Date: "2026-12-01", DateFrom: FromAbove, Zone: "UTC", ZoneFrom: FromAbove, Ahead: true},
			"2026-12-01T23:50:00Z", "UTC", FromAbove, FromAbove, 0},
		{"the times around it have no day", "09:14 x", Place{Now: now, Dayless: true}, "T09:14:00", "", "", "", 0},
		{"a day without its year lies back", "24 Dec 09:14 x", Place{Now: now}, "2025-12-24T09:14:00", "", FromLine, "", 0},
	} {
		e := ParseEntryLine(c.text, c.place)
		if e.Time.At != c.at || e.Time.Zone != c.zone || e.DayFrom != c.day || e.ZoneFrom != c.from || e.DayShift != c.shift {
			t.Errorf("%s: %s %q, day of %q%+d, zone of %q", c.name, e.Time.At, e.Time.Zone, e.DayFrom, e.DayShift, e.ZoneFrom)
		}
	}
}

func TestNoLineLiesAheadOfTheClockUnlessADayIsStated(t *testing.T) {
	zones := []string{"", "UTC", "CET", "-12:00", "+14:00", "Europe/Berlin", "America/Los_Angeles"}
	rapid.Check(t, func(t *rapid.T) {
		here, _ := ParseZone(rapid.SampledFrom(zones[1:]).Draw(t, "machine"))
		now := time.Unix(rapid.Int64Range(1_700_000_000, 1_900_000_000).Draw(t, "now"), 0).In(here.Location())
		p := Place{Now: now}
		if zone := rapid.SampledFrom(zones).Draw(t, "zone"); zone != "" {
			p.Zone, p.ZoneFrom = zone, FromReview
		}
		if rapid.Bool().Draw(t, "above") {
			back := time.Duration(rapid.Int64Range(0, int64(72*time.Hour)).Draw(t, "back"))
			loc := now.Location()
			if z, ok := ParseZone(p.Zone); ok {
				loc = z.Location()
			}
			at := now.Add(-back).In(loc)
			p.Date, p.DateFrom = at.Format(time.DateOnly), FromAbove
			p.Above, p.HasAbove = time.Duration(at.Hour())*time.Hour+time.Duration(at.Minute())*time.Minute, true
		}
		clock := fmt.Sprintf("%02d:%02d", rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute"))
		if zone := rapid.SampledFrom(zones[:5]).Draw(t, "stated"); zone != "" {
			clock += " " + zone
		}
		e := ParseEntryLine(rapid.SampledFrom([]string{"", "~"}).Draw(t, "about")+clock+" x", p)
		if p.ahead(e.Time) {
			t.Fatalf("%q at %s became %s %s", clock, now, e.Time.At, e.Time.Zone)
		}
	})
}
