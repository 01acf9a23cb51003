package ingest

import "testing"

func TestAGermanReportComesInWithItsTimesAndPeople(t *testing.T) {
	out := Read("ausfall.md", []byte(`# Ausfall der Kasse

Datum: 03.11.2025
Beteiligte: Jan Beispiel, Eva Muster (Betrieb)

## Zeitverlauf

- 09.30 Uhr Kasse steht
- 3.11. 10:05 – 10:20 Neustart
- 10:40 Uhr: Kasse läuft
- 03.11.25 11:00 MEZ Entwarnung
`))
	d := out.Document
	if d == nil {
		t.Fatal(out.Quarantined)
	}
	if len(d.Participants) != 2 || d.Participants[0].Name != "Jan Beispiel" || d.Participants[1].Name != "Eva Muster" || d.Participants[1].Role != "Betrieb" {
		t.Errorf("people %+v", d.Participants)
	}
	want := []struct{ at, text string }{
		{"2025-11-03T09:30:00", "Kasse steht"}, {"2025-11-03T10:05:00", "Neustart"}, {"2025-11-03T10:40:00", "Kasse läuft"}, {"2025-11-03T11:00:00+01:00", "Entwarnung"},
	}
	if len(d.Timeline) != len(want) {
		t.Fatalf("%+v", d.Timeline)
	}
	for i, e := range d.Timeline {
		if e.Time.At != want[i].at || e.Text != want[i].text {
			t.Errorf("got %s %q, want %s %q", e.Time.At, e.Text, want[i].at, want[i].text)
		}
	}
}
