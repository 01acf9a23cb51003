package space_test

import (
	"os"
	"strings"
	"testing"

	"secondstory/backend/domain/review"
)

// What a field cannot have is a typing error: nothing of it goes to anybody.
func TestAValueThatAFieldCannotHaveIsToldWithItsLineAndNotTaken(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	d.set(id, "severity", "SEV2")
	d.mirror()
	md, timeline := fileOf(t, dir, id, "review.md"), fileOf(t, dir, id, "timeline.yaml")
	good := text(t, md)
	for _, c := range [][3]string{{"severity: SEV2", "severity: banana", "severity"}, {"state: draft", "state: finished", "state"}} {
		rewrite(t, md, c[0], c[1])
		bad := text(t, md)
		line := strings.Count(bad[:strings.Index(bad, c[1])], "\n") + 1
		for range 2 {
			m := d.mirror()
			if len(m.Taken) != 0 || len(m.Problems) != 1 {
				t.Fatalf("%s: %+v", c[1], m)
			}
			if p := m.Problems[0]; p.Key != "canon.not_one_of" || p.Line != line || p.Quote != c[1] || p.Params["field"] != c[2] || p.Record != id || string(p.Bytes) != bad {
				t.Errorf("%s: %+v", c[1], p)
			}
		}
		if got := d.get(id); got.Severity != "SEV2" || got.State != "draft" || text(t, md) != bad {
			t.Errorf("%s: %+v", c[1], got)
		}
		write(t, md, good)
		if m := d.mirror(); len(m.Problems) != 0 {
			t.Errorf("mended: %+v", m)
		}
	}
	// The other files of the review are taken meanwhile.
	rewrite(t, md, "severity: SEV2", "severity: SEV7")
	rewrite(t, timeline, "Alarm", "Alarm of the press")
	if m := d.mirror(); len(m.Taken) != 1 || len(m.Problems) != 1 || d.get(id).Timeline[0].Text != "Alarm of the press" {
		t.Errorf("%+v", m)
	}
	rewrite(t, md, "severity: SEV7", "severity: SEV1")
	if m := d.mirror(); len(m.Problems) != 0 || d.get(id).Severity != "SEV1" {
		t.Errorf("%+v", m)
	}
	d.whole()
}

// One that a newer version sent is here already, and says nothing about what is typed beside it.
func TestAValueOfANewerVersionStaysWhereTheFileIsEditedBesideIt(t *testing.T) {
	t.Parallel()
	shared := bare(t)
	d := newDevice(t, 1)
	d.joins(shared)
	id := d.makes("The linen line stood still")
	d.set(id, "sections/summary/text", "Nobody noticed.")
	dir := d.mirrors()
	d.sync()
	byHand(t, shared, func(root string) { rewrite(t, fileOf(t, root, id, "review.md"), "state: draft", "state: finished") })
	d.sync()
	if got := d.get(id).State; got != "finished" {
		t.Fatalf("what others sent was not taken: %q", got)
	}
	d.mirror()
	rewrite(t, fileOf(t, dir, id, "review.md"), "Nobody noticed.", "The laundry noticed.")
	m := d.mirror()
	if len(m.Problems) != 0 || len(m.Taken) != 1 || d.get(id).State != "finished" || !strings.Contains(d.section(id, "summary"), "The laundry noticed.") {
		t.Errorf("%+v %+v", m, d.get(id).State)
	}
}

