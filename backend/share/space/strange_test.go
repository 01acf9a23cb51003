package space_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// things somebody may put into the folder of a review that are none of its files.
var strangeThings = map[string]func(t *testing.T, folder string){
	"evil.yaml":     func(t *testing.T, folder string) { link(t, filepath.Join(folder, "evil.yaml")) },
	"AUX":           func(t *testing.T, folder string) { write(t, filepath.Join(folder, "AUX"), "x\n") },
	"Timeline.yaml": func(t *testing.T, folder string) { write(t, filepath.Join(folder, "Timeline.yaml"), "x\n") },
	"files/big.png": func(t *testing.T, folder string) { big(t, filepath.Join(folder, "files", "big.png")) },
}

func big(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, path, strings.Repeat("x", fewer(26, 6)<<20))
}

// What lies beside the files of a review keeps nothing of it from being exchanged, and a
// merge carries it on as it is, until somebody takes it away.
func TestWhatLiesBesideTheFilesOfAReviewStaysAndHoldsNothingUp(t *testing.T) {
	t.Parallel()
	needGit(t)
	for name, put := range strangeThings {
		for _, meanwhile := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				dir := bare(t)
				a, b, id := pair(t, dir)
				a.noted(id, "Alarm")
				a.sync()
				b.sync()
				byHand(t, dir, func(root string) {
					put(t, filepath.Dir(fileOf(t, root, id, "review.md")))
					rewrite(t, fileOf(t, root, id, "review.md"), "schema: 1\n", "schema: 1\nseverity: SEV1\n")
				})
				if meanwhile {
					a.set(id, "title", "Meanwhile")
				}
				if r := a.sync(); len(r.Refused) == 0 || r.Refused[0].Record != id {
					t.Errorf("%+v", r.Refused)
				}
				b.set(id, "sections/impact/text", "Three wards waited.")
				b.sync()
				a.sync()
				for i, d := range []*device{a, b} {
					if got := d.get(id); got.Severity != "SEV1" || d.section(id, "impact") != "Three wards waited." || len(got.Timeline) != 1 || len(d.open4(id)) != 0 {
						t.Errorf("%d: %+v %+v", i, got, d.open4(id))
					}
				}
				there := func() bool {
					return strings.Contains(git(t, dir, "ls-tree", "-r", "--name-only", "main"), "/"+id+"/"+name+"\n")
				}
				if !there() {
					t.Error("it was thrown out")
				}
				settled(t, dir, a, b)
				// Whoever put it there takes it away, beside an edit of somebody else.
				byHand(t, dir, func(root string) {
					if err := os.Remove(filepath.Join(filepath.Dir(fileOf(t, root, id, "review.md")), filepath.FromSlash(name))); err != nil {
						t.Fatal(err)
					}
				})
				b.set(id, "severity", "SEV2")
				b.sync()
				a.sync()
				if there() || a.get(id).Severity != "SEV2" {
					t.Errorf("there %v, %+v", there(), a.get(id))
				}
				settled(t, dir, a, b)
			})
		}
	}
}

// Nor does it keep a review in the space that it was moved from.
func TestAReviewBesideSomethingStrangeCanBeMoved(t *testing.T) {
	t.Parallel()
	dir, other, a, _, _, id := three(t)
	byHand(t, dir, func(root string) {
		folder := filepath.Dir(fileOf(t, root, id, "review.md"))
		strangeThings["AUX"](t, folder)
		rewrite(t, filepath.Join(folder, "review.md"), "schema: 1\n", "schema: 1\nseverity: SEV1\n")
	})
	a.sync()
	a.moves(id, board)
	a.syncs(team, board, team)
	if got := inFolder(t, dir, id); !slices.Contains(got, "moved.yaml") || slices.Contains(got, "review.md") {
		t.Errorf("%v", got)
	}
	if got := inFolder(t, other, id); !slices.Contains(got, "review.md") {
		t.Errorf("%v", got)
	}
}

// One brings a link in a place that is a folder with a link for another: one of the two is
// carried on, on every device the same, and everything else comes together.
func TestALinkInThePlaceOfAFolderOfAnotherStopsNothing(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.sync()
	b.sync()
	var bundles []string
	for name, severity := range map[string]string{"shelf": "SEV1", "shelf/deeper": ""} {
		root := filepath.Join(t.TempDir(), "clone")
		git(t, t.TempDir(), "clone", "-q", dir, root)
		md := fileOf(t, root, id, "review.md")
		at := filepath.Join(filepath.Dir(md), filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		link(t, at)
		if severity != "" {
			rewrite(t, md, "schema: 1\n", "schema: 1\nseverity: "+severity+"\n")
		}
		git(t, root, "add", "-A")
		git(t, root, "commit", "-q", "-m", "By hand")
		out := filepath.Join(t.TempDir(), "by hand.bundle")
		git(t, root, "bundle", "create", "-q", out, "main", "^origin/main")
		bundles = append(bundles, out)
	}
	for _, file := range bundles {
		b.takesIn(file)
	}
	a.set(id, "title", "Meanwhile")
	settled(t, dir, a, b)
	for i, d := range []*device{a, b} {
		if got := d.get(id); got.Severity != "SEV1" || got.Title != "Meanwhile" {
			t.Errorf("%d: %+v", i, got)
		}
	}
	if files := git(t, dir, "ls-tree", "-r", "--name-only", "main"); !strings.Contains(files, "/"+id+"/shelf\n") || strings.Contains(files, "deeper") {
		t.Error(files)
	}
}
