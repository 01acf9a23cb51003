package space_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/share/space"
)

// pair is two devices that have met in one space with one review.
func pair(t *testing.T, address string) (a, b *device, id string) {
	t.Helper()
	a, b = newDevice(t, 1), newDevice(t, 2)
	a.joins(address)
	id = a.makes("The linen line stood still")
	a.set(id, "sections/summary/text", "The line stood still.\n\nNobody noticed.")
	if r := a.sync(); r.Sent != 1 || r.State != space.Done {
		t.Fatalf("%+v", r)
	}
	b.joins(address)
	if got := b.get(id); got.Title != "The linen line stood still" {
		t.Fatalf("%+v", got)
	}
	return a, b, id
}

// settled syncs until nobody has anything new, and looks that all are alike.
func settled(t *testing.T, dir string, devices ...*device) {
	t.Helper()
	for range 3 {
		for _, d := range devices {
			d.sync()
		}
	}
	want := tree(t, dir)
	for i, d := range devices {
		if got := tree(t, d.syncer().StoreDir(d.id())); got != want {
			t.Errorf("device %d holds another tree", i)
		}
		d.whole()
	}
	fsck(t, dir)
}

func TestAReviewThatIsSharedIsThereForTheOther(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	if s := b.section(id, review.ShortTemplate[0]); review.ShortTemplate[0] == "summary" && !strings.Contains(s, "Nobody noticed.") {
		t.Errorf("%q", s)
	}
	b.set(id, "severity", "SEV2")
	if r := b.sync(); r.Sent != 1 || r.Received != 0 {
		t.Errorf("%+v", r)
	}
	if r := a.sync(); r.Sent != 0 || r.Received != 1 {
		t.Errorf("%+v", r)
	}
	if a.get(id).Severity != "SEV2" {
		t.Error("it did not arrive")
	}
	if r := a.sync(); r.Sent+r.Received+r.Merged != 0 || r.Rounds != 1 {
		t.Errorf("nothing is new: %+v", r)
	}
	settled(t, dir, a, b)
}

func TestWhatBothEditedOfflineIsThereForBoth(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.set(id, "severity", "SEV1")
	b.set(id, "sections/summary/text", "The line stood still.\n\nThe night shift noticed.")
	a.sync()
	r := b.sync()
	if r.Merged != 1 || r.Opened != 0 {
		t.Errorf("%+v", r)
	}
	a.sync()
	for _, d := range []*device{a, b} {
		if got := d.get(id); got.Severity != "SEV1" || !strings.Contains(d.section(id, "summary"), "night shift") || len(d.open4(id)) != 0 {
			t.Errorf("%+v", got)
		}
	}
	settled(t, dir, a, b)
}

func TestTwoValuesOfOneFieldAreAConflictForBoth(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.set(id, "title", "The linen line stood")
	b.set(id, "title", "The line stood for an hour")
	a.sync()
	if r := b.sync(); r.Opened != 1 {
		t.Errorf("%+v", r)
	}
	a.sync()
	ua, ub := a.open4(id), b.open4(id)
	if len(ua) != 1 || len(ub) != 1 || ua[0].ID != ub[0].ID || a.get(id).Title != b.get(id).Title {
		t.Fatalf("%+v\n%+v", ua, ub)
	}
	for _, want := range []string{"The linen line stood", "The line stood for an hour"} {
		if ua[0].Values[0] != want && ua[0].Values[1] != want {
			t.Errorf("%q is lost: %+v", want, ua)
		}
	}
	for i, v := range ua[0].Shown {
		if v.By != a.ws.Who.Device && v.By != b.ws.Who.Device || v.At == "" {
			t.Errorf("version %d comes from %q at %q", i, v.By, v.At)
		}
	}
	settled(t, dir, a, b)
}
