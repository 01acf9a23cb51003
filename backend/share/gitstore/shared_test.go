package gitstore

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// A folder that a group may write to stays one that each of them can read and write to,
// whoever made what lies in it.
func TestAPlaceInAFolderOfAGroupIsForAllOfIt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no such modes here")
	}
	root := t.TempDir()
	if err := os.Chmod(root, 0o770|fs.ModeSetgid); err != nil {
		t.Fatal(err)
	}
	usual := filepath.Join(root, "usual")
	if err := os.WriteFile(usual, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	mode := func(path string) fs.FileMode { return must(os.Stat(path)).Mode() }
	dir := filepath.Join(root, "shared")
	if err := CreateBare(dir); err != nil {
		t.Fatal(err)
	}
	guest := must(OpenGuest(dir))
	defer guest.Close()
	b := guest.Batch()
	blob := b.Blob([]byte("text"))
	tree := must(b.Edit(Zero, map[string]Hash{"a.md": blob}))
	commit := b.Commit(Commit{Tree: tree, Author: tester, Committer: tester, AuthoredAt: day, CommittedAt: day, Message: "One"})
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	if err := guest.CAS(t.Context(), Main, Zero, commit); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"HEAD", "config", Main} {
		if got := mode(filepath.Join(dir, filepath.FromSlash(name))); got != mode(usual) {
			t.Errorf("%s: %v, others' files are %v", name, got, mode(usual))
		}
	}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && mode(path)&(0o070|fs.ModeSetgid) != 0o070|fs.ModeSetgid {
			t.Errorf("%s: %v", path, mode(path))
		}
		if err == nil && mode(path)&0o040 == 0 {
			t.Errorf("%s cannot be read: %v", path, mode(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
