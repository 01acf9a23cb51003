package objects

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/intake"
)

// shared reads a file of real data; the test is skipped where the folder is absent.
func shared(t *testing.T, name string) []byte {
	t.Helper()
	root := filepath.Join("..", "..", "..", "..", "shared", "data")
	if _, err := os.Stat(root); err != nil {
		t.Skip("the folder of real data is not on this machine")
	}
	raw, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(name, ".gz") {
		r, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		if raw, err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return raw
}

// got is what a file gave.
type got struct {
	told     incident.Told
	rows     []incident.Snapshot
	lines    []int
	refused  []intake.Quarantined
	sniffed  string
	register map[string]incident.Snapshot // joined, by source and key
}

func (g got) updates() (n int) {
	for _, s := range g.register {
		n += len(s.Updates)
	}
	return n
}

func (g got) field(name string) (out incident.Use) {
	for _, u := range g.told.Uses {
		if u.Field == name {
			return u
		}
	}
	return out
}

// read reads bytes with the reader that is surest of them.
func read(t testing.TB, name string, raw []byte, o incident.Options) got {
	t.Helper()
	in := bytes.NewReader(raw)
	best, sure := Reader{}, 0
	for _, r := range Readers() {
		if n := r.Sniff(in); n > sure {
			best, sure = r, n
		}
	}
	g := got{register: map[string]incident.Snapshot{}}
	if sure == 0 {
		return g
	}
	g.sniffed = best.Format()
	told, err := best.Read(context.Background(), name, in, o, func(r incident.Row) error {
		if (r.Snapshot == nil) == (r.Refused == nil) {
			t.Errorf("a row is neither taken nor refused: %+v", r)
		}
		if r.Refused != nil {
			g.refused = append(g.refused, *r.Refused)
			return nil
		}
		s := *r.Snapshot
		g.rows, g.lines = append(g.rows, s), append(g.lines, r.Line)
		key := s.Source + "\x00" + s.Key
		have, there := g.register[key]
		if !there {
			have = s
		}
		g.register[key], _ = incident.Join(have, s)
		return nil
	})
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	g.told = told
	return g
}

// itemsOf lists what a file holds with the standard reader of JSON, by paths alone.
func itemsOf(t *testing.T, raw []byte, lists ...string) (items []map[string]any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(raw))
	for {
		var v any
		if err := d.Decode(&v); err == io.EOF {
			return items
		} else if err != nil {
			t.Fatal(err)
		}
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				items = append(items, e.(map[string]any))
			}
		case map[string]any:
			if len(lists) == 0 {
				items = append(items, v)
			}
			for _, name := range lists {
				switch list := v[name].(type) {
				case []any:
					for _, e := range list {
						items = append(items, e.(map[string]any))
					}
				case map[string]any:
					items = append(items, list)
				}
			}
		}
	}
}

func TestRealFilesComeInWithTheCountsTheyHave(t *testing.T) {
	for _, c := range []struct {
		file, format string
		lists        []string
		key, updates string
	}{
		{"github-status/statuspage_incidents_before_2025.json.gz", "statuspage", nil, "id", "incident_updates"},
		{"github-status/statuspage_scheduled_maintenances_before_2025.json.gz", "statuspage", nil, "id", "incident_updates"},
		{"github-status/incidents_before_2025.jsonl.gz", "status-history", nil, "id", "updates"},
		{"gcp-aws-status/gcp_incidents_2021H2.json.gz", "googlecloud", nil, "id", "updates"},
		{"gcp-aws-status/aws_archive_first75pct.json", "aws-status", nil, "", ""},
		{"payload-samples/pagerduty/incidents.get.200.json", "pagerduty", []string{"incidents"}, "id", ""},
		{"payload-samples/pagerduty/incidents_id.get.200.json", "pagerduty", []string{"incident"}, "id", ""},
		{"payload-samples/pagerduty/log_entries.get.200.json", "pagerduty", []string{"log_entries"}, "", ""},
		{"payload-samples/pagerduty/incidents_id_log_entries.get.200.json", "pagerduty", []string{"log_entries"}, "", ""},
		{"payload-samples/alertmanager/testcurl7.json", "alertmanager", []string{"alerts"}, "", ""},
	} {
		t.Run(filepath.Base(c.file), func(t *testing.T) {
			raw := shared(t, c.file)
			want := itemsOf(t, raw, c.lists...)
			g := read(t, filepath.Base(c.file), raw, incident.Options{})
			if g.sniffed != c.format || len(g.rows) != len(want) || len(g.refused) > 0 {
				t.Fatalf("read by %q: %d rows and %d refused, want %d; %+v", g.sniffed, len(g.rows), len(g.refused), len(want), g.refused[:min(3, len(g.refused))])
			}
			keys, updates := map[any]bool{}, 0
			for _, item := range want {
				keys[item[c.key]] = true
				list, _ := item[c.updates].([]any)
				updates += len(list)
			}
			if c.key != "" && len(g.register) != len(keys) {
				t.Errorf("%d incidents, want %d", len(g.register), len(keys))
			}
			if c.updates != "" && g.updates() != updates {
				t.Errorf("%d updates, want %d", g.updates(), updates)
			}
			for i, s := range g.rows {
				if p := s.Check(incident.BuiltIn()); p != nil {
					t.Errorf("row %d would be refused: %+v", i, p)
				}
				if _, known := incident.BuiltIn().State(s.State); !known {
					t.Errorf("row %d: the state %q means nothing", i, s.State)
				}
			}
			for name := range want[0] {
				if !strings.Contains("\x00"+usesOf(g.told), "\x00"+name) && !strings.Contains(usesOf(g.told), "."+name) {
					t.Errorf("nothing is said of the field %s", name)
				}
			}
		})
	}
}

