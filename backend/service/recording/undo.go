package recording

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
)

// stepWindow is how many steps undo and redo look back over at a time.
const stepWindow = 200

// Undone tells what an undo or redo did. Done is false when there was nothing
// left to take back.
type Undone struct {
	Done   bool
	Action string // of the step taken back or brought back
	Record string
	Rev    int64
	Path   string // the entity to show: "", or the path of a part
	// Stop is the action of the final step before which undo ends; "" where there is none.
	Stop string
	// Began is the action that made Record, where undo of work ends at it; "" elsewhere.
	Began string
	// What is what the one part that was touched is called, Field the one field of the
	// record itself; "" for others.
	What, Field string
}

// Undo takes back the last step of a record made on this device. An empty id
// means the last step made by this program (the command line's undo without a
// reference). Whoever only goes back over work calls UndoWork; here one step beyond the beginning withdraws the creation: the record
// goes to the trash. Refused with fault.Conflict where the same atom has changed
// since.
func (s *Service) Undo(ctx context.Context, id, editor string) (Undone, error) {
	return s.back(ctx, id, editor, journal.Undo, false)
}

// UndoWork takes back the last step of work in a record and stops at the state in
// which it was made: a key pressed once too often does not move what somebody is
// reading to the trash.
func (s *Service) UndoWork(ctx context.Context, id, editor string) (Undone, error) {
	return s.back(ctx, id, editor, journal.Undo, true)
}

// Redo brings back the last step that was undone, until the next edit.
func (s *Service) Redo(ctx context.Context, id, editor string) (Undone, error) {
	return s.back(ctx, id, editor, journal.Redo, false)
}

// NextWork tells the actions that UndoWork and Redo would take; "" for none.
func (s *Service) NextWork(ctx context.Context, id string) (undo, redo string, err error) {
	err = s.Store.View(ctx, func(tx Reader) error {
		if st, ok, err := s.nextWork(tx, id); err != nil {
			return err
		} else if ok {
			undo = st.Action
		}
		st, ok, err := s.next(tx, id, journal.Redo)
		if ok {
			redo = st.Action
		}
		return err
	})
	return undo, redo, err
}

func (s *Service) next(tx Reader, id string, kind journal.StepKind) (journal.Step, bool, error) {
	origin := ""
	if id == "" {
		origin = s.Origin
	}
	for limit := stepWindow; ; limit *= 10 {
		steps, err := tx.Steps(id, s.Who.Device, origin, limit)
		if err != nil {
			return journal.Step{}, false, err
		}
		find := journal.NextUndo
		if kind == journal.Redo {
			find = journal.NextRedo
		}
		if st, ok := find(steps); ok || st.ID != 0 || len(steps) < limit {
			return st, ok, nil
		}
	}
}

// nextWork is the next step to undo, unless it is the one that made the record.
func (s *Service) nextWork(tx Reader, id string) (journal.Step, bool, error) {
	st, ok, err := s.next(tx, id, journal.Undo)
	if err != nil || !ok {
		return st, ok, err
	}
	entries, err := tx.StepEntries(st.ID)
	if err != nil {
		return st, false, err
	}
	if presence, trashed := recordPresence(entries, st.Record); !presence || trashed {
		return st, true, nil
	}
	// Taking a record out of the trash makes it come as well, but not for the first time.
	earlier, err := tx.RecordEntries(st.Record, entries[0].N, 1)
	return st, len(earlier) > 0, err
}

