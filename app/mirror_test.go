package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secondstory/app"
)

// A space is mirrored from the window, and the window goes on looking after it: what is
// saved in the folder comes in by itself, and a file nobody can read is told with its words.
func TestTheWindowMirrorsASpaceInAFolder(t *testing.T) {
	b := ownDesk(t)
	b.add(t, app.SpaceEntry{Name: "Payments", Address: t.TempDir()})
	made := must[app.Created](t)(b.reviews.Create("Payouts were sent twice", ""))
	id := b.space(t).ID
	if err := b.spaces.Share(made.Ref, id); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	job := must[string](t)(b.spaces.Mirror(id, dir))
	b.wait(t, job)
	if m := must[app.SpaceMirror](t)(b.spaces.MirrorResult(job)); m.Folder != dir || len(m.Problems) != 0 {
		t.Fatalf("%+v", m)
	}
	found, err := filepath.Glob(filepath.Join(dir, "reviews", "*", "*", "*", "review.md"))
	if err != nil || len(found) != 1 {
		t.Fatalf("%v %v", found, err)
	}
	data, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	save := func(text string) {
		if err := os.WriteFile(found[0], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	until := func(what string, ok func() bool) {
		t.Helper()
		for range 600 {
			if ok() {
				return
			}
			time.Sleep(100 * time.Millisecond) // until the window has looked
		}
		t.Fatalf("%s did not come", what)
	}
	save(strings.Replace(string(data), "Payouts were sent twice", "Payouts went twice", 1))
	until("what was saved", func() bool {
		return must[app.ReviewDoc](t)(b.reviews.Get(made.Ref)).Title == "Payouts went twice"
	})
	// What a pass told of a whole folder stays, though later passes have nothing to say of it.
	if err := os.Rename(filepath.Dir(found[0]), filepath.Join(dir, "payouts")); err != nil {
		t.Fatal(err)
	}
	putBack := func(list []app.SpaceMirror) bool {
		return len(list) == 1 && len(list[0].Problems) > 0 && list[0].Problems[0].Ref == made.Ref && list[0].Problems[0].Message.Key == "share.mirror_put_back"
	}
	until("the renamed folder", func() bool { return putBack(must[[]app.SpaceMirror](t)(b.spaces.Mirrors())) })
	save("no front at all")
	until("the problem", func() bool {
		list := must[[]app.SpaceMirror](t)(b.spaces.Mirrors())
		return putBack(list) && list[0].Folder == dir && len(list[0].Problems) == 2 && list[0].Problems[1].Ref == made.Ref && strings.Contains(list[0].Problems[1].Quote, "no front")
	})
	if err := b.spaces.EndMirror(id); err != nil {
		t.Fatal(err)
	}
	if list := must[[]app.SpaceMirror](t)(b.spaces.Mirrors()); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	if _, err := b.spaces.Mirror(id, filepath.Dir(found[0])); err != nil {
		t.Fatal(err) // why it cannot be is told by the job
	}
}
