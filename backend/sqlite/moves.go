package sqlite

import (
	"time"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/sharing"
)

// Moves lists the records on their way from one space to another, by id.
func (t *Tx) Moves() ([]sharing.Move, error) {
	rows, err := t.tx.QueryContext(t.ctx, "SELECT record, source, target, arrived, at FROM space_move ORDER BY record")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []sharing.Move
	for rows.Next() {
		var m sharing.Move
		var at int64
		if err := rows.Scan(&m.Record, &m.From, &m.To, &m.Arrived, &at); err != nil {
			return nil, err
		}
		m.At = instant(at)
		out = append(out, m)
	}
	return out, rows.Err()
}

// PutMove notes a move, or how far it is.
func (t *Tx) PutMove(m sharing.Move) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO space_move(record, source, target, arrived, at) VALUES(?,?,?,?,?)
		ON CONFLICT(record) DO UPDATE SET source = excluded.source, target = excluded.target, arrived = excluded.arrived`,
		m.Record, m.From, m.To, m.Arrived, millis(m.At))
	return err
}

// DropMove forgets a move that is over.
func (t *Tx) DropMove(id string) error {
	_, err := t.tx.ExecContext(t.ctx, "DELETE FROM space_move WHERE record = ?", id)
	return err
}

// leftRecords probes one index for each line of the other and reads the few rows that
// are in one alone: the rows of the others hold whole texts. CROSS keeps that order;
// left to itself the planner begins with all records of all spaces.
const leftRecords = `SELECT b.record FROM space_base g INDEXED BY space_base_rev
	CROSS JOIN space_base b ON b.space = g.space AND b.record = g.record
	CROSS JOIN record r ON r.id = b.record CROSS JOIN space_link l ON l.space = r.space
	WHERE g.space = ?1 AND NOT EXISTS (SELECT 1 FROM record h INDEXED BY record_of_space WHERE h.space = ?1 AND h.id = g.record)
	AND b.commit_hash <> '' ORDER BY g.record`

// LeftRecords lists the records that a space once held and that are in another shared
// space now, by id.
func (t *Tx) LeftRecords(space string) ([]string, error) {
	rows, err := t.tx.QueryContext(t.ctx, leftRecords, space)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, rows.Err()
}

// EnsureChain starts a chain where there is none of that id.
func (t *Tx) EnsureChain(id, device, space string, at time.Time) error {
	_, err := t.tx.ExecContext(t.ctx, "INSERT OR IGNORE INTO chain(id, device, space, hash, created_at) VALUES(?,?,?,?,?)", id, device, space, journal.Genesis, millis(at))
	return err
}
