package cli_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"secondstory/backend/cli"
)

type calendarDoc struct {
	Ref, ID, Kind, Title, Zone string
	Week                       []struct{ ID, Day, From, To string }
	Holidays                   []struct {
		ID, On, Name string
		Yearly       bool
	}
	Exceptions []struct {
		ID, On string
		Hours  []string
	}
	Trashed bool
}

func (d *desk) newCalendar(t *testing.T, title string) (ref string) {
	t.Helper()
	ref = parse[struct{ Ref string }](t, d.ok("record", "create", "calendar", "title="+title, "zone=Europe/London", "--json")).Ref
	if !strings.HasPrefix(ref, "CAL-26-") {
		t.Fatal(ref)
	}
	return ref
}

func (d *desk) calendar(t *testing.T, ref string) calendarDoc {
	t.Helper()
	return parse[calendarDoc](t, d.ok("record", "show", ref, "--json"))
}

func TestARecordThatIsNoReviewIsMadeChangedTakenBackAndTrashed(t *testing.T) {
	d := newDesk(t)
	ref := d.newCalendar(t, "Office")
	part := parse[struct{ ID string }](t, d.ok("record", "add", ref, "week", "day=monday", "from=9:00", "to=17:00", "--json")).ID
	if c := d.calendar(t, ref); c.Kind != "calendar" || c.Title != "Office" || len(c.Week) != 1 || c.Week[0].From != "09:00" || c.Week[0].ID != part {
		t.Fatalf("%+v", c)
	}
	d.ok("record", "set", ref, "title=Office in London", "week/"+part+"/to=18:00")
	if c := d.calendar(t, ref); c.Title != "Office in London" || c.Week[0].To != "18:00" {
		t.Fatalf("%+v", c)
	}
	if out := d.ok("record", "undo", ref); !strings.Contains(out, ref) {
		t.Error(out)
	}
	if c := d.calendar(t, ref); c.Title != "Office" || c.Week[0].To != "17:00" {
		t.Fatalf("%+v", c)
	}
	d.ok("record", "redo", ref)
	history := d.ok("record", "history", ref)
	for _, words := range []string{"Begun", "Entry added · Weekly hours", "Field changed"} {
		if !strings.Contains(history, words) {
			t.Errorf("%q is not in\n%s", words, history)
		}
	}
	if out := d.ok("record", "history", ref, "week/"+part+"/to"); !strings.Contains(out, "17:00") || !strings.Contains(out, "18:00") {
		t.Error(out)
	}
	step := parse[struct{ History []struct{ Step int64 } }](t, d.ok("record", "history", ref, "--json")).History
	first := step[len(step)-1].Step
	if out := d.ok("record", "history", ref, "--at", strconv.FormatInt(first, 10)); !strings.Contains(out, "Title: Office") || strings.Contains(out, "monday") {
		t.Error(out)
	}
	d.ok("record", "remove", ref+"/week/"+part)
	if c := d.calendar(t, ref); len(c.Week) != 0 {
		t.Fatalf("%+v", c)
	}
	d.ok("record", "restore", ref+"/week/"+part)
	d.ok("record", "remove", ref)
	if out := d.ok("record", "list", "CAL"); strings.Contains(out, ref) {
		t.Error(out)
	}
	if out := d.ok("record", "list", "calendar", "--trash"); !strings.Contains(out, ref) {
		t.Error(out)
	}
	if out := d.ok("review", "list", "--trash"); strings.Contains(out, ref) {
		t.Error(out)
	}
	d.ok("record", "restore", ref)
	if c := d.calendar(t, ref); c.Trashed || len(c.Week) != 1 {
		t.Fatalf("%+v", c)
	}
}

func TestValuesThatNoCalendarCanHaveAreRefusedAndChangeNothing(t *testing.T) {
	d := newDesk(t)
	ref := d.newCalendar(t, "Office")
	part := parse[struct{ ID string }](t, d.ok("record", "add", ref, "week", "day=monday", "from=09:00", "to=17:00", "--json")).ID
	before := d.ok("record", "show", ref, "--json")
	for _, wrong := range [][]string{
		{"record", "set", ref, "zone=Atlantis/Capital"},
		{"record", "set", ref, "title="},
		{"record", "set", ref, "week/" + part + "/to=08:00"},
		{"record", "set", ref, "week/" + part + "/to=soon"},
		{"record", "set", ref, "week/" + part + "/severity=SEV1"},
		{"record", "set", ref, "valid_from=2026-05-01", "valid_to=2026-04-01"},
		{"record", "add", ref, "holidays", "name=No date"},
		{"record", "add", ref, "exceptions", "on=2026-04-31"},
		{"record", "add", ref, "exceptions", "on=2026-04-30", "hours=12:00-09:00"},
		{"record", "add", ref, "periods", "kind=peak", "name=No days"},
		{"record", "add", ref, "timeline", "text=x"},
		{"record", "create", "calendar", "zone=UTC"},
		{"record", "create", "menu", "title=x"},
	} {
		if c := d.do(wrong...); c.status != cli.Failed && c.status != cli.Usage || strings.Contains(c.err, "internal") {
			t.Errorf("%v: %+v", wrong, c)
		}
	}
	if after := d.ok("record", "show", ref, "--json"); after != before {
		t.Errorf("%s\n%s", before, after)
	}
	if list := d.ok("record", "list", "calendar"); strings.Count(list, "\n") != 1 {
		t.Error(list)
	}
}

