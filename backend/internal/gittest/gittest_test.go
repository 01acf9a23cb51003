package gittest

import (
	"os"
	"path/filepath"
	"testing"
)

// witness takes down that a test would have failed.
type witness struct {
	testing.TB
	failed bool
}

func (w *witness) Errorf(string, ...any) { w.failed = true }
func (w *witness) Fatalf(string, ...any) { w.failed = true }

func TestADamagedRepositoryIsSeen(t *testing.T) {
	Need(t)
	dir := t.TempDir()
	Run(t, dir, "init", "-q", "-b", "main", ".")
	if err := os.WriteFile(filepath.Join(dir, "a.md"), []byte("words\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	Run(t, dir, "add", "a.md")
	Run(t, dir, "commit", "-q", "-m", "Words")
	whole := &witness{TB: t}
	if Fsck(whole, dir); whole.failed {
		t.Error("a whole repository is judged damaged")
	}
	blob := Run(t, dir, "rev-parse", "HEAD:a.md")
	if err := os.Remove(filepath.Join(dir, ".git", "objects", blob[:2], blob[2:])); err != nil {
		t.Fatal(err)
	}
	damaged := &witness{TB: t}
	if Fsck(damaged, dir); !damaged.failed {
		t.Error("the lost file is not seen")
	}
}
