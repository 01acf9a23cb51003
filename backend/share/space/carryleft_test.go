package space_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/share/space"
)

// A space that has become too large for one file goes on in small ones.
func TestAnOutboxThatCannotBeJoinedGoesOnInSmallFiles(t *testing.T) {
	t.Parallel()
	stick := t.TempDir()
	devices, id := travellers(t, stick, 2)
	a, b := devices[0], devices[1]
	const most = 12_000
	for i := range 45 {
		a.set(id, "sections/summary/text", strings.Repeat(fmt.Sprintf("The line stood still for the %d. time. ", i), 20))
		if r := a.carries(space.Load{Out: stick, Most: most}); r.Wrote == "" {
			t.Fatalf("%d: nothing went out: %+v", i, r)
		}
	}
	if files := bundlesIn(t, stick); len(files) < 40 {
		t.Errorf("%d files: what was to be too large was not", len(files))
	}
	if b.takesIn(stick); b.section(id, "summary") != a.section(id, "summary") || b.head() != a.head() {
		t.Error("the other device did not get it all")
	}
	if _, err := a.syncer().Carry(t.Context(), a.id(), access, space.Load{Out: t.TempDir(), Full: true, Most: most}); keyOf(err) != "share.bundle_large_out" {
		t.Errorf("asked for all of it: %v", err)
	}
}

// What cannot be merged, here a space that asks for a newer program, keeps no other file
// from being taken in, and its copy stays.
func TestATipThatCannotBeMergedStopsNoOther(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, id := pair(t, dir)
	root := filepath.Join(t.TempDir(), "clone")
	git(t, t.TempDir(), "clone", "-q", dir, root)
	config := filepath.Join(root, "space.yaml")
	data, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	write(t, config, strings.Replace(string(data), "merge: 1\n", "merge: 99\n", 1))
	git(t, root, "commit", "-q", "-a", "-m", "By hand")
	in := t.TempDir()
	git(t, root, "bundle", "create", "-q", filepath.Join(in, "new\x1b[2Jer.bundle"), "main")
	a.set(id, "title", "By way of the stick")
	good := a.carries(space.Load{Out: in}).Wrote
	if good == "" {
		t.Fatal("nothing was written")
	}
	b.set(id, "sections/summary/text", "Typed here meanwhile.")
	r := b.takesIn(in)
	if b.get(id).Title != "By way of the stick" {
		t.Errorf("the good one did not arrive: %+v", r)
	}
	if len(r.Refused) != 1 || r.Refused[0].Key != "share.space_newer" {
		t.Fatalf("%+v", r.Refused)
	}
	if strings.Contains(r.Refused[0].Path, "\x1b") {
		t.Errorf("a terminal would obey %q", r.Refused[0].Path)
	}
	b.whole()
}

// A file that went while the folder was read is a matter of that file.
func TestAFileThatIsNotThereIsToldWhileItsFolderIs(t *testing.T) {
	t.Parallel()
	stick := t.TempDir()
	devices, id := travellers(t, stick, 2)
	a, b := devices[0], devices[1]
	a.set(id, "title", "On the stick")
	good := a.putsOut(stick).Wrote
	r := b.takesIn(filepath.Join(stick, "outbox", "gone.bundle"), good)
	if b.get(id).Title != "On the stick" || len(r.Refused) != 1 || r.Refused[0].Key != "share.bundle_unread" {
		t.Errorf("%+v", r)
	}
}
