package calendar_test

import (
	"math"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
)

func wantFault(t *testing.T, what string, err error, key string) {
	t.Helper()
	if f, ok := fault.As(err); !ok || f.Key != key || f.Code != fault.Invalid {
		t.Errorf("%s: %v, want %s", what, err, key)
	}
}

func TestACalendarWithoutHoursIsNeverOpen(t *testing.T) {
	k := clockOf(t, calendar.Calendar{Name: "Empty", Zone: "UTC", Exceptions: []calendar.Exception{{On: calendar.On(2026, 1, 1)}}})
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	_, err := k.Add(now, time.Hour)
	wantFault(t, "add", err, "calendar.never_open")
	_, err = k.NextOpening(now)
	wantFault(t, "opening", err, "calendar.never_open")
	_, err = k.NextClosing(now)
	wantFault(t, "closing", err, "calendar.never_open")
	_, err = k.Between(now, now.Add(1))
	wantFault(t, "between", err, "calendar.never_open")
	_, err = k.Explain(time.Hour)
	wantFault(t, "explain", err, "calendar.never_open")
	_, err = k.IsOpen(now)
	wantFault(t, "open", err, "calendar.never_open")
	// Elapsed time is there without any hours.
	if w, err := k.Weigh(now, now.Add(time.Hour), calendar.Elapsed); err != nil || w.Weighted != time.Hour {
		t.Errorf("%v %v", w, err)
	}
}

func TestASearchEndsAtTheHorizonAndSaysSo(t *testing.T) {
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	once := calendar.Calendar{Name: "Once", Zone: "UTC", Exceptions: []calendar.Exception{{On: calendar.DateOf(start, time.UTC).AddDays(calendar.Horizon - 1), Spans: []calendar.Span{{From: 0, To: 1440}}}}}
	k := clockOf(t, once)
	got, err := k.Add(start, 24*time.Hour)
	if err != nil || !got.Equal(start.Add(calendar.Horizon*24*time.Hour)) {
		t.Errorf("%s %v", got, err)
	}
	_, err = k.Add(start, 24*time.Hour+1)
	wantFault(t, "beyond", err, "calendar.horizon")
	if f, _ := fault.As(err); f.Params["days"] != "400" || f.Params["from"] != "2026-01-01" {
		t.Errorf("%v", err)
	}
	_, err = k.NextOpening(start.Add(-24 * time.Hour))
	wantFault(t, "opening", err, "calendar.horizon")
	_, err = k.NextClosing(start.Add(-24 * time.Hour))
	wantFault(t, "closing", err, "calendar.horizon")
	always := clockOf(t, calendar.Calendar{Name: "Always", Zone: "UTC", Week: week(0, 24, allDays...)})
	_, err = always.NextClosing(start)
	wantFault(t, "always", err, "calendar.never_closes")
}

func TestNothingIsSaidAboutDatesOutsideTheValidRange(t *testing.T) {
	c := bankOfLondon(t)
	c.ValidFrom, c.ValidTo = date(t, "2026-04-01"), date(t, "2026-04-30")
	k := clockOf(t, c)
	first, end := at(t, k.Zone(), "2026-04-01T00:00"), at(t, k.Zone(), "2026-05-01T00:00")
	if d, err := k.Between(first, end); err != nil || d != 20*8*time.Hour {
		t.Errorf("all of April: %s %v", d, err)
	}
	_, err := k.Between(first.Add(-1), end)
	wantFault(t, "before", err, "calendar.outside")
	_, err = k.Between(first, end.Add(1))
	wantFault(t, "after", err, "calendar.outside")
	if f, _ := fault.As(err); f.Params["date"] != "2026-05-01" || f.Params["version"] != "3" {
		t.Errorf("%v", err)
	}
	if got, err := k.Add(at(t, k.Zone(), "2026-04-30T09:00"), 8*time.Hour); err != nil || !got.Equal(at(t, k.Zone(), "2026-04-30T17:00")) {
		t.Errorf("%s %v", got, err)
	}
	_, err = k.Add(at(t, k.Zone(), "2026-04-30T09:00"), 8*time.Hour+1)
	wantFault(t, "add", err, "calendar.outside")
}

