package app_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	_ "time/tzdata"

	"secondstory/app"
	"secondstory/backend/domain/fault"
	"secondstory/samples"
)

// shell stands for the window toolkit: it remembers events and answers dialogs.
type shell struct {
	mu        sync.Mutex
	events    []string
	done      chan string
	news      chan struct{} // holds one where something was told since somebody waited
	open      []string
	save      string
	meanwhile func()
}

func newShell() *shell { return &shell{done: make(chan string, 64), news: make(chan struct{}, 1)} }

func (s *shell) Emit(event string, data any) {
	raw, _ := json.Marshal(data)
	s.mu.Lock()
	s.events = append(s.events, event+" "+string(raw))
	s.mu.Unlock()
	select {
	case s.news <- struct{}{}:
	default:
	}
	if d, ok := data.(app.JobDone); ok {
		s.done <- d.ID
	}
}
func (s *shell) OpenFiles(string) ([]string, error) { return s.open, nil }
func (s *shell) OpenFolder(string) (string, error)  { return s.save, nil }
func (s *shell) SaveFile(_, name string) (string, error) {
	if s.meanwhile != nil {
		s.meanwhile() // somebody writes while the dialog stands open
	}
	return filepath.Join(s.save, name), nil
}
func (s *shell) Front()                   {}
func (s *shell) Notify(_, _ string) error { return nil }
func (s *shell) OpenFile(string) error    { return nil }

func (s *shell) has(part string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range s.events {
		if strings.Contains(e, part) {
			return true
		}
	}
	return false
}

type bound struct {
	*app.App
	shell      *shell
	workspace  *app.Workspace
	reviews    *app.Reviews
	records    *app.Records
	imports    *app.Imports
	causes     *app.Causes
	reports    *app.Reports
	spaces     *app.Spaces
	home, save string
}

