package space_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/share/gitstore"
)

// whose tells for each version of the one open question of a review under whom it stands.
func (d *device) whose(id string) map[string]string {
	d.t.Helper()
	list, err := d.ws.Conflicts(d.t.Context(), id, words)
	d.must(err)
	out := map[string]string{}
	for _, u := range list {
		if u.State != "open" {
			continue
		}
		for _, v := range u.Shown {
			who := v.By
			if v.From == "own" {
				who = "own"
			}
			out[v.Text] = who
		}
	}
	return out
}

// A version stands under whoever wrote it, and not under who brought it along with an edit
// of another place of the review.
func TestAVersionStandsUnderItsWriterAndNotUnderWhoBroughtIt(t *testing.T) {
	t.Parallel()
	for place, texts := range map[string][2]string{
		"severity":             {"SEV1", "SEV2"},
		"sections/impact/text": {"Three wards waited.", "Nobody waited."},
	} {
		stick := t.TempDir()
		devices, id := travellers(t, stick, 3)
		a, b, c := devices[0], devices[1], devices[2]
		a.called("Kite")
		b.called("Heron")
		a.set(id, place, texts[0])
		a.putsOut(stick)
		b.set(id, place, texts[1])
		b.putsOut(stick)
		c.set(id, "title", "Something else")
		c.set(id, "sections/detection/text", "A driver saw it.")
		c.putsOut(stick)
		for range 2 {
			for _, d := range []*device{c, b, a} {
				d.takesIn(stick)
				d.putsOut(stick)
			}
		}
		for i, want := range []map[string]string{
			{texts[0]: "own", texts[1]: "Heron"}, {texts[0]: "Kite", texts[1]: "own"}, {texts[0]: "Kite", texts[1]: "Heron"},
		} {
			got := devices[i].whose(id)
			for value, who := range want {
				if got[value] != who {
					t.Errorf("%s: on device %d %q stands under %q: %v", place, i, value, got[value], got)
				}
			}
		}
	}
}

// The same where what is not sent yet meets what others sent one after the other.
func TestAVersionThatOthersSentStandsUnderWhoeverOfThemWroteIt(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	c := newDevice(t, 3)
	c.joins(dir)
	b.set(id, "sections/impact/text", "Three wards waited.")
	b.sync()
	c.sync()
	c.set(id, "sections/impact/text", strings.TrimSpace(c.section(id, "impact")+"\n\nThe kitchen did not."))
	c.sync()
	typed := false
	a.step = func(name string) { // after its own commit, before what came is written back
		if name == "met" && !typed {
			typed = true
			a.set(id, "sections/impact/text", "Nobody waited.")
		}
	}
	a.sync()
	a.step = nil
	if len(a.open4(id)) == 0 {
		t.Fatal("nothing is asked")
	}
	for value, who := range a.whose(id) {
		if value == "Three wards waited." && who != b.ws.Who.Device || value == "Nobody waited." && who != "own" {
			t.Errorf("%q stands under %q", value, who)
		}
	}
	if got := a.whose(id); !strings.Contains(strings.Join(keysOf(got), "|"), "Nobody waited.") {
		t.Errorf("%v", got)
	}
}

func keysOf(m map[string]string) (out []string) {
	for k := range m {
		out = append(out, k)
	}
	return out
}

// What a merge made of two values stands in the history under whoever wrote the one that
// stands now.
func TestAValueThatAMergeTookStandsInTheHistoryUnderItsWriter(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	c := newDevice(t, 3)
	c.joins(dir)
	b.called("Heron")
	c.called("Kite")
	b.set(id, "severity", "SEV1")
	c.set(id, "severity", "SEV2")
	b.sync()
	c.sync() // joins the two
	a.sync()
	want := map[string]string{"SEV1": "Heron", "SEV2": "Kite"}[a.get(id).Severity]
	if got := lineWords(a.line(id, "severity")); !strings.HasPrefix(got, want+": "+a.get(id).Severity) {
		t.Errorf("%q does not name %q first", got, want)
	}
	settled(t, dir, a, b, c)
}

// The name by which somebody commits who edits by hand is in their commit alone: the record
// that is shared holds no name, and each device reads it from the commit.
func TestTheNameOfAHandEditStaysInItsCommit(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := filepath.Join(t.TempDir(), "shared.git")
	git(t, t.TempDir(), "init", "-q", "--bare", "-b", "main", dir)
	a, b, id := pair(t, dir)
	a.set(id, "sections/summary/text", "The line stood still.\n\nThe mill noticed.")
	byHand(t, dir, func(root string) {
		rewrite(t, fileOf(t, root, id, "review.md"), "Nobody noticed.", "The laundry noticed.")
	})
	a.sync()
	b.sync()
	root := filepath.Join(t.TempDir(), "clone")
	git(t, t.TempDir(), "clone", "-q", dir, root)
	name := git(t, root, "log", "-1", "--format=%an", "--grep=By hand")
	found, err := filepath.Glob(filepath.Join(filepath.Dir(fileOf(t, root, id, "review.md")), "conflicts", "*.yaml"))
	if err != nil || len(found) != 1 || name == "" {
		t.Fatal(found, name, err)
	}
	if shared := text(t, found[0]); strings.Contains(shared, name) || !strings.Contains(shared, a.ws.Who.Device) {
		t.Errorf("%s", shared)
	}
	for i, d := range []*device{a, b} {
		if got := d.whose(id)["The laundry noticed."]; got != name {
			t.Errorf("%d: it stands under %q", i, got)
		}
	}
	b.must(os.RemoveAll(b.syncer().StoreDir(b.id())))
	if got := b.whose(id)["The laundry noticed."]; got != words("conflict.outsider") {
		t.Errorf("it stands under %q", got)
	}
	if got := a.syncer().Outsider(a.id(), a.head()); got != "" {
		t.Errorf("%q wrote nothing by hand", got)
	}
	if got := a.syncer().Outsider(a.id(), gitstore.Zero.String()); got != "" {
		t.Errorf("%q", got)
	}
}

// Who took a whole review away, or brought it back, with plain git is told by name.
func TestWhoRemovesAReviewByHandIsNamed(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := filepath.Join(t.TempDir(), "shared.git")
	git(t, t.TempDir(), "init", "-q", "--bare", "-b", "main", dir)
	a, b, id := pair(t, dir)
	newest := func() string {
		events, _, err := a.ws.Records.History(t.Context(), id, 0, 1)
		a.must(err)
		if events[0].By == nil {
			return "here"
		}
		return events[0].By.Name
	}
	byHand(t, dir, func(root string) {
		a.must(os.RemoveAll(filepath.Dir(fileOf(t, root, id, "review.md"))))
	})
	name := git(t, dir, "log", "-1", "--format=%an", "main")
	if r := a.sync(); !a.get(id).Trashed || newest() != name || len(r.By[id]) != 1 || r.By[id][0] != name {
		t.Errorf("it was taken away by %q: %+v", newest(), r)
	}
	byHand(t, dir, func(root string) {
		git(t, root, "checkout", "-q", "HEAD~1", "--", ".")
	})
	if a.sync(); a.get(id).Trashed || newest() != name {
		t.Errorf("it was brought back by %q", newest())
	}
	// The same by a device, under its alias.
	b.called("Kite")
	b.sync()
	_, err := b.ws.Records.Remove(t.Context(), id, "review.remove", "")
	b.must(err)
	b.sync()
	if a.sync(); !a.get(id).Trashed || newest() != "Kite" {
		t.Errorf("it was taken away by %q", newest())
	}
}
