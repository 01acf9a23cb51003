package ical

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
)

var as = calendar.ReadAs{Zone: "Europe/Madrid", From: calendar.On(2025, 1, 1), Until: calendar.On(2028, 12, 31)}

// file wraps entries, given line by line, into a calendar.
func file(head string, entries ...string) []byte {
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + head)
	for _, e := range entries {
		b.WriteString("BEGIN:VEVENT\r\n" + strings.ReplaceAll(strings.TrimSpace(e), "\n", "\r\n") + "\r\nEND:VEVENT\r\n")
	}
	b.WriteString("END:VCALENDAR\r\n")
	return []byte(b.String())
}

func read(t *testing.T, data []byte, as calendar.ReadAs) calendar.Reading {
	t.Helper()
	r, err := Read(data, as)
	if err != nil {
		t.Fatal(err)
	}
	sums(t, r)
	return r
}

// sums looks that every entry is accounted for.
func sums(t *testing.T, r calendar.Reading) {
	t.Helper()
	aside := 0
	lines := map[int]bool{}
	for _, e := range r.Entries {
		if !e.Aside {
			continue
		}
		if aside++; e.Line < 2 || e.Key == "" || lines[e.Line] || !strings.HasPrefix(e.Text, "BEGIN:") {
			t.Errorf("%+v", e)
		}
		lines[e.Line] = true
	}
	if r.Accepted+aside != r.Read || r.Accepted < 0 {
		t.Errorf("%d taken, %d put aside, %d read", r.Accepted, aside, r.Read)
	}
}

func keys(r calendar.Reading) (out []string) {
	for _, e := range r.Entries {
		out = append(out, e.Key)
	}
	return out
}

func TestAFileOfHolidaysBecomesDaysAndYearlyDays(t *testing.T) {
	r := read(t, file("X-WR-CALNAME:Madrid\r\nX-WR-TIMEZONE:Europe/Madrid\r\n",
		"UID:1\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY\nSUMMARY:New Year",
		"UID:2\nDTSTART;VALUE=DATE:20260402\nDTEND;VALUE=DATE:20260404\nSUMMARY:Thursday\\, Friday",
		"UID:3\nDTSTART;VALUE=DATE:20261012\nSUMMARY:Fiesta",
		"UID:4\nDTSTART;VALUE=DATE:20260501\nRRULE:FREQ=YEARLY;COUNT=3\nSUMMARY:May",
		"UID:5\nDTSTART;VALUE=DATE:20261126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=3\nSUMMARY:Fourth Thursday"), calendar.ReadAs{From: as.From, Until: as.Until})
	var got []string
	for _, h := range r.Calendar.Holidays {
		got = append(got, fmt.Sprint(h.On, " ", h.Name, " ", h.Yearly, " ", h.Until))
	}
	none := calendar.Date{}.String()
	want := []string{"2026-01-01 New Year true " + none, "2026-04-02 Thursday, Friday false " + none, "2026-04-03 Thursday, Friday false " + none,
		"2026-05-01 May true 2028-05-01", "2026-10-12 Fiesta false " + none, "2026-11-26 Fourth Thursday false " + none,
		"2027-11-25 Fourth Thursday false " + none, "2028-11-23 Fourth Thursday false " + none}
	if !reflect.DeepEqual(got, want) || r.Calendar.Zone != "Europe/Madrid" || r.Calendar.Name != "Madrid" || r.Accepted != 5 {
		t.Errorf("%q\n%q\n%+v", got, want, r)
	}
}

