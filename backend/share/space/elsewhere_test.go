package space_test

import (
	"path/filepath"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/remote"
)

func TestAReviewThatIsOutsideOfTheSpaceIsNamedAsAPersonKnowsIt(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.must(a.ws.LeaveSpace(t.Context(), team))
	b.set(id, "severity", "SEV2")
	b.sync()
	name := a.get(id).Ref + ": " + a.get(id).Title
	if r := a.joins(dir); len(r.Refused) != 1 || r.Refused[0].Key != "share.elsewhere_named" || r.Refused[0].Params["name"] != name || r.Refused[0].Path != "" {
		t.Fatalf("%+v", r.Refused)
	}
	_, err := a.ws.Records.Remove(t.Context(), id, "review.remove", "")
	a.must(err)
	if r := a.sync(); len(r.Refused) != 1 || r.Refused[0].Key != "share.elsewhere_trash" || r.Refused[0].Params["name"] != name {
		t.Fatalf("%+v", r.Refused)
	}

	// What is said there can be done.
	_, err = a.ws.Records.Restore(t.Context(), id, "review.restore", "")
	a.must(err)
	a.must(a.ws.Share(t.Context(), team, id))
	if r := a.sync(); len(r.Refused) != 0 || a.get(id).Severity != "SEV2" {
		t.Errorf("%+v %s", r.Refused, a.get(id).Severity)
	}
	settled(t, dir, a, b)
}

func TestASpaceIsNotEnteredWithABundleThatGoesOnFromAMissingOne(t *testing.T) {
	t.Parallel()
	stick := t.TempDir()
	devices, id := travellers(t, stick, 1)
	a := devices[0]
	a.set(id, "title", "On the second stick")
	tail := a.putsOut(stick).Wrote
	other := t.TempDir()
	copyFile(t, tail, filepath.Join(other, filepath.Base(tail)))
	late := newDevice(t, 9)
	_, _, err := late.ws.AddSpace(t.Context(), team, remote.BundlesIn(other), access)
	f, ok := fault.As(err)
	if !ok || f.Key != "share.bundle_join" || f.Params["file"] != filepath.Base(tail) {
		t.Fatalf("%v", err)
	}
	if list, err := late.ws.Spaces(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%+v %v", list, err)
	}
	left, err := filepath.Glob(filepath.Join(late.syncer().Dir, "*.waiting"))
	if err != nil || len(left) != 0 {
		t.Errorf("a copy waits for nothing: %v %v", left, err)
	}

	// With the earlier one beside it the same call goes through.
	for _, each := range bundlesIn(t, stick) {
		copyFile(t, each, filepath.Join(other, filepath.Base(each)))
	}
	late.joins(remote.BundlesIn(other))
	if got := late.get(id).Title; got != "On the second stick" {
		t.Errorf("%q", got)
	}
}
