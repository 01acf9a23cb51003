package ical_test

import (
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/ingest/ical"
)

func TestAnAnswerLetsAnEntryBeTaken(t *testing.T) {
	berlin, err := calendar.FindZone("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	twice := "BEGIN:VCALENDAR\nBEGIN:VEVENT\nCATEGORIES:PEAK\nDTSTART:20261025T023000\nDTEND:20261025T040000\nEND:VEVENT\nEND:VCALENDAR\n"
	never := "BEGIN:VCALENDAR\nBEGIN:VEVENT\nCATEGORIES:PEAK\nDTSTART:20260329T023000\nDTEND:20260329T040000\nEND:VEVENT\nEND:VCALENDAR\n"
	mars := "BEGIN:VCALENDAR\nBEGIN:VEVENT\nCATEGORIES:PEAK\nDTSTART;TZID=Mars/Olympus:20260601T120000\nDTEND;TZID=Mars/Olympus:20260601T130000\nEND:VEVENT\nEND:VCALENDAR\n"
	windows := strings.ReplaceAll(mars, "Mars/Olympus", `"GMT Standard Time"`)
	for name, c := range map[string]struct {
		file string
		as   calendar.ReadAs
		want string
	}{
		"the earlier of two":   {twice, calendar.ReadAs{Pick: calendar.Earlier}, "2026-10-25T00:30:00Z"},
		"the later of two":     {twice, calendar.ReadAs{Pick: calendar.Later}, "2026-10-25T01:30:00Z"},
		"before a gap":         {never, calendar.ReadAs{Pick: calendar.Earlier}, "2026-03-29T00:30:00Z"},
		"behind a gap":         {never, calendar.ReadAs{Pick: calendar.Later}, "2026-03-29T01:30:00Z"},
		"a zone nobody knows":  {mars, calendar.ReadAs{Unknown: "America/New_York"}, "2026-06-01T16:00:00Z"},
		"twice, and not asked": {twice, calendar.ReadAs{}, ""},
		"a zone of Windows":    {windows, calendar.ReadAs{}, "2026-06-01T11:00:00Z"},
		"no zone, not asked":   {mars, calendar.ReadAs{Unknown: "Mars/Pavonis"}, ""},
	} {
		c.as.Zone = "Europe/Berlin"
		r, err := ical.Read([]byte(c.file), c.as)
		if err != nil {
			t.Fatal(err)
		}
		if c.want == "" {
			if r.Accepted != 0 || len(r.Entries) != 1 || !r.Entries[0].Aside {
				t.Errorf("%s: %+v", name, r)
			}
			continue
		}
		if len(r.Calendar.Periods) != 1 {
			t.Errorf("%s: %+v", name, r)
			continue
		}
		if at, err := r.Calendar.Periods[0].Begin.At(berlin); err != nil || at.Format(time.RFC3339) != c.want {
			t.Errorf("%s: %v %v", name, at, err)
		}
	}
}

func TestAFileOfWindowsNamesItsZoneForTheCalendar(t *testing.T) {
	r, err := ical.Read([]byte("BEGIN:VCALENDAR\nX-WR-TIMEZONE:W. Europe Standard Time\nBEGIN:VEVENT\nCATEGORIES:HOURS\nRRULE:FREQ=WEEKLY;BYDAY=MO\n"+
		"DTSTART;TZID=W. Europe Standard Time:20260105T090000\nDTEND;TZID=W. Europe Standard Time:20260105T170000\nEND:VEVENT\nEND:VCALENDAR\n"), calendar.ReadAs{})
	if err != nil || r.Calendar.Zone != "Europe/Berlin" || len(r.Calendar.Week) != 1 {
		t.Errorf("%v %+v", err, r)
	}
}

func TestOneOfSeveralCalendarsOfAFileIsTaken(t *testing.T) {
	one := func(name, zone, day string) string {
		return "BEGIN:VCALENDAR\nX-WR-CALNAME:" + name + "\nX-WR-TIMEZONE:" + zone + "\nBEGIN:VEVENT\nSUMMARY:" + name + "\nDTSTART;VALUE=DATE:" + day + "\nEND:VEVENT\nEND:VCALENDAR\n"
	}
	file := []byte(one("North", "Europe/Berlin", "20260406") + one("South", "Europe/Madrid", "20260407"))
	for only, want := range map[int]struct {
		name, zone string
		days       int
	}{0: {"South", "Europe/Berlin", 2}, 1: {"North", "Europe/Berlin", 1}, 2: {"South", "Europe/Madrid", 1}} {
		r, err := ical.Read(file, calendar.ReadAs{Only: only})
		if err != nil {
			t.Fatal(err)
		}
		if want.zone != r.Calendar.Zone && only != 0 || want.name != r.Calendar.Name || len(r.Calendar.Holidays) != want.days || len(r.Names) != 2 || r.Names[1] != "South" {
			t.Errorf("%d: %+v", only, r)
		}
	}
	if _, err := ical.Read(file, calendar.ReadAs{Only: 3}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a third of two: %v", err)
	}
}
