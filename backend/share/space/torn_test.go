package space_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/share/space"
)

// tears leaves a ref of the private repository as a crash of another program would.
func (d *device) tears(ref, content string) {
	d.t.Helper()
	path := filepath.Join(d.syncer().StoreDir(d.id()), filepath.FromSlash(ref))
	d.must(os.MkdirAll(filepath.Dir(path), 0o755))
	d.must(os.WriteFile(path, []byte(content), 0o644))
}

// torn is what may stand in the file of a ref after a crash.
var torn = []string{"", "3f9a1c", strings.Repeat("\x00", 41), strings.Repeat("0", 40) + "\n", "ref: refs/heads/elsewhere\n"}

// T2: whichever ref is torn, and whatever older value lies among the packed ones, an
// exchange goes on from what is known.
func TestATornRefCostsNothing(t *testing.T) {
	t.Parallel()
	for _, ref := range []string{"refs/heads/main", "refs/remotes/origin/main", "refs/app/agreed"} {
		for i, content := range torn {
			t.Run(fmt.Sprint(ref, " ", i), func(t *testing.T) {
				t.Parallel()
				dir := bare(t)
				a, b, id := pair(t, dir)
				if i%2 == 0 {
					needGit(t)
					git(t, a.syncer().StoreDir(a.id()), "pack-refs", "--all")
				}
				a.set(id, "severity", "SEV1")
				a.sync()
				b.sync()
				b.set(id, "title", "By the other")
				b.sync()
				a.set(id, "sections/summary/text", "The line stood still.\n\nUntil noon.")
				a.tears(ref, content)
				a.sync()
				settled(t, dir, a, b)
				for _, d := range []*device{a, b} {
					if got := d.get(id); got.Title != "By the other" || got.Severity != "SEV1" || !strings.Contains(d.section(id, "summary"), "Until noon.") || len(d.open4(id)) != 0 {
						t.Errorf("%+v %+v", got, d.open4(id))
					}
				}
			})
		}
	}
}

// The same while a replaced history waits for its answer: what all had agreed on is
// found anew, and the answer does what it says.
func TestATornRefOfAReplacementIsFoundAnew(t *testing.T) {
	t.Parallel()
	for _, ref := range []string{"refs/app/agreed", "refs/remotes/origin/main"} {
		for i, content := range torn {
			for _, how := range []space.After{space.TakeTheirs, space.BringBack} {
				t.Run(fmt.Sprint(ref, " ", i, " ", how), func(t *testing.T) {
					t.Parallel()
					dir := bare(t)
					a, b, id := pair(t, dir)
					a.set(id, "sections/summary/text", plain+secret)
					a.sync()
					b.sync()
					takeOut(t, dir, id, secret)
					a.set(id, "title", "Typed after")
					a.stops()
					a.tears(ref, content)
					a.stops()
					a.tears(ref, content)
					a.accepts(how)
					if how == space.BringBack { // joined without a common beginning: asked, and not lost
						if text := a.anywhere(id, "summary") + a.titles(id); !strings.Contains(text, strings.TrimSpace(secret)) || !strings.Contains(text, "Typed after") {
							t.Error(text)
						}
						settled(t, dir, a, b)
						return
					}
					if got := a.get(id); got.Title != "Typed after" || len(a.open4(id)) != 0 {
						t.Errorf("%+v", a.open4(id))
					}
					a.gone(t, dir, id, strings.TrimSpace(secret))
					b.stops()
					b.accepts(how)
					settled(t, dir, a, b)
				})
			}
		}
	}
}
