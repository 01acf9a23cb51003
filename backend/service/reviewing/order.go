package reviewing

import (
	"cmp"
	"slices"
	"strings"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// inOrder puts questions about one record in the order in which a person meets their
// places there: the record as a whole, its fields, then its parts as they are listed. Their
// ids, by which they come, are hashes.
func (r reading) inOrder(groups [][]merge.Conflict) [][]merge.Conflict {
	if len(groups) < 2 {
		return groups
	}
	entries := map[string]int{} // of the timeline, which is read by time and not by rank
	for i, e := range r.view.Timeline {
		entries[e.ID] = i
	}
	at := make(map[string]placing, len(groups))
	for _, g := range groups {
		at[g[0].ID] = r.placing(g[0].Path, entries)
	}
	slices.SortStableFunc(groups, func(a, b []merge.Conflict) int { return at[a[0].ID].compare(at[b[0].ID]) })
	return groups
}

// placing is where a place stands in its record.
type placing struct {
	collection, entry int
	rank, part        string
	field             int
}

func (a placing) compare(b placing) int {
	return cmp.Or(cmp.Compare(a.collection, b.collection), cmp.Compare(a.entry, b.entry),
		strings.Compare(a.rank, b.rank), strings.Compare(a.part, b.part), cmp.Compare(a.field, b.field))
}

func (r reading) placing(path string, entries map[string]int) placing {
	p, ok := record.ParsePath(path)
	if !ok { // the record as a whole
		return placing{collection: -2}
	}
	schema := r.subject.Schema
	if p.Collection == "" {
		return placing{collection: -1, field: fieldAt(schema.Fields, p.Field)}
	}
	at := placing{collection: slices.IndexFunc(schema.Collections, func(c record.Collection) bool { return c.Name == p.Collection }), part: p.Part}
	if at.collection < 0 { // of a newer version
		at.collection = len(schema.Collections)
		return at
	}
	at.field = fieldAt(schema.Collections[at.collection].Fields, p.Field)
	if part, known := r.snap.State.Part(p.Collection, p.Part); known {
		at.rank = record.Str(part.Doc, "rank")
	}
	if i, listed := entries[p.Part]; listed {
		at.entry, at.rank = i, ""
	}
	return at
}

// fieldAt is where a field stands in its list; -1, before all others, is the part itself.
func fieldAt(fields []record.Field, name string) int {
	return slices.IndexFunc(fields, func(f record.Field) bool { return f.Name == name })
}
