package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/cli"
)

type answerDoc struct {
	Calendar  struct{ Ref, Title, Zone, Version string }
	From      string
	Due       string
	DueLocal  string `json:"due_local"`
	Opens     string
	Minutes   float64
	Explained string
}

// calendarOf makes a calendar with hours on days.
func (d *desk) calendarOf(t *testing.T, title, zone, from, to string, days ...string) string {
	t.Helper()
	ref := parse[struct{ Ref string }](t, d.ok("record", "create", "calendar", "title="+title, "zone="+zone, "--json")).Ref
	for _, day := range days {
		d.ok("record", "add", ref, "week", "day="+day, "from="+from, "to="+to)
	}
	return ref
}

var (
	workdays = []string{"monday", "tuesday", "wednesday", "thursday", "friday"}
	allDays  = append(append([]string{}, workdays...), "saturday", "sunday")
)

// The worked numbers of business time.
func TestBusinessTimeIsCountedExactlyAcrossHolidaysAndChangesOfTheClocks(t *testing.T) {
	d := newDesk(t)
	london := d.calendarOf(t, "London", "Europe/London", "09:00", "17:00", workdays...)
	d.ok("record", "add", london, "holidays", "on=2026-04-03", "name=Good Friday")
	d.ok("record", "add", london, "holidays", "on=2026-04-06", "name=Easter Monday")
	nights := d.calendarOf(t, "Nights", "Europe/Madrid", "00:00", "06:00", allDays...)
	madrid := d.calendarOf(t, "Madrid", "Europe/Madrid", "09:00", "17:00", workdays...)
	for _, c := range []struct{ ref, from, length, due string }{
		{london, "2026-04-02T15:30", "8h", "2026-04-07T15:30:00+01:00"},
		{nights, "2026-03-28T23:00", "5h", "2026-03-29T06:00:00+02:00"},
		{nights, "2026-03-28T23:00", "6h", "2026-03-30T01:00:00+02:00"},
		{nights, "2026-10-24T23:00", "6h", "2026-10-25T05:00:00+01:00"},
		{madrid, "2026-03-27T16:00", "8h", "2026-03-30T16:00:00+02:00"},
	} {
		a := parse[answerDoc](t, d.ok("calendar", "add", c.ref, c.length, "--from", c.from, "--json"))
		if a.DueLocal != c.due || len(a.Calendar.Version) != 12 || a.Calendar.Ref != c.ref {
			t.Errorf("%+v: %+v", c, a)
		}
	}
	if out := d.ok("calendar", "add", london, "24h", "--from", "2026-05-11T09:00:00Z"); !strings.Contains(out, "24 h on a calendar with 8-hour days are 3 working days.") || !strings.Contains(out, "By London, version ") {
		t.Error(out)
	}
	if a := parse[answerDoc](t, d.ok("calendar", "between", london, "2026-04-02T15:30", "2026-04-07T15:30", "--json")); a.Minutes != 480 {
		t.Errorf("%+v", a)
	}
	if a := parse[answerDoc](t, d.ok("calendar", "next", london, "--from", "2026-04-02T17:00", "--json")); a.Opens != "2026-04-07T08:00:00Z" {
		t.Errorf("%+v", a)
	}
	if out := d.ok("calendar", "due", london, "--from", "2026-04-02T15:30"); strings.Count(out, "\n") != 6 || !strings.Contains(out, "8h  2026-04-07T15:30:00+01:00") {
		t.Error(out)
	}
	before := parse[answerDoc](t, d.ok("calendar", "next", london, "--json")).Calendar.Version
	d.ok("record", "add", london, "holidays", "on=2026-12-25", "name=Christmas Day")
	if after := parse[answerDoc](t, d.ok("calendar", "next", london, "--json")).Calendar.Version; after == before {
		t.Error("a calendar that says something else is the same version")
	}
	d.ok("record", "undo", london)
	if after := parse[answerDoc](t, d.ok("calendar", "next", london, "--json")).Calendar.Version; after != before {
		t.Error("a calendar that says the same again is another version")
	}
}

func TestALocalTimeThatExistsTwiceIsAskedAbout(t *testing.T) {
	d := newDesk(t)
	ref := d.calendarOf(t, "Always", "Europe/Madrid", "00:00", "24:00", allDays...)
	c := d.do("calendar", "add", ref, "1h", "--from", "2026-10-25T02:30")
	if c.status != cli.Failed || !strings.Contains(c.err, "2026-10-25 02:30") {
		t.Fatalf("%+v", c)
	}
	for pick, due := range map[string]string{"earlier": "2026-10-25T01:30:00Z", "later": "2026-10-25T02:30:00Z"} {
		if a := parse[answerDoc](t, d.ok("calendar", "add", ref, "1h", "--from", "2026-10-25T02:30", "--pick", pick, "--json")); a.Due != due {
			t.Errorf("%s: %+v", pick, a)
		}
	}
	if c := d.do("calendar", "add", ref, "1h", "--from", "2026-03-29T02:30"); c.status != cli.Failed {
		t.Errorf("%+v", c)
	}
}

