package importing_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/importing"
)

var ctx = context.Background()

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

// between is a store in which something happens after the first question.
type between struct {
	store
	happens func()
}

func (s *between) Sources(ctx context.Context, by record.SourceBy) ([]record.Source, error) {
	list, err := s.store.Sources(ctx, by)
	if happens := s.happens; happens != nil {
		s.happens = nil
		happens()
	}
	return list, err
}

func TestAFileThatAnotherProgramImportsWhileItIsLookedUpIsUnchanged(t *testing.T) {
	b := open(t)
	b.put("/p.md", "v1", intake.Document{Title: "Pumps", Timeline: []intake.Entry{event("2026-01-01T10:00:00Z", "alarm")}})
	other := *b.Service
	b.Service.Sources = &between{store: store{b}, happens: func() {
		p, err := other.Preview(ctx, []string{"/p.md"}, importing.Options{}, nil)
		b.Must(err)
		_, err = other.Apply(ctx, p, importing.Options{}, nil)
		b.Must(err)
	}}
	if a := b.run(importing.Options{}, "/p.md"); a.Unchanged != 1 || len(a.Proposals) != 0 {
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
	if got.Title != "Pumps ran dry" || strings.Join(got.Services, ",") != "power,water" || got.Severity != "SEV1" {
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
