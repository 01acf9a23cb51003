package vetting

import (
	"sort"

	"secondstory/backend/domain/leak"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// loosened lets other words be written into conflicts that nobody else has. A merge
// names a conflict by what it says, so one that others have stays as it is; of one that
// was held back with its record the question may be asked in other words.
func (s *Service) loosened(tx Reader, snap record.Snapshot, found []leak.Finding) ([]leak.Finding, error) {
	var shared map[string]merge.Conflict
	for i, f := range found {
		p, ok := record.ParsePath(f.Path)
		if !f.Fixed || !ok || p.Collection != review.Conflicts {
			continue
		}
		if shared == nil {
			shared = map[string]merge.Conflict{}
			base, known, err := tx.Base(snap.Space, snap.ID)
			if err != nil {
				return nil, err
			}
			if known && len(base.Files) > 0 {
				doc, err := s.Shared(snap.Kind, snap.ID, base.Files)
				if err != nil {
					return nil, err
				}
				shared = doc.Conflicts
			}
		}
		if _, there := shared[p.Part]; !there && (merge.Conflict{ID: p.Part}).OfMerge() {
			found[i].Fixed = false
		}
	}
	return found, nil
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
