package recording

import (
	"context"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
)

// Past is a record as it was after a step.
type Past struct {
	record.Snapshot
	Event Event // the step, without its changes
}

// AsOf gives a record as it was once a step of it was done. Everything of it is as it
// was then, what stays on this machine too; whether it lay in the trash is left out.
// fault.NotFound for a step of another record or of none.
func (s *Service) AsOf(ctx context.Context, id string, step int64) (p Past, err error) {
	err = s.Store.View(ctx, func(tx Reader) error {
		end, ok, err := tx.StepEnd(id, step)
		if err != nil {
			return err
		}
		if !ok {
			return fault.New(fault.NotFound, "history.step_missing")
		}
		e, err := tx.Entry(end)
		if err != nil {
			return err
		}
		if p.Snapshot, err = s.rewound(tx, id, end); err != nil {
			return err
		}
		events := []Event{{Step: step, First: e.N, At: e.At, Actor: e.Actor, Action: e.Action, commit: commitOf(e)}}
		err = s.fillSteps(tx, events)
		p.Event = events[0]
		p.ChangedAt, p.RemovedAt = e.At, time.Time{}
		return err
	})
	return p, err
}

// rewound reads a record as it was after an entry of its journal.
func (s *Service) rewound(tx Reader, id string, after int64) (record.Snapshot, error) {
	snap, err := tx.Record(id)
	if err != nil {
		return snap, err
	}
	schema, known := s.Registry.Schema(snap.Kind)
	if !known {
		return snap, fault.New(fault.Denied, "record.kind_unknown", "kind", snap.Kind)
	}
	err = tx.ChangesAfter(id, after, func(entity string, before, after []byte) error {
		if after == nil {
			return fault.New(fault.Unavailable, "history.erased")
		}
		if err := record.RewindStored(schema, snap.State, entityOf(journal.Entry{Entity: entity}, id), before, after); err != nil {
			return fault.Wrap(err, fault.Unavailable, "history.broken")
		}
		return nil
	})
	return snap, err
}

// Then is what a place of a record held after a step.
type Then struct {
	Value any        // of a field
	Doc   record.Doc // of a part
	There bool       // the part was there; true for a field of the record itself
}

// ValueThen reads one place as it was after a step, and nothing else of the record.
func (s *Service) ValueThen(ctx context.Context, id string, path record.Path, step int64) (t Then, err error) {
	err = s.Store.View(ctx, func(tx Reader) error {
		end, ok, err := tx.StepEnd(id, step)
		if err != nil {
			return err
		}
		if !ok {
			return fault.New(fault.NotFound, "history.step_missing")
		}
		l, err := s.newLine(tx, id, path)
		if err != nil {
			return err
		}
		if err := l.rewindTo(end); err != nil {
			return err
		}
		t.There = true
		if path.Part != "" {
			part, _ := l.state.Part(path.Collection, path.Part)
			t.Doc, t.There = part.Doc, !part.Removed
		}
		if path.Field != "" {
			t.Value = l.value(path.Field)
		}
		return nil
	})
	return t, err
}
