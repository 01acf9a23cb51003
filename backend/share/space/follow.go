package space

import (
	"secondstory/backend/domain/merge"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// follow writes the new history back, record by record: the edits made here since all
// had agreed are merged into it. The head moves last, so that a start after a kill finds
// the history replaced still, and merging once more changes nothing.
func (r *run) follow(theirs Hash) error {
	head, err := r.store.Ref(gitstore.Main)
	if err != nil {
		return err
	}
	agreed, err := r.agreement()
	if err != nil {
		return err
	}
	was, err := r.store.Commit(head)
	if err != nil {
		return err
	}
	is, err := r.store.Commit(theirs)
	if err != nil {
		return err
	}
	if err := r.configure(theirs); err != nil {
		return err
	}
	r.link.People = "" // who wrote what has to be asked anew
	if err := r.people(theirs, is.Tree); err != nil {
		return err
	}
	old := gitstore.Commit{} // nothing
	if agreed != gitstore.Zero {
		if old, err = r.store.Commit(agreed); err != nil {
			return err
		}
	}
	common, err := r.store.MergeBases(head, theirs)
	if err != nil {
		return err
	}
	parted := gitstore.Commit{}
	if len(common) == 1 {
		if parted, err = r.store.Commit(common[0]); err != nil {
			return err
		}
	}
	r.agreed, r.parted = &old.Tree, parted.Tree
	defer func() { r.agreed, r.parted = nil, gitstore.Zero }()
	changes, err := r.store.Diff(was.Tree, is.Tree)
	if err != nil {
		return err
	}
	places, err := r.withRefused(r.format.places(changes))
	if err != nil {
		return err
	}
	if places, err = r.withFollowed(places, head); err != nil {
		return err
	}
	if err := r.receive(places, theirs, is.Tree); err != nil {
		return err
	}
	if err := r.along(places, head, theirs); err != nil {
		return err
	}
	if err := r.store.CAS(r.ctx, gitstore.Main, head, theirs); err != nil {
		return err
	}
	r.reached("followed")
	r.link.Head, r.link.Pushed = theirs.String(), theirs.String()
	return nil
}

// withFollowed adds the records that had come from another new history already when
// following that one was stopped: this one may lack what they got there.
func (r *run) withFollowed(places []canon.Place, head Hash) ([]canon.Place, error) {
	seen := map[string]bool{}
	for _, p := range places {
		seen[p.ID] = true
	}
	before := map[string]bool{}
	err := r.Local.View(r.ctx, func(tx Reader) error {
		rows, err := tx.PlacesOfSpace(r.link.Space)
		if err != nil {
			return err
		}
		for _, row := range rows {
			p, ok := r.format.placeOf(row.Kind, row.ID)
			if !ok || seen[row.ID] {
				continue
			}
			b, _, err := tx.Base(r.link.Space, row.ID)
			if err != nil {
				return err
			}
			stopped, known := before[b.Commit]
			if !known {
				if stopped, err = r.followed(b.Commit, head); err != nil {
					return err
				}
				before[b.Commit] = stopped
			}
			if stopped {
				places = append(places, p)
			}
		}
		return nil
	})
	return places, err
}

// followed says whether the base of a record is of a new history that was not followed
// to its end: it is here, and the head does not hold it.
func (r *run) followed(commit string, head Hash) (bool, error) {
	h, err := gitstore.ParseHash(commit)
	if err != nil {
		return false, nil
	}
	if has, err := r.store.Has(h); err != nil || !has {
		return false, err
	}
	holds, err := r.store.IsAncestor(h, head)
	return err == nil && !holds, err
}

// along tells the bases of all other records that they are part of the new history too,
// for it holds the same files.
func (r *run) along(done []canon.Place, head, theirs Hash) error {
	skip := map[string]bool{}
	for _, p := range done {
		skip[p.ID] = true
	}
	within := map[string]bool{}
	return r.Local.Update(r.ctx, func(tx Writer) error {
		revs, err := tx.CleanRevs(r.link.Space)
		if err != nil {
			return err
		}
		for _, id := range sortedKeys(revs) {
			if skip[id] {
				continue
			}
			b, ok, err := tx.Base(r.link.Space, id)
			if err != nil {
				return err
			}
			if !ok || b.Commit == "" {
				continue // it has never been in a commit
			}
			inside, known := within[b.Commit]
			if !known {
				if inside, err = r.reachable(b.Commit, head); err != nil {
					return err
				}
				within[b.Commit] = inside
			}
			if b.Commit = theirs.String(); inside {
				err = tx.PutBase(b)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// agreedDoc is a record as all had agreed on it; known is false where that cannot be
// read, and the merge then asks instead of guessing. One that another new history had
// brought already goes on from there, which is was.
func (r *run) agreedDoc(f format, p canon.Place, commit string, was *merge.Doc) (doc *merge.Doc, known bool, err error) {
	head, err := r.store.Ref(gitstore.Main)
	if err != nil {
		return nil, false, err
	}
	if stopped, err := r.followed(commit, head); err != nil || stopped {
		return was, stopped, err
	}
	if *r.agreed == gitstore.Zero {
		return nil, false, nil
	}
	in, err := r.format.readFolder(r.store, *r.agreed, p)
	if err != nil || len(in.refused) > 0 {
		return nil, false, err
	}
	if len(in.entries) == 0 {
		return merge.Absent(f.schema.Kind, p.ID), true, nil
	}
	said := f.codec.Parse(p.ID, in.files)
	return said.Doc, said.Doc != nil && !said.Newer, nil
}
