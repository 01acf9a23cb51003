package calendar_test

import (
	"testing"

	"secondstory/backend/domain/calendar"
)

func TestAnEntryThatAsksWhichTimeShowsBoth(t *testing.T) {
	for _, c := range []struct{ key, local, zone, earlier, later string }{
		{"calendar.ics_twice", "2026-10-25 02:30", "Europe/Madrid", "02:30 +02:00", "02:30 +01:00"},
		{"calendar.ics_never", "2026-03-29 02:30", "Europe/Madrid", "01:30 +01:00", "03:30 +02:00"},
		{"calendar.ics_never", "2026-03-29 02:30", "Nowhere", "", ""},
		{"calendar.ics_form", "2026-03-29 02:30", "Europe/Madrid", "", ""},
	} {
		p := calendar.PutAside{}
		p.Key, p.Params = c.key, map[string]string{"local": c.local, "zone": c.zone}
		if earlier, later := p.Picks(); earlier != c.earlier || later != c.later {
			t.Errorf("%v: %q %q", c, earlier, later)
		}
	}
}
