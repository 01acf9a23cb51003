package timeline

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
)

func at(s, zone string, p Precision) Statement { return Statement{At: s, Zone: zone, Precision: p} }

func TestStatementsAreOrderedByInstantAndEqualOnesStay(t *testing.T) {
	all := []Statement{
		at("2026-05-01T12:00:00+02:00", "CEST", Minute), // 0: 10:00Z
		at("2026-05-01T09:00:00Z", "UTC", Minute),       // 1
		at("2026-05-01T11:30:00", "", Minute),           // 2: as if +02:00, 09:30Z
		{Precision: Unknown, Raw: "????"},               // 3: stays behind 2
		at("2026-05-01", "", Day),                       // 4: before all times of the day
		at("2026-05-01T11:30:00+02:00", "CEST", Minute), // 5: equal to 2
		at("2026-05-01T01:00:00+02:00", "CEST", Minute), // 6: 30 April, 23:00Z
	}
	if got := fmt.Sprint(Order(all)); got != "[4 6 1 2 3 5 0]" {
		t.Errorf("order %s", got)
	}
	if got := fmt.Sprint(Order(nil)); got != "[]" {
		t.Errorf("order of nothing %s", got)
	}
}

// Where a date stands in a day is a question of zones: the same date begins nine
// hours earlier in Tokyo than in London.
func TestADateOnlyStandsBeforeTheTimesOfItsDayInItsOwnZone(t *testing.T) {
	for name, c := range map[string]struct {
		all  []Statement
		want string
	}{
		"in the zone it was stated in": {[]Statement{
			at("2026-03-01T00:30:00+09:00", "JST", Minute), // 0: 28 February, 15:30 UTC
			at("2026-03-01T00:10:00Z", "UTC", Minute),      // 1
			at("2026-03-01", "UTC", Day),                   // 2
			at("2026-03-01", "Asia/Tokyo", Day),            // 3: begins 28 February, 15:00 UTC
		}, "[3 0 2 1]"},
		"in the zone of the column where it has none": {[]Statement{
			at("2026-03-01T00:30:00+09:00", "JST", Minute),
			at("2026-03-01T00:10:00Z", "UTC", Minute),
			at("2026-03-01T04:00:00Z", "UTC", Minute),
			at("2026-03-01", "", Day),
		}, "[0 3 1 2]"},
		"also on the day the clocks change": {[]Statement{
			at("2026-10-24T23:00:00+02:00", "Europe/Amsterdam", Minute),
			at("2026-10-25T00:00:00+02:00", "Europe/Amsterdam", Minute),
			at("2026-10-25T03:00:00+01:00", "Europe/Amsterdam", Minute),
			at("2026-10-25T04:00:00+01:00", "Europe/Amsterdam", Minute),
			at("2026-10-25T05:00:00+01:00", "Europe/Amsterdam", Minute),
			at("2026-10-25", "", Day),
		}, "[0 5 1 2 3 4]"},
	} {
		if got := fmt.Sprint(Order(c.all)); got != c.want {
			t.Errorf("%s: order %s, want %s", name, got, c.want)
		}
	}
}

func TestALocalTimeIsComparedInUTCWhereNoOffsetIsKnown(t *testing.T) {
	all := []Statement{at("2026-05-01T12:00:00", "", Minute), at("2026-05-01T11:00:00", "", Minute)}
	if got := fmt.Sprint(Order(all)); got != "[1 0]" {
		t.Errorf("order %s", got)
	}
}

func TestDurationsSayHowExactTheyAre(t *testing.T) {
	cases := []struct {
		a, b      Statement
		d         time.Duration
		exact, ok bool
	}{
		{at("2026-05-01T12:00:00+02:00", "CEST", Minute), at("2026-05-01T10:30:00Z", "UTC", Minute), 30 * time.Minute, true, true},
		{at("2026-05-01T12:00:00Z", "UTC", Approximate), at("2026-05-01T12:30:00Z", "UTC", Minute), 30 * time.Minute, false, true},
		{at("2026-05-01T12:00:00", "", Minute), at("2026-05-01T12:30:00", "", Minute), 30 * time.Minute, false, true},
		{at("2026-05-01T12:00:00", "", Minute), at("2026-05-01T12:30:00Z", "UTC", Minute), 0, false, false},
		{at("2026-05-01", "", Day), at("2026-05-03T12:30:00Z", "UTC", Minute), 48 * time.Hour, false, true},
		{at("T23:50:00", "", Minute), at("T00:10:00", "", Minute), 0, false, false},
		{at("T10:00:00", "", Minute), at("T10:10:00", "", Minute), 10 * time.Minute, false, true},
		{Statement{Precision: Unknown}, at("2026-05-01T12:30:00Z", "UTC", Minute), 0, false, false},
		{at("2026-05-01T12:30:00Z", "UTC", Minute), at("2026-05-01T12:00:00Z", "UTC", Minute), -30 * time.Minute, true, true},
	}
	for i, c := range cases {
		d, exact, ok := Duration(c.a, c.b)
		if d != c.d || exact != c.exact || ok != c.ok {
			t.Errorf("case %d: %v %v %v", i, d, exact, ok)
		}
	}
}

