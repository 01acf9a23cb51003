package plaintable_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/ingest/plaintable"
)

func read(t *testing.T, text string, o incident.Options) ([]incident.Row, incident.Told) {
	t.Helper()
	var rows []incident.Row
	told, err := plaintable.Any().Read(context.Background(), strings.NewReader(text), o, func(r incident.Row) error {
		rows = append(rows, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows, told
}

var berlin = incident.Options{Zone: "Europe/Berlin"}

func TestATableComesInByItsHeaders(t *testing.T) {
	rows, told := read(t, "\ufeffNumber;Short description;Severity;Opened;Resolved;Service;Assigned to;Floor\r\n"+
		"INC1;\"Checkout\r\nis slow\";2 - High;2026-03-01 10:00;2026-03-01 11:30;checkout, search;Ada;7\r\n"+
		"\r\nNumber;Short description;Severity;Opened;Resolved;Service;Assigned to;Floor\r\n"+
		"INC2;Search is down;?;2026-03-02 10:00;N/A;;;-100\r\n", berlin)
	if len(told.Questions) != 0 || len(rows) != 2 {
		t.Fatalf("%d rows, %+v", len(rows), told.Questions)
	}
	a, b := rows[0].Snapshot, rows[1].Snapshot
	if a.Key != "INC1" || a.Title != "Checkout is slow" || a.Severity != "2 - High" || len(a.Services) != 2 || len(a.People) != 1 ||
		a.Moments[incident.Detected].At != "2026-03-01T10:00:00+01:00" || len(a.Raw) != 1 || a.Raw[0].Value != "7" || rows[0].Line != 2 {
		t.Errorf("the first is %+v", a)
	}
	if _, resolved := b.Moments[incident.Resolved]; resolved || b.Severity != "" || len(b.Raw) != 0 || rows[1].Line != 6 {
		t.Errorf("the second, in line %d, is %+v", rows[1].Line, b)
	}
	if len(told.Uses) != 8 || told.Uses[7].Target != "raw" {
		t.Errorf("fields: %+v", told.Uses)
	}
}

func TestTheOrderOfDayAndMonthIsDecidedByTheWholeColumnOrAsked(t *testing.T) {
	const head = "id,title,opened\n"
	rows, _ := read(t, head+"1,a,03/04/2026 10:00\n2,b,29/04/2026 10:00\n", berlin)
	if got := rows[0].Snapshot.Moments[incident.Detected].At; got != "2026-04-03T10:00:00+02:00" {
		t.Errorf("read as %s", got)
	}
	rows, _ = read(t, head+"1,a,29-02-2016 01:16\n", berlin)
	if got := rows[0].Snapshot.Moments[incident.Detected].At; got != "2016-02-29T01:16:00+01:00" {
		t.Errorf("read as %s", got)
	}
	rows, told := read(t, head+"1,a,03/04/2026 10:00\n", berlin)
	if len(rows) != 0 || len(told.Questions) != 1 || told.Questions[0].Key != incident.AskDayOrder || told.Questions[0].Field != "opened" {
		t.Errorf("%d rows, %+v", len(rows), told.Questions)
	}
	rows, _ = read(t, head+"1,a,03/04/2026 10:00\n", incident.Options{Zone: "UTC", DayOrder: "month"})
	if got := rows[0].Snapshot.Moments[incident.Detected].At; got != "2026-03-04T10:00:00Z" {
		t.Errorf("read as %s", got)
	}
}

func TestAColumnThatShowsItsOrderIsReadSoWhateverWasSaid(t *testing.T) {
	rows, _ := read(t, "id,title,opened\n1,a,03/04/2026 10:00\n2,b,03/29/2026 10:00\n", incident.Options{Zone: "UTC", DayOrder: "day"})
	for i, want := range []string{"2026-03-04T10:00:00Z", "2026-03-29T10:00:00Z"} {
		if rows[i].Refused != nil || rows[i].Snapshot.Moments[incident.Detected].At != want {
			t.Errorf("row %d: %+v", i, rows[i])
		}
	}
}

func TestAQuoteThatIsNotClosedTakesNoOtherRowAlong(t *testing.T) {
	const zoned = ",2026-03-04T10:00:00Z\n"
	rows, _ := read(t, "\ufeffid,title,opened\n0,first"+zoned+"\n1,\"Checkout is slow"+zoned+"2,\"Search, too\""+zoned+
		"3,third"+zoned+"\n4,\"of two\nlines\""+zoned+"5,\"x\"y"+zoned+"6,last"+zoned, incident.Options{})
	type got struct {
		line  int
		title string
		text  string
	}
	want := []got{{2, "first", ""}, {4, "", "1,\"Checkout is slow,2026-03-04T10:00:00Z"}, {5, "Search, too", ""}, {6, "third", ""},
		{8, "of two lines", ""}, {10, "", "5,\"x\"y,2026-03-04T10:00:00Z"}, {11, "last", ""}}
	var have []got
	for _, r := range rows {
		g := got{line: r.Line}
		if r.Refused != nil {
			g.text = r.Refused.Text
		} else {
			g.title = r.Snapshot.Title
		}
		have = append(have, g)
	}
	if !slices.Equal(have, want) {
		t.Errorf("read as\n%+v, want\n%+v", have, want)
	}
}

func TestLinesBehindAnOpenQuoteThatAreNoWholeRowsAreRefused(t *testing.T) {
	rows, _ := read(t, "id,title,opened\n1,\"a long\ntext, with \"signs\" in it\",2026-03-04T10:00:00Z\n2,b,2026-03-04T10:00:00Z\n", incident.Options{})
	if len(rows) != 3 || rows[0].Refused == nil || rows[1].Refused == nil || rows[1].Line != 3 || rows[2].Refused != nil || rows[2].Snapshot.Key != "2" {
		t.Errorf("read as %+v", rows)
	}
}

func TestAZoneIsAskedForAndNeverInvented(t *testing.T) {
	const text = "id,title,opened\n1,a,2026-03-04 10:00\n"
	rows, told := read(t, text, incident.Options{})
	if len(rows) != 0 || len(told.Questions) != 1 || told.Questions[0].Key != incident.AskZone {
		t.Fatalf("%d rows, %+v", len(rows), told.Questions)
	}
	rows, _ = read(t, text, incident.Options{Zone: "-"})
	if got := rows[0].Snapshot.Moments[incident.Detected].At; got != "2026-03-04T10:00:00" {
		t.Errorf("read as %s", got)
	}
	if rows, told = read(t, "id,title,opened\n1,a,2026-03-04T10:00:00Z\n", incident.Options{}); len(rows) != 1 || len(told.Questions) != 0 {
		t.Errorf("a file with zones was asked about: %+v", told.Questions)
	}
}

func TestHoursThatWereTwiceOrNeverAreRefusedWithTheirLine(t *testing.T) {
	rows, _ := read(t, "id,title,opened\n1,a,2026-10-25 02:30\n2,b,2026-03-29 02:30\n3,c,soon\n4,\"d,2026-01-01 10:00\n", incident.Options{Zone: "Europe/Madrid"})
	want := []string{incident.Ambiguous, incident.NoSuchTime, incident.BadTime, incident.Broken}
	if len(rows) != len(want) {
		t.Fatalf("%d rows", len(rows))
	}
	for i, r := range rows {
		if r.Refused == nil || r.Refused.Reason != want[i] || r.Line != i+2 {
			t.Errorf("row %d: %+v", i, r)
		}
	}
}

func TestARowWithOneWrongTimeComesWithItsRest(t *testing.T) {
	rows, _ := read(t, "id,title,opened,resolved,updated\n1,a,soon,2026-03-04T11:00:00Z,\n2,b,soon,later,\n3,c,,,soon\n", incident.Options{})
	if r := rows[0]; r.Refused == nil || r.Refused.Params[incident.ParamTarget] != "moments.detected" || r.Snapshot == nil || r.Snapshot.Title != "a" || len(r.Snapshot.Moments) != 1 {
		t.Errorf("one wrong time: %+v", r)
	}
	for _, r := range rows[1:] {
		if r.Refused == nil || r.Refused.Params[incident.ParamTarget] != "" || r.Snapshot != nil {
			t.Errorf("no rest: %+v", r)
		}
	}
}

func TestATableWithoutATitleAsksWhichColumnItIs(t *testing.T) {
	const text = "nr,what,when\n1,Checkout is slow,2026-03-04T10:00:00Z\n"
	rows, told := read(t, text, incident.Options{})
	if len(rows) != 0 || len(told.Questions) != 1 || told.Questions[0].Key != incident.AskMapping || len(told.Headers) != 3 {
		t.Fatalf("%d rows, %+v", len(rows), told)
	}
	rows, _ = read(t, text, incident.Options{Mapping: map[string]string{"nr": "key", "what": "title", "when": "moments.started"}})
	if len(rows) != 1 || rows[0].Snapshot.Title != "Checkout is slow" || rows[0].Snapshot.Moments[incident.Started].At == "" {
		t.Errorf("%+v", rows)
	}
}

func TestBytesThatAreNoTextAreRefusedAndTheRestComesIn(t *testing.T) {
	rows, _ := read(t, "id,title\n1,caf\xe9\n2,b\n", berlin)
	if len(rows) != 2 || rows[0].Refused == nil || rows[0].Refused.Reason != incident.BadText || rows[1].Snapshot == nil {
		t.Errorf("%+v", rows)
	}
}

func TestOnlyTablesLookLikeTables(t *testing.T) {
	for text, want := range map[string]bool{
		"id,title\n1,a\n": true, "number;short description\n": true, "{\"a\": 1, \"b\": 2}\n": false, "# A heading\n": false, "": false,
	} {
		if got := plaintable.Any().Sniff(strings.NewReader(text)) > 0; got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func FuzzNoBytesMakeTheReaderFail(f *testing.F) {
	for _, text := range []string{"id,title,opened\n1,a,2026-03-04 10:00\n", "a;b\n\"", "\ufeffid\ttitle\n\xff\t1\n", "id,title\n1,a,3\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rows := 0
		_, err := plaintable.Any().Read(context.Background(), strings.NewReader(text), incident.Options{Zone: "UTC", DayOrder: "day"}, func(r incident.Row) error {
			rows++
			if r.Snapshot == nil && r.Refused == nil {
				t.Errorf("row %d is neither taken nor refused", rows)
			}
			return nil
		})
		if err != nil && rows > 0 {
			t.Errorf("%d rows and then %v", rows, err)
		}
	})
}

func TestAKeyMadeOfTheWordsIsMadeAnewWithTheMomentThatWasWrong(t *testing.T) {
	const head = "title,started\n"
	rows, _ := read(t, head+"Disk full,soon\nDisk full,later\n", berlin)
	right, _ := read(t, head+"Disk full,2026-01-05 10:00\n", berlin)
	zone, ok := timeline.ParseZone("Europe/Berlin")
	if !ok {
		t.Fatal("no such zone")
	}
	first := incident.Refusal{Quarantined: *rows[0].Refused, Snapshot: rows[0].Snapshot}
	second := incident.Refusal{Quarantined: *rows[1].Refused, Snapshot: rows[1].Snapshot}
	a, reason := first.Mend("2026-01-05 10:00", 0, zone)
	b, _ := second.Mend("2026-02-05 10:00", 0, zone)
	if reason != "" || a.Key == b.Key {
		t.Errorf("two incidents have one key: %q %s", a.Key, reason)
	}
	if want := right[0].Snapshot; a.Key != want.Key || a.Moments[incident.Started].At != want.Moments[incident.Started].At {
		t.Errorf("the mended row is %s at %s, the corrected file says %s at %s", a.Key, a.Moments[incident.Started].At, want.Key, want.Moments[incident.Started].At)
	}
	if first.Alike(second) || !first.Alike(first) {
		t.Error("soon is later")
	}
}

func TestRowsThatSayNothingAreNotAlike(t *testing.T) {
	q := incident.Refusal{Quarantined: intake.Quarantined{Field: "key", Reason: incident.NoKey}, Snapshot: &incident.Snapshot{}}
	if q.Alike(q) {
		t.Error("one key would be given to both")
	}
}
