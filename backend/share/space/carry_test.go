package space_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/gitstore"
	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
)

// carries exchanges a device through files.
func (d *device) carries(load space.Load) space.Report {
	d.t.Helper()
	r, err := d.syncer().Carry(d.t.Context(), d.id(), access, load)
	d.must(err)
	return r
}

func (d *device) putsOut(dir string) space.Report { return d.carries(space.Load{Out: dir}) }
func (d *device) takesIn(paths ...string) space.Report {
	return d.carries(space.Load{In: paths})
}

// head is the newest commit of the private repository.
func (d *device) head() string {
	d.t.Helper()
	s, err := gitstore.OpenGuest(d.syncer().StoreDir(d.id()))
	d.must(err)
	defer s.Close()
	h, err := s.Ref(gitstore.Main)
	d.must(err)
	return h.String()
}

// bundlesIn lists the files of a folder by name.
func bundlesIn(t testing.TB, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "outbox", "*", "*.bundle"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(found)
	return found
}

// travellers are devices that meet through a stick and nothing else.
func travellers(t *testing.T, stick string, n int) (devices []*device, id string) {
	t.Helper()
	for i := range n {
		d := newDevice(t, uint64(1+i))
		d.joins(remote.BundlesIn(stick))
		if i == 0 {
			id = d.makes("The linen line stood still")
			d.set(id, "sections/summary/text", "The line stood still.\n\nNobody noticed.")
			if r := d.sync(); r.Sent != 1 || r.Wrote == "" {
				t.Fatalf("%+v", r)
			}
		}
		devices = append(devices, d)
	}
	return devices, id
}

func TestThreeMachinesComeTogetherThroughAStickAlone(t *testing.T) {
	t.Parallel()
	stick := t.TempDir()
	devices, id := travellers(t, stick, 3)
	a, b, c := devices[0], devices[1], devices[2]
	if b.get(id).Title != "The linen line stood still" || c.section(id, "summary") == "" {
		t.Fatal("it did not arrive")
	}
	a.set(id, "title", "By the first")
	b.set(id, "severity", "SEV1")
	c.set(id, "sections/summary/text", "The line stood still.\n\nNobody noticed.\n\nUntil noon.")
	for range 2 {
		for _, d := range devices {
			d.sync()
		}
	}
	for _, d := range devices {
		if got := d.get(id); got.Title != "By the first" || got.Severity != "SEV1" || !strings.Contains(d.section(id, "summary"), "Until noon.") {
			t.Errorf("%+v", got)
		}
		if d.head() != a.head() {
			t.Error("they have other heads")
		}
		d.whole()
	}
	before := bundlesIn(t, stick)
	for _, d := range devices {
		if r := d.sync(); r.Sent+r.Received != 0 || r.Wrote != "" || len(r.Refused) != 0 {
			t.Errorf("it does not come to rest: %+v", r)
		}
	}
	if after := bundlesIn(t, stick); !slices.Equal(before, after) {
		t.Errorf("%v %v", before, after)
	}
}

// The folder suffices by itself: who comes last needs nothing that is not in it, and
// so does somebody with git alone.
func TestAStickSufficesForWhoeverFindsItAndForGit(t *testing.T) {
	t.Parallel()
	needGit(t)
	stick := t.TempDir()
	devices, id := travellers(t, stick, 2)
	for i := range 5 {
		d := devices[i%2]
		d.set(id, "title", fmt.Sprintf("Title %d", i))
		if r := d.sync(); r.Wrote == "" {
			t.Fatalf("%+v", r)
		}
		devices[(i+1)%2].sync()
	}
	files := bundlesIn(t, stick)
	if len(files) != 7 { // the first holds nothing but the space
		t.Fatalf("%v\n%s", files, git(t, devices[0].syncer().StoreDir(devices[0].id()), "log", "--stat", "--format=%h %p %an %s %ad", "main"))
	}
	sizes := 0
	for _, f := range files {
		info, err := os.Stat(f)
		if err != nil {
			t.Fatal(err)
		}
		sizes += int(info.Size())
	}
	late := newDevice(t, 9)
	late.joins(remote.BundlesIn(stick))
	if late.get(id).Title != "Title 4" || late.head() != devices[0].head() {
		t.Errorf("%+v", late.get(id))
	}
	// git verifies each in the repository of somebody who has the earlier ones, and clones
	// the one that stands alone.
	for _, f := range files {
		git(t, late.syncer().StoreDir(late.id()), "bundle", "verify", f)
	}
	alone := t.TempDir()
	r := devices[0].carries(space.Load{Out: alone, Full: true})
	root := filepath.Join(t.TempDir(), "clone")
	git(t, t.TempDir(), "clone", "-q", r.Wrote, root)
	fsck(t, root)
	data, err := os.ReadFile(fileOf(t, root, id, "review.md"))
	if err != nil || !strings.Contains(string(data), "Title 4") {
		t.Errorf("%s %v", data, err)
	}
	dir := bare(t)
	for _, f := range files { // in the order of the numbers of the first, then of the second
		if out, err := gitTry(t, dir, "fetch", "-q", f, "main:refs/heads/from"); err != nil && !strings.Contains(out, "lacks these prerequisite") && !strings.Contains(out, "non-fast-forward") {
			t.Errorf("%s: %v %s", f, err, out)
		}
	}
	if info, err := os.Stat(r.Wrote); err != nil || int64(sizes) > 5*info.Size() {
		t.Errorf("what goes on from others is small: %d of %d", sizes, info.Size())
	}
}

