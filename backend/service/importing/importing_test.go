package importing_test

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"testing"
	"time"

	_ "time/tzdata"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/recording"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace/dbtest"
)

var ctx = context.Background()

// bench is the service on a real database; files and what their reader makes of
// them are the test's own.
type bench struct {
	*importing.Service
	*dbtest.Bench
	docs    map[string]intake.Document // by the bytes of the file
	files   map[string]string          // bytes by path
	version int                        // of the reader
	odd     map[string]bool            // bytes that are read only as text a person asked for
}

type store struct{ b *bench }

func (s store) Sources(ctx context.Context, sha256, path string) (list []record.Source, err error) {
	err = s.b.Local.View(ctx, s.b.Reg, func(tx *sqlite.Tx) error {
		list, err = tx.Sources(sha256, path)
		return err
	})
	return list, err
}

func (s store) Keep(ctx context.Context, id, sha256 string, q intake.Quarantined, body []byte, at time.Time) error {
	return s.b.Local.Update(ctx, s.b.Reg, func(tx *sqlite.Tx) error { return tx.KeepQuarantined(id, sha256, q, body, at) })
}

type files struct{ b *bench }

func (f files) Expand(paths []string) ([]importing.File, error) {
	var out []importing.File
	for _, p := range paths {
		out = append(out, importing.File{Path: p, Size: int64(len(f.b.files[p]))})
	}
	return out, nil
}
func (f files) Read(path string) ([]byte, error) { return []byte(f.b.files[path]), nil }

type reader struct{ b *bench }

func (r reader) Read(name string, data []byte, as string) intake.Outcome {
	d, ok := r.b.docs[string(data)]
	if !ok || as == "" && r.b.odd[string(data)] {
		return intake.Outcome{Quarantined: &intake.Quarantined{File: name, Reason: "ingest.unreadable"}}
	}
	return intake.Outcome{Document: &d}
}
func (r reader) TooLarge(string, int64) (intake.Outcome, bool) { return intake.Outcome{}, false }
func (r reader) Version() int                                  { return r.b.version }

func open(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: dbtest.Open(t), version: 1, docs: map[string]intake.Document{}, files: map[string]string{}}
	b.Service = &importing.Service{Rec: b.Recorder(b), Sources: store{b}, Quarantine: store{b}, Files: files{b}, Reader: reader{b}, Now: b.Tell, NewID: b.ID}
	return b
}

// put lays a file down whose content the reader understands as a document.
func (b *bench) put(path, version string, d intake.Document) {
	d.Format, d.ReaderVersion = "markdown", b.version
	b.docs[version], b.files[path] = d, version
}

func (b *bench) run(opts importing.Options, paths ...string) importing.Applied {
	b.T.Helper()
	b.Clock = b.Clock.Add(time.Minute)
	p, err := b.Preview(ctx, paths, opts, nil)
	b.Must(err)
	would := p.WouldDo(opts)
	a, err := b.Apply(ctx, p, opts, nil)
	b.Must(err)
	if a.Read != a.Created+a.Updated+a.Unchanged+len(a.Quarantined) {
		b.T.Fatalf("the account does not add up: %+v", a)
	}
	if would.Created != a.Created || would.Updated != a.Updated || would.Unchanged != a.Unchanged {
		b.T.Fatalf("foretold %+v, done %+v", would, a)
	}
	return a
}

func (b *bench) get(id string) review.Review {
	b.T.Helper()
	snap, err := b.Rec.Get(ctx, id)
	b.Must(err)
	return review.FromSnapshot(snap)
}

func (b *bench) edit(id, action string, ops ...record.Op) {
	b.T.Helper()
	_, err := b.Rec.Edit(ctx, id, recording.Edit{Action: action, Needs: []string{review.Timeline, review.Actions, review.Participants, review.Factors, review.Findings},
		Plan: func(*record.State) ([]record.Op, error) { return ops, nil }})
	b.Must(err)
}

