package space_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
)

// undoes takes the last step of work back and says what it was called.
func (d *device) undoes(id string) string {
	d.t.Helper()
	next, _, err := d.ws.Records.NextWork(d.t.Context(), id)
	d.must(err)
	done, err := d.ws.Records.UndoWork(d.t.Context(), id, "")
	d.must(err)
	if done.Done && done.Action != next {
		d.t.Errorf("%q was announced and %q taken back", next, done.Action)
	}
	return done.Action
}

func TestWhatAHandWroteInAMirrorIsAStepThatUndoNames(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	md, timeline := fileOf(t, dir, id, "review.md"), fileOf(t, dir, id, "timeline.yaml")
	first := text(t, md)
	rewrite(t, md, "Nobody noticed.", "The laundry noticed.\n\nA second thing.")
	rewrite(t, timeline, "Alarm", "Alarm of the press")
	d.mirror()
	if s := d.section(id, "summary"); !strings.Contains(s, "A second thing.") || d.get(id).Timeline[0].Text != "Alarm of the press" {
		t.Fatalf("%q", s)
	}
	if what := d.undoes(id); what != "sync.hand" {
		t.Fatalf("%q", what)
	}
	if s := d.section(id, "summary"); !strings.HasSuffix(s, "Nobody noticed.") || d.get(id).Timeline[0].Text != "Alarm" {
		t.Errorf("%q %+v", s, d.get(id).Timeline)
	}
	if m := d.mirror(); m.Written != 2 || len(m.Taken)+m.Opened != 0 || text(t, md) != first {
		t.Errorf("the files follow: %+v\n%s", m, text(t, md))
	}
	if done, err := d.ws.Records.Redo(t.Context(), id, ""); err != nil || done.Action != "sync.hand" {
		t.Errorf("%+v %v", done, err)
	}
	d.mirror()
	if !strings.Contains(text(t, md), "A second thing.") || !strings.Contains(text(t, timeline), "Alarm of the press") {
		t.Error(text(t, md))
	}
	// It goes to the others like any edit, and the journal holds what stands there.
	if r := d.sync(); r.Sent != 1 {
		t.Errorf("%+v", r)
	}
	d.whole()
	d.goesBack(id)
}

// What came from the folder and what was typed here are two steps, in their order.
func TestUndoOfAHandEditLeavesWhatWasTypedBesideIt(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	md := fileOf(t, dir, id, "review.md")
	d.set(id, "severity", "SEV1")
	rewrite(t, md, "Nobody noticed.", "The laundry noticed.")
	d.mirror()
	d.set(id, "title", "Typed afterwards")
	for _, want := range []string{"record.set", "sync.hand", "record.set"} {
		if what := d.undoes(id); what == "sync.hand" != (want == "sync.hand") {
			t.Fatalf("%q and not %q", what, want)
		}
		if want == "sync.hand" {
			if got := d.get(id); got.Severity != "SEV1" || got.Title != "The linen line stood still" || !strings.HasSuffix(d.section(id, "summary"), "Nobody noticed.") {
				t.Errorf("%+v", got)
			}
		}
	}
	if got := d.get(id); got.Severity == "SEV1" {
		t.Errorf("%+v", got)
	}
}

// A question that came of it stays: it was opened by the merge and is decided, not undone.
func TestUndoOfAHandEditTakesNoQuestionAway(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	md := fileOf(t, dir, id, "review.md")
	d.set(id, "title", "By the program")
	rewrite(t, md, "The linen line stood still", "By the editor")
	rewrite(t, md, "Nobody noticed.", "The laundry noticed.")
	if m := d.mirror(); m.Opened != 1 {
		t.Fatalf("%+v", m)
	}
	if what := d.undoes(id); what != "sync.hand" {
		t.Fatalf("%q", what)
	}
	list := d.open4(id)
	if len(list) != 1 || !slices.Contains(list[0].Values, "By the program") || !slices.Contains(list[0].Values, "By the editor") {
		t.Errorf("%+v", list)
	}
	if got := d.get(id); got.Title != "By the program" || !strings.HasSuffix(d.section(id, "summary"), "Nobody noticed.") {
		t.Errorf("%+v", got)
	}
	d.mirror()
	if m := d.mirror(); m.Written+len(m.Taken)+m.Opened != 0 {
		t.Errorf("it does not come to rest: %+v", m)
	}
	d.whole()
}

func TestAReviewDeletedInAMirrorComesBackByUndo(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	d.makes("The other one")
	d.mirror()
	md := fileOf(t, dir, id, "review.md")
	d.must(os.RemoveAll(filepath.Dir(md)))
	d.mirror()
	done, err := d.ws.Records.Undo(t.Context(), id, "")
	d.must(err)
	if snap, err := d.ws.Records.Get(t.Context(), id); err != nil || snap.Trashed() || done.Action != "sync.hand" {
		t.Fatalf("%+v %v", done, err)
	}
	d.mirror()
	if !strings.Contains(text(t, md), "Nobody noticed.") {
		t.Error("the files are not back")
	}
}

// What stands there by now is somebody's: undo refuses to write over it.
func TestUndoOfAHandEditIsRefusedWhereAnotherWroteSince(t *testing.T) {
	t.Parallel()
	shared := bare(t)
	a, b, id := pair(t, shared)
	dir := a.mirrors()
	rewrite(t, fileOf(t, dir, id, "review.md"), "The linen line stood still", "By the editor")
	a.mirror()
	a.sync()
	b.sync()
	b.set(id, "title", "By the other")
	b.sync()
	a.sync()
	if _, err := a.ws.Records.UndoWork(t.Context(), id, ""); !fault.Is(err, fault.Conflict) {
		t.Errorf("%v", err)
	}
	if a.get(id).Title != "By the other" {
		t.Errorf("%+v", a.get(id))
	}
}
