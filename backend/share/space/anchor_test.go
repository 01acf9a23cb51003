package space_test

import (
	"context"
	"testing"

	"secondstory/backend/domain/journal"
	"secondstory/backend/share/space"
	"secondstory/backend/sqlite"
)

// anchors are what the commits of the space say, to this device.
func (d *device) anchors() []space.Anchored {
	d.t.Helper()
	list, err := d.ws.Spaces(d.t.Context())
	d.must(err)
	out, err := d.syncer().Anchors(d.t.Context(), list[0].Link)
	d.must(err)
	return out
}

// verdict checks the chain of a device for the space, in the workspace of that device.
func (d *device) verdict(anchors []space.Anchored) (v journal.Verdict) {
	d.t.Helper()
	chain := space.ChainIn(d.ws.Who.Device, d.id())
	var own []journal.Anchor
	for _, a := range anchors {
		if a.Device == d.ws.Who.Device {
			own = append(own, a.Anchor)
		}
	}
	check := journal.NewVerifier(chain, own)
	local, err := sqlite.OpenLocal(d.home + "/local.db")
	d.must(err)
	defer local.Close()
	d.must(local.View(context.Background(), d.ws.Registry, func(tx *sqlite.Tx) error { return tx.ChainEntries(chain, check.Add) }))
	return check.Verdict()
}

func TestACommitSaysHowFarTheJournalOfItsDeviceIs(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.set(id, "severity", "SEV1")
	a.sync()
	b.sync()
	b.set(id, "severity", "SEV2")
	b.sync()
	a.sync()
	for _, d := range []*device{a, b} {
		found := d.anchors()
		by := map[string]int{}
		for _, x := range found {
			by[x.Device]++
			if x.Where != journal.InCommit || x.Ref == "" || x.At.IsZero() {
				t.Errorf("%+v", x)
			}
		}
		// The first commits of a space, before anything was edited in it, anchor nothing.
		if by[a.ws.Who.Device] < 2 || by[b.ws.Who.Device] != 1 {
			t.Errorf("%v", by)
		}
		if v := d.verdict(found); !v.Whole() || v.Proven != v.Last || v.Last == 0 {
			t.Errorf("%+v", v)
		}
	}
	// A merge is everybody's, and says nothing of anybody's journal.
	a.set(id, "severity", "SEV3")
	b.set(id, "title", "The linen line stood still again")
	a.sync()
	before := len(b.anchors())
	b.sync()
	if got := len(b.anchors()); got != before+2 {
		t.Errorf("one commit of each and their merge: %d anchors became %d", before, got)
	}
	settled(t, dir, a, b)
}

func TestACommitThatNobodyElseHasProvesNothing(t *testing.T) {
	t.Parallel()
	a, _, id := pair(t, bare(t))
	a.set(id, "severity", "SEV1")
	a.step = func(name string) {
		if name == "committed" {
			panic("stopped")
		}
	}
	func() {
		defer func() { _ = recover() }()
		_, _ = a.syncer().Sync(t.Context(), a.id(), access) //nolint:errcheck // it is stopped on its way
	}()
	a.step = nil
	found := a.anchors()
	last := found[len(found)-1]
	if last.Where != journal.InWorkspace {
		t.Errorf("%+v", last)
	}
	if v := a.verdict(found); !v.Whole() || v.Proven >= v.Last {
		t.Errorf("%+v", v)
	}
}
