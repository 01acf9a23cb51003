package space_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/share/space"
)

// killedAt stops an exchange the nth time it comes to a step, and starts the program anew.
func (d *device) killedAt(step string, nth int, exchange func()) {
	d.t.Helper()
	d.step = func(name string) {
		if name != step {
			return
		}
		if nth--; nth == 0 {
			panic("killed")
		}
	}
	func() {
		defer func() {
			if recover() == nil {
				d.t.Errorf("it does not come to %q", step)
			}
		}()
		exchange()
	}()
	d.step = nil
	d.ws.Close()
	d.open()
}

func asItIs(string) {}

// takeOut removes words from all files of a review, in a history that is begun again.
func takeOut(t *testing.T, dir, id, words string) {
	t.Helper()
	replaces(t, dir, func(root string) { rewrite(t, fileOf(t, root, id, "review.md"), words, "") })
}

// gone says that words are neither here nor on the other side.
func (d *device) gone(t *testing.T, dir, id, words string) {
	t.Helper()
	if text := d.anywhere(id, "summary"); strings.Contains(text, words) {
		t.Errorf("it is here again: %q", text)
	}
	if out, err := gitTry(t, dir, "grep", "-F", words, "main"); err == nil {
		t.Errorf("it was sent again: %s", out)
	}
}

const (
	plain  = "The line stood still.\n\nNobody noticed."
	secret = " The word is linen."
)

// What was fetched and never merged here is the work of others, not a deletion of ours.
func TestWhatWasFetchedAndNotMergedBeforeAReplacementIsNotTakenBack(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	b.set(id, "title", "By the second")
	other := b.makes("Begun by the second")
	b.sync()
	a.set(id, "severity", "SEV2")
	a.killedAt("fetched", 1, func() { a.sync() })
	replaces(t, dir, asItIs)
	a.stops()
	a.accepts(space.TakeTheirs)
	b.stops()
	b.accepts(space.TakeTheirs)
	settled(t, dir, a, b)
	for i, d := range []*device{a, b} {
		if got := d.get(id); got.Title != "By the second" || got.Severity != "SEV2" || d.get(other).Trashed {
			t.Errorf("%d: %+v", i, got)
		}
	}
}

// Who found a history replaced, and followed the next one as somebody else had brought
// it back, has agreed on all that came since.
func TestASecondReplacementGoesOnFromWhatWasAgreedSinceTheFirst(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	replaces(t, dir, asItIs)
	b.stops()
	a.stops()
	a.accepts(space.BringBack)
	b.sync()
	a.set(id, "sections/summary/text", plain+secret)
	a.sync()
	b.sync()
	takeOut(t, dir, id, secret)
	for _, d := range []*device{b, a} {
		d.stops()
		d.accepts(space.TakeTheirs)
	}
	settled(t, dir, a, b)
	a.gone(t, dir, id, secret)
	b.gone(t, dir, id, secret)
}

func TestAReplacementAfterAKillGoesOnFromWhatWasAgreedBeforeIt(t *testing.T) {
	t.Parallel()
	needGit(t)
	for _, after := range []space.After{space.TakeTheirs, space.BringBack} {
		t.Run(string(after), func(t *testing.T) {
			t.Parallel()
			dir := bare(t)
			a, b, id := pair(t, dir)
			replaces(t, dir, asItIs)
			a.stops()
			a.killedAt("accepted", 1, func() { a.accepts(after) })
			a.sync()
			if after == space.TakeTheirs {
				b.stops()
				b.accepts(after)
			} else {
				b.sync() // for it nothing is missing any more
			}
			b.set(id, "sections/summary/text", plain+secret)
			b.sync()
			a.sync()
			takeOut(t, dir, id, secret)
			a.stops()
			a.accepts(space.TakeTheirs)
			a.gone(t, dir, id, secret)
		})
	}
}

// The second replacement comes before the first one was followed to its end.
func TestAHistoryReplacedAgainWhileItWasFollowedBringsNothingBack(t *testing.T) {
	t.Parallel()
	needGit(t)
	for _, c := range []struct {
		step string
		nth  int
	}{{"kept aside", 1}, {"received", 2}, {"followed", 1}, {"accepted", 1}} {
		t.Run(c.step, func(t *testing.T) {
			t.Parallel()
			dir := bare(t)
			a, _, id := pair(t, dir)
			other := a.makes("Another")
			a.set(other, "sections/summary/text", plain)
			a.sync()
			a.set(id, "severity", "SEV1") // not sent
			replaces(t, dir, func(root string) {
				for _, each := range []string{id, other} {
					rewrite(t, fileOf(t, root, each, "review.md"), "Nobody noticed.", "Nobody noticed."+secret)
				}
			})
			a.stops()
			a.killedAt(c.step, c.nth, func() { a.accepts(space.TakeTheirs) })
			replaces(t, dir, func(root string) {
				for _, each := range []string{id, other} {
					rewrite(t, fileOf(t, root, each, "review.md"), secret, "")
				}
			})
			a.accepts(space.TakeTheirs)
			if got := a.get(id); got.Severity != "SEV1" || len(a.open4(id)) != 0 {
				t.Errorf("%+v", got)
			}
			a.gone(t, dir, id, secret)
			a.gone(t, dir, other, secret)
			a.sync()
			a.whole()
		})
	}
}

