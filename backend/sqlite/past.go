package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
)

// placeEntries reads the entries of one entity that name a field, or make the entity
// come or go. It is served by the index of migration 0006. The payloads are canonical
// JSON, in which a quote inside a text is escaped, so the name in quotes with its colon
// is in no text. What a record was made of is not read: it may be megabytes, and the
// value at the beginning follows from the later entries.
const (
	placeWhere = "j.record = ?1 AND j.entity = ?2 AND j.n < ?3"
	placeNames = ` AND (?4 = '' OR p.n IS NULL OR p.before = '{"$absent":true}' OR p.after = '{"$absent":true}'
		OR instr(p.after, ?4) > 0 OR instr(p.before, ?4) > 0)`
	placeEntries = `SELECT j.n, j.step, j.at, j.actor, j.action, p.before,
		CASE WHEN j.entity = j.record AND p.before = '{"$absent":true}' THEN '{}' ELSE p.after END, p.reason
		FROM journal j LEFT JOIN journal_payload p ON p.n = j.n WHERE ` + placeWhere + placeNames + " ORDER BY j.n DESC LIMIT ?5"
)

// PlaceEntries lists the entries of one entity, newest first, below n (0 = all); with
// a field only those that name it. Of an entry only what a history shows is read.
func (t *Tx) PlaceEntries(recordID, entity, field string, below int64, limit int) ([]journal.Entry, error) {
	if below == 0 {
		below = 1<<62 - 1
	}
	if field != "" {
		field = string(record.AppendText(nil, field)) + ":"
	}
	rows, err := t.tx.QueryContext(t.ctx, placeEntries, recordID, entity, below, field, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []journal.Entry
	for rows.Next() {
		e := journal.Entry{Record: recordID, Entity: entity}
		var at int64
		var before, after, reason sql.NullString
		if err := rows.Scan(&e.N, &e.Step, &at, &e.Actor, &e.Action, &before, &after, &reason); err != nil {
			return nil, err
		}
		e.At, e.Erased, e.Reason = instant(at), !before.Valid, reason.String
		if before.Valid {
			e.Before, e.After = json.RawMessage(before.String), json.RawMessage(after.String)
		}
		out = append(out, e)
	}
	return out, rows.Err()
}

// FirstEntry is the number of the entry that made a record; 0 when there is none.
func (t *Tx) FirstEntry(recordID string) (n int64, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT coalesce(min(n), 0) FROM journal WHERE record = ?", recordID).Scan(&n)
	return n, err
}

// Entry reads one entry without its payload.
func (t *Tx) Entry(n int64) (e journal.Entry, err error) {
	var at int64
	err = t.tx.QueryRowContext(t.ctx, `SELECT j.n, j.step, j.at, j.actor, j.action, j.record, j.entity, coalesce(p.reason, '')
		FROM journal j LEFT JOIN journal_payload p ON p.n = j.n WHERE j.n = ?`, n).
		Scan(&e.N, &e.Step, &at, &e.Actor, &e.Action, &e.Record, &e.Entity, &e.Reason)
	e.At = instant(at)
	return e, err
}

// StepEnd is the last entry of a step in a record; ok is false when the step is none
// of it.
func (t *Tx) StepEnd(recordID string, step int64) (n int64, ok bool, err error) {
	var last sql.NullInt64
	err = t.tx.QueryRowContext(t.ctx, "SELECT max(n) FROM journal WHERE step = ? AND record = ?", step, recordID).Scan(&last)
	return last.Int64, last.Valid, err
}

// changesAfter reads what is needed to go back, and nothing else.
const changesAfter = `SELECT j.entity, p.before, p.after FROM journal j LEFT JOIN journal_payload p ON p.n = j.n
	WHERE j.record = ? AND j.n > ? ORDER BY j.n DESC`

// ChangesAfter calls f for each entry of a record after n, newest first. The bytes are
// good until f returns; they are nil where the payload was erased.
func (t *Tx) ChangesAfter(recordID string, n int64, f func(entity string, before, after []byte) error) error {
	rows, err := t.tx.QueryContext(t.ctx, changesAfter, recordID, n)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var entity, before, after sql.RawBytes
		if err := rows.Scan(&entity, &before, &after); err != nil {
			return err
		}
		if err := f(string(entity), before, after); err != nil {
			return err
		}
	}
	return rows.Err()
}

// PutReceived notes who wrote a commit.
func (t *Tx) PutReceived(a sharing.Author) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO received_commit(commit_hash, author, device, at, joined, space) VALUES(?,?,?,?,?,?)
		ON CONFLICT(commit_hash) DO UPDATE SET author = excluded.author, device = excluded.device, space = excluded.space`,
		a.Commit, a.Name, a.Device, millis(a.At), a.Joined, a.Space)
	return err
}

// Received tells who wrote a commit, by the alias they have now; ok is false when that
// was not noted.
func (t *Tx) Received(commit string) (a sharing.Author, ok bool, err error) {
	var at int64
	var alias bool
	err = t.tx.QueryRowContext(t.ctx, `SELECT c.space, c.commit_hash, c.author, coalesce(p.alias, '') <> '', c.device, c.at, c.joined
		FROM received_commit c LEFT JOIN space_person p ON p.space = c.space AND p.device = c.device WHERE c.commit_hash = ?`, commit).
		Scan(&a.Space, &a.Commit, &a.Name, &alias, &a.Device, &at, &a.Joined)
	if errors.Is(err, sql.ErrNoRows) {
		return sharing.Author{}, false, nil
	}
	if err != nil {
		return sharing.Author{}, false, err
	}
	a.At = instant(at)
	if !alias {
		return a, true, nil
	}
	people, err := t.People(a.Space)
	sharing.TellApart(people)
	for _, p := range people {
		if p.Device == a.Device {
			a.Name = p.Called()
		}
	}
	return a, err == nil, err
}
