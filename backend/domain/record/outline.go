package record

import (
	"strings"
)

// Outline writes a record of any kind as lines of text: its fields, then each collection
// with its parts. name says how a field or a collection is called. Collections named in
// without are left out.
func Outline(schema *Schema, st *State, name func(path Path) string, without ...string) string {
	var b strings.Builder
	line := func(indent, label string, v any) {
		_, words := Shown(nil, v)
		if Empty(v) || words == "" {
			return
		}
		if first, rest, more := strings.Cut(words, "\n"); more {
			words = first + "\n" + indent + "  " + strings.ReplaceAll(rest, "\n", "\n"+indent+"  ")
		}
		b.WriteString(indent + label + ": " + words + "\n")
	}
	for _, f := range schema.Fields {
		if f.Local {
			continue
		}
		line("", name(Path{Field: f.Name}), st.Head[f.Name])
	}
	left := map[string]bool{}
	for _, n := range without {
		left[n] = true
	}
	for _, c := range schema.Collections {
		ids := st.Live(c.Name)
		if left[c.Name] || len(ids) == 0 {
			continue
		}
		b.WriteString("\n" + name(Path{Collection: c.Name, Part: "…"}) + "\n")
		for _, id := range ids {
			doc := st.Parts[c.Name][id].Doc
			b.WriteString("- " + id + "\n")
			for _, f := range c.Fields {
				if f.Type != Rank && !f.Local {
					line("    ", name(Path{Collection: c.Name, Part: id, Field: f.Name}), doc[f.Name])
				}
			}
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// Shared is a record of any kind as one document for other programs: the fields that do
// not stay on this machine, and each collection by the ids of its parts.
func Shared(schema *Schema, st *State) Doc {
	out := Doc{}
	for _, f := range schema.Fields {
		if v, there := st.Head[f.Name]; there && !f.Local {
			out[f.Name] = v
		}
	}
	for _, c := range schema.Collections {
		parts := []any{}
		for _, id := range st.Live(c.Name) {
			doc := Doc{"id": id}
			for _, f := range c.Fields {
				if v, there := st.Parts[c.Name][id].Doc[f.Name]; there && !f.Local {
					doc[f.Name] = v
				}
			}
			parts = append(parts, doc)
		}
		out[c.Name] = parts
	}
	return out
}
