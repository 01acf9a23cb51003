package space

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
	"time"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// local is a record as the workspace has it, in the form in which it is shared.
type local struct {
	snap  record.Snapshot
	known bool
	// typed is what it says letter by letter, doc the canonical form.
	typed *merge.Doc
	doc   *merge.Doc
}

// localOf reads a record; base is what it said last in the space.
func (f format) localOf(tx Reader, id string, base *merge.Doc) (local, error) {
	snap, err := tx.Record(id)
	if missing(err) {
		return local{typed: merge.Absent(f.schema.Kind, id), doc: merge.Absent(f.schema.Kind, id)}, nil
	}
	if err != nil {
		return local{}, err
	}
	return f.localFrom(snap, base), nil
}

func (f format) localFrom(snap record.Snapshot, base *merge.Doc) local {
	typed := f.scheme.FromState(snap.State)
	if snap.Trashed() {
		gone := merge.Absent(typed.Kind, typed.ID)
		gone.Conflicts, gone.Tombstones = typed.Conflicts, typed.Tombstones
		typed = gone
	}
	doc := f.codec.Canonical(typed)
	merge.KeepConflicts(base, doc)
	if base.There() && doc.There() {
		// A newer number alone is no edit: it is written with the next one.
		doc.Schema = base.Schema
	}
	return local{snap: snap, known: true, typed: typed, doc: doc}
}

// mostInCommit is how many bytes one commit may add before the next one begins: it is in
// memory until it is written, and again when it is sent.
const mostInCommit = 64 << 20

// share commits what was edited here since the bases, in as many commits as it takes.
func (r *run) share() error {
	for more := true; more; {
		var err error
		if more, err = r.shareSome(); err != nil {
			return err
		}
	}
	return nil
}

// shareSome commits a part of what was edited; more says that there is something left. The
// snapshots are durable before the commit is, so that a start after a kill knows which
// edits it holds.
func (r *run) shareSome() (more bool, err error) {
	head, err := r.store.Ref(gitstore.Main)
	if err != nil {
		return false, err
	}
	parent, err := r.store.Commit(head)
	if err != nil {
		return false, err
	}
	batch := r.store.Batch()
	edits := map[string]Hash{}
	var snapshots []sharing.Base
	r.edited, r.stays, r.spoke, r.report.Held = nil, nil, false, nil
	if err := r.mendConfig(parent.Tree, batch, edits); err != nil {
		return false, err
	}
	if err := r.audience(batch, edits); err != nil {
		return false, err
	}
	if err := r.stubs(parent.Tree, batch, edits); err != nil {
		return false, err
	}
	dirty, err := r.dirty()
	if err != nil {
		return false, err
	}
	var edited time.Time
	times, places := map[string]moments{}, 0
	for i, row := range dirty {
		if more = batch.Bytes() > cmp.Or(r.InCommit, mostInCommit) || places > mostMoments; more {
			break
		}
		r.doing(Preparing, i, len(dirty))
		snapshot, at, changed, err := r.snapshot(row, parent.Tree, batch, edits)
		if err != nil {
			return false, err
		}
		if changed {
			snapshots = append(snapshots, snapshot)
			if len(at) == 0 { // all of it came with an exchange
				at = moments{}
				at.note("", row.ChangedAt)
			}
			if times[row.ID], places = at, places+1+len(at.named()); at[""].After(edited) {
				edited = at[""]
			}
		}
	}
	if err := r.introduce(parent.Tree, batch, edits); err != nil {
		return false, err
	}
	if !more { // all were looked at
		if err := r.noteHeld(); err != nil {
			return false, err
		}
	}
	if len(edits) == 0 {
		return false, nil
	}
	if err := r.clear(parent.Tree, edits); err != nil {
		return false, err
	}
	tree, err := batch.Edit(parent.Tree, edits)
	if err != nil {
		return false, err
	}
	onto := head
	if r.anew {
		if onto, err = r.withoutIt(parent, batch); err != nil {
			return false, err
		}
	}
	commit := r.commit(tree, messageOf(r.edited, edits), onto)
	if !edited.IsZero() && edited.Before(commit.AuthoredAt) {
		commit.AuthoredAt = edited // it is committed now, and was written then
	}
	for _, id := range sortedKeys(times) {
		commit.Trailers = append(commit.Trailers, times[id].lines(id, commit.AuthoredAt)...)
	}
	anchor, err := r.anchor()
	if err != nil {
		return false, err
	}
	commit.Trailers = append(commit.Trailers, anchor...)
	next := batch.Commit(commit)
	r.link.Pending = next.String()
	err = r.Local.Update(r.ctx, func(tx Writer) error {
		for _, b := range snapshots {
			if err := tx.PutBase(b); err != nil {
				return err
			}
		}
		return tx.PutLink(r.link)
	})
	if err != nil {
		return false, err
	}
	r.reached("snapshot")
	if err := batch.Write(); err != nil {
		return false, err
	}
	r.reached("written")
	if err := r.store.CAS(r.ctx, gitstore.Main, head, next); err != nil {
		return false, err
	}
	r.reached("committed")
	if err := r.settle(true); err != nil {
		return false, err
	}
	r.anew = false // it is written now
	return more, r.said(next, edits)
}

