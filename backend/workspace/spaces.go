package workspace

import (
	"context"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
	"secondstory/backend/sqlite"
)

// Told is told what an exchange does and how far it is, in records; a total of 0 is
// not known.
type Told func(doing space.Phase, done, total int)

// SyncTold is Sync for somebody who watches.
func (w *Workspace) SyncTold(ctx context.Context, name string, access remote.Access, told Told) (space.Report, error) {
	l, err := w.space(ctx, name)
	if err != nil {
		return space.Report{}, err
	}
	if access, err = w.accessTo(ctx, l.Address, access); err != nil {
		return space.Report{}, err
	}
	s := w.Syncer()
	s.Progress = told
	return s.Sync(ctx, l.Space, access)
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
		open, err := undecided(tx)
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

// undecided counts by record what waits for a decision.
func undecided(tx *sqlite.Tx) (map[string]int, error) {
	open := map[string]int{}
	placed, err := tx.Conflicts()
	for _, p := range placed {
		if record.Str(p.Doc, "state") != merge.Resolved {
			open[p.Record]++
		}
	}
	return open, err
}

// countUndecided fills in what waits for a decision in each space. There are few such
// records, so each is asked where it is.
func countUndecided(tx *sqlite.Tx, spaces []SpaceInfo) error {
	if len(spaces) == 0 {
		return nil
	}
	open, err := undecided(tx)
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
	for i := range spaces {
		spaces[i].Undecided = in[spaces[i].Space]
	}
	return nil
}
