package space

import (
	"bytes"
	"time"

	"secondstory/backend/domain/merge"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// farthestOrigin is how many commits are looked at for who wrote what; beyond it the
// newest commit answers for all.
const farthestOrigin = 2000

// origins tells by folder who last wrote to a record on the way from the bases to a
// tip. Merges wrote nothing. It is for display and the same on every device.
func (r *run) origins(tip Hash, bases []Hash, places []canon.Place) (map[string]merge.Origin, error) {
	wanted := map[string]bool{}
	for _, p := range places {
		wanted[p.Dir] = true
	}
	out := map[string]merge.Origin{}
	commits, err := r.store.Since(tip, bases...)
	if err != nil || len(commits) > farthestOrigin {
		return out, err
	}
	last := map[string]gitstore.Commit{}
	for _, h := range commits {
		c, err := r.store.Commit(h)
		if err != nil {
			return nil, err
		}
		if len(c.Parents) > 1 {
			continue
		}
		before := gitstore.Zero
		if len(c.Parents) == 1 {
			parent, err := r.store.Commit(c.Parents[0])
			if err != nil {
				return nil, err
			}
			before = parent.Tree
		}
		changes, err := r.store.Diff(before, c.Tree)
		if err != nil {
			return nil, err
		}
		for _, p := range r.format.places(changes) {
			if old, there := last[p.Dir]; wanted[p.Dir] && (!there || later(c, old)) {
				last[p.Dir] = c
			}
		}
	}
	for dir, c := range last {
		out[dir] = merge.Origin{By: c.Author.Name, At: c.AuthoredAt.UTC().Format(time.RFC3339), Commit: c.Hash.String()}
	}
	return out, nil
}

// later orders commits that are not each other's ancestors; ties by hash.
func later(a, b gitstore.Commit) bool {
	if !a.CommittedAt.Equal(b.CommittedAt) {
		return a.CommittedAt.After(b.CommittedAt)
	}
	return bytes.Compare(a.Hash[:], b.Hash[:]) > 0
}

// originOf is who last wrote to one record since its base.
func (r *run) originOf(head Hash, base string, p canon.Place) (merge.Origin, error) {
	var bases []Hash
	if h, err := gitstore.ParseHash(base); err == nil {
		if has, err := r.store.Has(h); err != nil {
			return merge.Origin{}, err
		} else if has {
			bases = append(bases, h)
		}
	}
	all, err := r.origins(head, bases, []canon.Place{p})
	return all[p.Dir], err
}
