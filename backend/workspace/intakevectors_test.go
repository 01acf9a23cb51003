package workspace_test

import (
	"fmt"
	"strings"
	"testing"

	"secondstory/backend/domain/incident"
	"secondstory/backend/service/registering"
	"secondstory/backend/workspace"
)

func imported(t *testing.T, ws *workspace.Workspace, name, text string) incident.Account {
	t.Helper()
	got, err := ws.Register.Import(ctx, written(t, name, text), registering.Options{Options: incident.Options{Zone: "Europe/Madrid"}}, nil)
	if err != nil || len(got.Questions) > 0 || !got.Import.Account.Holds() {
		t.Fatalf("%s: %+v, %v", name, got, err)
	}
	return got.Import.Account
}

// A07.1, through the reader of tables: 8 times that are none, 5 ends before their beginning and
// 4 severities nobody knows among 1,000 rows.
func TestAThousandRowsComeInButThoseThatSayWhyNot(t *testing.T) {
	var rows strings.Builder
	rows.WriteString("number,title,severity,opened,resolved\n")
	for i := range 1000 {
		severity, opened, resolved := fmt.Sprint(1+i%3), fmt.Sprintf("2026-03-%02d 10:00", 1+i%28), fmt.Sprintf("2026-03-%02d 11:%02d", 1+i%28, i%60)
		switch {
		case i%125 == 7:
			opened = "2026-02-30 10:00"
		case i%200 == 11:
			resolved = "2026-02-27 09:00"
		case i%250 == 13:
			severity = "purple"
		}
		fmt.Fprintf(&rows, "N%d,Slow answer %d,%s,%s,%s\n", i, i, severity, opened, resolved)
	}
	ws := open(t, t.TempDir())
	if got, want := imported(t, ws, "a.csv", rows.String()), (incident.Account{Read: 1000, Created: 983, Quarantined: 17}); got != want {
		t.Errorf("first %+v, want %+v", got, want)
	}
	if got, want := imported(t, ws, "a.csv", rows.String()), (incident.Account{Read: 1000, Unchanged: 983, Quarantined: 17}); got != want {
		t.Errorf("again %+v, want %+v", got, want)
	}
	list, total, err := ws.Register.Refusals(ctx, "", 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	why := map[string]int{}
	for _, r := range list {
		why[r.Reason]++
		if r.Line < 2 || r.Text == "" {
			t.Errorf("%+v", r.Quarantined)
		}
	}
	if total != 17 || why[incident.BadTime] != 8 || why[incident.Backwards] != 5 || why[incident.UnknownSeverity] != 4 {
		t.Errorf("%d wait: %v", total, why)
	}
}

// A07.2: in Madrid 02:30 came twice on the last Sunday of October and never on that of March: both
// wait with their line and their words, and a time that was twice comes in once somebody says which.
func TestA072HoursThatWereTwiceOrNeverWait(t *testing.T) {
	ws := open(t, t.TempDir())
	got := imported(t, ws, "a.csv", "number,title,opened\n1,Autumn,2026-10-25 02:30\n2,Spring,2026-03-29 02:30\n3,Before,2026-03-29 01:30\n")
	if want := (incident.Account{Read: 3, Created: 1, Quarantined: 2}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	list, _, err := ws.Register.Refusals(ctx, "", 0, 10)
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	for i, want := range []string{incident.Ambiguous, incident.NoSuchTime} {
		if r := list[i]; r.Reason != want || r.Line != 2+i || !strings.Contains(r.Text, "02:30") {
			t.Errorf("%+v, want %s", r.Quarantined, want)
		}
	}
	both, err := ws.Register.Both(ctx, list)
	if err != nil || len(both) != 1 || fmt.Sprint(both[list[0].ID]) != "[2026-10-25T02:30:00+02:00 2026-10-25T02:30:00+01:00]" {
		t.Fatalf("it may mean %v, %v", both, err)
	}
	if _, err := ws.Register.Mend(ctx, list[0].ID, both[list[0].ID][1], false); err != nil {
		t.Fatal(err)
	}
	lines, v, err := ws.Register.Lines(ctx, incident.Query{}, 0, 10)
	if err != nil || v.Total != 2 || lines[0].Begins.At != "2026-10-25T02:30:00+01:00" {
		t.Fatalf("%+v, %v", lines, err)
	}
}

// A cell may state a zone of its own: in New York 01:30 came twice as well, three hours before.
func TestAnHourThatWasTwiceIsOneOfTheZoneItStates(t *testing.T) {
	ws := open(t, t.TempDir())
	path := written(t, "a.csv", "number,title,opened\n1,Autumn,2026-11-01 01:30 PT\n2,Winter,2026-12-01 01:30\n")
	if _, err := ws.Register.Import(ctx, path, registering.Options{Options: incident.Options{Zone: "America/New_York"}}, nil); err != nil {
		t.Fatal(err)
	}
	list, _, err := ws.Register.Refusals(ctx, "", 0, 10)
	if err != nil || len(list) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	both, err := ws.Register.Both(ctx, list)
	if err != nil || fmt.Sprint(both[list[0].ID]) != "[2026-11-01T01:30:00-07:00 2026-11-01T01:30:00-08:00]" {
		t.Errorf("it may mean %v, %v", both, err)
	}
}

// Desks and spreadsheets write tables as they did thirty years ago, and shells write JSON of two
// bytes a letter: both come in as what they say, and the same table in UTF-8 is no other.
func TestFilesOfOtherEncodingsComeInAsWhatTheySay(t *testing.T) {
	ws := open(t, t.TempDir())
	table := "number,title,opened,severity\n1,Kasse für Müller steht,2026-03-01T10:00:00Z,2\n2,Prix doublés à Orléans,2026-03-01T11:00:00Z,3\n"
	old := []byte{}
	for _, r := range table {
		old = append(old, byte(r))
	}
	if got, want := imported(t, ws, "old.csv", string(old)), (incident.Account{Read: 2, Created: 2}); got != want {
		t.Fatalf("%+v, want %+v", got, want)
	}
	lines, _, err := ws.Register.Lines(ctx, incident.Query{Words: "müller"}, 0, 9)
	if err != nil || len(lines) != 1 || lines[0].Title != "Kasse für Müller steht" {
		t.Errorf("%+v, %v", lines, err)
	}
	if got, want := imported(t, ws, "new.csv", table), (incident.Account{Read: 2, Unchanged: 2}); got != want {
		t.Errorf("in UTF-8 %+v, want %+v", got, want)
	}
	wide := []byte{0xff, 0xfe}
	for _, r := range `[{"id":"a","title":"Zürich steht","created_at":"2026-03-01T10:00:00Z"}]` {
		wide = append(wide, byte(r), byte(r>>8))
	}
	if got, want := imported(t, ws, "wide.json", string(wide)), (incident.Account{Read: 1, Created: 1}); got != want {
		t.Errorf("two bytes a letter %+v, want %+v", got, want)
	}
	imps, err := ws.Register.ImportsList(ctx, 3)
	if err != nil || imps[0].Encoding != "UTF-16 (little-endian)" || imps[1].Encoding != "" || imps[2].Encoding != "Latin-1" {
		t.Errorf("%+v, %v", imps, err)
	}
}

// A07.3: what three tools call a blocker is one severity, and what each said is kept.
func TestTiersOfThreeToolsBecomeOneSeverity(t *testing.T) {
	var rows strings.Builder
	rows.WriteString("number,title,severity,opened\n")
	for i := range 12 {
		fmt.Fprintf(&rows, "N%d,Slow answer %d,%s,2026-03-01 10:00\n", i, i, []string{"Blocker", "Sev A", "1"}[min(i/4, 1)+min(i/7, 1)])
	}
	ws := open(t, t.TempDir())
	imported(t, ws, "a.csv", rows.String())
	lines, v, err := ws.Register.Lines(ctx, incident.Query{Severities: []string{"SEV1"}}, 0, 20)
	if err != nil {
		t.Fatal(err)
	}
	before := map[string]int{}
	for _, l := range lines {
		before[l.ToldSeverity]++
	}
	if v.Total != 12 || before["Blocker"] != 4 || before["Sev A"] != 3 || before["1"] != 5 {
		t.Errorf("%d are SEV1, told as %v", v.Total, before)
	}
}

// A07.5: the same payload of an alert manager twice, and once cut off.
func TestTheSameAlertsTwiceAndCutOffAreOneSet(t *testing.T) {
	alert := func(name, state, ends string) string {
		return fmt.Sprintf(`{"status":%q,"labels":{"alertname":%q,"severity":"critical","service":"checkout"},"annotations":{"summary":"%s is slow"},"startsAt":"2026-03-01T10:00:00Z","endsAt":%q,"fingerprint":"%s"}`, state, name, name, ends, name)
	}
	raw := `{"receiver":"desk","status":"firing","version":"4","groupKey":"{}:{a=\"b\"}","groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"","alerts":[` +
		alert("Checkout", "firing", "0001-01-01T00:00:00Z") + "," + alert("Search", "resolved", "2026-03-01T10:30:00Z") + "]}"
	ws := open(t, t.TempDir())
	first := imported(t, ws, "a.json", raw)
	if first.Created != 2 || first.Quarantined != 0 {
		t.Fatalf("%+v", first)
	}
	if got, want := imported(t, ws, "b.json", raw), (incident.Account{Read: first.Read, Unchanged: first.Read}); got != want {
		t.Errorf("again %+v, want %+v", got, want)
	}
	cut := imported(t, ws, "c.json", raw[:len(raw)-60])
	v, err := ws.Register.Look(ctx, incident.Query{})
	if err != nil || v.All != first.Created || cut.Created != 0 || cut.Quarantined != 1 || v.Waiting != 1 {
		t.Errorf("cut off %+v: %d incidents, %d wait, %v", cut, v.All, v.Waiting, err)
	}
}

// Rows of a file without line ends that say the same are as many rows in quarantine, and each
// comes in by itself once its code has a meaning.
func TestRowsOfOneEndlessLineThatSayTheSameAreKeptApart(t *testing.T) {
	ws := open(t, t.TempDir())
	const odd = `{"id":"a","title":"Slow","severity":"purple","created_at":"2026-03-01T10:00:00Z"}`
	got := imported(t, ws, "a.json", `[`+odd+`,`+odd+`,7,7]`)
	list, total, err := ws.Register.Refusals(ctx, "", 0, 10)
	if err != nil || got.Quarantined != 4 || total != 4 {
		t.Fatalf("%+v, %d wait, %v", got, total, err)
	}
	places := map[int]bool{}
	for _, r := range list {
		places[r.Column] = true
	}
	if len(places) != 4 {
		t.Errorf("their places are %v", places)
	}
	meant, err := ws.Register.Mean(ctx, "severity", "purple", "SEV2", nil)
	if err != nil || meant.Retried.Read != 2 || meant.Retried.Created != 1 || meant.Retried.Unchanged != 1 {
		t.Errorf("%+v, %v", meant.Retried, err)
	}
	if imps, err := ws.Register.ImportsList(ctx, 5); err != nil || !imps[0].Account.Holds() || imps[0].Account.Quarantined != 2 {
		t.Errorf("%+v, %v", imps, err)
	}
}

// A tool that writes all in one line writes the newest first: what waits already moves on in
// the line, and is known again.
func TestWhatWaitsIsKnownAgainWhereItStandsFurtherOnInItsLine(t *testing.T) {
	ws := open(t, t.TempDir())
	row := func(id string) string {
		return fmt.Sprintf(`{"id":%q,"title":"Slow","severity":"purple","created_at":"2026-03-01T10:00:00Z"}`, id)
	}
	body := row("a") + "," + row("a") + "," + row("b")
	for i, id := range []string{"", "c", "d"} {
		if id != "" {
			body = row(id) + "," + body
		}
		imported(t, ws, "a.json", "["+body+"]")
		list, total, err := ws.Register.Refusals(ctx, "", 0, 10)
		if err != nil || total != 3+i {
			t.Errorf("%d wait after export %d: %v", total, i, err)
		}
		places := map[int]bool{}
		for _, r := range list {
			places[r.Column] = true
		}
		if len(places) != total {
			t.Errorf("%d rows at %d places", total, len(places))
		}
	}
}
