package space_test

import (
	"os"
	"testing"
	"time"
)

// sums counts the bundles that an exchange reads to their end.
func (d *device) sums() (n int, wrote string) {
	d.step = func(name string) {
		if name == "bundle summed" {
			n++
		}
	}
	r := d.sync()
	d.step = nil
	return n, r.Wrote
}

func TestABundleThatWasFoundWholeIsNotReadToItsEndAgain(t *testing.T) {
	t.Parallel()
	stick := t.TempDir()
	devices, id := travellers(t, stick, 1)
	a := devices[0]
	for _, title := range []string{"One", "Two", "Three"} {
		a.set(id, "title", title)
		a.sync()
	}
	a.sync()
	if n, wrote := a.sums(); n != 0 || wrote != "" {
		t.Errorf("%d for nothing new, wrote %q", n, wrote)
	}
	a.set(id, "title", "Four")
	a.sync()
	if n, _ := a.sums(); n != 1 {
		t.Errorf("%d for one that is new", n)
	}
	// One that is damaged by now does not count, and what it held is written again.
	last := bundlesIn(t, stick)[0]
	data, err := os.ReadFile(last)
	a.must(err)
	data[len(data)-30] ^= 1
	a.must(os.WriteFile(last, data, 0o644))
	later := time.Now().Add(time.Minute)
	a.must(os.Chtimes(last, later, later))
	if n, wrote := a.sums(); n == 0 || wrote == "" {
		t.Errorf("%d, wrote %q", n, wrote)
	}
	b := newDevice(t, 9)
	b.joins("bundles:" + stick)
	if b.get(id).Title != "Four" {
		t.Error(b.get(id).Title)
	}
}