func (s *Service) back(ctx context.Context, id, editor string, kind journal.StepKind, work bool) (out Undone, err error) {
	now := s.now()
	recordKind := ""
	err = s.Store.Update(ctx, func(tx Writer) error {
		next := func() (journal.Step, bool, error) { return s.next(tx, id, kind) }
		if work {
			next = func() (journal.Step, bool, error) { return s.nextWork(tx, id) }
		}
		target, ok, err := next()
		if err != nil || !ok {
			out.Stop, out.Record = stopOf(target), target.Record
			if target.ID != 0 && out.Stop == "" {
				out.Began = target.Action
			}
			return err
		}
		entries, err := tx.StepEntries(target.ID)
		if err != nil {
			return err
		}
		snap, err := s.snapshotFor(tx, target.Record, entries)
		if err != nil {
			return err
		}
		schema, known := s.Registry.Schema(snap.Kind)
		if !known {
			return fault.New(fault.Denied, "record.kind_unknown", "kind", snap.Kind)
		}
		recordKind = snap.Kind
		presence, trashed := recordPresence(entries, target.Record)
		if err := s.mayGoBack(tx, snap, schema, target, kind, presence); err != nil {
			return err
		}
		step := s.step(target.Record, kind, target.Action, "", now)
		step.Undoes = target.ID
		stepID, err := tx.OpenStep(step)
		if err != nil {
			return err
		}
		out = Undone{Done: true, Action: target.Action, Record: target.Record, Rev: snap.Rev}
		out.What, out.Field = touched(snap, entries)
		moved, edited := apart(entries, target)
		if presence {
			if out.Rev, err = s.setPresence(tx, target.Record, stepID, moved, !trashed, target.Action); err != nil {
				return err
			}
		}
		if err := s.revertStep(tx, schema, snap, edited, stepID, target, &out); err != nil {
			return err
		}
		if err := tx.SetUndoneBy(target.ID, stepID); err != nil {
			return err
		}
		if kind == journal.Redo {
			// Taking an undo back puts the step it had undone in force again.
			return tx.SetUndoneBy(target.Undoes, 0)
		}
		return nil
	})
	if err != nil {
		return Undone{}, err
	}
	if out.Done {
		s.announce(out.Record, recordKind, out.Rev, editor)
	}
	return out, nil
}

// mayGoBack refuses what would reach beyond the step itself: taking the coming
// or going of a record back while later steps in it are in force, and taking an
// edit back in a record that lies in the trash. Both happen only where one
// program takes its own steps back past those of another.
func (s *Service) mayGoBack(tx Reader, snap record.Snapshot, schema *record.Schema, target journal.Step, kind journal.StepKind, presence bool) error {
	if !presence {
		if snap.Trashed() {
			return fault.New(fault.Denied, "record.in_trash", "ref", record.Ref(schema.RefPrefix, snap.ID))
		}
		return nil
	}
	last, ok, err := s.next(tx, target.Record, kind)
	if err == nil && (!ok || last.ID != target.ID) {
		err = fault.New(fault.Conflict, "record.moved_on", "path", "", "field", "")
	}
	return err
}

// recordPresence says whether a step made the record come or go, and whether it
// is to be in the trash now that the step is in force.
func recordPresence(entries []journal.Entry, id string) (presence, trashed bool) {
	for _, e := range entries {
		if moves, trashed := movesRecord(e, id); moves {
			return true, trashed
		}
	}
	return false, false
}

// movesRecord says whether an entry made the record come or go.
func movesRecord(e journal.Entry, id string) (moves, trashed bool) {
	if e.Entity != id || e.Erased {
		return false, false
	}
	before, after := docs(e)
	if before["$absent"] == true {
		return true, false
	}
	return after["$absent"] == true, true
}

// apart tells the entry by which a step made the record come or go from what it edited in
// the same gesture. Of the step that made the record that is nothing: what it began with
// goes with it.
func apart(entries []journal.Entry, target journal.Step) (moved int64, edited []journal.Entry) {
	made := false
	for _, e := range entries {
		if moves, trashed := movesRecord(e, target.Record); moves {
			moved, made = e.N, !trashed && target.Kind == journal.Edit
		} else {
			edited = append(edited, e)
		}
	}
	if made {
		return moved, nil
	}
	return moved, edited
}

// setPresence moves a record into the trash or out of it, as a step.
func (s *Service) setPresence(tx Writer, id string, step, undoes int64, trash bool, action string) (int64, error) {
	now := s.now()
	c := record.Change{Before: record.Doc{}, After: record.Doc{"$absent": true}}
	if !trash {
		c.Before, c.After = c.After, c.Before
	}
	if err := s.append(tx, step, undoes, now, action, "", id, c); err != nil {
		return 0, err
	}
	return tx.SetRemoved(id, trash, now)
}

