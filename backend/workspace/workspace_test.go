package workspace_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "time/tzdata"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/importing"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace"
	"secondstory/samples"
)

var ctx = context.Background()

func open(t *testing.T, home string) *workspace.Workspace {
	t.Helper()
	ws, err := workspace.Open(ctx, home, workspace.Options{Origin: "window", Zone: func() *time.Location { return time.UTC }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ws.Close)
	return ws
}

func importFiles(t *testing.T, ws *workspace.Workspace, opts importing.Options, paths ...string) importing.Applied {
	t.Helper()
	p, err := ws.Imports.Preview(ctx, paths, opts, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := ws.Imports.Apply(ctx, p, opts, nil)
	if err != nil {
		t.Fatal(err)
	}
	if a.Read != a.Created+a.Updated+a.Unchanged+len(a.Quarantined) {
		t.Fatalf("the account does not add up: %+v", a)
	}
	return a
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const pumps = `# Pump station ran dry

## Timeline

| Time (UTC) | Event |
|---|---|
| 2026-03-02 10:00 | Level alarm |
| 2026-03-02 10:20 | Second pump started |

## Root cause

- The level sensor was calibrated for the old tank

## Action items

- [ ] Calibrate the sensor after each tank change
`

func get(t *testing.T, ws *workspace.Workspace, id string) review.Review {
	t.Helper()
	r, err := ws.Reviews.Get(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestANewerDatabaseIsRefusedAndLeftAlone(t *testing.T) {
	home := t.TempDir()
	open(t, home).Close()
	l, err := sqlite.OpenLocal(filepath.Join(home, "local.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := l.ExecForTest("PRAGMA user_version = 999"); err != nil {
		t.Fatal(err)
	}
	l.Close()
	_, err = workspace.Open(ctx, home, workspace.Options{Origin: "cli"})
	if f, ok := fault.As(err); !ok || f.Key != "storage.newer" {
		t.Fatalf("%v", err)
	}
}

func TestATornIndexIsBuiltAnewAndAListAnswers(t *testing.T) {
	home := t.TempDir()
	ws := open(t, home)
	importFiles(t, ws, importing.Options{}, write(t, "pumps.md", pumps))
	if rows, err := ws.List(ctx, sqlite.ListFilter{Kind: "review"}); err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	ws.Close()
	for name, tear := range map[string]func(path string) error{
		"garbage":   func(p string) error { return os.WriteFile(p, []byte(strings.Repeat("not a database", 999)), 0o600) },
		"truncated": func(p string) error { return os.Truncate(p, 5000) },
		"deleted":   os.Remove,
		"scribbled": func(p string) error {
			f, err := os.OpenFile(p, os.O_RDWR, 0)
			if err != nil {
				return err
			}
			defer f.Close()
			_, err = f.WriteAt([]byte(strings.Repeat("x", 4096)), 4096)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, s := range []string{"-wal", "-shm"} {
				os.Remove(filepath.Join(home, "index.db"+s))
			}
			if err := tear(filepath.Join(home, "index.db")); err != nil {
				t.Fatal(err)
			}
			ws := open(t, home)
			defer ws.Close()
			rows, err := ws.List(ctx, sqlite.ListFilter{Kind: "review", Query: "sensor"})
			if err != nil || len(rows) != 1 {
				t.Fatalf("%v %v", rows, err)
			}
		})
	}
}

func TestAnIndexFollowedStepByStepEqualsOneBuiltAnew(t *testing.T) {
	ws := open(t, t.TempDir())
	if err := ws.FillSample(ctx); err != nil {
		t.Fatal(err)
	}
	id := importFiles(t, ws, importing.Options{}, write(t, "pumps.md", pumps)).Records[0].ID
	list := func() string {
		rows, err := ws.List(ctx, sqlite.ListFilter{Kind: "review"})
		if err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(rows)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	list()
	if _, err := ws.Reviews.SetField(ctx, id, "severity", json.RawMessage(`"SEV2"`), ""); err != nil {
		t.Fatal(err)
	}
	list()
	if _, err := ws.Records.Remove(ctx, id, "review.remove", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := ws.Records.Restore(ctx, id, "review.restore", ""); err != nil {
		t.Fatal(err)
	}
	step := list()
	if err := ws.RebuildIndex(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if anew := list(); anew != step {
		t.Fatalf("followed: %s\nbuilt anew: %s", step, anew)
	}
}

func TestTheSampleIsFilledOnceAndKeepsWhatAPersonDoesToIt(t *testing.T) {
	home := t.TempDir()
	ws := open(t, home)
	for range 2 {
		if err := ws.FillSample(ctx); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := ws.List(ctx, sqlite.ListFilter{Kind: "review"})
	if err != nil || len(rows) != len(samples.Reviews()) {
		t.Fatal(len(rows), err)
	}
	r := get(t, ws, rows[0].ID)
	if len(r.Causes) < 5 || len(r.Evidence) == 0 || len(r.Timeline) < 10 {
		t.Fatalf("the sample came in short: %d causes, %d evidence, %d entries", len(r.Causes), len(r.Evidence), len(r.Timeline))
	}
	ids := map[string]bool{}
	for _, n := range r.Causes {
		ids[n.ID] = true
	}
	for _, e := range r.Evidence {
		if !ids[e.Cause] || !record.IsULID(e.Cause) {
			t.Fatalf("evidence points to no cause: %+v", e)
		}
	}
	if _, err := ws.Records.Remove(ctx, rows[0].ID, "review.remove", ""); err != nil {
		t.Fatal(err)
	}
	ws.Close()
	ws = open(t, home)
	if err := ws.FillSample(ctx); err != nil {
		t.Fatal(err)
	}
	if rows, err = ws.List(ctx, sqlite.ListFilter{Kind: "review"}); err != nil || len(rows) != len(samples.Reviews())-1 {
		t.Fatal(len(rows), err)
	}
}

func TestOurOwnExportComesBackWhole(t *testing.T) {
	ws := open(t, t.TempDir())
	if err := ws.FillSample(ctx); err != nil {
		t.Fatal(err)
	}
	rows, err := ws.List(ctx, sqlite.ListFilter{Kind: "review"})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		r := get(t, ws, row.ID).Shared()
		reason := func(about string) review.Finding {
			return review.Finding{ID: "left of " + about, Level: "notice", Key: review.CheckPrefix + "S04", About: about, State: "dismissed", Answer: "Told in " + about, Params: map[string]string{"sum": "0123456789abcdef"}}
		}
		r.Left = append(r.Left, reason("sections/summary"))
		if len(r.Actions) > 0 {
			r.Left = append(r.Left, reason("actions/"+r.Actions[0].ID))
		}
		made, err := ws.Imports.AddReviews(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ws.Records.Create(ctx, made...); err != nil {
			t.Fatal(err)
		}
		back := get(t, ws, made[0].State.ID)
		if len(back.Timeline) != len(r.Timeline) || len(back.Causes) != len(r.Causes) || len(back.Actions) != len(r.Actions) || len(back.Sections) != len(r.Sections) {
			t.Errorf("%s came back short", r.Title)
		}
		if len(back.Left) != len(r.Left) || len(back.Findings) != len(r.Findings) {
			t.Errorf("%s: %d findings were left, %d came back; %d of %d of the import", r.Title, len(r.Left), len(back.Left), len(back.Findings), len(r.Findings))
		}
		for _, f := range back.Left {
			collection, id, _ := strings.Cut(f.About, "/")
			if collection == "actions" && !slices.ContainsFunc(back.Actions, func(a review.Action) bool { return a.ID == id }) || collection == "sections" && id != "summary" {
				t.Errorf("%q is about %s", f.Answer, f.About)
			}
		}
		for i := range r.Causes {
			if back.Causes[i].Text != r.Causes[i].Text || back.Causes[i].Status != r.Causes[i].Status || back.Causes[i].For != r.Causes[i].For {
				t.Fatalf("cause %d: %+v, was %+v", i, back.Causes[i], r.Causes[i])
			}
		}
	}
}

func TestNamesStayOnThisMachine(t *testing.T) {
	ws := open(t, t.TempDir())
	text := pumps + "\n## Attendees\n\n- Wilhelmina Ostrander\n"
	id := importFiles(t, ws, importing.Options{}, write(t, "p.md", text)).Records[0].ID
	r := get(t, ws, id)
	if len(r.Participants) != 1 || r.Participants[0].Name != "Wilhelmina Ostrander" {
		t.Fatalf("known here: %+v", r.Participants)
	}
	raw, err := json.Marshal(r.Shared())
	if err != nil || strings.Contains(string(raw), "Ostrander") {
		t.Fatalf("the shared view holds a name: %s", raw)
	}
	snap, err := ws.Records.Get(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	head, _ := record.Canonical(snap.State.Head)
	parts, _ := record.Canonical(snap.State.Parts)
	if strings.Contains(string(head)+string(parts), "Ostrander") {
		t.Fatal("a shared field holds a name")
	}
}

func TestAReadOnlyHomeOpensForReading(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere; the full-disk test mounts a read-only disk instead")
	}
	home := t.TempDir()
	ws := open(t, home)
	importFiles(t, ws, importing.Options{}, write(t, "p.md", pumps))
	ws.Close()
	if err := os.Chmod(home, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(home, 0o700) })
	ro := open(t, home)
	if !ro.ReadOnly {
		t.Fatal("not read-only")
	}
}

func TestALongTimelineTakesFurtherEntries(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Long night\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n")
	for i := range 5000 {
		b.WriteString("| 2026-03-02 10:00 | event " + strconv.Itoa(i) + " |\n")
	}
	ws := open(t, t.TempDir())
	id := importFiles(t, ws, importing.Options{}, write(t, "long.md", b.String())).Records[0].ID
	for i := range 3 {
		if _, err := ws.Reviews.AddPart(ctx, id, "timeline", map[string]any{"line": "2026-03-02 10:00 UTC further " + strconv.Itoa(i)}, "", ""); err != nil {
			t.Fatal(err)
		}
	}
	r := get(t, ws, id)
	if len(r.Timeline) != 5003 || r.Timeline[4999].Text != "event 4999" || r.Timeline[5002].Text != "further 2" {
		t.Fatalf("%d entries, last %q", len(r.Timeline), r.Timeline[len(r.Timeline)-1].Text)
	}
	for _, e := range r.Timeline {
		if len(e.Rank) > 12 {
			t.Fatalf("rank %q is long", e.Rank)
		}
	}
}
