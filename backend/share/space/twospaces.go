package space

import (
	"context"
	"maps"
	"slices"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// twoSpaces is the question where a record belongs that was moved out of this space to
// several others at once; nil where nobody has to ask, or somebody has. It is the same
// question in each of the copies.
func (r *run) twoSpaces(tx Reader, stub *canon.Stub, here local) (*merge.Conflict, error) {
	if stub == nil || !here.known || here.snap.Trashed() {
		return nil, nil
	}
	link, ok, err := tx.Link(here.snap.Space)
	if err != nil || !ok {
		return nil, err
	}
	moves, err := tx.Moves()
	if err != nil {
		return nil, err
	}
	to := stub.Spaces()
	going := slices.ContainsFunc(moves, func(m sharing.Move) bool {
		return m.Record == here.snap.ID && m.From == r.link.Space && m.To == here.snap.Space
	})
	if !slices.ContainsFunc(to, func(id string) bool { return Named(link, id) }) {
		if !going {
			return nil, nil // it has gone on from one of them since
		}
		to = append(to, IDOf(link))
		slices.Sort(to)
	}
	if !slices.ContainsFunc(to, func(id string) bool { return !Named(link, id) }) {
		return nil, nil // two names of one space
	}
	c := merge.Conflict{Path: merge.RecordPath, Kind: merge.KindSpaces, Base: IDOf(r.link), Values: to, State: merge.Open}
	for _, k := range here.doc.Conflicts {
		if k.Kind == c.Kind && k.Base == c.Base && slices.Equal(k.Values, c.Values) {
			return nil, nil
		}
	}
	c.ID = merge.ConflictID(c.Path, c.Kind, c.Base, c.NoBase, c.Values, c.N)
	return &c, nil
}

// decidedFor says whether somebody has decided that a record belongs in this space which was
// moved to another one at the same time, where it is still asked here.
func (r *run) decidedFor(theirs, here *merge.Doc) bool {
	if theirs == nil || here == nil || !here.Live {
		return false
	}
	for id, k := range theirs.Conflicts {
		ours, asked := here.Conflicts[id]
		if k.Kind != merge.KindSpaces || k.State != merge.Resolved || !asked || ours.State != merge.Open {
			continue
		}
		if len(k.Resolutions) > 0 && !slices.ContainsFunc(k.Resolutions, func(x merge.Resolution) bool { return !Named(r.link, x.Value) }) {
			return true
		}
	}
	return false
}

// decidedApart are the questions of a record that change here because the copy this space
// holds was decided about otherwise than the one here, by somebody who did not know of it: the
// old one gets both decisions, and the next is open. It has the same id in both copies.
func decidedApart(theirs, here *merge.Doc) map[string]merge.Conflict {
	if theirs == nil || here == nil || !theirs.Live || !here.Live {
		return nil
	}
	after := maps.Clone(here.Conflicts)
	out := map[string]merge.Conflict{}
	for _, id := range sortedKeys(theirs.Conflicts) {
		k := theirs.Conflicts[id]
		ours, both := after[id]
		if k.Kind != merge.KindSpaces || !both || k.State != merge.Resolved || ours.State != merge.Resolved {
			continue
		}
		joined := ours
		for _, d := range k.Resolutions {
			joined = joined.Resolve(d)
		}
		next := k
		next.N, next.State, next.Resolutions = k.N+1, merge.Open, nil
		next.ID = merge.ConflictID(next.Path, next.Kind, next.Base, next.NoBase, next.Values, next.N)
		_, asked := after[next.ID]
		_, asks := theirs.Conflicts[next.ID] // also where it is decided: the one here follows from there
		if asked || !asks && !differently(ours, k) {
			continue
		}
		out[id], out[next.ID] = joined, next
	}
	return out
}

// differently says whether each of two copies of a question has a decision that the other
// does not know of, and they are not the same.
func differently(a, b merge.Conflict) bool {
	only := func(of, not merge.Conflict) (out []merge.Resolution) {
		return slices.DeleteFunc(slices.Clone(of.Resolutions), func(x merge.Resolution) bool { return slices.Contains(not.Resolutions, x) })
	}
	mine, others := only(a, b), only(b, a)
	return slices.ContainsFunc(mine, func(x merge.Resolution) bool {
		return slices.ContainsFunc(others, func(y merge.Resolution) bool { return x.Value != y.Value })
	})
}

// askedWhere says whether it is a question, or will be one with the exchange of the space it
// left, in which space a record belongs: it is here on its way to one, and this one has it too.
func (r *run) askedWhere(tx Reader, here local) (bool, error) {
	if here.snap.Trashed() {
		return false, nil
	}
	for _, k := range here.doc.Conflicts {
		if k.Kind == merge.KindSpaces && k.State == merge.Open && slices.ContainsFunc(k.Values, func(id string) bool { return Named(r.link, id) }) {
			return true, nil
		}
	}
	moves, err := tx.Moves()
	return slices.ContainsFunc(moves, func(m sharing.Move) bool {
		return m.Record == here.snap.ID && m.To == here.snap.Space && m.From != r.link.Space
	}), err
}

// leaves notes that a record goes from a space to this one, so that a stub follows it; not of
// one that the space never had.
func (r *run) leaves(tx Writer, id, from string) error {
	if from == "" {
		return nil
	}
	base, ok, err := tx.Base(from, id)
	if err != nil || !ok || base.Commit == "" {
		return err
	}
	return tx.PutMove(sharing.Move{Record: id, From: from, To: r.link.Space, At: r.Now().UTC()})
}

// Copy reads a record as the private repository of a space holds it, without taking it
// over; nil where it is not there.
func (s *Syncer) Copy(ctx context.Context, l sharing.Link, kind, id string) (*record.State, error) {
	all, err := newFormats(s.Kinds, mergeRules)
	if err != nil {
		return nil, err
	}
	f, ok := all.byKind[kind]
	head, err := gitstore.ParseHash(l.Head)
	if !ok || err != nil {
		return nil, nil //nolint:nilerr // nothing has been received from it yet
	}
	guest, err := gitstore.OpenGuest(s.StoreDir(l.Space))
	if err != nil {
		return nil, nil //nolint:nilerr // the next exchange makes it anew
	}
	defer guest.Close()
	c, err := guest.Commit(head)
	if err != nil {
		return nil, nil //nolint:nilerr // as above
	}
	place, ok := all.placeOf(f.schema.Kind, id)
	if !ok {
		return nil, nil
	}
	in, err := all.readFolder(guest, c.Tree, place)
	if err != nil || len(in.files) == 0 {
		return nil, err
	}
	st := record.NewState(kind, id)
	f.scheme.Into(f.read(in, nil).doc, st)
	return st, nil
}
