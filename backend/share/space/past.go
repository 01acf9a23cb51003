package space

import (
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// Leaver knows what the workspace had of spaces that it left.
type Leaver interface {
	// LeftCommit is the commit of a space, called by its own id, that a record said the
	// same as last when the space was left; "" where that is not known.
	LeftCommit(space, record string) (string, error)
}

// together merges what was edited here with what the space holds,
// from what both come from as far as that is known.
func (r *run) together(tx Reader, f format, p canon.Place, here local, theirs merge.Side, was *merge.Doc, base sharing.Base, reachable bool, head Hash, locked bool) (merge.Result, error) {
	ours := r.sideHere(tx, f, here, "")
	never := base.Commit == "" && len(base.Files) == 0
	if r.agreed == nil && here.doc.Live && theirs.Doc.Live && (never || !reachable) {
		return r.adopted(tx, f, p, ours, theirs, head, locked)
	}
	var bases []*merge.Doc
	if reachable {
		bases = []*merge.Doc{was}
	}
	return f.merged(bases, ours, theirs), nil
}

// adopted brings a record that is here together with the one the space holds, where no
// base leads from one to the other: it lay here before it came into the space, or the
// space was left and entered again. The base is the commit noted when it was left, where
// that is part of the history, and else what the history tells.
func (r *run) adopted(tx Reader, f format, p canon.Place, here, theirs merge.Side, head Hash, locked bool) (merge.Result, error) {
	base, err := r.leftBase(tx, f, p, head)
	if err != nil {
		return merge.Result{}, err
	}
	if base != nil {
		merge.KeepConflicts(base, here.Doc)
		here.Doc.Schema = base.Schema
		return f.merged([]*merge.Doc{base}, here, theirs), nil
	}
	versions, err := r.versions(f, p, head, locked)
	if err != nil {
		return merge.Result{}, err
	}
	if base, err = r.elsewhereBase(tx, f, p, versions); err != nil {
		return merge.Result{}, err
	}
	if base != nil {
		return f.merged([]*merge.Doc{base}, here, theirs), nil
	}
	return f.newsOf(merge.Adopt(f.scheme, versions, here, theirs), here, theirs), nil
}

// elsewhereBase is a record as this device knew it of another space, where this space has had
// the very same: both have brought it here from there. nil where that is not so.
func (r *run) elsewhereBase(tx Reader, f format, p canon.Place, versions []*merge.Doc) (*merge.Doc, error) {
	links, err := tx.Links()
	if err != nil {
		return nil, err
	}
	for _, l := range links {
		base, ok, err := tx.Base(l.Space, p.ID)
		if err != nil {
			return nil, err
		}
		if !ok || l.Space == r.link.Space || len(base.Files) == 0 {
			continue
		}
		if doc, err := f.docOf(p.ID, canonFiles(base.Files)); err == nil && doc.Live && merge.Had(versions, doc) {
			return doc, nil
		}
	}
	return nil, nil
}

// leftBase is a record as it was when the space was left; nil where nobody knows.
func (r *run) leftBase(tx Reader, f format, p canon.Place, head Hash) (*merge.Doc, error) {
	for _, id := range idsOf(r.config) {
		commit, err := tx.LeftCommit(id, p.ID)
		if err != nil {
			return nil, err
		}
		h, err := gitstore.ParseHash(commit)
		if err != nil {
			continue // nothing is noted
		}
		if inside, err := r.reachable(commit, head); err != nil || !inside {
			return nil, err
		}
		c, err := r.store.Commit(h)
		if err != nil {
			return nil, err
		}
		doc, err := r.docAt(f, p, c.Tree, map[Hash]*merge.Doc{})
		if err != nil || doc == nil || !doc.Live {
			return nil, err
		}
		return doc, nil
	}
	return nil, nil
}

// foundBase is what two versions come from that were each brought into the space: where
// one is what the other began as, nobody edited it since. nil where that cannot be told.
func (j *joint) foundBase(f format, p canon.Place, a, b *merge.Doc) (*merge.Doc, error) {
	if a == nil || b == nil || !a.Live || !b.Live {
		return nil, nil
	}
	var found *merge.Doc
	for _, s := range []struct {
		doc *merge.Doc
		of  Hash
	}{{a, j.b.Hash}, {b, j.a.Hash}} {
		had, err := j.run.versions(f, p, s.of, false)
		if err != nil {
			return nil, err
		}
		if merge.Had(had, s.doc) {
			if found != nil {
				return nil, nil // each has been what the other is
			}
			found = s.doc
		}
	}
	return found, nil
}

// since are the versions the history has of a record after it was last as given; none where
// it never was.
func (r *run) since(f format, p canon.Place, was *merge.Doc, head Hash, locked bool) ([]*merge.Doc, error) {
	all, err := r.versions(f, p, head, locked)
	if err != nil {
		return nil, err
	}
	for i := len(all) - 1; i >= 0; i-- {
		if merge.Had(all[i:i+1], was) {
			return all[i+1:], nil
		}
	}
	return nil, nil
}

// versions are those the history has of a record, the oldest first. Of one that was
// edited more often than anybody looks at, they are the last. While the workspace is locked
// those are given that were read before; errWalk where none were.
func (r *run) versions(f format, p canon.Place, head Hash, locked bool) ([]*merge.Doc, error) {
	if had, known := r.had[originKey(head, p.Dir)]; known {
		return had, nil
	} else if locked {
		return nil, errWalk
	}
	trees, err := r.treesOf(p.Dir, head)
	if err != nil {
		return nil, err
	}
	docs := make([]*merge.Doc, 0, len(trees))
	known := map[Hash]*merge.Doc{}
	for i := len(trees) - 1; i >= 0; i-- {
		doc, err := r.docAt(f, p, trees[i], known)
		if err != nil {
			return nil, err
		}
		docs = append(docs, doc)
	}
	r.had[originKey(head, p.Dir)] = docs
	return docs, nil
}
