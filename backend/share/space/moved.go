package space

import (
	"slices"
	"time"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// Mover knows of the records that go from one space to another.
type Mover interface {
	Links() ([]sharing.Link, error)
	Moves() ([]sharing.Move, error)
	// LeftRecords lists what a space once held and another shared space has now.
	LeftRecords(space string) ([]string, error)
}

// MoveWriter notes how far they are.
type MoveWriter interface {
	PutMove(m sharing.Move) error
	DropMove(id string) error
	MoveRecord(id, space string, at time.Time) (rev int64, err error)
}

// stubs leaves a stub for each record that went to another space, once that one has
// it. Edits that were made beside the stub are taken away when they were brought there.
func (r *run) stubs(tree Hash, batch *gitstore.Batch, edits map[string]Hash) error {
	var moves []sharing.Move
	var left []string
	links := map[string]sharing.Link{}
	err := r.Local.View(r.ctx, func(tx Reader) error {
		var err error
		if moves, err = tx.Moves(); err != nil {
			return err
		}
		if left, err = tx.LeftRecords(r.link.Space); err != nil || len(left) == 0 {
			return err
		}
		list, err := tx.Links()
		for _, l := range list {
			links[l.Space] = l
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range left {
		if sent, err := r.isSent(id); err != nil {
			return err
		} else if !sent {
			continue // what was brought there has not arrived yet
		}
		at := slices.IndexFunc(moves, func(m sharing.Move) bool { return m.Record == id && m.From == r.link.Space })
		if at >= 0 && !moves[at].Arrived {
			continue // nobody who has the other space could read it yet
		}
		var stub *canon.Stub
		if at >= 0 {
			stub = &canon.Stub{To: IDOf(links[moves[at].To])}
		}
		if err := r.stub(id, stub, tree, batch, edits); err != nil {
			return err
		}
	}
	return nil
}

// isSent says whether the space a record is in has all of it.
func (r *run) isSent(id string) (sent bool, err error) {
	err = r.Local.View(r.ctx, func(tx Reader) error {
		snap, err := tx.Record(id)
		if err != nil {
			return err
		}
		base, ok, err := tx.Base(snap.Space, id)
		sent = ok && base.Commit != "" && base.Rev == snap.Rev
		return err
	})
	return sent, err
}

// stub writes the stub of a record and takes its files away, unless something in them
// has not been brought to where it is now. Without a stub of our own there has to be
// one.
func (r *run) stub(id string, ours *canon.Stub, tree Hash, batch *gitstore.Batch, edits map[string]Hash) error {
	for _, schema := range r.format.schemas {
		place, ok := r.format.placeOf(schema.Kind, id)
		if !ok {
			continue
		}
		in, err := r.format.readFolder(r.store, tree, place)
		if err != nil {
			return err
		}
		if len(in.entries) == 0 {
			continue // it is of another kind
		}
		var base sharing.Base
		err = r.Local.View(r.ctx, func(tx Reader) (err error) {
			base, _, err = tx.Base(r.link.Space, id)
			return err
		})
		if err != nil {
			return err
		}
		stub := in.stub
		switch {
		case ours != nil && stub != nil:
			both := canon.MergeStub(*ours, *stub)
			stub = &both
		case ours != nil:
			stub = ours
		}
		if stub == nil || len(in.refused) > 0 {
			return nil
		}
		if len(in.files) > 0 {
			f := r.format.byKind[schema.Kind]
			was, err := f.docOf(id, canonFiles(base.Files))
			if err != nil {
				return err
			}
			if said := f.read(in, canonFiles(base.Files)); said.held || len(said.refused) > len(in.strange) || !said.doc.Equal(was) {
				return nil
			}
		}
		file, problem := stub.Emit(place.Dir)
		if problem != nil {
			return refusal(*problem)
		}
		want := batch.Blob(file.Data)
		for _, e := range in.entries {
			if e.path != file.Path {
				edits[e.path] = gitstore.Zero
			} else if e.hash == want {
				want = gitstore.Zero // it stands there
			}
		}
		if want != gitstore.Zero {
			edits[file.Path] = want
		}
	}
	return nil
}

// movedOn notes which moves have come further, once the other side has this head: the
// records that arrived here, and those of which it has the stub.
func (r *run) movedOn(head Hash) error {
	var done, arrived []sharing.Move
	err := r.Local.View(r.ctx, func(tx Reader) error {
		moves, err := tx.Moves()
		if err != nil {
			return err
		}
		for _, m := range moves {
			switch {
			case m.To == r.link.Space && !m.Arrived:
				b, ok, err := tx.Base(r.link.Space, m.Record)
				if err != nil {
					return err
				}
				if !ok || b.Commit == "" {
					continue
				}
				if there, err := r.reachable(b.Commit, head); err != nil {
					return err
				} else if there {
					m.Arrived = true
					arrived = append(arrived, m)
				}
			case m.From == r.link.Space && m.Arrived:
				if over, err := r.isStub(head, m.Record); err != nil {
					return err
				} else if over {
					done = append(done, m)
				}
			}
		}
		return nil
	})
	if err != nil || len(done)+len(arrived) == 0 {
		return err
	}
	err = r.Local.Update(r.ctx, func(tx Writer) error {
		for _, m := range arrived {
			if err := tx.PutMove(m); err != nil {
				return err
			}
		}
		for _, m := range done {
			if err := tx.DropMove(m.Record); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		r.reached("moved on")
	}
	return err
}

// isStub says whether nothing but the stub of a record is there, or nothing at all.
func (r *run) isStub(head Hash, id string) (bool, error) {
	c, err := r.store.Commit(head)
	if err != nil {
		return false, err
	}
	for _, schema := range r.format.schemas {
		place, ok := r.format.placeOf(schema.Kind, id)
		if !ok {
			continue
		}
		in, err := r.format.readFolder(r.store, c.Tree, place)
		if err != nil || len(in.entries) > 0 && (in.stub == nil || len(in.files) > 0) {
			return false, err
		}
	}
	return true, nil
}

// goesTo is the space of this workspace that a stub names; one without an id when it is
// not here.
func (r *run) goesTo(tx Reader, id string, stub *canon.Stub) (to sharing.Link, err error) {
	if stub == nil {
		return to, nil
	}
	if back, err := r.comesBack(tx, id); err != nil || back {
		return to, err
	}
	links, err := tx.Links()
	if err != nil {
		return to, err
	}
	for _, l := range links {
		if slices.ContainsFunc(stub.Spaces(), func(id string) bool { return Named(l, id) }) {
			return l, nil
		}
	}
	return to, nil
}

// comesBack says whether a record is on its way into this space, where a stub of an
// earlier move may stand.
func (r *run) comesBack(tx Reader, id string) (bool, error) {
	moves, err := tx.Moves()
	return slices.ContainsFunc(moves, func(m sharing.Move) bool { return m.Record == id && m.To == r.link.Space }), err
}

// carry brings what others did to a record that has left this space to where it is
// now: they had not known of the move. The base is what both had before it.
func (r *run) carry(tx Reader, f format, p canon.Place, in folder, here local, was *merge.Doc, chapters []chapter, head Hash, locked bool, t target) (target, error) {
	t.base.Commit, t.base.Rev = head.String(), 0
	asked, err := r.twoSpaces(tx, in.stub, here)
	if err != nil {
		return t, err
	}
	if t.said.held || len(in.files) == 0 {
		if asked != nil {
			doc := here.doc.Clone()
			doc.Conflicts[asked.ID] = *asked
			t = t.with(f, here, doc, head)
			t.opened++
		}
		return t, nil // a stub, or nothing: a removal does not follow a record that was moved
	}
	theirs := t.said.doc
	files, problem := f.codec.Emit(theirs)
	if problem != nil {
		t.base.Held = true
		return t, nil
	}
	t.base.Files = sharedFiles(files)
	if theirs.Equal(was) {
		return t, nil
	}
	by, err := r.originOf(head, t.since, p, locked)
	if err != nil {
		return t, err
	}
	// Some of it may have come here already, by somebody else who has both spaces.
	later, err := r.since(f, p, was, head, locked)
	if err != nil {
		return t, err
	}
	from := merge.Since(f.scheme, was, here.doc, theirs, later, r.cameHere(tx, here))
	result := f.merged([]*merge.Doc{from}, r.oursThere(tx, f, here), r.side(theirs, f, p, by, locked))
	t.notices, t.opened, t.merged = append(result.Notices, merge.Notice{Key: "share.moved_edit", Path: p.Dir}), len(result.Opened), true
	if asked != nil {
		result.Doc.Conflicts[asked.ID] = *asked
		t.opened++
	}
	t = t.with(f, here, result.Doc, head)
	if here.known && result.Doc.Live {
		_, t.arrival.Way = f.way(besideStubs(chapters, was), here, t.arrival.State, head.String())
	}
	return t, nil
}

// oursThere is a record as it is here, in the space it moved to. What was written here is of
// this device; of what came with that space nobody is named, for its commits are not at hand.
func (r *run) oursThere(tx Reader, f format, here local) merge.Side {
	ours, came := r.sideHere(tx, f, here, ""), r.cameHere(tx, here)
	said := ours.Said
	ours.Said = func(path, value string) merge.Origin {
		if p, ok := record.ParsePath(path); ok && came(p.Collection, p.Part, []string{p.Field}) {
			return merge.Origin{}
		}
		return said(path, value)
	}
	return ours
}

// cameHere says whether the newest of some fields of a record, or of a part of it, came with
// an exchange; what was written or undone here since is of this device.
func (r *run) cameHere(tx Reader, here local) func(collection, part string, fields []string) bool {
	return func(collection, part string, fields []string) bool {
		entity := here.snap.ID
		if e := (record.Path{Collection: collection, Part: part}).Entity(); e != "" {
			entity += "/" + e
		}
		var last journal.Entry
		for _, field := range fields {
			newest, err := tx.PlaceEntries(here.snap.ID, entity, field, 0, 1)
			if err != nil {
				return false
			}
			if len(newest) > 0 && newest[0].N > last.N {
				last = newest[0]
			}
		}
		return last.Action == journal.Receive
	}
}

// with lets a doc arrive in the record, where that is now.
func (t target) with(f format, here local, doc *merge.Doc, head Hash) target {
	t.arrival = Arrival{Row: record.Row{ID: here.snap.ID, Kind: f.schema.Kind, Space: here.snap.Space}, Trash: !doc.Live, Commit: head.String()}
	t.arrival.State = here.snap.State.Clone()
	f.scheme.Into(f.codec.AsTyped(doc, here.typed), t.arrival.State)
	return t
}

// joinStubs decides the stub of a record in a merge of heads. A side that has the stub
// alone says what it had before it left, so edits of the other side stand beside the stub
// and take nothing back. done says that there is nothing else to decide.
func (j *joint) joinStubs(p canon.Place, in []folder, docs []*merge.Doc) (done bool, err error) {
	if len(in) > 2 && in[2].stub != nil && (in[0].stub == nil || in[1].stub == nil) {
		j.result[canon.StubPath(p.Dir)] = gitstore.Zero // it came back
		return false, nil
	}
	var stub *canon.Stub
	for _, f := range in[:2] {
		switch {
		case f.stub != nil && stub != nil:
			both := canon.MergeStub(*stub, *f.stub)
			stub = &both
		case f.stub != nil:
			stub = f.stub
		}
	}
	if stub == nil {
		return false, nil
	}
	file, problem := stub.Emit(p.Dir)
	if problem != nil {
		return false, refusal(*problem)
	}
	if len(in[0].files) == 0 && len(in[1].files) == 0 {
		for _, e := range mergedFolder(in).entries {
			j.result[e.path] = gitstore.Zero
		}
		done = true
	}
	j.result[file.Path] = j.batch.Blob(file.Data)
	for i, f := range in[:2] {
		if f.stub == nil || len(f.files) > 0 || len(docs) <= 2 {
			continue
		}
		had, err := j.run.versions(j.format.byKind[p.Schema.Kind], p, []Hash{j.a.Hash, j.b.Hash}[i], false)
		if err != nil {
			return false, err
		}
		docs[i] = docs[2]
		for _, d := range slices.Backward(had) {
			if d != nil && d.There() {
				docs[i] = d
				break
			}
		}
	}
	return done, nil
}

// beforeMove is the record as it was when it was moved, by the commit that left the
// stub; nil where that is not known.
func (f format) beforeMove(chapters []chapter) (*merge.Doc, []sharing.File) {
	for _, c := range slices.Backward(chapters) {
		if len(c.before) != 1 || c.after == nil || c.after.There() || c.before[0] == nil || !c.before[0].There() {
			continue
		}
		if files, problem := f.codec.Emit(c.before[0]); problem == nil {
			return c.before[0], sharedFiles(files)
		}
	}
	return nil, nil
}

// gone says whether the space a record is in has it no longer and nothing here says
// otherwise: it lies in the trash as all agreed, and may come back by another space.
func gone(tx Reader, here local) (bool, error) {
	if !here.snap.Trashed() {
		return false, nil
	}
	base, ok, err := tx.Base(here.snap.Space, here.snap.ID)
	return ok && len(base.Files) == 0 && base.Commit != "" && base.Rev == here.snap.Rev, err
}

// follows puts a record into the space it was moved to by somebody else. It starts
// from what this space had, and meets what the other one has with the next exchange.
func (r *run) follows(tx Writer, p canon.Place, t target) (rev int64, err error) {
	if rev, err = tx.MoveRecord(p.ID, t.goesTo, r.Now().UTC()); err != nil {
		return 0, err
	}
	return rev, tx.PutBase(sharing.Base{Space: t.goesTo, Record: p.ID, Files: t.before,
		Refused: []sharing.Refusal{{Path: p.Dir, Key: sharing.Moving}}})
}
