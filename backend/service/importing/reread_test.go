package importing_test

import (
	"testing"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/importing"
)

// know stores a document and returns the review made of it.
func (b *bench) know(path, version string, d intake.Document) string {
	b.T.Helper()
	b.put(path, version, d)
	made := b.run(importing.Options{}, path).Records
	if len(made) != 1 {
		b.T.Fatalf("%d records made", len(made))
	}
	return made[0].ID
}

func TestALaterReaderOffersWhatItReadsMoreAndForcesNothing(t *testing.T) {
	b := open(t)
	doc := intake.Document{Title: "Printer down", Timeline: []intake.Entry{event("2026-03-01T10:00:00Z", "alarm")},
		Actions: []intake.Action{{Title: "Check", OwnerName: "Ada Example"}}}
	id := b.know("/a.md", "v1", doc)

	b.version = 2
	if a := b.run(importing.Options{}, "/a.md"); a.Unchanged != 1 || len(a.Proposals) != 0 {
		t.Fatalf("a later reader that reads the same must say nothing: %+v", a)
	}
	doc.Timeline = append(doc.Timeline, event("2026-03-01T10:20:00Z", "fixed"))
	b.put("/a.md", "v1", doc)
	a := b.run(importing.Options{}, "/a.md")
	if a.Unchanged != 1 || len(a.Proposals) != 1 || a.Proposals[0].ID != id || len(b.get(id).Timeline) != 1 {
		t.Fatalf("it must be offered and not done: %+v", a)
	}
	if a := b.run(importing.Options{Update: true}, "/a.md"); a.Updated != 1 || texts(b.get(id)) != "alarm | fixed" {
		t.Fatalf("got %+v with %q", a, texts(b.get(id)))
	}
	if a := b.run(importing.Options{Update: true}, "/a.md"); a.Unchanged != 1 || len(a.Proposals) != 0 {
		t.Errorf("read by this version it is known: %+v", a)
	}
}

func TestTheZoneOfTheFirstImportHoldsWhenTheFileIsReadAgain(t *testing.T) {
	b := open(t)
	local := event("2026-03-01T10:00:00", "alarm")
	local.Time.Zone = ""
	b.put("/a.md", "v1", intake.Document{Title: "x", Timeline: []intake.Entry{local}})
	id := b.run(importing.Options{Zone: "Europe/Berlin"}, "/a.md").Records[0].ID
	b.version = 2
	b.put("/a.md", "v1", intake.Document{Title: "x", Timeline: []intake.Entry{local}})
	if a := b.run(importing.Options{}, "/a.md"); len(a.Proposals) != 0 || b.get(id).Timeline[0].At != "2026-03-01T10:00:00+01:00" {
		t.Errorf("got %+v", a)
	}
}

func told() intake.Document {
	q := []intake.Finding{{Level: timeline.Question, Key: "ingest.zone_missing", Params: map[string]string{"count": "1"}, Entry: -1}}
	e := event("2026-03-01T10:00:00", "At 10:00 it stopped.")
	e.Time.Zone = ""
	return intake.Document{Title: "Told in prose", Told: []intake.Entry{e}, ToldFindings: q}
}

func TestTimesOfProseComeInOnlyWhenAskedForAndStayThen(t *testing.T) {
	b := open(t)
	if r := b.get(b.know("/a.md", "v1", told())); len(r.Timeline) != 0 || len(r.Findings) != 0 {
		t.Errorf("got %+v", r.Timeline)
	}
	b.put("/b.md", "v2", told())
	id := b.run(importing.Options{Told: true}, "/b.md").Records[0].ID
	if r := b.get(id); len(r.Timeline) != 1 || r.Timeline[0].Text != "At 10:00 it stopped." || len(r.Findings) != 1 {
		t.Fatalf("got %+v", r.Timeline)
	}
	next := told()
	next.Title = "Told in prose, mended"
	b.put("/b.md", "v3", next)
	if a := b.run(importing.Options{Update: true}, "/b.md"); a.Updated != 1 || len(b.get(id).Timeline) != 1 || b.get(id).Title != next.Title {
		t.Errorf("the newer version must not lose what was taken: %+v", b.get(id))
	}
	b.put("/c.md", "v4", told())
	p, err := b.Preview(ctx, []string{"/c.md"}, importing.Options{Zone: "UTC"}, nil)
	b.Must(err)
	a, err := b.Apply(ctx, p, importing.Options{ToldOf: map[int]bool{0: true}}, nil)
	b.Must(err)
	if r := b.get(a.Records[0].ID); len(r.Timeline) != 1 || r.Timeline[0].Zone != "UTC" || len(r.Findings) != 0 {
		t.Errorf("the zone counts for them too: %+v %+v", r.Timeline, r.Findings)
	}
}

func TestAFileThatIsLeftOutStaysOut(t *testing.T) {
	b := open(t)
	b.put("/a.md", "v1", intake.Document{Title: "a"})
	b.put("/b.md", "v2", intake.Document{Title: "b"})
	opts := importing.Options{LeaveOut: map[int]bool{0: true}}
	a := b.run(opts, "/a.md", "/b.md")
	if a.LeftOut != 1 || a.Read != 1 || len(a.Records) != 1 || a.Records[0].Title != "b" {
		t.Errorf("got %+v", a)
	}
}

func TestBytesAPersonHadReadOnceAreReadAgain(t *testing.T) {
	b := open(t)
	b.put("/a.txt", "v1", intake.Document{Title: "odd bytes"})
	b.odd = map[string]bool{"v1": true}
	p, err := b.Preview(ctx, []string{"/a.txt"}, importing.Options{}, nil)
	b.Must(err)
	if p.Items[0].Status != importing.StatusQuarantined {
		t.Fatalf("got %s", p.Items[0].Status)
	}
	opts := importing.Options{AsText: map[string]bool{p.Items[0].SHA256: true}}
	if a := b.run(opts, "/a.txt"); a.Created != 1 {
		t.Fatalf("got %+v", a)
	}
	if a := b.run(importing.Options{}, "/a.txt"); a.Unchanged != 1 || len(a.Quarantined) != 0 {
		t.Errorf("known by its bytes it is not kept aside again: %+v", a)
	}
}
