package space

import (
	"context"
	"errors"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/canon"
)

// How much is written in one transaction: enough that the disk is not waited for at
// each record of thousands, and little enough that nobody who types waits for it.
const (
	mostTogether  = 16
	bytesTogether = 96 << 10
)

// arriving is a record on its way into the workspace.
type arriving struct {
	place    canon.Place
	in       folder
	chapters []chapter
	t        target
	rev      int64 // at which it was read
	now      int64 // of what was written
	changed  bool
}

// handful is what is written together.
type handful struct {
	list     []*arriving
	err      error
	panicked any
}

// receive writes records back in the order given, a handful in one transaction. While
// one is written the next is read and merged. The merge is made before the write lock
// is taken and made again when somebody typed in between.
func (r *run) receive(places []canon.Place, head, tree Hash) error {
	ctx, stop := context.WithCancel(r.ctx)
	ready := make(chan handful)
	defer func() { // nobody reads the repository any more when this returns
		stop()
		for range ready {
		}
	}()
	go r.prepare(ctx, places, head, tree, ready)
	done := 0
	for next := range ready {
		if next.panicked != nil {
			panic(next.panicked) // as if it had been here, for whoever called
		}
		if next.err != nil {
			return next.err
		}
		for i := range next.list {
			r.doing(Receiving, done+i, len(places))
			r.reached("merged for writing back")
		}
		if err := r.ctx.Err(); err != nil {
			break
		}
		written, err := r.put(next.list, head)
		for _, a := range next.list[:written] {
			r.tell(a)
			r.reached("received")
		}
		if err != nil {
			return err
		}
		done += len(next.list)
	}
	if err := r.ctx.Err(); err != nil && done < len(places) {
		return fault.Wrap(err, fault.Cancelled, "share.cancelled")
	}
	return nil
}

// prepare reads records and merges them with what is here, handful by handful, until
// all are read or nobody waits for them.
func (r *run) prepare(ctx context.Context, places []canon.Place, head, tree Hash, ready chan<- handful) {
	defer close(ready)
	send := func(h handful) bool {
		select {
		case ready <- h:
			return h.err == nil
		case <-ctx.Done():
			return false
		}
	}
	defer func() {
		if wrong := recover(); wrong != nil {
			send(handful{panicked: wrong})
		}
	}()
	for len(places) > 0 && ctx.Err() == nil {
		next := handful{}
		if next.list, next.err = r.nextHandful(places, head, tree); !send(next) {
			return
		}
		places = places[len(next.list):]
	}
}

// nextHandful reads the next records. One that cannot be read is an error of its own
// handful, so that those before it are written.
func (r *run) nextHandful(places []canon.Place, head, tree Hash) (list []*arriving, err error) {
	bytes := 0
	for _, p := range places {
		a := &arriving{place: p}
		a.in, err = r.format.readFolder(r.store, tree, p)
		if err == nil && r.agreed == nil { // a replaced history tells again what is here already
			a.chapters, err = r.chapters(r.format.byKind[p.Schema.Kind], p, head)
		}
		if err != nil {
			break
		}
		list = append(list, a)
		for _, f := range a.in.files {
			bytes += len(f.Data)
		}
		if len(list) == mostTogether || bytes > bytesTogether {
			break
		}
	}
	if len(list) == 0 {
		return nil, err
	}
	good := 0
	err = r.Local.View(r.ctx, func(tx Reader) (err error) {
		for _, a := range list {
			if a.t, a.rev, err = r.target(tx, r.format.byKind[a.place.Schema.Kind], a.place, a.in, a.chapters, head, false); err != nil {
				return err
			}
			good++
		}
		return nil
	})
	if good > 0 {
		return list[:good], nil
	}
	return nil, err
}

// put writes a handful; one by one where that does not go, so that each but the one in
// the way is written, and says how many were.
func (r *run) put(list []*arriving, head Hash) (written int, err error) {
	if err = r.putTogether(list, head); err == nil {
		return len(list), nil
	}
	if len(list) == 1 || r.ctx.Err() != nil {
		return 0, err
	}
	for i := range list {
		if err := r.putTogether(list[i:i+1], head); err != nil {
			return i, err
		}
	}
	return len(list), nil
}

// putTogether writes records in one transaction. Where the history has to be walked
// first it begins anew.
func (r *run) putTogether(list []*arriving, head Hash) (err error) {
	for range len(list) + 1 {
		var at *arriving
		err = r.Local.Update(r.ctx, func(tx Writer) error {
			for _, at = range list {
				if err := r.putOne(tx, at, head); err != nil {
					return err
				}
			}
			return nil
		})
		if !errors.Is(err, errWalk) {
			return err
		}
		if _, err := r.walk(head, at.t.base.Commit); err != nil {
			return err
		}
	}
	return err
}

func (r *run) putOne(tx Writer, a *arriving, head Hash) error {
	snap, err := tx.Record(a.place.ID)
	if err != nil && !missing(err) {
		return err
	}
	if snap.Rev != a.rev {
		if a.t, a.rev, err = r.target(tx, r.format.byKind[a.place.Schema.Kind], a.place, a.in, a.chapters, head, true); err != nil {
			a.rev = -1 // to be made once more
			return err
		}
	}
	if a.t.adopts && a.t.arrival.State != nil {
		if _, err := tx.MoveRecord(a.place.ID, r.link.Space, r.Now().UTC()); err != nil {
			return err
		}
	}
	if a.t.arrival.State != nil {
		if a.now, a.changed, err = tx.Receive(a.t.arrival); err != nil {
			return err
		}
		if a.t.base.Rev != 0 {
			a.t.base.Rev = a.now
		}
	}
	if err := tx.PutBase(a.t.base); err != nil || a.t.goesTo == "" {
		return err
	}
	a.now, err = r.follows(tx, a.place, a.t)
	return err
}

// tell notes in the report what was written.
func (r *run) tell(a *arriving) {
	id, t := a.place.ID, a.t
	delete(r.told, id)
	if len(t.said.refused) > 0 {
		r.refuse(id, t.said.refused...)
	}
	for _, n := range append(t.notices, t.said.notes...) {
		r.report.Notices = append(r.report.Notices, Notice{id, n})
	}
	if t.goesTo != "" && !a.changed {
		r.Local.Received(id, a.place.Schema.Kind, a.now)
	}
	r.report.Opened += t.opened
	if !a.changed {
		return
	}
	r.report.Received++
	r.once(&r.report.Came, "came", id)
	r.toldBy(id, t.arrival.Way)
	if t.merged {
		r.report.Merged++
		r.once(&r.report.Joined, "joined", id)
	}
	r.Local.Received(id, a.place.Schema.Kind, a.now)
}
