package plaintable_test

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/incident"
	"secondstory/backend/ingest/plaintable"
)

// readFile reads a table by the dialect that is surest of it, as the register does.
func readFile(t testing.TB, raw []byte, o incident.Options) ([]incident.Row, incident.Told) {
	t.Helper()
	in := bytes.NewReader(raw)
	best := slices.MaxFunc(plaintable.Dialects(), func(a, b plaintable.Dialect) int { return cmp.Compare(a.Sniff(in), b.Sniff(in)) })
	var rows []incident.Row
	told, err := best.Read(context.Background(), in, o, func(r incident.Row) error { rows = append(rows, r); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return rows, told
}

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func at(s *incident.Snapshot, name string) string { return s.Moments[name].At }

func target(told incident.Told, field string) string {
	i := slices.IndexFunc(told.Uses, func(u incident.Use) bool { return u.Field == field })
	if i < 0 {
		return "not told"
	}
	return told.Uses[i].Target
}

func TestIssuesOfTheCloudComeInWithTheirCommentsAndCustomFields(t *testing.T) {
	rows, told := readFile(t, fixture(t, "jira_cloud.csv"), berlin)
	if told.Format != "jira" || len(told.Questions) != 0 || len(rows) != 3 {
		t.Fatalf("%d rows, %+v", len(rows), told)
	}
	a, b := rows[0].Snapshot, rows[1].Snapshot
	if a.Source != "jira" || a.Key != "OPS-1" || a.Title != "Checkout answers slowly" || a.Severity != "SEV2" || a.Priority != "High" || a.State != "Done" ||
		at(a, incident.Started) != "2026-03-12T09:12:00+01:00" || at(a, incident.Detected) != "2026-03-12T09:41:00+01:00" ||
		at(a, incident.Resolved) != "2026-03-12T11:05:00+01:00" || a.TakenAt == 0 || !strings.Contains(a.Summary, "\n") {
		t.Errorf("the first is %+v", a)
	}
	if !slices.Equal(a.Services, []string{"checkout", "payments", "search"}) || !slices.Equal(b.Services, []string{"search", "index"}) {
		t.Errorf("services %v, %v", a.Services, b.Services)
	}
	if len(a.Updates) != 2 || a.Updates[0].Text != "Pool of connections is full; raising it." || a.Updates[0].Name != "5f0:aa" ||
		a.Updates[0].Time.At != "2026-03-12T09:50:00+01:00" || a.Updates[0].Key == a.Updates[1].Key {
		t.Errorf("history %+v", a.Updates)
	}
	if at(b, incident.Detected) != "2026-04-01T20:00:00+02:00" || len(b.Updates) != 0 || !slices.Contains(b.Raw, incident.Field{Name: "Comment", Value: "no comment of the known shape"}) {
		t.Errorf("the second is %+v", b)
	}
	labels := 0
	for _, f := range a.Raw {
		if f.Name == "Labels" {
			labels++
		}
	}
	if labels != 2 || target(told, "Comment") != "updates" || target(told, "Labels") != "raw" || target(told, "Component/s") != "services" {
		t.Errorf("%d labels, fields %+v", labels, told.Uses)
	}
	if p := rows[2].Snapshot.Check(incident.BuiltIn()); p == nil || p.Reason != incident.NoTitle {
		t.Errorf("an issue without a summary: %+v", p)
	}
}

func TestIssuesOfAServerComeInWithTheDatesOfItsLanguage(t *testing.T) {
	rows, told := readFile(t, fixture(t, "jira_server.csv"), berlin)
	if told.Format != "jira" || len(rows) != 2 {
		t.Fatalf("%d rows, %+v", len(rows), told)
	}
	a, b := rows[0].Snapshot, rows[1].Snapshot
	if at(a, incident.Detected) != "2026-03-12T09:41:00+01:00" || len(a.Updates) != 1 || a.Updates[0].Name != "cy" ||
		at(b, incident.Detected) != "2026-05-05T14:10:00+02:00" {
		t.Errorf("%+v and %+v", a, b)
	}
	if _, told = readFile(t, fixture(t, "jira_server.csv"), incident.Options{}); len(told.Questions) != 1 || told.Questions[0].Key != incident.AskZone {
		t.Errorf("the zone was not asked for: %+v", told.Questions)
	}
	rows, told = readFile(t, fixture(t, "jira_pipeline.csv"), incident.Options{})
	if s := rows[0].Snapshot; told.Format != "jira" || s.Source != "jira/tickets.example.org" || s.Key != "NET-7" || at(s, incident.Resolved) != "2026-03-04T11:00:00Z" ||
		len(s.Services) != 2 || !strings.HasPrefix(s.Link, "https://tickets") {
		t.Errorf("of the pipeline %+v", s)
	}
}

func TestADateInACommentDecidesTheOrderOfItsColumn(t *testing.T) {
	const head = "Summary,Issue key,Issue Type,Created,Comment\n"
	rows, told := readFile(t, []byte(head+"a,A-1,Bug,03/04/2026 10:00,29/04/2026 10:00;x;y\n"), berlin)
	if len(told.Questions) != 0 || at(rows[0].Snapshot, incident.Detected) != "2026-04-03T10:00:00+02:00" {
		t.Errorf("%+v, asked %+v", rows, told.Questions)
	}
}

func TestIncidentsOfServiceNowComeInByTheirLabelsOrNumbers(t *testing.T) {
	rows, told := readFile(t, fixture(t, "servicenow.csv"), incident.Options{Zone: "UTC"})
	if told.Format != "servicenow" || len(rows) != 2 {
		t.Fatalf("%d rows, %+v", len(rows), told)
	}
	a, b := rows[0].Snapshot, rows[1].Snapshot
	if a.Source != "servicenow" || a.Key != "INC0010001" || a.Severity != "2 - Medium" || a.Priority != "2 - High" || a.State != "Resolved" ||
		!slices.Equal(a.Services, []string{"mail-01", "Mail"}) || !slices.Equal(a.Owners, []string{"Mail team"}) || at(a, incident.Detected) != "2026-03-29T01:40:00Z" {
		t.Errorf("the first is %+v", a)
	}
	if len(a.Updates) != 3 || a.Updates[0].Text != "Queue is long.\n\nRestarting." || a.Updates[0].Kind != "note" || a.Updates[2].Kind != "public" || a.Updates[1].Name != "Bo" {
		t.Errorf("history %+v", a.Updates)
	}
	if b.State != "Resolved" || !slices.Contains(b.Raw, incident.Field{Name: "state", Value: "6"}) || !slices.Contains(b.Raw, incident.Field{Name: "Work notes", Value: "free words"}) {
		t.Errorf("the second is %+v", b)
	}
	// The hour that did not exist is refused with the field it stands in, also in a zone of a person.
	rows, _ = readFile(t, bytes.Replace(fixture(t, "servicenow.csv"), []byte("2026-03-29 01:40:00"), []byte("2026-03-29 02:40:00"), 1), berlin)
	if r := rows[0].Refused; r == nil || r.Reason != incident.NoSuchTime || r.Field != "Opened" {
		t.Errorf("an hour that did not exist: %+v", rows[0])
	}
}

func TestRowsOfALogBecomeOneIncidentWithTheUnionOfItsChanges(t *testing.T) {
	rows, told := readFile(t, fixture(t, "servicenow_log.csv"), incident.Options{Zone: "UTC"})
	if told.Format != "servicenow" || len(told.Questions) != 0 || len(rows) != 5 {
		t.Fatalf("%d rows, %+v", len(rows), told)
	}
	joined := *rows[0].Snapshot
	for _, r := range rows[1:4] {
		joined, _ = incident.Join(joined, *r.Snapshot)
	}
	if joined.Title != "Network · Wireless" || joined.State != "Resolved" || joined.Turn != 3 || joined.Priority != "3 - Moderate" || len(joined.Updates) != 4 ||
		joined.Updates[1].Role != "Desk" || joined.Updates[3].State != "Resolved" || joined.Updates[3].Time.At != "2024-03-01T10:00:00Z" {
		t.Errorf("joined to %+v", joined)
	}
	if b := rows[4].Snapshot; b.Title != "INC02" || b.State != "" || len(b.Moments) != 1 || len(b.Owners) != 0 {
		t.Errorf("of an incident that says nothing: %+v", b)
	}
}

// realLog opens a table of the folder of real data, which is not on every machine.
func realLog(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", filepath.FromSlash(name)))
	if err != nil {
		t.Skipf("the folder of real data is not on this machine: %s", name)
	}
	if strings.HasSuffix(name, ".gz") {
		z, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		if raw, err = io.ReadAll(z); err != nil {
			t.Fatal(err)
		}
	}
	return raw
}

func TestRealLogsComeInWithTheCountsOfAnotherReading(t *testing.T) {
	for name, columns := range map[string][]string{
		"uci-servicenow-log/events_36cols_first3days.csv":           {"number", "sys_updated_at", "incident_state", "sys_mod_count", "opened_at", "resolved_at"},
		"uci-servicenow-log/events_opened_before_2016-05-01.csv.gz": {"ID", "updated_at", "ID_status", "count_updated", "opened_time", "-"},
	} {
		t.Run(filepath.Base(name), func(t *testing.T) {
			raw := realLog(t, name)
			all, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			at := func(row []string, column int) string {
				if i := slices.Index(all[0], columns[column]); i >= 0 && row[i] != "?" {
					return row[i]
				}
				return ""
			}
			numbers, changes, resolved := map[string]bool{}, map[string]bool{}, 0
			for _, row := range all[1:] {
				numbers[at(row, 0)] = true
				changes[strings.Join([]string{at(row, 0), at(row, 1), at(row, 2), at(row, 3)}, "|")] = true
				if at(row, 5) != "" {
					resolved++
				}
			}
			rows, told := readFile(t, raw, incident.Options{Zone: "UTC"})
			gotNumbers, gotChanges, gotResolved := map[string]bool{}, map[string]bool{}, 0
			for _, r := range rows {
				if r.Refused != nil {
					t.Fatalf("line %d was refused: %+v", r.Line, r.Refused)
				}
				gotNumbers[r.Snapshot.Key] = true
				for _, u := range r.Snapshot.Updates {
					gotChanges[r.Snapshot.Key+u.Key] = true
				}
				if _, ok := r.Snapshot.Moments[incident.Resolved]; ok {
					gotResolved++
				}
			}
			if told.Format != "servicenow" || len(rows) != len(all)-1 || len(gotNumbers) != len(numbers) || len(gotChanges) != len(changes) || gotResolved != resolved {
				t.Errorf("%s: %d rows of %d, %d incidents of %d, %d changes of %d, %d resolved of %d", told.Format, len(rows), len(all)-1,
					len(gotNumbers), len(numbers), len(gotChanges), len(changes), gotResolved, resolved)
			}
			if len(told.Uses) != len(all[0]) {
				t.Errorf("%d of %d fields are accounted for", len(told.Uses), len(all[0]))
			}
			t.Logf("%d rows, %d incidents, %d changes", len(rows), len(gotNumbers), len(gotChanges))
		})
	}
}

func FuzzNoTableOfAToolMakesItsReaderFail(f *testing.F) {
	for _, name := range []string{"jira_cloud.csv", "jira_server.csv", "jira_pipeline.csv", "servicenow.csv", "servicenow_log.csv"} {
		raw, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(raw))
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, d := range plaintable.Dialects() {
			for _, o := range []incident.Options{{}, {Zone: "UTC", DayOrder: "day", Mapping: map[string]string{"a": "updates", "b": "title"}}} {
				told, err := d.Read(context.Background(), strings.NewReader(text), o, func(r incident.Row) error {
					if r.Snapshot == nil && r.Refused == nil {
						t.Error("a row is neither taken nor refused")
					}
					return nil
				})
				if err == nil && len(told.Uses) == 0 {
					t.Error("no field is accounted for")
				}
			}
		}
	})
}
