package space_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/share/space"
)

func toldKeys(list []space.Refused) (out []string) {
	for _, x := range list {
		out = append(out, x.Key)
	}
	return out
}

// A folder that got another name or place is not a review that was deleted.
func TestAFolderThatWasRenamedKeepsItsReview(t *testing.T) {
	t.Parallel()
	for name, to := range map[string]string{
		"another name": "reviews/my review", "out of its kind": "payouts/of/march", "the month renamed": "reviews/old/{id}",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, id, dir := alone(t)
			d.makes("The other one")
			d.mirror()
			md := fileOf(t, dir, id, "review.md")
			rewrite(t, md, "Nobody noticed.", "The laundry noticed.")
			at := filepath.Join(dir, filepath.FromSlash(strings.ReplaceAll(to, "{id}", id)))
			d.must(os.MkdirAll(filepath.Dir(at), 0o755))
			d.must(os.Rename(filepath.Dir(md), at))
			m := d.mirror()
			if !slices.Equal(toldKeys(m.Told), []string{"share.mirror_put_back"}) || m.Told[0].Record != id || len(m.Problems) != 0 {
				t.Errorf("%+v", m)
			}
			if got := d.get(id); got.Trashed || len(got.Timeline) != 1 || !strings.Contains(d.section(id, "summary"), "The laundry noticed.") {
				t.Errorf("%+v", got)
			}
			if !strings.Contains(text(t, md), "The laundry noticed.") {
				t.Error(text(t, md))
			}
			if _, err := os.Stat(at); err == nil {
				t.Error("it is in both places")
			}
			if m := d.mirror(); m.Written+len(m.Taken)+len(m.Told)+len(m.Problems) != 0 {
				t.Errorf("it does not come to rest: %+v", m)
			}
		})
	}
}

// The only review of a mirror, and all of them at once, are found again too.
func TestAFolderAboveReviewsThatWasRenamedKeepsThem(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	other := d.makes("The other one")
	d.mirror()
	md := fileOf(t, dir, id, "review.md")
	d.must(os.Rename(filepath.Join(dir, "reviews"), filepath.Join(dir, "besprechungen")))
	m := d.mirror()
	if len(m.Told) != 2 || len(m.Problems)+len(m.Taken) != 0 || d.get(id).Trashed || d.get(other).Trashed {
		t.Errorf("%+v", m)
	}
	text(t, md)
	if _, err := os.Stat(filepath.Join(dir, "besprechungen")); err == nil {
		t.Error("an empty folder is left over")
	}
}

// Where it cannot be said which folder is that of the review, or it cannot have its place,
// the review stays and all folders do.
func TestFoldersOfAReviewThatCannotBePutBackLoseNothing(t *testing.T) {
	t.Parallel()
	for name, do := range map[string]func(d *device, folder, away string) (left string){
		"two of them": func(d *device, folder, away string) string {
			d.must(os.CopyFS(away+" 2", os.DirFS(folder)))
			d.must(os.Rename(folder, away))
			return away
		},
		"something in its place": func(d *device, folder, away string) string {
			d.must(os.Rename(folder, away))
			d.must(os.Mkdir(folder, 0o755))
			d.must(os.WriteFile(filepath.Join(folder, "sketch.txt"), []byte("my own"), 0o600))
			return away
		},
		"the folder of all of a month": func(d *device, folder, _ string) string {
			d.must(os.CopyFS(filepath.Dir(folder), os.DirFS(folder)))
			d.must(os.RemoveAll(folder))
			return filepath.Dir(folder)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, id, dir := alone(t)
			d.makes("The other one")
			d.mirror()
			md := fileOf(t, dir, id, "review.md")
			left := do(d, filepath.Dir(md), filepath.Join(dir, "reviews", "away"))
			m := d.mirror()
			if !slices.Equal(toldKeys(m.Told), []string{"share.mirror_copied"}) || len(m.Taken) != 0 {
				t.Errorf("%+v", m)
			}
			if got := d.get(id); got.Trashed || len(got.Timeline) != 1 {
				t.Errorf("%+v", got)
			}
			if text(t, md) != text(t, filepath.Join(left, "review.md")) {
				t.Error(text(t, md))
			}
			// What is left alone is told, a folder as one.
			m = d.mirror()
			if len(m.Told)+m.Written != 0 || len(m.Problems) == 0 || len(m.Problems) > 4 || !strings.HasPrefix(m.Problems[0].Key, "share.mirror_stranger") {
				t.Errorf("%+v", m)
			}
		})
	}
}

func TestAFolderThatIsReallyGoneIsToldAsItsReviewInTheTrash(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	d.makes("The other one")
	d.mirror()
	d.must(os.RemoveAll(filepath.Dir(fileOf(t, dir, id, "review.md"))))
	m := d.mirror()
	if !slices.Equal(toldKeys(m.Told), []string{"share.mirror_trashed"}) || m.Told[0].Record != id || len(m.Problems) != 0 {
		t.Errorf("%+v", m)
	}
	if m := d.mirror(); len(m.Told) != 0 {
		t.Errorf("it is told twice: %+v", m)
	}
}

// A file of somebody that has the place of the folder is not taken away for it.
func TestAFileInThePlaceOfAFolderThatWasRenamedIsLeftAlone(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	d.makes("The other one")
	d.mirror()
	folder := filepath.Dir(fileOf(t, dir, id, "review.md"))
	d.must(os.Rename(folder, filepath.Join(dir, "reviews", "away")))
	d.must(os.WriteFile(folder, []byte("my own"), 0o600))
	if _, err := d.syncer().Mirror(t.Context(), d.id(), nil); keyOf(err) != "share.mirror_in_the_way" {
		t.Error(err)
	}
	if text(t, folder) != "my own" || d.get(id).Trashed {
		t.Error("it was taken for the folder")
	}
}
