package timeline

import "testing"

func TestTheOffsetBehindAZoneTellsTheTwoHoursOfAutumnApart(t *testing.T) {
	for _, c := range []struct{ zone, date, want string }{
		{"Europe/Amsterdam (+02:00)", "2025-10-26", "2025-10-26T02:30:00+02:00"},
		{"Europe/Amsterdam (+01:00)", "2025-10-26", "2025-10-26T02:30:00+01:00"},
		{"Europe/Amsterdam (+01:00)", "2025-10-27", "2025-10-27T02:30:00+01:00"},
		{"Europe/London (+00:00)", "2025-10-26", "2025-10-26T02:30:00Z"},
	} {
		z, ok := ParseZone(c.zone)
		if !ok {
			t.Fatalf("%s is no zone", c.zone)
		}
		at, notes := compose(c.date, Clock{Hour: 2, Minute: 30, Exact: Minute}, z)
		if at != c.want || len(notes) > 0 {
			t.Errorf("%s on %s: %s %v, want %s", c.zone, c.date, at, notes, c.want)
		}
	}
}

func TestAnOffsetThatTheZoneNeverHasLeavesTheQuestionOpen(t *testing.T) {
	z, ok := ParseZone("Europe/Amsterdam (+05:00)")
	if !ok {
		t.Fatal("no zone")
	}
	at, notes := compose("2025-10-26", Clock{Hour: 2, Minute: 30, Exact: Minute}, z)
	if at != "2025-10-26T02:30:00" || len(notes) != 1 || notes[0].Key != KeyLocalTwice {
		t.Errorf("%s %v", at, notes)
	}
}

func TestALocalTimeIsThereTwiceInTheRepeatedHourOnly(t *testing.T) {
	for at, want := range map[string]bool{
		"2025-10-26T02:30:00+02:00": true, "2025-10-26T02:30:00+01:00": true,
		"2025-10-26T01:59:00+02:00": false, "2025-10-26T03:00:00+01:00": false, "2025-10-26": false, "": false,
	} {
		if got := Twice(Statement{At: at, Zone: "Europe/Amsterdam"}); got != want {
			t.Errorf("%q: %v", at, got)
		}
	}
	if Twice(Statement{At: "2025-10-26T02:30:00+02:00"}) {
		t.Error("without a zone nothing repeats")
	}
}