func TestWhatNoClockCanBeMadeOfIsRefused(t *testing.T) {
	good := bankOfLondon(t)
	day := date(t, "2026-04-08")
	moment := func(text string) calendar.Moment { return calendar.Moment{Local: local(t, text)} }
	for what, c := range map[string]struct {
		change func(*calendar.Calendar)
		key    string
	}{
		"no zone":           {func(c *calendar.Calendar) { c.Zone = "" }, "calendar.zone_unknown"},
		"a zone of nowhere": {func(c *calendar.Calendar) { c.Zone = "Mars/Olympus" }, "calendar.zone_unknown"},
		"a zone of here":    {func(c *calendar.Calendar) { c.Zone = "Local" }, "calendar.zone_unknown"},
		"a way out":         {func(c *calendar.Calendar) { c.Zone = "../../etc/passwd" }, "calendar.zone_unknown"},
		"hours backwards":   {func(c *calendar.Calendar) { c.Week[2].To = c.Week[2].From }, "calendar.entry_hours"},
		"hours of two days": {func(c *calendar.Calendar) { c.Week[2].To = c.Week[2].From + 1441 }, "calendar.entry_hours"},
		"an eighth day":     {func(c *calendar.Calendar) { c.Week[2].Day = 7 }, "calendar.entry_hours"},
		"30 February":       {func(c *calendar.Calendar) { c.Holidays[1].On = calendar.On(2026, 2, 30) }, "calendar.entry_holiday"},
		"an end of one":     {func(c *calendar.Calendar) { c.Holidays[1].Until = day }, "calendar.entry_holiday"},
		"two exceptions":    {func(c *calendar.Calendar) { c.Exceptions = []calendar.Exception{{On: day}, {On: day}} }, "calendar.entry_exception"},
		"a span over the day": {func(c *calendar.Calendar) {
			c.Exceptions = []calendar.Exception{{On: day, Spans: []calendar.Span{{From: 0, To: 1441}}}}
		}, "calendar.entry_exception"},
		"valid backwards":   {func(c *calendar.Calendar) { c.ValidFrom, c.ValidTo = day.AddDays(1), day }, "calendar.valid_backwards"},
		"valid on no date":  {func(c *calendar.Calendar) { c.ValidTo = calendar.On(2026, 13, 1) }, "calendar.date"},
		"a kind of nothing": {func(c *calendar.Calendar) { c.Periods = []calendar.Period{{Kind: "party", FirstDay: day}} }, "calendar.entry_period"},
		"a freeze of weight": {func(c *calendar.Calendar) {
			c.Periods = []calendar.Period{{Kind: calendar.Freeze, FirstDay: day, WeightPercent: 200}}
		}, "calendar.entry_period"},
		"a period of nothing": {func(c *calendar.Calendar) { c.Periods = []calendar.Period{{Kind: calendar.Peak}} }, "calendar.entry_period"},
		"a period backwards": {func(c *calendar.Calendar) {
			c.Periods = []calendar.Period{{Kind: calendar.Peak, Begin: moment("2026-04-08T10:00"), End: moment("2026-04-08T10:00")}}
		}, "calendar.entry_period"},
		"a period in both ways": {func(c *calendar.Calendar) {
			c.Periods = []calendar.Period{{Kind: calendar.Peak, FirstDay: day, Begin: moment("2026-04-08T10:00"), End: moment("2026-04-08T11:00")}}
		}, "calendar.entry_period"},
		"a period from an hour that is there twice": {func(c *calendar.Calendar) {
			c.Periods = []calendar.Period{{Kind: calendar.Peak, Begin: moment("2026-10-25T01:30"), End: moment("2026-10-26T10:00")}}
		}, "calendar.local_twice"},
		"a period to an hour that never was": {func(c *calendar.Calendar) {
			c.Periods = []calendar.Period{{Kind: calendar.Peak, Begin: moment("2026-03-28T01:30"), End: moment("2026-03-29T01:30")}}
		}, "calendar.local_never"},
		"too much": {func(c *calendar.Calendar) { c.Holidays = make([]calendar.Holiday, 100_001) }, "calendar.too_many"},
	} {
		bad := bankOfLondon(t)
		c.change(&bad)
		_, err := bad.Clock()
		wantFault(t, what, err, c.key)
	}
	clockOf(t, good)
}

func TestQuestionsThatMakeNoSenseAreRefused(t *testing.T) {
	k := clockOf(t, bankOfLondon(t))
	now := at(t, k.Zone(), "2026-04-02T10:00")
	_, err := k.Add(now, -1)
	wantFault(t, "less than nothing", err, "calendar.negative")
	_, err = k.Explain(-time.Hour)
	wantFault(t, "less than nothing", err, "calendar.negative")
	_, err = k.Between(now, now.Add(-1))
	wantFault(t, "backwards", err, "calendar.backwards")
	_, err = k.Open(now, now.AddDate(101, 0, 0))
	wantFault(t, "a century", err, "calendar.too_long")
	_, err = k.Weigh(now, now.Add(1), "shoe size")
	wantFault(t, "a basis", err, "calendar.basis")
	for _, far := range []time.Time{time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC), time.Date(2201, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(math.MaxInt32<<10, 0), {}} {
		_, err = k.NextOpening(far)
		wantFault(t, far.String(), err, "calendar.instant")
		_, err = k.PeriodsAt(far)
		wantFault(t, far.String(), err, "calendar.instant")
		_, err = k.Add(far, 0)
		wantFault(t, far.String(), err, "calendar.instant")
		_, err = k.Weigh(far, far, calendar.Elapsed)
		wantFault(t, far.String(), err, "calendar.instant")
	}
	heavy := bankOfLondon(t)
	heavy.Periods = []calendar.Period{{Kind: calendar.Peak, Name: "Ever", WeightPercent: 10_000, FirstDay: date(t, "1950-01-01"), LastDay: date(t, "9999-12-31")}}
	_, err = clockOf(t, heavy).Weigh(now, now.AddDate(99, 0, 0), calendar.Elapsed)
	wantFault(t, "a century of weight", err, "calendar.too_heavy")
}