func TestTwoPeopleShareACalendarAndDecideWhatBothChanged(t *testing.T) {
	a, b, folder := twoDesks(t)
	ref := a.newCalendar(t, "Office")
	part := parse[struct{ ID string }](t, a.ok("record", "add", ref, "week", "day=monday", "from=09:00", "to=17:00", "--json")).ID
	a.ok("space", "add", "Payments", folder)
	a.ok("space", "share", "Payments", ref)
	a.ok("sync")
	b.ok("space", "add", "Payments", folder)
	b.ok("sync")
	if c := b.calendar(t, ref); len(c.Week) != 1 || c.Zone != "Europe/London" {
		t.Fatalf("%+v", c)
	}
	a.ok("record", "set", ref, "week/"+part+"/to=18:00")
	b.ok("record", "set", ref, "week/"+part+"/from=08:00")
	b.ok("record", "add", ref, "holidays", "on=2026-12-25", "name=Christmas Day", "yearly=yes")
	a.ok("sync")
	if c := b.do("sync"); c.status != cli.NeedsPerson {
		t.Fatalf("%+v", c)
	}
	list := b.do("conflicts", "list")
	if !strings.Contains(list.out, ref) || !strings.Contains(list.out, "eekly hours") {
		t.Fatalf("%+v", list)
	}
	ask := parse[struct {
		Conflicts []struct {
			ID, Ref string
			Choices []string
		}
	}](t, b.do("conflicts", "list", "--json").out).Conflicts
	if len(ask) != 1 || ask[0].Ref != ref || len(ask[0].Choices) < 2 {
		t.Fatalf("%+v", ask)
	}
	b.ok("conflicts", "resolve", ask[0].ID, "--keep", "2")
	b.ok("sync")
	a.ok("sync")
	ca, cb := a.calendar(t, ref), b.calendar(t, ref)
	if len(ca.Week) != 1 || ca.Week[0] != cb.Week[0] || len(ca.Holidays) != 1 || ca.Holidays[0].Name != "Christmas Day" {
		t.Errorf("%+v\n%+v", ca, cb)
	}
	if out := a.ok("conflicts", "list", "--all"); !strings.Contains(out, ref) {
		t.Error(out)
	}
}

func TestACalendarIsEditedByHandInItsMirror(t *testing.T) {
	a, _, folder := twoDesks(t)
	ref := a.newCalendar(t, "Office")
	part := parse[struct{ ID string }](t, a.ok("record", "add", ref, "week", "day=monday", "from=09:00", "to=17:00", "--json")).ID
	a.ok("space", "add", "Payments", folder)
	a.ok("space", "share", "Payments", ref)
	a.ok("sync")
	dir := t.TempDir()
	a.ok("space", "mirror", "Payments", dir, "--once")
	found, err := filepath.Glob(filepath.Join(dir, "hours", "*", "*", "*", "week.yaml"))
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	text, err := os.ReadFile(found[0])
	if err != nil || !strings.Contains(string(text), part) || !strings.Contains(string(text), "day: monday") {
		t.Fatalf("%s %v", text, err)
	}
	if err := os.WriteFile(found[0], []byte(strings.Replace(string(text), "17:00", "16:30", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	out := a.ok("space", "mirror", "Payments", "--once", "--json")
	if !strings.Contains(out, ref) {
		t.Error(out)
	}
	if c := a.calendar(t, ref); c.Week[0].To != "16:30" {
		t.Errorf("%+v", c)
	}
}

func TestALeakInACalendarHoldsItBack(t *testing.T) {
	a, _, folder := twoDesks(t)
	ref := a.newCalendar(t, "Office")
	a.ok("space", "add", "Payments", folder)
	a.ok("space", "roster", "add", "Ingrid Halvorsen")
	a.ok("record", "set", ref, "note=Ask Ingrid Halvorsen before you change it")
	c := a.do("space", "share", "Payments", ref)
	if c.status == cli.Done || !strings.Contains(c.out+c.err, "Ingrid Halvorsen") || !strings.Contains(c.out+c.err, "Note") {
		t.Errorf("a name went out: %+v", c)
	}
}

func TestACalendarMovesToAnotherSpace(t *testing.T) {
	a, b, folder := twoDesks(t)
	other, _, second := twoDesks(t)
	_ = other
	ref := a.newCalendar(t, "Office")
	a.ok("space", "add", "Payments", folder)
	a.ok("space", "add", "Platform", second)
	a.ok("space", "share", "Payments", ref)
	a.ok("sync")
	b.ok("space", "add", "Payments", folder)
	b.ok("space", "add", "Platform", second)
	b.ok("sync")
	a.ok("record", "set", ref, "space=Platform")
	a.ok("sync")
	a.ok("sync")
	b.ok("sync")
	b.ok("sync")
	if c := b.calendar(t, ref); c.Trashed || c.Title != "Office" {
		t.Errorf("%+v", c)
	}
	if out := b.ok("record", "list", "calendar"); !strings.Contains(out, ref) {
		t.Error(out)
	}
}
