package leak

import (
	"sort"
	"strconv"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// each calls f for every text of a document, with its path.
func each(d *merge.Doc, schema *record.Schema, f func(text)) {
	walk := walker{f: f}
	for _, name := range order(schema.Fields, d.Fields) {
		field, known := schema.Field(name)
		walk.field(name, d.Fields[name], field, known)
	}
	var known []string
	for _, c := range schema.Collections {
		known = append(known, c.Name)
	}
	for _, name := range inOrder(known, keys(d.Parts)) {
		c, ok := schema.Collection(name)
		for _, id := range keys(d.Parts[name]) {
			at := name + "/" + id
			if ok && c.Inline {
				// The key of a section is made from its title and stands in its file.
				f(text{path: at, kin: at, value: id, fixed: true})
			}
			var fields []record.Field
			if ok {
				fields = c.Fields
			}
			doc := d.Parts[name][id].Fields
			for _, n := range order(fields, doc) {
				field, is := record.Field{}, false
				if ok {
					field, is = c.Field(n)
				}
				walk.once = ok && c.AppendOnly
				walk.field(at+"/"+n, doc[n], field, is)
			}
		}
	}
	walk.once = false
	for _, id := range keys(d.Conflicts) {
		walk.conflict(d.Conflicts[id])
	}
}

type walker struct {
	f func(text)
	// once: the part is written once, so nothing in it can be written over.
	once bool
}

// field reads one field. Values of a closed set, ids, dates and figures hold no words
// of anybody.
func (w walker) field(path string, v any, field record.Field, known bool) {
	if known {
		switch field.Type {
		case record.Enum, record.ID, record.Date, record.Number, record.Bool, record.Rank:
			return
		}
	}
	w.value(text{path: path, kin: path, fixed: w.once || known && field.Policy == record.AppendOnly}, v)
}

// value reads what stands at a place, which t names.
func (w walker) value(t text, v any) {
	switch x := v.(type) {
	case string:
		t.value = x
		w.f(t)
	case []any:
		for i, e := range x {
			w.value(t.element(i), e)
		}
	case map[string]any:
		for _, k := range keys(x) {
			w.value(t.under(k), x[k])
		}
	}
}

// element is a place in a list, and under one in a map.
func (t text) element(i int) text {
	t.below, t.kin = step(t.below, strconv.Itoa(i)), t.kin+"\x00[]"
	return t
}

func (t text) under(key string) text {
	t.below, t.kin = step(t.below, key), t.kin+"\x00"+key
	return t
}

// conflict reads what a conflict holds. One that a merge opened is known by what it
// says, so its words are fixed.
func (w walker) conflict(c merge.Conflict) {
	at := func(name string, fixed bool) text {
		path := "conflicts/" + c.ID + "/" + name
		return text{path: path, kin: path, fixed: fixed}
	}
	fixed := c.OfMerge()
	w.value(at("base", fixed), c.Base)
	for i, v := range c.Values {
		w.value(at("values", fixed).element(i), v)
	}
	for i, r := range c.Resolutions {
		of := at("resolutions", true).element(i)
		w.value(of.under("value"), r.Value)
		w.value(of.under("why"), r.Why)
	}
	for _, k := range keys(c.Extra) {
		w.value(at(k, fixed), c.Extra[k])
	}
}

// step is a way with one more step; ways share nothing.
func step(below []string, next string) []string {
	return append(below[:len(below):len(below)], next)
}

// order lists the names of a document as the schema has them, then unknown ones.
func order(fields []record.Field, doc record.Doc) []string {
	var known []string
	for _, f := range fields {
		known = append(known, f.Name)
	}
	return inOrder(known, keys(doc))
}

func inOrder(known, have []string) []string {
	at := map[string]int{}
	for i, n := range known {
		at[n] = i + 1
	}
	sort.SliceStable(have, func(i, j int) bool {
		a, b := at[have[i]], at[have[j]]
		switch {
		case a > 0 && b > 0:
			return a < b
		case a > 0 || b > 0:
			return a > 0
		}
		return have[i] < have[j]
	})
	return have
}

func keys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