// A save that was cut off, a full disk and a cloud folder leave such files; nobody meant
// to take every entry out.
func TestAFileOfEntriesThatIsEmptyOrGoneTakesNothingOut(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	timeline, md := fileOf(t, dir, id, "timeline.yaml"), fileOf(t, dir, id, "review.md")
	good, head := text(t, timeline), text(t, md)
	for _, c := range []struct{ path, text, empty string }{{timeline, good, ""}, {timeline, good, "\ufeff \r\n\n"}, {md, head, ""}} {
		write(t, c.path, c.empty)
		for range 2 {
			if m := d.mirror(); len(m.Taken) != 0 || len(m.Problems) != 1 || m.Problems[0].Key != "canon.file_empty" {
				t.Errorf("%q: %+v", c.empty, m)
			}
		}
		if got := d.get(id); len(got.Timeline) != 1 || !strings.Contains(d.section(id, "summary"), "Nobody noticed.") || text(t, c.path) != c.empty {
			t.Errorf("%q: %+v", c.empty, got)
		}
		write(t, c.path, c.text)
		if m := d.mirror(); len(m.Problems)+len(m.Taken) != 0 {
			t.Errorf("%+v", m)
		}
	}
	// Deleted, beside an edit of another file: the edit is taken, the entries come back.
	d.must(os.Remove(timeline))
	rewrite(t, md, "Nobody noticed.", "The laundry noticed.")
	m := d.mirror()
	if len(m.Problems) != 1 || m.Problems[0].Key != "share.mirror_entries_gone" || m.Problems[0].Path == "" || m.Written != 1 || text(t, timeline) != good {
		t.Errorf("%+v", m)
	}
	if got := d.get(id); len(got.Timeline) != 1 || !strings.Contains(d.section(id, "summary"), "The laundry noticed.") {
		t.Errorf("%+v", got)
	}
	if m := d.mirror(); len(m.Taken)+m.Written != 0 {
		t.Errorf("it does not come to rest: %+v", m)
	}
	// An entry that is taken out of the file is removed.
	write(t, timeline, "schema: 1\n")
	if m := d.mirror(); len(m.Taken) != 1 || len(d.get(id).Timeline) != 0 {
		t.Errorf("%+v", m)
	}
	d.whole()
}

func TestADayThatIsInNoCalendarIsToldWithItsLineAndNotTaken(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	_, err := d.ws.Reviews.AddPart(t.Context(), id, review.Actions, map[string]any{"title": "Limit the retries", "due": "2026-04-30"}, "", "")
	d.must(err)
	d.mirror()
	actions := fileOf(t, dir, id, "actions.yaml")
	for _, day := range []string{"2026-13-45", "2026-02-30", "soon"} {
		good := text(t, actions)
		rewrite(t, actions, "2026-04-30", day)
		m := d.mirror()
		if len(m.Taken) != 0 || len(m.Problems) != 1 || m.Problems[0].Key != "canon.no_date" || m.Problems[0].Params["value"] != day || m.Problems[0].Line == 0 {
			t.Errorf("%s: %+v", day, m)
		}
		if got := d.get(id).Actions[0].Due; got != "2026-04-30" {
			t.Errorf("%s: %s", day, got)
		}
		write(t, actions, good)
	}
	rewrite(t, actions, "2026-04-30", "2026-05-31")
	if m := d.mirror(); len(m.Problems) != 0 || d.get(id).Actions[0].Due != "2026-05-31" {
		t.Errorf("%+v", m)
	}
}

// A hand edit in the shared repository empties a file in the same ways.
func TestAFileThatWasEmptiedInTheSharedPlaceTakesNothingOut(t *testing.T) {
	t.Parallel()
	shared := bare(t)
	a, b, id := pair(t, shared)
	_, err := a.ws.Reviews.AddPart(t.Context(), id, review.Timeline, map[string]any{"at": "2026-03-01 10:00", "text": "Alarm"}, "", "")
	a.must(err)
	a.sync()
	b.sync()
	byHand(t, shared, func(root string) { write(t, fileOf(t, root, id, "timeline.yaml"), "") })
	for _, d := range []*device{a, b} {
		if r := d.sync(); len(r.Refused) != 1 || r.Refused[0].Key != "canon.file_empty" || len(d.get(id).Timeline) != 1 {
			t.Errorf("%+v", r)
		}
	}
}