func TestACalendarWithoutHoursSaysSoInsteadOfSearchingForEver(t *testing.T) {
	d := newDesk(t)
	ref := d.calendarOf(t, "Empty", "UTC", "", "")
	if c := d.do("calendar", "add", ref, "8h"); c.status != cli.Failed || !strings.Contains(c.err, "never open") {
		t.Errorf("%+v", c)
	}
	if c := d.do("calendar", "check", ref); c.status != cli.NeedsPerson || !strings.Contains(c.out, "To correct") {
		t.Errorf("%+v", c)
	}
	d.ok("record", "add", ref, "week", "day=monday", "from=09:00", "to=10:00")
	if c := d.do("calendar", "add", ref, "100h"); c.status != cli.Failed || !strings.Contains(c.err, "400 days") {
		t.Errorf("%+v", c)
	}
	if out := d.ok("calendar", "check", ref); !strings.Contains(out, "Nothing in Empty") {
		t.Error(out)
	}
}

const foreignFile = `BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:Plant
X-WR-TIMEZONE:Europe/London
BEGIN:VEVENT
UID:1
DTSTART;TZID=Europe/London:20260105T090000
DTEND;TZID=Europe/London:20260105T170000
RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
CATEGORIES:HOURS
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20260403
SUMMARY:Good Friday
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;TZID=Nowhere/Land:20260105T090000
DTEND;TZID=Nowhere/Land:20260105T170000
CATEGORIES:PEAK
SUMMARY:Lost
END:VEVENT
END:VCALENDAR
`

func TestACalendarComesFromAFileAndGoesIntoOneAgain(t *testing.T) {
	d := newDesk(t)
	file := d.file("plant.ics", foreignFile)
	if c := d.do("calendar", "import", file, "--dry-run"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "3 read, 2 taken, 1 put aside") {
		t.Fatalf("%+v", c)
	}
	if out := d.ok("calendar", "list"); !strings.Contains(out, "no calendars") {
		t.Error(out)
	}
	c := d.do("calendar", "import", file, "--json")
	in := parse[struct {
		Ref, Version       string
		Read, Taken, Aside int
		Entries            []struct {
			Line  int
			Aside bool
			Key   string
		}
	}](t, c.out)
	if c.status != cli.NeedsPerson || in.Read != 3 || in.Taken+in.Aside != 3 || len(in.Entries) != 2 || in.Entries[0].Key != "calendar.ics_valid_from" || in.Entries[1].Line != 17 || in.Entries[1].Key != "calendar.ics_zone" {
		t.Fatalf("%+v", c)
	}
	aside := parse[struct{ Aside []struct{ ID, Asks string } }](t, d.do("calendar", "aside", in.Ref, "--json").out).Aside
	if len(aside) != 1 || aside[0].Asks != "zone" {
		t.Fatalf("%+v", aside)
	}
	if c := d.do("calendar", "check", in.Ref); c.status != cli.NeedsPerson || !strings.Contains(c.out, "1 entry of a file waits") {
		t.Errorf("%+v", c)
	}
	if c := d.do("calendar", "aside", in.Ref, aside[0].ID); c.status != cli.Usage {
		t.Errorf("without an answer: %+v", c)
	}
	if c := d.do("calendar", "aside", in.Ref, aside[0].ID, "--drop"); c.status != cli.Done || !strings.Contains(c.out, "Nothing was put aside") {
		t.Errorf("%+v", c)
	}
	if out := d.ok("calendar", "show", in.Ref); !strings.Contains(out, "Monday 09:00–17:00") || !strings.Contains(out, "2026-04-03  Good Friday") || !strings.Contains(out, in.Version) {
		t.Error(out)
	}
	out := filepath.Join(d.dir, "out.ics")
	d.ok("calendar", "export", in.Ref, "-o", out)
	text, err := os.ReadFile(out)
	if err != nil || !strings.Contains(string(text), "BEGIN:VTIMEZONE") {
		t.Fatal(err)
	}
	again := parse[struct{ Ref, Version string }](t, d.ok("calendar", "import", out, "--json"))
	if again.Version != in.Version || again.Ref != in.Ref || strings.Count(d.ok("calendar", "list"), "\n") != 1 {
		t.Errorf("what says the same became another: %+v is not %+v", again, in)
	}
	days := "BEGIN:VCALENDAR\nX-WR-TIMEZONE:Europe/Berlin\nBEGIN:VEVENT\nSUMMARY:Good Friday\nDTSTART;VALUE=DATE:20260403\nEND:VEVENT\n" +
		"BEGIN:VEVENT\nSUMMARY:May Day\nDTSTART;VALUE=DATE:20260504\nEND:VEVENT\nEND:VCALENDAR\n"
	d.ok("calendar", "import", d.file("days.ics", days), "--into", in.Ref)
	if out := d.ok("calendar", "show", in.Ref); strings.Count(out, "Good Friday") != 1 || strings.Count(out, "May Day") != 1 {
		t.Error(out)
	}
	d.ok("record", "undo", in.Ref)
	if out := d.ok("calendar", "show", in.Ref, "--year", "2026"); strings.Count(out, "\n") != 365 || !strings.Contains(out, "2026-04-03  holiday") {
		t.Error(out)
	}
	for _, wrong := range [][]string{{"calendar", "import", d.file("no.ics", "hello")}, {"calendar", "import", filepath.Join(d.dir, "none.ics")},
		{"calendar", "import", d.file("aside.ics", strings.Replace(foreignFile, "Europe/London", "Europe/Atlantis", -1)), "--zone", "Europe/Atlantis"}} {
		if c := d.do(wrong...); c.status != cli.Failed {
			t.Errorf("%v: %+v", wrong, c)
		}
	}
}
