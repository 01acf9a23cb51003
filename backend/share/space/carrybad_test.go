package space_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"crypto/sha1" //nolint:gosec // git's packs end in a SHA-1
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/share/gitstore"
	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
)

// git writes bundles as it likes: with differences from what the reader has, of the
// newer kind, from one branch of a clone.
func TestABundleThatGitMadeIsTakenIn(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, id := pair(t, dir)
	long := strings.Repeat("Nobody noticed, and nobody was told about the line.\n\n", 200)
	a.set(id, "sections/summary/text", long)
	a.sync()
	b.sync()
	root := filepath.Join(t.TempDir(), "clone")
	git(t, t.TempDir(), "clone", "-q", dir, root)
	for i, args := range [][]string{{"bundle", "create", "-q", "OUT", "main", "^origin/main"}, {"bundle", "create", "-q", "--version=3", "OUT", "HEAD", "^origin/main"}, {"bundle", "create", "-q", "OUT", "--all"}} {
		word := fmt.Sprintf("The laundry noticed %d.", i)
		path := fileOf(t, root, id, "review.md")
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		write(t, path, strings.Replace(string(data), "Nobody noticed, and", word+" Nobody noticed, and", 1))
		git(t, root, "commit", "-q", "-a", "-m", "By hand")
		out := filepath.Join(t.TempDir(), "from git.bundle")
		for k := range args {
			args[k] = strings.Replace(args[k], "OUT", out, 1)
		}
		git(t, root, args...)
		if r := b.takesIn(out); len(r.Refused) != 0 || r.Received != 1 {
			t.Fatalf("%d: %+v", i, r)
		}
		if !strings.Contains(b.section(id, "summary"), word) {
			t.Errorf("%d: it did not arrive", i)
		}
		b.whole()
	}
	b.sync()
	a.sync()
	settled(t, dir, a, b)
}

// packOf is a pack with what is given as objects, each of a type and a claimed size.
func packOf(objects ...[]byte) []byte {
	var out bytes.Buffer
	out.WriteString("PACK\x00\x00\x00\x02")
	_ = binary.Write(&out, binary.BigEndian, uint32(len(objects)))
	for _, o := range objects {
		out.Write(o)
	}
	sum := sha1.Sum(out.Bytes()) //nolint:gosec // as above
	return append(out.Bytes(), sum[:]...)
}

func packed(kind byte, claimed int, data []byte) []byte {
	head := []byte{kind<<4 | byte(claimed&15)}
	for rest := claimed >> 4; rest > 0; rest >>= 7 {
		head[len(head)-1] |= 0x80
		head = append(head, byte(rest&0x7f))
	}
	var out bytes.Buffer
	out.Write(head)
	if kind == 7 {
		out.Write(make([]byte, 20))
	}
	z := zlib.NewWriter(&out)
	_, _ = z.Write(data)
	_ = z.Close()
	return out.Bytes()
}