func (b *bench) conflicts(id string) []string {
	b.T.Helper()
	snap, err := b.Rec.Get(ctx, id)
	b.Must(err)
	var out []string
	for _, c := range snap.State.Live(review.Conflicts) {
		d := snap.State.Parts[review.Conflicts][c].Doc
		out = append(out, record.Str(d, "path")+": "+strings.Join(record.Strs(d, "values"), " | "))
	}
	sort.Strings(out)
	return out
}

func event(at, text string) intake.Entry {
	e := intake.Entry{Text: text, Time: timeline.Statement{At: at, Zone: "UTC", Precision: timeline.Minute}}
	if at == "" {
		e.Time = timeline.Statement{Precision: timeline.Unknown}
	}
	return e
}

func texts(r review.Review) string {
	var out []string
	for _, e := range r.Timeline {
		out = append(out, e.Text)
	}
	return strings.Join(out, " | ")
}

func TestANewVersionBringsNewOwnersWithTheirNames(t *testing.T) {
	b := open(t)
	said := func(at, text, name string) intake.Entry {
		e := event(at, text)
		e.Name = name
		return e
	}
	v1 := intake.Document{Title: "Pumps", Actions: []intake.Action{{Title: "one", OwnerName: "Ada Stone"}},
		Timeline:     []intake.Entry{said("2026-01-01T10:00:00Z", "alarm", "Ada Stone")},
		Participants: []intake.Participant{{Name: "Ada Stone"}, {Role: "scribe", Name: "Ben Field"}}}
	b.put("/p.md", "v1", v1)
	id := b.run(importing.Options{}, "/p.md").Records[0].ID
	before := b.get(id)
	v2 := v1
	v2.Actions = []intake.Action{{Title: "one", OwnerName: "Ada Stone"}, {Title: "two", OwnerName: "Cleo Marsh"}, {Title: "three", OwnerName: "Ada Stone"}}
	v2.Participants = []intake.Participant{{Name: "Ada Stone"}, {Role: "scribe", Name: "Ben Field"}, {Name: "Cleo Marsh"}}
	v2.Timeline = []intake.Entry{said("2026-01-01T10:00:00Z", "alarm", "Cleo Marsh"), said("2026-01-01T10:01:00Z", "called", "Ada Stone")}
	b.put("/p.md", "v2", v2)
	if a := b.run(importing.Options{Update: true}, "/p.md"); a.Updated != 1 {
		t.Fatalf("%+v", a)
	}
	r := b.get(id)
	if r.Timeline[0].Name != "Cleo Marsh" || r.Timeline[1].Name != "Ada Stone" {
		t.Errorf("entries: %+v", r.Timeline)
	}
	owners := map[string]string{}
	for _, a := range r.Actions {
		owners[a.Title] = a.Owner
	}
	if len(r.Actions) != 3 || owners["one"] != "Ada Stone" || owners["two"] != "Cleo Marsh" || owners["three"] != "Ada Stone" {
		t.Errorf("owners: %v", owners)
	}
	var names []string
	for _, p := range r.Participants {
		names = append(names, p.Name)
	}
	if got := strings.Join(names, ", "); got != "Ada Stone, Ben Field, Cleo Marsh" {
		t.Errorf("participants: %s", got)
	}
	if r.Participants[0].ID != before.Participants[0].ID {
		t.Error("a participant known by name only is another piece now")
	}
	if r.Actions[0].OwnerActor != r.Actions[2].OwnerActor && r.Actions[0].Title == "one" && r.Actions[2].Title == "three" {
		t.Error("one person has two pseudonyms")
	}
	// A name is local: the undo of the merge takes it back as well.
	if u, err := b.Rec.Undo(ctx, id, ""); err != nil || !u.Done || len(b.get(id).Actions) != 1 {
		t.Fatalf("%+v %v", u, err)
	}
}