func TestHoursThatReturnBecomeTheWeekAndTheirExceptionsExceptions(t *testing.T) {
	r := read(t, file("",
		"UID:h\nDTSTART;TZID=Europe/Madrid:20260105T090000\nDTEND;TZID=Europe/Madrid:20260105T170000\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU\nEXDATE;TZID=Europe/Madrid:20260112T090000\nCATEGORIES:HOURS",
		"UID:h\nRECURRENCE-ID;TZID=Europe/Madrid:20260119T090000\nDTSTART;TZID=Europe/Madrid:20260119T120000\nDTEND;TZID=Europe/Madrid:20260119T150000\nSUMMARY:Late"), as)
	c := r.Calendar
	want := []calendar.Hours{{Day: time.Monday, From: 540, To: 1020}, {Day: time.Tuesday, From: 540, To: 1020}}
	if !reflect.DeepEqual(c.Week, want) || len(c.Exceptions) != 2 || c.ValidFrom != calendar.On(2026, 1, 5) || r.Accepted != 2 {
		t.Fatalf("%+v", r)
	}
	if e := c.Exceptions[0]; e.On != calendar.On(2026, 1, 12) || len(e.Spans) != 0 {
		t.Errorf("%+v", e)
	}
	if e := c.Exceptions[1]; e.On != calendar.On(2026, 1, 19) || !reflect.DeepEqual(e.Spans, []calendar.Span{{From: 720, To: 900}}) {
		t.Errorf("%+v", e)
	}
}

func TestAPeriodKeepsItsInstantsInWhateverZoneItIsWritten(t *testing.T) {
	r := read(t, file("",
		"UID:1\nDTSTART:20261127T000000\nDTEND:20261128T000000\nCATEGORIES:PEAK\nX-SECOND-STORY-WEIGHT:300\nX-SECOND-STORY-URGENCY:1\nSUMMARY:Floating",
		"UID:2\nDTSTART:20261024T230000Z\nDTEND:20261025T013000Z\nCATEGORIES:FREEZE\nSUMMARY:UTC over the change",
		"UID:3\nDTSTART;TZID=America/New_York:20260601T180000\nDURATION:PT2H\nCATEGORIES:MAINTENANCE\nSUMMARY:New York"), as)
	if len(r.Calendar.Periods) != 3 || r.Accepted != 3 {
		t.Fatalf("%+v", r)
	}
	zone, _ := calendar.FindZone("Europe/Madrid")
	for i, want := range [][2]string{{"2026-11-26T23:00:00Z", "2026-11-27T23:00:00Z"}, {"2026-10-24T23:00:00Z", "2026-10-25T01:30:00Z"}, {"2026-06-01T22:00:00Z", "2026-06-02T00:00:00Z"}} {
		p := r.Calendar.Periods[i]
		from, err := p.Begin.At(zone)
		to, err2 := p.End.At(zone)
		if err != nil || err2 != nil || from.Format(time.RFC3339) != want[0] || to.Format(time.RFC3339) != want[1] {
			t.Errorf("%s: %v %v %v %v", p.Name, from, to, err, err2)
		}
	}
	if p := r.Calendar.Periods[0]; p.WeightPercent != 300 || p.UrgencyDelta != 1 {
		t.Errorf("%+v", p)
	}
}

func TestALocalTimeThatExistsTwiceOrNotAtAllIsPutAside(t *testing.T) {
	r := read(t, file("",
		"UID:1\nDTSTART;TZID=Europe/Madrid:20261025T023000\nDTEND;TZID=Europe/Madrid:20261025T040000\nCATEGORIES:PEAK",
		"UID:2\nDTSTART:20260329T023000\nDTEND:20260329T040000\nCATEGORIES:PEAK",
		"UID:3\nDTSTART;TZID=Europe/Madrid:20260228T023000\nDTEND;TZID=Europe/Madrid:20260228T030000\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3\nCATEGORIES:MAINTENANCE",
		"UID:4\nDTSTART;TZID=Europe/Madrid:20260301T020000\nDTEND;TZID=Europe/Madrid:20260301T030000\nRRULE:FREQ=DAILY\nCATEGORIES:MAINTENANCE"), as)
	if got := keys(r); !reflect.DeepEqual(got, []string{"calendar.ics_twice", "calendar.ics_never", "calendar.ics_never"}) || r.Accepted != 2 {
		t.Fatalf("%q %+v", got, r)
	}
	// Of an entry that returns only the night without that time is put aside.
	if e := r.Entries[2]; e.Aside || !strings.Contains(e.Text, "DTSTART;TZID=Europe/Madrid:20260329T023000\n") || len(r.Calendar.Periods) != 3 {
		t.Errorf("%+v", r)
	}
	p := r.Calendar.Periods[2] // by days, so the night of 23 hours is what it is
	if p.FirstDay != calendar.On(2026, 3, 1) || !p.LastDay.IsZero() || len(p.Hours) != 7 {
		t.Errorf("%+v", p)
	}
}

