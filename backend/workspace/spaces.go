package workspace

import (
	"context"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
	"secondstory/backend/sqlite"
)

// Told is told what an exchange does and how far it is, in records; a total of 0 is
// not known.
type Told func(doing space.Phase, done, total int)

// SyncTold is Sync for somebody who watches.
func (w *Workspace) SyncTold(ctx context.Context, name string, access remote.Access, told Told) (space.Report, error) {
	return w.syncTold(ctx, name, access, told, nil)
}

func (w *Workspace) syncTold(ctx context.Context, name string, access remote.Access, told Told, turn space.Turn) (space.Report, error) {
	l, err := w.space(ctx, name)
	if err != nil {
		return space.Report{}, err
	}
	if access, err = w.accessTo(ctx, l.Address, access); err != nil {
		return space.Report{}, err
	}
	s := w.Syncer()
	s.Progress, s.Turn = told, turn
	report, err := s.Sync(ctx, l.Space, access)
	if err == nil || report.Received > 0 { // what came in stands, whatever failed after it
		w.exchanged(context.WithoutCancel(ctx), &report)
	}
	return report, err
}

// LookAt is TestConnection for somebody who is about to enter a space: an empty folder
// will do, and what the space is called is told where that is cheap to know. A space
// that is known here already is share.space_known.
func (w *Workspace) LookAt(ctx context.Context, address string, access remote.Access) (space.Seen, error) {
	c, err := w.TestConnection(ctx, address, access)
	seen := space.Seen{Address: c.Address, Empty: c.Empty}
	if err == nil && !c.Empty {
		err = space.SeeSpace(&seen)
	}
	if err != nil {
		return seen, err
	}
	spaces, err := w.Spaces(ctx)
	for _, k := range spaces {
		if k.Address == seen.Address || seen.ID != "" && space.Named(k.Link, seen.ID) {
			return seen, fault.New(fault.Conflict, "share.space_known", "name", k.Name)
		}
	}
	return seen, err
}

// Named is a record as accounts name it.
type Named struct {
	ID      string
	Ref     string
	Title   string
	Trashed bool
	// Undecided counts what waits for a decision in it.
	Undecided int
}

// Name reads how records are called, in the order of the ids. One that is not here
// keeps its id for a reference.
func (w *Workspace) Name(ctx context.Context, ids []string) ([]Named, error) {
	out := make([]Named, 0, len(ids))
	err := w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		open, err := w.undecided(tx)
		if err != nil {
			return err
		}
		for _, id := range ids {
			n := Named{ID: id, Ref: id, Undecided: open[id]}
			snap, err := tx.RecordPart(id, nil, nil)
			switch {
			case fault.Is(err, fault.NotFound):
			case err != nil:
				return err
			default:
				if schema, ok := w.Registry.Schema(snap.Kind); ok {
					n.Ref = record.Ref(schema.RefPrefix, id)
				}
				n.Title, n.Trashed = record.Str(snap.State.Head, "title"), snap.Trashed()
			}
			out = append(out, n)
		}
		return nil
	})
	return out, err
}

// undecided counts by record the questions that wait for an answer, as the screen of
// the two versions lists them: several conflicts about one place are one question. A
// record of a kind this version does not know is asked about by none.
func (w *Workspace) undecided(tx *sqlite.Tx) (map[string]int, error) {
	byRecord := map[string][]merge.Conflict{}
	placed, err := tx.Conflicts()
	for _, p := range placed {
		if c := merge.ConflictOf(p.ID, p.Doc); c.State != merge.Resolved {
			byRecord[p.Record] = append(byRecord[p.Record], c)
		}
	}
	open := map[string]int{}
	for id, list := range byRecord {
		snap, err := tx.RecordPart(id, nil, nil)
		if err != nil {
			return nil, err
		}
		if schema, known := w.Registry.Schema(snap.Kind); known {
			open[id] = len(review.TogetherIn(schema, list))
		}
	}
	return open, err
}

// countUndecided fills in how many questions wait in each space. There are few records
// with one, so each is asked where it is.
func (w *Workspace) countUndecided(tx *sqlite.Tx, spaces []SpaceInfo) error {
	if len(spaces) == 0 {
		return nil
	}
	open, err := w.undecided(tx)
	if err != nil {
		return err
	}
	in := map[string]int{}
	for id, n := range open {
		snap, err := tx.RecordPart(id, nil, nil)
		if err != nil {
			return err
		}
		in[snap.Space] += n
	}
	if err := w.countTwins(tx, in); err != nil {
		return err
	}
	for i := range spaces {
		spaces[i].Undecided = in[spaces[i].Space]
	}
	return nil
}

// OpenConflicts counts the questions that wait in the records of a space.
func (w *Workspace) OpenConflicts(ctx context.Context, name string) (int, error) {
	l, err := w.space(ctx, name)
	if err != nil {
		return 0, err
	}
	count := []SpaceInfo{{Link: l}}
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error { return w.countUndecided(tx, count) })
	return count[0].Undecided, err
}
