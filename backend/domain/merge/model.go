package merge

import (
	"crypto/sha256"
	"encoding/hex"
	"sort"

	"secondstory/backend/domain/record"
)

// Doc is one record as a space shares it. The zero value of Live with no
// tombstone is a record that is not there; it may still hold conflicts.
type Doc struct {
	Kind   string
	ID     string
	Schema int // number of the schema it was written with; 0 when it is not there
	Live   bool
	// Tombstones are what disposal runs left; a doc that has one is not live.
	Tombstones []record.Doc
	Fields     record.Doc
	// Parts by collection, then by id. Collections and fields no scheme knows are
	// kept like any other.
	Parts     map[string]map[string]Part
	Conflicts map[string]Conflict // by id
}

// Part is one element of a collection. A part that was removed is not in its
// collection; one that was disposed of has tombstones and no fields.
type Part struct {
	Fields     record.Doc
	Tombstones []record.Doc
}

// NewDoc is a live record without content.
func NewDoc(kind, id string, schema int) *Doc {
	d := Absent(kind, id)
	d.Schema, d.Live = schema, true
	return d
}

// Absent is a record that is not there.
func Absent(kind, id string) *Doc {
	return &Doc{Kind: kind, ID: id, Fields: record.Doc{}, Parts: map[string]map[string]Part{}, Conflicts: map[string]Conflict{}}
}

// Disposed says whether a disposal run took the record's content.
func (d *Doc) Disposed() bool { return len(d.Tombstones) > 0 }

// There says whether the record is there: live or disposed of.
func (d *Doc) There() bool { return d.Live || d.Disposed() }

// Disposed says whether a disposal run took the part's content.
func (p Part) Disposed() bool { return len(p.Tombstones) > 0 }

// Part finds a part that is there and not disposed of.
func (d *Doc) Part(collection, id string) (Part, bool) {
	p, ok := d.Parts[collection][id]
	return p, ok && !p.Disposed()
}

// hasPart says whether one of the collections has a part, disposed of or not.
func (d *Doc) hasPart(collections []string, id string) bool {
	for _, name := range collections {
		if _, ok := d.Parts[name][id]; ok {
			return true
		}
	}
	return false
}

// PutPart puts a part into its collection.
func (d *Doc) PutPart(collection, id string, p Part) {
	if d.Parts[collection] == nil {
		d.Parts[collection] = map[string]Part{}
	}
	d.Parts[collection][id] = p
}

// DropPart takes a part away, and its collection when that was the last one.
func (d *Doc) DropPart(collection, id string) {
	delete(d.Parts[collection], id)
	if len(d.Parts[collection]) == 0 {
		delete(d.Parts, collection)
	}
}

// Clone copies the doc. Values are shared: nobody changes them in place.
func (d *Doc) Clone() *Doc {
	c := *d
	c.Fields = cloneFields(d.Fields)
	c.Parts = make(map[string]map[string]Part, len(d.Parts))
	for name, parts := range d.Parts {
		m := make(map[string]Part, len(parts))
		for id, p := range parts {
			m[id] = p
		}
		c.Parts[name] = m
	}
	c.Conflicts = make(map[string]Conflict, len(d.Conflicts))
	for id, k := range d.Conflicts {
		c.Conflicts[id] = k
	}
	return &c
}

func cloneFields(f record.Doc) record.Doc {
	c := make(record.Doc, len(f))
	for k, v := range f {
		c[k] = v
	}
	return c
}

// Equal compares two docs with their conflicts.
func (d *Doc) Equal(o *Doc) bool {
	if d == o {
		return true
	}
	if !sameContent(d, o) || len(d.Conflicts) != len(o.Conflicts) {
		return false
	}
	for id, c := range d.Conflicts {
		k, ok := o.Conflicts[id]
		if !ok || !c.equal(k) {
			return false
		}
	}
	return true
}

// sameContent compares two docs without their conflicts.
func sameContent(d, o *Doc) bool {
	if d == o {
		return true
	}
	if d.Live != o.Live || d.Schema != o.Schema || len(d.Parts) != len(o.Parts) ||
		!sameStones(d.Tombstones, o.Tombstones) || !record.Equal(d.Fields, o.Fields) {
		return false
	}
	for name, parts := range d.Parts {
		others := o.Parts[name]
		if len(parts) != len(others) {
			return false
		}
		for id, p := range parts {
			q, ok := others[id]
			if !ok || !samePart(p, q) {
				return false
			}
		}
	}
	return true
}

func samePart(p, q Part) bool {
	return sameStones(p.Tombstones, q.Tombstones) && record.Equal(p.Fields, q.Fields)
}

func sameStones(a, b []record.Doc) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !record.Equal(a[i], b[i]) {
			return false
		}
	}
	return true
}

// unionStones joins what several disposal runs left, in the order of their bytes.
func unionStones(a, b []record.Doc) []record.Doc {
	byText := map[string]record.Doc{}
	for _, list := range [][]record.Doc{a, b} {
		for _, s := range list {
			byText[text(s)] = s
		}
	}
	out := make([]record.Doc, 0, len(byText))
	for _, k := range sortedKeys(byText) {
		out = append(out, byText[k])
	}
	return out
}

// Canonical is the doc as canonical JSON: equal docs give equal bytes.
func (d *Doc) Canonical() []byte {
	conflicts := record.Doc{}
	for id, c := range d.Conflicts {
		conflicts[id] = c.Doc()
	}
	v := d.content()
	v["conflicts"] = conflicts
	return canonical(v)
}

// content is everything but the conflicts as one plain value.
func (d *Doc) content() record.Doc {
	parts := record.Doc{}
	for name, list := range d.Parts {
		m := record.Doc{}
		for id, p := range list {
			m[id] = p.plain()
		}
		parts[name] = m
	}
	v := record.Doc{"kind": d.Kind, "id": d.ID, "schema": d.Schema, "live": d.Live, "fields": d.Fields, "parts": parts}
	if d.Disposed() {
		v["disposed"] = stones(d.Tombstones)
	}
	return v
}

func (p Part) plain() record.Doc {
	if !p.Disposed() {
		return p.Fields
	}
	return record.Doc{"$disposed": stones(p.Tombstones)}
}

func stones(list []record.Doc) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}

// Hash of the canonical JSON, in hexadecimal digits.
func (d *Doc) Hash() string {
	sum := sha256.Sum256(d.Canonical())
	return hex.EncodeToString(sum[:])
}

// canonical never fails on what a document can hold; a value that has no
// canonical form (no decoder makes one) is told apart by nothing.
func canonical(v any) []byte {
	raw, err := record.Canonical(v)
	if err != nil {
		return []byte("null")
	}
	return raw
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// unionKeys lists the keys of several maps once, in order.
func unionKeys[V any](maps ...map[string]V) []string {
	n := 0
	for _, m := range maps {
		n = max(n, len(m))
	}
	seen := make(map[string]bool, n)
	keys := make([]string, 0, n)
	for _, m := range maps {
		for k := range m {
			if !seen[k] {
				seen[k] = true
				keys = append(keys, k)
			}
		}
	}
	sort.Strings(keys)
	return keys
}
