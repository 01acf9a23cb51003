package gitstore

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // packs end in one
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"
)

// versions are long texts of which each differs from the one before in a line.
func versions(n int) []string {
	lines := make([]string, 200)
	for i := range lines {
		lines[i] = fmt.Sprintf("line %d says %x", i, sha1.Sum([]byte{byte(i)})) //nolint:gosec // as above
	}
	var out []string
	for v := range n {
		lines[v*7%len(lines)] = fmt.Sprintf("version %d", v)
		out = append(out, strings.Join(lines, "\n"))
	}
	return out
}

// Servers of git describe objects by differences, with both kinds of names for what
// they differ from.
func TestObjectsThatGitDescribesByDifferencesAreReadWhole(t *testing.T) {
	for _, way := range []string{"OFS", "REF"} {
		t.Run(way, func(t *testing.T) {
			s := openTest(t)
			texts := versions(60)
			head := Zero
			for i, text := range texts {
				var parents []Hash
				if head != Zero {
					parents = []Hash{head}
				}
				head = commitFiles(t, s, fmt.Sprint(i), map[string]string{"a.md": text}, parents...)
			}
			if err := s.CAS(t.Context(), Main, Zero, head); err != nil {
				t.Fatal(err)
			}
			git(t, s.Dir(), "config", "repack.usedeltabaseoffset", fmt.Sprint(way == "OFS"))
			git(t, s.Dir(), "repack", "-a", "-d", "-f", "-q", "--depth=40", "--window=60")
			git(t, s.Dir(), "prune-packed")
			if listed := git(t, s.Dir(), "verify-pack", "-v", must(filepath.Glob(filepath.Join(s.Dir(), "objects/pack/*.idx")))[0]); !strings.Contains(listed, "chain length = 20") {
				t.Fatalf("git made no long chains, so this shows nothing: %s", listed)
			}
			for _, text := range texts {
				if got := must(s.Blob(nameOf(text))); string(got) != text {
					t.Fatalf("%d bytes and not %d", len(got), len(text))
				}
				if size := must(s.Sizes([]Hash{nameOf(text)})); size != int64(len(text)) {
					t.Fatalf("a size of %d and not %d", size, len(text))
				}
			}
			// And what is copied from there is a pack that git takes.
			to := openTest(t)
			if err := Copy(t.Context(), s, to, must(s.Between(head))); err != nil {
				t.Fatal(err)
			}
			if err := to.CAS(t.Context(), Main, Zero, head); err != nil {
				t.Fatal(err)
			}
			fsck(t, to.Dir())
		})
	}
}

func TestALargeIndexIsLookedIntoAndLaterReadWhole(t *testing.T) {
	s := openTest(t)
	b := s.Batch()
	const many = 25_000
	for i := range many {
		b.Blob(fmt.Append(nil, "content ", i))
	}
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	if must(s.Has(nameOf("content 1"))); s.folders.packs[0].index != nil {
		t.Fatal("the index is small, so this shows nothing")
	}
	for i := 0; i < many; i += 7 {
		want := fmt.Sprint("content ", i)
		if got := must(s.Blob(nameOf(want))); string(got) != want {
			t.Fatalf("%q instead of %q", got, want)
		}
		if must(s.Has(nameOf(fmt.Sprint("not there ", i)))) {
			t.Fatal("it has what was never written")
		}
	}
	for range manyAsked + 1 {
		must(s.Has(nameOf("content 5")))
	}
	if s.folders.packs[0].index == nil {
		t.Error("it is asked again and again and still not in memory")
	}
	if got := must(s.Blob(nameOf("content 24999"))); string(got) != "content 24999" {
		t.Errorf("%q", got)
	}
}

func TestARepositoryThatBorrowsObjectsIsReadWithThem(t *testing.T) {
	lender := openTest(t)
	packed := must(growBy(lender, Zero, 0, 50))
	loose := must(growBy(lender, packed, 1, 1))
	for name, said := range map[string]string{"by its whole path": filepath.Join(lender.Dir(), "objects"), "from where it lies": "../../lender/objects"} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			if err := os.Symlink(lender.Dir(), filepath.Join(root, "lender")); err != nil {
				t.Skip("this system makes no links: ", err)
			}
			dir := filepath.Join(root, "borrower")
			if err := CreateBare(dir); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "objects", "info", "alternates"), []byte(said+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			guest := must(OpenGuest(dir))
			defer guest.Close()
			if err := guest.Connected(loose); err != nil {
				t.Fatal(err)
			}
			for _, f := range must(guest.Files(must(guest.Commit(loose)).Tree)) {
				must(guest.Blob(f.B.Hash))
			}
		})
	}
}

// Whoever may write into a shared folder may write anything there.
func TestAPackThatLiesIsAnErrorAndTakesNoMemory(t *testing.T) {
	own := nameOf("itself")
	for name, entry := range map[string][]byte{
		"a size nobody has":        {0xb0 | 0x80, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
		"a size without end":       {0xb0 | 0x80, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
		"a kind nobody knows":      {0x50},
		"no bytes":                 {0x3f},
		"a difference to itself":   append([]byte{0x70}, own[:]...),
		"one from before the pack": {0x60, 0xff, 0xff, 0x7f},
		"one from nowhere":         {0x60, 0x00},
	} {
		t.Run(name, func(t *testing.T) {
			s := openTest(t)
			plant(t, s, own, entry)
			if _, err := s.Blob(own); !errors.Is(err, ErrDamaged) {
				t.Error(err)
			}
		})
	}
}

// plant puts a pack with one entry, whatever that is, beside an index that names it.
func plant(t *testing.T, s *Store, h Hash, entry []byte) {
	t.Helper()
	var pack bytes.Buffer
	pack.WriteString("PACK\x00\x00\x00\x02\x00\x00\x00\x01")
	offset := pack.Len()
	pack.Write(entry)
	sum := sha1.Sum(pack.Bytes()) //nolint:gosec // as above
	pack.Write(sum[:])
	var index bytes.Buffer
	index.WriteString("\xfftOc\x00\x00\x00\x02")
	for i := range 256 {
		n := uint32(0)
		if i >= int(h[0]) {
			n = 1
		}
		_ = binary.Write(&index, binary.BigEndian, n) // into memory
	}
	index.Write(h[:])
	_ = binary.Write(&index, binary.BigEndian, []uint32{0, uint32(offset)}) // as above
	index.Write(sum[:])
	own := sha1.Sum(index.Bytes()) //nolint:gosec // as above
	index.Write(own[:])
	stem := filepath.Join(s.Dir(), "objects", "pack", "pack-"+plumbing.Hash(sum).String())
	for ending, data := range map[string][]byte{".pack": pack.Bytes(), ".idx": index.Bytes()} {
		if err := os.WriteFile(stem+ending, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s.reopen()
}