func TestANewOwnerInTheSourceIsTakenOverUnlessAPersonChoseAnother(t *testing.T) {
	b := open(t)
	v1 := intake.Document{Title: "Pumps", Actions: []intake.Action{{Title: "one", OwnerName: "Ada Stone"}, {Title: "two", OwnerName: "Ada Stone"}}}
	b.put("/p.md", "v1", v1)
	id := b.run(importing.Options{}, "/p.md").Records[0].ID
	two := b.get(id).Actions[1].ID
	b.edit(id, "actions.set", record.SetOp(record.Path{Collection: "actions", Part: two, Field: "owner_actor"}, "p-chosen-here"))
	v2 := intake.Document{Title: "Pumps", Actions: []intake.Action{{Title: "one", OwnerName: "Ben Field"}, {Title: "two", OwnerName: "Ben Field"}}}
	b.put("/p.md", "v2", v2)
	b.run(importing.Options{Update: true}, "/p.md")
	r := b.get(id)
	if r.Actions[0].Owner != "Ben Field" {
		t.Errorf("the source's new owner: %+v", r.Actions[0])
	}
	if r.Actions[1].OwnerActor != "p-chosen-here" || len(b.conflicts(id)) != 1 {
		t.Errorf("the owner a person chose: %+v %v", r.Actions[1], b.conflicts(id))
	}
}

func TestAFindingOfANewVersionPointsToTheEntryThatIsThere(t *testing.T) {
	b := open(t)
	v1 := intake.Document{Title: "Pumps", Timeline: []intake.Entry{event("2026-01-01T10:00:00Z", "alarm"), event("2026-01-01T10:10:00Z", "pump")}}
	b.put("/p.md", "v1", v1)
	id := b.run(importing.Options{}, "/p.md").Records[0].ID
	pump := b.get(id).Timeline[1].ID
	v2 := v1
	v2.Findings = []intake.Finding{{Level: "finding", Key: "ingest.odd", Entry: 1, Params: map[string]string{"n": "1"}}, {Level: "notice", Key: "ingest.whole", Entry: -1}}
	b.put("/p.md", "v2", v2)
	b.run(importing.Options{Update: true}, "/p.md")
	about := map[string]string{}
	for _, f := range b.get(id).Findings {
		about[f.Key] = f.About
	}
	if about["ingest.odd"] != "timeline/"+pump || about["ingest.whole"] != "" || len(about) != 2 {
		t.Fatalf("%v, the entry is %s", about, pump)
	}
}

func TestAWhyThatOnlyTheNewVersionTellsIsNotLost(t *testing.T) {
	b := open(t)
	v1 := intake.Document{Title: "Pumps", Causes: []intake.Cause{{Parent: -1, Text: "sensor wrong"}, {Parent: 0, Text: "not calibrated"}}}
	b.put("/p.md", "v1", v1)
	id := b.run(importing.Options{}, "/p.md").Records[0].ID
	r := b.get(id)
	b.edit(id, "causes.note", record.SetOp(record.Path{Field: "severity"}, "SEV2"))
	v2 := intake.Document{Title: "Pumps", Causes: []intake.Cause{{Parent: -1, Text: "sensor wrong"}, {Parent: 0, Text: "not calibrated"}, {Parent: 1, Text: "nobody owns it"}, {Parent: -1, Text: "alarm too late"}}}
	b.put("/p.md", "v2", v2)
	b.run(importing.Options{Update: true}, "/p.md")
	outline := func(r review.Review) string {
		out, depth := "", map[string]int{"": -1}
		for _, n := range r.Causes {
			depth[n.ID] = depth[n.Parent] + 1
			out += strings.Repeat(" ", depth[n.ID]) + n.Text + "\n"
		}
		return out
	}
	after := b.get(id)
	if got := outline(after); got != "Pumps\n sensor wrong\n  not calibrated\n   nobody owns it\n alarm too late\n" {
		t.Errorf("got\n%s", got)
	}
	if after.Causes[1].ID != r.Causes[1].ID || len(after.Analyses) != 1 {
		t.Error("the tree people work on was made anew")
	}
	// A third version without a change of the chain adds nothing again.
	v3 := v2
	v3.Services = []string{"water"}
	b.put("/p.md", "v3", v3)
	b.run(importing.Options{Update: true}, "/p.md")
	if got := b.get(id); len(got.Causes) != len(after.Causes) || len(got.Services) != 1 {
		t.Errorf("again:\n%s", outline(got))
	}
}