func TestEachEntryThatIsNotTakenSaysWhyAndInWhichLine(t *testing.T) {
	for _, c := range []struct{ entry, key string }{
		{"SUMMARY:x", "calendar.ics_no_begin"},
		{"DTSTART:2026-01-01", "calendar.ics_time"},
		{"DTSTART;VALUE=DATE:20260230", "calendar.ics_time"},
		{"DTSTART;TZID=Europe/Atlantis:20260105T090000\nDTEND;TZID=Europe/Atlantis:20260105T100000\nCATEGORIES:PEAK", "calendar.ics_zone"},
		{"DTSTART:20260105T090000\nDTEND:20260105T100000", "calendar.ics_form"},
		{"DTSTART:20260105T090000\nDTEND:20260105T080000\nCATEGORIES:PEAK", "calendar.ics_ends"},
		{"DTSTART:20260105T090000\nCATEGORIES:PEAK", "calendar.ics_ends"},
		{"DTSTART;VALUE=DATE:20260105\nDTEND:20260107T080000", "calendar.ics_ends"},
		{"DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=SECONDLY", "calendar.ics_too_often"},
		{"DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=DAILY;BYHOUR=1,2", "calendar.ics_too_often"},
		{"DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=NEVER", "calendar.ics_rule"},
		{"DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=DAILY;COUNT=20000", "calendar.ics_rule"},
		{"DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "calendar.ics_nothing"},
		{"DTSTART;VALUE=DATE:20260105\nEXRULE:FREQ=DAILY", "calendar.ics_rules"},
		{"DTSTART;VALUE=DATE:20260105\nSTATUS:CANCELLED", "calendar.ics_cancelled"},
		{"DTSTART;VALUE=DATE:20260105\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260105", "calendar.ics_range"},
		{"DTSTART:20260105T090000\nDTEND:20260105T100000\nRRULE:FREQ=MONTHLY\nCATEGORIES:HOURS", "calendar.ics_hours_rule"},
		{"DTSTART:20260105T090000Z\nDTEND:20260105T100000Z\nRRULE:FREQ=WEEKLY\nCATEGORIES:HOURS", "calendar.ics_hours_zone"},
		{"DTSTART:20260105T090000\nDTEND:20260107T100000\nRRULE:FREQ=WEEKLY\nCATEGORIES:HOURS", "calendar.ics_hours_length"},
		{"DTSTART;VALUE=DATE:20260105\nBEGIN:A\nBEGIN:B\nBEGIN:C\nBEGIN:D\nEND:D\nEND:C\nEND:B\nEND:A", "calendar.ics_deep"},
		{"DTSTART;VALUE=DATE:20260105\nSUMMARY:\xff", "calendar.ics_not_utf8"},
		{"DTSTART;VALUE=DATE:20260105\n;;;", "calendar.ics_line"},
		{"DTSTART;VALUE=DATE:20260105\nRDATE;VALUE=PERIOD:20260101T000000Z/PT1H", "calendar.ics_period"},
		{"DTSTART;VALUE=DATE:20260105\nX-SECOND-STORY-WEIGHT:heavy", "calendar.number_bad"},
	} {
		r := read(t, file("", "DTSTART;VALUE=DATE:20260106\nSUMMARY:good", c.entry, "DTSTART;VALUE=DATE:20260107\nSUMMARY:good"), as)
		if r.Read != 3 || r.Accepted != 2 || len(r.Entries) != 1 || r.Entries[0].Key != c.key || r.Entries[0].Line != 7 {
			t.Errorf("%s: %+v", c.entry, r)
		}
	}
}

func TestAFileThatIsNoCalendarIsRefusedAndATornOneKeepsWhatIsWhole(t *testing.T) {
	for _, data := range []string{"", "\n\n", "hello", "BEGIN:VCARD\nEND:VCARD\n", "\x00\x01"} {
		if r, err := Read([]byte(data), as); err == nil {
			t.Errorf("%q: %+v", data, r)
		}
	}
	if _, err := Read([]byte("BEGIN:VCALENDAR\nEND:VCALENDAR\n"), calendar.ReadAs{}); err == nil {
		t.Error("no zone is named")
	}
	whole := string(file("", "DTSTART;VALUE=DATE:20260106", "DTSTART;VALUE=DATE:20260107"))
	r := read(t, []byte(whole[:strings.LastIndex(whole, "0107")]), as)
	if r.Read != 2 || r.Accepted != 1 || keys(r)[0] != "calendar.ics_torn" {
		t.Errorf("%+v", r)
	}
	r = read(t, []byte("BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:x\nEND:VTODO\nEND:VCALENDAR\n"), as)
	if r.Read != 1 || keys(r)[0] != "calendar.ics_no_event" {
		t.Errorf("%+v", r)
	}
}

func TestTenThousandRecurrencesAreTakenAndMoreArePutAside(t *testing.T) {
	r := read(t, file("",
		"UID:1\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY;COUNT=10000\nEXDATE;VALUE=DATE:20260102\nSUMMARY:many",
		"UID:2\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY;COUNT=10001\nSUMMARY:more",
		"UID:3\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=WEEKLY;INTERVAL=2\nSUMMARY:no end"), as)
	ends := 0
	for _, h := range r.Calendar.Holidays {
		if h.Name == "no end" {
			ends++
		}
	}
	if len(r.Calendar.Holidays)-ends != 9_999 || ends != 79 || r.Accepted != 2 {
		t.Errorf("%d days, %d of those without an end, %+v", len(r.Calendar.Holidays), ends, keys(r))
	}
	if got := keys(r); !reflect.DeepEqual(got, []string{"calendar.ics_rule", "calendar.ics_endless"}) {
		t.Errorf("%q", got)
	}
}

func TestADayThatEndsWithATimeOfItsOwnIsOneDayAndSaysSo(t *testing.T) {
	r := read(t, file("", "DTSTART;VALUE=DATE:20210101\nDTEND:20210101T050001Z\nSUMMARY:New Year", "DTSTART;VALUE=DATE:20210704\nDTEND:20210705T000000\nSUMMARY:July"), as)
	if got := keys(r); !reflect.DeepEqual(got, []string{"calendar.ics_one_day", "calendar.ics_one_day"}) || r.Accepted != 2 {
		t.Fatalf("%q %+v", got, r)
	}
	for i, want := range []calendar.Date{calendar.On(2021, 1, 1), calendar.On(2021, 7, 4)} {
		if got := r.Calendar.Holidays[i].On; got != want || len(r.Calendar.Holidays) != 2 {
			t.Errorf("%v, want %v", got, want)
		}
	}
}

func TestDaysThatAreClosedAreWrittenOutFromTheirOwnBeginning(t *testing.T) {
	r := read(t, file("", "DTSTART;VALUE=DATE:20000110\nRRULE:FREQ=YEARLY;BYMONTH=1;BYDAY=2MO\nSUMMARY:Coming of age"), as)
	if list := r.Calendar.Holidays; len(list) != 29 || list[0].On != calendar.On(2000, 1, 10) || list[28].On != calendar.On(2028, 1, 10) {
		t.Errorf("%+v", list)
	}
	if r.Entries[0].Params["from"] != "2000-01-10" {
		t.Errorf("%+v", r.Entries)
	}
}

func TestRulesThatNeverGiveAnythingEnd(t *testing.T) {
	var entries []string
	for range 200 {
		entries = append(entries, "DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
	}
	r := read(t, file("", entries...), as)
	if r.Accepted != 0 || r.Entries[0].Key != "calendar.ics_nothing" || r.Entries[199].Key != "calendar.ics_idle" {
		t.Errorf("%+v", keys(r))
	}
}

func TestFilesOfOtherProgramsAreRead(t *testing.T) {
	files, err := filepath.Glob("testdata/*.ics")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		r := read(t, data, as)
		var b strings.Builder
		fmt.Fprintf(&b, "%s, %s, %s to %s: %d read, %d taken\n", r.Calendar.Name, r.Calendar.Zone, r.Calendar.ValidFrom, r.Calendar.ValidTo, r.Read, r.Accepted)
		for _, h := range r.Calendar.Week {
			fmt.Fprintf(&b, "hours %s\n", h)
		}
		for _, h := range r.Calendar.Holidays {
			fmt.Fprintf(&b, "holiday %s %q yearly %v until %s\n", h.On, h.Name, h.Yearly, h.Until)
		}
		for _, x := range r.Calendar.Exceptions {
			fmt.Fprintf(&b, "exception %s %q %v\n", x.On, x.Name, x.Spans)
		}
		for _, p := range r.Calendar.Periods {
			fmt.Fprintf(&b, "%s %q %v to %v, days %s to %s %v\n", p.Kind, p.Name, p.Begin, p.End, p.FirstDay, p.LastDay, p.Hours)
		}
		for _, e := range r.Entries {
			fmt.Fprintf(&b, "line %d %q %s %v aside %v\n", e.Line, e.Title, e.Key, e.Params, e.Aside)
		}
		golden := strings.TrimSuffix(name, ".ics") + ".golden"
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(golden, []byte(b.String()), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil || string(want) != b.String() {
			t.Errorf("%s: %v\n%s", name, err, b.String())
		}
	}
}

func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.ics")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add(file("", "DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=MONTHLY;BYDAY=-1FR;BYSETPOS=1;COUNT=9"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Read(data, as)
		if err != nil {
			return
		}
		sums(t, r)
		if z, err := calendar.FindZone(r.Calendar.Zone); err != nil || z == nil {
			t.Errorf("the zone %q is none", r.Calendar.Zone)
		}
		if out, err := Write(r.Calendar, time.Unix(0, 0)); err != nil || len(out) == 0 {
			t.Error(err)
		}
	})
}

