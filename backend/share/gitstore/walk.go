package gitstore

import (
	"fmt"
	"sort"

	"secondstory/backend/domain/fault"
)

// Change is a path at which trees differ. Entries that are not there are the
// zero Entry. Folders are never reported, only what is in them.
type Change struct {
	Path  string
	Bases []Entry // one for each base that was given
	A, B  Entry
}

// Diff lists the files that differ between two trees, by path. Zero is the empty
// tree. A is the older.
func (s *Store) Diff(a, b Hash) ([]Change, error) { return s.ThreeWay(nil, a, b) }

// ThreeWay lists the files that either of two trees has otherwise than any of
// the bases, or otherwise than the other. Folders with the same hash everywhere
// are not read, so the work grows with what was changed.
func (s *Store) ThreeWay(bases []Hash, a, b Hash) ([]Change, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	trees := append([]Hash{a, b}, bases...)
	var changes []Change
	w := &walker{store: s}
	err := w.walk(trees, "", 1, func(path string, entries []Entry) {
		changes = append(changes, Change{Path: path, A: entries[0], B: entries[1], Bases: entries[2:]})
	})
	return changes, err
}

// Files lists every file of a tree, by path.
func (s *Store) Files(tree Hash) ([]Change, error) { return s.Diff(Zero, tree) }

// How deep and how far a walk goes before it says that a tree is not one of
// ours: a few small trees that name each other many times unfold without end.
const (
	deepest  = 256
	farthest = 4_000_000
)

type walker struct {
	store   *Store
	entries int
}

// walk goes through several trees at once and visits each path where their files
// are not all the same.
func (w *walker) walk(trees []Hash, at string, depth int, visit func(path string, entries []Entry)) error {
	if allSame(trees) {
		return nil
	}
	if depth > deepest || w.entries > farthest {
		return tooLarge(trees[0])
	}
	names := map[string][]Entry{}
	for i, tree := range trees {
		entries, err := w.store.tree(tree)
		if err != nil {
			return err
		}
		w.entries += len(entries)
		for _, each := range entries {
			row := names[each.Name]
			if row == nil {
				row = make([]Entry, len(trees))
				names[each.Name] = row
			}
			row[i] = each
		}
	}
	order := make([]string, 0, len(names))
	for name, row := range names {
		if !sameEntries(row) {
			order = append(order, name)
		}
	}
	sort.Strings(order)
	for _, name := range order {
		files, folders := make([]Entry, len(trees)), make([]Hash, len(trees))
		for i, each := range names[name] {
			if each.isFolder() {
				folders[i] = each.Hash
			} else {
				files[i] = each
			}
		}
		if !sameEntries(files) {
			visit(at+name, files)
		}
		if err := w.walk(folders, at+name+"/", depth+1, visit); err != nil {
			return err
		}
	}
	return nil
}

func tooLarge(tree Hash) error {
	return fault.Wrap(fmt.Errorf("tree %s unfolds too far", tree), fault.Denied, "share.tree_too_large")
}

func allSame(hashes []Hash) bool {
	for _, each := range hashes[1:] {
		if each != hashes[0] {
			return false
		}
	}
	return true
}

func sameEntries(entries []Entry) bool {
	for _, each := range entries[1:] {
		if each != entries[0] {
			return false
		}
	}
	return true
}