// What a status page was told of and when is no detection, an account of afterwards that says
// from when to when it lasted stands above the first posting, and planned work is told apart.
func TestWhatAStatusPagePostedIsNoDetection(t *testing.T) {
	for _, file := range []string{"github-status/statuspage_incidents_before_2025.json.gz", "github-status/statuspage_scheduled_maintenances_before_2025.json.gz",
		"github-status/incidents_before_2025.jsonl.gz", "gcp-aws-status/gcp_incidents_2021H2.json.gz"} {
		raw := shared(t, file)
		planned, windows := 0, map[any]map[string]any{}
		for _, item := range itemsOf(t, raw) {
			if item["impact"] == "maintenance" || item["scheduled_for"] != nil {
				planned++
			}
			if window, ok := item["impact_window"].(map[string]any); ok {
				windows[item["id"]] = window
			}
		}
		for _, s := range read(t, filepath.Base(file), raw, incident.Options{}).rows {
			if at, detected := s.Moments[incident.Detected]; detected || len(s.Raw) == 0 {
				t.Errorf("%s: %s was detected %+v, raw %v", file, s.Key, at, s.Raw)
			}
			if s.OfPlannedWork() {
				planned--
			}
			if window, ok := windows[s.Key]; ok {
				if s.Moments[incident.Started].Raw != window["start_at"] || s.Moments[incident.Mitigated].Raw != window["end_at"] {
					t.Errorf("%s: %s lasted %v, came in as %+v", file, s.Key, window, s.Moments)
				}
				delete(windows, s.Key)
			}
		}
		if planned != 0 || len(windows) > 0 {
			t.Errorf("%s: %d planned works are missing or too many; without their window: %v", file, planned, windows)
		}
	}
}

func usesOf(told incident.Told) string {
	var b strings.Builder
	for _, u := range told.Uses {
		b.WriteString(u.Field + "\x00")
	}
	return b.String()
}

func TestSuccessiveSnapshotsAreOneIncidentWithAllItsLines(t *testing.T) {
	root := filepath.Join("..", "..", "..", "..", "shared", "data", "github-status")
	files, err := filepath.Glob(filepath.Join(root, "summary_snapshots_*", "*.json"))
	if err != nil || len(files) == 0 {
		t.Skip("the folder of real data is not on this machine")
	}
	slices.Sort(files)
	for _, backwards := range []bool{false, true} {
		if backwards {
			slices.Reverse(files)
		}
		register := map[string]incident.Snapshot{}
		rows, want, lines := 0, map[any]bool{}, map[any]bool{}
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			items := itemsOf(t, raw, "incidents", "scheduled_maintenances")
			for _, i := range items {
				want[i["id"]] = true
				for _, u := range i["incident_updates"].([]any) {
					lines[u.(map[string]any)["id"]] = true
				}
			}
			g := read(t, file, raw, incident.Options{})
			if rows += len(g.rows); len(g.rows) != len(items) || len(g.refused) > 0 {
				t.Fatalf("%s: %d rows of %d, refused %+v", file, len(g.rows), len(items), g.refused)
			}
			for _, s := range g.rows {
				have, there := register[s.Key]
				if !there {
					have = s
				}
				register[s.Key], _ = incident.Join(have, s)
			}
		}
		n := 0
		for _, s := range register {
			n += len(s.Updates)
		}
		if len(register) != len(want) || n != len(lines) || rows < len(files) {
			t.Errorf("%d incidents with %d lines, want %d with %d", len(register), n, len(want), len(lines))
		}
	}
}

func TestMalformedWebhooksAreRefusedWithAPlace(t *testing.T) {
	root := filepath.Join("..", "..", "..", "..", "shared", "data", "payload-samples", "alertmanager", "malformed")
	files, err := filepath.Glob(filepath.Join(root, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Skip("the folder of real data is not on this machine")
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		g := read(t, filepath.Base(file), raw, incident.Options{})
		begins := bytes.TrimLeft(raw, "\" \n")[0]
		if begins != '{' && g.sniffed == "" {
			continue // a program and not a body
		}
		if len(g.refused) == 0 || g.refused[0].Text == "" || len(g.told.Questions) > 0 {
			t.Errorf("%s: read by %q, %d rows, refused %+v, asks %+v", filepath.Base(file), g.sniffed, len(g.rows), g.refused, g.told.Questions)
		}
	}
}
