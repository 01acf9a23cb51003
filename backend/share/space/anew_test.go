package space_test

import (
	"os"
	"strings"
	"testing"

	"secondstory/backend/share/remote"
)

// Who joined a space knows it by another id than it gives itself.
func TestALostRepositoryOfWhoJoinedIsNoReasonToBeginAnotherSpace(t *testing.T) {
	t.Parallel()
	stick := t.TempDir()
	devices, id := travellers(t, stick, 2)
	a, b := devices[0], devices[1]
	if err := os.RemoveAll(b.syncer().StoreDir(b.id())); err != nil {
		t.Fatal(err)
	}
	b.set(id, "title", "Typed without the stick")
	other := t.TempDir()
	b.putsOut(other)
	if r := a.takesIn(other); len(r.Refused) != 0 {
		t.Errorf("%+v", r.Refused)
	}
	if r := b.takesIn(stick); len(r.Refused) != 0 {
		t.Errorf("%+v", r.Refused)
	}
	back := t.TempDir()
	b.putsOut(back)
	if r := a.takesIn(back); len(r.Refused) != 0 || !strings.Contains(a.get(id).Title+a.titles(id), "Typed without the stick") {
		t.Errorf("%+v %q", r.Refused, a.get(id).Title)
	}
}

// titles are the versions of a title that wait to be decided.
func (d *device) titles(id string) (all string) {
	for _, u := range d.open4(id) {
		all += strings.Join(u.Values, " ")
	}
	return all
}

// What nobody has edited since is in a space that is begun anew too.
func TestASpaceBegunAnewHoldsWhatNobodyEditedSince(t *testing.T) {
	t.Parallel()
	stick := t.TempDir()
	devices, id := travellers(t, stick, 2)
	b := devices[1]
	if err := os.RemoveAll(b.syncer().StoreDir(b.id())); err != nil {
		t.Fatal(err)
	}
	other := t.TempDir()
	b.putsOut(other)
	c := newDevice(t, 3)
	c.joins(remote.BundlesIn(other))
	if got := c.get(id); got.Title != "The linen line stood still" || c.section(id, "summary") != plain {
		t.Errorf("%+v", got)
	}
}