func TestABundleThatCannotBeUsedIsToldAndKeepsNothingElse(t *testing.T) {
	t.Parallel()
	stick := t.TempDir()
	devices, id := travellers(t, stick, 2)
	a, b := devices[0], devices[1]
	elsewhere := t.TempDir()
	other := newDevice(t, 77)
	other.joins(remote.BundlesIn(elsewhere))
	a.set(id, "title", "On the stick")
	good := a.putsOut(stick).Wrote
	a.set(id, "title", "Only in what is damaged")
	whole := a.carries(space.Load{Out: t.TempDir(), Full: true}).Wrote
	data, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	tip := a.head()
	at := bytes.Index(data, []byte("\n\nPACK")) + 2
	fresh := strings.Repeat("12", 20)
	header := "# v2 git bundle\n" + fresh + " refs/heads/main\n\n"
	blob := git4blob(t, b)
	files := map[string]struct {
		data []byte
		key  string
	}{
		"cut short":               {data[:len(data)*2/3], "share.bundle_torn"},
		"cut in its header":       {data[:30], "share.bundle_torn"},
		"a bit turned":            {turned(data, len(data)*3/4), "share.bundle_torn"},
		"more behind it":          {append(bytes.Clone(data), "and more"...), "share.bundle_torn"},
		"empty":                   {nil, "share.bundle_foreign"},
		"a picture":               {[]byte("\x89PNG\r\n\x1a\n\x00\x00"), "share.bundle_foreign"},
		"an endless line":         {append([]byte("# v2 git bundle\n"), bytes.Repeat([]byte("x"), 1<<20)...), "share.bundle_foreign"},
		"a header without end":    {append([]byte("# v2 git bundle\n"), bytes.Repeat([]byte("-"+fresh+"\n"), 20_000)...), "share.bundle_foreign"},
		"of a newer kind":         {[]byte("# v9 git bundle\n\n"), "share.bundle_newer"},
		"a part of a history":     {[]byte("# v3 git bundle\n@filter=blob:none\n" + tip + " refs/heads/main\n\n"), "share.bundle_newer"},
		"another branch":          {[]byte("# v2 git bundle\n" + tip + " refs/heads/other\n\n"), "share.bundle_no_main"},
		"a commit it has not":     {append([]byte(header), data[at:]...), "share.bundle_holes"},
		"an object of 60 GB":      {append([]byte(header), packOf(packed(3, 60<<30, []byte("x")))...), "share.bundle_large"},
		"more objects than bytes": {append([]byte(header), manyObjects()...), "share.bundle_torn"},
		"a difference of 60 GB":   {append([]byte(header), packOf(packed(7, 9, []byte{1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x1e, 0x90, 0x01}))...), "share.bundle_large"},
		"a difference of nothing": {append([]byte(header), packOf(packed(7, 2, []byte{1, 1}))...), "share.bundle_torn"},
		"a larger object":         {append([]byte(header), packOf(packed(3, 1, []byte("much more than that")))...), "share.bundle_torn"},
		"a tip that is a file":    {append([]byte("# v2 git bundle\n"+blob+" refs/heads/main\n\n"), packOf()...), "share.bundle_holes"},
	}
	for name, f := range files {
		write(t, filepath.Join(stick, "outbox", "stranger", name+".bundle"), string(f.data))
	}
	if err := os.Symlink(whole, filepath.Join(stick, "outbox", "stranger", "a link.bundle")); err != nil {
		t.Log("no links here")
	}
	r := b.takesIn(stick)
	told := map[string]string{}
	for _, x := range r.Refused {
		told[strings.TrimSuffix(filepath.Base(x.Path), ".bundle")] = x.Key
	}
	for name, f := range files {
		if told[name] != f.key {
			t.Errorf("%s: %q and not %q", name, told[name], f.key)
		}
	}
	if len(told) != len(files) {
		t.Errorf("%v", told)
	}
	if b.get(id).Title != "On the stick" {
		t.Error("they kept a good one from being taken in")
	}
	// What is named by itself is told too: of another space, a link, no bundle.
	foreign := other.carries(space.Load{Out: elsewhere, Full: true}).Wrote
	if r := b.takesIn(foreign); len(r.Refused) != 1 || r.Refused[0].Key != "share.bundle_other_space" {
		t.Errorf("%+v", r)
	}
	// A need that is the name of a file stops nobody.
	write(t, filepath.Join(elsewhere, "odd.bundle"), "# v2 git bundle\n-"+blob+"\n"+fresh+" refs/heads/main\n\n"+string(packOf()))
	if r := b.takesIn(filepath.Join(elsewhere, "odd.bundle")); len(r.Refused) != 1 || r.Refused[0].Key != "share.bundle_waits" {
		t.Errorf("%+v", r)
	}
	if r := b.takesIn(good); r.Received != 0 {
		t.Errorf("%+v", r)
	}
	b.whole()
	if _, _, err := newDevice(t, 7).ws.AddSpace(t.Context(), team, remote.BundlesIn(filepath.Dir(foreign)), access); err != nil {
		t.Error(err)
	}
	copyFile(t, foreign, filepath.Join(stick, "outbox", "other", "000001.bundle"))
	if _, _, err := newDevice(t, 8).ws.AddSpace(t.Context(), team, remote.BundlesIn(stick), access); keyOf(err) != "share.stick_several" {
		t.Error(err)
	}
	if r := b.takesIn(stick); len(r.Refused) != len(files)+1 { // and the odd one that waits
		t.Errorf("a stick may carry several spaces: %+v", r.Refused)
	}
}

// git4blob is the name of some file that a device has in its repository.
func git4blob(t *testing.T, d *device) string {
	t.Helper()
	s, err := gitstore.OpenGuest(d.syncer().StoreDir(d.id()))
	d.must(err)
	defer s.Close()
	h, err := gitstore.ParseHash(d.head())
	d.must(err)
	c, err := s.Commit(h)
	d.must(err)
	files, err := s.Files(c.Tree)
	d.must(err)
	return files[0].B.Hash.String()
}

func turned(data []byte, at int) []byte {
	out := bytes.Clone(data)
	out[at] ^= 4
	return out
}

func manyObjects() []byte {
	out := append([]byte("PACK\x00\x00\x00\x02"), 0, 0x40, 0, 0)
	sum := sha1.Sum(out) //nolint:gosec // as above
	return append(out, sum[:]...)
}