func start(t *testing.T) *bound {
	t.Helper()
	dir := t.TempDir()
	a := app.New(app.Config{Version: "test", Home: filepath.Join(dir, "own"), SampleHome: filepath.Join(dir, "sample")})
	b := &bound{App: a, shell: newShell(), workspace: app.NewWorkspace(a), reviews: app.NewReviews(a), records: app.NewRecords(a),
		imports: app.NewImports(a), causes: app.NewCauses(a), reports: app.NewReports(a), spaces: app.NewSpaces(a), home: dir, save: t.TempDir()}
	b.shell.save = b.save
	a.Start(b.shell)
	t.Cleanup(a.Close)
	return b
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func (b *bound) wait(t *testing.T, id string) {
	t.Helper()
	for {
		select {
		case got := <-b.shell.done:
			if got == id {
				return
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%s did not end", id)
		}
	}
}

// until waits for an event that says something.
func (b *bound) until(t *testing.T, part string) {
	t.Helper()
	for !b.shell.has(part) {
		select {
		case <-b.shell.news:
		case <-time.After(20 * time.Second):
			t.Fatalf("%s was not told", part)
		}
	}
}

func TestTheFirstStartShowsTheSampleAndOwnWorkIsKeptApart(t *testing.T) {
	b := start(t)
	info := must[app.Info](t)(b.workspace.Info())
	if !info.Sample || info.Problem != nil {
		t.Fatalf("%+v", info)
	}
	if list, n := must[app.ReviewList](t)(b.reviews.List(app.ListFilter{})), len(samples.Reviews()); len(list.Rows) != n || list.Total != n {
		t.Fatalf("%+v", list)
	}
	info = must[app.Info](t)(b.workspace.StartOwn())
	if info.Sample {
		t.Fatal("own workspace")
	}
	if list := must[app.ReviewList](t)(b.reviews.List(app.ListFilter{})); len(list.Rows) != 0 {
		t.Fatalf("%+v", list)
	}
	made := must[app.Created](t)(b.reviews.Create("Mine", ""))
	must[app.Info](t)(b.workspace.OpenSample())
	if _, err := b.reviews.Get(made.Ref); !fault.Is(err, fault.NotFound) {
		t.Fatalf("own work is not in the sample: %v", err)
	}
}

func TestAJourneyFromAFileToPaper(t *testing.T) {
	b := start(t)
	must[app.Info](t)(b.workspace.StartOwn())
	file := filepath.Join(t.TempDir(), "pm.md")
	text := "# Checkout slow\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n| 2026-05-01 10:00 | Alert |\n| 2026-05-01 10:30 | Rolled back |\n\n## Root cause\n\n- Pool too small\n\n## Action items\n\n- Raise the pool\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	b.shell.open = []string{file}
	paths := must[[]string](t)(b.imports.Choose())
	job := must[string](t)(b.imports.Preview(paths, "", nil, nil, nil))
	b.wait(t, job)
	preview := must[app.ImportPreview](t)(b.imports.PreviewResult(job))
	if preview.Created != 1 || len(preview.Files[0].Entries) != 2 || preview.Files[0].Path != "pm.md" {
		t.Fatalf("%+v", preview)
	}
	job = must[string](t)(b.imports.Apply(job, app.ImportChoice{}))
	b.wait(t, job)
	result := must[app.ImportResult](t)(b.imports.ApplyResult(job))
	ref := result.Records[0].Ref
	if !b.shell.has("review.changed") || !b.shell.has(ref) {
		t.Fatal("the window was not told")
	}
	r := must[app.ReviewDoc](t)(b.reviews.Get(ref))
	must[app.Added](t)(b.reviews.AddPart(ref, "timeline", `{"line":"2026-05-01 10:10 UTC Pool exhausted"}`, "", "scribe"))
	must[app.TextSaved](t)(b.reviews.SaveText(ref, "timeline/"+r.Timeline[0].ID+"/text", "Alert", "Alert on latency", "row"))
	must[app.Written](t)(b.reviews.CorrectTime(ref, r.Timeline[1].ID, "10:35", "read from the log", ""))
	must[app.Added](t)(b.causes.Add(ref, r.Causes[1].ID, "child", "Sized for one region", ""))
	r = must[app.ReviewDoc](t)(b.reviews.Get(ref))
	if len(r.Timeline) != 3 || r.Timeline[1].Text != "Pool exhausted" || r.Timeline[2].At != "2026-05-01T10:35:00Z" || len(r.Timeline[2].Times) != 2 || len(r.Causes) != 3 {
		t.Fatalf("%+v %+v", r.Timeline, r.Causes)
	}
	for _, view := range []string{"fishbone", "whys"} {
		var drawn struct {
			Scene struct{ Items []any }
			Nodes []any
		}
		if err := json.Unmarshal([]byte(must[string](t)(b.causes.Scene(ref, app.SceneOptions{View: view}))), &drawn); err != nil || len(drawn.Scene.Items) == 0 || len(drawn.Nodes) != 3 {
			t.Fatalf("%s: %v", view, err)
		}
	}
	for i := 0; i < 4; i++ {
		if u := must[app.UndoResult](t)(b.records.Undo(ref, "")); !u.Done {
			t.Fatalf("undo %d", i)
		}
	}
	// One more stops at the state as imported and says how a review is removed.
	u := must[app.UndoResult](t)(b.records.Undo(ref, ""))
	state := must[app.UndoState](t)(b.records.CanUndo(ref))
	if u.Done || u.Label.Key != "undo.nothing" || state.Undo != nil || must[app.ReviewDoc](t)(b.reviews.Get(ref)).Trashed {
		t.Fatalf("%+v %+v", u, state)
	}
	if r = must[app.ReviewDoc](t)(b.reviews.Get(ref)); len(r.Timeline) != 2 || r.Timeline[0].Text != "Alert" || len(r.Causes) != 2 {
		t.Fatalf("after four undos: %+v", r.Timeline)
	}
	saved := must[app.SavedFile](t)(b.reports.Make(ref, app.ReportChoice{Kind: "internal"}, ""))
	raw, err := os.ReadFile(saved.Path)
	if err != nil || !strings.HasPrefix(string(raw), "%PDF-") {
		t.Fatal(err)
	}
	again := must[app.SavedFile](t)(b.reports.Make(ref, app.ReportChoice{Kind: "internal"}, ""))
	if twice, err := os.ReadFile(again.Path); err != nil || string(twice) != string(raw) {
		t.Fatal("same data, other bytes")
	}
	page := must[app.HistoryPage](t)(b.records.History(ref, 50, 0, "utc"))
	if len(page.Rows) != 9 || page.Rows[8].Action != "review.import" {
		t.Fatalf("%d steps", len(page.Rows))
	}
}

func TestAnErrorLeavesAsTextWithACodeAKeyAndNoPathOfOurs(t *testing.T) {
	b := start(t)
	_, err := b.reviews.Get("REV-26-000000")
	text, ok := b.FormatError(err).(string)
	var w app.WireError
	if !ok || json.Unmarshal([]byte(text), &w) != nil || w.Code != "not_found" || w.Key != "record.missing" {
		t.Fatalf("%v", text)
	}
	internal, _ := b.FormatError(fmt.Errorf("open %s/local.db: no such table: part", b.home)).(string)
	if strings.Contains(internal, b.home) || strings.Contains(internal, "table") {
		t.Fatalf("a path or SQL reached the person: %s", internal)
	}
	if json.Unmarshal([]byte(internal), &w) != nil || w.Code != "internal" || w.Ref == "" {
		t.Fatalf("%s", internal)
	}
	log, err := os.ReadFile(filepath.Join(b.home, "own", "log", "window.log"))
	if err != nil || !strings.Contains(string(log), w.Ref) || !strings.Contains(string(log), "no such table") {
		t.Fatalf("the log does not say more: %s %v", log, err)
	}
}

func TestASecondWindowOfAWorkspaceIsRefused(t *testing.T) {
	b := start(t)
	cfg := app.Config{Home: filepath.Join(b.home, "own"), SampleHome: filepath.Join(b.home, "sample"), Sample: true}
	cfg.Open = []string{"/tmp/a b.md", "/tmp/c.md"}
	if !app.SecondStart(cfg) {
		t.Fatal("the second start did not see the first")
	}
	for end := time.Now().Add(20 * time.Second); !b.shell.has(`files.dropped {"paths":["/tmp/a b.md","/tmp/c.md"],"pictures":false}`); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the first window was not told of the files")
		}
	}
	b.Close()
	if app.SecondStart(cfg) {
		t.Fatal("after the first has gone the second may open")
	}
}

