package record

import (
	"cmp"
	"slices"
	"strings"
)

// Doc holds the fields of a record or of a part as plain JSON values.
type Doc = map[string]any

// Part is one element of a collection. A removed part keeps its fields.
type Part struct {
	Doc     Doc
	Removed bool
}

// State is the current content of one record.
type State struct {
	Kind  string
	ID    string
	Head  Doc // shared scalars
	Local Doc // fields that stay on this machine
	Parts map[string]map[string]Part
}

// NewState is an empty record.
func NewState(kind, id string) *State {
	return &State{Kind: kind, ID: id, Head: Doc{}, Local: Doc{}, Parts: map[string]map[string]Part{}}
}

// Part finds a part, removed or not.
func (s *State) Part(collection, id string) (Part, bool) {
	p, ok := s.Parts[collection][id]
	return p, ok
}

// Live lists the ids of a collection's parts that are not removed, ordered by
// rank, then id.
func (s *State) Live(collection string) []string {
	type ranked struct{ rank, id string }
	list := make([]ranked, 0, len(s.Parts[collection]))
	for id, p := range s.Parts[collection] {
		if !p.Removed {
			list = append(list, ranked{Str(p.Doc, "rank"), id})
		}
	}
	slices.SortFunc(list, func(a, b ranked) int {
		return cmp.Or(strings.Compare(a.rank, b.rank), strings.Compare(a.id, b.id))
	})
	ids := make([]string, len(list))
	for i, r := range list {
		ids[i] = r.id
	}
	return ids
}

// Clone copies the state deeply.
func (s *State) Clone() *State {
	c := NewState(s.Kind, s.ID)
	c.Head, c.Local = Clone(s.Head).(Doc), Clone(s.Local).(Doc)
	for name, parts := range s.Parts {
		m := make(map[string]Part, len(parts))
		for id, p := range parts {
			m[id] = Part{Doc: Clone(p.Doc).(Doc), Removed: p.Removed}
		}
		c.Parts[name] = m
	}
	return c
}

// EncodeHead is the document stored with the record itself: its scalars and the
// parts of inline collections.
func EncodeHead(schema *Schema, s *State) Doc {
	doc := make(Doc, len(s.Head)+1)
	for k, v := range s.Head {
		doc[k] = v
	}
	for _, c := range schema.Collections {
		if !c.Inline || len(s.Parts[c.Name]) == 0 {
			continue
		}
		inline := make(Doc, len(s.Parts[c.Name]))
		for id, p := range s.Parts[c.Name] {
			d := make(Doc, len(p.Doc)+1)
			for k, v := range p.Doc {
				d[k] = v
			}
			if p.Removed {
				d["$removed"] = true
			}
			inline[id] = d
		}
		doc[c.Name] = inline
	}
	return doc
}

// DecodeHead splits a stored head into scalars and inline parts.
func DecodeHead(schema *Schema, s *State, doc Doc) {
	s.Head = Doc{}
	for k, v := range doc {
		c, ok := schema.Collection(k)
		if !ok || !c.Inline {
			s.Head[k] = v
			continue
		}
		inline, _ := v.(map[string]any)
		parts := make(map[string]Part, len(inline))
		for id, raw := range inline {
			d, _ := raw.(map[string]any)
			if d == nil {
				d = Doc{}
			}
			removed, _ := d["$removed"].(bool)
			delete(d, "$removed")
			parts[id] = Part{Doc: d, Removed: removed}
		}
		s.Parts[c.Name] = parts
	}
}

// PartDocs is the content of all parts as one document: collection, then id. It
// holds removed parts too.
func PartDocs(s *State) Doc {
	out := make(Doc, len(s.Parts))
	for name, parts := range s.Parts {
		m := make(Doc, len(parts))
		for id, p := range parts {
			m[id] = p.Doc
		}
		out[name] = m
	}
	return out
}

// Str reads a string field; "" when absent or of another type.
func Str(d Doc, name string) string { v, _ := d[name].(string); return v }

// Strs reads a list of strings; never nil.
func Strs(d Doc, name string) []string {
	list, _ := d[name].([]any)
	out := make([]string, 0, len(list))
	for _, v := range list {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// Path names a field, a part or a field of a part.
type Path struct{ Collection, Part, Field string }

// ParsePath reads "field", "collection/part" or "collection/part/field". Whether
// the first form names a field or a collection is the schema's to say.
func ParsePath(s string) (Path, bool) {
	parts := strings.Split(s, "/")
	for _, p := range parts {
		if p == "" {
			return Path{}, false
		}
	}
	switch len(parts) {
	case 1:
		return Path{Field: parts[0]}, true
	case 2:
		return Path{Collection: parts[0], Part: parts[1]}, true
	case 3:
		return Path{Collection: parts[0], Part: parts[1], Field: parts[2]}, true
	}
	return Path{}, false
}

// Entity is the path of the entity without the field: "" for the record itself.
func (p Path) Entity() string {
	if p.Collection == "" {
		return ""
	}
	return p.Collection + "/" + p.Part
}

// String is the written form of the path.
func (p Path) String() string {
	if p.Collection == "" {
		return p.Field
	}
	if p.Field == "" {
		return p.Entity()
	}
	return p.Entity() + "/" + p.Field
}
