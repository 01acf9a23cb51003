package space_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/keeping"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/space"
	"secondstory/backend/workspace"
)

// knowsOnlyReviews makes a device one of a program that knows reviews alone.
func (d *device) knowsOnlyReviews() {
	old := record.NewRegistry(review.Schema)
	d.ws.Registry, d.ws.Records.Registry = old, old
}

func (d *device) syncsReviews() space.Report {
	d.t.Helper()
	s := d.syncer()
	var known []space.Kind
	for _, k := range s.Kinds {
		if k.Schema.Kind == review.Kind {
			known = append(known, k)
		}
	}
	s.Kinds = known
	r, err := s.Sync(d.t.Context(), d.id(), access)
	d.must(err)
	return r
}

func (d *device) makesCalendar(title string) string {
	d.t.Helper()
	saved, err := d.ws.Keeping.Create(d.t.Context(), keeping.New{Kind: calendar.Kind, Fields: record.Doc{"title": title, "zone": "Europe/London"},
		Parts: []keeping.Part{{Collection: calendar.WeekHours, Fields: record.Doc{"day": "monday", "from": "09:00", "to": "17:00"}}}})
	d.must(err)
	d.must(d.ws.Share(d.t.Context(), team, saved.ID))
	return saved.ID
}

func TestAnOlderProgramKeepsTheFilesOfAKindItDoesNotKnow(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	made := a.makesCalendar("Office")
	a.sync()
	before := tree(t, dir)
	if files := git(t, dir, "ls-tree", "-r", "--name-only", "main"); !strings.Contains(files, "hours/2026/") {
		t.Fatal(files)
	}
	b.knowsOnlyReviews()
	if r := b.syncsReviews(); r.State != space.Done || len(r.Refused) != 0 {
		t.Fatalf("%+v", r)
	}
	if tree(t, dir) != before {
		t.Error("reading changed the space")
	}
	// Both write at once, so the older program merges and pushes a tree with the calendar.
	a.set(id, "severity", "SEV1")
	saved, err := a.ws.Keeping.Set(t.Context(), made, []keeping.Assignment{{Path: record.Path{Field: "title"}, Value: "Office in London"}}, "")
	if a.must(err); saved.Rev == 0 {
		t.Fatal("nothing was written")
	}
	b.set(id, "sections/summary/text", "The line stood still for an hour.")
	a.sync()
	if r := b.syncsReviews(); r.Sent != 1 || len(r.Refused) != 0 {
		t.Fatalf("%+v", r)
	}
	a.sync()
	snap, err := a.ws.Records.Get(t.Context(), made)
	a.must(err)
	if h := calendar.FromSnapshot(snap); h.Name != "Office in London" || len(h.Week) != 1 || h.Trashed {
		t.Errorf("%+v", h)
	}
	// A newer program on the same device takes the calendar in.
	c := newDevice(t, 3)
	c.joins(dir)
	snap, err = c.ws.Records.Get(t.Context(), made)
	c.must(err)
	if h := calendar.FromSnapshot(snap); h.Name != "Office in London" || len(h.Week) != 1 {
		t.Errorf("%+v", h)
	}
	if got := c.get(id); got.Severity != "SEV1" {
		t.Errorf("%+v", got)
	}
	fsck(t, dir)
}

func TestTheFolderOfEachKindLeavesRoomForItsConflicts(t *testing.T) {
	t.Parallel()
	const id = "01M81V7HCQPNT2KVQQW1SP5A9G"
	folders := map[string]bool{}
	reg := workspace.NewRegistry()
	for _, kind := range reg.Kinds() {
		schema, _ := reg.Schema(kind)
		dir, ok := canon.Folder(schema, id)
		if path := dir + "/conflicts/" + strings.Repeat("a", 32) + ".yaml"; !ok || len(path) > canon.MaxPath {
			t.Errorf("%s: %s has %d characters", kind, path, len(path))
		}
		if folders[schema.Folder] {
			t.Errorf("%s shares its folder", kind)
		}
		folders[schema.Folder] = true
	}
}
