package canon

import (
	"slices"

	"secondstory/backend/domain/record"
)

// stubName is what stays in the folder of a record that was moved to another space.
const stubName = "moved.yaml"

// Stub says where a record went. Files of the record beside it are edits that were
// made before their writer knew of the move, and have not been brought there yet.
type Stub struct {
	To string // id of the space
	// Also are further spaces it was moved to at the same time; the smallest id stands.
	Also  []string
	Extra record.Doc
}

var stubShape = shapeOf([]record.Field{{Name: "to", Type: record.ID}, {Name: "also", Type: record.Strings}})

// StubPath is where the stub of a record lies; dir is the record's folder.
func StubPath(dir string) string { return dir + "/" + stubName }

// IsStub says whether a path below a record's folder is that of a stub.
func IsStub(rest string) bool { return rest == stubName }

// Emit writes the stub into the folder of its record.
func (s Stub) Emit(dir string) (File, *Problem) {
	w := &writer{}
	w.known(0, 2, stubShape, s.doc())
	text, p := w.done(StubPath(dir))
	return File{StubPath(dir), []byte(text)}, p
}

func (s Stub) doc() record.Doc {
	d := record.Doc{}
	for k, v := range s.Extra {
		d[k] = shared(v)
	}
	put(d, "to", s.To)
	if list := sortedSet(s.Also); len(list) > 0 {
		d["also"] = list
	}
	return d
}

// ParseStub reads a stub.
func ParseStub(f File) (Stub, *Problem) {
	d, _, p := parseFlat(f, stubShape, "to")
	if p != nil {
		return Stub{}, p
	}
	return Stub{To: record.Str(d, "to"), Also: record.Strs(d, "also"), Extra: extra(d, stubShape)}, nil
}

// MergeStub joins two stubs of one record: it went to all the spaces they name.
func MergeStub(a, b Stub) Stub {
	to := Stub{To: a.To, Also: append(b.Spaces(), a.Also...)}.Spaces()
	out := Stub{To: to[0], Also: to[1:], Extra: mergeFlat(nil, extraOrNone(a), extraOrNone(b))}
	if len(out.Extra) == 0 {
		out.Extra = nil
	}
	return out
}

func extraOrNone(s Stub) record.Doc {
	if s.Extra == nil {
		return record.Doc{}
	}
	return s.Extra
}

// Spaces are the ids it names, sorted.
func (s Stub) Spaces() []string {
	all := append([]string{s.To}, s.Also...)
	slices.Sort(all)
	return slices.Compact(all)
}
