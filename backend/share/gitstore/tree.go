package gitstore

import (
	"bytes"
	"fmt"
	"sort"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"secondstory/backend/domain/fault"
)

// Mode is what an entry of a tree is.
type Mode uint32

// The modes git knows. This program writes the first two.
const (
	File       Mode = 0o100644
	Folder     Mode = 0o040000
	Executable Mode = 0o100755
	Symlink    Mode = 0o120000
	Submodule  Mode = 0o160000
)

// Entry is one line of a tree.
type Entry struct {
	Name string
	Mode Mode
	Hash Hash
}

func (e Entry) isFolder() bool { return e.Mode&0o170000 == 0o040000 }

// key is what git sorts by: a folder as if its name ended in a slash.
func (e Entry) key() string {
	if e.isFolder() {
		return e.Name + "/"
	}
	return e.Name
}

// Tree adds a tree, in git's order. invalid: share.path for a name that is
// twice there or cannot be one.
func (b *Batch) Tree(entries []Entry) (Hash, error) {
	sorted := make([]Entry, len(entries))
	copy(sorted, entries)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i].key() < sorted[j].key() })
	var out bytes.Buffer
	seen := map[string]bool{}
	for _, each := range sorted {
		if each.Name == "" || each.Name == "." || each.Name == ".." || strings.ContainsAny(each.Name, "/\x00") || seen[each.Name] {
			return Zero, fault.New(fault.Invalid, "share.path", "path", each.Name)
		}
		seen[each.Name] = true
		fmt.Fprintf(&out, "%o %s\x00", uint32(each.Mode), each.Name)
		out.Write(each.Hash[:])
	}
	return b.add(plumbing.TreeObject, out.Bytes()), nil
}

// Tree reads one tree, without what is below it. The entries are shared with other
// readers and not to be changed.
func (s *Store) Tree(h Hash) ([]Entry, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tree(h)
}

func (s *Store) tree(h Hash) ([]Entry, error) {
	if h == Zero {
		return nil, nil
	}
	if entries, ok := s.trees.find(h, linesOf); ok {
		return entries, nil
	}
	data, err := s.read(h, plumbing.TreeObject)
	if err != nil {
		return nil, err
	}
	entries, err := parseTree(h, data)
	if err == nil {
		s.trees.put(h, entries, linesOf(entries))
	}
	return entries, err
}

// roomForEntries is how many entries of trees are young before they become old: some
// 10 MB. An exchange looks into the same few folders for each record: those of the months.
const roomForEntries = 64_000

func linesOf(entries []Entry) int { return len(entries) + 1 }

func parseTree(h Hash, data []byte) ([]Entry, error) {
	text := string(data)                        // the names are parts of it
	entries := make([]Entry, 0, len(data)/48+1) // a line of a record is a little longer
	for len(data) > 0 {
		end := bytes.IndexByte(data, 0)
		if end < 0 || len(data) < end+1+len(h) {
			return nil, damaged(h, "a tree that ends in the middle")
		}
		space := bytes.IndexByte(data[:end], ' ')
		var each Entry
		if space <= 0 || space > 7 {
			return nil, damaged(h, "a tree with a line that is none")
		}
		for _, digit := range data[:space] {
			if digit < '0' || digit > '7' {
				return nil, damaged(h, "a tree with a mode that is none")
			}
			each.Mode = each.Mode<<3 | Mode(digit-'0')
		}
		at := len(text) - len(data)
		each.Name = text[at+space+1 : at+end]
		copy(each.Hash[:], data[end+1:])
		entries = append(entries, each)
		data = data[end+1+len(h):]
	}
	return entries, nil
}

// Edit makes the tree that has the given files, and not those whose hash is
// Zero; everything else stays as it is in the tree root, whose untouched folders
// are not even read. Folders left empty disappear. invalid: share.path when a
// path is inside another one that is a file.
func (b *Batch) Edit(root Hash, files map[string]Hash) (Hash, error) {
	entries := make(map[string]Entry, len(files))
	for path, h := range files {
		entries[path] = Entry{Mode: File, Hash: h}
	}
	return b.Graft(root, entries)
}

// Graft is Edit for entries of any mode, which are put in place as they are; their names
// are those of the paths.
func (b *Batch) Graft(root Hash, entries map[string]Entry) (Hash, error) {
	b.store.mu.Lock()
	defer b.store.mu.Unlock()
	split := make(map[string]Entry, len(entries))
	for path, h := range entries {
		if path == "" || strings.HasPrefix(path, "/") || strings.HasSuffix(path, "/") || strings.Contains(path, "//") {
			return Zero, fault.New(fault.Invalid, "share.path", "path", path)
		}
		split[path] = h
	}
	edited, _, err := b.edit(root, "", split)
	if err == nil && edited == Zero {
		edited, err = b.Tree(nil)
	}
	return edited, err
}

// edit returns Zero for a folder with nothing in it.
func (b *Batch) edit(root Hash, at string, files map[string]Entry) (_ Hash, changed bool, err error) {
	entries, err := b.entries(root)
	if err != nil {
		return Zero, false, err
	}
	byName := make(map[string]Entry, len(entries)+len(files))
	for _, each := range entries {
		byName[each.Name] = each
	}
	below := map[string]map[string]Entry{}
	for path, h := range files {
		name, rest, deeper := strings.Cut(path, "/")
		if deeper {
			if below[name] == nil {
				below[name] = map[string]Entry{}
			}
			below[name][rest] = h
			continue
		}
		old, there := byName[name]
		switch {
		case h.Hash == Zero && there && !old.isFolder():
			delete(byName, name)
			changed = true
		case h.Hash != Zero && (!there || old.Hash != h.Hash || old.isFolder() != h.isFolder()):
			byName[name] = Entry{name, h.Mode, h.Hash}
			changed = true
		}
	}
	for name, inner := range below {
		old, there := byName[name]
		if there && !old.isFolder() { // a file is in the way, old or new
			return Zero, false, fault.New(fault.Invalid, "share.path", "path", at+name)
		}
		start := Zero
		if there && old.isFolder() {
			start = old.Hash
		}
		h, inside, err := b.edit(start, at+name+"/", inner)
		switch {
		case err != nil:
			return Zero, false, err
		case !inside:
			continue
		case h == Zero:
			delete(byName, name)
		default:
			byName[name] = Entry{name, Folder, h}
		}
		changed = true
	}
	switch {
	case !changed:
		return root, false, nil
	case len(byName) == 0:
		return Zero, true, nil
	}
	rest := make([]Entry, 0, len(byName))
	for _, each := range byName {
		rest = append(rest, each)
	}
	h, err := b.Tree(rest)
	return h, true, err
}

// entries reads a tree from the batch or the store.
func (b *Batch) entries(h Hash) ([]Entry, error) {
	if added, ok := b.find(h); ok {
		return parseTree(h, added.data)
	}
	return b.store.tree(h)
}
