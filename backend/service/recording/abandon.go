package recording

import (
	"context"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
)

// Abandon takes the last step of a record back when it began a text (Edit.Begins)
// at this path, as if it had never been: history does not list it, and undo and redo
// pass over it. done is false, and nothing changed, when the last step is another.
func (s *Service) Abandon(ctx context.Context, id, begun, editor string) (done bool, rev int64, err error) {
	now := s.now()
	kind := ""
	err = s.Store.Update(ctx, func(tx Writer) error {
		last, err := tx.Steps(id, s.Who.Device, "", 1)
		if err != nil || len(last) == 0 {
			return err
		}
		target := last[0]
		if target.Kind != journal.Edit || target.UndoneBy != 0 || target.Field != begun || target.Origin != s.Origin {
			return nil
		}
		entries, err := tx.StepEntries(target.ID)
		if err != nil {
			return err
		}
		if !makes(entries, id, begun) {
			return nil
		}
		snap, err := s.snapshotFor(tx, id, entries)
		if err != nil {
			return err
		}
		schema, known := s.Registry.Schema(snap.Kind)
		if !known {
			return fault.New(fault.Denied, "record.kind_unknown", "kind", snap.Kind)
		}
		if err := s.mayGoBack(tx, snap, schema, target, journal.Undo, false); err != nil {
			return err
		}
		step := s.step(id, journal.Note, target.Action, "", now)
		step.Undoes = target.ID
		stepID, err := tx.OpenStep(step)
		if err != nil {
			return err
		}
		out := Undone{Rev: snap.Rev}
		if err := s.revertStep(tx, schema, snap, entries, stepID, target, &out); err != nil {
			return err
		}
		done, rev, kind = true, out.Rev, snap.Kind
		return tx.SetUndoneBy(target.ID, stepID)
	})
	if err != nil {
		return false, 0, err
	}
	if done {
		s.announce(id, kind, rev, editor)
	}
	return done, rev, nil
}

// makes says whether a step made the part whose text begins at this path.
func makes(entries []journal.Entry, id, begun string) bool {
	p, ok := record.ParsePath(begun)
	for _, e := range entries {
		if before, _ := docs(e); ok && before["$absent"] == true && entityOf(e, id) == p.Entity() {
			return true
		}
	}
	return false
}

// listed says whether a step is one to people: what was abandoned is none.
func listed(tx Reader, st journal.Step) (bool, error) {
	if st.Abandons() {
		return false, nil
	}
	if st.UndoneBy == 0 {
		return true, nil
	}
	by, err := tx.Step(st.UndoneBy)
	return !by.Abandons(), err
}
