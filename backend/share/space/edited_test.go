package space_test

import (
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/share/gitstore"
)

// times tells for each version of the open questions of a review when it was written.
func (d *device) times(id string) map[string]string {
	d.t.Helper()
	list, err := d.ws.Conflicts(d.t.Context(), id, words)
	d.must(err)
	out := map[string]string{}
	for _, u := range list {
		for _, v := range u.Shown {
			if u.State == "open" && v.By+v.From != "" && v.At != "" {
				out[v.Text] = v.At
			}
		}
	}
	return out
}

func (d *device) atTime(at string) {
	d.t.Helper()
	t, err := time.Parse(time.RFC3339, at)
	d.must(err)
	d.at = t.Add(-time.Second) // the clock of the test goes on by one with each look
}

// messages are all the commit messages of a space.
func messages(t *testing.T, dir string) string {
	t.Helper()
	s, err := gitstore.OpenGuest(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	h, err := s.Ref(gitstore.Main)
	if err != nil {
		t.Fatal(err)
	}
	all, err := s.Since(h)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, h := range all {
		c, err := s.Commit(h)
		if err != nil {
			t.Fatal(err)
		}
		out.WriteString(c.Message + "\n\n")
		for _, each := range c.Trailers {
			out.WriteString(each.Key + ": " + each.Value + "\n")
		}
	}
	return out.String()
}

func sameTimes(t *testing.T, want map[string]string, devices map[string]*device, id string) {
	t.Helper()
	for name, d := range devices {
		got := d.times(id)
		for value, at := range want {
			if got[value] != at {
				t.Errorf("%s reads %q as of %q and not %q: %v", name, value, got[value], at, got)
			}
		}
	}
}

// The time of a version is that of the edit which made it, and not of the last edit of what
// was sent with it. It is the same for everybody.
func TestAVersionHasTheTimeOfItsOwnEditForEverybody(t *testing.T) {
	t.Parallel()
	for place, texts := range map[string][2]string{
		"severity":             {"SEV1", "SEV2"},
		"sections/impact/text": {"Three wards waited.", "Nobody waited."},
	} {
		dir := bare(t)
		a, b, id := pair(t, dir)
		c := newDevice(t, 3)
		c.joins(dir)
		b.atTime("2026-11-23T15:57:59Z")
		b.set(id, place, texts[0])
		b.atTime("2026-11-23T15:59:05Z")
		b.set(id, "title", "Something else")
		c.atTime("2026-11-23T15:58:30Z")
		c.set(id, place, texts[1])
		c.atTime("2026-11-24T08:00:00Z")
		c.set(id, "sections/detection/text", "A driver saw it.")
		for range 2 {
			for _, d := range []*device{b, c, a} {
				d.sync()
			}
		}
		sameTimes(t, map[string]string{texts[0]: "2026-11-23T15:57:59Z", texts[1]: "2026-11-23T15:58:30Z"},
			map[string]*device{"a": a, "b": b, "c": c}, id)
		path, _ := record.ParsePath("title")
		events, _, err := a.ws.Line(t.Context(), id, path, 0, 1, words)
		a.must(err)
		if len(events) != 1 || events[0].By == nil || !events[0].By.At.Equal(time.Date(2026, 11, 23, 15, 59, 5, 0, time.UTC)) {
			t.Errorf("the title: %+v", events)
		}
		a.goesBack(id)
		settled(t, dir, a, b, c)
	}
}

// What is typed while an exchange goes on has the same time for whoever typed it and for the
// others, and fields that are merged as one have that of the last of them.
func TestWhatIsTypedDuringAnExchangeHasItsOwnTime(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	b.atTime("2026-11-23T10:00:00Z")
	b.set(id, "severity", "SEV1")
	b.sync()
	a.step = func(name string) {
		if name == "met" {
			a.step = nil
			a.atTime("2026-11-23T11:00:00Z")
			a.set(id, "severity", "SEV2")
			a.atTime("2026-11-23T12:00:00Z")
			a.set(id, "title", "Typed later")
		}
	}
	a.sync()
	a.sync()
	b.sync()
	sameTimes(t, map[string]string{"SEV1": "2026-11-23T10:00:00Z", "SEV2": "2026-11-23T11:00:00Z"}, map[string]*device{"a": a, "b": b}, id)
}

// A review that is new in the space brings the times of its edits along, and the history of
// others tells each edit of a commit at its own time.
func TestTheHistoryTellsEachEditAtItsOwnTime(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.atTime("2026-11-23T10:00:00Z")
	a.set(id, "severity", "SEV1")
	a.atTime("2026-11-23T11:00:00Z")
	a.set(id, "sections/impact/text", "Three wards waited.")
	a.atTime("2026-11-23T12:00:00Z")
	a.set(id, "title", "The last edit")
	a.sync()
	b.sync()
	events, _, err := b.ws.Records.History(t.Context(), id, 0, 3)
	b.must(err)
	var got []string
	for _, e := range events {
		got = append(got, e.By.At.UTC().Format("15:04")+" "+e.Changes[0].Path)
	}
	if s := strings.Join(got, ", "); s != "12:00 title, 11:00 sections/impact/text, 10:00 severity" {
		t.Error(s)
	}
	b.goesBack(id)
	if log := messages(t, dir); strings.Contains(log, "people") || !strings.Contains(log, "\nEdited: 2026-11-23T10:00:00Z "+id+" severity\n") {
		t.Error(log)
	}
	bs := b.makes("Another")
	b.atTime("2026-11-23T13:00:00Z")
	b.set(bs, "severity", "SEV3")
	b.atTime("2026-11-23T14:00:00Z")
	b.set(bs, "title", "Another one")
	b.sync()
	if log := messages(t, dir); !strings.Contains(log, "\nEdited: 2026-11-23T13:00:00Z "+bs+" severity\n") {
		t.Error(log)
	}
}

// Where one removed what another edited, both are told what was edited.
func TestWhatWasEditedOfWhatSomebodyRemovedIsTold(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.set(id, "severity", "SEV3")
	a.sync()
	b.sync()
	b.set(id, "severity", "SEV2")
	b.set(id, "sections/impact/text", "Three wards waited.")
	_, err := a.ws.Records.Remove(t.Context(), id, "review.remove", "")
	a.must(err)
	b.sync()
	for range 2 {
		a.sync()
		b.sync()
	}
	for name, d := range map[string]*device{"a": a, "b": b} {
		list := d.open4(id)
		if len(list) != 1 || len(list[0].Shown) != 2 {
			t.Fatalf("%s: %+v", name, list)
		}
		if got := list[0].Shown[0].Edited; strings.Count(got, "\n") != 1 || strings.Count(got, "conflict.edited.now") != 2 || list[0].Shown[1].Edited != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
	settled(t, dir, a, b)
}

// Two versions in a file of somebody else are told as theirs, with when it was saved: above
// and below are said to whoever has the file.
func TestTwoVersionsInAFileAreToldToOthersAsWhose(t *testing.T) {
	t.Parallel()
	a, b, id := pair(t, bare(t))
	a.called("Kite")
	root := a.mirrors()
	rewrite(t, fileOf(t, root, id, "review.md"), "Nobody noticed.", "<<<<<<< ours\nOne person noticed.\n=======\nThe night shift noticed.\n>>>>>>> theirs")
	a.mirror()
	a.sync()
	b.sync()
	for name, d := range map[string]*device{"a": a, "b": b} {
		list, err := d.ws.Conflicts(t.Context(), id, words)
		d.must(err)
		if len(list) != 1 || len(list[0].Shown) != 2 {
			t.Fatalf("%s: %+v", name, list)
		}
		for _, v := range list[0].Shown {
			who, from := "Kite", v.From == "fileof"
			if d == a {
				who, from = "", v.From == "upper" || v.From == "lower"
			}
			if v.By != who || !from || v.At == "" {
				t.Errorf("%s: %+v", name, v)
			}
		}
	}
}