func TestAZoneIsAnsweredWithoutMovingTheLocalTime(t *testing.T) {
	s := Statement{At: "2026-07-01T12:00:00", End: "2026-07-01T13:00:00", Precision: Minute, Raw: "12:00-13:00"}
	cases := map[string]string{"Europe/Berlin": "2026-07-01T12:00:00+02:00", "CET": "2026-07-01T12:00:00+01:00", "+05:30": "2026-07-01T12:00:00+05:30", "UTC": "2026-07-01T12:00:00Z", "UTC-7": "2026-07-01T12:00:00-07:00"}
	for zone, want := range cases {
		got, err := WithZone(s, zone)
		if err != nil || got.At != want || got.Raw != s.Raw || !strings.HasPrefix(got.End, "2026-07-01T13:00:00") || len(got.End) == len(s.End) {
			t.Errorf("%s: %+v %v", zone, got, err)
		}
	}
	for _, c := range []struct{ at, zone, key string }{
		{"2026-10-25T02:30:00", "Europe/Berlin", KeyLocalTwice},
		{"2026-03-29T02:30:00", "Europe/Berlin", KeyLocalNever},
		{"2026-07-01T12:00:00", "Mars/Olympus", "time.zone_unknown"},
		{"2026-07-01T12:00:00", "IST", "time.zone_unknown"},
		{"2026-07-01T12:00:00Z", "CET", "time.zone_stated"},
	} {
		in := Statement{At: c.at, Precision: Minute}
		got, err := WithZone(in, c.zone)
		f, ok := fault.As(err)
		if !ok || f.Code != fault.Invalid || f.Key != c.key || got != in {
			t.Errorf("%s in %s: %+v %v", c.at, c.zone, got, err)
		}
	}
}

func TestADateOnlyTakesAZoneAndStaysADate(t *testing.T) {
	got, err := WithZone(Statement{At: "2026-07-01", Precision: Day}, "CET")
	if err != nil || got.At != "2026-07-01" || got.Zone != "CET" {
		t.Errorf("%+v %v", got, err)
	}
}

func TestTheScribesLineIsReadAgainstTheClock(t *testing.T) {
	now := time.Date(2026, 11, 16, 23, 5, 40, 0, time.FixedZone("CET", 3600))
	cases := []struct{ text, zone, date, at, zoneOut, rest string }{
		{"22:14 Bank called", "Europe/Berlin", "", "2026-11-16T22:14:00+01:00", "Europe/Berlin", "Bank called"},
		{"-5m restarted", "Europe/Berlin", "", "2026-11-16T23:00:00+01:00", "Europe/Berlin", "restarted"},
		{"-1h30m began", "UTC", "", "2026-11-16T20:35:00Z", "UTC", "began"},
		{"2026-11-16 22:14 CET text", "UTC", "", "2026-11-16T22:14:00+01:00", "CET", "text"},
		{"~22:10 text", "CET", "", "2026-11-16T22:10:00+01:00", "CET", "text"},
		{"something happened", "CET", "", "2026-11-16T23:05:00+01:00", "CET", "something happened"},
		{"10:00 text", "CET", "2026-11-10", "2026-11-10T10:00:00+01:00", "CET", "text"},
		{"5 pods restarted", "CET", "", "2026-11-16T23:05:00+01:00", "CET", "5 pods restarted"},
		{"- dash", "CET", "", "2026-11-16T23:05:00+01:00", "CET", "- dash"},
	}
	for _, c := range cases {
		got := ParseEntryLine(c.text, Place{Now: now, Zone: c.zone, Date: c.date})
		if got.Time.At != c.at || got.Time.Zone != c.zoneOut || got.Text != c.rest {
			t.Errorf("%q: %+v", c.text, got)
		}
	}
	late := ParseEntryLine("23:58 alert", Place{Now: time.Date(2026, 11, 17, 0, 5, 0, 0, time.UTC), Zone: "UTC"})
	if late.Time.At != "2026-11-16T23:58:00Z" {
		t.Errorf("just after midnight: %s", late.Time.At)
	}
	if p := ParseEntryLine("~22:10 text", Place{Now: now, Zone: "CET"}).Time.Precision; p != Approximate {
		t.Errorf("precision %s", p)
	}
}