func TestAFolderThatIsGoneOrClosedIsToldAndNothingIsHalfWritten(t *testing.T) {
	t.Parallel()
	stick := t.TempDir()
	devices, id := travellers(t, stick, 1)
	a := devices[0]
	before := bundlesIn(t, stick)
	a.set(id, "title", "Typed on the train")
	gone := filepath.Join(t.TempDir(), "no such stick")
	for _, load := range []space.Load{{Out: gone}, {In: []string{gone}}, {In: []string{stick}, Out: gone}} {
		if _, err := a.syncer().Carry(t.Context(), a.id(), access, load); keyOf(err) != "share.stick_gone" {
			t.Errorf("%+v: %v", load, err)
		}
	}
	if _, err := os.Stat(gone); err == nil {
		t.Error("a folder was made where a stick should be")
	}
	// A link in the place of the outbox would let us write anywhere.
	tricky, target := t.TempDir(), t.TempDir()
	if err := os.Symlink(target, filepath.Join(tricky, "outbox")); err == nil {
		if _, err := a.syncer().Carry(t.Context(), a.id(), access, space.Load{Out: tricky}); keyOf(err) != "share.stick_denied" {
			t.Errorf("%v", err)
		}
		if left, _ := os.ReadDir(target); len(left) > 0 {
			t.Errorf("%v", left)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	s := a.syncer()
	s.Step = func(name string) {
		if name == "out begun" {
			stop()
		}
	}
	if _, err := s.Carry(ctx, a.id(), access, space.Load{Out: stick}); keyOf(err) != "share.cancelled" {
		t.Errorf("%v", err)
	}
	left, err := filepath.Glob(filepath.Join(stick, "outbox", "*", ".tmp-*"))
	if err != nil || len(left) > 0 || len(bundlesIn(t, stick)) != len(before) {
		t.Errorf("%v %v", left, err)
	}
	if r := a.sync(); r.Wrote == "" || a.get(id).Title != "Typed on the train" {
		t.Errorf("%+v", r)
	}
}

// Killed at each step, on the way in and on the way out, the next exchange goes on.
func TestAnExchangeThroughAStickThatIsKilledIsFinishedByTheNext(t *testing.T) {
	t.Parallel()
	stick := t.TempDir()
	devices, id := travellers(t, stick, 2)
	a, b := devices[0], devices[1]
	steps := []string{"taken in", "met", "merged for writing back", "received", "written back", "snapshot", "committed", "out begun", "out written", "out synced", "out named"}
	for i, step := range steps {
		a.set(id, "title", fmt.Sprintf("Title %d", i))
		a.sync()
		b.set(id, "sections/summary/text", fmt.Sprintf("The line stood still.\n\nNobody noticed.\n\nLine %d.", i))
		if !b.dies(step, nil) {
			t.Errorf("it was not killed at %q", step)
		}
		b.sync()
		a.sync()
		for _, d := range devices {
			if got := d.get(id); got.Title != fmt.Sprintf("Title %d", i) || !strings.Contains(d.section(id, "summary"), fmt.Sprintf("Line %d.", i)) || len(d.open4(id)) != 0 {
				t.Errorf("%s: %+v", step, got)
			}
		}
	}
	if left, err := filepath.Glob(filepath.Join(stick, "outbox", "*", ".tmp-*")); err != nil || len(left) > 0 {
		t.Errorf("%v %v", left, err)
	}
	if a.head() != b.head() {
		t.Error("they have other heads")
	}
	a.whole()
	b.whole()
}

// Many small files give way to one that stands alone, and who comes late needs no other.
func TestAnOutboxIsTidiedBeforeItFillsAStick(t *testing.T) {
	t.Parallel()
	stick := t.TempDir()
	devices, id := travellers(t, stick, 1)
	a := devices[0]
	for i := range 45 {
		a.set(id, "title", fmt.Sprintf("Title %d", i))
		a.putsOut(stick)
	}
	if files := bundlesIn(t, stick); len(files) > 10 {
		t.Errorf("%v", files)
	}
	late := newDevice(t, 9)
	late.joins(remote.BundlesIn(stick))
	if late.get(id).Title != "Title 44" || late.head() != a.head() {
		t.Errorf("%+v", late.get(id))
	}
}

// A lost private repository is made anew from the stick, and from nothing where that
// is not at hand.
func TestALostRepositoryOfASpaceWithoutAServerCostsNothing(t *testing.T) {
	t.Parallel()
	stick := t.TempDir()
	devices, id := travellers(t, stick, 2)
	a, b := devices[0], devices[1]
	b.set(id, "severity", "SEV1")
	b.sync()
	a.set(id, "title", "Typed by the first")
	if err := os.RemoveAll(a.syncer().StoreDir(a.id())); err != nil {
		t.Fatal(err)
	}
	a.sync()
	b.sync()
	for _, d := range devices {
		if got := d.get(id); got.Title != "Typed by the first" || got.Severity != "SEV1" || len(d.open4(id)) != 0 {
			t.Errorf("%+v", got)
		}
	}
	if err := os.RemoveAll(a.syncer().StoreDir(a.id())); err != nil {
		t.Fatal(err)
	}
	a.set(id, "title", "Typed without the stick")
	other := t.TempDir()
	a.putsOut(other)
	b.takesIn(other)
	b.sync()
	a.sync()
	all := b.get(id).Title
	for _, u := range b.open4(id) {
		all += strings.Join(u.Values, " ")
	}
	if !strings.Contains(all, "Typed without the stick") {
		t.Errorf("%q", all)
	}
}
