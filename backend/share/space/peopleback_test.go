package space_test

import (
	"strings"
	"testing"

	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
	"secondstory/backend/workspace"
)

func TestWhoLeavesASpaceAndComesBackIsStillCalledByTheirAlias(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, id := pair(t, dir)
	b.called("Kite")
	b.set(id, "severity", "SEV2")
	b.sync()
	a.sync()
	b.must(b.ws.LeaveSpace(t.Context(), team))
	b.joins(dir)
	b.sync()
	a.sync()
	if text := git(t, dir, "show", "main:people/"+b.ws.Who.Device+".yaml"); !strings.Contains(text, "alias: Kite") {
		t.Error(text)
	}
	if got := a.knows()[b.ws.Who.Device].Alias; got != "Kite" {
		t.Errorf("%q", got)
	}
	if list, err := b.ws.Spaces(t.Context()); err != nil || len(list) != 1 || list[0].Alias != "Kite" {
		t.Errorf("%+v %v", list, err)
	}

	// Another one that is typed on the way in counts.
	b.must(b.ws.LeaveSpace(t.Context(), team))
	if _, err := b.ws.AddSpaceTold(t.Context(), workspace.NewSpace{Name: team, Address: dir, Alias: "Otter"}, access, nil); err != nil {
		t.Fatal(err)
	}
	a.sync()
	if got := a.knows()[b.ws.Who.Device].Alias; got != "Otter" {
		t.Errorf("%q", got)
	}

	// What somebody else wrote meanwhile does not.
	b.must(b.ws.LeaveSpace(t.Context(), team))
	byHand(t, dir, func(root string) { rewrite(t, root+"/"+personFile(b), "Otter", "Fool") })
	b.joins(dir)
	b.sync()
	if list, err := b.ws.Spaces(t.Context()); err != nil || list[0].Alias != "" {
		t.Errorf("%+v %v", list, err)
	}
	settled(t, dir, a, b)
}

func TestWhoComesBackThroughFilesIsStillCalledByTheirAlias(t *testing.T) {
	t.Parallel()
	stick := t.TempDir()
	a := newDevice(t, 1)
	if _, err := a.ws.AddSpaceTold(t.Context(), workspace.NewSpace{Name: team, Address: remote.BundlesIn(stick), Alias: "Kite"}, access, nil); err != nil {
		t.Fatal(err)
	}
	a.sync()
	a.must(a.ws.LeaveSpace(t.Context(), team))
	a.joins(remote.BundlesIn(stick))
	if list, err := a.ws.Spaces(t.Context()); err != nil || len(list) != 1 || list[0].Alias != "Kite" {
		t.Errorf("%+v %v", list, err)
	}
}

func TestAfterASquashDevicesWriteTheirAliasesAgainAndNewcomersBelieveThem(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.called("Fox")
	b.called("Kite")
	a.sync()
	b.sync()
	a.sync()
	replaces(t, dir, func(string) {})
	a.stops()
	a.accepts(space.TakeTheirs)

	// One whose device has not come by yet is told once.
	c := newDevice(t, 3)
	if got := refusedKeys(c.joins(dir)); got != "share.person_other "+b.ws.Who.Device+".yaml" {
		t.Errorf("%s", got)
	}
	if got := c.knows(); got[a.ws.Who.Device].Alias != "Fox" || got[b.ws.Who.Device].Alias != "" {
		t.Errorf("%+v", got)
	}
	a.set(id, "severity", "SEV1")
	a.sync()
	for range 2 {
		if got := refusedKeys(c.sync()); got != "" {
			t.Errorf("told again: %s", got)
		}
	}
	b.stops()
	b.accepts(space.TakeTheirs)
	if got := refusedKeys(c.sync()); got != "" || c.knows()[b.ws.Who.Device].Alias != "Kite" {
		t.Errorf("%s %+v", got, c.knows())
	}
	d := newDevice(t, 4)
	if got := refusedKeys(d.joins(dir)); got != "" || d.knows()[a.ws.Who.Device].Alias != "Fox" || d.knows()[b.ws.Who.Device].Alias != "Kite" {
		t.Errorf("%s %+v", got, d.knows())
	}

	// It is written once, and not with every exchange.
	was := git(t, dir, "rev-parse", "main")
	for range 2 {
		for _, x := range []*device{a, b, c, d} {
			x.sync()
		}
	}
	if is := git(t, dir, "rev-parse", "main"); is != was {
		t.Errorf("nothing was new, and something was sent:\n%s", git(t, dir, "log", "--format=%an %s", strings.TrimSpace(was)+".."+strings.TrimSpace(is)))
	}
	settled(t, dir, a, b, c, d)
}