// instead puts another repository where the space was.
func instead(t *testing.T, dir, other string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(other, dir); err != nil {
		t.Fatal(err)
	}
}

// coded is a repository with a program in it.
func coded(t *testing.T) string {
	t.Helper()
	dir := bare(t)
	root := filepath.Join(t.TempDir(), "code")
	git(t, t.TempDir(), "clone", "-q", dir, root)
	write(t, filepath.Join(root, "main.c"), "int main;\n")
	git(t, root, "add", "-A")
	git(t, root, "commit", "-q", "-m", "Code")
	git(t, root, "push", "-q", "origin", "HEAD:main")
	return dir
}

// The place was empty when the space was added, and the first exchange did not end.
func TestASpaceThatWasNeverSentIsNotSentIntoSomethingElse(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := filepath.Join(t.TempDir(), "shared.git")
	git(t, t.TempDir(), "init", "-q", "--bare", "-b", "main", dir)
	refuse := filepath.Join(dir, "hooks", "pre-receive")
	write(t, refuse, "#!/bin/sh\nexit 1\n")
	if err := os.Chmod(refuse, 0o755); err != nil {
		t.Fatal(err)
	}
	a := newDevice(t, 1)
	if _, _, err := a.ws.AddSpace(t.Context(), team, dir, access); keyOf(err) != "share.remote_rejected" {
		t.Fatal(err)
	}
	a.makes("Ours")
	instead(t, dir, coded(t))
	before := git(t, dir, "for-each-ref")
	for range 2 {
		if _, err := a.syncer().Sync(t.Context(), a.id(), access); keyOf(err) != "share.not_a_space" {
			t.Errorf("%v", err)
		}
	}
	if out := git(t, dir, "for-each-ref"); out != before {
		t.Errorf("something was sent:\n%s", out)
	}
}

func TestWhatIsNotThisSpaceIsNeverJoinedWithIt(t *testing.T) {
	t.Parallel()
	needGit(t)
	foreign := func(t *testing.T) string {
		dir := bare(t)
		c := newDevice(t, 7)
		c.joins(dir)
		c.makes("Of other people")
		c.sync()
		return dir
	}
	for _, what := range []struct {
		name, key string
		make      func(*testing.T) string
	}{{"code", "share.not_a_space", coded}, {"another space", "share.other_space", foreign}} {
		for _, how := range []string{string(space.TakeTheirs), string(space.BringBack), "a new private repository"} {
			t.Run(what.name+", "+how, func(t *testing.T) {
				t.Parallel()
				dir := bare(t)
				a, _, id := pair(t, dir)
				a.set(id, "severity", "SEV1")
				instead(t, dir, what.make(t))
				before := git(t, dir, "for-each-ref")
				var err error
				if after := space.After(how); after == space.TakeTheirs || after == space.BringBack {
					if _, err := a.syncer().Sync(t.Context(), a.id(), access); keyOf(err) != what.key { // at once, and not after a choice
						t.Errorf("%v", err)
					}
					_, err = a.syncer().Accept(t.Context(), a.id(), access, after)
				} else {
					if err := os.RemoveAll(a.syncer().StoreDir(a.id())); err != nil {
						t.Fatal(err)
					}
					_, err = a.syncer().Sync(t.Context(), a.id(), access)
				}
				if keyOf(err) != what.key {
					t.Errorf("%v", err)
				}
				if out := git(t, dir, "for-each-ref"); out != before {
					t.Errorf("something was sent:\n%s", out)
				}
				if list, err := a.ws.Spaces(t.Context()); err != nil || len(list) != 1 || list[0].Records != 1 || a.get(id).Severity != "SEV1" || a.get(id).Trashed {
					t.Errorf("%+v %v", list, err)
				}
			})
		}
	}
}

func TestAnEmptiedServerAndALostRepositoryBeginTheSameSpaceAnew(t *testing.T) {
	t.Parallel()
	needGit(t)
	for _, choose := range []bool{false, true} {
		dir := bare(t)
		a, b, id := pair(t, dir)
		before := spaceFile(t, dir)
		a.set(id, "severity", "SEV2")
		if err := os.RemoveAll(b.syncer().StoreDir(b.id())); err != nil {
			t.Fatal(err)
		}
		git(t, dir, "update-ref", "-d", "refs/heads/main")
		if choose {
			b.accepts(space.BringBack)
		} else {
			b.sync()
		}
		if got := spaceFile(t, dir); got != before {
			t.Errorf("it is another space: %s", got)
		}
		c := newDevice(t, 3)
		c.joins(dir)
		if got := c.get(id); got.Title != "The linen line stood still" || c.section(id, "summary") != plain {
			t.Errorf("%+v", got)
		}
		a.stops()
		a.accepts(space.TakeTheirs)
		settled(t, dir, a, b, c)
		if c.get(id).Severity != "SEV2" || len(c.open4(id)) != 0 {
			t.Errorf("%+v", c.get(id))
		}
	}
}

func spaceFile(t *testing.T, dir string) string {
	t.Helper()
	return git(t, dir, "show", "main:space.yaml")
}
