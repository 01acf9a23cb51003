package calendar_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"secondstory/backend/domain/calendar"
)

// week gives the same hours, in full hours, on each of the days.
func week(from, to int, days ...time.Weekday) []calendar.Hours {
	var out []calendar.Hours
	for _, d := range days {
		out = append(out, calendar.Hours{Day: d, From: from * 60, To: to * 60})
	}
	return out
}

var (
	workdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	allDays  = append([]time.Weekday{time.Sunday, time.Saturday}, workdays...)
)

func clockOf(t *testing.T, c calendar.Calendar) *calendar.Clock {
	t.Helper()
	k, err := c.Clock()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func local(t *testing.T, text string) calendar.Local {
	t.Helper()
	l, err := calendar.ParseLocal(text)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func date(t *testing.T, text string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// at reads a time that exists once in the zone of a clock.
func at(t *testing.T, zone *time.Location, text string) time.Time {
	t.Helper()
	when, err := calendar.Moment{Local: local(t, text)}.At(zone)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

// bankOfLondon is the calendar of A25.1.
func bankOfLondon(t *testing.T) calendar.Calendar {
	return calendar.Calendar{
		Name: "Office", Version: "3", Zone: "Europe/London", Week: week(9, 17, workdays...),
		Holidays: []calendar.Holiday{{On: date(t, "2026-04-03"), Name: "Good Friday"}, {On: date(t, "2026-04-06"), Name: "Easter Monday"}},
	}
}

func TestBusinessTimeGoesOnBehindHolidaysAndChangesOfTheClocks(t *testing.T) {
	nightly := calendar.Calendar{Name: "Nights", Zone: "Europe/Madrid", Week: week(0, 6, allDays...)}
	madrid := calendar.Calendar{Name: "Office", Zone: "Europe/Madrid", Week: week(9, 17, workdays...)}
	always := calendar.Calendar{Name: "Always", Zone: "Europe/Madrid", Week: week(0, 24, allDays...)}
	for _, c := range []struct {
		name     string
		calendar calendar.Calendar
		start    string
		hours    float64
		want     string
	}{
		{"A25.1", bankOfLondon(t), "2026-04-02T15:30", 8, "2026-04-07T14:30:00Z"},
		{"A25.2 the night of five hours", nightly, "2026-03-28T23:00", 5, "2026-03-29T04:00:00Z"},
		{"A25.2 one hour more", nightly, "2026-03-28T23:00", 6, "2026-03-29T23:00:00Z"},
		{"A25.2 the night of seven hours", nightly, "2026-10-24T23:00", 6, "2026-10-25T04:00:00Z"},
		{"A25.3", madrid, "2026-03-27T16:00", 8, "2026-03-30T14:00:00Z"},
		{"a day of 23 hours", always, "2026-03-28T12:00", 24, "2026-03-29T11:00:00Z"},
		{"1c.5 in spring", always, "2026-03-27T14:25", 72, "2026-03-30T13:25:00Z"},
		{"1c.5 in autumn", always, "2026-10-23T14:25", 72, "2026-10-26T12:25:00Z"},
		{"nothing to add", bankOfLondon(t), "2026-04-05T12:00", 0, "2026-04-05T11:00:00Z"},
	} {
		k := clockOf(t, c.calendar)
		start := at(t, k.Zone(), c.start)
		length := time.Duration(c.hours * float64(time.Hour))
		got, err := k.Add(start, length)
		if err != nil || got.Format(time.RFC3339) != c.want {
			t.Errorf("%s: %s %v, want %s", c.name, got.Format(time.RFC3339), err, c.want)
			continue
		}
		if back, err := k.Between(start, got); err != nil || back != length {
			t.Errorf("%s: measured %s %v", c.name, back, err)
		}
	}
}

func TestAPeakMakesThingsMoreUrgentUntilItsLastInstant(t *testing.T) {
	c := bankOfLondon(t)
	c.Periods = []calendar.Period{
		{
			Kind: calendar.Peak, Name: "Black Friday", UrgencyDelta: 1,
			Begin: calendar.Moment{Local: local(t, "2026-11-27T00:00")}, End: calendar.Moment{Local: local(t, "2026-11-28T00:00")},
		},
		{Kind: calendar.Peak, Name: "Flash sale", UrgencyDelta: 2, FirstDay: date(t, "2026-11-27"), LastDay: date(t, "2026-11-27"), Hours: week(18, 20, time.Friday)},
		{Kind: calendar.Freeze, Name: "Year end", FirstDay: date(t, "2026-11-20")},
	}
	k := clockOf(t, c)
	for text, want := range map[string]int{
		"2026-11-26T23:59:59": 0, "2026-11-27T00:00": 1, "2026-11-27T17:59:59": 1, "2026-11-27T18:00": 2,
		"2026-11-27T20:00": 1, "2026-11-27T23:59:59": 1, "2026-11-28T00:00": 0,
	} {
		if got, err := k.UrgencyDelta(at(t, k.Zone(), text)); err != nil || got != want {
			t.Errorf("%s: %d %v, want %d", text, got, err, want)
		}
	}
	in, err := k.PeriodsAt(at(t, k.Zone(), "2026-11-27T19:00"))
	if err != nil || len(in) != 3 || in[0].Name != "Black Friday" || in[2].Kind != calendar.Freeze {
		t.Errorf("%v %v", in, err)
	}
	if in, err := k.PeriodsAt(at(t, k.Zone(), "2026-11-19T23:59")); err != nil || in == nil || len(in) != 0 {
		t.Errorf("before the freeze: %v %v", in, err)
	}
}

func TestMinutesOfAPeakCountAsOftenAsItsWeightSays(t *testing.T) {
	c := bankOfLondon(t)
	evening := calendar.Period{Kind: calendar.Peak, Name: "Evening", WeightPercent: 300, FirstDay: date(t, "2026-01-01"), Hours: week(18, 22, allDays...)}
	lull := calendar.Period{Kind: calendar.Peak, Name: "Lull", WeightPercent: 50, FirstDay: date(t, "2026-05-04"), LastDay: date(t, "2026-05-05"), Hours: week(0, 19, allDays...)}
	c.Periods = []calendar.Period{lull, evening, evening}
	k := clockOf(t, c)
	for _, e := range []struct {
		from, to      string
		basis         calendar.Basis
		raw, weighted time.Duration
	}{
		{"2026-05-12T17:30", "2026-05-12T19:00", calendar.Elapsed, 90 * time.Minute, 210 * time.Minute}, // A36.3
		{"2026-05-12T16:30", "2026-05-12T19:00", calendar.Business, 30 * time.Minute, 30 * time.Minute},
		// Where peaks overlap the heaviest counts, and twice the same counts once.
		{"2026-05-05T17:00", "2026-05-05T20:00", calendar.Elapsed, 3 * time.Hour, 30*time.Minute + 6*time.Hour},
		{"2026-05-12T19:00", "2026-05-12T19:00", calendar.Elapsed, 0, 0},
		// Two evenings and the hour that autumn gives back to the night.
		{"2026-10-24T12:00", "2026-10-25T22:00", calendar.Elapsed, 35 * time.Hour, (35 + 8*2) * time.Hour},
	} {
		w, err := k.Weigh(at(t, k.Zone(), e.from), at(t, k.Zone(), e.to), e.basis)
		if err != nil || w.Raw != e.raw || w.Weighted != e.weighted || w.Basis != e.basis {
			t.Errorf("%s to %s: %v %v", e.from, e.to, w, err)
		}
	}
}

func TestHoursOpenAndCloseAtTheNextEdge(t *testing.T) {
	c := bankOfLondon(t)
	// Two halves that touch are one stretch, and an exception opens on a holiday.
	c.Week = append(week(9, 12, workdays...), week(12, 17, workdays...)...)
	c.Exceptions = []calendar.Exception{{On: date(t, "2026-04-06"), Name: "Stand-by", Spans: []calendar.Span{{From: 600, To: 660}}}, {On: date(t, "2026-04-07"), Name: "Move"}}
	k := clockOf(t, c)
	for _, e := range []struct{ from, opens, closes string }{
		{"2026-04-02T15:30", "2026-04-02T15:30", "2026-04-02T17:00"},
		{"2026-04-02T09:00", "2026-04-02T09:00", "2026-04-02T17:00"},
		{"2026-04-02T17:00", "2026-04-06T10:00", "2026-04-06T11:00"},
		{"2026-04-06T11:00", "2026-04-08T09:00", "2026-04-08T17:00"},
	} {
		from := at(t, k.Zone(), e.from)
		opens, err := k.NextOpening(from)
		if err != nil || !opens.Equal(at(t, k.Zone(), e.opens)) {
			t.Errorf("from %s: opens %s %v", e.from, opens, err)
		}
		closes, err := k.NextClosing(from)
		if err != nil || !closes.Equal(at(t, k.Zone(), e.closes)) {
			t.Errorf("from %s: closes %s %v", e.from, closes, err)
		}
		open, err := k.IsOpen(from)
		if err != nil || open != (e.from == e.opens) {
			t.Errorf("from %s: open %v %v", e.from, open, err)
		}
	}
	list, err := k.Open(at(t, k.Zone(), "2026-04-02T10:00"), at(t, k.Zone(), "2026-04-08T10:00"))
	if err != nil || len(list) != 3 || list[0].To.Sub(list[0].From) != 7*time.Hour || list[2].To.Sub(list[2].From) != time.Hour {
		t.Errorf("%v %v", list, err)
	}
}

func TestALengthOfBusinessTimeIsExplainedInWorkingDays(t *testing.T) {
	office := calendar.Calendar{Name: "Office", Zone: "UTC", Week: week(9, 17, workdays...)}
	saturdays := calendar.Calendar{Name: "Shop", Zone: "UTC", Week: append(week(9, 17, workdays...), week(9, 13, time.Saturday)...)}
	always := calendar.Calendar{Name: "Always", Zone: "UTC", Week: week(0, 24, allDays...)}
	for _, c := range []struct {
		calendar calendar.Calendar
		length   time.Duration
		key      string
		gaps     map[string]string
	}{
		{office, 24 * time.Hour, calendar.KeyWholeDays, map[string]string{"amount": "24", "day": "8", "days": "3"}},
		{office, 20 * time.Hour, calendar.KeyDaysAndMore, map[string]string{"amount": "20", "day": "8", "days": "2", "rest": "4"}},
		{office, 90 * time.Minute, calendar.KeyPartOfDay, map[string]string{"amount": "1.5", "day": "8"}},
		{saturdays, 24 * time.Hour, calendar.KeyUneven, map[string]string{"amount": "24", "shortest": "4", "longest": "8"}},
		{always, 24 * time.Hour, calendar.KeyAlwaysOpen, map[string]string{"amount": "24"}},
	} {
		m, err := clockOf(t, c.calendar).Explain(c.length)
		if err != nil || m.Key != c.key || len(m.Params) != len(c.gaps) {
			t.Errorf("%s: %v %v", c.length, m, err)
		}
		for gap, want := range c.gaps {
			if m.Params[gap] != want {
				t.Errorf("%s: %s is %q, want %q", c.length, gap, m.Params[gap], want)
			}
		}
	}
}
