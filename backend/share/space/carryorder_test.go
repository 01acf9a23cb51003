package space_test

import (
	"os"
	"testing"

	"secondstory/backend/share/remote"
)

// P13: three who each wrote something, and take in what the other two wrote, have one head
// at once: what is merged first does not depend on whose it is.
func TestThreeWhoTakeInEachOthersFilesHaveOneHead(t *testing.T) {
	t.Parallel()
	for range 3 {
		devices, id := travellers(t, t.TempDir(), 3)
		for _, d := range devices {
			d.sync()
		}
		var files []string
		for i, path := range []string{"title", "severity", "sections/impact/text"} {
			devices[i].set(id, path, []string{"By the first", "SEV2", "By the third"}[i])
			files = append(files, devices[i].putsOut(t.TempDir()).Wrote)
		}
		for i, d := range devices {
			d.takesIn(files[(i+1)%3], files[(i+2)%3])
		}
		for i, d := range devices {
			if got := d.get(id); got.Title != "By the first" || got.Severity != "SEV2" || d.section(id, "impact") != "By the third" {
				t.Errorf("%+v", got)
			}
			if d.head() != devices[0].head() {
				t.Errorf("device %d has another head", i)
			}
		}
	}
}

// A file whose beginning somebody took off the stick leads nowhere, so nothing goes on
// from it: who finds the stick needs nothing else.
func TestAStickWithAGapIsBegunAnew(t *testing.T) {
	t.Parallel()
	devices, id := travellers(t, t.TempDir(), 1)
	a, stick := devices[0], t.TempDir()
	first := a.putsOut(stick).Wrote
	a.set(id, "title", "Goes on from the first")
	a.putsOut(stick)
	if err := os.Remove(first); err != nil {
		t.Fatal(err)
	}
	a.set(id, "severity", "SEV2")
	a.putsOut(stick)
	late := newDevice(t, 9)
	late.joins(remote.BundlesIn(stick))
	if got := late.get(id); got.Title != "Goes on from the first" || got.Severity != "SEV2" {
		t.Errorf("%+v", got)
	}
}
