package space

import (
	"maps"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

func missing(err error) bool { return fault.Is(err, fault.NotFound) }

// writeBack brings what the head holds into the workspace, a few records at a time.
// What was edited here since its base is merged, and stays an edit that the next commit
// takes along.
func (r *run) writeBack(head Hash) error {
	to, err := r.store.Commit(head)
	if err != nil {
		return err
	}
	if err := r.people(head, to.Tree); err != nil {
		return err
	}
	from, err := r.treeOf(r.link.Head)
	if err != nil {
		return err
	}
	changes, err := r.store.Diff(from, to.Tree)
	if err != nil {
		return err
	}
	places := r.format.places(changes)
	if places, err = r.withRefused(places); err != nil {
		return err
	}
	if err := r.receive(places, head, to.Tree); err != nil {
		return err
	}
	if r.link.Head == head.String() {
		return nil
	}
	r.link.Head = head.String()
	return r.note()
}

const (
	elsewhereNamed = "share.elsewhere_named"
	elsewhereTrash = "share.elsewhere_trash"
	// elsewhereDecided: others have decided that the record belongs in this space, and the
	// one here has words that this space never had.
	elsewhereDecided = "share.elsewhere_decided"
	// elsewhereAsked: it was moved to this space and to the one it is in at the same time, and
	// which of them it belongs in is a question of its own.
	elsewhereAsked = "share.elsewhere_asked"
)

// elsewhere says of a record the space holds that it is in this workspace outside of it,
// by what a person knows it by.
func (f format) elsewhere(here local) sharing.Refusal {
	e := edited{ref: record.Ref(f.schema.RefPrefix, here.snap.ID), title: aLine(record.Str(here.snap.State.Head, "title"))}
	key := elsewhereNamed
	if here.snap.Trashed() {
		key = elsewhereTrash
	}
	return sharing.Refusal{Key: key, Params: map[string]string{"name": e.line()}}
}

// treeOf is the tree of a commit that may be gone with an earlier repository.
func (r *run) treeOf(commit string) (Hash, error) {
	h, err := gitstore.ParseHash(commit)
	if err != nil {
		return gitstore.Zero, nil
	}
	if has, err := r.store.Has(h); err != nil || !has {
		return gitstore.Zero, err
	}
	c, err := r.store.Commit(h)
	return c.Tree, err
}

// withRefused adds the records of which files were not taken so far: perhaps this
// program can read them by now, and whoever syncs is told again.
func (r *run) withRefused(places []canon.Place) ([]canon.Place, error) {
	seen := map[string]bool{}
	for _, p := range places {
		seen[p.ID] = true
	}
	var again []sharing.Base
	kinds := map[string]string{}
	err := r.Local.View(r.ctx, func(tx Reader) (err error) {
		if again, err = tx.BasesRefused(r.link.Space); err != nil {
			return err
		}
		for _, b := range again {
			if kinds[b.Record], err = r.kindOf(tx, b); err != nil {
				return err
			}
		}
		return nil
	})
	for _, b := range again {
		if p, ok := r.format.placeOf(kinds[b.Record], b.Record); ok && !seen[b.Record] {
			seen[b.Record] = true
			places = append(places, p)
		}
	}
	return places, err
}

// kindOf is the kind of a record of which files were not taken: perhaps it is not here
// yet, and then those files tell; "" for one of which nothing does.
func (r *run) kindOf(tx Reader, b sharing.Base) (string, error) {
	snap, err := tx.Record(b.Record)
	if err == nil {
		return snap.Kind, nil
	}
	if !fault.Is(err, fault.NotFound) {
		return "", err
	}
	var paths []string
	for _, f := range b.Files {
		paths = append(paths, f.Path)
	}
	for _, x := range b.Refused {
		paths = append(paths, x.Path)
	}
	for _, path := range paths {
		if p, ok := canon.Locate(path, r.format.schemas...); ok {
			return p.Schema.Kind, nil
		}
		for _, schema := range r.format.schemas { // the path of the record itself
			if dir, ok := canon.Folder(schema, b.Record); ok && dir == path {
				return schema.Kind, nil
			}
		}
	}
	return "", nil
}

// target is what a record is to be here.
type target struct {
	arrival Arrival
	base    sharing.Base
	since   string // from where the history was looked through for who wrote what
	said    reading
	opened  int
	merged  bool
	notices []merge.Notice
	// goesTo is the space the record was moved to by somebody else, "" for none.
	goesTo string
	// again is the space a record is in that came back to this one and leaves it once more.
	again string
	// before is what this space had when it was moved; none where that is not known.
	before []sharing.File
	// adopts says that a record which another space has no longer comes into this one.
	adopts bool
	// from is the space a record leaves because somebody decided that it belongs in this one.
	from string
	// trashed says that it lies in the trash by this and did not before.
	trashed bool
	// gaveBack says that it holds what was edited here before a removal that does not hold.
	gaveBack bool
}

// target works out what a record is to be. The revision is that of the reading, 0
// for a record that is not here. While the workspace is locked it is errWalk where the
// history would have to be walked first.
func (r *run) target(tx Reader, f format, p canon.Place, in folder, chapters []chapter, head Hash, locked bool) (t target, rev int64, err error) {
	base, ok, err := tx.Base(r.link.Space, p.ID)
	if err != nil {
		return t, 0, err
	}
	if !ok {
		base = sharing.Base{Space: r.link.Space, Record: p.ID}
	}
	good := canonFiles(base.Files)
	was, err := f.docOf(p.ID, good)
	if err != nil {
		return t, 0, err
	}
	filed := was
	reachable, err := r.reachable(base.Commit, head)
	if err == nil && r.agreed != nil {
		was, reachable, err = r.agreedDoc(f, p, base.Commit, was)
	}
	if err != nil {
		return t, 0, err
	}
	here, err := f.localOf(tx, p.ID, was)
	if err != nil {
		return t, 0, err
	}
	rev = here.snap.Rev
	t.base, t.since = base, base.Commit
	if in.said != nil && len(good) == 0 {
		t.said = *in.said
	} else {
		t.said = f.read(in, good)
	}
	t.base.Refused, t.base.Held = t.said.refused, t.said.held
	returned, err := r.cameBack(p, in)
	if err != nil {
		return t, rev, err
	}
	if here.known && here.snap.Space != r.link.Space && (base.Commit != "" || returned) {
		if _, shared, err := tx.Link(here.snap.Space); err != nil {
			return t, rev, err
		} else if shared {
			if r.agreed != nil {
				if was, err = r.wentFrom(f, p, t.said.doc, filed, base.Commit, locked); err != nil {
					return t, rev, err
				}
			}
			if returned && !t.said.held {
				t.again = here.snap.Space
			}
			t, err = r.carry(tx, f, p, in, here, was, chapters, head, locked, t)
			return t, rev, err
		}
	}
	if here.known && here.snap.Space != r.link.Space {
		if t.adopts, err = gone(tx, here); err != nil {
			return t, rev, err
		}
	}
	decided := here.known && here.snap.Space != r.link.Space && !t.adopts && r.decidedFor(t.said.doc, here.doc)
	if decided {
		versions, err := r.versions(f, p, head, locked)
		if err != nil {
			return t, rev, err
		}
		// What this space has had already is told to nobody anew. Anything else goes to its
		// readers by the word of somebody at this machine alone.
		if merge.Had(versions, here.doc) {
			t.adopts, t.from = true, here.snap.Space
		}
	}
	if here.known && here.snap.Space != r.link.Space && !t.adopts && in.stub != nil && len(in.files) == 0 {
		// It was moved from here, and is where it is now.
		t.said, t.base.Refused, t.base.Held = reading{}, nil, false
		return t, rev, nil
	}
	if here.known && here.snap.Space != r.link.Space && !t.adopts {
		// Noted, so that it is looked at again once the one here is shared.
		refusal := f.elsewhere(here)
		asked, err := r.askedWhere(tx, here)
		if err != nil {
			return t, rev, err
		}
		switch {
		case decided:
			refusal.Key = elsewhereDecided
		case asked:
			refusal.Key = elsewhereAsked
		}
		if anew := decidedApart(t.said.doc, here.doc); len(anew) > 0 {
			doc := here.doc.Clone()
			maps.Copy(doc.Conflicts, anew)
			t = t.with(f, here, doc, head)
			t.opened, refusal.Key = t.opened+len(anew)/2, elsewhereAsked
		}
		t.said = reading{refused: []sharing.Refusal{refusal}}
		t.base.Refused, t.base.Held = t.said.refused, false
		return t, rev, nil
	}
	if t.said.held {
		return t, rev, nil
	}
	if base.Commit == "" && len(in.entries) == 0 && len(base.Refused) > 0 && base.Refused[0].Key == sharing.Moving {
		t.said = reading{}
		if t.base.Refused = base.Refused; r.report.Rounds > 0 {
			t.base.Refused = nil // it is not there after all, and is shared by the next sync
		}
		return t, rev, nil
	}
	moved := was // as it was when it left
	if here.known {
		to, err := r.goesTo(tx, p.ID, in.stub)
		if err != nil {
			return t, rev, err
		}
		if t.goesTo = to.Space; t.goesTo != "" && !here.snap.Trashed() {
			// Whoever can read it is another by this, without a word from here.
			t.notices = append(t.notices, merge.Notice{Key: "share.moved_to", Path: p.Dir, Params: map[string]string{"name": to.Name}})
		}
		var last *merge.Doc
		if last, t.before = f.beforeMove(chapters); last != nil {
			moved = last
		}
		if t.before == nil && len(in.files) == 0 {
			t.before = base.Files
		}
	}
	theirs := t.said.doc
	back := false
	if in.stub != nil {
		if back, err = r.comesBack(tx, p.ID); err != nil {
			return t, rev, err
		}
	}
	if in.stub != nil && len(in.files) == 0 && (back || t.goesTo != "" || !here.doc.Equal(was) && !here.doc.Equal(moved)) {
		// Moved, and not removed: what was edited here goes beside the stub, or along. What
		// others had edited until then comes first, or it would look as if it was taken back here.
		theirs, chapters = moved, withoutStubs(chapters)
	} else if in.stub != nil && len(in.files) == 0 && here.known && !here.snap.Trashed() {
		t.notices = append(t.notices, merge.Notice{Key: "share.moved_away", Path: p.Dir})
	}
	next := theirs
	if !(reachable && here.doc.Equal(was)) && !here.doc.Equal(theirs) {
		by, err := r.originOf(head, t.since, p, locked)
		if err != nil {
			return t, rev, err
		}
		result, err := r.together(tx, f, p, here, r.side(theirs, f, p, by, locked), was, base, reachable, head, locked)
		if err != nil {
			return t, rev, err
		}
		next, t.notices, t.opened, t.merged = result.Doc, append(t.notices, result.Notices...), len(result.Opened), true
	}
	u := unsent{run: r, f: f, at: p, here: here, was: was, base: base, head: head, locked: locked,
		from: func() (written, error) { return r.originOf(head, t.since, p, locked) }}
	if result, merged, err := u.into(next); err != nil {
		return t, rev, err
	} else if merged {
		next, t.notices, t.opened, t.merged = result.Doc, append(t.notices, result.Notices...), t.opened+len(result.Opened), true
		t.gaveBack = true
	}
	files, problem := f.codec.Emit(theirs)
	if problem != nil {
		// It was read and cannot be written again: it stays as it is.
		t.base.Held = true
		t.base.Refused = append(t.base.Refused, sharing.Refusal{Path: problem.Path, Key: problem.Key, Params: problem.Params, Quote: problem.Quote})
		t.said.refused = t.base.Refused
		return t, rev, nil
	}
	t.base.Commit, t.base.Files, t.base.Rev = head.String(), sharedFiles(files), 0
	if next.Equal(theirs) && !t.said.mended {
		t.base.Rev = 1 // becomes the revision it is written at
	}
	t.arrival = Arrival{Row: record.Row{ID: p.ID, Kind: p.Schema.Kind, Space: r.link.Space}, Trash: !next.Live, Commit: head.String()}
	state := record.NewState(p.Schema.Kind, p.ID)
	if here.known {
		state = here.snap.State.Clone()
	}
	f.scheme.Into(f.codec.AsTyped(next, here.typed), state)
	t.arrival.State = state
	if next.Live {
		t.arrival.Made, t.arrival.Way = f.way(chapters, here, state, head.String())
	}
	t.arrival.Turned = turnedBy(chapters, next.There())
	t.trashed = here.known && !here.snap.Trashed() && !next.Live && in.stub == nil
	return t, rev, nil
}

// reachable says whether a base is part of the history of the head. One that is not
// (the private repository was lost before its commits were sent) says nothing about
// what others have seen, and the merge is made without it.
func (r *run) reachable(commit string, head Hash) (bool, error) {
	h, err := gitstore.ParseHash(commit)
	if err != nil {
		return true, nil // it has never been in a commit: its base is nothing at all
	}
	if has, err := r.store.Has(h); err != nil || !has {
		return false, err
	}
	return r.store.IsAncestor(h, head)
}
