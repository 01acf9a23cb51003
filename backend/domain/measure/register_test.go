package measure

import (
	"fmt"
	"slices"
	"testing"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/stat"
)

// Reviews were chosen, a register is whole: more of the second than of the first is no rise.
func TestWhatWasBeforeTheRegisterIsNotComparedWithIt(t *testing.T) {
	var all []Incident
	for i := range 12 {
		all = append(all, incident(fmt.Sprintf("r%02d", i), fmt.Sprintf("2025-%02d-05", i+1)))
	}
	for i := range 120 {
		in := incident(fmt.Sprintf("i%03d", i), fmt.Sprintf("2026-%02d-%02d", i/10+1, i%10+1))
		in.Unreviewed = true
		all = append(all, in)
	}
	whole := Rest{Begins: calendar.On(2026, 1, 1)}
	m, err := Measure(all, whole, Query{Period: "2026"}, date(t, "2026-12-31"))
	if err != nil || m.Counts.Compared || m.Counts.Change.Verdict != stat.CannotTell || len(m.Counts.Earlier) != 0 {
		t.Errorf("%+v, %v", m.Counts.Change, err)
	}
	before := 0
	for _, l := range m.Counts.LeftOut {
		if l.Why == BeforeRegister {
			before++
		}
	}
	if before != 12 {
		t.Errorf("%d are told as before the register", before)
	}
	whole.Begins = calendar.On(2024, 6, 1)
	if m, err = Measure(all, whole, Query{Period: "2026"}, date(t, "2026-12-31")); err != nil || !m.Counts.Compared {
		t.Errorf("a register of both years: %v", err)
	}
}

// One row of a tool that knows no day makes no years without incidents.
func TestNoRecordBeginsOnThePlaceholderOfATool(t *testing.T) {
	var all []Incident
	for i := range 40 {
		all = append(all, incident(fmt.Sprintf("i%02d", i), fmt.Sprintf("2026-06-%02d", i%28+1)))
	}
	for _, day := range Placeholders() {
		with := append([]Incident{incident("x", day)}, all...)
		m, err := Measure(with, Rest{}, Query{Period: "2026"}, date(t, "2026-12-31"))
		if err != nil || m.Counts.Compared || m.Counts.Change.Verdict != stat.CannotTell {
			t.Errorf("%s: %+v, %v", day, m.Counts.Change, err)
		}
	}
}

// Nobody brought anything in after the year: the months since are not quiet, they are unknown.
func TestWhatTheRegisterTellsNothingOfIsNotQuiet(t *testing.T) {
	var all []Incident
	for i := range 120 {
		in := incident(fmt.Sprintf("i%03d", i), fmt.Sprintf("2024-%02d-%02d", i/10+1, i%10+1))
		in.Unreviewed = true
		all = append(all, in)
	}
	whole := Rest{Begins: calendar.On(2024, 1, 1), Ends: calendar.On(2024, 12, 10)}
	today := date(t, "2026-11-23")
	for period, watched := range map[string]int{"2025": 0, "2024-07-01..2025-06-30": 162} {
		m, err := Measure(all, whole, Query{Period: period}, today)
		if err != nil {
			t.Fatal(err)
		}
		if c := m.Counts; c.Change.Verdict == stat.Fewer || c.WatchedNow != watched || c.Ends != whole.Ends || c.Compared != (watched > 0) {
			t.Errorf("%s: %s over %d days, ends %v", period, c.Change.Verdict, c.WatchedNow, c.Ends)
		}
	}
	m, err := Measure(all, whole, Query{Period: "2024"}, today)
	if err != nil || !m.Counts.Ends.IsZero() && m.Counts.WatchedNow != 343 {
		t.Errorf("2024: %v %d", err, m.Counts.WatchedNow)
	}
	// A review of a later day says that somebody looked until then.
	m, err = Measure(append(all, incident("r", "2025-06-30")), whole, Query{Period: "2024-07-01..2025-06-30"}, today)
	if err != nil || !m.Counts.Ends.IsZero() || m.Counts.WatchedNow != 364 {
		t.Errorf("with a review: %v %v %d", err, m.Counts.Ends, m.Counts.WatchedNow)
	}
	// A table that was read until a day, or somebody's word, says that it was quiet until then.
	read := Rest{Begins: whole.Begins, Ends: calendar.On(2025, 6, 30), Known: true, Said: whole.Ends}
	m, err = Measure(all, read, Query{Period: "2024-07-01..2025-06-30"}, today)
	if c := m.Counts; err != nil || c.Change.Verdict != stat.Fewer || c.WatchedNow != 365 || !c.Ends.IsZero() || !c.Said {
		t.Errorf("read until the end: %v %s %d %v", err, c.Change.Verdict, c.WatchedNow, c.Ends)
	}
	// What it rests on is named.
	read.Said, read.Read, read.File = calendar.Date{}, whole.Ends, "export.csv"
	m, err = Measure(all, read, Query{Period: "2024-07-01..2025-06-30"}, today)
	if c := m.Counts; err != nil || c.File != "export.csv" || c.Read != read.Ends || c.Said {
		t.Errorf("%q until %v: %v", c.File, c.Read, err)
	}
	// What is dated after today lies ahead, and is no end of the record.
	m, err = Measure(append(slices.Clone(all), incident("late", "2026-12-30")), whole, Query{Period: "2026"}, today)
	if err != nil || m.Ahead != 1 || len(m.Counts.LeftOut) != 0 {
		t.Errorf("ahead %d, left out %v, %v", m.Ahead, m.Counts.LeftOut, err)
	}
	// Where only reviews are kept, they are written as things happen.
	if m, err = Measure(all, Rest{}, Query{Period: "2025"}, today); err != nil || m.Counts.WatchedNow != 365 {
		t.Errorf("without a register: %v %d", err, m.Counts.WatchedNow)
	}
}
