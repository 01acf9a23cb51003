package space_test

import (
	"fmt"
	"testing"

	"secondstory/backend/share/space"
)

// briefly syncs a device that is told only a few commits one by one.
func (d *device) briefly(told int) space.Report {
	d.t.Helper()
	s := d.syncer()
	s.Told = told
	r, err := s.Sync(d.t.Context(), d.id(), access)
	d.must(err)
	return r
}

// Of more commits than are told one by one, the first that is told has not written what
// was there before it.
func TestWhoMadeAReviewIsNamedHoweverManyCommitsCameSince(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, c := newDevice(t, 1), newDevice(t, 3)
	a.joins(dir)
	c.joins(dir)
	id := a.makes("The linen line stood still")
	quiet := a.makes("Nobody touches it again")
	a.sync()
	b := newDevice(t, 2)
	b.joins(dir)
	for i := range 4 {
		b.set(id, "severity", fmt.Sprintf("SEV%d", 1+i%3))
		b.sync()
	}
	// A branch beside it, so that the commits stand in no single line.
	a.set(id, "title", "By the first, meanwhile")
	a.makes("Another")
	a.sync()
	for i := range 3 {
		b.sync()
		b.set(id, "title", fmt.Sprintf("Title %d", i))
		b.sync()
	}
	nameA, nameB := a.ws.Who.Device, b.ws.Who.Device
	if r := c.briefly(3); r.Received != 3 {
		t.Fatalf("%+v", r)
	}
	if got, want := lineWords(c.line(id, "title")), fmt.Sprintf("%s: Title 2; %s: Title 1; %s: Title 0; : By the first, meanwhile; %s: The linen line stood still", nameB, nameB, nameB, nameA); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if got, want := lineWords(c.line(quiet, "title")), nameA+": Nobody touches it again"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	// The one that is there already, and far behind again.
	for i := range 6 {
		b.set(id, "title", fmt.Sprintf("Later %d", i))
		b.sync()
	}
	c.briefly(2)
	if got, want := lineWords(c.line(id, "title")[:4]), fmt.Sprintf("%s: Later 5; %s: Later 4; : Later 3; %s: Title 2", nameB, nameB, nameB); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	for _, each := range []string{id, quiet} {
		c.goesBack(each)
	}
	c.whole()
	settled(t, dir, a, b, c)
}