// dirty lists the records of the space that were changed since they last said the
// same as their base.
func (r *run) dirty() (out []record.Row, err error) {
	err = r.Local.View(r.ctx, func(tx Reader) error {
		out, err = tx.EditedRows(r.link.Space)
		return err
	})
	return out, err
}

// snapshot adds the files of a record to a commit, and tells when what differs was edited. changed is false when it says
// what the space says already, or must not be written.
func (r *run) snapshot(row record.Row, tree Hash, batch *gitstore.Batch, edits map[string]Hash) (sharing.Base, moments, bool, error) {
	f, known := r.format.byKind[row.Kind]
	place, ok := r.format.placeOf(row.Kind, row.ID)
	if !known || !ok {
		r.refuse(row.ID, sharing.Refusal{Path: row.ID, Key: "canon.id"})
		return sharing.Base{}, nil, false, nil
	}
	var base sharing.Base
	var was *merge.Doc
	var now local
	var at moments
	err := r.Local.View(r.ctx, func(tx Reader) error {
		b, ok, err := tx.Base(r.link.Space, row.ID)
		if err != nil {
			return err
		}
		if base = b; !ok {
			base = sharing.Base{Space: r.link.Space, Record: row.ID}
		}
		if was, err = f.docOf(row.ID, canonFiles(base.Files)); err != nil {
			return err
		}
		if now, err = f.localOf(tx, row.ID, was); err == nil && !base.Held && !now.doc.Equal(was) {
			at, err = f.momentsOf(tx, was, now)
		}
		return err
	})
	if err != nil {
		return base, nil, false, err
	}
	if base.Held {
		r.stay(f, now, was)
		return base, nil, false, nil
	}
	in, err := r.format.readFolder(r.store, tree, place)
	if err != nil {
		return base, nil, false, err
	}
	said := f.read(in, canonFiles(base.Files))
	if said.held {
		r.refuse(row.ID, said.refused...)
		r.stay(f, now, was)
		return base, nil, false, nil
	}
	if base.Commit == "" && len(in.entries) == 0 && len(base.Refused) > 0 && base.Refused[0].Key == sharing.Moving {
		return base, nil, false, nil // it comes with the next fetch, and is merged then
	}
	if base.Commit == "" && len(in.entries) > 0 {
		// The space holds it already and the two never agreed: writing ours now would
		// write over theirs. Noted as refused, it is merged by the next write back.
		base.Refused = []sharing.Refusal{f.elsewhere(now)}
		return base, nil, false, r.Local.Update(r.ctx, func(tx Writer) error { return tx.PutBase(base) })
	}
	same := said.doc.Equal(now.doc) && !said.mended
	if same {
		owes, err := r.owes(f, in, now.doc)
		if err != nil {
			return base, nil, false, nil //nolint:nilerr // nobody answers there: it is asked again, and what was typed is committed
		}
		same = !owes
	}
	never := !said.doc.There() && !now.doc.There() && len(said.doc.Conflicts) == 0
	if never || same {
		base.Rev = now.snap.Rev
		return base, nil, false, r.Local.Update(r.ctx, func(tx Writer) error { return tx.PutBase(base) })
	}
	if held, err := r.held(now, said.doc); err != nil || held {
		return base, nil, false, err
	}
	keepQuoted(place, now.doc, said.quoted, in)
	files, problem := f.codec.Emit(now.doc, said.kept...)
	if problem != nil {
		r.refuse(row.ID, sharing.Refusal{Path: problem.Path, Line: problem.Line, Key: problem.Key, Params: problem.Params, Quote: problem.Quote})
		return base, nil, false, nil
	}
	own, problem := f.codec.Emit(now.doc)
	if problem != nil {
		return base, nil, false, refusal(*problem)
	}
	put(batch, edits, in, files)
	if unread := r.addPictures(f, in, said.doc, now.doc, batch, edits); len(unread) > 0 {
		r.refuse(row.ID, unread...)
	}
	r.spoke = r.spoke || slices.ContainsFunc(files, func(x canon.File) bool { return bytes.Contains(x.Data, []byte(r.Actor)) })
	if in.stub != nil {
		back := false
		err := r.Local.View(r.ctx, func(tx Reader) (err error) {
			back, err = r.comesBack(tx, row.ID)
			return err
		})
		if err != nil {
			return base, nil, false, err
		}
		if back {
			edits[canon.StubPath(place.Dir)] = gitstore.Zero
		}
	}
	base.Snapshot, base.SnapshotRev = sharedFiles(own), now.snap.Rev
	r.edited = append(r.edited, f.editedAs(row.ID, said.doc.Fields, now.doc.Fields, !now.doc.There()))
	return base, at, true, nil
}

