package ical

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
)

func TestWindowsNamesWithNumbersAndAsTheyAreShownAreZones(t *testing.T) {
	for id, want := range map[string]string{
		"W. Europe Standard Time 1": "Europe/Berlin", "Pacific Standard Time 12": "America/Los_Angeles",
		"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna": "Europe/Amsterdam", "(UTC-05:00) Eastern Time (US & Canada)": "America/New_York",
		"(GMT+01:00) Sarajevo, Skopje, Warsaw, Zagreb": "Europe/Sarajevo", "(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi": "Asia/Kolkata",
		"(UTC) Coordinated Universal Time": "UTC", "(UTC+00:00) Dublin, Edinburgh, Lisbon, London": "Europe/Lisbon", "(UTC-03:30) Newfoundland": "America/St_Johns",
		"(UTC+10:00) Canberra, Melbourne, Sydney": "Australia/Canberra",
	} {
		if z, err := zoneOf(id); err != nil || z.String() != want {
			t.Errorf("%s is %v (%v), want %s", id, z, err, want)
		}
	}
	// An offset that the town does not have, and a town nobody knows, are no zones.
	for _, id := range []string{"(UTC+02:00) Amsterdam", "(UTC+01:00) Atlantis", "Plant Time 1", "(UTC+01:00)"} {
		if z, err := zoneOf(id); err == nil {
			t.Errorf("%s is %v", id, z)
		}
	}
}

const central = "BEGIN:VTIMEZONE\r\nTZID:Our Time\r\n" +
	"BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n" +
	"BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"

// fixed is a zone of the file that never changes.
func fixed(offset string) string {
	return "BEGIN:VTIMEZONE\r\nTZID:Our Time\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:" + offset + "\r\nTZOFFSETTO:" + offset + "\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
}

const ours = "UID:1\nDTSTART;TZID=Our Time:20260601T180000\nDTEND;TZID=Our Time:20260601T200000\nCATEGORIES:PEAK\nSUMMARY:Evening"

func TestAZoneOfTheFileIsTheOneThatShowsTheSame(t *testing.T) {
	begins := func(r calendar.Reading) string {
		t.Helper()
		if len(r.Calendar.Periods) != 1 {
			return strings.Join(keys(r), " ")
		}
		zone, err := calendar.FindZone(r.Calendar.Zone)
		if err != nil {
			t.Fatal(err)
		}
		at, err := r.Calendar.Periods[0].Begin.At(zone)
		if err != nil {
			t.Fatal(err)
		}
		return at.UTC().Format("15:04Z")
	}
	for name, c := range map[string]struct{ rules, zone, want string }{
		"the calendar's own zone has its rules":    {central, "Europe/Madrid", "16:00Z"},
		"several have, and the calendar's has not": {central, "America/New_York", "calendar.ics_zone_some"},
		"only one has":              {fixed("+0545"), "Europe/Madrid", "12:15Z"},
		"none has":                  {fixed("+0111"), "Europe/Madrid", "calendar.ics_zone"},
		"rules that cannot be read": {strings.Replace(central, "FREQ=YEARLY", "FREQ=HOURLY", 1), "Europe/Madrid", "calendar.ics_zone"},
		"rules of another time do not make it agree": {strings.ReplaceAll(central, "BYMONTH=10", "BYMONTH=11"), "Europe/Madrid", "calendar.ics_zone"},
	} {
		if got := begins(read(t, file(c.rules, ours), calendar.ReadAs{Zone: c.zone, From: as.From, Until: as.Until})); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	r := read(t, file(central, ours), calendar.ReadAs{Zone: "America/New_York", From: as.From, Until: as.Until})
	if some := r.Entries[0].Params["candidates"]; !strings.Contains(some, "Europe/Berlin") || strings.Contains(some, "Europe/London") {
		t.Errorf("%q", some)
	}
	if asks := (calendar.PutAside{ReadEntry: r.Entries[0]}).Asks(); asks != calendar.AsksZone {
		t.Errorf("it asks for %q", asks)
	}
	// The only zone of a file is that of its calendar, where one alone has its rules.
	if r = read(t, file(fixed("+0545"), ours), calendar.ReadAs{From: as.From, Until: as.Until}); r.Calendar.Zone != "Asia/Katmandu" {
		t.Errorf("%q", r.Calendar.Zone)
	}
	if _, err := Read(file(central, ours), calendar.ReadAs{From: as.From, Until: as.Until}); err == nil {
		t.Error("a zone was chosen among several")
	}
}

// A file can hold any number of zones with any number of rules, and each would be looked
// through for centuries.
func TestTheZonesOfAFileAreLookedThroughOnlySoFar(t *testing.T) {
	zones := func(n int, rules string) (out string) {
		for i := range n {
			out += strings.ReplaceAll(rules, "Our Time", fmt.Sprintf("Our Time %c%d", 'a'+i%26, i))
		}
		return out
	}
	read := func(text string) (b book) {
		t.Helper()
		s, err := scan(file(text, strings.ReplaceAll(ours, "Our Time", "Our Time a0"), strings.ReplaceAll(ours, "Our Time", fmt.Sprintf("Our Time %c%d", 'a'+mostUnknown%26, mostUnknown))), 0)
		if err != nil {
			t.Fatal(err)
		}
		b.read(s, nil, as.Until)
		return b
	}
	last := fmt.Sprintf("Our Time %c%d", 'a'+mostUnknown%26, mostUnknown)
	if b := read(zones(mostUnknown+1, fixed("+0545"))); b.ruled["Our Time a0"] == nil || b.ruled[last] != nil {
		t.Errorf("%d zones: %v", mostUnknown+1, b.ruled)
	}
	// What the first says of a name holds, and the second of a name is not looked at.
	if b := read(zones(1, fixed("+0545")) + zones(1, fixed("+0530"))); b.ruled["Our Time a0"] == nil || b.ruled["Our Time a0"].String() != "Asia/Katmandu" {
		t.Errorf("twice the same name: %v", b.ruled)
	}
	// A rule that never gives anything is looked through to its end.
	idle := "BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0545\r\nTZOFFSETTO:+0545\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\nEND:STANDARD\r\n"
	z := block{text: []byte(strings.ReplaceAll(strings.Repeat(idle, 3), "\r", ""))}
	from, to := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	for have, want := range map[int]bool{3: true, 2: false} {
		if _, ok := z.rules(from, to, &have); ok != want {
			t.Errorf("%d left: %v", have, ok)
		}
	}
	if s, err := scan(file(zones(mostZones+1, fixed("+0545")), ours), 0); err != nil || len(s.zones) != mostZones {
		t.Errorf("%d zones are kept, %v", len(s.zones), err)
	}
}
