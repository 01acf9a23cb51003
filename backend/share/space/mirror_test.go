package space_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/review"
	"secondstory/backend/share/space"
)

// mirrors makes a folder the mirror of a device's space and fills it.
func (d *device) mirrors() string {
	d.t.Helper()
	dir := d.t.TempDir()
	d.must(d.syncer().StartMirror(d.t.Context(), d.id(), dir, "MIRROR"))
	d.mirror()
	return dir
}

func (d *device) mirror() space.Mirroring {
	d.t.Helper()
	m, err := d.syncer().Mirror(d.t.Context(), d.id(), nil)
	d.must(err)
	return m
}

// alone is a device with a space that nobody else has, one review and its mirror.
func alone(t *testing.T) (d *device, id, dir string) {
	t.Helper()
	d = newDevice(t, 1)
	d.joins(bare(t))
	id = d.makes("The linen line stood still")
	d.set(id, "sections/summary/text", "The line stood still.\n\nNobody noticed.")
	_, err := d.ws.Reviews.AddPart(t.Context(), id, review.Timeline, map[string]any{"at": "2026-03-01 10:00", "text": "Alarm"}, "", "")
	d.must(err)
	return d, id, d.mirrors()
}

func text(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestAMirrorShowsTheReviewsAndTakesWhatIsEditedThere(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	md, timeline := fileOf(t, dir, id, "review.md"), fileOf(t, dir, id, "timeline.yaml")
	if !strings.Contains(text(t, md), "Nobody noticed.") || !strings.Contains(text(t, timeline), "Alarm") {
		t.Fatal(text(t, md))
	}
	if m := d.mirror(); m.Written != 0 || len(m.Taken) != 0 || len(m.Problems) != 0 {
		t.Errorf("a second pass has nothing to do: %+v", m)
	}
	rewrite(t, md, "Nobody noticed.", "The laundry noticed.")
	if m := d.mirror(); !slices.Equal(m.Taken, []string{id}) || m.Written != 0 {
		t.Errorf("what was typed there is not written again: %+v", m)
	}
	if !strings.Contains(d.section(id, "summary"), "The laundry noticed.") {
		t.Errorf("%q", d.section(id, "summary"))
	}
	d.set(id, "title", "The line stood still")
	if m := d.mirror(); m.Written != 1 || len(m.Taken) != 0 {
		t.Errorf("%+v", m)
	}
	if !strings.Contains(text(t, md), "\n# The line stood still\n") {
		t.Error(text(t, md))
	}
	if m := d.mirror(); m.Written+len(m.Taken) != 0 {
		t.Errorf("our own writing comes back: %+v", m)
	}
	// What was edited there goes to the others like any edit.
	if r := d.sync(); r.Sent != 1 {
		t.Errorf("%+v", r)
	}
	if m := d.mirror(); m.Written+len(m.Taken) != 0 {
		t.Errorf("%+v", m)
	}
	d.whole()
}

func TestAFileAndTheRecordThatWereBothEditedComeTogether(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	md := fileOf(t, dir, id, "review.md")
	d.set(id, "severity", "SEV1")
	rewrite(t, md, "Nobody noticed.", "The laundry noticed.")
	if m := d.mirror(); len(m.Taken) != 1 || m.Opened != 0 {
		t.Errorf("%+v", m)
	}
	if got := d.get(id); got.Severity != "SEV1" || !strings.Contains(d.section(id, "summary"), "The laundry noticed.") {
		t.Errorf("%+v", got)
	}
	if s := text(t, md); !strings.Contains(s, "SEV1") || !strings.Contains(s, "The laundry noticed.") {
		t.Error(s)
	}
	// The same words on both sides: both stay, and the question is in the folder too.
	d.set(id, "title", "By the program")
	rewrite(t, md, "The linen line stood still", "By the editor")
	if m := d.mirror(); m.Opened != 1 {
		t.Errorf("%+v", m)
	}
	list := d.open4(id)
	if len(list) != 1 || !slices.Contains(list[0].Values, "By the program") || !slices.Contains(list[0].Values, "By the editor") {
		t.Errorf("%+v", list)
	}
	if found, _ := filepath.Glob(filepath.Join(filepath.Dir(md), "conflicts", "*.yaml")); len(found) != 1 {
		t.Errorf("%v", found)
	}
	if m := d.mirror(); m.Written+len(m.Taken)+m.Opened != 0 {
		t.Errorf("it does not come to rest: %+v", m)
	}
}

func TestAFileThatCannotBeReadIsToldWithItsBytesAndLeftAlone(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	timeline, md := fileOf(t, dir, id, "timeline.yaml"), fileOf(t, dir, id, "review.md")
	good := text(t, timeline)
	rewrite(t, timeline, "timeline:\n", "timeline: [ & half written\n")
	bad := text(t, timeline)
	rewrite(t, md, "Nobody noticed.", "The laundry noticed.")
	d.set(id, "severity", "SEV1")
	for range 2 {
		m := d.mirror()
		if len(m.Problems) != 1 || !strings.HasSuffix(m.Problems[0].Path, "timeline.yaml") || m.Problems[0].Record != id || string(m.Problems[0].Bytes) != bad || m.Problems[0].Quote == "" {
			t.Fatalf("%+v", m)
		}
	}
	if text(t, timeline) != bad {
		t.Error("it was written over")
	}
	if len(d.get(id).Timeline) != 1 || !strings.Contains(d.section(id, "summary"), "The laundry noticed.") || !strings.Contains(text(t, md), "SEV1") {
		t.Error("it kept the other file from being exchanged")
	}
	write(t, timeline, strings.Replace(good, "Alarm", "Alarm of the press", 1))
	if m := d.mirror(); len(m.Problems) != 0 || d.get(id).Timeline[0].Text != "Alarm of the press" {
		t.Errorf("%+v", m)
	}
}

func TestConflictMarkersInAFileAreTakenAsTwoVersions(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	md := fileOf(t, dir, id, "review.md")
	rewrite(t, md, "Nobody noticed.", "<<<<<<< ours\nOne person noticed.\n=======\nThe night shift noticed.\n>>>>>>> theirs")
	first, again := d.mirror(), d.mirror()
	all := d.section(id, "summary")
	for _, u := range d.open4(id) {
		all += strings.Join(u.Values, "\n")
	}
	if first.Opened != 1 || again.Opened != 0 || !strings.Contains(all, "One person noticed.") || !strings.Contains(all, "The night shift noticed.") || strings.Contains(text(t, md), "<<<<") {
		t.Errorf("%d and %d opened: %q\n%s", first.Opened, again.Opened, all, text(t, md))
	}
}

// Editors save in many ways; none of them is an edit by itself.
func TestTheWaysOfEditorsAreNoEdits(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	md := fileOf(t, dir, id, "review.md")
	was := text(t, md)
	folder := filepath.Dir(md)
	write(t, md, "\ufeff"+strings.ReplaceAll(was, "\n", "\r\n"))
	for _, name := range []string{".review.md.swp", "review.md~", "4913", "#review.md#", "review.md.tmp", "review.md.bak", ".#review.md"} {
		write(t, filepath.Join(folder, name), "half of it")
	}
	later := time.Now().Add(time.Hour)
	d.must(os.Chtimes(fileOf(t, dir, id, "timeline.yaml"), later, later))
	if m := d.mirror(); len(m.Taken)+m.Written+len(m.Problems) != 0 {
		t.Errorf("%+v", m)
	}
	if !strings.HasPrefix(text(t, md), "\ufeff") {
		t.Error("it was written over for its line ends")
	}
	// Saved beside and renamed over, as many do.
	write(t, md+".new", strings.ReplaceAll(strings.Replace(was, "Nobody noticed.", "The laundry noticed.", 1), "\n", "\r\n"))
	d.must(os.Rename(md+".new", md))
	if m := d.mirror(); len(m.Taken) != 1 || m.Written != 0 || !strings.HasSuffix(d.section(id, "summary"), "The laundry noticed.") {
		t.Errorf("%+v %q", m, d.section(id, "summary"))
	}
	// A comment is in no record: it stays until the file has to be written, and then beside it.
	timeline := fileOf(t, dir, id, "timeline.yaml")
	write(t, timeline, "# ask the night shift\n"+text(t, timeline))
	if m := d.mirror(); m.Written != 0 || len(m.Problems) != 1 || !strings.Contains(string(m.Problems[0].Bytes), "ask the night shift") {
		t.Errorf("%+v", m)
	}
	d.set(id, "timeline/"+d.get(id).Timeline[0].ID+"/text", "Alarm of the press")
	if m := d.mirror(); m.Written != 1 || !strings.Contains(text(t, timeline), "Alarm of the press") {
		t.Errorf("%+v", m)
	}
	if !strings.Contains(text(t, timeline+".orig"), "# ask the night shift") {
		t.Error("the comment is lost")
	}
}

func TestWhatIsNotOursInAMirrorIsLeftAlone(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	md := fileOf(t, dir, id, "review.md")
	mine := []string{filepath.Join(dir, "notes.txt"), filepath.Join(filepath.Dir(md), "sketch.txt"), filepath.Join(dir, "reviews", "todo.md")}
	for _, path := range mine {
		write(t, path, "my own")
	}
	secret := filepath.Join(t.TempDir(), "secret.yaml")
	write(t, secret, "timeline: elsewhere\n")
	timeline := fileOf(t, dir, id, "timeline.yaml")
	d.must(os.Remove(timeline))
	d.must(os.Symlink(secret, timeline))
	m := d.mirror()
	keys := []string{}
	for _, p := range m.Problems {
		keys = append(keys, p.Key)
	}
	slices.Sort(keys)
	if !slices.Equal(keys, []string{"canon.symlink", "share.mirror_stranger", "share.mirror_stranger", "share.mirror_stranger"}) {
		t.Errorf("%v", keys)
	}
	if len(d.get(id).Timeline) != 1 || text(t, secret) != "timeline: elsewhere\n" {
		t.Error("the link was followed")
	}
	// A review that goes takes its own files along, and nothing else.
	_, err := d.ws.Records.Remove(t.Context(), id, "review.remove", "")
	d.must(err)
	d.mirror()
	if _, err := os.Stat(md); err == nil {
		t.Error("it is still there")
	}
	for _, path := range mine {
		if text(t, path) != "my own" {
			t.Error(path)
		}
	}
}

func TestAFolderDeletedByHandPutsItsReviewInTheTrash(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	other := d.makes("The other one")
	d.mirror()
	d.must(os.RemoveAll(filepath.Dir(fileOf(t, dir, id, "review.md"))))
	d.mirror()
	snap, err := d.ws.Records.Get(t.Context(), id)
	d.must(err)
	if !snap.Trashed() {
		t.Error("it is still there")
	}
	_, err = d.ws.Records.Restore(t.Context(), id, "review.restore", "")
	d.must(err)
	d.mirror()
	if !strings.Contains(text(t, fileOf(t, dir, id, "review.md")), "Nobody noticed.") {
		t.Error("it is not back")
	}
	_ = other
}

// An unplugged disk, or somebody who emptied the folder, deletes nothing.
func TestAMirrorThatIsGoneOrEmptiedDeletesNothing(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	for i := range 4 {
		d.makes(fmt.Sprintf("Another, %d", i))
	}
	d.mirror()
	pass := func() string {
		_, err := d.syncer().Mirror(t.Context(), d.id(), nil)
		return keyOf(err)
	}
	d.must(os.RemoveAll(filepath.Join(dir, "reviews")))
	if key := pass(); key != "share.mirror_emptied" {
		t.Error(key)
	}
	d.must(os.Rename(dir, dir+".away"))
	if key := pass(); key != "share.mirror_gone" {
		t.Error(key)
	}
	d.must(os.Mkdir(dir, 0o755))
	if key := pass(); key != "share.mirror_gone" {
		t.Error(key)
	}
	if d.get(id).Title == "" || len(d.get(id).Timeline) != 1 {
		t.Errorf("%+v", d.get(id))
	}
	if key := keyOf(d.syncer().StartMirror(t.Context(), d.id(), t.TempDir(), "M")); key != "share.mirror_known" {
		t.Error(key)
	}
	d.must(d.syncer().StopMirror(t.Context(), d.id()))
	full := t.TempDir()
	write(t, filepath.Join(full, "budget.txt"), "1")
	for folder, want := range map[string]string{full: "share.folder_in_use", d.home: "share.mirror_here", filepath.Join(d.home, "x"): "share.mirror_here", filepath.Join(full, "none"): "share.mirror_missing"} {
		if key := keyOf(d.syncer().StartMirror(t.Context(), d.id(), folder, "M")); key != want {
			t.Errorf("%s: %s", folder, key)
		}
	}
	if key := pass(); key != "share.mirror_none" {
		t.Error(key)
	}
}

// A pass that is killed anywhere is finished by the next one: no edit of either side
// is lost, and none becomes a question that nobody asked.
func TestAPassThatIsKilledIsFinishedByTheNext(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	md := fileOf(t, dir, id, "review.md")
	for i, step := range []string{"mirror taken", "mirror noted", "mirror wrote", "mirror put"} {
		d.set(id, "title", fmt.Sprintf("Title %d", i))
		s := text(t, md)
		write(t, md, strings.Replace(s, "Nobody noticed.", fmt.Sprintf("Nobody noticed. Line %d.", i), 1))
		d.step = func(name string) {
			if name == step {
				panic(errKilled)
			}
		}
		func() {
			defer func() {
				if recover() != errKilled {
					t.Errorf("it was not killed at %q", step)
				}
			}()
			d.mirror()
		}()
		d.step = nil
		d.ws.Close()
		d.open()
		d.mirror()
		if got := d.get(id); got.Title != fmt.Sprintf("Title %d", i) || !strings.Contains(d.section(id, "summary"), fmt.Sprintf("Line %d.", i)) || len(d.open4(id)) != 0 {
			t.Errorf("%s: %+v %+v", step, got.Title, d.open4(id))
		}
		if s := text(t, md); !strings.Contains(s, fmt.Sprintf("Title %d", i)) || !strings.Contains(s, fmt.Sprintf("Line %d.", i)) {
			t.Errorf("%s: %s", step, s)
		}
		if m := d.mirror(); m.Written+len(m.Taken) != 0 {
			t.Errorf("%s: %+v", step, m)
		}
	}
}

// A file that changes while a pass looks at it waits for the next one.
func TestAFileThatIsStillBeingWrittenWaits(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	md := fileOf(t, dir, id, "review.md")
	whole := strings.Replace(text(t, md), "Nobody noticed.", "The laundry noticed.", 1)
	write(t, md, whole[:40])
	m, err := d.syncer().Mirror(t.Context(), d.id(), func(context.Context) error {
		write(t, md, whole)
		return nil
	})
	d.must(err)
	if !m.Busy || len(m.Taken)+len(m.Problems) != 0 {
		t.Errorf("%+v", m)
	}
	if m := d.mirror(); len(m.Taken) != 1 || !strings.Contains(d.section(id, "summary"), "The laundry noticed.") {
		t.Errorf("%+v", m)
	}
}

// Some editors save by taking the file away and putting another in its place; where it is
// the only file of the only review, the folder is empty for a moment.
func TestTheOnlyFileBeingSavedIsNotTakenForAnEmptiedFolder(t *testing.T) {
	t.Parallel()
	d := newDevice(t, 1)
	d.joins(bare(t))
	id := d.makes("The linen line stood still")
	dir := d.mirrors()
	d.mirror()
	md := fileOf(t, dir, id, "review.md")
	folder := filepath.Dir(md)
	away := filepath.Join(t.TempDir(), "away")
	saving := func(from, to string) func(context.Context) error {
		return func(context.Context) error { return os.Rename(from, to) }
	}
	d.must(os.Rename(folder, away))
	if _, err := d.syncer().Mirror(t.Context(), d.id(), saving(away, folder)); err != nil {
		t.Errorf("it is back after a moment: %v", err)
	}
	write(t, md, text(t, md)+"\n")
	if m, err := d.syncer().Mirror(t.Context(), d.id(), saving(folder, away)); err != nil || !m.Busy {
		t.Errorf("it went while it was looked at: %+v %v", m, err)
	}
	// And where it stays away, nothing is deleted.
	if _, err := d.syncer().Mirror(t.Context(), d.id(), func(context.Context) error { return nil }); keyOf(err) != "share.mirror_emptied_only" {
		t.Error(err)
	}
	if got := d.get(id); got.Trashed {
		t.Errorf("%+v", got)
	}
}
