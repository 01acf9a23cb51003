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
	if c := d.do("calendar", "export", in.Ref, "-o", filepath.Join(d.dir, "short.ics")); c.status != cli.Done || !strings.Contains(c.err, "1 entry that was put aside is not in the file") {
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
	if again.Version != in.Version || again.Ref != in.Ref || strings.Count(d.ok("calendar", "list"), "\n") != 1 || !strings.Contains(d.ok("calendar", "list"), "Europe/") {
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

func TestAnImportTellsHowManyTimesWaitAndSaysSoAgain(t *testing.T) {
	d := newDesk(t)
	// A file as Exchange writes it: a zone by the name of Windows, ten thousand nights, and
	// some abroad on which the clocks change.
	entry := func(lines ...string) string {
		return "BEGIN:VEVENT\n" + strings.Join(lines, "\n") + "\nEND:VEVENT\n"
	}
	file := filepath.Join(t.TempDir(), "k.ics")
	text := "BEGIN:VCALENDAR\nX-WR-CALNAME:Plant\n" +
		entry("SUMMARY:Week", "CATEGORIES:HOURS", "DTSTART;TZID=W. Europe Standard Time:20260105T090000", "DTEND;TZID=W. Europe Standard Time:20260105T170000", "RRULE:FREQ=WEEKLY;BYDAY=MO") +
		entry("SUMMARY:Batch", "CATEGORIES:MAINTENANCE", "DTSTART;TZID=W. Europe Standard Time:20260105T020000", "DTEND;TZID=W. Europe Standard Time:20260105T030000", "RRULE:FREQ=DAILY;COUNT=10000") +
		entry("SUMMARY:Abroad", "CATEGORIES:MAINTENANCE", "DTSTART;TZID=Eastern Standard Time:20260106T010000", "DTEND;TZID=Eastern Standard Time:20260106T020000", "RRULE:FREQ=DAILY;COUNT=400") +
		"BEGIN:VTIMEZONE\nTZID:W. Europe Standard Time\nEND:VTIMEZONE\nEND:VCALENDAR\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	type answer struct {
		Ref, Zone                           string
		Read, Taken, Aside, Nights, Waiting int
		Known                               bool
	}
	first := d.do("calendar", "import", file, "--json")
	a := parse[answer](t, first.out)
	if first.status != cli.NeedsPerson || a.Zone != "Europe/Berlin" || a.Read != 3 || a.Taken != 3 || a.Nights == 0 || a.Waiting != a.Nights {
		t.Fatalf("%d %+v %s", first.status, a, first.err)
	}
	again := d.do("calendar", "import", file, "--json")
	if b := parse[answer](t, again.out); again.status != cli.NeedsPerson || !b.Known || b.Ref != a.Ref || b.Waiting != a.Waiting {
		t.Errorf("%d %+v", again.status, b)
	}
	shown := d.ok("calendar", "show", a.Ref)
	if !strings.Contains(shown, "2026-01-05 – 2053-05-22 every day 02:00-03:00  Batch\n") || strings.Count(shown, "Abroad") != 1 || strings.Count(shown, "\n") > 12 {
		t.Error(shown)
	}
	if c := d.do("calendar", "check", a.Ref); c.status != cli.NeedsPerson || !strings.Contains(c.out, "wait for an answer") {
		t.Errorf("%+v", c)
	}
	type waits struct{ Aside []struct{ ID string } }
	one := parse[waits](t, d.do("calendar", "aside", a.Ref, "--json").out).Aside[0].ID
	for len(parse[waits](t, d.do("calendar", "aside", a.Ref, "--json").out).Aside) > 0 {
		before := len(parse[waits](t, d.do("calendar", "aside", a.Ref, "--json").out).Aside)
		d.do("calendar", "aside", a.Ref, one, "--pick", "later", "--alike")
		left := parse[waits](t, d.do("calendar", "aside", a.Ref, "--json").out).Aside
		if len(left) >= before {
			t.Fatalf("%d of %d wait", len(left), before)
		}
		if len(left) > 0 {
			one = left[0].ID
		}
	}
	// Settled is settled: the file is known by what it says, and brings nothing back.
	d.ok("calendar", "check", a.Ref)
	if into := d.do("calendar", "import", file, "--into", a.Ref); into.status != cli.Done {
		t.Errorf("%+v", into)
	}
}

func TestWhatIsOpenedInAPeakIsMoreUrgentUntilItsLastInstant(t *testing.T) {
	d := newDesk(t)
	ref := parse[struct{ Ref string }](t, d.ok("record", "create", "calendar", "title=Shop", "zone=Europe/Madrid", "--json")).Ref
	d.ok("record", "add", ref, "week", "day=monday", "from=09:00", "to=17:00")
	d.ok("record", "add", ref, "periods", "kind=peak", "name=Black Friday", "begin=2026-11-27T00:00", "end=2026-11-28T00:00", "urgency=1")
	for from, want := range map[string]string{"2026-11-26T23:59": "", "2026-11-27T00:00": "In Black Friday (Peak). Things are 1 level more urgent at this time.", "2026-11-27T23:59": "In Black Friday (Peak). Things are 1 level more urgent at this time.", "2026-11-28T00:00": ""} {
		told := parse[struct {
			Urgency int
			LiesIn  string `json:"lies_in"`
		}](t, d.ok("calendar", "due", ref, "--from", from, "--json"))
		if told.LiesIn != want || (told.Urgency == 1) != (want != "") {
			t.Errorf("%s: %+v", from, told)
		}
		if out := d.ok("calendar", "due", ref, "--from", from); strings.Contains(out, "more urgent") != (want != "") {
			t.Errorf("%s: %s", from, out)
		}
	}
}

func TestARefusalSpeaksAsThePersonTyped(t *testing.T) {
	d := newDesk(t)
	ref := d.calendarOf(t, "Office", "Europe/Madrid", "09:00", "17:00", workdays...)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"calendar", "between", ref, "2026-10-25T06:00", "2026-10-24T23:00"}, "2026-10-24 23:00 +02:00 lies before 2026-10-25 06:00 +01:00"},
		{[]string{"calendar", "add", ref, "-5h", "--from", "2026-10-25T06:00"}, "cannot be negative"},
		{[]string{"calendar", "add", ref, "5h", "--from", "1 Jan 2026"}, `"1 Jan 2026" is no local time`},
		{[]string{"calendar", "add", ref, "5h", "--from", "2026-10-25 02:30"}, "as 02:30 +02:00 and as 02:30 +01:00. Nothing was done; say which is meant with --pick"},
		{[]string{"calendar", "add", ref, "5h", "--from", "2026-03-29 02:30"}, "--pick earlier (01:30 +01:00) or --pick later (03:30 +02:00)"},
		{[]string{"record", "add", ref, "hours", "day=monday"}, "week, holidays, exceptions, periods"},
		{[]string{"record", "add", ref, "week", "weekday=monday"}, "day, from, to"},
		{[]string{"record", "add", ref, "periods", "kind=peak", "name=Sales", "begin=2026-11-27T00:00"}, "has a beginning and no end"},
		{[]string{"record", "add", ref, "periods", "kind=peak", "name=Sales", "first_day=2026-11-27", "last_day=2026-11-26"}, "lies before its first"},
		{[]string{"record", "add", ref, "periods", "kind=freeze", "name=Sales", "first_day=2026-11-27", "weight=200"}, "a peak alone has a weight"},
	} {
		if r := d.do(c.args...); r.status == cli.Done || !strings.Contains(r.err, c.want) {
			t.Errorf("%q: %+v", c.args, r)
		}
	}
	if out := d.ok("calendar", "add", ref, "0h"); !strings.Contains(out, "nothing to count") || strings.Contains(out, "a part of") {
		t.Error(out)
	}
}

func TestTheDatesOfAllThatIsDueAreAFile(t *testing.T) {
	d := newDesk(t)
	ref := d.review()
	d.ok("record", "add", ref, "actions", "title=Alert on queue depth", "due=2027-03-01", "status=committed")
	file := filepath.Join(d.dir, "dates.ics")
	d.ok("calendar", "dates", "-o", file)
	raw, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(raw), "SUMMARY:Due: Alert on queue depth\r\n") || !strings.Contains(string(raw), "DATE:20270301") {
		t.Fatalf("%v\n%s", err, raw)
	}
	if c := d.do("calendar", "dates"); c.status != cli.Usage {
		t.Fatalf("%d %s", c.status, c.err)
	}
}
