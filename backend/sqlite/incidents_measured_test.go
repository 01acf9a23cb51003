package sqlite_test

import (
	"encoding/json"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/sqlite"
)

func told(key, day, state, severity, review string, services ...string) incident.Stored {
	s := incident.Stored{ID: "01HZZZZZZZ000000000000" + key, Review: review, Import: "i",
		Snapshot: incident.Snapshot{Source: "desk", Key: key, Title: key, State: state, Severity: severity, Services: services}}
	if day != "" {
		s.Snapshot.Put(incident.Detected, timeline.Statement{At: day + "T10:00:00Z", Zone: "UTC", Precision: timeline.Minute, Raw: "at ten", By: "somebody"})
		s.Snapshot.Put(incident.Closed, timeline.Statement{At: day + "T20:00:00Z", Zone: "UTC", Precision: timeline.Minute})
	}
	return s
}

func TestIncidentsOfASpanAreReadAndTheOthersCounted(t *testing.T) {
	l := fresh(t, filepath.Join(t.TempDir(), "local.db"))
	profile := incident.BuiltIn()
	err := l.Update(ctx, registry, func(tx *sqlite.Tx) error {
		for _, s := range []incident.Stored{
			told("A", "2024-01-05", "closed", "2", "", "Mail"),   // the first of all
			told("0", "1970-01-01", "closed", "4", "", "Cellar"), // as some tools say that they know no day
			told("1", "2023-12-05", "closed", "2", "measured"),
			told("B", "2024-06-05", "closed", "2", "", "Mail"),
			told("C", "2026-03-05", "closed", "2", "", "Mail", "Search"),
			told("D", "2026-03-06", "cancelled", "2", "", "Mail"),
			told("P", "2026-03-06", "completed", "maintenance", "", "Mail"),
			told("E", "2026-03-07", "closed", "2", "measured", "Mail"),
			told("F", "2026-03-08", "closed", "2", "in the trash"),
			told("G", "2030-03-08", "closed", "3", "", "Search"),
			told("H", "", "open", "3", ""),
		} {
			if _, err := tx.PutIncident(s, s.Listed(profile), ""); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	read := func(f measure.Filter, from, to string) (keys string, rest measure.Rest, list []measure.Incident) {
		t.Helper()
		day := func(s string) calendar.Date {
			d, err := calendar.ParseDate(s)
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		err := l.View(ctx, registry, func(tx *sqlite.Tx) (err error) {
			list, rest, err = tx.MeasuredIncidents(map[string]bool{"measured": true}, func(first calendar.Date) (measure.Sift, error) {
				if first != day("2024-01-05") {
					t.Errorf("the first day is %s", first)
				}
				return measure.Sift{From: day(from), To: day(to), Today: day("2026-11-01"), Filter: f, Times: true}, nil
			})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range list {
			keys += in.Title
		}
		return keys, rest, list
	}
	keys, rest, list := read(measure.Filter{}, "2026-01-01", "2026-12-31")
	if keys != "ACFH" || rest.Total != 3 || rest.Taken != 3 || rest.Ahead != 1 || rest.Elsewhere != 2 || rest.Begins != calendar.On(2023, 12, 5) || rest.Cancelled != 1 || rest.Planned != 1 || strings.Join(rest.Services, " ") != "Cellar Mail Search" {
		t.Errorf("%s %+v", keys, rest)
	}
	c := list[1]
	want := map[string]timeline.Statement{incident.Detected: {At: "2026-03-05T10:00:00Z", Zone: "UTC", Precision: timeline.Minute}}
	if c.Severity != "SEV2" || !reflect.DeepEqual(c.Services, []string{"Mail", "Search"}) || !reflect.DeepEqual(c.Moments, want) || !c.Unreviewed || c.Ref != incident.RefOf(c.ID) {
		t.Errorf("%+v", c)
	}
	if keys, rest, _ := read(measure.Filter{Severities: []string{"SEV3"}, Service: "Search"}, "2025-01-01", "2025-12-31"); keys != "AH" || rest.Total != 5 || rest.Taken != 1 || rest.Ahead != 1 || rest.Elsewhere != 0 {
		t.Errorf("%s %+v", keys, rest)
	}
	if keys, rest, _ := read(measure.Filter{}, "2024-01-05", "2030-12-31"); keys != "ABCFGH" || rest.Total != 1 {
		t.Errorf("all of them: %s %+v", keys, rest)
	}
}

func TestTimesOfIncidentsThatWereHereBeforeAreThoseKeptNow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "local.db")
	l := fresh(t, path)
	all := []incident.Stored{told("A", "2024-01-05", "closed", "2", ""), told("H", "", "open", "3", "")}
	put := func(tx *sqlite.Tx) error {
		for _, s := range all {
			if _, err := tx.PutIncident(s, s.Listed(incident.BuiltIn()), ""); err != nil {
				return err
			}
		}
		return nil
	}
	if err := l.Update(ctx, registry, put); err != nil {
		t.Fatal(err)
	}
	read := func() (out []map[string]timeline.Statement) {
		rows, err := l.QueryForTest("SELECT times FROM incident_times ORDER BY n")
		if err != nil {
			t.Fatal(err)
		}
		for _, raw := range rows {
			var m map[string]timeline.Statement
			if err := json.Unmarshal([]byte(raw), &m); err != nil {
				t.Fatal(err)
			}
			out = append(out, m)
		}
		return out
	}
	now := read()
	for _, sql := range []string{"DROP TABLE incident_times", "DROP INDEX incident_day", "DROP TABLE inbox_file", "DROP INDEX incident_import_sum", "DROP TABLE device_key", "DROP TABLE signoff_before", "PRAGMA user_version = 17"} {
		if err := l.ExecForTest(sql); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Migrate(ctx, path+".bak"); err != nil {
		t.Fatal(err)
	}
	if before := read(); len(now) != 1 || !reflect.DeepEqual(before, now) {
		t.Errorf("kept: %v, of before: %v", now, before)
	}
}
