package merge

import "bytes"

// File is a file nobody here can look into: of a kind or a schema this program
// does not know, or one that cannot be parsed. A nil slice is a file that is not
// there.
type File struct {
	Path   string
	Bases  [][]byte
	A, B   []byte
	Origin [2]Origin // of A and B
}

// Whole merges such a file: what only one side changed is taken, what both changed
// keeps the version with the smaller hash and gives the other back as the values of
// a conflict; conflicts are those the record already has. A file one side changed
// and the other removed stays.
func Whole(f File, conflicts map[string]Conflict) (content []byte, c Conflict, conflicted bool) {
	same := func(x, y []byte) bool { return (x == nil) == (y == nil) && bytes.Equal(x, y) }
	keptA, keptB := len(f.Bases) > 0 || f.A == nil, len(f.Bases) > 0 || f.B == nil
	for _, b := range f.Bases {
		keptA, keptB = keptA && same(f.A, b), keptB && same(f.B, b)
	}
	switch {
	case same(f.A, f.B) || keptB:
		return f.A, Conflict{}, false
	case keptA:
		return f.B, Conflict{}, false
	}
	base, known := any(nil), true
	for i, b := range f.Bases {
		if i > 0 && !same(b, f.Bases[0]) {
			known = false
		}
	}
	if known && len(f.Bases) > 0 && f.Bases[0] != nil {
		base = string(f.Bases[0])
	}
	m := &merger{scheme: &Scheme{}, from: [2]Side{{Origin: f.Origin[0]}, {Origin: f.Origin[1]}}, used: map[string]bool{}, out: &Doc{Conflicts: unionConflicts(conflicts, nil)}}
	content = f.A
	switch {
	case f.A == nil:
		content = f.B
		m.open(KindDelete, f.Path, base, known, string(f.B), nil, m.origins(true))
	case f.B == nil:
		m.open(KindDelete, f.Path, base, known, string(f.A), nil, m.origins(false))
	default:
		if smaller(string(f.B), string(f.A)) {
			content = f.B
		}
		m.either(KindWhole, f.Path, base, known, string(f.A), string(f.B))
	}
	for id := range m.used {
		c = m.out.Conflicts[id]
	}
	return content, c, true
}