// P13: bundles of several devices, in any order, any number of times, one by one or
// together, and with pieces that come before what they go on from.
func TestBundlesInAnyOrderAndAnyNumberOfTimesGiveTheSameHead(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	devices, id := travellers(t, home, 3)
	for _, d := range devices {
		d.sync()
	}
	// Each works by itself and writes after each step to a stick of its own.
	for i, d := range devices {
		stick := t.TempDir()
		for n := range 3 {
			switch i {
			case 0:
				d.set(id, "title", fmt.Sprintf("Title %d", n))
			case 1:
				d.set(id, "severity", fmt.Sprintf("SEV%d", n+1))
			default:
				d.makes(fmt.Sprintf("Of the third, %d", n))
			}
			d.putsOut(stick)
		}
		for _, f := range bundlesIn(t, stick) {
			to := filepath.Join(home, "carried", fmt.Sprintf("%d-%s", i, filepath.Base(f)))
			copyFile(t, f, to)
		}
	}
	var files []string
	found, err := filepath.Glob(filepath.Join(home, "carried", "*.bundle"))
	if err != nil || len(found) != 9 {
		t.Fatalf("%v %v", found, err)
	}
	files = found
	head := ""
	for seed := range uint64(12) {
		dice := rand.New(rand.NewPCG(seed, 13))
		d := newDevice(t, 40+seed)
		d.joins(remote.BundlesIn(filepath.Join(home, "outbox")))
		order := append(slices.Clone(files), files[dice.IntN(len(files))], files[dice.IntN(len(files))])
		dice.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		if r := d.takesIn(order...); len(r.Refused) != 0 {
			t.Fatalf("%+v", r.Refused)
		}
		if r := d.takesIn(order...); r.Received != 0 || len(r.Refused) != 0 {
			t.Fatalf("the second time: %+v", r)
		}
		if head == "" {
			head = d.head()
		}
		if got := d.head(); got != head {
			t.Errorf("seed %d: %s and not %s", seed, got, head)
		}
		if got := d.get(id); got.Title != "Title 2" || got.Severity != "SEV3" {
			t.Errorf("%+v", got)
		}
	}
}

// One by one, a piece that comes before its turn waits, wherever it came from, and
// goes on by itself; those who end with the same commits agree after one more exchange.
func TestBundlesThatComeOneByOneWaitForTheirTurn(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	devices, id := travellers(t, home, 1)
	a := devices[0]
	readers := []*device{newDevice(t, 20), newDevice(t, 21), newDevice(t, 22)}
	for _, d := range readers {
		d.joins(remote.BundlesIn(home))
	}
	stick := t.TempDir()
	a.putsOut(stick) // the whole, which all have
	for n := range 4 {
		a.set(id, "title", fmt.Sprintf("Title %d", n))
		a.putsOut(stick)
	}
	files := bundlesIn(t, stick)
	if len(files) != 5 {
		t.Fatalf("%v", files)
	}
	for i, order := range [][]int{{4, 3, 2, 1}, {2, 4, 2, 1, 3, 1}, {1, 2, 3, 4}} {
		d := readers[i]
		for k, n := range order {
			away := filepath.Join(t.TempDir(), "mail.bundle")
			copyFile(t, files[n], away)
			r := d.takesIn(away)
			if last := k == len(order)-1; !last && i == 0 && (len(r.Refused) != 1 || r.Refused[0].Key != "share.bundle_waits") {
				t.Errorf("%d: %+v", n, r)
			}
			if err := os.Remove(away); err != nil {
				t.Fatal(err)
			}
		}
		if d.get(id).Title != "Title 3" || d.head() != a.head() {
			t.Errorf("order %v: %q", order, d.get(id).Title)
		}
		if left, err := filepath.Glob(strings.TrimSuffix(d.syncer().StoreDir(d.id()), ".git") + ".waiting/*"); err != nil || len(left) > 0 {
			t.Errorf("%v is left waiting", left)
		}
	}
}

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o755), os.WriteFile(to, data, 0o644)); err != nil {
		t.Fatal(err)
	}
}

func keyOf(err error) string {
	if f, ok := fault.As(err); ok {
		return f.Key
	}
	return fmt.Sprint(err)
}
