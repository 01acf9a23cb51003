package space_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/space"
)

// stops says that a sync finds the history replaced, as often as it is tried.
func (d *device) stops() {
	d.t.Helper()
	for range 2 {
		_, err := d.syncer().Sync(d.t.Context(), d.id(), access)
		if f, ok := fault.As(err); !ok || f.Key != "share.rewritten" {
			d.t.Fatalf("%v", err)
		}
	}
}

func (d *device) accepts(after space.After) space.Report {
	d.t.Helper()
	r, err := d.syncer().Accept(d.t.Context(), d.id(), access, after)
	d.must(err)
	return r
}

// rescued are the refs that keep what was here.
func (d *device) rescued() []string {
	d.t.Helper()
	return strings.Fields(git(d.t, d.syncer().StoreDir(d.id()), "for-each-ref", "--format=%(objectname)", "refs/app/rescue"))
}

// replaces writes the history anew from nothing: the files as they are, edited.
func replaces(t *testing.T, dir string, edit func(root string)) {
	t.Helper()
	needGit(t)
	root := filepath.Join(t.TempDir(), "clone")
	git(t, t.TempDir(), "clone", "-q", dir, root)
	git(t, root, "checkout", "-q", "--orphan", "anew")
	edit(root)
	git(t, root, "add", "-A")
	git(t, root, "commit", "-q", "-m", "Begin again")
	git(t, root, "push", "-q", "--force", "origin", "HEAD:main")
}

func TestAReplacedHistoryIsFollowedAndUnsentEditsAreMadeAgain(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.set(id, "sections/summary/text", "The line stood still.\n\nThe secret is in here.")
	other := a.makes("Nobody touches this one")
	a.sync()
	b.sync()
	// Not sent: one edit in a commit that the other side never got, one in none.
	a.set(id, "severity", "SEV1")
	replaces(t, dir, func(root string) {
		rewrite(t, fileOf(t, root, id, "review.md"), "The secret is in here.", "Nobody noticed.")
	})
	a.stops()
	a.set(id, "title", "Typed after")
	mine := a.makes("Begun after")
	head := git(t, a.syncer().StoreDir(a.id()), "rev-parse", "main")

	r := a.accepts(space.TakeTheirs)
	if r.State != space.Done || r.Opened != 0 {
		t.Errorf("%+v", r)
	}
	got := a.get(id)
	if got.Title != "Typed after" || got.Severity != "SEV1" || a.section(id, "summary") != "The line stood still.\n\nNobody noticed." || len(a.open4(id)) != 0 {
		t.Errorf("%s %s %q", got.Title, got.Severity, a.section(id, "summary"))
	}
	if kept := strings.Join(a.rescued(), " "); !strings.Contains(kept, strings.TrimSpace(head)) {
		t.Errorf("%s is not among %s", head, kept)
	}
	if out := git(t, dir, "log", "--format=%H", "main"); strings.Contains(out, strings.TrimSpace(head)) {
		t.Error("the old history came back")
	}
	byHand(t, dir, func(root string) {
		write(t, filepath.Join(root, "looked.txt"), "at")
		if data, err := os.ReadFile(fileOf(t, root, id, "review.md")); err != nil || strings.Contains(string(data), "secret is in here") {
			t.Errorf("what was taken out came back: %s %v", data, err)
		}
	})
	// Records nobody touched have a base in the new history: an edit of each side meets.
	b.stops()
	b.accepts(space.TakeTheirs)
	if b.get(mine).Title != "Begun after" || b.get(id).Severity != "SEV1" {
		t.Error("it did not come to the other")
	}
	a.set(other, "severity", "SEV2")
	b.set(other, "title", "Touched by both")
	a.sync()
	b.sync()
	if r := a.sync(); r.Opened != 0 || a.get(other).Title != "Touched by both" || a.get(other).Severity != "SEV2" {
		t.Errorf("%+v", r)
	}
	settled(t, dir, a, b)
}

func TestWhatTwoSayDifferentlyAfterAReplacementIsAsked(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.set(id, "title", "Typed here")
	replaces(t, dir, func(root string) {
		rewrite(t, fileOf(t, root, id, "review.md"), "The linen line stood still", "Written anew")
	})
	a.stops()
	if r := a.accepts(space.TakeTheirs); r.Opened != 1 {
		t.Errorf("%+v", r)
	}
	u := a.open4(id)
	if len(u) != 1 || !strings.Contains(strings.Join(u[0].Values, " "), "Typed here") || !strings.Contains(strings.Join(u[0].Values, " "), "Written anew") {
		t.Errorf("%+v", u)
	}
	b.stops()
	b.accepts(space.TakeTheirs)
	settled(t, dir, a, b)
}