func TestFilesOfTheStartAreGivenToThePageOnce(t *testing.T) {
	dir := t.TempDir()
	a := app.New(app.Config{Version: "test", Home: filepath.Join(dir, "own"), SampleHome: filepath.Join(dir, "sample"), Open: []string{"/x/y.md"}})
	a.Start(newShell())
	t.Cleanup(a.Close)
	w := app.NewWorkspace(a)
	if got := must[[]string](t)(w.TakeOpened()); len(got) != 1 || got[0] != "/x/y.md" {
		t.Fatal(got)
	}
	if got := must[[]string](t)(w.TakeOpened()); len(got) != 0 {
		t.Fatal(got)
	}
}

// TestTheSurfaceIsKnown holds the bound methods to a list, so that none becomes
// callable from JavaScript unnoticed.
func TestTheSurfaceIsKnown(t *testing.T) {
	a := app.New(app.Config{})
	var lines []string
	for _, s := range []any{app.NewWorkspace(a), app.NewReviews(a), app.NewRecords(a), app.NewImports(a), app.NewCauses(a), app.NewReports(a), app.NewSearch(a), app.NewSpaces(a), app.NewMeasures(a), app.NewStudies(a), app.NewActions(a), app.NewPictures(a), app.NewObligations(a), app.NewAudit(a), app.NewCalendars(a), app.NewPolicies(a), app.NewIncidents(a), app.NewBackups(a), app.NewServices(a), app.NewInbox(a)} {
		typ := reflect.TypeOf(s)
		for i := range typ.NumMethod() {
			m := typ.Method(i)
			lines = append(lines, typ.Elem().Name()+"."+m.Name+strings.TrimPrefix(m.Type.String(), "func("+typ.String()))
		}
	}
	sort.Strings(lines)
	got := strings.Join(lines, "\n") + "\n"
	path := filepath.Join("testdata", "surface.txt")
	if os.Getenv("UPDATE") != "" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != got {
		t.Fatalf("the bound methods have changed; look at the difference and run UPDATE=1 go test ./app\n%s", got)
	}
}

// TestNoListOfTheWireIsEverNull fills no field: what JavaScript gets must have
// [] and {} where a list or map stands.
func TestNoListOfTheWireIsEverNull(t *testing.T) {
	b := start(t)
	must[app.Info](t)(b.workspace.StartOwn())
	made := must[app.Created](t)(b.reviews.Create("Empty", ""))
	for name, v := range map[string]any{
		"review":   must[app.ReviewDoc](t)(b.reviews.Get(made.Ref)),
		"list":     must[app.ReviewList](t)(b.reviews.List(app.ListFilter{Query: "nothing"})),
		"history":  must[app.HistoryPage](t)(b.records.History(made.Ref, 10, 0, "incident")),
		"settings": must[[]app.Setting](t)(b.workspace.Settings()),
		"targets":  must[[]app.CauseTarget](t)(b.causes.Targets(made.Ref, "none")),
		"zones":    must[[]string](t)(b.reviews.Zones()),
	} {
		raw, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var back any
		_ = json.Unmarshal(raw, &back)
		if where := nullList(reflect.ValueOf(v), name); where != "" {
			t.Errorf("%s is null in %s", where, raw)
		}
	}
}

func nullList(v reflect.Value, path string) string {
	switch v.Kind() {
	case reflect.Slice:
		if v.IsNil() {
			return path
		}
		for i := range v.Len() {
			if w := nullList(v.Index(i), fmt.Sprintf("%s[%d]", path, i)); w != "" {
				return w
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			tag := v.Type().Field(i).Tag.Get("json")
			if strings.Contains(tag, "omitempty") {
				continue
			}
			if w := nullList(v.Field(i), path+"."+v.Type().Field(i).Name); w != "" {
				return w
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			return nullList(v.Elem(), path)
		}
	}
	return ""
}