func TestAWhyThatAPersonRemovedStaysRemoved(t *testing.T) {
	b := open(t)
	v1 := intake.Document{Title: "Pumps", Causes: []intake.Cause{{Parent: -1, Text: "sensor wrong"}, {Parent: 0, Text: "not calibrated"}}}
	b.put("/p.md", "v1", v1)
	id := b.run(importing.Options{}, "/p.md").Records[0].ID
	gone := b.get(id).Causes[2].ID
	_, err := b.Rec.Edit(ctx, id, recording.Edit{Action: "causes.remove", Needs: []string{"causes"}, Plan: func(*record.State) ([]record.Op, error) {
		return []record.Op{record.RemoveOp(record.Path{Collection: "causes", Part: gone})}, nil
	}})
	b.Must(err)
	v2 := intake.Document{Title: "Pumps", Causes: append(v1.Causes, intake.Cause{Parent: 1, Text: "nobody owns it"})}
	b.put("/p.md", "v2", v2)
	b.run(importing.Options{Update: true}, "/p.md")
	var list []string
	for _, n := range b.get(id).Causes {
		list = append(list, n.Text)
	}
	if got := strings.Join(list, " | "); got != "Pumps | sensor wrong | nobody owns it" {
		t.Fatalf("%s", got)
	}
}

func TestAFileThatGoesBackToAnEarlierVersionIsAChangeToo(t *testing.T) {
	b := open(t)
	v1 := intake.Document{Title: "Pumps", Timeline: []intake.Entry{event("2026-01-01T10:00:00Z", "alarm")}}
	v2 := intake.Document{Title: "Pumps", Timeline: []intake.Entry{event("2026-01-01T10:00:00Z", "alarm at tank 2")}}
	b.put("/p.md", "v1", v1)
	id := b.run(importing.Options{}, "/p.md").Records[0].ID
	b.put("/p.md", "v2", v2)
	b.run(importing.Options{Update: true}, "/p.md")
	b.put("/p.md", "v1", v1)
	if a := b.run(importing.Options{}, "/p.md"); len(a.Proposals) != 1 {
		t.Fatalf("it waits for a person: %+v", a)
	}
	if a := b.run(importing.Options{Update: true}, "/p.md"); a.Updated != 1 || texts(b.get(id)) != "alarm" {
		t.Fatalf("%+v %s", a, texts(b.get(id)))
	}
	if a := b.run(importing.Options{Update: true}, "/p.md"); a.Unchanged != 1 || len(a.Proposals) != 0 {
		t.Fatalf("and once it is merged nothing is left: %+v", a)
	}
}

func TestANewVersionOfARecordInTheTrashWaitsAndStopsNoOtherFile(t *testing.T) {
	b := open(t)
	b.put("/a.md", "a1", intake.Document{Title: "A"})
	id := b.run(importing.Options{}, "/a.md").Records[0].ID
	_, err := b.Rec.Remove(ctx, id, "review.remove", "")
	b.Must(err)
	b.put("/a.md", "a2", intake.Document{Title: "A again"})
	b.put("/b.md", "b1", intake.Document{Title: "B"})
	b.Clock = b.Clock.Add(time.Minute)
	p, err := b.Preview(ctx, []string{"/a.md", "/b.md"}, importing.Options{Update: true}, nil)
	b.Must(err)
	a, err := b.Apply(ctx, p, importing.Options{Update: true}, nil)
	b.Must(err)
	if a.Created != 1 || a.Unchanged != 1 || len(a.Proposals) != 1 || a.Read != 2 {
		t.Fatalf("%+v", a)
	}
	if snap, err := b.Rec.Get(ctx, id); err != nil || !snap.Trashed() {
		t.Fatalf("%v", err)
	}
}

