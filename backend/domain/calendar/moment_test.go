package calendar_test

import (
	"encoding/json"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
)

func zoneOf(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := calendar.FindZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestALocalTimeThatExistsTwiceOrNeverIsAskedAndNeverShifted(t *testing.T) {
	for _, c := range []struct {
		zone, local    string
		times          calendar.Times
		earlier, later string
		key            string
	}{
		{"Europe/Madrid", "2026-03-29T02:30", calendar.Never, "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "calendar.local_never"},
		{"Europe/Madrid", "2026-03-29T02:00", calendar.Never, "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z", "calendar.local_never"},
		{"Europe/Madrid", "2026-03-29T01:59:59", calendar.Once, "2026-03-29T00:59:59Z", "2026-03-29T00:59:59Z", ""},
		{"Europe/Madrid", "2026-03-29T03:00", calendar.Once, "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z", ""},
		{"Europe/Madrid", "2026-10-25T02:30", calendar.Twice, "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "calendar.local_twice"},
		{"Europe/Madrid", "2026-10-25T02:00", calendar.Twice, "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", "calendar.local_twice"},
		{"Europe/Madrid", "2026-10-25T03:00", calendar.Once, "2026-10-25T02:00:00Z", "2026-10-25T02:00:00Z", ""},
		{"Australia/Lord_Howe", "2026-10-04T02:15", calendar.Never, "2026-10-03T15:15:00Z", "2026-10-03T15:45:00Z", "calendar.local_never"},
		{"Pacific/Apia", "2011-12-30T12:00", calendar.Never, "2011-12-29T22:00:00Z", "2011-12-30T22:00:00Z", "calendar.local_never"},
		{"UTC", "2026-03-29T02:30", calendar.Once, "2026-03-29T02:30:00Z", "2026-03-29T02:30:00Z", ""},
	} {
		zone := zoneOf(t, c.zone)
		q := calendar.Ask(local(t, c.local), zone)
		if q.Times != c.times || q.Earlier.Format(time.RFC3339) != c.earlier || q.Later.Format(time.RFC3339) != c.later || q.Zone != c.zone {
			t.Errorf("%s in %s: %+v", c.local, c.zone, q)
		}
		_, err := calendar.Moment{Local: local(t, c.local)}.At(zone)
		if f, _ := fault.As(err); (err == nil) != (c.key == "") || f != nil && (f.Key != c.key || f.Params["zone"] != c.zone) {
			t.Errorf("%s in %s: %v, want %q", c.local, c.zone, err, c.key)
		}
		for pick, want := range map[calendar.Pick]string{calendar.Earlier: c.earlier, calendar.Later: c.later} {
			if got, err := (calendar.Moment{Local: local(t, c.local), Pick: pick}).At(zone); err != nil || got.Format(time.RFC3339) != want {
				t.Errorf("%s in %s, %s: %s %v", c.local, c.zone, pick, got, err)
			}
		}
	}
	if _, err := (calendar.Moment{Local: local(t, "2026-10-25T02:30"), Pick: "whatever"}).At(time.UTC); !fault.Is(err, fault.Invalid) {
		t.Errorf("an unknown pick: %v", err)
	}
	if _, err := (calendar.Moment{Local: calendar.Local{Date: calendar.On(2026, 2, 30)}}).At(time.UTC); !fault.Is(err, fault.Invalid) {
		t.Errorf("30 February: %v", err)
	}
}

func TestADayBeginsWhereTheClocksFirstShowIt(t *testing.T) {
	for _, c := range []struct{ zone, date, want string }{
		{"Europe/Madrid", "2026-03-29", "2026-03-28T23:00:00Z"},
		{"America/Havana", "2026-03-08", "2026-03-08T05:00:00Z"}, // 00:00 is skipped
		{"Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z"},   // 00:00 is skipped
		{"Africa/Cairo", "2026-10-30", "2026-10-29T22:00:00Z"},   // 23:00 comes twice before it
		{"Atlantic/Azores", "2026-10-25", "2026-10-25T00:00:00Z"},
		{"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"}, // a date that was left out
	} {
		if got := calendar.StartOfDay(date(t, c.date), zoneOf(t, c.zone)); got.UTC().Format(time.RFC3339) != c.want {
			t.Errorf("%s in %s begins %s, want %s", c.date, c.zone, got.UTC(), c.want)
		}
	}
}

func TestMonthsAreClippedToTheEndOfTheirMonth(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2026-01-31", 1, "2026-02-28"}, {"2028-01-31", 1, "2028-02-29"}, {"2026-01-31", 2, "2026-03-31"},
		{"2026-03-31", -1, "2026-02-28"}, {"2026-12-15", 1, "2027-01-15"}, {"2026-01-15", -1, "2025-12-15"},
		{"2026-01-31", 13, "2027-02-28"}, {"2024-02-29", 12, "2025-02-28"}, {"2026-05-15", 1, "2026-06-15"}, {"2026-08-31", -11, "2025-09-30"},
		{"1900-01-31", 1, "1900-02-28"}, {"2000-01-31", 1, "2000-02-29"}, {"2026-06-30", 0, "2026-06-30"},
	} {
		if got := date(t, c.from).AddMonths(c.months); got.String() != c.want || !got.Valid() {
			t.Errorf("%s and %d months: %s, want %s", c.from, c.months, got, c.want)
		}
	}
}

func TestDatesCountDaysAcrossYears(t *testing.T) {
	d := date(t, "1967-12-30")
	for when := time.Date(1967, 12, 30, 12, 0, 0, 0, time.UTC); when.Year() < 1973; when = when.AddDate(0, 0, 1) {
		if d.String() != when.Format(time.DateOnly) || d.Weekday() != when.Weekday() || !d.Valid() {
			t.Fatalf("%s is %s, want %s", d, d.Weekday(), when)
		}
		if next := d.AddDays(1); !d.Before(next) || next.Before(d) || d.Before(d) {
			t.Fatalf("%s before %s", d, next)
		}
		d = d.AddDays(1)
	}
}

func TestACalendarComesBackAsItWasStored(t *testing.T) {
	c := bankOfLondon(t)
	c.ValidFrom, c.ValidTo = date(t, "2026-01-01"), date(t, "2026-12-31")
	c.Exceptions = []calendar.Exception{{On: date(t, "2026-04-06"), Name: "Stand-by", Spans: []calendar.Span{{From: 600, To: 660}}}}
	c.Periods = []calendar.Period{
		{Kind: calendar.Peak, Name: "Sale", WeightPercent: 200, Begin: calendar.Moment{Local: local(t, "2026-10-25T01:30"), Pick: calendar.Later}, End: calendar.Moment{Local: local(t, "2026-10-25T12:00:30")}},
		{Kind: calendar.Freeze, Name: "Year end", FirstDay: date(t, "2026-12-20")},
	}
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var back calendar.Calendar
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(back)
	if err != nil || string(again) != string(text) {
		t.Fatalf("%s\n%s %v", text, again, err)
	}
	if back.Periods[0].Begin != c.Periods[0].Begin || back.ValidTo != c.ValidTo || !back.Holidays[0].Until.IsZero() {
		t.Errorf("%+v", back)
	}
	clockOf(t, back)
	for _, wrong := range []string{`"2026-02-30"`, `"20260101"`, `"x"`} {
		var d calendar.Date
		if err := json.Unmarshal([]byte(wrong), &d); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", wrong, err)
		}
		var l calendar.Local
		if err := json.Unmarshal([]byte(wrong), &l); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s as a local time: %v", wrong, err)
		}
	}
}

func TestTheLastDayOfALeapYearComesToAnEnd(t *testing.T) {
	for _, name := range []string{"Europe/London", "America/New_York", "Australia/Sydney", "Africa/Cairo"} {
		k := clockOf(t, calendar.Calendar{Name: "Always", Zone: name, Week: week(0, 24, allDays...)})
		for _, year := range []int{2024, 2028, 2096} {
			start := at(t, k.Zone(), date(t, "2024-12-31").AddMonths((year-2024)*12).String()+"T12:00")
			if got, err := k.Add(start, 48*time.Hour); err != nil || !got.Equal(start.Add(48*time.Hour)) {
				t.Errorf("%s %d: %s %v", name, year, got, err)
			}
			if begins := calendar.StartOfDay(calendar.On(year+1, 1, 1), k.Zone()); !begins.Equal(at(t, k.Zone(), calendar.On(year+1, 1, 1).String()+"T00:00")) {
				t.Errorf("%s: %d begins %s", name, year+1, begins)
			}
		}
	}
}
