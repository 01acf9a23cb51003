package record

import (
	"cmp"
	"fmt"
	"slices"
)

// Stored is a new record in the form the store keeps: its documents as canonical
// JSON. It is made before the transaction that writes it, so that nobody waits
// for the encoding of a long document.
type Stored struct {
	Row
	Head  string // scalars and inline parts
	Local string
	Parts []StoredPart // by collection, then id
	Texts []string     // hashes of the texts it was made from
}

// StoredPart is a part of a Stored record.
type StoredPart struct {
	Collection, ID, Doc string
	Removed             bool
}

// Store brings a record into the form that is stored. Of a kind nobody knows
// (schema nil) every part is stored by itself.
func Store(schema *Schema, row Row, s *State) (Stored, error) {
	out := Stored{Row: row, Texts: Strs(s.Head, SourcesField)}
	head := s.Head
	inline := map[string]bool{}
	if schema != nil {
		head = EncodeHead(schema, s)
		for _, c := range schema.Collections {
			inline[c.Name] = c.Inline
		}
	}
	var err error
	if out.Head, err = encoded(head); err != nil {
		return out, fmt.Errorf("record %s: %w", s.ID, err)
	}
	if out.Local, err = encoded(s.Local); err != nil {
		return out, fmt.Errorf("record %s: %w", s.ID, err)
	}
	for name, parts := range s.Parts {
		if inline[name] {
			continue
		}
		for id, p := range parts {
			doc, err := encoded(p.Doc)
			if err != nil {
				return out, fmt.Errorf("record %s: %s/%s: %w", s.ID, name, id, err)
			}
			out.Parts = append(out.Parts, StoredPart{Collection: name, ID: id, Doc: doc, Removed: p.Removed})
		}
	}
	slices.SortFunc(out.Parts, func(a, b StoredPart) int {
		return cmp.Or(cmp.Compare(a.Collection, b.Collection), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

func encoded(d Doc) (string, error) {
	raw, err := Canonical(d)
	return string(raw), err
}