func TestAPreviewThatAnotherImportOvertookMakesNoSecondRecord(t *testing.T) {
	b := open(t)
	b.put("/a.md", "a1", intake.Document{Title: "A"})
	p, err := b.Preview(ctx, []string{"/a.md"}, importing.Options{}, nil)
	b.Must(err)
	b.run(importing.Options{}, "/a.md") // the command line was faster
	a, err := b.Apply(ctx, p, importing.Options{}, nil)
	b.Must(err)
	if a.Created != 0 || a.Unchanged != 1 || a.Read != 1 {
		t.Fatalf("%+v", a)
	}
}

func TestTwoEqualFilesInOneImportAreOneReview(t *testing.T) {
	b := open(t)
	b.put("/a.md", "same", intake.Document{Title: "A"})
	b.put("/b.md", "same", intake.Document{Title: "A"})
	b.files["/c.md"], b.files["/d.md"] = "unreadable", "unreadable"
	a := b.run(importing.Options{}, "/a.md", "/b.md", "/c.md", "/d.md")
	if a.Read != 4 || a.Created != 1 || a.Unchanged != 1 || len(a.Quarantined) != 2 {
		t.Fatalf("%+v", a)
	}
}

// The table of a re-import: what the source changed, what a person changed.
func TestAMergeOfANewVersionKeepsWhatPeopleDidAndTakesWhatTheSourceDid(t *testing.T) {
	b := open(t)
	v1 := intake.Document{Title: "Pumps", Severity: "SEV3", Services: []string{"water"},
		Sections: []intake.Section{{Key: "summary", Title: "Summary", Text: "One two three."}, {Key: "impact", Title: "Impact", Text: "Dry."}, {Key: "old", Title: "Old", Text: "Gone soon."}},
		Timeline: []intake.Entry{event("2026-01-01T10:00:00Z", "alarm"), event("2026-01-01T10:10:00Z", "pump"), event("2026-01-01T10:20:00Z", "calm"), event("", "undated")},
		Factors:  []intake.Factor{{Text: "sensor"}, {Text: "rota", Kind: "went_well"}}}
	b.put("/p.md", "v1", v1)
	id := b.run(importing.Options{}, "/p.md").Records[0].ID
	r := b.get(id)
	at := func(i int, field string) record.Path {
		return record.Path{Collection: "timeline", Part: r.Timeline[i].ID, Field: field}
	}
	own := record.Path{Collection: "sections", Part: "summary", Field: "text"}
	b.edit(id, "people",
		record.SetOp(own, "One 2 three."),                                                                  // the source changes it elsewhere
		record.SetOp(record.Path{Field: "severity"}, "SEV1"),                                               // the source changes it too
		record.SetOp(at(0, "text"), "level alarm"),                                                         // the source leaves it
		record.RemoveOp(record.Path{Collection: "timeline", Part: at(1, "").Part}),                         // the source changes it
		record.SetOp(record.Path{Collection: "factors", Part: r.Factors[1].ID, Field: "text"}, "the rota"), // the source drops it
		record.AddOp("timeline", "01KZZZZZZZZZZZZZZZZZZZZZZZ", record.Doc{"text": "seen by the night shift", "rank": "zz", "times": []any{review.StatementDoc(event("2026-01-01T11:00:00Z", "").Time)}}),
	)
	v2 := intake.Document{Title: "Pumps ran dry", Severity: "SEV2", Services: []string{"water", "power"},
		Sections: []intake.Section{{Key: "summary", Title: "Summary", Text: "One two three. Four."}, {Key: "impact", Title: "Impact", Text: "Dry."}, {Key: "lessons", Title: "Lessons", Text: "Look."}},
		Timeline: []intake.Entry{event("2026-01-01T10:00:00Z", "alarm"), event("2026-01-01T10:12:00Z", "pump"), event("2026-01-01T10:15:00Z", "valve"), event("2026-01-01T10:25:00Z", "calm"), event("", "undated")},
		Factors:  []intake.Factor{{Text: "sensor"}}}
	b.put("/p.md", "v2", v2)
	b.run(importing.Options{Update: true}, "/p.md")
	got := b.get(id)
	if got.Title != "Pumps ran dry" || strings.Join(got.Services, ",") != "water,power" || got.Severity != "SEV1" {
		t.Errorf("head: %s, %v, %s", got.Title, got.Services, got.Severity)
	}
	if text := texts(got); text != "level alarm | valve | calm | undated | seen by the night shift" {
		t.Errorf("timeline: %s", text)
	}
	for _, e := range got.Timeline {
		if e.Text == "calm" && (e.ID != r.Timeline[2].ID || len(e.Times) != 2 || e.At != "2026-01-01T10:25:00Z") {
			t.Errorf("a time stated anew keeps the earlier one: %+v", e)
		}
	}
	sections := map[string]string{}
	for _, s := range got.Sections {
		sections[s.Key] = s.Text
	}
	if sections["summary"] != "One 2 three. Four." || sections["impact"] != "Dry." || sections["lessons"] != "Look." || sections["old"] != "" {
		t.Errorf("sections: %v", sections)
	}
	if len(got.Factors) != 2 || got.Factors[1].Text != "the rota" {
		t.Errorf("what a person worked on stays: %+v", got.Factors)
	}
	if c := b.conflicts(id); len(c) != 1 || c[0] != "severity: SEV1 | SEV2" {
		t.Errorf("conflicts: %v", c)
	}
	// One step takes all of it back.
	if u, err := b.Rec.Undo(ctx, id, ""); err != nil || !u.Done {
		t.Fatal(u, err)
	}
	if back := b.get(id); back.Title != "Pumps" || texts(back) != "level alarm | calm | undated | seen by the night shift" || len(b.conflicts(id)) != 0 {
		t.Errorf("after undo: %s %s", back.Title, texts(back))
	}
}

