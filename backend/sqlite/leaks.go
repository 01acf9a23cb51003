package sqlite

import (
	"time"

	"secondstory/backend/domain/leak"
)

// Named lists the people of the local maps of all records, with the role that the
// record has for them.
func (t *Tx) Named() ([]leak.Person, error) { return t.leakPeople(namedPeople) }

// namedPeople reads only the records that have names, which its index lists.
const namedPeople = `SELECT DISTINCT p.value, coalesce((SELECT json_extract(q.doc, '$.role') FROM part q
		WHERE q.record = r.id AND q.collection = 'participants' AND q.removed = 0 AND json_extract(q.doc, '$.actor') = p.key LIMIT 1), '')
		FROM record r INDEXED BY record_people, json_each(r.local_doc, '$.people') p
		WHERE json_extract(r.local_doc, '$.people') IS NOT NULL AND p.type = 'text' ORDER BY 1, 2`

// Roster lists the names a person entered, by name.
func (t *Tx) Roster() ([]leak.Person, error) {
	return t.leakPeople("SELECT name, role FROM roster ORDER BY name")
}

func (t *Tx) leakPeople(query string) ([]leak.Person, error) {
	rows, err := t.tx.QueryContext(t.ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := []leak.Person{}
	for rows.Next() {
		var p leak.Person
		if err := rows.Scan(&p.Name, &p.Role); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, rows.Err()
}

// PutListed enters a name, or another role for it.
func (t *Tx) PutListed(p leak.Person, at time.Time) error {
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO roster(name, role, added_at) VALUES(?,?,?) ON CONFLICT(name) DO UPDATE SET name = excluded.name, role = excluded.role",
		p.Name, p.Role, millis(at))
	return err
}

// DropListed takes a name away; there is false when it was not listed.
func (t *Tx) DropListed(name string) (there bool, err error) {
	res, err := t.tx.ExecContext(t.ctx, "DELETE FROM roster WHERE name = ?", name)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// Allowed lists what a person has said about words found in a record, by key.
func (t *Tx) Allowed(id string) ([]leak.Allowance, error) {
	rows, err := t.tx.QueryContext(t.ctx, "SELECT record, finding, words, reason, actor, at FROM leak_allowed WHERE record = ? ORDER BY finding", id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []leak.Allowance
	for rows.Next() {
		var a leak.Allowance
		var at int64
		if err := rows.Scan(&a.Record, &a.Key, &a.Words, &a.Reason, &a.By, &at); err != nil {
			return nil, err
		}
		a.At = instant(at)
		out = append(out, a)
	}
	return out, rows.Err()
}

// PutAllowed keeps what a person said about a finding.
func (t *Tx) PutAllowed(a leak.Allowance) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO leak_allowed(record, finding, words, reason, actor, at) VALUES(?,?,?,?,?,?)
		ON CONFLICT(record, finding) DO UPDATE SET reason = excluded.reason, actor = excluded.actor, at = excluded.at`,
		a.Record, a.Key, a.Words, a.Reason, a.By, millis(a.At))
	return err
}

// DropAllowed takes it back.
func (t *Tx) DropAllowed(id, key string) error {
	_, err := t.tx.ExecContext(t.ctx, "DELETE FROM leak_allowed WHERE record = ? AND finding = ?", id, key)
	return err
}

// Held lists the records that the last exchanges did not share, and those that were to
// be shared with a space that is still there, by id.
func (t *Tx) Held() ([]leak.Held, error) {
	rows, err := t.tx.QueryContext(t.ctx, `SELECT h.space, h.record, h.at, h.space <> r.space FROM leak_held h JOIN record r ON r.id = h.record
		WHERE h.space = r.space OR r.removed_at IS NULL AND EXISTS (SELECT 1 FROM space_link l WHERE l.space = h.space) ORDER BY h.record`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []leak.Held
	for rows.Next() {
		var h leak.Held
		var at int64
		if err := rows.Scan(&h.Space, &h.Record, &at, &h.Asked); err != nil {
			return nil, err
		}
		h.At = instant(at)
		out = append(out, h)
	}
	return out, rows.Err()
}

// PutHeld notes the records of a space that were not shared, in place of those noted
// before. Those that were to come into it stay noted.
func (t *Tx) PutHeld(space string, ids []string, at time.Time) error {
	if _, err := t.tx.ExecContext(t.ctx, "DELETE FROM leak_held WHERE space = ?1 AND record IN (SELECT id FROM record WHERE space = ?1)", space); err != nil {
		return err
	}
	for _, id := range ids {
		// One that was moved meanwhile is no record of this space any more.
		_, err := t.tx.ExecContext(t.ctx, `INSERT INTO leak_held(record, space, at) SELECT id, space, ? FROM record WHERE id = ? AND space = ?
			ON CONFLICT(record) DO UPDATE SET space = excluded.space, at = excluded.at`, millis(at), id, space)
		if err != nil {
			return err
		}
	}
	return nil
}

// PutAsked notes that a record was to be shared with a space, in place of what was noted
// about it.
func (t *Tx) PutAsked(space, id string, at time.Time) error {
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO leak_held(record, space, at) VALUES(?,?,?) ON CONFLICT(record) DO UPDATE SET space = excluded.space, at = excluded.at",
		id, space, millis(at))
	return err
}

// DropAsked forgets that; what an exchange noted stays.
func (t *Tx) DropAsked(id string) error {
	_, err := t.tx.ExecContext(t.ctx, "DELETE FROM leak_held WHERE record = ?1 AND space <> (SELECT space FROM record WHERE id = ?1)", id)
	return err
}