func TestAPeriodOfDaysIsOneLineWhateverItLeavesOut(t *testing.T) {
	daily := func(rule, more string) calendar.Reading {
		return read(t, file("", "UID:1\nDTSTART;TZID=Europe/Madrid:20260105T020000\nDTEND;TZID=Europe/Madrid:20260105T030000\nCATEGORIES:MAINTENANCE\nRRULE:"+rule+more), as)
	}
	for _, c := range []struct {
		rule, more string
		want       []string
	}{
		{"FREQ=DAILY;COUNT=10000", "", []string{"2026-01-05 2053-05-22"}},
		{"FREQ=WEEKLY;BYDAY=MO,FR;COUNT=3", "", []string{"2026-01-05 2026-01-12"}},
		{"FREQ=DAILY;COUNT=10", "\nEXDATE;TZID=Europe/Madrid:20260108T020000", []string{"2026-01-05 2026-01-07", "2026-01-09 2026-01-14"}},
		{"FREQ=DAILY", "\nEXDATE:20260105T010000Z\nEXDATE;VALUE=DATE:20260107", []string{"2026-01-06 2026-01-06", "2026-01-08 0000-00-00"}},
		// An exception at another time, or on a day it does not return on, leaves nothing out.
		{"FREQ=WEEKLY;BYDAY=MO", "\nEXDATE;TZID=Europe/Madrid:20260112T090000,20260113T020000", []string{"2026-01-05 0000-00-00"}},
	} {
		r := daily(c.rule, c.more)
		var got []string
		for _, p := range r.Calendar.Periods {
			got = append(got, p.FirstDay.String()+" "+p.LastDay.String())
		}
		if !reflect.DeepEqual(got, c.want) || r.Accepted != 1 || len(r.Entries) != 0 {
			t.Errorf("%s%s: %q, %+v", c.rule, c.more, got, r.Entries)
		}
	}
	if r := daily("FREQ=DAILY;COUNT=1", "\nEXDATE;VALUE=DATE:20260105"); r.Accepted != 0 || !reflect.DeepEqual(keys(r), []string{"calendar.ics_nothing"}) {
		t.Errorf("%+v", r)
	}
}
