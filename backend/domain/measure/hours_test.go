package measure

import (
	"fmt"
	"math"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/timeline"
)

// office is open from Monday to Friday, 09:00 to 17:00 in Berlin.
func office(t *testing.T) *Hours {
	t.Helper()
	c := calendar.Calendar{Name: "Office", Zone: "Europe/Berlin"}
	for day := time.Monday; day <= time.Friday; day++ {
		c.Week = append(c.Week, calendar.Hours{Day: day, From: 9 * 60, To: 17 * 60})
	}
	clock, err := c.Clock()
	if err != nil {
		t.Fatal(err)
	}
	return &Hours{Ref: "CAL-1", Clock: clock}
}

func TestInOpeningHoursOnlyWhatBeganInThemCountsForTheHoursThatWereOpen(t *testing.T) {
	dayless := incident("e", "2026-03-05")
	dayless.Moments[Started] = timeline.Statement{At: "2026-03-05", Precision: timeline.Day}
	all := []Incident{
		incident("a", "2025-12-31", Started, "10:00"), // begins the record
		incident("b", "2026-02-10", Started, "10:00"),
		incident("c", "2026-03-03", Started, "10:00"), // Tuesday, open
		incident("d", "2026-03-03", Started, "17:30"), // closed
		dayless,
		incident("f", "2026-03-07", Started, "10:00"), // Saturday
		incident("g", "2026-03-30", Started, "07:30"), // 09:30 in summer time
	}
	q := Query{Period: "2026-03", Hours: office(t), Interval: "month"}
	m, err := Measure(all, Rest{}, q, date(t, "2026-03-31"))
	if err != nil {
		t.Fatal(err)
	}
	c := m.Counts
	refs := func(list []Incident) (out []string) {
		for _, in := range list {
			out = append(out, in.Ref)
		}
		return out
	}
	left := map[Reason]int{}
	for _, l := range c.LeftOut {
		left[l.Why]++
	}
	if fmt.Sprint(refs(c.NowCases), refs(c.Earlier)) != "[c g] [b]" || left[OutsideHours] != 2 || left[NoHour] != 1 {
		t.Errorf("%v %v %v", refs(c.NowCases), refs(c.Earlier), left)
	}
	// March 2026 has 22 working days, February 20; the period before begins on 1 February.
	if math.Abs(c.ExposedNow-22*8.0/100) > 1e-12 || math.Abs(c.ExposedBefore-20*8.0/100) > 1e-12 {
		t.Errorf("exposed %v and %v", c.ExposedNow, c.ExposedBefore)
	}
	if got := number(t, c.Now.Estimate); math.Abs(got-2/1.76) > 1e-12 {
		t.Errorf("%v in 100 open hours", got)
	}
	if got := number(t, c.Change.Estimate); math.Abs(got-(2/1.76)/(1/1.60)) > 1e-12 {
		t.Errorf("the ratio is %v", got)
	}
	if b := c.Buckets; len(b) != 2 || math.Abs(b[0].Exposure-20.0/21) > 1e-12 || math.Abs(b[1].Exposure-22.0/21) > 1e-12 {
		t.Errorf("%+v", b)
	}
	if len(m.Readings[0].Before.LeftOut) != 1 || m.Query.Hours == nil {
		t.Errorf("opening hours changed the lengths: %+v", m.Readings[0].Before)
	}

	q.Interval = Between
	if m, err = Measure(all, Rest{}, q, date(t, "2026-03-31")); err != nil {
		t.Fatal(err)
	}
	// From 10 February 11:00 to 3 March 11:00 are 15 days of 8 hours, from there to 30
	// March 09:30 they are 18 days and 7 hours less 30 minutes of the first.
	want := []float64{15 * 8, 18*8 + 6.5}
	for i, p := range m.Counts.Chart.Points {
		if got := number(t, p.Value); math.Abs(got-want[i]) > 1e-9 {
			t.Errorf("gap %d is %v open hours, want %v", i, got, want[i])
		}
	}
}

func TestACalendarThatIsNeverOpenIsToldAndNotCountedWith(t *testing.T) {
	never, err := calendar.Calendar{Name: "Closed", Zone: "UTC"}.Clock()
	if err != nil {
		t.Fatal(err)
	}
	all := []Incident{incident("a", "2026-01-01", Started, "10:00"), incident("b", "2026-02-10", Started, "10:00")}
	if _, err := Measure(all, Rest{}, Query{Period: "2026", Hours: &Hours{Clock: never}}, date(t, "2026-12-31")); !fault.Is(err, fault.Invalid) {
		t.Errorf("%v", err)
	}
}

func TestWhereTheCalendarBeginsWithThePeriodThePeriodIsToldWithoutAComparison(t *testing.T) {
	c := calendar.Calendar{Name: "Office", Zone: "Europe/Berlin", ValidFrom: date(t, "2026-03-01")}
	for day := time.Monday; day <= time.Friday; day++ {
		c.Week = append(c.Week, calendar.Hours{Day: day, From: 9 * 60, To: 17 * 60})
	}
	clock, err := c.Clock()
	if err != nil {
		t.Fatal(err)
	}
	all := []Incident{
		incident("a", "2025-12-31", Started, "10:00"),
		incident("b", "2026-02-10", Started, "10:00"),
		incident("c", "2026-03-03", Started, "10:00"),
		incident("d", "2026-03-30", Started, "07:30"),
	}
	q := Query{Period: "2026-03", Hours: &Hours{Ref: "CAL-1", Clock: clock}, Interval: Between}
	m, err := Measure(all, Rest{}, q, date(t, "2026-03-31"))
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Counts; got.Compared || got.NotValid != date(t, "2026-02-01") || len(got.NowCases) != 2 || len(got.Earlier) != 0 || math.Abs(got.ExposedNow-1.76) > 1e-12 {
		t.Errorf("compared %v, not valid on %v, %d now, %d before, exposed %v", got.Compared, got.NotValid, len(got.NowCases), len(got.Earlier), got.ExposedNow)
	}
	// From Monday 09:30 until the end of Tuesday: 7.5 h and 8 h.
	if math.Abs(m.Counts.OpenSince-15.5) > 1e-9 || m.Counts.Since() != 1 {
		t.Errorf("%v open hours and %d days since the last one", m.Counts.OpenSince, m.Counts.Since())
	}
	// In the period asked for there is nothing to be told without the calendar.
	q.Period = "2026-Q1"
	if _, err := Measure(all, Rest{}, q, date(t, "2026-03-31")); !fault.Is(err, fault.Invalid) {
		t.Errorf("%v", err)
	}
}
