package bundle

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/internal/gittest"
	"secondstory/backend/share/gitstore"
)

func read(data []byte) (Header, error) {
	return readHeader(bufio.NewReaderSize(bytes.NewReader(data), longestLine+1))
}

func TestAHeaderIsReadAsItWasWritten(t *testing.T) {
	one, two := hash(t, "1"), hash(t, "2")
	h := newHeader(one, []string{"01ABC", "../bad", "with blank", ""}, []Hash{two, one})
	var out bytes.Buffer
	if err := h.write(&out); err != nil {
		t.Fatal(err)
	}
	got, err := read(append(out.Bytes(), "PACK…"...))
	if err != nil || got.Tip() != one || !reflect.DeepEqual(got.Needs, []Hash{one, two}) || !reflect.DeepEqual(got.Spaces(), []string{"01ABC"}) {
		t.Errorf("%+v %v", got, err)
	}
	if got.size != int64(out.Len()) {
		t.Errorf("%d and not %d", got.size, out.Len())
	}
}

func hash(t *testing.T, digit string) Hash {
	t.Helper()
	h, err := gitstore.ParseHash(strings.Repeat(digit, 40))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// Whatever the bytes are, the answer is a header with a tip, or a reason.
func FuzzAnyBytesAreAHeaderOrAReason(f *testing.F) {
	for _, seed := range []string{"", "# v2 git bundle\n", "# v2 git bundle\n\n", "# v3 git bundle\n@object-format=sha1\n-" + strings.Repeat("a", 40) + " x\n" + strings.Repeat("b", 40) + " HEAD\n\nPACK", "# v7 git bundle\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := read(data)
		why, ours := fault.As(err)
		if err != nil && (!ours || why.Code != fault.Invalid) || err == nil && (h.Tip() == gitstore.Zero || h.size > int64(len(data))) {
			t.Errorf("%+v %v", h, err)
		}
	})
}

// store is a repository with one commit of a few files, and their objects.
func store(t *testing.T, text []byte) (*gitstore.Store, Hash, []Hash) {
	t.Helper()
	s, err := gitstore.Open(t.Context(), filepath.Join(t.TempDir(), "store.git"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	b := s.Batch()
	tree, err := b.Edit(gitstore.Zero, map[string]Hash{"a.txt": b.Blob(text), "b/c.txt": b.Blob([]byte("two\n"))})
	if err != nil {
		t.Fatal(err)
	}
	who := gitstore.Person{Name: "Device", Email: "device@device.invalid"}
	tip := b.Commit(gitstore.Commit{Tree: tree, Author: who, Committer: who, Message: "One"})
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	objects, err := s.Between(tip)
	if err != nil {
		t.Fatal(err)
	}
	return s, tip, objects
}

func TestGitVerifiesWhatIsWritten(t *testing.T) {
	gittest.Need(t)
	s, tip, objects := store(t, []byte("one\n"))
	box := OutboxOf(t.TempDir(), "d-1")
	path, err := box.Write(t.Context(), s, tip, []string{"01SPACE"}, nil, objects)
	if err != nil || filepath.Base(path) != "000001.bundle" {
		t.Fatal(path, err)
	}
	if out := gittest.Run(t, s.Dir(), "bundle", "verify", path); !strings.Contains(out, "complete history") {
		t.Error(out)
	}
	root := filepath.Join(t.TempDir(), "clone")
	gittest.Run(t, t.TempDir(), "clone", "-q", path, root)
	gittest.Fsck(t, root)
	h, err := Read(path)
	if err != nil || !Whole(path, h) || h.Tip() != tip {
		t.Errorf("%+v %v", h, err)
	}
	empty, _, _ := store(t, []byte("other\n"))
	if err := Unpack(t.Context(), empty, path, h); err != nil || empty.Connected(tip) != nil {
		t.Errorf("%v", err)
	}
}

// A stick without room keeps what it had, and nothing half-written.
func TestAFullStickIsToldAndKeepsNothingHalfWritten(t *testing.T) {
	stick := smallDisk(t)
	noise := make([]byte, 200_000)
	for i := range noise { // what does not compress
		noise[i] = byte(i*i>>7 ^ i*31 ^ i>>3*i)
	}
	s, tip, objects := store(t, noise)
	box := OutboxOf(stick, "d-1")
	first, firstTip, firstObjects := store(t, []byte("small\n"))
	if _, err := box.Write(t.Context(), first, firstTip, nil, nil, firstObjects); err != nil {
		t.Fatal(err)
	}
	_, err := box.Write(t.Context(), s, tip, nil, nil, objects)
	if f, ok := fault.As(err); !ok || f.Key != "share.stick_full" {
		t.Fatalf("%v", err)
	}
	entries, err := os.ReadDir(filepath.Join(stick, OutboxFolder, "d-1"))
	if err != nil || len(entries) != 1 || entries[0].Name() != "000001.bundle" {
		t.Errorf("%v %v", entries, err)
	}
}

func TestWhatAWriteThatWasStoppedLeftIsTakenAway(t *testing.T) {
	stick := t.TempDir()
	s, tip, objects := store(t, []byte("one\n"))
	box := OutboxOf(stick, "d-1")
	for _, step := range []string{"out begun", "out written", "out synced"} {
		box.Step = func(name string) {
			if name == step {
				panic("killed")
			}
		}
		func() {
			defer func() { _ = recover() }()
			_, _ = box.Write(t.Context(), s, tip, nil, nil, objects)
			t.Error("it went on")
		}()
	}
	box.Step = nil
	mine := filepath.Join(stick, OutboxFolder, "d-1", "notes.txt")
	if err := os.WriteFile(mine, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if path, err := box.Write(t.Context(), s, tip, nil, nil, objects); err != nil || filepath.Base(path) != "000001.bundle" {
		t.Fatal(path, err)
	}
	entries, err := os.ReadDir(filepath.Dir(mine))
	if err != nil || len(entries) != 2 {
		t.Errorf("what is not ours stays, and nothing else: %v %v", entries, err)
	}
}

func TestAStickThatStopsAnsweringIsToldAsSuch(t *testing.T) {
	s := &source{from: iotestReader{errors.New("input/output error")}}
	if _, err := io.ReadAll(s); err == nil || s.err == nil {
		t.Error("it is not remembered")
	}
	if f, ok := fault.As(stickFault(s.err)); !ok || f.Key != "share.stick_gone" {
		t.Errorf("%v", f)
	}
}

type iotestReader struct{ err error }

func (r iotestReader) Read([]byte) (int, error) { return 0, r.err }
