package space_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/picture"
	"secondstory/backend/share/space"
)

// shade is a small PNG of one grey.
func shade(t *testing.T, grey byte) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 8, 5))
	for i := range img.Pix {
		img.Pix[i] = grey
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (d *device) shows(id string, data []byte) (part string) {
	d.t.Helper()
	added, err := d.ws.AddPicture(d.t.Context(), id, data, review.Picture{}, "")
	d.must(err)
	return added.ID
}

func (d *device) sees(id, part string, want []byte) {
	d.t.Helper()
	if data, _, err := d.ws.PictureBytes(d.t.Context(), id, part); err != nil || !bytes.Equal(data, want) {
		d.t.Errorf("%d bytes instead of %d: %v", len(data), len(want), err)
	}
}

func (d *device) hides(id, part string) {
	d.t.Helper()
	_, err := d.ws.Reviews.RemovePart(d.t.Context(), id, "pictures/"+part, "")
	d.must(err)
}

// blob is where the bytes of a picture lie on a device.
func (d *device) blob(data []byte) string {
	return filepath.Join(d.home, "blobs", picture.SumOf(data))
}

func refusals(r space.Report) (all string) {
	for _, x := range r.Refused {
		all += x.Key + " "
	}
	return strings.TrimSpace(all)
}

// One rotten file on a disk is told, and keeps nothing else from being exchanged; it is
// whole again once good bytes come.
func TestADamagedPictureStopsNothing(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	data := shade(t, 1)
	part := a.shows(id, data)
	write(t, a.blob(data), "rotten")
	a.set(id, "title", "Said beside it")
	other := a.makes("Another review")
	if got := refusals(a.sync()); got != "share.picture_unread" {
		t.Errorf("%s", got)
	}
	b.sync()
	if b.get(id).Title != "Said beside it" || b.get(other).Title != "Another review" {
		t.Error("the rest was not sent")
	}
	b.shows(b.makes("Where it was too"), data)
	b.set(id, "title", "Said by the other")
	b.sync()
	a.sync()
	a.sees(id, part, data)
	// And so it is where the good bytes are in the space already.
	write(t, b.blob(data), "rotten")
	a.set(id, "title", "Once more")
	a.sync()
	b.sync()
	b.sees(id, part, data)
}

// Who takes back a removal may never have had the bytes: whoever has them sends them.
func TestAPictureThatComesBackBringsItsBytes(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	data := shade(t, 1)
	part := a.shows(id, data)
	a.sync()
	b.sync()
	c := newDevice(t, 3)
	c.joins(dir)
	c.must(os.Remove(c.blob(data))) // as if it had never come
	a.hides(id, part)
	a.sync()
	c.sync()
	_, err := c.ws.Reviews.RestorePart(t.Context(), id, "pictures/"+part, "")
	c.must(err)
	c.sync()
	b.sync() // sees that it is missing
	b.sync() // and sends it
	if got := refusals(c.sync()); got != "" {
		t.Errorf("%s", got)
	}
	c.sees(id, part, data)
	settled(t, dir, a, b, c)
	if a.sync().Sent != 0 || b.sync().Sent != 0 {
		t.Error("they send it again and again")
	}
}

// What lies under the name of a picture and is something else is put right by whoever has it.
func TestAnotherFileInThePlaceOfAPictureIsReplaced(t *testing.T) {
	t.Parallel()
	_, dir := gitFolder(t)
	a, b, id := pair(t, dir)
	data := shade(t, 1)
	part := a.shows(id, data)
	a.sync()
	byHand(t, dir, func(root string) { write(t, fileOf(t, root, id, "files/*.png"), "cut off") })
	if got := refusals(b.sync()); got != "share.picture_other" {
		t.Errorf("%s", got)
	}
	a.sync()
	a.sync()
	b.sync()
	b.sees(id, part, data)
	settled(t, dir, a, b)
}

// A face that somebody removed is gone from the space also where another edited meanwhile.
func TestARemovedPictureLeavesTheSpaceAlsoWhenBothEdited(t *testing.T) {
	t.Parallel()
	_, dir := gitFolder(t)
	a, b, id := pair(t, dir)
	gone, stays, added := a.shows(id, shade(t, 1)), a.shows(id, shade(t, 2)), ""
	a.sync()
	b.sync()
	a.hides(id, gone)
	b.set(id, "title", "Edited meanwhile")
	added = b.shows(id, shade(t, 3))
	settled(t, dir, a, b)
	files := git(t, dir, "ls-tree", "-r", "--name-only", "main")
	if strings.Contains(files, picture.SumOf(shade(t, 1))[:32]) || strings.Count(files, "/files/") != 2 {
		t.Errorf("%s", files)
	}
	for _, d := range []*device{a, b} {
		d.sees(id, stays, shade(t, 2))
		d.sees(id, added, shade(t, 3))
	}
}

// What many reviews hold goes into several commits: one would be in memory as a whole.
func TestMuchIsSharedInSeveralCommits(t *testing.T) {
	t.Parallel()
	_, dir := gitFolder(t)
	a, b, id := pair(t, dir)
	var parts, ids []string
	for i := range byte(4) {
		if i > 0 {
			id = a.makes("A review of several")
		}
		ids, parts = append(ids, id), append(parts, a.shows(id, shade(t, 10+i)))
	}
	before := strings.Count(git(t, dir, "log", "--format=%H", "main"), "\n")
	s := a.syncer()
	s.InCommit = 1
	_, err := s.Sync(t.Context(), a.id(), access)
	a.must(err)
	if made := strings.Count(git(t, dir, "log", "--format=%H", "main"), "\n") - before; made != 4 {
		t.Errorf("%d commits", made)
	}
	b.sync()
	for i, part := range parts {
		b.sees(ids[i], part, shade(t, 10+byte(i)))
	}
	if a.sync().Sent != 0 {
		t.Error("something was left")
	}
	settled(t, dir, a, b)
}

// A picture may come by a later exchange than its review, and a pass may be stopped before it
// laid one there: the next pass does, though nobody has edited the review since.
func TestAPictureThatComesLaterIsLaidIntoTheMirrorToo(t *testing.T) {
	t.Parallel()
	_, dir := gitFolder(t)
	a, b, id := pair(t, dir)
	data := shade(t, 1)
	a.shows(id, data)
	a.sync()
	byHand(t, dir, func(root string) {
		if err := os.Remove(fileOf(t, root, id, "files/*.png")); err != nil {
			t.Fatal(err)
		}
	})
	if got := refusals(b.sync()); got != "share.picture_missing" {
		t.Errorf("%s", got)
	}
	mirror := b.mirrors()
	shown := func() int {
		found, _ := filepath.Glob(filepath.Join(mirror, "reviews", "*", "*", id, "files", "*.png"))
		return len(found)
	}
	if b.mirror(); shown() != 0 {
		t.Fatal("it is there already")
	}
	a.sync() // sees that it is missing
	a.sync() // and sends it
	b.sync()
	b.step = func(name string) {
		if name == "mirror pictures" {
			panic(errKilled)
		}
	}
	func() {
		defer func() { _ = recover() }()
		b.mirror()
	}()
	if b.step = nil; shown() != 0 {
		t.Fatal("nothing stopped the pass")
	}
	if m := b.mirror(); shown() != 1 || m.Written+len(m.Taken)+len(m.Problems) != 0 {
		t.Errorf("%d pictures, %+v", shown(), m)
	}
	// Something that has the place of their folder is told and keeps nothing else away.
	folder := filepath.Dir(fileOf(t, mirror, id, "files/*.png"))
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	write(t, folder, "A note of somebody")
	b.set(id, "title", "Said beside it")
	for range 2 {
		if m := b.mirror(); len(m.Problems) == 0 || m.Problems[0].Key != "share.mirror_in_the_way" {
			t.Errorf("%+v", m)
		}
	}
	if !strings.Contains(text(t, fileOf(t, mirror, id, "review.md")), "Said beside it") {
		t.Error("the words are not there")
	}
	b.must(os.Remove(folder))
	if m := b.mirror(); shown() != 1 || len(m.Problems) != 0 {
		t.Errorf("%d pictures, %+v", shown(), m)
	}
	// A note of a version that knew nothing of late pictures is looked at once more.
	b.must(os.Remove(fileOf(t, mirror, id, "files/*.png")))
	notes := filepath.Join(b.syncer().Dir, b.id()+".mirror")
	note := filepath.Join(notes, id+".json")
	write(t, note, strings.Replace(text(t, note), `"looked":true`, `"looked":false`, 1))
	b.must(os.Remove(filepath.Join(notes, "heads")))
	if b.mirror(); shown() != 1 {
		t.Error("what lacked before this version is lacking still")
	}
}