// put makes the folder of a record hold the files given, beside its blobs.
func put(batch *gitstore.Batch, edits map[string]Hash, in folder, files []canon.File) {
	stays := map[string]bool{}
	for _, f := range files {
		stays[f.Path] = true
		edits[f.Path] = batch.Blob(f.Data)
	}
	for _, e := range in.entries {
		if e.parsed() && !stays[e.path] {
			edits[e.path] = gitstore.Zero
		}
	}
}

// keepQuoted keeps the bytes of files that could not be read in conflicts of their
// record, because the write that follows puts good files in their place.
func keepQuoted(place canon.Place, doc *merge.Doc, quoted []canon.File, in folder) {
	there := map[string]bool{}
	for _, e := range in.entries {
		there[e.path] = e.parsed()
	}
	for _, q := range quoted {
		if !there[q.Path] {
			continue
		}
		c := merge.Conflict{Path: "file:" + q.Path[len(place.Dir)+1:], Kind: merge.KindWhole, NoBase: true, Values: []string{"", string(q.Data)}, State: merge.Open}
		for n := 0; ; n++ {
			c.N, c.ID = n, merge.ConflictID(c.Path, c.Kind, "", true, c.Values, n)
			if old, taken := doc.Conflicts[c.ID]; !taken || old.State == merge.Open {
				break
			}
		}
		doc.Conflicts[c.ID] = c
	}
}

// mendConfig shares the space's own file again where it was damaged by hand.
func (r *run) mendConfig(tree Hash, batch *gitstore.Batch, edits map[string]Hash) error {
	if _, ok, err := readSpace(r.store, tree); err != nil || ok {
		return err
	}
	file, problem := r.config.Emit()
	if problem == nil {
		edits[file.Path] = batch.Blob(file.Data)
	}
	return nil
}

// recover finishes the commit of an earlier sync that was stopped: when the head
// holds it, its snapshots are the bases now; otherwise they are dropped, and the
// edits, which are in the workspace, go into the next commit.
func (r *run) recover(head Hash) error {
	if r.link.Pending == "" {
		return nil
	}
	r.report.Recovered = true
	pending, err := gitstore.ParseHash(r.link.Pending)
	if err != nil {
		return r.settle(false)
	}
	holds, err := r.store.Has(pending)
	if err == nil && holds {
		holds, err = r.store.IsAncestor(pending, head)
	}
	if err != nil {
		return err
	}
	return r.settle(holds)
}

// settle closes the snapshots.
func (r *run) settle(committed bool) error {
	link := r.link
	if committed {
		link.Head = link.Pending
	}
	link.Pending = ""
	err := r.Local.Update(r.ctx, func(tx Writer) error {
		open, err := tx.BasesWithSnapshot(link.Space)
		if err != nil {
			return err
		}
		for _, b := range open {
			if committed {
				// What was refused stays noted until the record is looked at again: a file
				// that could not be read is a conflict now, which is not here yet.
				b.Commit, b.Files, b.Rev = r.link.Pending, b.Snapshot, b.SnapshotRev
			}
			b.Snapshot, b.SnapshotRev = nil, 0
			if err := tx.PutBase(b); err != nil {
				return err
			}
		}
		return tx.PutLink(link)
	})
	if err != nil {
		return err
	}
	r.link = link
	r.reached("settled")
	return nil
}

func (r *run) refuse(id string, list ...sharing.Refusal) {
	var out []Refused
	for _, x := range list {
		out = append(out, Refused{id, x})
	}
	r.told[id] = out
}
