package sqlite

import (
	"database/sql"
	"errors"
	"maps"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
)

// RecordAfter reads a record for somebody who holds an earlier reading: only the
// parts written since are read, which the revision of each tells. changed is
// false when nothing was, and the earlier reading is then still good. Nothing of
// the earlier reading is written to; the two share what has stayed the same.
func (t *Tx) RecordAfter(earlier record.Snapshot) (snap record.Snapshot, changed bool, err error) {
	row, err := scanRow(t.tx.QueryRowContext(t.ctx, "SELECT "+rowColumns+" FROM record WHERE id = ?", earlier.ID).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return snap, true, fault.New(fault.NotFound, "record.missing", "ref", earlier.ID)
	}
	if err != nil {
		return snap, true, err
	}
	if earlier.State == nil || row.Rev < earlier.Rev {
		snap, err = t.Record(earlier.ID)
		return snap, true, err
	}
	if row == earlier.Row {
		return earlier, false, nil
	}
	if snap, err = t.head(earlier.ID); err != nil {
		return snap, true, err
	}
	newer := record.NewState(snap.Kind, snap.ID)
	if err := t.parts(newer, "AND rev > ?", earlier.Rev); err != nil {
		return snap, true, err
	}
	schema, known := t.registry.Schema(snap.Kind)
	for name, parts := range earlier.State.Parts {
		if known && isInline(schema, name) {
			continue // came with the head
		}
		if len(newer.Parts[name]) > 0 {
			parts = maps.Clone(parts)
		}
		snap.State.Parts[name] = parts
	}
	for name, parts := range newer.Parts {
		if snap.State.Parts[name] == nil {
			snap.State.Parts[name] = map[string]record.Part{}
		}
		maps.Copy(snap.State.Parts[name], parts)
	}
	return snap, true, nil
}
