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
	// OnChange is told of every write after it is durable; may be nil.
	OnChange func(Changed)
}

// Edit is one gesture on one record.
type Edit struct {
	Action string // "timeline.add" …; the message key of its name is "history." + Action
	Reason string
	Editor string // editor field of a screen
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
	// Plan gives the operations for the state as it is now.
	Plan func(s *record.State) ([]record.Op, error)
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
	kind := ""
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
			if err := tx.AddSource(*src); err != nil {
				return err
			}
		}
		res = Result{Rev: snap.Rev, Changes: changes}
		if len(changes) == 0 {
			return nil
		}
		step, err := s.stepFor(tx, id, e, now)
		if err != nil {
			return err
		}
		for _, c := range changes {
			if err := s.append(tx, step, 0, now, e.Action, e.Reason, id, c); err != nil {
				return err
			}
		}
		res.Rev, err = tx.SaveChanged(schema, snap.State, changes, now)
		return err
	})
	if err != nil {
		return Result{}, err
	}
	if len(res.Changes) > 0 {
		s.announce(id, kind, res.Rev, e.Editor)
	}
	return res, nil
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
	return tx.OpenStep(s.step(id, journal.Edit, e.Action, field, now))
}

func (s *Service) step(id string, kind journal.StepKind, action, field string, now time.Time) journal.Step {
	return journal.Step{Record: id, Device: s.Who.Device, Origin: s.Origin, Kind: kind, Action: action, Field: field, OpenedAt: now, LastAt: now}
}

func (s *Service) append(tx Writer, step, undoes int64, now time.Time, action, reason, id string, c record.Change) error {
	d, err := s.draft(undoes, now, action, reason, id, c)
	if err != nil {
		return err
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
