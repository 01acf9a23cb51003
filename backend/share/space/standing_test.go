package space_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"secondstory/backend/share/space"
)

// What lies in the folder of a review and cannot be taken is told to everybody alike, each
// once, and again by every exchange until it is put right: also to whoever had to merge.
func TestWhatIsNotTakenIsToldToEverybodyAlikeUntilItIsPutRight(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	byHand(t, dir, func(root string) {
		folder := filepath.Dir(fileOf(t, root, id, "review.md"))
		if err := os.Symlink("/etc/passwd", filepath.Join(folder, "evil.yaml")); err != nil {
			t.Skip("no links here")
		}
		write(t, filepath.Join(folder, "Review.md"), "x\n")
		write(t, filepath.Join(folder, "AUX", "con.yaml"), "x\n")
		write(t, filepath.Join(folder, "findings.yaml"), "schema: 1\nfindings:\n  a: &x {title: one}\n  b: *x\n")
		rewrite(t, filepath.Join(folder, "review.md"), "schema: 1\n", "schema: 1\nprivate_notes: hi\n")
	})
	a.set(id, "severity", "SEV2") // so that there is something to merge
	want := []string{"Review.md canon.case", "con.yaml canon.path_windows", "evil.yaml canon.symlink", "findings.yaml canon.anchor", "review.md canon.local"}
	for round := range 3 {
		for i, d := range []*device{a, b} {
			if got := notTaken(d.sync()); !slices.Equal(got, want) {
				t.Errorf("device %d, round %d: %q", i, round, got)
			}
			want = want[:4] // the merge wrote review.md anew
		}
	}
}

func notTaken(r space.Report) (out []string) {
	for _, x := range r.Refused {
		out = append(out, fmt.Sprintf("%s %s", filepath.Base(x.Path), x.Key))
	}
	said := map[string]bool{}
	for _, n := range r.Notices { // each is said again while writing back
		if what := fmt.Sprintf("%s %s", filepath.Base(n.Path), n.Key); !said[what] {
			said[what] = true
			out = append(out, what)
		}
	}
	slices.Sort(out)
	return out
}
