package recording

import (
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
)

// Arrival is a record as an exchange with others left it.
type Arrival struct {
	Row    record.Row    // ID, Kind and Space
	State  *record.State // nil where nothing of it is here and nothing came
	Trash  bool          // it is not there, or no longer
	Commit string        // that it came with; the reason in the journal
}

// receiveAction names what an exchange brought in the history.
const receiveAction = "sync.receive"

// Receive writes what an exchange brought into the transaction it is given. The
// entries stand in the local chain, for the commit is the record of others' work;
// the step is none that undo takes back. Announce is to be called once the
// transaction is durable. changed is false when nothing was to be done.
func (s *Service) Receive(tx Writer, a Arrival) (rev int64, changed bool, err error) {
	schema, ok := s.Registry.Schema(a.Row.Kind)
	if !ok {
		return 0, false, fault.New(fault.Denied, "record.kind_unknown", "kind", a.Row.Kind)
	}
	now := s.now()
	snap, err := tx.Record(a.Row.ID)
	known := !fault.Is(err, fault.NotFound)
	switch {
	case err != nil && known:
		return 0, false, err
	case !known && (a.State == nil || a.Trash):
		return 0, false, nil
	case !known:
		return s.receiveNew(tx, schema, a)
	}
	changes := record.Diff(schema, snap.State, a.State)
	turned := snap.Trashed() != a.Trash
	if len(changes) == 0 && !turned {
		return snap.Rev, false, nil
	}
	step, err := tx.OpenStep(s.step(a.Row.ID, journal.Note, receiveAction, "", now))
	if err != nil {
		return 0, false, err
	}
	if turned {
		c := record.Change{Before: record.Doc{}, After: record.Doc{"$absent": true}, Local: true}
		if !a.Trash {
			c.Before, c.After = c.After, c.Before
		}
		if err := s.append(tx, step, 0, now, receiveAction, a.Commit, a.Row.ID, c); err != nil {
			return 0, false, err
		}
		if rev, err = tx.SetRemoved(a.Row.ID, a.Trash, now); err != nil {
			return 0, false, err
		}
	}
	for _, c := range changes {
		c.Local = true // the chain of what stays here
		if err := s.append(tx, step, 0, now, receiveAction, a.Commit, a.Row.ID, c); err != nil {
			return 0, false, err
		}
	}
	if len(changes) > 0 {
		rev, err = tx.SaveChanged(schema, a.State, changes, now)
	}
	return rev, true, err
}

func (s *Service) receiveNew(tx Writer, schema *record.Schema, a Arrival) (rev int64, changed bool, err error) {
	now := s.now()
	row := a.Row
	row.CreatedAt, row.ChangedAt = now, now
	if made, ok := record.ULIDTime(row.ID); ok && made.Before(now) {
		row.CreatedAt = made
	}
	stored, err := record.Store(schema, row, a.State)
	if err != nil {
		return 0, false, err
	}
	if rev, err = tx.InsertRecord(stored); err != nil {
		return 0, false, err
	}
	step, err := tx.OpenStep(s.step(row.ID, journal.Note, receiveAction, "", now))
	if err != nil {
		return 0, false, err
	}
	c := record.Change{Before: record.Doc{"$absent": true}, After: record.Doc{"head": a.State.Head, "parts": record.PartDocs(a.State)}, Local: true}
	return rev, true, s.append(tx, step, 0, now, receiveAction, a.Commit, row.ID, c)
}

// Announce tells of a write of Receive.
func (s *Service) Announce(id, kind string, rev int64) { s.announce(id, kind, rev, "") }

// Note writes into the local chain that something was done with a record that
// changed nothing in it and that undo does not take back.
func (s *Service) Note(tx Writer, id, action, reason string) error {
	now := s.now()
	step, err := tx.OpenStep(s.step(id, journal.Note, action, "", now))
	if err != nil {
		return err
	}
	return s.append(tx, step, 0, now, action, reason, id, record.Change{Before: record.Doc{}, After: record.Doc{}, Local: true})
}