func TestASeasonThatDoesNotFitIsANoticeAndTheOffsetStays(t *testing.T) {
	cases := []struct {
		zone, date string
		fits       bool
	}{
		{"CEST", "2026-01-15", false}, {"CET", "2026-01-15", true}, {"CET", "2026-07-15", false}, {"PST", "2026-07-15", false}, {"PDT", "2026-07-15", true}, {"BST", "2026-12-15", false}, {"UTC", "2026-07-15", true}, {"GMT", "2026-07-15", true}, {"CET", "2026-03-29", true}, {"CEST", "2026-03-29", true}, {"MST", "2026-07-01", true},
	}
	for _, c := range cases {
		z, ok := ParseZone(c.zone)
		if !ok || z.SeasonFits(c.date) != c.fits {
			t.Errorf("%s on %s", c.zone, c.date)
		}
	}
	r, _ := Scan("12:00 PST x", SlashUnknown)
	s, notes := r.Resolve(Context{Date: "2026-07-15"})
	if s.At != "2026-07-15T12:00:00-08:00" || len(notes) != 1 || notes[0].Key != KeyZoneSeason || notes[0].Level != Notice {
		t.Errorf("%+v %+v", s, notes)
	}
}

func TestTheOrderOfSlashesIsDecidedFromTheWholeDocument(t *testing.T) {
	cases := []struct {
		text string
		want SlashOrder
	}{
		{"03/04/2026 and 17/04/2026", DayFirst}, {"03/04/2026 and 04/17/2026", MonthFirst}, {"03/04/2026", SlashUnknown}, {"17/04/2026 and 04/17/2026", SlashUnknown}, {"31/09/2026 and 1/2/2026", DayFirst}, {"https://x.example/2026/04/17 a/b 1/2", SlashUnknown}, {"", SlashUnknown},
	}
	for _, c := range cases {
		if got := DecideSlash(c.text); got != c.want {
			t.Errorf("%q: %v", c.text, got)
		}
	}
	r, ok := Scan("03/04/2026 10:00", MonthFirst)
	if s, _ := r.Resolve(Context{}); !ok || s.At != "2026-03-04T10:00:00" {
		t.Errorf("%+v", s)
	}
}

func TestALocalTimeInAZoneWithSeasonsIsNeverShifted(t *testing.T) {
	for text, key := range map[string]string{"2026-10-25 02:30 Europe/Berlin": KeyLocalTwice, "2026-03-29 02:30 Europe/Berlin": KeyLocalNever} {
		r, _ := Scan(text, SlashUnknown)
		s, notes := r.Resolve(Context{})
		if len(s.At) != len("2026-10-25T02:30:00") || len(notes) != 1 || notes[0].Key != key {
			t.Errorf("%s: %+v %+v", text, s, notes)
		}
	}
}

func TestZonesAreReadInAllTheirForms(t *testing.T) {
	cases := map[string]int{"UTC": 0, "utc": 0, "Z": 0, "CET": 3600, "CET (UTC+1)": 3600, "PST (UTC-7)": -7 * 3600, "+02:00": 7200, "+0200": 7200, "UTC+5:30": 19800, "GMT-3": -10800, "AEST": 36000, "Pacific Standard Time": -28800}
	for text, want := range cases {
		z, ok := ParseZone(text)
		if !ok || !z.Fixed || z.Offset != want {
			t.Errorf("%q: %+v %v", text, z, ok)
		}
	}
	for _, text := range []string{"", "Foo", "Europe/Nowhere", "25:00", "UTC and more", "../etc/passwd"} {
		if z, ok := ParseZone(text); ok {
			t.Errorf("%q: %+v", text, z)
		}
	}
}

// FuzzScan holds the promises for any text: no panic, and a time that is read
// is a time.
func FuzzScan(f *testing.F) {
	for _, s := range []string{"2019-11-29 12:00 CET - x", "[17:44-7] y", "~13:30-13:45", "Sep 27 2017 13:06", "12:45 PM PST Saturday Oct 30th: z", "20202-03-01", "31/09/2026 25:61", "24:00", "23:50 – 00:10 (next day)", "**10:30** — t", "-5m x", "+14:00", "10:00 Europe/Berlin"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ParseEntryLine(text, Place{Now: time.Unix(0, 0).UTC(), Zone: "UTC"})
		DecideSlash(text)
		r, ok := Scan(text, SlashUnknown)
		if !ok {
			return
		}
		if r.Raw != "" && !strings.Contains(text, r.Raw) {
			t.Fatalf("raw %q is not in %q", r.Raw, text)
		}
		s, _ := r.Resolve(Context{Date: "2026-05-01"})
		for _, v := range []string{s.At, s.End} {
			if v == "" || strings.HasPrefix(v, "T") {
				continue
			}
			if _, ok := instant(v, 0); !ok {
				t.Fatalf("%q gave %q", text, v)
			}
		}
		if (s.At == "") != (s.Precision == Unknown) {
			t.Fatalf("%q gave %+v", text, s)
		}
	})
}
