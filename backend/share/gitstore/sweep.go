package gitstore

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// foreignAge is how old leftovers of other programs must be before they are
// taken for dead: a person may be running git in the repository right now.
const foreignAge = time.Hour

// writingFile names the ref that is being written, a line each where there is more
// than one file. It tells the next owner which lock file was ours: nothing in a lock file itself could (T21).
func (s *Store) writingFile() string { return filepath.Join(s.dir, "writing") }

func (s *Store) graphFile() string { return filepath.Join(s.dir, "graph") }

// sweep takes away what a killed process left: own temporary files and the own
// ref lock at once, those of others when they are old. It runs while the owner
// lock is held, so nothing of our own can still be in use.
func (s *Store) sweep(now time.Time) error {
	if writing, err := os.ReadFile(s.writingFile()); err == nil && len(writing) > 0 {
		for name := range strings.SplitSeq(string(writing), "\n") {
			if name != packedRefs && checkName(name) != nil {
				continue
			}
			if err := remove(s.refPath(name) + ".lock"); err != nil {
				return err
			}
		}
		if err := remove(s.writingFile()); err != nil {
			return err
		}
	}
	return filepath.WalkDir(s.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			return err
		}
		if entry.IsDir() {
			return nil
		}
		name := entry.Name()
		inObjects := strings.HasPrefix(path, filepath.Join(s.dir, "objects")+string(filepath.Separator))
		switch {
		case strings.HasPrefix(name, "tmp_own_"), strings.HasPrefix(name, "tmp_obj_own_"):
			return remove(path)
		case inObjects && strings.HasPrefix(name, "tmp_"), !inObjects && strings.HasSuffix(name, ".lock"):
			info, err := entry.Info()
			if err == nil && now.Sub(info.ModTime()) > foreignAge {
				return remove(path)
			}
		}
		return nil
	})
}

func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
