package record

import "sort"

// Diff tells what leads from one state of a record to another, one change per
// entity, as Apply would have told it: what a merge did, for the journal. Entities
// come in order: the record itself, its local fields, then parts by path. Of parts
// that are removed on both sides nothing is told.
func Diff(schema *Schema, before, after *State) []Change {
	var out []Change
	for _, local := range []bool{false, true} {
		b, a := before.Head, after.Head
		if local {
			b, a = before.Local, after.Local
		}
		c := Change{Before: Doc{}, After: Doc{}, Local: local}
		for _, name := range sortedKeys(b, a) {
			f, _ := schema.Field(name)
			c.differ(f, name, b[name], a[name])
		}
		if len(c.After) > 0 {
			out = append(out, c)
		}
	}
	collections := map[string]bool{}
	for _, parts := range []map[string]map[string]Part{before.Parts, after.Parts} {
		for name := range parts {
			collections[name] = true
		}
	}
	names := make([]string, 0, len(collections))
	for name := range collections {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		out = append(out, diffParts(schema, name, before.Parts[name], after.Parts[name])...)
	}
	return out
}

func diffParts(schema *Schema, name string, before, after map[string]Part) []Change {
	var ids []string
	for id := range before {
		ids = append(ids, id)
	}
	for id := range after {
		if _, both := before[id]; !both {
			ids = append(ids, id)
		}
	}
	sort.Strings(ids)
	collection, known := schema.Collection(name)
	var out []Change
	for _, id := range ids {
		b, hadB := before[id]
		a, hasA := after[id]
		had, has := hadB && !b.Removed, hasA && !a.Removed
		c := Change{Entity: Path{Collection: name, Part: id}.Entity(), Before: Doc{}, After: Doc{}}
		switch {
		case !had && !has:
			continue
		case !had:
			c.Before, c.After = Doc{absent: true}, Clone(a.Doc).(Doc)
		case !has:
			c.Before, c.After = Clone(b.Doc).(Doc), Doc{absent: true}
		default:
			for _, field := range sortedKeys(b.Doc, a.Doc) {
				var f Field
				if known {
					f, _ = collection.Field(field)
				}
				c.differ(f, field, b.Doc[field], a.Doc[field])
			}
			if len(c.After) == 0 {
				continue
			}
		}
		out = append(out, c)
	}
	return out
}

// differ notes a field in the change when its values differ.
func (c *Change) differ(f Field, name string, before, after any) {
	if Equal(before, after) || Empty(before) && Empty(after) {
		return
	}
	c.Before[name], c.After[name] = Clone(before), Clone(after)
	b, isB := before.(string)
	a, isA := after.(string)
	if f.Policy == Text && isA && isB {
		c.Before[name], c.After[name] = DiffText(b, a).Sides()
	}
}
