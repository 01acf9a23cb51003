package workspace

import (
	"context"
	"slices"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/space"
	"secondstory/backend/sqlite"
)

// leaves notes that a record goes from its shared space to another; from the personal
// one there is nothing to note. share.move_waits while an earlier move of it is not
// over: moving are the records of which that is so.
func (w *Workspace) leaves(tx *sqlite.Tx, row record.Row, to sharing.Link, ref string, moving map[string]bool) error {
	from, shared, err := tx.Link(row.Space)
	if err != nil || !shared {
		return err
	}
	if moving[row.ID] {
		return fault.New(fault.Denied, "share.move_waits", "ref", ref)
	}
	base, known, err := tx.Base(from.Space, row.ID)
	if err != nil {
		return err
	}
	// Where no commit has it, nobody there can have read it: it leaves nothing behind.
	if known && (base.Commit != "" || base.Snapshot != nil) {
		m := sharing.Move{Record: row.ID, From: from.Space, To: to.Space, At: w.now().UTC()}
		if err := tx.PutMove(m); err != nil {
			return err
		}
	}
	for _, x := range []struct{ space, action, other string }{{from.Space, "space.left", to.Name}, {to.Space, "space.entered", from.Name}} {
		chain := w.Who.Device + "/" + x.space
		if err := tx.EnsureChain(chain, w.Who.Device, x.space, w.now()); err != nil {
			return err
		}
		if err := w.Records.NoteIn(tx, chain, row.ID, x.action, x.other); err != nil {
			return err
		}
	}
	return nil
}

// Received says whether others of the shared space a record is in can have it. False in
// the personal one, and where no commit was ever made of it.
func (w *Workspace) Received(ctx context.Context, id string) (bool, error) {
	received, err := w.receivedOf(ctx, []string{id})
	return received[id], err
}

// receivedOf says of which of several records Received is true. What a space holds is looked
// up once for all that are in it, after the database was read.
func (w *Workspace) receivedOf(ctx context.Context, ids []string) (map[string]bool, error) {
	links, asked := map[string]sharing.Link{}, map[string][]space.AskedOf{}
	err := w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		for _, id := range ids {
			snap, err := tx.RecordPart(id, nil, nil)
			if err != nil {
				return err
			}
			l, seen := links[snap.Space]
			if !seen {
				var shared bool
				if l, shared, err = tx.Link(snap.Space); err != nil {
					return err
				}
				if !shared {
					continue
				}
				links[snap.Space] = l
			}
			_, committed, err := tx.Base(l.Space, id)
			if err != nil {
				return err
			}
			asked[l.Space] = append(asked[l.Space], space.AskedOf{Kind: snap.Kind, ID: id, Committed: committed})
		}
		return nil
	})
	received := map[string]bool{}
	if err != nil {
		return received, err
	}
	syncer := w.Syncer()
	for id, list := range asked {
		for i, others := range syncer.Received(ctx, links[id], list) {
			received[list[i].ID] = others
		}
	}
	return received, ctx.Err()
}

// nothingMoves refuses to leave a space while the stub of a record that went on from
// it is not there yet: the others would keep a version that nobody tends.
func (w *Workspace) nothingMoves(ctx context.Context, l sharing.Link) error {
	return w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		moves, err := tx.Moves()
		for _, m := range moves {
			if m.From == l.Space {
				return fault.New(fault.Denied, "share.leave_waits", "name", l.Name)
			}
		}
		return err
	})
}

// Moving lists the records on their way from one space to another.
func (w *Workspace) Moving(ctx context.Context) (list []sharing.Move, err error) {
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		list, err = tx.Moves()
		return err
	})
	return list, err
}

// ExchangeOrder sorts spaces as they are best exchanged: those that records are on
// their way to come first, so that the stubs go out with the same round.
func (w *Workspace) ExchangeOrder(ctx context.Context, list []SpaceInfo) ([]SpaceInfo, error) {
	moves, err := w.Moving(ctx)
	if err != nil {
		return nil, err
	}
	from := map[string][]string{}
	for _, m := range moves {
		from[m.From] = append(from[m.From], m.To)
	}
	// A space comes behind those its records go to. Two that exchange records with each
	// other stay as they stood.
	var out []SpaceInfo
	seen := map[string]bool{}
	var put func(l SpaceInfo)
	put = func(l SpaceInfo) {
		if seen[l.Space] {
			return
		}
		seen[l.Space] = true
		for _, to := range list {
			if slices.Contains(from[l.Space], to.Space) {
				put(to)
			}
		}
		out = append(out, l)
	}
	for _, l := range list {
		put(l)
	}
	return out, nil
}
