package gitstore

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// packedAndLoose is a repository with one pack, and a commit on top of it whose objects
// are files of their own.
func packedAndLoose(t *testing.T) (dir string, packed, loose Hash) {
	t.Helper()
	s := openTest(t)
	packed = must(growBy(s, Zero, 0, 60))
	loose = must(growBy(s, packed, 1, 1))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return s.Dir(), packed, loose
}

// onlyPack is the path of the one pack there, without its ending.
func onlyPack(t *testing.T, dir string) string {
	t.Helper()
	found := must(filepath.Glob(filepath.Join(dir, "objects", "pack", "*.pack")))
	if len(found) != 1 {
		t.Fatalf("%v", found)
	}
	return strings.TrimSuffix(found[0], ".pack")
}

func rewrite(t *testing.T, path string, change func([]byte) []byte) {
	t.Helper()
	data := must(os.ReadFile(path))
	if err := errors.Join(os.Remove(path), os.WriteFile(path, change(data), 0o600)); err != nil {
		t.Fatal(err)
	}
}

// Not every program of git names a pack by the sum it ends in, and git takes any name.
func TestAPackMayHaveAnyName(t *testing.T) {
	dir, _, loose := packedAndLoose(t)
	stem := onlyPack(t, dir)
	other := filepath.Join(filepath.Dir(stem), "pack-"+strings.Repeat("ab", 20))
	for _, ending := range []string{".pack", ".idx"} {
		if err := os.Rename(stem+ending, other+ending); err != nil {
			t.Fatal(err)
		}
	}
	fsck(t, dir)
	guest := must(OpenGuest(dir))
	defer guest.Close()
	if err := guest.Connected(loose); err != nil {
		t.Error(err)
	}
	own := must(Open(t.Context(), dir))
	defer own.Close()
	if err := own.Connected(loose); err != nil {
		t.Error(err)
	}
	if must(os.Stat(other+".idx")).Size() == 0 {
		t.Error("its index is gone")
	}
}

// A folder that somebody copies, or that a program keeps the same on two machines, has
// files in it that are not whole yet, or are of another time.
func TestAPackThatIsNotWholeHidesNothingElse(t *testing.T) {
	half := func(data []byte) []byte { return data[:len(data)/2] }
	for name, spoil := range map[string]struct {
		ending string
		change func([]byte) []byte
	}{
		"an index that is cut short":         {".idx", half},
		"an index that is empty":             {".idx", func([]byte) []byte { return nil }},
		"an index of zeros":                  {".idx", func(data []byte) []byte { return make([]byte, len(data)) }},
		"an index of the first version":      {".idx", func(data []byte) []byte { return data[8:] }},
		"an index of another pack":           {".idx", func(data []byte) []byte { data[len(data)-40] ^= 1; return data }},
		"a pack that is cut short":           {".pack", half},
		"a pack that is empty":               {".pack", func([]byte) []byte { return nil }},
		"a pack with something at its end":   {".pack", func(data []byte) []byte { return append(data, 0) }},
		"a pack that belongs to no index":    {".pack", func(data []byte) []byte { return bytes.ToUpper(data) }},
		"a pack where there is only its end": {".pack", func(data []byte) []byte { return data[len(data)-7:] }},
	} {
		t.Run(name, func(t *testing.T) {
			dir, packed, loose := packedAndLoose(t)
			whole := t.TempDir()
			if err := os.CopyFS(whole, os.DirFS(dir)); err != nil {
				t.Fatal(err)
			}
			rewrite(t, onlyPack(t, dir)+spoil.ending, spoil.change)
			guest := must(OpenGuest(dir))
			defer guest.Close()
			if c, err := guest.Commit(loose); err != nil || c.Message == "" {
				t.Errorf("what lies beside it: %v", err)
			}
			if there, err := guest.Has(packed); there || err != nil {
				t.Errorf("%v %v", there, err)
			}
			_, err := guest.Commit(packed)
			if !errors.Is(err, ErrMissing) || !strings.Contains(fmt.Sprint(err), "pack-") {
				t.Errorf("what was in it, and why: %v", err)
			}
			// Somebody who has the objects brings them.
			from := must(OpenGuest(whole))
			defer from.Close()
			if err := Copy(t.Context(), from, guest, must(from.Between(packed))); err != nil {
				t.Fatal(err)
			}
			if err := guest.Connected(loose); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAPackThatIsNotWholeIsReplacedByTheSameOne(t *testing.T) {
	dir, packed, _ := packedAndLoose(t)
	from := must(OpenGuest(dir))
	defer from.Close()
	objects := must(from.Between(packed))
	for _, ending := range []string{".pack", ".idx"} {
		to := filepath.Join(t.TempDir(), "folder.git")
		if err := CreateBare(to); err != nil {
			t.Fatal(err)
		}
		guest := must(OpenGuest(to))
		defer guest.Close()
		if err := Copy(t.Context(), from, guest, objects); err != nil {
			t.Fatal(err)
		}
		rewrite(t, onlyPack(t, to)+ending, func(data []byte) []byte { return data[:len(data)/2] })
		if err := Copy(t.Context(), from, guest, objects); err != nil {
			t.Fatal(err)
		}
		onlyPack(t, to)
		if err := guest.Connected(packed); err != nil {
			t.Error(ending, err)
		}
		fsck(t, to)
	}
}

func TestAnIndexThatIsBrokenIsMadeAgainByTheOwner(t *testing.T) {
	dir, _, loose := packedAndLoose(t)
	stem := onlyPack(t, dir)
	for _, change := range []func([]byte) []byte{
		func(data []byte) []byte { return data[:len(data)-100] },
		func(data []byte) []byte { data[len(data)-40] ^= 1; return data },
	} {
		rewrite(t, stem+".idx", change)
		s := must(Open(t.Context(), dir))
		if err := s.Connected(loose); err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		fsck(t, dir)
	}
}

func TestAnIndexThatNobodyBringsIsWaitedForOnce(t *testing.T) {
	dir, packed, loose := packedAndLoose(t)
	stem := onlyPack(t, dir)
	index := must(os.ReadFile(stem + ".idx"))
	if err := os.Remove(stem + ".idx"); err != nil {
		t.Fatal(err)
	}
	guest := must(OpenGuest(dir))
	defer guest.Close()
	waited := 0
	guest.step = func(string) { waited++ }
	for range 3 {
		if there, err := guest.Has(packed); there || err != nil {
			t.Errorf("%v %v", there, err)
		}
		must(guest.Commit(loose))
	}
	if waited != 10 {
		t.Errorf("it waited %d times", waited)
	}
	if err := os.WriteFile(stem+".idx", index, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := guest.Connected(loose); err != nil {
		t.Errorf("it came late: %v", err)
	}
}
