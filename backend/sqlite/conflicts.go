package sqlite

import (
	"fmt"

	"secondstory/backend/domain/record"
)

// allConflicts is served by the index of migration 0004, which holds nothing else.
const allConflicts = `SELECT p.record, p.id, p.doc FROM part p INDEXED BY part_conflict CROSS JOIN record r ON r.id = p.record
	WHERE p.collection = 'conflicts' AND p.removed = 0 AND r.removed_at IS NULL ORDER BY p.record, p.id`

// Conflicts lists the conflicts of all records that are not in the trash, open and
// decided, by record and id.
func (t *Tx) Conflicts() ([]record.Placed, error) {
	rows, err := t.tx.QueryContext(t.ctx, allConflicts)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []record.Placed
	for rows.Next() {
		var p record.Placed
		var doc string
		if err := rows.Scan(&p.Record, &p.ID, &doc); err != nil {
			return nil, err
		}
		if p.Doc, err = decode(doc); err != nil {
			return nil, fmt.Errorf("conflict %s of %s: %w", p.ID, p.Record, err)
		}
		out = append(out, p)
	}
	return out, rows.Err()
}
