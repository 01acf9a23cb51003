package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/app"
	"secondstory/backend/domain/fault"
)

func TestACalendarIsMadeReadFixedAndTakenBackFromTheWindow(t *testing.T) {
	b := start(t)
	calendars, records := app.NewCalendars(b.App), app.NewRecords(b.App)
	made := must[app.Created](t)(calendars.Create("Office", "Europe/London", ""))
	if rows := must[[]app.CalendarRow](t)(calendars.List(false)); len(rows) != 1 || rows[0].Ref != made.Ref {
		t.Fatalf("%+v", rows)
	}
	must[app.Added](t)(calendars.Add(made.Ref, "holidays", `{"on":"2026-04-03","name":"Good Friday"}`, ""))
	twice := must[app.Added](t)(calendars.Add(made.Ref, "holidays", `{"on":"2026-04-03","name":"Again"}`, ""))
	doc := must[app.CalendarDoc](t)(calendars.Get(made.Ref, 2026, "2026-04-02T15:30", ""))
	if len(doc.Week) != 5 || len(doc.Holidays) != 2 || len(doc.Days) != 365 || len(doc.Findings) != 1 || doc.Due[2].At != "2026-04-06T15:30:00+01:00" {
		t.Fatalf("%+v", doc)
	}
	f := doc.Findings[0]
	if _, err := calendars.Fix(made.Ref, 2026, f.Place, "calendar.lint_endless", f.Path, ""); err == nil {
		t.Error("another finding was answered than the one that was read")
	}
	must[app.Written](t)(calendars.Fix(made.Ref, 2026, f.Place, f.Key, f.Path, ""))
	if doc = must[app.CalendarDoc](t)(calendars.Get(made.Ref, 2026, "", "")); len(doc.Holidays) != 1 || len(doc.Findings) != 0 {
		t.Errorf("%+v", doc.Findings)
	}
	if u := must[app.UndoResult](t)(records.Undo(made.Ref, "")); !u.Done {
		t.Errorf("%+v", u)
	}
	must[app.Written](t)(calendars.Set(made.Ref, `[{"path":"holidays/`+twice.ID+`/on","base":"2026-04-03","value":"2026-04-06"},{"path":"title","base":"Office","value":"London"}]`, ""))
	if _, err := calendars.Set(made.Ref, `[{"path":"title","base":"Office","value":"Leeds"}]`, ""); !fault.Is(err, fault.Conflict) {
		t.Errorf("what somebody else wrote was overwritten: %v", err)
	}
	if _, err := calendars.Set(made.Ref, `[{"path":"title","base":"London","value":"Late"},{"path":"zone","value":"Nowhere"}]`, ""); err == nil {
		t.Error("a zone that is none was taken")
	}
	doc = must[app.CalendarDoc](t)(calendars.Get(made.Ref, 2026, "2026-04-02T15:30", ""))
	if doc.Title != "London" || doc.Due[2].At != "2026-04-07T15:30:00+01:00" {
		t.Errorf("%+v", doc.Due)
	}
	if doc = must[app.CalendarDoc](t)(calendars.Get(made.Ref, 2026, "2026-10-25T01:30", "")); !strings.Contains(doc.Stopped, "2026-10-25 01:30") {
		t.Errorf("a time that exists twice: %q", doc.Stopped)
	}
	if later := must[app.CalendarDoc](t)(calendars.Get(made.Ref, 2026, "2026-10-25T01:30", "later")); !doc.Picks || !later.Picks || later.At != "2026-10-25T01:30:00Z" {
		t.Errorf("the later of two: %q", later.At)
	}
	saved := must[app.SavedFile](t)(calendars.Export(made.Ref))
	data, err := os.ReadFile(saved.Path)
	if err != nil || filepath.Base(saved.Path) != "London.ics" || !strings.HasPrefix(string(data), "BEGIN:VCALENDAR") {
		t.Fatalf("%+v %v", saved, err)
	}
	in := must[app.CalendarImported](t)(calendars.Import(saved.Path, "", "", 0, ""))
	if in.Ref != made.Ref || !in.Known || in.Read != in.Taken || must[app.CalendarDoc](t)(calendars.Get(in.Ref, 2026, "", "")).Version != doc.Version {
		t.Errorf("%+v", in)
	}
	must[app.Written](t)(calendars.Remove(made.Ref))
	if rows := must[[]app.CalendarRow](t)(calendars.List(true)); len(rows) != 1 {
		t.Errorf("%+v", rows)
	}
	must[app.Written](t)(calendars.Restore(made.Ref))
}

func TestAFileWithSeveralCalendarsIsAskedAboutAndItsOddEntryIsSettledInTheWindow(t *testing.T) {
	b := start(t)
	calendars := app.NewCalendars(b.App)
	path := filepath.Join(t.TempDir(), "two.ics")
	one := func(name string) string {
		return "BEGIN:VCALENDAR\nX-WR-CALNAME:" + name + "\nX-WR-TIMEZONE:Europe/Berlin\nBEGIN:VEVENT\nSUMMARY:Day\nDTSTART;VALUE=DATE:20260406\nEND:VEVENT\n" +
			"BEGIN:VEVENT\nSUMMARY:Talk\nDTSTART:20260407T090000\nDTEND:20260407T100000\nEND:VEVENT\nEND:VCALENDAR\n"
	}
	if err := os.WriteFile(path, []byte(one("North")+one("South")), 0o600); err != nil {
		t.Fatal(err)
	}
	asked := must[app.CalendarImported](t)(calendars.Import(path, "", "", 0, ""))
	if asked.Ref != "" || len(asked.Names) != 2 || len(must[[]app.CalendarRow](t)(calendars.List(false))) != 0 {
		t.Fatalf("%+v", asked)
	}
	in := must[app.CalendarImported](t)(calendars.Import(path, "", "", 2, ""))
	doc := must[app.CalendarDoc](t)(calendars.Get(in.Ref, 2026, "", ""))
	if in.Title != "South" || in.Read != 2 || in.Taken != 1 || len(doc.Aside) != 1 || doc.Aside[0].Asks != "form" {
		t.Fatalf("%+v %+v", in, doc.Aside)
	}
	must[app.Written](t)(calendars.Settle(in.Ref, doc.Aside[0].ID, app.CalendarSettling{Form: "peak"}, ""))
	if doc = must[app.CalendarDoc](t)(calendars.Get(in.Ref, 2026, "", "")); len(doc.Aside) != 0 || len(doc.Periods) != 1 {
		t.Errorf("%+v", doc)
	}
}
