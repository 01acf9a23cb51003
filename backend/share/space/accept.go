package space

import (
	"context"
	"strconv"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
	"secondstory/backend/share/remote"
)

// Refs that outlive a replaced history: what was here when it was found replaced, and
// what all had agreed on before.
const (
	rescueRefs = "refs/app/rescue/"
	agreedRef  = "refs/app/agreed"
)

// After is what a person chose after the history of the other side was replaced.
type After string

// The two ways on. Either way what was here stays reachable under rescueRefs.
const (
	// TakeTheirs follows the new history and makes the edits again that were never sent.
	TakeTheirs After = "theirs"
	// BringBack joins both, so that what is missing there is sent again.
	BringBack After = "both"
)

// Accept goes on with a space whose history was replaced, as a person chose, and
// exchanges it. One that was not replaced is exchanged as always.
func (s *Syncer) Accept(ctx context.Context, id string, access remote.Access, after After) (Report, error) {
	report, err := s.with(ctx, id, access, nil, func(r *run) error {
		if err := r.catchUp(); err != nil {
			return err
		}
		if err := r.accept(after); err != nil {
			return err
		}
		return r.onwards()
	})
	return report, shown(err)
}

// replaced says whether the other side no longer holds what it held.
func (r *run) replaced(theirs Hash) (bool, error) {
	pushed, err := gitstore.ParseHash(r.link.Pushed)
	if err != nil {
		return false, nil // nothing was ever sent
	}
	if theirs == gitstore.Zero {
		return true, nil
	}
	if has, err := r.store.Has(pushed); err != nil || !has {
		return false, err // the private repository is new; its bases are looked at one by one
	}
	holds, err := r.store.IsAncestor(pushed, theirs)
	return !holds, err
}

// keepAside makes what is here outlive whatever comes, once for each history that was
// found replaced. last is what the other side held when it was asked before.
func (r *run) keepAside(last Hash) error {
	head, err := r.store.Ref(gitstore.Main)
	if err != nil {
		return err
	}
	refs, err := r.store.Refs()
	if err != nil {
		return err
	}
	kept := head == gitstore.Zero
	for name, h := range refs {
		kept = kept || h == head && strings.HasPrefix(name, rescueRefs)
	}
	if rescue := rescueRefs + strconv.FormatInt(r.Now().Unix(), 10); !kept && refs[rescue] == gitstore.Zero {
		if err := r.store.CAS(r.ctx, rescue, gitstore.Zero, head); err != nil {
			return err
		}
	}
	if was, err := r.store.Ref(agreedRef); err != nil || was != gitstore.Zero {
		return err
	}
	agreed, err := gitstore.ParseHash(r.link.Pushed)
	if err != nil {
		return err
	}
	if last != gitstore.Zero {
		if further, err := r.store.IsAncestor(agreed, last); err != nil {
			return err
		} else if further {
			agreed = last
		}
	}
	return r.store.CAS(r.ctx, agreedRef, gitstore.Zero, agreed)
}

// lastSeen is what the other side held when it was asked before; a ref that cannot be
// read only remembers what can be asked again.
func (r *run) lastSeen() (Hash, error) {
	last, err := r.store.Ref(gitstore.Tracking)
	if gitstore.IsBroken(err) {
		return gitstore.Zero, nil
	}
	return last, err
}

// accept brings this device onto the history the other side has now.
func (r *run) accept(after After) error {
	if r.intake != nil {
		return nil // what is carried in files replaces nothing
	}
	last, err := r.lastSeen()
	if err != nil {
		return err
	}
	r.doing(Fetching, 0, 0)
	if _, err := r.peer.Fetch(r.ctx, r.store); err != nil {
		return err
	}
	theirs, err := r.store.Ref(gitstore.Tracking)
	if err != nil {
		return err
	}
	if replaced, err := r.replaced(theirs); err != nil || !replaced {
		return err
	}
	if err := r.keepAside(last); err != nil {
		return err
	}
	r.reached("kept aside")
	switch {
	case theirs == gitstore.Zero:
		r.link.Pushed = "" // nothing to take: what is here is the space
	case after == TakeTheirs:
		if err := r.follow(theirs); err != nil {
			return err
		}
	default:
		r.link.Pushed = theirs.String()
	}
	if err := r.note(); err != nil {
		return err
	}
	r.reached("accepted")
	return r.store.Delete(r.ctx, agreedRef)
}

// follow writes the new history back, record by record: the edits made here since all
// had agreed are merged into it. The head moves last, so that a start after a kill finds
// the history replaced still, and merging once more changes nothing.
func (r *run) follow(theirs Hash) error {
	head, err := r.store.Ref(gitstore.Main)
	if err != nil {
		return err
	}
	agreed, err := r.store.Ref(agreedRef)
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
	if _, ok, err := readSpace(r.store, is.Tree); err != nil || !ok {
		if err == nil {
			err = fault.New(fault.Denied, "share.not_a_space")
		}
		return err
	}
	if err := r.configure(theirs); err != nil {
		return err
	}
	r.link.People = "" // who wrote what has to be asked anew
	if err := r.people(theirs, is.Tree); err != nil {
		return err
	}
	old, err := r.store.Commit(agreed)
	if err != nil {
		return err
	}
	r.agreed = &old.Tree
	defer func() { r.agreed = nil }()
	changes, err := r.store.Diff(was.Tree, is.Tree)
	if err != nil {
		return err
	}
	places, err := r.withRefused(r.format.places(changes))
	if err != nil {
		return err
	}
	for i, p := range places {
		r.doing(Receiving, i, len(places))
		if err := r.ctx.Err(); err != nil {
			return fault.Wrap(err, fault.Cancelled, "share.cancelled")
		}
		if err := r.receive(p, theirs, is.Tree); err != nil {
			return err
		}
		r.reached("received")
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
// read, and the merge then asks instead of guessing.
func (r *run) agreedDoc(f format, p canon.Place) (doc *merge.Doc, known bool, err error) {
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