func (s *Service) snapshotFor(tx Reader, id string, entries []journal.Entry) (record.Snapshot, error) {
	var entities []string
	collections := map[string]bool{}
	for _, e := range entries {
		if entity := entityOf(e, id); entity != "" {
			entities = append(entities, entity)
			p, _ := record.ParsePath(entity)
			collections[p.Collection] = true
		}
	}
	// A step over many parts (an import, a subtree) reads their collections once.
	if len(entities) > 50 {
		names := make([]string, 0, len(collections))
		for name := range collections {
			names = append(names, name)
		}
		return tx.RecordPart(id, nil, names)
	}
	return tx.RecordPart(id, entities, nil)
}

func entityOf(e journal.Entry, id string) string {
	return strings.TrimPrefix(strings.TrimPrefix(e.Entity, id), "/")
}

func docs(e journal.Entry) (before, after record.Doc) {
	before, after = record.Doc{}, record.Doc{}
	_ = json.Unmarshal(e.Before, &before) //nolint:errcheck // an erased payload has nothing to read
	_ = json.Unmarshal(e.After, &after)   //nolint:errcheck // as above
	return before, after
}

// revertStep takes the entries of a step back, entity by entity, newest first.
func (s *Service) revertStep(tx Writer, schema *record.Schema, snap record.Snapshot, entries []journal.Entry, stepID int64, target journal.Step, out *Undone) error {
	now := s.now()
	type group struct {
		entity string
		first  int64
	}
	var order []group
	seen := map[string]bool{}
	for _, e := range entries {
		if e.Erased {
			return fault.New(fault.Conflict, "record.undo_erased")
		}
		entity := entityOf(e, target.Record)
		if !seen[entity] {
			seen[entity] = true
			order = append(order, group{entity, e.N})
		}
	}
	var changes []record.Change
	cancelled := map[int64]bool{}
	for i := len(order) - 1; i >= 0; i-- {
		g := order[i]
		later, err := tx.EntityEntriesAfter(target.Record, key(target.Record, g.entity), g.first-1)
		if err != nil {
			return err
		}
		trail := make([]record.Trace, 0, len(later))
		for _, e := range later {
			if moves, _ := movesRecord(e, target.Record); moves || e.Step == stepID {
				continue
			}
			before, after := docs(e)
			t := record.Trace{Change: record.Change{Entity: g.entity, Before: before, After: after}, Own: e.Step == target.ID}
			if !t.Own {
				gone, known := cancelled[e.Step]
				if !known {
					if gone, err = s.cameToNothing(tx, e.Step); err != nil {
						return err
					}
					cancelled[e.Step] = gone
				}
				t.Cancelled = gone
			}
			trail = append(trail, t)
		}
		c, changed, err := record.Revert(schema, snap.State, g.entity, trail)
		if err != nil {
			return err
		}
		if !changed {
			continue
		}
		if snap.BaseCommit != "" {
			if err := record.Compensate(schema, snap.State, c, s.saidAgain(now)); err != nil {
				return err
			}
		}
		for _, part := range byChain(schema, c) {
			if err := s.append(tx, stepID, g.first, now, target.Action, "", target.Record, part); err != nil {
				return err
			}
		}
		changes = append(changes, c)
		out.Path = g.entity
	}
	if len(changes) == 0 {
		return nil
	}
	rev, err := tx.SaveChanged(schema, snap.State, changes, now)
	if err != nil {
		return err
	}
	out.Rev = rev
	return s.may(tx, target.Record, snap.Kind, changes, func() (record.Snapshot, error) {
		return s.rewound(tx, target.Record, entries[0].N-1)
	})
}

func key(id, entity string) string {
	if entity == "" {
		return id
	}
	return id + "/" + entity
}

// cameToNothing says whether a step and the one that took it back cancel each
// other.
func (s *Service) cameToNothing(tx Reader, step int64) (bool, error) {
	st, err := tx.Step(step)
	if err != nil {
		return false, fmt.Errorf("step %d: %w", step, err)
	}
	if st.UndoneBy != 0 {
		return true, nil
	}
	if st.Undoes == 0 {
		return false, nil
	}
	undone, err := tx.Step(st.Undoes)
	if err != nil {
		return false, fmt.Errorf("step %d: %w", st.Undoes, err)
	}
	return undone.UndoneBy == st.ID, nil
}