func TestATitleThatIsTooLongIsKeptWholeBeside(t *testing.T) {
	b := open(t)
	long := strings.TrimSpace(strings.Repeat("very long title ", 40))
	b.put("/a.md", "a1", intake.Document{Title: long})
	r := b.get(b.run(importing.Options{}, "/a.md").Records[0].ID)
	if len([]rune(r.Title)) > 300 || len(r.Sections) != 1 || r.Sections[0].Text != long {
		t.Fatalf("%q %+v", r.Title, r.Sections)
	}
}

func TestAZoneIsCheckedBeforeAnythingIsRead(t *testing.T) {
	b := open(t)
	b.put("/a.md", "a1", intake.Document{Title: "A", Timeline: []intake.Entry{{Text: "x", Time: timeline.Statement{At: "2026-07-01T10:00:00", Precision: timeline.Minute}}},
		Findings: []intake.Finding{{Level: "question", Key: review.ZoneQuestion, Entry: -1}}})
	if _, err := b.Preview(ctx, []string{"/a.md"}, importing.Options{Zone: "Mars/Base"}, nil); !fault.Is(err, fault.Invalid) {
		t.Fatalf("%v", err)
	}
	r := b.get(b.run(importing.Options{Zone: "Europe/Berlin"}, "/a.md").Records[0].ID)
	if r.Timeline[0].At != "2026-07-01T10:00:00+02:00" || r.Zone != "Europe/Berlin" || len(r.Findings) != 0 {
		t.Fatalf("%+v %s %+v", r.Timeline[0], r.Zone, r.Findings)
	}
}

