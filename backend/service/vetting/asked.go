package vetting

import (
	"slices"
	"sort"

	"secondstory/backend/domain/leak"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// loosened lets other words be written where nobody else has those that stand there. A merge
// names a conflict by what it says, so one that others have stays as it is; of one that
// was held back with its record the question may be asked in other words. The reason of a
// corrected time and of a decision are never written over once others have them, and may be
// worded anew until then: else a name in one would hold its record back for ever.
func (s *Service) loosened(tx Reader, snap record.Snapshot, found []leak.Finding) ([]leak.Finding, error) {
	var shared *merge.Doc
	schema, _, err := s.scheme(snap.Kind)
	if err != nil {
		return nil, err
	}
	for i, f := range found {
		p, ok := record.ParsePath(f.Path)
		if !f.Fixed || !ok || p.Field == "" {
			continue
		}
		if c, ok := schema.Collection(p.Collection); ok && c.AppendOnly {
			continue // written once, whoever has it
		}
		if shared == nil {
			shared = merge.Absent(snap.Kind, snap.ID)
			base, known, err := tx.Base(snap.Space, snap.ID)
			if err != nil {
				return nil, err
			}
			if known && len(base.Files) > 0 {
				if shared, err = s.Shared(snap.Kind, snap.ID, base.Files); err != nil {
					return nil, err
				}
			}
		}
		question, asked := shared.Conflicts[p.Part]
		switch {
		case p.Collection != review.Conflicts:
			found[i].Fixed = says(fieldOf(shared, p), f.Text)
		case !asked && (merge.Conflict{ID: p.Part}).OfMerge():
			found[i].Fixed = false
		case asked && p.Field == resolutions:
			found[i].Fixed = slices.ContainsFunc(question.Resolutions, func(r merge.Resolution) bool { return r.Value == f.Text || r.Why == f.Text })
		}
	}
	return found, nil
}

// resolutions are the decisions of a conflict, in its document.
const resolutions = "resolutions"

// fieldOf is the value of a field of a part, nil for none.
func fieldOf(d *merge.Doc, p record.Path) any {
	if p.Collection == "" {
		return d.Fields[p.Field]
	}
	return d.Parts[p.Collection][p.Part].Fields[p.Field]
}

// says reports whether a text stands anywhere in a value.
func says(v any, text string) bool {
	switch x := v.(type) {
	case string:
		return x == text
	case []any:
		return slices.ContainsFunc(x, func(e any) bool { return says(e, text) })
	case map[string]any:
		for _, e := range x {
			if says(e, text) {
				return true
			}
		}
	}
	return false
}

// askedAnew puts conflicts with other words in them in the place of those they were,
// which are emptied: what is merely removed would be told as decided.
func askedAnew(st *record.State, docs map[string]record.Doc) []record.Op {
	ids := make([]string, 0, len(docs))
	for id := range docs {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	var ops []record.Op
	for _, id := range ids {
		c := merge.ConflictOf(id, docs[id])
		for taken := true; taken; {
			next := merge.ConflictID(c.Path, c.Kind, c.Base, c.NoBase, c.Values, c.N)
			if _, taken = st.Part(review.Conflicts, next); taken {
				c.N++
			} else {
				c.ID = next
			}
		}
		if docs[id]["n"] != nil || c.N > 0 {
			docs[id]["n"] = float64(c.N)
		}
		was, _ := st.Part(review.Conflicts, id)
		names := make([]string, 0, len(was.Doc))
		for name := range was.Doc {
			names = append(names, name)
		}
		sort.Strings(names)
		for _, name := range names {
			ops = append(ops, record.SetOp(record.Path{Collection: review.Conflicts, Part: id, Field: name}, nil))
		}
		ops = append(ops, record.RemoveOp(record.Path{Collection: review.Conflicts, Part: id}), record.AddOp(review.Conflicts, c.ID, docs[id]))
	}
	return ops
}
