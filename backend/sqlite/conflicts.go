package sqlite

import (
	"fmt"
	"slices"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// allConflicts is served by the index of migration 0004, which holds nothing else.
const allConflicts = `SELECT p.record, p.id, p.doc, r.kind FROM part p INDEXED BY part_conflict CROSS JOIN record r ON r.id = p.record
	WHERE p.collection = 'conflicts' AND p.removed = 0 AND r.removed_at IS NULL ORDER BY p.record, p.id`

// Conflicts lists the conflicts of all records that are not in the trash, open and
// decided, by record and id. One that is open and asks nobody any more (record.Schema.Settled)
// is not among them.
func (t *Tx) Conflicts() ([]record.Placed, error) {
	rows, err := t.tx.QueryContext(t.ctx, allConflicts)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []record.Placed
	kinds := map[string]string{}
	for rows.Next() {
		var p record.Placed
		var doc, kind string
		if err := rows.Scan(&p.Record, &p.ID, &doc, &kind); err != nil {
			return nil, err
		}
		kinds[p.Record] = kind
		if p.Doc, err = decode(doc); err != nil {
			return nil, fmt.Errorf("conflict %s of %s: %w", p.ID, p.Record, err)
		}
		out = append(out, p)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	rows.Close()
	return t.asking(out, kinds)
}

// asking leaves out the open conflicts that ask nobody any more; kinds are those of the
// records. A record that cannot be read settles nothing.
func (t *Tx) asking(list []record.Placed, kinds map[string]string) ([]record.Placed, error) {
	states := map[string]*record.State{}
	for _, p := range list {
		schema, known := t.registry.Schema(kinds[p.Record])
		if !known || schema.Settled == nil || states[p.Record] != nil || record.Str(p.Doc, "state") != merge.Open {
			continue
		}
		snap, err := t.Record(p.Record)
		if record.Unreadable(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		states[p.Record] = snap.State
	}
	return slices.DeleteFunc(list, func(p record.Placed) bool {
		st := states[p.Record]
		if st == nil || record.Str(p.Doc, "state") != merge.Open {
			return false
		}
		schema, _ := t.registry.Schema(kinds[p.Record])
		return schema.Settled(st, record.Str(p.Doc, "path"))
	}), nil
}
