package obligating_test

import (
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/keeping"
	"secondstory/backend/service/obligating"
)

// newCalendar is an office that is closed on one Friday.
func newCalendar(week []record.Doc) keeping.New {
	n := keeping.New{Kind: calendar.Kind, Fields: record.Doc{"title": "Office", "zone": "America/New_York"},
		Parts: []keeping.Part{{Collection: calendar.HolidayList, Fields: record.Doc{"on": "2026-07-03", "name": "Holiday"}}}}
	for _, doc := range week {
		n.Parts = append(n.Parts, keeping.Part{Collection: calendar.WeekHours, Fields: doc})
	}
	return n
}

// office is open on weekdays.
func office() (week []record.Doc) {
	for _, day := range calendar.Days[:5] {
		week = append(week, record.Doc{"day": day, "from": "09:00", "to": "17:00"})
	}
	return week
}

// Who edits a calendar learns which limits end otherwise, and nothing of those that need none.
func TestWhatHangsOnACalendarIsToldWithItsEndsBeforeAndAfter(t *testing.T) {
	d := newDesk(t)
	d.now = time.Date(2026, 7, 2, 8, 0, 0, 0, time.UTC)
	d.set("started", "2026-07-01 09:00")
	made, err := d.ws.Keeping.Create(ctx, newCalendar(office()))
	d.must(made, err)
	saved, err := d.s.Begin(ctx, obligating.Start{Subject: d.review, Pack: "sec-8k", Calendar: made.ID})
	d.must(saved, err)
	gdpr, err := d.s.Begin(ctx, obligating.Start{Subject: d.review, Pack: "gdpr", Calendar: made.ID})
	d.must(gdpr, err)
	d.must(d.s.State(ctx, gdpr.ID, "aware", given("2026-07-01 11:00"), "", ""))
	hanging := func(said string, n int, before, after string) {
		t.Helper()
		list, err := d.s.Hanging(ctx, made.ID, said)
		if err != nil || len(list) != n {
			t.Fatalf("%+v %v", list, err)
		}
		if n == 0 {
			return
		}
		was := ""
		if list[0].Before != nil {
			was = list[0].Before.Case
		}
		if h := list[0]; h.End.Case != after || was != before || !h.Sure || h.About != "Portal showed other bookings" {
			t.Errorf("%q %q, %+v", was, h.End.Case, h)
		}
	}
	hanging("", 0, "", "") // nothing is material yet
	d.must(d.s.State(ctx, saved.ID, "material", given("2026-07-01 11:00"), "", ""))
	said, err := d.s.Said(ctx, made.ID)
	d.must(saved, err)
	hanging(said, 1, "", "2026-07-08 17:30 EDT")
	added, err := d.ws.Keeping.Add(ctx, made.ID, calendar.HolidayList, record.Doc{"on": "2026-07-06", "name": "Another"}, "", "")
	d.must(added, err)
	hanging(said, 1, "2026-07-08 17:30 EDT", "2026-07-09 17:30 EDT")
	_, err = d.ws.Records.Undo(ctx, made.ID, "")
	d.must(saved, err)
	hanging(said, 1, "", "2026-07-08 17:30 EDT")
	// One that says nothing about the days counts by weekdays, before an edit and after it.
	_, err = d.ws.Keeping.SetField(ctx, made.ID, "valid_from", []byte(`"2027-01-01"`), "")
	d.must(saved, err)
	hanging(said, 1, "2026-07-08 17:30 EDT", "2026-07-07 17:30 EDT")
	outside, err := d.s.Said(ctx, made.ID)
	d.must(saved, err)
	_, err = d.ws.Keeping.SetField(ctx, made.ID, "valid_from", []byte(`null`), "")
	d.must(saved, err)
	hanging(outside, 1, "2026-07-07 17:30 EDT", "2026-07-08 17:30 EDT")
	_, err = d.s.Submit(ctx, saved.ID, obligating.Sent{Step: "form", At: given("2026-07-02 03:00"), Role: "counsel"}, "")
	d.must(obligating.Saved{}, err)
	hanging(outside, 0, "", "")
}
