package ical_test

import (
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"secondstory/backend/ingest/ical"
)

func TestDatesAreWrittenForAnyCalendar(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.FixedZone("CET", 3600))
	list := []ical.Date{
		{ID: "clock-b", At: time.Date(2026, 11, 24, 13, 25, 0, 0, time.FixedZone("CET", 3600)), Title: "Early warning"},
		{ID: "action-a", Day: "2026-11-24", Title: "Alert, on queue; depth\nand more", Text: "REV-26-7K3QX2 · Ledger team"},
	}
	raw := ical.WriteDates("Second Story", list, at)
	for _, want := range []string{"UID:action-a@second-story", "DTSTART;VALUE=DATE:20261124", "DTEND;VALUE=DATE:20261125", "DTSTART:20261124T122500Z", "DTSTAMP:20261123T080000Z", "TRANSP:TRANSPARENT", `SUMMARY:Alert\, on queue\; depth\nand more`} {
		if !strings.Contains(string(raw), want+"\r\n") {
			t.Errorf("no %s in\n%s", want, raw)
		}
	}
	back, err := ics.ParseCalendar(strings.NewReader(string(raw)))
	if err != nil || len(back.Events()) != 2 || back.Events()[0].Id() != "action-a@second-story" {
		t.Fatalf("%v %v", err, back)
	}
	if list[0].ID != "clock-b" {
		t.Error("the list was changed")
	}
}