func TestAReviewTheNewHistoryLacksGoesToTheTrashUnlessItWasEdited(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, _, id := pair(t, dir)
	gone, edited := a.makes("Taken out"), a.makes("Taken out and edited here")
	a.sync()
	a.set(edited, "severity", "SEV2")
	replaces(t, dir, func(root string) {
		for _, each := range []string{gone, edited} {
			if err := os.RemoveAll(filepath.Dir(fileOf(t, root, each, "review.md"))); err != nil {
				t.Fatal(err)
			}
		}
	})
	a.stops()
	a.accepts(space.TakeTheirs)
	if !a.get(gone).Trashed || a.get(edited).Trashed || a.get(id).Trashed {
		t.Errorf("%v %v %v", a.get(gone).Trashed, a.get(edited).Trashed, a.get(id).Trashed)
	}
	a.whole()
}

func TestWhatARestoredServerLostIsBroughtBack(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, id := pair(t, dir)
	for _, title := range []string{"One", "Two", "Three"} {
		a.set(id, "title", title)
		a.sync()
	}
	b.sync()
	b.set(id, "severity", "SEV2")
	git(t, dir, "update-ref", "refs/heads/main", "main~3") // as of the backup
	c := newDevice(t, 3)
	c.joins(dir)
	c.set(id, "sections/summary/text", "The line stood still for an hour.\n\nNobody noticed.")
	c.sync()
	a.stops()
	a.accepts(space.BringBack)
	b.sync() // for it nothing is missing any more
	c.sync()
	for _, d := range []*device{a, b, c} {
		d.sync()
		if got := d.get(id); got.Title != "Three" || got.Severity != "SEV2" || !strings.Contains(d.section(id, "summary"), "for an hour") || len(d.open4(id)) != 0 {
			t.Errorf("%+v", got)
		}
	}
	settled(t, dir, a, b, c)
}

func TestAnEmptiedServerGetsEverythingAgain(t *testing.T) {
	t.Parallel()
	needGit(t)
	for _, after := range []space.After{space.TakeTheirs, space.BringBack} {
		dir := bare(t)
		a, _, id := pair(t, dir)
		a.set(id, "severity", "SEV2")
		git(t, dir, "update-ref", "-d", "refs/heads/main")
		a.stops()
		a.accepts(after)
		b := newDevice(t, 3)
		b.joins(dir)
		if b.get(id).Severity != "SEV2" || a.get(id).Severity != "SEV2" {
			t.Errorf("%s: it is not there", after)
		}
		settled(t, dir, a, b)
	}
}

func TestAReplacementThatIsNoSpaceIsNotFollowed(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, _, id := pair(t, dir)
	replaces(t, dir, func(root string) {
		git(t, root, "rm", "-q", "-r", "-f", ".")
		write(t, filepath.Join(root, "a.txt"), "else")
	})
	if _, err := a.syncer().Sync(t.Context(), a.id(), access); keyOf(err) != "share.not_a_space" {
		t.Errorf("%v", err)
	}
	_, err := a.syncer().Accept(t.Context(), a.id(), access, space.TakeTheirs)
	if f, ok := fault.As(err); !ok || f.Key != "share.not_a_space" || a.get(id).Trashed {
		t.Errorf("%v", err)
	}
	a.whole()
}

// Whatever moment the program is killed at while a history is followed, the same choice
// goes on, and nothing that was typed is lost.
func TestAKillWhileAHistoryIsFollowedCostsNothing(t *testing.T) {
	t.Parallel()
	needGit(t)
	for _, step := range []string{"kept aside", "received", "merged for writing back", "followed", "accepted", "snapshot", "committed", "pushed"} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			dir := bare(t)
			a, b, id := pair(t, dir)
			a.set(id, "severity", "SEV1")
			replaces(t, dir, func(root string) {
				rewrite(t, fileOf(t, root, id, "review.md"), "Nobody noticed.", "One person noticed.")
			})
			a.stops()
			a.set(id, "title", "Typed after")
			a.step = func(name string) {
				if name == step {
					panic("killed")
				}
			}
			func() {
				defer func() {
					if recover() == nil {
						t.Error("it was not stopped there")
					}
				}()
				a.accepts(space.TakeTheirs)
			}()
			a.step = nil
			a.ws.Close()
			a.open()
			a.accepts(space.TakeTheirs)
			got := a.get(id)
			if got.Title != "Typed after" || got.Severity != "SEV1" || !strings.Contains(a.section(id, "summary"), "One person noticed.") || len(a.open4(id)) != 0 {
				t.Errorf("%s %s %q %+v", got.Title, got.Severity, a.section(id, "summary"), a.open4(id))
			}
			b.stops()
			b.accepts(space.TakeTheirs)
			settled(t, dir, a, b)
		})
	}
}
