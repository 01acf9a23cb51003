package space_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/domain/review"
)

func TestAnEmptiedMirrorDeletesNothingWhereThereIsOneReviewToo(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	d.must(os.RemoveAll(filepath.Join(dir, "reviews")))
	for range 2 {
		if _, err := d.syncer().Mirror(t.Context(), d.id(), nil); keyOf(err) != "share.mirror_emptied_only" {
			t.Errorf("%v", err)
		}
	}
	if d.get(id).Trashed {
		t.Error("it is in the trash")
	}
}

// A review in the trash is not shown, and its questions are not left behind as files.
func TestAReviewInTheTrashLeavesNoQuestionsInTheMirror(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	d.makes("The other one")
	md := fileOf(t, dir, id, "review.md")
	d.set(id, "title", "By the program")
	rewrite(t, md, "The linen line stood still", "By the editor")
	if m := d.mirror(); m.Opened != 1 {
		t.Fatalf("%+v", m)
	}
	d.must(os.RemoveAll(filepath.Dir(md)))
	d.mirror()
	if snap, err := d.ws.Records.Get(t.Context(), id); err != nil || !snap.Trashed() {
		t.Fatalf("%+v %v", snap.Row, err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(md), "*", "*")); len(left) > 0 {
		t.Errorf("%v", left)
	}
	if m := d.mirror(); m.Written+len(m.Taken) != 0 {
		t.Errorf("it does not come to rest: %+v", m)
	}
	_, err := d.ws.Records.Restore(t.Context(), id, "review.restore", "")
	d.must(err)
	d.mirror()
	if list := d.open4(id); len(list) != 1 {
		t.Errorf("%+v", list)
	}
	if found, _ := filepath.Glob(filepath.Join(filepath.Dir(md), "conflicts", "*.yaml")); len(found) != 1 {
		t.Errorf("%v", found)
	}
}

// Each file of a review has its own fault or none, whatever is the matter with another.
func TestEachFileOfAMirrorIsToldForItsOwnReason(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	_, err := d.ws.Reviews.AddPart(t.Context(), id, review.Actions, map[string]any{"title": "Set the timers"}, "", "")
	d.must(err)
	_, err = d.ws.Reviews.AddPart(t.Context(), id, review.Factors, map[string]any{"text": "The drum was worn"}, "", "")
	d.must(err)
	d.mirror()
	at := func(name string) string { return fileOf(t, dir, id, name) }
	rewrite(t, at("review.md"), "Nobody noticed.", "The laundry noticed.")
	rewrite(t, at("factors.yaml"), "The drum was worn", "The drum was old")
	actions := text(t, at("actions.yaml"))
	for line := range strings.Lines(actions) {
		if strings.Contains(line, "Set the timers") {
			rewrite(t, at("actions.yaml"), line, "<<<<<<< ours\n"+strings.Replace(line, "timers", "clocks", 1)+"=======\n"+strings.Replace(line, "timers", "alarms", 1)+">>>>>>> theirs\n")
		}
	}
	bad := strings.Replace(text(t, at("timeline.yaml")), "timeline:\n", "timeline:\n\tbroken: x\n", 1)
	write(t, at("timeline.yaml"), bad)
	for range 2 {
		m := d.mirror()
		if len(m.Problems) != 1 || !strings.HasSuffix(m.Problems[0].Path, "timeline.yaml") || m.Problems[0].Line == 0 || string(m.Problems[0].Bytes) != bad {
			t.Fatalf("%+v", m.Problems)
		}
	}
	got := d.get(id)
	if !strings.Contains(d.section(id, "summary"), "The laundry noticed.") || got.Factors[0].Text != "The drum was old" || len(got.Timeline) != 1 {
		t.Errorf("%+v", got)
	}
	all := got.Actions[0].Title
	for _, u := range d.open4(id) {
		all += strings.Join(u.Values, " ")
	}
	if !strings.Contains(all, "Set the clocks") || !strings.Contains(all, "Set the alarms") {
		t.Errorf("%q", all)
	}
	if text(t, at("timeline.yaml")) != bad || strings.Contains(text(t, at("actions.yaml")), "<<<<") {
		t.Error("what could be read was not written, or what could not was")
	}
	// Markers that cannot be told apart leave their own file alone, and no other.
	torn := strings.Replace(text(t, at("actions.yaml")), "actions:\n", "actions:\n<<<<<<< ours\n", 1)
	write(t, at("actions.yaml"), torn)
	rewrite(t, at("review.md"), "The laundry noticed.", "The laundry noticed at noon.")
	keys := map[string]string{}
	for _, p := range d.mirror().Problems {
		keys[filepath.Base(p.Path)] = p.Key
	}
	if keys["actions.yaml"] != "canon.markers" || keys["timeline.yaml"] == "canon.markers" || keys["review.md"] == "canon.markers" {
		t.Errorf("%v", keys)
	}
}
