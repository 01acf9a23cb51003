package timeline

import (
	"testing"
	"time"
)

func TestARangeOverMidnightEndsOnTheNextDay(t *testing.T) {
	utc, _ := ParseZone("UTC")
	for _, c := range []struct{ text, end, note string }{
		{"2024-02-28 23:50 → 00:10", "2024-02-29T00:10:00Z", ""},
		{"23:50-00:10", "2024-02-29T00:10:00Z", ""},
		{"14:00 – 02:00", "2024-02-29T02:00:00Z", ""},
		{"13:00 – 02:00", "2024-02-28T02:00:00Z", KeyEndFirst},
		{"14:10 – 13:50", "2024-02-28T13:50:00Z", KeyEndFirst},
		{"23:50 – 00:10 (next day)", "2024-02-29T00:10:00Z", ""},
	} {
		r, ok := Scan(c.text, SlashUnknown)
		if !ok {
			t.Fatalf("%q is no time", c.text)
		}
		s, notes := r.Resolve(Context{Date: "2024-02-28", Zone: utc})
		note := ""
		if len(notes) > 0 {
			note = notes[0].Key
		}
		if s.End != c.end || note != c.note {
			t.Errorf("%q ends %s with %q, want %s with %q", c.text, s.End, note, c.end, c.note)
		}
	}
}

func TestARangeOverMidnightWithoutAnyDateIsNoFinding(t *testing.T) {
	r, _ := Scan("23:50-00:10 restart", SlashUnknown)
	if s, notes := r.Resolve(Context{}); len(notes) > 0 || s.At != "T23:50:00" || s.End != "T00:10:00" {
		t.Errorf("%+v %+v", s, notes)
	}
}

func TestAScribesRangeOverMidnightEndsOnTheNextDay(t *testing.T) {
	now := time.Date(2024, 2, 29, 0, 15, 0, 0, time.UTC)
	e := ParseEntryLine("23:50-00:10 restart", Place{Now: now, Zone: "UTC"})
	if e.Time.At != "2024-02-28T23:50:00Z" || e.Time.End != "2024-02-29T00:10:00Z" || len(e.Notes) > 0 || e.Text != "restart" {
		t.Errorf("%+v", e)
	}
}
