package space

import (
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// unsent brings together what a removal took along: a record, or parts of one, that was
// edited here and then removed, and that others keep because they edited it. The commit of
// the removal says nothing of those edits, so a merge of heads cannot know them; the trash
// does. They are merged as if they had been sent before the removal, and are an edit of
// this device that the next commit takes along, so that all others come to the same.
type unsent struct {
	run  *run
	f    format
	at   canon.Place
	here local
	was  *merge.Doc // what the record said last in the space, for this device
	base sharing.Base
	head Hash
	// locked says that the workspace is: the history is not walked then.
	locked bool
	// from names who wrote what comes back.
	from func() (written, error)
}

// takeBack writes back, and commits at once what that brought back of what was edited here
// before a removal: the others are to have it with this exchange, for nobody here types
// anything more and the next one may be long in coming. Each such part comes back once, so
// that devices which take turns rest after two turns and one for each of those that bring
// back another one: an entry in a trash comes back by an edit of it in the trash elsewhere.
func (r *run) takeBack(head Hash) (Hash, error) {
	r.gaveBack = false
	if err := r.writeBack(head); err != nil {
		return head, err
	}
	if free, err := r.freed(); err != nil || !free && !r.gaveBack {
		return head, err
	}
	if err := r.share(); err != nil {
		return head, err
	}
	return r.store.Ref(gitstore.Main)
}

// into is a record that comes from the space, with what was edited here of that which
// comes back by it. merged is false where there is no such thing.
func (u unsent) into(next *merge.Doc) (result merge.Result, merged bool, err error) {
	result.Doc = next
	if !u.here.known || !next.Live || u.here.snap.Space != u.run.link.Space {
		return result, false, nil
	}
	st := u.here.snap.State
	if u.here.snap.Trashed() {
		if mine := u.doc(st); mine.Live {
			if result, err = u.join(result, mine, func(d *merge.Doc) *merge.Doc { return d }); err != nil {
				return result, false, err
			}
		}
	}
	// Each part by itself: one may have been taken away long before another.
	for _, name := range sortedKeys(st.Parts) {
		for _, id := range sortedKeys(st.Parts[name]) {
			if !st.Parts[name][id].Removed {
				continue
			}
			if _, back := result.Doc.Part(name, id); !back {
				continue
			}
			if result, err = u.part(result, name, id); err != nil {
				return result, false, err
			}
		}
	}
	return result, result.Doc != next, nil
}

// doc is a state as the space would hold it.
func (u unsent) doc(st *record.State) *merge.Doc {
	return u.f.codec.Canonical(u.f.scheme.FromState(st))
}

// part brings one part together that was removed here and is back.
func (u unsent) part(so merge.Result, name, id string) (merge.Result, error) {
	if _, disposed := u.doc(u.here.snap.State).Parts[name][id]; disposed {
		return so, nil
	}
	st := u.here.snap.State.Clone()
	old := st.Parts[name][id]
	old.Removed = false
	st.Parts[name][id] = old
	was, ok := u.doc(st).Part(name, id)
	if !ok || len(was.Fields) == 0 {
		return so, nil
	}
	mine := so.Doc.Clone()
	mine.PutPart(name, id, was)
	return u.join(so, mine, func(d *merge.Doc) *merge.Doc {
		before, ok := d.Part(name, id)
		if !ok {
			return merge.Absent(d.Kind, d.ID)
		}
		base := so.Doc.Clone()
		base.PutPart(name, id, before)
		return base
	})
}

// left is the version from which something was taken away here: what the space said last,
// or what this device's own commit of the removal began from. of makes the base of a
// version, which is not there where the version did not hold it. nil where nobody knows:
// what others removed was not edited here.
func (u unsent) left(of func(*merge.Doc) *merge.Doc) (*merge.Doc, error) {
	if base := of(u.was); base.Live {
		return base, nil
	}
	h, err := gitstore.ParseHash(u.base.Commit)
	if err != nil {
		return nil, nil
	}
	if there, err := u.run.store.Has(h); err != nil || !there {
		return nil, err
	}
	c, err := u.run.store.Commit(h)
	if err != nil || c.Author.Email != u.run.Device+deviceDomain || len(c.Parents) != 1 {
		return nil, err
	}
	trees, err := u.run.parentTrees(c)
	if err != nil {
		return nil, err
	}
	doc, err := u.run.docAt(u.f, u.at, trees[0], map[Hash]*merge.Doc{})
	if err != nil || doc == nil {
		return nil, err
	}
	if base := of(doc); base.Live {
		return base, nil
	}
	return nil, nil
}

// join merges what was edited here into what came so far. Where nobody knows what it began
// from, a value the space has ever had is no edit, and any other is put to a person.
func (u unsent) join(so merge.Result, mine *merge.Doc, of func(*merge.Doc) *merge.Doc) (merge.Result, error) {
	mine.Conflicts, mine.Schema = so.Doc.Conflicts, so.Doc.Schema
	if mine.Equal(so.Doc) {
		return so, nil
	}
	base, err := u.left(of)
	if err != nil {
		return so, err
	}
	var versions []*merge.Doc
	if base == nil {
		if versions, err = u.run.versions(u.f, u.at, u.head, u.locked); err != nil {
			return so, err
		}
	} else {
		base = base.Clone()
		if base.Conflicts, base.Schema = mine.Conflicts, mine.Schema; mine.Equal(base) {
			return so, nil
		}
	}
	by, err := u.from()
	if err != nil {
		return so, err
	}
	ours := merge.Side{Doc: mine, Origin: merge.Origin{By: u.run.Device, At: shownTime(u.here.snap.ChangedAt)}}
	theirs := u.run.side(so.Doc, u.f, u.at, by, u.locked)
	var next merge.Result
	if base != nil {
		next = u.f.merged([]*merge.Doc{base}, ours, theirs)
	} else {
		next = u.f.newsOf(merge.Adopt(u.f.scheme, versions, ours, theirs), ours, theirs)
	}
	if next.Doc.Equal(so.Doc) {
		return so, nil
	}
	next.Opened = append(so.Opened, next.Opened...)
	next.Notices = append(so.Notices, next.Notices...)
	return next, nil
}
