package calendar_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/record"
)

// stateOf puts a calendar into a record.
func stateOf(t *testing.T, c calendar.Calendar) *record.State {
	t.Helper()
	st := record.NewState(calendar.Kind, "01M81V7HCQPNT2KVQQW1SP5A9G")
	ops := []record.Op{}
	for name, v := range calendar.HeadDoc(c) {
		ops = append(ops, record.SetOp(record.Path{Field: name}, v))
	}
	n := 0
	add := func(collection string, doc record.Doc) {
		n++
		if err := calendar.CheckEntity(collection, doc); err != nil {
			t.Fatal(err)
		}
		ops = append(ops, record.AddOp(collection, fmt.Sprintf("p%05d", n), doc))
	}
	for _, h := range c.Week {
		add(calendar.WeekHours, calendar.HoursDoc(h))
	}
	for _, h := range c.Holidays {
		add(calendar.HolidayList, calendar.HolidayDoc(h))
	}
	for _, e := range c.Exceptions {
		add(calendar.Exceptional, calendar.ExceptionDoc(e))
	}
	for _, p := range c.Periods {
		add(calendar.PeriodList, calendar.PeriodDoc(p))
	}
	if _, err := record.Apply(calendar.Schema, st, ops...); err != nil {
		t.Fatal(err)
	}
	return st
}

func full(t *testing.T) calendar.Calendar {
	return calendar.Calendar{
		Name: "Full", Zone: "Europe/Madrid", ValidFrom: date(t, "2026-01-01"), ValidTo: date(t, "2027-12-31"),
		Week:       append(week(9, 17, workdays...), week(22, 30, time.Sunday)...),
		Holidays:   []calendar.Holiday{{On: date(t, "2026-01-06"), Name: "Kings", Yearly: true, Until: date(t, "2027-12-31")}, {On: date(t, "2026-05-01"), Name: "May"}},
		Exceptions: []calendar.Exception{{On: date(t, "2026-05-02"), Name: "Stock"}, {On: date(t, "2026-12-24"), Name: "Eve", Spans: []calendar.Span{{From: 540, To: 720}}}},
		Periods: []calendar.Period{
			{Kind: calendar.Peak, Name: "Sale", FirstDay: date(t, "2026-11-20"), LastDay: date(t, "2026-11-30"), WeightPercent: 300, UrgencyDelta: 1, Hours: week(8, 20, allDays...)},
			{Kind: calendar.Freeze, Name: "Night", Begin: calendar.Moment{Local: local(t, "2026-10-25T02:30"), Pick: calendar.Later}, End: calendar.Moment{Local: local(t, "2026-10-25T12:00")}},
		},
	}
}

func TestARecordHoldsACalendarWhole(t *testing.T) {
	c := full(t)
	h := calendar.FromState(stateOf(t, c))
	h.Calendar.Version = ""
	if len(h.Unread) != 0 || !sameCalendar(h.Calendar, c) {
		t.Errorf("%+v\n%+v", h.Calendar, c)
	}
	if _, err := h.Clock(); err != nil {
		t.Error(err)
	}
}

func sameCalendar(a, b calendar.Calendar) bool {
	if len(a.Week) != len(b.Week) {
		return false
	}
	a.Week, b.Week = nil, nil
	for i := range a.Periods {
		a.Periods[i].Hours, b.Periods[i].Hours = nil, nil
	}
	return reflect.DeepEqual(a.Periods[0], b.Periods[1]) && reflect.DeepEqual(a.Periods[1], b.Periods[0]) &&
		reflect.DeepEqual(a.Holidays, b.Holidays) && reflect.DeepEqual(a.Exceptions, b.Exceptions) && a.ValidTo == b.ValidTo && a.Zone == b.Zone && a.Name == b.Name
}

func TestTheVersionOfACalendarIsWhatItSays(t *testing.T) {
	c := full(t)
	first := calendar.FromState(stateOf(t, c)).Version
	c.Week[0], c.Week[3] = c.Week[3], c.Week[0]
	if again := calendar.FromState(stateOf(t, c)).Version; again != first || len(first) != 12 {
		t.Errorf("entered in another order %s is %s", first, again)
	}
	c.Holidays[1].On = date(t, "2026-05-04")
	if other := calendar.FromState(stateOf(t, c)).Version; other == first {
		t.Error("another holiday is the same version")
	}
}