func TestAStoppedImportTellsWhatStands(t *testing.T) {
	b := open(t)
	var paths []string
	for i := range 5 {
		path := fmt.Sprintf("/%d.md", i)
		b.put(path, fmt.Sprint(i), intake.Document{Title: fmt.Sprint("review ", i)})
		paths = append(paths, path)
	}
	p, err := b.Preview(ctx, paths, importing.Options{}, nil)
	b.Must(err)
	stopping, stop := context.WithCancel(ctx)
	a, err := b.Apply(stopping, p, importing.Options{}, func(done, _ int, _ string) {
		if done == 3 {
			stop()
		}
	})
	if !fault.Is(err, fault.Cancelled) || a.Created != 3 || a.Read != 3 {
		t.Fatalf("%+v %v", a, err)
	}
	if again := b.run(importing.Options{}, paths...); again.Created != 2 || again.Unchanged != 3 {
		t.Fatalf("%+v", again)
	}
}

func TestAChainOfWhysThatOnlyTheNewVersionHasBecomesTheTree(t *testing.T) {
	b := open(t)
	whys := []intake.Cause{{Parent: -1, Text: "sensor wrong"}, {Parent: 0, Text: "not calibrated"}}
	b.put("/a.md", "a1", intake.Document{Title: "A"})
	b.put("/b.md", "b1", intake.Document{Title: "B"})
	a := b.run(importing.Options{}, "/a.md").Records[0].ID
	own := b.run(importing.Options{}, "/b.md").Records[0].ID
	b.edit(own, "causes.add", record.AddOp("analyses", "01KZZZZZZZZZZZZZZZZZZZZZZ1", record.Doc{"title": "ours"}),
		record.AddOp("causes", "01KZZZZZZZZZZZZZZZZZZZZZZ2", record.Doc{"analysis": "01KZZZZZZZZZZZZZZZZZZZZZZ1", "kind": "effect", "text": "B"}),
		record.AddOp("causes", "01KZZZZZZZZZZZZZZZZZZZZZZ3", record.Doc{"analysis": "01KZZZZZZZZZZZZZZZZZZZZZZ1", "kind": "cause", "parent": "01KZZZZZZZZZZZZZZZZZZZZZZ2", "text": "Sensor  wrong"}))
	b.put("/a.md", "a2", intake.Document{Title: "A", Causes: whys})
	b.put("/b.md", "b2", intake.Document{Title: "B", Causes: whys})
	b.run(importing.Options{Update: true}, "/a.md", "/b.md")
	list := func(id string) string {
		var out []string
		for _, n := range b.get(id).Causes {
			out = append(out, n.Text)
		}
		return strings.Join(out, " | ")
	}
	if got := list(a); got != "A | sensor wrong | not calibrated" {
		t.Errorf("%s", got)
	}
	if got := list(own); got != "B | Sensor  wrong | not calibrated" || len(b.get(own).Analyses) != 1 {
		t.Errorf("what a person wrote already is not said twice: %s", got)
	}
}

func TestTheSameNewVersionMergedFromTwoSidesIsMergedOnce(t *testing.T) {
	b := open(t)
	b.put("/a.md", "a1", intake.Document{Title: "A", Timeline: []intake.Entry{event("2026-01-01T10:00:00Z", "alarm")}})
	id := b.run(importing.Options{}, "/a.md").Records[0].ID
	b.put("/a.md", "a2", intake.Document{Title: "A", Timeline: []intake.Entry{event("2026-01-01T10:00:00Z", "alarm"), event("2026-01-01T10:05:00Z", "valve")}})
	p, err := b.Preview(ctx, []string{"/a.md"}, importing.Options{}, nil)
	b.Must(err)
	b.run(importing.Options{Update: true}, "/a.md") // the command line was faster
	a, err := b.Apply(ctx, p, importing.Options{Update: true}, nil)
	b.Must(err)
	if a.Unchanged != 1 || a.Updated != 0 || texts(b.get(id)) != "alarm | valve" {
		t.Fatalf("%+v %s", a, texts(b.get(id)))
	}
}
