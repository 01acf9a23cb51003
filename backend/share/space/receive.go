package space

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
)

// mostTogether is how many records are written in one transaction: enough that the disk
// is not waited for at each of thousands, and few enough that nobody who types waits.
// Large ones are written alone; see bytesTogether.
const mostTogether = 16

// bytesTogether is up to how many bytes of files are written in one transaction.
const bytesTogether = 128 << 10

// arriving is a record on its way into the workspace.
type arriving struct {
	place    canon.Place
	in       folder
	chapters []chapter
	t        target
	rev      int64             // at which it was read
	now      int64             // of what was written
	unseen   []sharing.Refusal // pictures that have not come
	owed     bool              // the space lacks some that are here
	changed  bool
}

// handful is what is written together.
type handful struct {
	list     []*arriving
	err      error
	panicked any
}

// preparers is how many handfuls are read at once: one on each processor, beside the one
// that is written.
func preparers() int { return min(max(runtime.GOMAXPROCS(0), 2), mostPreparers) }

// mostPreparers bounds what lies read in memory.
const mostPreparers = 8

// receive writes records back in the order given, a handful in one transaction. While
// one is written the next are read and merged. The merge is made before the write lock
// is taken and made again when somebody typed in between.
func (r *run) receive(places []canon.Place, head, tree Hash) error {
	if len(places) == 0 {
		return nil
	}
	if r.agreed == nil { // before several ask for it
		if _, err := r.trail(head); err != nil {
			return err
		}
	}
	ctx, stop := context.WithCancel(r.ctx)
	var working sync.WaitGroup
	defer func() { // nobody reads the repository any more when this returns
		stop()
		working.Wait()
	}()
	ready := make([]chan handful, preparers())
	for i := range ready {
		ready[i] = make(chan handful)
		working.Go(func() { r.prepare(ctx, places, i, len(ready), head, tree, ready[i]) })
	}
	done := 0
	for turn := 0; done < len(places); turn++ {
		var next handful
		select {
		case next = <-ready[turn%len(ready)]:
		case <-ctx.Done():
		}
		if next.panicked != nil {
			panic(next.panicked) // as if it had been here, for whoever called
		}
		if err := r.ctx.Err(); err != nil {
			return fault.Wrap(err, fault.Cancelled, "share.cancelled")
		}
		for i := range next.list {
			r.doing(Receiving, done+i, len(places))
			r.reached("merged for writing back")
		}
		if err := r.ctx.Err(); err != nil {
			return fault.Wrap(err, fault.Cancelled, "share.cancelled")
		}
		written, err := r.put(next.list, head)
		for _, a := range next.list[:written] {
			r.tell(a)
			r.reached("received")
		}
		if err == nil {
			err = next.err
		}
		if err != nil {
			return err
		}
		done += len(next.list)
	}
	return nil
}

// prepare reads each handful whose turn is that of one of so many preparers, and merges it
// with what is here, until there is no more or nobody waits for it.
func (r *run) prepare(ctx context.Context, places []canon.Place, turn, of int, head, tree Hash, ready chan<- handful) {
	send := func(h handful) {
		select {
		case ready <- h:
		case <-ctx.Done():
		}
	}
	defer func() {
		if wrong := recover(); wrong != nil {
			send(handful{panicked: wrong})
		}
	}()
	for i := turn * mostTogether; i < len(places) && ctx.Err() == nil; i += of * mostTogether {
		next := handful{}
		next.list, next.err = r.reads(places[i:min(i+mostTogether, len(places))], head, tree)
		send(next)
	}
}

// reads reads a handful. With an error come the records before the one that it is about,
// so that they are written all the same.
func (r *run) reads(places []canon.Place, head, tree Hash) (list []*arriving, err error) {
	for _, p := range places {
		a := &arriving{place: p}
		a.in, err = r.format.readFolder(r.store, tree, p)
		known := map[Hash]*merge.Doc{}
		if err == nil && r.link.Head == "" { // a first entry: nearly all is read with nothing to hold it against
			said := r.format.byKind[p.Schema.Kind].read(a.in, nil)
			a.in.said = &said
			err = r.knows(p, tree, said, known)
		}
		if err == nil && r.agreed == nil { // a replaced history tells again what is here already
			a.chapters, err = r.chapters(r.format.byKind[p.Schema.Kind], p, head, known)
		}
		if err != nil {
			break
		}
		list = append(list, a)
	}
	r.merging.Lock()
	defer r.merging.Unlock()
	good := 0
	wrong := r.Local.View(r.ctx, func(tx Reader) (err error) {
		for _, a := range list {
			if a.t, a.rev, err = r.target(tx, r.format.byKind[a.place.Schema.Kind], a.place, a.in, a.chapters, head, false); err != nil {
				return err
			}
			good++
		}
		return nil
	})
	if wrong != nil {
		return list[:good], wrong
	}
	for i, a := range list {
		if a.unseen, a.owed, wrong = r.takePictures(r.format.byKind[a.place.Schema.Kind], a.in, a.t.said.doc); wrong != nil {
			return list[:i], wrong
		}
	}
	return list, err
}