func TestAnEntryThatCannotBeReadStopsTheClockAndIsNamed(t *testing.T) {
	for _, broken := range []struct {
		collection string
		doc        record.Doc
	}{
		{calendar.WeekHours, record.Doc{"day": "monday", "from": "17:00", "to": "09:00"}},
		{calendar.WeekHours, record.Doc{"from": "09:00", "to": "17:00"}},
		{calendar.HolidayList, record.Doc{"name": "No date"}},
		{calendar.HolidayList, record.Doc{"on": "2026-05-01", "until": "2027-01-01"}},
		{calendar.Exceptional, record.Doc{"on": "2026-05-01", "hours": []any{"noon"}}},
		{calendar.PeriodList, record.Doc{"kind": "freeze", "first_day": "2026-05-01", "weight": 200.0}},
		{calendar.PeriodList, record.Doc{"kind": "peak", "begin": "2026-05-02T00:00", "end": "2026-05-01T00:00"}},
		{calendar.PeriodList, record.Doc{"kind": "peak", "first_day": "2026-05-01", "urgency": 0.5}},
	} {
		if calendar.CheckEntity(broken.collection, broken.doc) == nil {
			t.Errorf("%v is taken", broken)
		}
		st := stateOf(t, full(t))
		if _, err := record.Apply(calendar.Schema, st, record.AddOp(broken.collection, "broken", broken.doc)); err != nil {
			t.Fatal(err)
		}
		h := calendar.FromState(st)
		if len(h.Unread) != 1 || h.Unread[0].Path != broken.collection+"/broken" {
			t.Errorf("%v: %+v", broken, h.Unread)
		}
		if _, err := h.Clock(); err == nil {
			t.Errorf("%v: a clock goes by it", broken)
		}
		found, err := h.Check(2026)
		if err != nil || len(found) == 0 || found[0].Level != calendar.Problem || found[0].Fix == nil {
			t.Fatalf("%v: %+v %v", broken, found, err)
		}
		if _, err := record.Apply(calendar.Schema, st, found[0].Fix.Ops...); err != nil {
			t.Fatal(err)
		}
		if _, err := calendar.FromState(st).Clock(); err != nil {
			t.Errorf("%v: after the fix %v", broken, err)
		}
	}
}

func TestEachFixAnswersItsFinding(t *testing.T) {
	c := calendar.Calendar{
		Name: "Findings", Zone: "UTC", ValidFrom: date(t, "2026-01-01"),
		Week: append(week(9, 17, workdays...), calendar.Hours{Day: time.Monday, From: 12 * 60, To: 19 * 60}),
		Holidays: []calendar.Holiday{{On: date(t, "2026-01-06"), Name: "Kings", Yearly: true}, {On: date(t, "2026-05-01"), Name: "May"},
			{On: date(t, "2026-05-01"), Name: "May again"}, {On: date(t, "2026-05-02"), Name: "Saturday"}, {On: date(t, "2025-05-02"), Name: "Past"}},
		Exceptions: []calendar.Exception{{On: date(t, "2026-06-01"), Name: "One"}, {On: date(t, "2026-06-01"), Name: "Two"}},
		Periods:    []calendar.Period{{Kind: calendar.Freeze, Name: "For ever", FirstDay: date(t, "2026-02-01")}},
	}
	st := stateOf(t, c)
	for round := 0; ; round++ {
		found, err := calendar.FromState(st).Check(2026)
		if err != nil || round > 20 {
			t.Fatal(err, round)
		}
		if len(found) == 0 {
			if round < 7 {
				t.Errorf("only %d findings", round)
			}
			return
		}
		if found[0].Fix == nil {
			t.Fatalf("%+v has no fix", found[0])
		}
		if _, err := record.Apply(calendar.Schema, st, found[0].Fix.Ops...); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAYearSaysOfEachDayWhatItIs(t *testing.T) {
	c := full(t)
	k, err := c.Clock()
	if err != nil {
		t.Fatal(err)
	}
	days, err := k.Year(c, 2026)
	if err != nil || len(days) != 365 {
		t.Fatal(len(days), err)
	}
	at := func(text string) calendar.Day { return days[date(t, text).YearDay()-1] }
	for on, want := range map[string]string{
		"2026-01-06": "holiday 0 Kings", "2026-05-01": "holiday 0 May", "2026-05-02": "exception 0 Stock", "2026-12-24": "exception 180 Eve",
		"2026-05-04": "open 840 ", "2026-05-05": "open 480 ", "2026-05-09": "closed 0 ",
	} {
		if d := at(on); fmt.Sprint(d.State, " ", d.Minutes, " ", d.Name) != want {
			t.Errorf("%s: %+v", on, d)
		}
	}
	if d := at("2026-11-25"); !reflect.DeepEqual(d.Periods, []int{0}) {
		t.Errorf("%+v", d)
	}
	if days, err = k.Year(c, 2025); err != nil || days[0].State != calendar.DayOutside {
		t.Errorf("%+v %v", days[0], err)
	}
	// The sum of a year is what the clock measures of it.
	var sum int
	for y := 2026; y <= 2027; y++ {
		days, err := k.Year(c, y)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range days {
			sum += d.Real
		}
	}
	zone, _ := calendar.FindZone(c.Zone)
	got, err := k.Between(calendar.StartOfDay(date(t, "2026-01-01"), zone), calendar.StartOfDay(date(t, "2028-01-01"), zone).Add(-time.Nanosecond))
	if err != nil || int(got.Round(time.Minute)/time.Minute) != sum {
		t.Errorf("%v of the clock, %d of the days: %v", got, sum, err)
	}
}
