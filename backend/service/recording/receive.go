package recording

import (
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
)

// Arrival is a record as an exchange with others left it.
type Arrival struct {
	Row    record.Row    // ID, Kind and Space
	State  *record.State // nil where nothing of it is here and nothing came
	Trash  bool          // it is not there, or no longer
	Commit string        // that it came with; the reason in the journal
	// Way is what each commit did to it, in their order, and leads to State; empty where
	// that is not known. For a record that is new here it begins with Made.
	Way []Passage
	// Made is a new record as its first commit left it; nil for State.
	Made *record.State
	// Turned is who took the whole record away or brought it back; of no commit where that
	// is not known.
	Turned sharing.Author
	// Hand says that it was written on this machine, in a file beside the program.
	Hand bool
}

// Passage is what one commit did to a record that is here.
type Passage struct {
	By      sharing.Author
	Changes []record.Change
}

// receiveAction names what an exchange brought in the history.
const receiveAction = journal.Receive

// handAction names what was written by hand in a file of a mirror folder.
const handAction = "sync.hand"

// ofNobody stands before the commit in the reason of what no commit alone wrote, such
// as what a merge decided: who wrote that commit has not written this.
const ofNobody = "?"

// ofJoining stands there for what came of joining two versions, such as a question.
const ofJoining = "+"

// Receive writes what an exchange brought into the transaction it is given. The
// entries stand in the local chain, for the commit is the record of others' work;
// the step is none that undo takes back. What a hand wrote is an edit of this device
// like any other, and undo takes it back. Announce is to be called once the
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
	if turned {
		c := record.Change{Before: record.Doc{}, After: record.Doc{"$absent": true}}
		if !a.Trash {
			c.Before, c.After = c.After, c.Before
		}
		by := a.Turned
		if by.Commit == "" {
			by.Commit = a.Commit
		}
		if err := s.pass(tx, a, now, Passage{by, []record.Change{c}}); err != nil {
			return 0, false, err
		}
		if rev, err = tx.SetRemoved(a.Row.ID, a.Trash, now); err != nil {
			return 0, false, err
		}
	}
	way := a.Way
	if len(way) == 0 && len(changes) > 0 {
		way = []Passage{{sharing.Author{Commit: a.Commit}, changes}}
	}
	for _, p := range way {
		if err := s.pass(tx, a, now, p); err != nil {
			return 0, false, err
		}
	}
	if len(changes) > 0 {
		rev, err = tx.SaveChanged(schema, a.State, changes, now)
	}
	return rev, true, err
}

// pass writes what one commit, or a hand, did as a step of its own. Who wrote it is
// noted where that is known.
func (s *Service) pass(tx Writer, a Arrival, now time.Time, p Passage) error {
	if a.Hand {
		return s.byHand(tx, a.Row.ID, now, p.Changes)
	}
	if !p.By.At.IsZero() {
		if err := tx.PutReceived(p.By); err != nil {
			return err
		}
	}
	reason := journal.CameWith(p.By.Commit, p.By.Edited)
	switch {
	case !p.By.At.IsZero():
	case p.By.Joined:
		reason = ofJoining + reason
	default:
		reason = ofNobody + reason
	}
	return s.staying(tx, receiveAction, reason, a.Row.ID, now, p.Changes)
}

// staying writes changes as a step that undo passes over, in the chain of what stays here.
func (s *Service) staying(tx Writer, action, reason, id string, now time.Time, changes []record.Change) error {
	step, err := tx.OpenStep(s.step(id, journal.Note, action, "", now))
	if err != nil {
		return err
	}
	for _, c := range changes {
		c.Local = true
		if err := s.append(tx, step, 0, now, action, reason, id, c); err != nil {
			return err
		}
	}
	return nil
}

// questions is the collection of what a merge asks.
const questions = "conflicts"

// byHand writes what a person saved in a file as an edit. The questions a merge opened
// over it were asked by nobody, so no key takes them back; they come first, for the last
// step is the one that undo names.
func (s *Service) byHand(tx Writer, id string, now time.Time, changes []record.Change) error {
	var edits, asked []record.Change
	for _, c := range changes {
		if p, _ := record.ParsePath(c.Entity); p.Collection == questions {
			asked = append(asked, c)
		} else {
			edits = append(edits, c)
		}
	}
	if len(asked) > 0 {
		if err := s.staying(tx, handAction, "", id, now, asked); err != nil {
			return err
		}
	}
	if len(edits) == 0 {
		return nil
	}
	step, err := tx.OpenStep(s.step(id, journal.Edit, handAction, "", now))
	if err != nil {
		return err
	}
	for _, c := range edits {
		if err := s.append(tx, step, 0, now, handAction, "", id, c); err != nil {
			return err
		}
	}
	return nil
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
	made, way := a.Made, a.Way
	if made == nil || len(way) == 0 {
		made, way = a.State, []Passage{{By: sharing.Author{Commit: a.Commit}}}
	}
	way[0].Changes = []record.Change{{Before: record.Doc{"$absent": true}, After: record.Doc{"head": made.Head, "parts": record.PartDocs(made)}}}
	for _, p := range way {
		if err := s.pass(tx, a, now, p); err != nil {
			return 0, false, err
		}
	}
	return rev, true, nil
}

// Announce tells of a write of Receive.
func (s *Service) Announce(id, kind string, rev int64) { s.announce(id, kind, rev, "") }

// Note writes into the local chain that something was done with a record that
// changed nothing in it and that undo does not take back.
func (s *Service) Note(tx Writer, id, action, reason string) error {
	return s.NoteIn(tx, s.Who.LocalChain, id, action, reason)
}

// NoteIn is Note for another chain of this device.
func (s *Service) NoteIn(tx Writer, chain, id, action, reason string) error {
	now := s.now()
	step, err := tx.OpenStep(s.step(id, journal.Note, action, "", now))
	if err != nil {
		return err
	}
	in := *s
	in.Who.LocalChain = chain
	return in.append(tx, step, 0, now, action, reason, id, record.Change{Before: record.Doc{}, After: record.Doc{}, Local: true})
}
