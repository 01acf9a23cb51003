package space

import (
	"sort"
	"sync"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// early are the commits of an exchange of which the first are too many to be told one
// by one. Who made a record is found all the same, without reading what each of them did.
type early struct {
	all []Hash // parents first
	cut int    // the first that is told
	at  map[Hash]int
	// once guards at: several records are read at the same time.
	once sync.Once
}

// mostTold is how many commits of an exchange are told one by one.
func (s *Syncer) mostTold() int {
	if s.Told > 0 {
		return s.Told
	}
	return farthestOrigin
}

// before puts what happened to a record before the commits that are told in front of
// them: who made it, where that was since the last exchange, and all that came of it
// until then as one piece that is nobody's. Otherwise the first who is told would pass
// for the author of everything before.
func (r *run) before(f format, p canon.Place, head Hash, told []chapter, known map[Hash]*merge.Doc) ([]chapter, error) {
	if r.early == nil {
		return told, nil
	}
	edge, upTo, err := r.edge(f, p, head, told, known)
	if err != nil || edge == nil || !edge.There() {
		return told, err
	}
	tree, err := r.treeOf(r.link.Head)
	if err != nil {
		return nil, err
	}
	was, err := r.docAt(f, p, tree, known)
	if err != nil || was == nil {
		return told, err
	}
	var first []chapter
	if !was.There() {
		h, err := r.maker(p, upTo)
		if err != nil || h == gitstore.Zero {
			return told, err
		}
		c, err := r.store.Commit(h)
		if err != nil {
			return nil, err
		}
		made, err := r.docAt(f, p, c.Tree, known)
		if err != nil || made == nil || !made.There() {
			return told, err
		}
		first, was = []chapter{{by: r.authorOf(c), times: momentsIn(c, p.ID), before: []*merge.Doc{was}, after: made}}, made
	}
	if was != edge && !was.Equal(edge) {
		first = append(first, chapter{by: sharing.Author{Commit: upTo.String()}, before: []*merge.Doc{was}, after: edge})
	}
	return append(first, told...), nil
}

// edge is a record as the first commit that is told found it, and a commit that has it
// like that. Where none of them touched it, that is the head.
func (r *run) edge(f format, p canon.Place, head Hash, told []chapter, known map[Hash]*merge.Doc) (*merge.Doc, Hash, error) {
	if len(told) == 0 {
		c, err := r.store.Commit(head)
		if err != nil {
			return nil, head, err
		}
		doc, err := r.docAt(f, p, c.Tree, known)
		return doc, head, err
	}
	for i, doc := range told[0].before {
		if doc == nil || !doc.There() {
			continue
		}
		h, err := gitstore.ParseHash(told[0].by.Commit)
		if err != nil {
			return nil, head, err
		}
		c, err := r.store.Commit(h)
		if err != nil || i >= len(c.Parents) {
			return nil, head, err
		}
		return doc, c.Parents[i], nil
	}
	return nil, head, nil
}

// maker is the commit by which a record came: one that has it and none of whose parents
// has. By halves, for the commits may be many thousands; where branches lie side by side
// the half may be wrong, and from there it goes from parent to parent.
func (r *run) maker(p canon.Place, has Hash) (Hash, error) {
	e := r.early
	e.once.Do(func() {
		e.at = make(map[Hash]int, len(e.all))
		for i, h := range e.all {
			e.at[h] = i
		}
	})
	last, ok := e.at[has]
	if !ok {
		return gitstore.Zero, nil
	}
	var failed error
	there := func(h Hash) bool {
		c, err := r.store.Commit(h)
		if err == nil {
			var at Hash
			if at, err = subtree(r.store, c.Tree, p.Dir); err == nil {
				return at != gitstore.Zero
			}
		}
		failed = err
		return false
	}
	h := e.all[sort.Search(last, func(i int) bool { return there(e.all[i]) })]
	for range farthestOrigin {
		c, err := r.store.Commit(h)
		if err != nil {
			return gitstore.Zero, err
		}
		next := gitstore.Zero
		for _, parent := range c.Parents {
			if _, since := e.at[parent]; since && there(parent) {
				next = parent
				break
			}
		}
		if failed != nil || next == gitstore.Zero {
			return h, failed
		}
		h = next
	}
	return gitstore.Zero, nil // too far to look
}
