package record

import (
	"sort"

	"secondstory/backend/domain/fault"
)

// Policy is how two concurrent edits of a field are merged (merge version 1).
type Policy string

// The closed set of merge policies.
const (
	Scalar     Policy = "scalar" // both values are kept as a conflict
	Group      Policy = "group"  // fields that change together are compared as one value
	Set        Policy = "set"    // element by element, never a conflict
	Text       Policy = "text"   // three-way by line, then by sentence
	Order      Policy = "order"  // the larger rank wins, no conflict
	Tree       Policy = "tree"   // a parent pointer; checked for cycles after a merge
	AppendOnly Policy = "append" // union; an element never changes
	Blob       Policy = "blob"   // content addressed
	Either     Policy = "either" // one of the two, no conflict: a program chose both of them
)

// Type is the shape of a field's value in a document.
type Type string

// The closed set of field types.
const (
	String    Type = "string"
	Markdown  Type = "markdown" // string, may have many lines
	Enum      Type = "enum"     // string out of Field.Values, or ""
	Bool      Type = "bool"
	Number    Type = "number"
	Date      Type = "date" // YYYY-MM-DD or ""
	Strings   Type = "strings"
	Texts     Type = "texts" // list of long texts
	Rank      Type = "rank"
	ID        Type = "id"         // id of a part of the same record, or ""
	Statement Type = "statement"  // one timeline.Statement
	Stated    Type = "statements" // list of them, oldest first
	Params    Type = "params"     // map of strings
	JSON      Type = "json"       // any plain value; read by the program only
)

// Field describes one field of a record or of a part.
type Field struct {
	Name      string
	Type      Type
	Policy    Policy
	Group     string   // fields with the same non-empty group merge as one value
	Values    []string // of an Enum
	MaxRunes  int      // 0 = the default of its type
	Required  bool
	Local     bool // stays on this machine; journalled in the local chain
	Sensitive bool // never printed for another audience without being named
	// Machine says that the field tells a person nothing who reads the files of a space;
	// it stands last there, as ids and ranks do.
	Machine bool
	// Since is the merge version that first knows the field; 0 = the first one. To
	// repositories of an earlier version the field is opaque.
	Since int
}

// Collection describes the parts of one kind.
type Collection struct {
	Name   string
	Fields []Field
	// Inline parts are stored with the record's scalars (sections); their id is
	// a key chosen by people or readers instead of a ULID.
	Inline bool
	// RefPrefix gives parts a reference of their own ("ACT"); "" = none.
	RefPrefix string
	// AppendOnly parts are written once: sign-offs, votes, decisions.
	AppendOnly bool
	// File of a shared record that holds the collection, without its ending; "" =
	// one of its own, called like it.
	File string
}

// Schema describes one kind of record. Codec, validation, history, merge and
// the file format read this one description.
type Schema struct {
	Kind        string
	Folder      string // of the kind in a shared repository
	Version     int
	RefPrefix   string
	Fields      []Field
	Collections []Collection
	// Settled says of two versions of the record's own field or group that they ask nobody
	// any more, because what decides stands in a part of it; nil says that of none. A merge
	// keeps both all the same.
	Settled func(st *State, path string) bool
}

// Field finds a field of the record.
func (s *Schema) Field(name string) (Field, bool) { return find(s.Fields, name) }

// Collection finds a collection.
func (s *Schema) Collection(name string) (*Collection, bool) {
	for i := range s.Collections {
		if s.Collections[i].Name == name {
			return &s.Collections[i], true
		}
	}
	return nil, false
}

// Field finds a field of the collection's parts.
func (c *Collection) Field(name string) (Field, bool) { return find(c.Fields, name) }

func find(fields []Field, name string) (Field, bool) {
	for _, f := range fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// Registry holds the schemas this app knows, by kind.
type Registry struct{ byKind map[string]*Schema }

// NewRegistry makes a registry; two schemas of one kind are a programming error.
func NewRegistry(schemas ...*Schema) *Registry {
	r := &Registry{byKind: make(map[string]*Schema, len(schemas))}
	for _, s := range schemas {
		if _, dup := r.byKind[s.Kind]; dup {
			panic("record: two schemas of kind " + s.Kind)
		}
		r.byKind[s.Kind] = s
	}
	return r
}

// Schema of a kind; ok is false for a kind this app does not know.
func (r *Registry) Schema(kind string) (*Schema, bool) {
	s, ok := r.byKind[kind]
	return s, ok
}

// Known is Schema; fault.Denied for a kind this app does not know.
func (r *Registry) Known(kind string) (*Schema, error) {
	if s, ok := r.byKind[kind]; ok {
		return s, nil
	}
	return nil, fault.New(fault.Denied, "record.kind_unknown", "kind", kind)
}

// Kinds in alphabetical order.
func (r *Registry) Kinds() []string {
	kinds := make([]string, 0, len(r.byKind))
	for k := range r.byKind {
		kinds = append(kinds, k)
	}
	sort.Strings(kinds)
	return kinds
}
