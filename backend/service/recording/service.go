package recording

import (
	"context"
	"errors"
	"fmt"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
)

// Identity says who writes: device and actor are pseudonymous ids, the chains
// are those of this device.
type Identity struct {
	Device     string
	Actor      string
	Space      string // the personal space, where new records live
	SpaceChain string
	LocalChain string
}

// Changed is announced after every write.
type Changed struct {
	ID     string `json:"id"`
	Ref    string `json:"ref"`
	Kind   string `json:"kind"`
	Rev    int64  `json:"rev"`
	Origin string `json:"origin"` // the editor field that wrote, "" for others
}

// Service changes and reads records. It is safe for use by several goroutines.
type Service struct {
	Store    Store
	Registry *record.Registry
	Who      Identity
	Origin   string // "window" or "cli"
	Now      func() time.Time
	NewID    func() string
	// May looks at the fields of a record itself that a gesture of a person has changed, an
	// undo and a redo too, in the transaction and after it; an error of it is the outcome and
	// nothing was changed. Of an undo and a redo, stood reads the record as it was before the
	// step that is taken back; it is nil for an edit. What others sent is a fact and not asked.
	// May be nil.
	May func(tx Reader, id, kind string, head record.Change, stood Stood) error
	// OnChange is told of every write after it is durable; may be nil.
	OnChange func(Changed)
}

// Edit is one gesture on one record.
type Edit struct {
	Action string // "timeline.add" …; the message key of its name is "history." + Action
	Reason string
	Editor string // editor field of a screen
	// Rule is the actor where a version of a rule did it by itself (journal.RuleActor);
	// "" for a person.
	Rule string
	// Final says that no key takes it back, nor what was done before it: others may already
	// rely on it, and whoever thinks again decides anew.
	Final bool
	// Field is the path of the field being typed in; edits of the same field
	// without a pause join one step. "" for everything else.
	Field string
	// Begins is the path of a text that somebody is about to type: its first words
	// join the step of this edit.
	Begins string
	// Needs names collections that Plan has to see whole.
	Needs []string
	// Entities names parts that Plan has to see.
	Entities []string
	// Last names collections of which Plan has to see only the last part, to put
	// something behind it.
	Last []string
	// Guard looks at the store in the same transaction before Plan; an error of it
	// is the outcome of the edit. May be nil.
	Guard func(Reader) error
	// Trash says, after Plan, that the record goes to the trash with this edit; nil for
	// every edit that leaves it where it is. Undo brings both back.
	Trash func() bool
	// Plan gives the operations for the state as it is now.
	Plan func(s *record.State) ([]record.Op, error)
	// Aside says that nobody made the edit: undo passes over it, and it is told in the
	// chain of what stays here.
	Aside bool
	// TrashOther is another record that goes to the trash with this edit, in a step of its own.
	TrashOther string
	// Source gives, after Plan, what the record is now imported from; nil for
	// every edit that is no import.
	Source func() (*record.Source, error)
}

// ErrSourceKnown says that the very content has been imported in the meantime,
// by this program or another.
var ErrSourceKnown = errors.New("recording: the source is known")

// Result of a write. Rev is the workspace revision after it; unchanged when the
// edit changed nothing.
type Result struct {
	Rev     int64
	Changes []record.Change
}

// Get reads a record. fault.NotFound when there is none.
func (s *Service) Get(ctx context.Context, id string) (snap record.Snapshot, err error) {
	err = s.Store.View(ctx, func(tx Reader) error {
		snap, err = tx.Record(id)
		return err
	})
	return snap, err
}

// GetAfter reads a record for a holder of an earlier reading; changed is false
// when that is still what is stored.
func (s *Service) GetAfter(ctx context.Context, earlier record.Snapshot) (snap record.Snapshot, changed bool, err error) {
	err = s.Store.View(ctx, func(tx Reader) error {
		snap, changed, err = tx.RecordAfter(earlier)
		return err
	})
	return snap, changed, err
}

// Rev is the workspace revision.
func (s *Service) Rev(ctx context.Context) (rev int64, err error) {
	err = s.Store.View(ctx, func(tx Reader) error {
		rev, err = tx.Rev()
		return err
	})
	return rev, err
}

// Edit carries out one gesture.
func (s *Service) Edit(ctx context.Context, id string, e Edit) (res Result, err error) {
	now := s.now()
	kind, written, gone := "", false, int64(0)
	err = s.Store.Update(ctx, func(tx Writer) error {
		entities := e.Entities
		for _, name := range e.Last {
			last, err := tx.LastPart(id, name)
			if err != nil {
				return err
			}
			if last != "" {
				entities = append(entities[:len(entities):len(entities)], name+"/"+last)
			}
		}
		snap, schema, err := s.load(tx, id, entities, e.Needs)
		if err != nil {
			return err
		}
		kind = snap.Kind
		if e.Guard != nil {
			if err := e.Guard(tx); err != nil {
				return err
			}
		}
		ops, err := e.Plan(snap.State)
		if err != nil {
			return err
		}
		changes, err := record.Apply(schema, snap.State, ops...)
		if err != nil {
			return err
		}
		if e.Source != nil {
			src, err := e.Source()
			if err != nil {
				return err
			}
			if src != nil {
				if err := tx.AddSource(*src); err != nil {
					return err
				}
			}
		}
		if e.TrashOther != "" {
			if gone, err = s.trashed(tx, e.TrashOther, e.Action, now); err != nil {
				return err
			}
		}
		res = Result{Rev: snap.Rev, Changes: changes}
		goes := e.Trash != nil && e.Trash()
		if written = len(changes) > 0 || goes; !written {
			return nil
		}
		step, err := s.stepFor(tx, id, e, now)
		if err != nil {
			return err
		}
		by := *s
		if e.Rule != "" {
			by.Who.Actor = e.Rule
		}
		if goes {
			if res.Rev, err = by.setPresence(tx, id, step, 0, true, e.Action); err != nil {
				return err
			}
		}
		for _, c := range changes {
			c.Local = c.Local || e.Aside
			if err := by.append(tx, step, 0, now, e.Action, e.Reason, id, c); err != nil {
				return err
			}
		}
		if len(changes) > 0 {
			if res.Rev, err = tx.SaveChanged(schema, snap.State, changes, now); err != nil {
				return err
			}
		}
		if e.Aside || e.Source != nil || e.TrashOther != "" {
			return nil // a rule, a file, or what somebody else had agreed
		}
		return s.may(tx, id, kind, changes, nil)
	})
	if err != nil {
		return Result{}, err
	}
	if written {
		s.announce(id, kind, res.Rev, e.Editor)
	}
	if gone > 0 {
		s.announce(e.TrashOther, kind, gone, e.Editor)
	}
	return res, nil
}

