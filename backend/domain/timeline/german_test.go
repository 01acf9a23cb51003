package timeline

import "testing"

func TestGermanTimesAreRead(t *testing.T) {
	for _, c := range []struct{ text, at, end, zone, rest string }{
		{"09.30 Uhr Bereitschaft alarmiert", "2025-11-03T09:30:00", "", "", "Bereitschaft alarmiert"},
		{"9.30 Uhr: alarmiert", "2025-11-03T09:30:00", "", "", "alarmiert"},
		{"10:40 Uhr: Portal da", "2025-11-03T10:40:00", "", "", "Portal da"},
		{"9 Uhr – Beginn", "2025-11-03T09:00:00", "", "", "Beginn"},
		{"10:40 Uhr MEZ Portal da", "2025-11-03T10:40:00+01:00", "", "MEZ", "Portal da"},
		{"4.7.2025 10:40 MESZ da", "2025-07-04T10:40:00+02:00", "", "MESZ", "da"},
		{"3.11. 10:05 – 10:20 Neustart", "2025-11-03T10:05:00", "2025-11-03T10:20:00", "", "Neustart"},
		{"03.11.25 10:40 Portal da", "2025-11-03T10:40:00", "", "", "Portal da"},
		{"03.11.2025, 09.30 Uhr alarmiert", "2025-11-03T09:30:00", "", "", "alarmiert"},
		{"09:12 bis 10:40 Uhr (MEZ) weg", "2025-11-03T09:12:00+01:00", "2025-11-03T10:40:00+01:00", "MEZ", "weg"},
	} {
		r, ok := Scan(c.text, SlashUnknown)
		if !ok {
			t.Errorf("%q is no time", c.text)
			continue
		}
		s, notes := r.Resolve(Context{Date: "2025-11-03", Year: 2025})
		if s.At != c.at || s.End != c.end || s.Zone != c.zone || r.Rest != c.rest || len(notes) > 0 {
			t.Errorf("%q: %+v rest %q %v", c.text, s, r.Rest, notes)
		}
	}
}

func TestVersionsAndSectionNumbersAreNoGermanDates(t *testing.T) {
	for _, text := range []string{"1.2. Install the pump", "3.11. release", "10.1.12 is the version", "2.4.10 5 pods", "9.30 tons", "9 Uhren"} {
		if r, ok := Scan(text, SlashUnknown); ok {
			t.Errorf("%q read as a time: %+v", text, r)
		}
	}
}
