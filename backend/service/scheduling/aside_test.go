package scheduling_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/service/scheduling"
	"secondstory/backend/workspace"
)

var ctx = context.Background()

const head = "BEGIN:VCALENDAR\nX-WR-CALNAME:Plant\nX-WR-TIMEZONE:Europe/Berlin\n"

func event(lines ...string) string {
	return "BEGIN:VEVENT\n" + strings.Join(lines, "\n") + "\nEND:VEVENT\n"
}

func opened(t *testing.T) *workspace.Workspace {
	t.Helper()
	ws, err := workspace.Open(ctx, t.TempDir(), workspace.Options{Origin: "cli",
		Now: func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }, Zone: func() *time.Location { return time.UTC }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ws.Close)
	return ws
}

func held(t *testing.T, ws *workspace.Workspace, id string) calendar.Held {
	t.Helper()
	h, err := ws.Calendars.Get(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestWhatWasPutAsideWaitsInTheCalendarUntilItIsSettledOrDropped(t *testing.T) {
	ws := opened(t)
	file := head +
		event("SUMMARY:Week", "CATEGORIES:HOURS", "DTSTART:20260105T090000", "DTEND:20260105T170000", "RRULE:FREQ=WEEKLY;BYDAY=MO,TU") +
		event("SUMMARY:Patches", "CATEGORIES:MAINTENANCE", "DTSTART:20261025T023000", "DTEND:20261025T040000") +
		event("SUMMARY:Vendor", "CATEGORIES:PEAK", "DTSTART;TZID=Mars/Olympus:20261127T080000", "DTEND;TZID=Mars/Olympus:20261127T200000") +
		event("SUMMARY:Stocktaking", "DTSTART:20261228T080000", "DTEND:20261228T200000") +
		"END:VCALENDAR\n"
	in, err := ws.Calendars.Import(ctx, "plant.ics", []byte(file), calendar.ReadAs{}, "")
	if err != nil {
		t.Fatal(err)
	}
	id := in.ID
	before := held(t, ws, id)
	if len(before.Aside) != 3 || before.AsideLeft != 0 || before.Aside[0].Asks() != calendar.AsksPick || before.Aside[1].Asks() != calendar.AsksZone || before.Aside[2].Asks() != calendar.AsksForm {
		t.Fatalf("%+v", before.Aside)
	}
	settle := func(at int, a scheduling.Settling) error {
		t.Helper()
		_, err := ws.Calendars.Settle(ctx, id, before.Aside[at].ID, a, "")
		return err
	}
	for what, err := range map[string]error{
		"nothing said":         settle(0, scheduling.Settling{}),
		"a zone that is none":  settle(1, scheduling.Settling{Zone: "Mars/Pavonis"}),
		"a text with no entry": settle(2, scheduling.Settling{Text: "nothing"}),
	} {
		if !fault.Is(err, fault.Invalid) || len(held(t, ws, id).Aside) != 3 {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, err := range []error{settle(0, scheduling.Settling{Pick: calendar.Later}), settle(1, scheduling.Settling{Zone: "America/New_York"}), settle(2, scheduling.Settling{Form: calendar.HoursForm})} {
		if err != nil {
			t.Fatal(err)
		}
	}
	h := held(t, ws, id)
	if len(h.Aside) != 0 || len(h.Periods) != 2 || len(h.Exceptions) != 1 {
		t.Fatalf("%+v", h)
	}
	zone, _ := calendar.FindZone(h.Zone)
	if at, err := h.Periods[0].Begin.At(zone); err != nil || at.Format(time.RFC3339) != "2026-10-25T01:30:00Z" {
		t.Errorf("the later of two: %v %v", at, err)
	}
	// Hours on one Monday stand beside those of the week, and not in their place.
	if got := h.Exceptions[0].Spans; len(got) != 2 || got[1] != (calendar.Span{From: 540, To: 1020}) {
		t.Errorf("%v", got)
	}
	if err := settle(0, scheduling.Settling{Pick: calendar.Later}); !fault.Is(err, fault.NotFound) {
		t.Errorf("settled twice: %v", err)
	}
	if u, err := ws.Records.Undo(ctx, id, ""); err != nil || !u.Done || len(held(t, ws, id).Aside) != 1 || len(held(t, ws, id).Exceptions) != 0 {
		t.Errorf("%+v %v", u, err)
	}
	if _, err := ws.Keeping.Remove(ctx, id, calendar.AsideList+"/"+before.Aside[2].ID, ""); err != nil || len(held(t, ws, id).Aside) != 0 {
		t.Errorf("dropped: %v", err)
	}
}

func TestGuestsAndLinksOfAnEntryAreNotKeptInACalendar(t *testing.T) {
	ws := opened(t)
	in, err := ws.Calendars.Import(ctx, "plant.ics", []byte(head+
		event("SUMMARY:Patches", "CATEGORIES:MAINTENANCE", "DTSTART:20261025T023000", "DTEND:20261025T040000",
			"ATTENDEE;CN=Somebody:mailto:somebody@example.org", "DESCRIPTION:Pass code 1234", "BEGIN:VALARM", "DURATION:PT5M", "END:VALARM")+
		event("SUMMARY:Week", "CATEGORIES:HOURS", "DTSTART:20260105T090000", "DTEND:20260105T170000", "RRULE:FREQ=WEEKLY;BYDAY=MO,TU")+
		"END:VCALENDAR\n"), calendar.ReadAs{}, "")
	if err != nil {
		t.Fatal(err)
	}
	h := held(t, ws, in.ID)
	if want := event("SUMMARY:Patches", "CATEGORIES:MAINTENANCE", "DTSTART:20261025T023000", "DTEND:20261025T040000"); len(h.Aside) != 1 || h.Aside[0].Text != want {
		t.Fatalf("%+v", h.Aside)
	}
}

func TestOneNightOfAThousandIsPutAsideByItself(t *testing.T) {
	ws := opened(t)
	file := head + event("SUMMARY:Backup", "CATEGORIES:MAINTENANCE", "DTSTART;TZID=America/New_York:20260101T010000", "DTEND;TZID=America/New_York:20260101T020000",
		"RRULE:FREQ=DAILY;COUNT=1000", "EXDATE;TZID=America/New_York:20260102T010000") + "END:VCALENDAR\n"
	in, err := ws.Calendars.Import(ctx, "backup.ics", []byte(file), calendar.ReadAs{}, "")
	if err != nil {
		t.Fatal(err)
	}
	h := held(t, ws, in.ID)
	// 02:00 does not exist on the nights in March, and exists twice on those in October.
	if in.Read != 1 || in.Accepted != 1 || len(h.Periods)+len(h.Aside) != 999 || len(h.Aside) == 0 {
		t.Fatalf("read %d, taken %d, %d periods and %d aside", in.Read, in.Accepted, len(h.Periods), len(h.Aside))
	}
	night := h.Aside[0] // any of them: what is put aside of one line has no order
	if _, err := ws.Calendars.Settle(ctx, in.ID, night.ID, scheduling.Settling{Pick: calendar.Later}, ""); err != nil {
		t.Fatal(err)
	}
	if after := held(t, ws, in.ID); len(after.Periods) != len(h.Periods)+1 || len(after.Aside) != len(h.Aside)-1 {
		t.Errorf("%d periods and %d aside", len(after.Periods), len(after.Aside))
	}
}

func TestACalendarStaysSmallWhateverItsFilePutsAside(t *testing.T) {
	ws := opened(t)
	var b strings.Builder
	b.WriteString(head + event("SUMMARY:Easter Monday", "DTSTART;VALUE=DATE:20260406"))
	for i := range 1500 {
		b.WriteString(event(fmt.Sprintf("SUMMARY:Call %d", i), "DTSTART:20260601T080000", "DTEND:20260601T090000"))
	}
	in, err := ws.Calendars.Import(ctx, "calls.ics", []byte(b.String()+"END:VCALENDAR\n"), calendar.ReadAs{}, "")
	if err != nil {
		t.Fatal(err)
	}
	if h := held(t, ws, in.ID); len(h.Aside) != 1000 || h.AsideLeft != 500 || in.PutAside() != 1500 {
		t.Errorf("%d kept, %d left, %d put aside", len(h.Aside), h.AsideLeft, in.PutAside())
	}
}

func TestTheSameFileAgainPutsNothingAsideTwice(t *testing.T) {
	ws := opened(t)
	file := []byte(head + event("SUMMARY:Easter Monday", "DTSTART;VALUE=DATE:20260406") +
		event("SUMMARY:Patches", "CATEGORIES:MAINTENANCE", "DTSTART:20261025T023000", "DTEND:20261025T040000") +
		event("SUMMARY:Stocktaking", "DTSTART:20261228T080000", "DTEND:20261228T200000") +
		event("SUMMARY:Fair", "DTSTART:20261229T080000", "DTEND:20261229T200000") + "END:VCALENDAR\n")
	made, err := ws.Calendars.Create(ctx, "Plant", "Europe/Berlin", "")
	if err != nil {
		t.Fatal(err)
	}
	id := made.ID
	bring := func() scheduling.Import {
		t.Helper()
		in, err := ws.Calendars.ImportInto(ctx, id, "plant.ics", file, calendar.ReadAs{}, "")
		if err != nil {
			t.Fatal(err)
		}
		return in
	}
	bring()
	if _, err := ws.Records.Undo(ctx, id, ""); err != nil || len(held(t, ws, id).Aside) != 0 {
		t.Fatal(err)
	}
	if in := bring(); in.Known || len(held(t, ws, id).Aside) != 3 {
		t.Fatalf("what was undone comes back: %+v", held(t, ws, id).Aside)
	}
	if in := bring(); !in.Known || len(held(t, ws, id).Aside) != 3 {
		t.Errorf("brought twice: %+v", held(t, ws, id).Aside)
	}
	waits := held(t, ws, id).Aside
	if _, err := ws.Calendars.Settle(ctx, id, waits[0].ID, scheduling.Settling{Pick: calendar.Later}, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := ws.Keeping.Remove(ctx, id, calendar.AsideList+"/"+waits[1].ID, ""); err != nil {
		t.Fatal(err)
	}
	if in := bring(); !in.Known || len(held(t, ws, id).Aside) != 1 || held(t, ws, id).Aside[0].Title != "Fair" {
		t.Errorf("settled and dropped once more: %+v", held(t, ws, id).Aside)
	}
}

func TestWhatStandsInTheFileAloneComesWhenThereIsRoomForIt(t *testing.T) {
	ws := opened(t)
	var b strings.Builder
	b.WriteString(head + event("SUMMARY:Easter Monday", "DTSTART;VALUE=DATE:20260406"))
	for i := range 1002 {
		b.WriteString(event(fmt.Sprintf("SUMMARY:Call %d", i), "DTSTART:20260601T080000", "DTEND:20260601T090000"))
	}
	file := []byte(b.String() + "END:VCALENDAR\n")
	in, err := ws.Calendars.Import(ctx, "calls.ics", file, calendar.ReadAs{}, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct{ drop, aside, left int }{{0, 1000, 2}, {1, 1000, 1}, {1, 1000, 0}} {
		for _, p := range held(t, ws, in.ID).Aside[:want.drop] {
			if _, err := ws.Keeping.Remove(ctx, in.ID, calendar.AsideList+"/"+p.ID, ""); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := ws.Calendars.ImportInto(ctx, in.ID, "calls.ics", file, calendar.ReadAs{}, ""); err != nil {
			t.Fatal(err)
		}
		if h := held(t, ws, in.ID); len(h.Aside) != want.aside || h.AsideLeft != want.left {
			t.Errorf("%d kept and %d left after %d dropped, want %d and %d", len(h.Aside), h.AsideLeft, want.drop, want.aside, want.left)
		}
	}
	// Another file of which nothing waited here adds what it has no room for.
	other := head + event("SUMMARY:Whit Monday", "DTSTART;VALUE=DATE:20260525") + event("SUMMARY:Fair", "DTSTART:20260602T080000", "DTEND:20260602T090000") + "END:VCALENDAR\n"
	if _, err := ws.Calendars.ImportInto(ctx, in.ID, "fair.ics", []byte(other), calendar.ReadAs{}, ""); err != nil || held(t, ws, in.ID).AsideLeft != 1 {
		t.Errorf("%d left: %v", held(t, ws, in.ID).AsideLeft, err)
	}
}

func TestOneAnswerSettlesAllThatAskTheSame(t *testing.T) {
	ws := opened(t)
	zoned := func(day, zone string) string {
		return event("SUMMARY:"+day, "CATEGORIES:PEAK", "DTSTART;TZID="+zone+":"+day+"T080000", "DTEND;TZID="+zone+":"+day+"T200000")
	}
	file := head + event("SUMMARY:Christmas", "DTSTART;VALUE=DATE:20261225") +
		zoned("20261101", "Mars/Olympus") + zoned("20261102", "Mars/Olympus") + zoned("20261103", "Mars/Pavonis") +
		event("SUMMARY:Night", "CATEGORIES:PEAK", "DTSTART:20261025T023000", "DTEND:20261025T040000") + "END:VCALENDAR\n"
	in, err := ws.Calendars.Import(ctx, "plant.ics", []byte(file), calendar.ReadAs{}, "")
	if err != nil {
		t.Fatal(err)
	}
	waits := held(t, ws, in.ID).Aside
	if len(waits) != 4 {
		t.Fatalf("%+v", waits)
	}
	if _, err := ws.Calendars.Settle(ctx, in.ID, waits[0].ID, scheduling.Settling{Zone: "America/New_York", Alike: true}, ""); err != nil {
		t.Fatal(err)
	}
	if h := held(t, ws, in.ID); len(h.Aside) != 2 || len(h.Periods) != 2 || h.Periods[1].Begin.Local.String() != "2026-11-02T14:00:00" {
		t.Errorf("%+v %+v", h.Aside, h.Periods)
	}
	if u, err := ws.Records.Undo(ctx, in.ID, ""); err != nil || !u.Done || len(held(t, ws, in.ID).Aside) != 4 {
		t.Errorf("one step: %+v %v", u, err)
	}
}

func TestAZoneThatAPersonNamesStandsForNamesNobodyKnows(t *testing.T) {
	ws := opened(t)
	file := strings.Replace(head, "X-WR-TIMEZONE:Europe/Berlin\n", "", 1) + event("SUMMARY:Week", "CATEGORIES:HOURS",
		"DTSTART;TZID=Plant Time:20260105T090000", "DTEND;TZID=Plant Time:20260105T170000", "RRULE:FREQ=WEEKLY;BYDAY=MO") + "END:VCALENDAR\n"
	if _, err := ws.Calendars.Import(ctx, "plant.ics", []byte(file), calendar.ReadAs{}, ""); err == nil {
		t.Error("a zone was guessed")
	}
	in, err := ws.Calendars.Import(ctx, "plant.ics", []byte(file), calendar.ReadAs{Zone: "Europe/Berlin"}, "")
	if err != nil || in.Accepted != 1 || len(held(t, ws, in.ID).Week) != 1 {
		t.Fatalf("%+v %v", in, err)
	}
	// The zone of a calendar that a file goes into is no answer to that.
	if in, err := ws.Calendars.ImportInto(ctx, in.ID, "plant.ics", []byte(file), calendar.ReadAs{}, ""); err != nil || in.Accepted != 0 || len(held(t, ws, in.ID).Aside) != 1 {
		t.Errorf("%+v %v", in, err)
	}
}

func TestAFileOfWhichEverythingIsAskedMakesACalendarInWhichItWaits(t *testing.T) {
	ws := opened(t)
	night := func(name string) []byte {
		return []byte(head + event("SUMMARY:"+name, "CATEGORIES:MAINTENANCE", "DTSTART:20261025T023000", "DTEND:20261025T040000") + "END:VCALENDAR\n")
	}
	in, err := ws.Calendars.Import(ctx, "plant.ics", night("Patches"), calendar.ReadAs{}, "")
	if err != nil || in.Accepted != 0 || in.ID == "" {
		t.Fatalf("%+v %v", in, err)
	}
	waits := held(t, ws, in.ID).Aside
	if len(waits) != 1 || waits[0].Asks() != calendar.AsksPick {
		t.Fatalf("%+v", waits)
	}
	if again, err := ws.Calendars.Import(ctx, "plant.ics", night("Patches"), calendar.ReadAs{}, ""); err != nil || !again.Known || again.ID != in.ID {
		t.Errorf("%+v %v", again, err)
	}
	if other, err := ws.Calendars.Import(ctx, "plant.ics", night("Backups"), calendar.ReadAs{}, ""); err != nil || other.Known || other.ID == in.ID {
		t.Errorf("another one of the same name: %+v %v", other, err)
	}
	if _, err := ws.Calendars.Settle(ctx, in.ID, waits[0].ID, scheduling.Settling{Pick: calendar.Earlier}, ""); err != nil || len(held(t, ws, in.ID).Periods) != 1 {
		t.Errorf("%v", err)
	}
	if _, err := ws.Calendars.Import(ctx, "none.ics", []byte(head+"END:VCALENDAR\n"), calendar.ReadAs{}, ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("a file without entries: %v", err)
	}
}

func TestAnAnswerSaysWhichHolidaysNobodyWroteDown(t *testing.T) {
	ws := opened(t)
	file := head + event("SUMMARY:Week", "CATEGORIES:HOURS", "DTSTART:20200106T090000", "DTEND:20200106T170000", "RRULE:FREQ=WEEKLY;BYDAY=MO,TU") +
		event("SUMMARY:Coming of age", "DTSTART;VALUE=DATE:20200113", "RRULE:FREQ=YEARLY;BYMONTH=1;BYDAY=2MO") + "END:VCALENDAR\n"
	in, err := ws.Calendars.Import(ctx, "k.ics", []byte(file), calendar.ReadAs{}, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		from, to, hours string
		unknown         bool
	}{{"2024-01-08 09:00", "2024-01-09 17:00", "8h", false}, {"2033-01-10 09:00", "2033-01-11 17:00", "16h", true}} {
		a, err := ws.Calendars.Between(ctx, in.ID, c.from, c.to, "")
		if err != nil || scheduling.LengthText(a.Business) != c.hours || (a.Unknown.Key != "") != c.unknown {
			t.Errorf("%s: %v %+v %v", c.from, a.Business, a.Unknown, err)
		}
	}
}

func TestAFileOfThousandsOfTimesIsFoundAgain(t *testing.T) {
	ws := opened(t)
	file := []byte(head + event("SUMMARY:Last Friday", "CATEGORIES:PEAK", "DTSTART:20260105T110000", "DTEND:20260105T120000", "RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=600") +
		event("SUMMARY:Abroad", "CATEGORIES:MAINTENANCE", "DTSTART;TZID=America/New_York:20260101T010000", "DTEND;TZID=America/New_York:20260101T020000", "RRULE:FREQ=DAILY;COUNT=2000") +
		event("SUMMARY:Batch", "CATEGORIES:MAINTENANCE", "DTSTART:20260105T020000", "DTEND:20260105T030000", "RRULE:FREQ=DAILY;COUNT=10000") + "END:VCALENDAR\n")
	first, err := ws.Calendars.Import(ctx, "k.ics", file, calendar.ReadAs{}, "")
	if err != nil || first.Known {
		t.Fatalf("%+v %v", first.Known, err)
	}
	h := held(t, ws, first.ID)
	if len(h.Aside) == 0 || len(h.Periods)+len(h.Aside) != 600+2000+1 || h.Version != first.Calendar.Version {
		t.Errorf("%d periods, %d wait, version %s and %s", len(h.Periods), len(h.Aside), h.Version, first.Calendar.Version)
	}
	if again, err := ws.Calendars.Import(ctx, "k.ics", file, calendar.ReadAs{}, ""); err != nil || !again.Known || again.ID != first.ID {
		t.Errorf("%v %v", again.Known, err)
	}
}