// Stood reads a record as it once stood; fault.Unavailable where that was erased since.
type Stood func() (record.Snapshot, error)

// may asks about the changes of the record itself.
func (s *Service) may(tx Reader, id, kind string, changes []record.Change, stood Stood) error {
	for _, c := range changes {
		if s.May == nil || c.Entity != "" || c.Local {
			continue
		}
		if err := s.May(tx, id, kind, c, stood); err != nil {
			return err
		}
	}
	return nil
}

// trashed puts a record into the trash in the transaction of another edit.
func (s *Service) trashed(tx Writer, id, action string, now time.Time) (int64, error) {
	if snap, err := tx.RecordPart(id, nil, nil); err != nil || snap.Trashed() {
		return 0, err
	}
	step, err := tx.OpenStep(s.step(id, journal.Edit, action, "", now))
	if err != nil {
		return 0, err
	}
	return s.setPresence(tx, id, step, 0, true, action)
}

// load reads what an edit needs; trashed records take no edits.
func (s *Service) load(tx Reader, id string, entities, collections []string) (record.Snapshot, *record.Schema, error) {
	snap, err := tx.RecordPart(id, entities, collections)
	if err != nil {
		return snap, nil, err
	}
	schema, ok := s.Registry.Schema(snap.Kind)
	if !ok {
		return snap, nil, fault.New(fault.Denied, "record.kind_unknown", "kind", snap.Kind)
	}
	if snap.Trashed() {
		return snap, nil, fault.New(fault.Denied, "record.in_trash", "ref", record.Ref(schema.RefPrefix, id))
	}
	return snap, schema, nil
}

// stepFor joins the step of typing that is going on, or opens one.
func (s *Service) stepFor(tx Writer, id string, e Edit, now time.Time) (int64, error) {
	if e.Field != "" {
		last, err := tx.Steps(id, s.Who.Device, "", 1)
		if err != nil {
			return 0, err
		}
		if len(last) == 1 && last[0].Joins(s.Origin, e.Action, e.Field, now) {
			return last[0].ID, tx.TouchStep(last[0].ID, now)
		}
	}
	field := e.Field
	if field == "" {
		field = e.Begins
	}
	kind := journal.Edit
	switch {
	case e.Final:
		kind = journal.Final
	case e.Aside:
		kind = journal.Note
	}
	return tx.OpenStep(s.step(id, kind, e.Action, field, now))
}

func (s *Service) step(id string, kind journal.StepKind, action, field string, now time.Time) journal.Step {
	return journal.Step{Record: id, Device: s.Who.Device, Origin: s.Origin, Kind: kind, Action: action, Field: field, OpenedAt: now, LastAt: now}
}

func (s *Service) append(tx Writer, step, undoes int64, now time.Time, action, reason, id string, c record.Change) error {
	d, err := s.draft(undoes, now, action, reason, id, c)
	if err != nil {
		return err
	}
	if !c.Local {
		// Each space has a chain of its own: what anchors it there tells of nothing else.
		chain, err := tx.ChainOf(id, s.Who.Device, now)
		if err != nil {
			return err
		}
		d = d.In(chain)
	}
	_, err = tx.Append(d, step)
	return err
}

// draft is the journal entry of a change, up to its place in the chain.
func (s *Service) draft(undoes int64, now time.Time, action, reason, id string, c record.Change) (journal.Draft, error) {
	before, err := record.Canonical(c.Before)
	if err != nil {
		return journal.Draft{}, fmt.Errorf("journal %s: %w", action, err)
	}
	after, err := record.Canonical(c.After)
	if err != nil {
		return journal.Draft{}, fmt.Errorf("journal %s: %w", action, err)
	}
	chain := s.Who.SpaceChain
	if c.Local {
		chain = s.Who.LocalChain
	}
	return journal.NewDraft(journal.Entry{
		Chain: chain, Undoes: undoes, At: now, Actor: s.Who.Actor, Action: action,
		Record: id, Entity: key(id, c.Entity), Before: before, After: after, Reason: reason,
	})
}

func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }

func (s *Service) announce(id, kind string, rev int64, editor string) {
	if s.OnChange == nil {
		return
	}
	ref := id
	if schema, ok := s.Registry.Schema(kind); ok {
		ref = record.Ref(schema.RefPrefix, id)
	}
	s.OnChange(Changed{ID: id, Ref: ref, Kind: kind, Rev: rev, Origin: editor})
}
