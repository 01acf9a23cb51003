package app

import "testing"

func TestDataOfTheJournalIsToldInWords(t *testing.T) {
	for value, want := range map[string]string{
		"SEV1":        "SEV1",
		"[a] bracket": "[a] bracket",
		`[{"at":"2026-11-01","by":"a-4hhw9pf5kd","precision":"day","raw":"2026-11-01","recorded_at":"2026-11-02T08:00:00Z"}]`:                                                     "2026-11-01, the day only",
		`[{"at":"2026-11-01T22:09:00+01:00","precision":"minute","raw":"22:09","zone":"CET"},{"at":"2026-11-01T22:19:00+01:00","precision":"minute","raw":"22:19","zone":"CET"}]`: "2026-11-01 22:09:00+01:00 CET, to the minute, written as “22:09”\n2026-11-01 22:19:00+01:00 CET, to the minute, written as “22:19”",
		`{"answer":"yes","asked":{"people":250}}`: "answer: yes\nasked / people: 250",
		`["one","two"]`: "1: one\n2: two",
		`[]`:            "",
	} {
		if got := inWords(value); got != want {
			t.Errorf("%s:\n%q, want\n%q", value, got, want)
		}
	}
}