// put writes a handful, in parts where it is large; one by one where that does not go,
// so that each before the one in the way is written. It says how many were.
func (r *run) put(list []*arriving, head Hash) (written int, err error) {
	for written < len(list) {
		n := fitting(list[written:])
		if err = r.putTogether(list[written:written+n], head); err == nil {
			written += n
			continue
		}
		if n == 1 || r.ctx.Err() != nil {
			return written, err
		}
		for end := written + n; written < end; written++ {
			if err := r.putTogether(list[written:written+1], head); err != nil {
				return written, err
			}
		}
	}
	return written, nil
}

// fitting is how many of the records are written together, at least one.
func fitting(list []*arriving) int {
	bytes := 0
	for i, a := range list {
		for _, f := range a.in.files {
			bytes += len(f.Data)
		}
		if i > 0 && bytes > bytesTogether {
			return i
		}
	}
	return len(list)
}

// putTogether writes records in one transaction. Where something has to be merged once
// more and another record is being merged, or the history has to be walked first, it
// begins anew after that: nobody waits while the workspace is locked.
func (r *run) putTogether(list []*arriving, head Hash) (err error) {
	merging := false
	defer func() {
		if merging {
			r.merging.Unlock()
		}
	}()
	for range len(list) + 2 {
		var at *arriving
		err = r.Local.Update(r.ctx, func(tx Writer) error {
			for _, at = range list {
				if err := r.putOne(tx, at, head, merging); err != nil {
					return err
				}
			}
			return nil
		})
		if !errors.Is(err, errWalk) {
			return err
		}
		if !merging {
			r.merging.Lock()
			merging = true
		}
		// Merged once without the lock, so that what is asked of the history is known then.
		if err := r.Local.View(r.ctx, func(tx Reader) error {
			_, _, err := r.target(tx, r.format.byKind[at.place.Schema.Kind], at.place, at.in, at.chapters, head, false)
			return err
		}); err != nil {
			return err
		}
	}
	return err
}

func (r *run) putOne(tx Writer, a *arriving, head Hash, merging bool) error {
	a.now, a.changed = 0, false // what was written before may have been rolled back
	snap, err := tx.Record(a.place.ID)
	if err != nil && !missing(err) {
		return err
	}
	if snap.Rev != a.rev {
		if !merging {
			if !r.merging.TryLock() {
				return errWalk
			}
			defer r.merging.Unlock()
		}
		if a.t, a.rev, err = r.target(tx, r.format.byKind[a.place.Schema.Kind], a.place, a.in, a.chapters, head, true); err != nil {
			a.rev = -1 // to be made once more
			return err
		}
	}
	if a.t.adopts && a.t.arrival.State != nil {
		if _, err := tx.MoveRecord(a.place.ID, r.link.Space, r.Now().UTC()); err != nil {
			return err
		}
		if err := r.leaves(tx, a.place.ID, a.t.from); err != nil {
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
	base := a.t.base
	if a.owed {
		base.Rev = 0 // to be looked at by the next commit
	}
	if a.t.again != "" {
		if err := r.leavesAgain(tx, a.place.ID, a.t.again); err != nil {
			return err
		}
	}
	base.Refused = slices.Concat(base.Refused, a.unseen) // looked for again by the next sync
	if err := tx.PutBase(base); err != nil || a.t.goesTo == "" {
		return err
	}
	a.now, err = r.follows(tx, a.place, a.t)
	return err
}

// tell notes in the report what was written.
func (r *run) tell(a *arriving) {
	id, t := a.place.ID, a.t
	delete(r.told, id)
	if refused := slices.Concat(t.said.refused, a.unseen); len(refused) > 0 {
		r.refuse(id, refused...)
	}
	notices := slices.Concat(t.notices, t.said.notes)
	if a.changed && t.said.doc != nil {
		notices = append(notices, noticesOf(r.format.byKind[a.place.Schema.Kind].codec.NotUnderstood(t.said.doc))...)
	}
	for _, n := range notices {
		r.report.Notices = append(r.report.Notices, Notice{id, n})
	}
	if t.goesTo != "" && !a.changed {
		r.Local.Received(id, a.place.Schema.Kind, a.now)
	}
	r.report.Opened += t.opened
	if !a.changed {
		return
	}
	r.gaveBack = r.gaveBack || t.gaveBack
	r.once(&r.report.Came, &r.report.Received, "came", id)
	r.toldBy(id, a)
	if delete(r.report.Trashed, id); t.trashed {
		if r.report.Trashed == nil {
			r.report.Trashed = map[string]string{}
		}
		r.report.Trashed[id] = t.arrival.Turned.Name
	}
	if t.merged {
		r.once(&r.report.Joined, &r.report.Merged, "joined", id)
	}
	r.Local.Received(id, a.place.Schema.Kind, a.now)
}
