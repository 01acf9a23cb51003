package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
)

// partsAtOnce is how many parts one statement inserts.
const partsAtOnce = 64

var (
	insertPart  = "INSERT INTO part(record, collection, id, doc, rev, removed) VALUES" + onePart
	insertParts = insertPart + strings.Repeat(","+onePart, partsAtOnce-1)
)

const onePart = "(?,?,?,?,?,?)"

// InsertRecord stores a new record with all its parts at the next revision.
func (t *Tx) InsertRecord(r record.Stored) (int64, error) {
	rev, err := t.NextRev()
	if err != nil {
		return 0, err
	}
	_, err = t.tx.ExecContext(t.ctx,
		"INSERT INTO record(id, space, kind, head, rev, local_doc, created_at, changed_at) VALUES(?,?,?,?,?,?,?,?)",
		r.ID, r.Space, r.Kind, r.Head, rev, r.Local, millis(r.CreatedAt), millis(r.ChangedAt))
	if err != nil {
		return 0, err
	}
	if len(r.Texts) > 0 {
		if err := t.putTexts(r.ID, r.Texts); err != nil {
			return 0, err
		}
	}
	for _, by := range []struct {
		n   int
		sql string
	}{{partsAtOnce, insertParts}, {1, insertPart}} {
		if len(r.Parts) < by.n {
			continue
		}
		put, err := t.tx.PrepareContext(t.ctx, by.sql)
		if err != nil {
			return 0, err
		}
		defer put.Close()
		args := make([]any, 0, 6*by.n)
		for ; len(r.Parts) >= by.n; r.Parts = r.Parts[by.n:] {
			args = args[:0]
			for _, p := range r.Parts[:by.n] {
				args = append(args, r.ID, p.Collection, p.ID, p.Doc, rev, p.Removed)
			}
			if _, err := put.ExecContext(t.ctx, args...); err != nil {
				return 0, err
			}
		}
	}
	return rev, nil
}

func isInline(schema *record.Schema, collection string) bool {
	c, ok := schema.Collection(collection)
	return ok && c.Inline
}

func (t *Tx) heads(s *record.State) (head, local string, err error) {
	doc := s.Head
	if schema, ok := t.registry.Schema(s.Kind); ok {
		doc = record.EncodeHead(schema, s)
	}
	if head, err = encode(doc); err != nil {
		return "", "", err
	}
	local, err = encode(s.Local)
	return head, local, err
}

// SaveChanged stores what the changes touched, and nothing else, at the next
// revision: the head for fields and inline parts, one row per other part. A part
// keeps the revision it was last written at, which RecordAfter goes by; what
// takes a part away therefore marks it and never deletes its row.
func (t *Tx) SaveChanged(schema *record.Schema, s *record.State, changes []record.Change, at time.Time) (int64, error) {
	rev, err := t.NextRev()
	if err != nil {
		return 0, err
	}
	saved := map[string]bool{}
	headTouched := false
	for _, c := range changes {
		if _, ok := c.After[record.SourcesField]; ok && c.Entity == "" {
			if err := t.putTexts(s.ID, record.Strs(s.Head, record.SourcesField)); err != nil {
				return 0, err
			}
		}
		p, _ := record.ParsePath(c.Entity)
		if c.Entity == "" || isInline(schema, p.Collection) {
			headTouched = true
			continue
		}
		if saved[c.Entity] {
			continue
		}
		saved[c.Entity] = true
		part, _ := s.Part(p.Collection, p.Part)
		doc, err := encode(part.Doc)
		if err != nil {
			return 0, err
		}
		_, err = t.tx.ExecContext(t.ctx, `INSERT INTO part(record, collection, id, doc, rev, removed) VALUES(?,?,?,?,?,?)
			ON CONFLICT(record, collection, id) DO UPDATE SET doc = excluded.doc, rev = excluded.rev, removed = excluded.removed`,
			s.ID, p.Collection, p.Part, doc, rev, part.Removed)
		if err != nil {
			return 0, err
		}
	}
	if headTouched {
		head, local, err := t.heads(s)
		if err != nil {
			return 0, err
		}
		_, err = t.tx.ExecContext(t.ctx, "UPDATE record SET head = ?, local_doc = ?, rev = ?, changed_at = ? WHERE id = ?", head, local, rev, millis(at), s.ID)
		return rev, err
	}
	_, err = t.tx.ExecContext(t.ctx, "UPDATE record SET rev = ?, changed_at = ? WHERE id = ?", rev, millis(at), s.ID)
	return rev, err
}

// SetRemoved puts a record into the trash or takes it out again.
func (t *Tx) SetRemoved(id string, removed bool, at time.Time) (int64, error) {
	rev, err := t.NextRev()
	if err != nil {
		return 0, err
	}
	var value any
	if removed {
		value = millis(at)
	}
	_, err = t.tx.ExecContext(t.ctx, "UPDATE record SET removed_at = ?, rev = ?, changed_at = ? WHERE id = ?", value, rev, millis(at), id)
	return rev, err
}

// OpenStep enters a step and gives its id.
func (t *Tx) OpenStep(s journal.Step) (int64, error) {
	res, err := t.tx.ExecContext(t.ctx,
		"INSERT INTO step(record, device, origin, kind, action, field, opened_at, last_at, undoes) VALUES(?,?,?,?,?,?,?,?,?)",
		s.Record, s.Device, s.Origin, string(s.Kind), s.Action, s.Field, millis(s.OpenedAt), millis(s.LastAt), s.Undoes)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// TouchStep notes that typing went on in a step.
func (t *Tx) TouchStep(id int64, at time.Time) error {
	_, err := t.tx.ExecContext(t.ctx, "UPDATE step SET last_at = ? WHERE id = ?", millis(at), id)
	return err
}

// SetUndoneBy notes which step took a step back; 0 puts it in force again.
func (t *Tx) SetUndoneBy(step, by int64) error {
	_, err := t.tx.ExecContext(t.ctx, "UPDATE step SET undone_by = ? WHERE id = ?", by, step)
	return err
}

// Steps lists the steps of a record made on a device, newest first. An empty
// record lists those of all records; an empty origin those of every origin.
func (t *Tx) Steps(recordID, device, origin string, limit int) ([]journal.Step, error) {
	where, args := []string{"device = ?"}, []any{device}
	if recordID != "" {
		where, args = append(where, "record = ?"), append(args, recordID)
	}
	if origin != "" {
		where, args = append(where, "origin = ?"), append(args, origin)
	}
	rows, err := t.tx.QueryContext(t.ctx, `SELECT id, record, device, origin, kind, action, field, opened_at, last_at, undoes, undone_by
		FROM step WHERE `+strings.Join(where, " AND ")+" ORDER BY id DESC LIMIT ?", append(args, limit)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []journal.Step
	for rows.Next() {
		var s journal.Step
		var opened, last int64
		if err := rows.Scan(&s.ID, &s.Record, &s.Device, &s.Origin, &s.Kind, &s.Action, &s.Field, &opened, &last, &s.Undoes, &s.UndoneBy); err != nil {
			return nil, err
		}
		s.OpenedAt, s.LastAt = instant(opened), instant(last)
		out = append(out, s)
	}
	return out, rows.Err()
}

// Step reads one step.
func (t *Tx) Step(id int64) (journal.Step, error) {
	var s journal.Step
	var opened, last int64
	err := t.tx.QueryRowContext(t.ctx, `SELECT id, record, device, origin, kind, action, field, opened_at, last_at, undoes, undone_by FROM step WHERE id = ?`, id).
		Scan(&s.ID, &s.Record, &s.Device, &s.Origin, &s.Kind, &s.Action, &s.Field, &opened, &last, &s.Undoes, &s.UndoneBy)
	if errors.Is(err, sql.ErrNoRows) {
		return s, fault.New(fault.NotFound, "record.step_missing")
	}
	s.OpenedAt, s.LastAt = instant(opened), instant(last)
	return s, err
}

// AddChain starts a chain.
func (t *Tx) AddChain(id, device, space string, at time.Time) error {
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO chain(id, device, space, hash, created_at) VALUES(?,?,?,?,?)", id, device, space, journal.Genesis, millis(at))
	return err
}

// Append adds an entry of a step to the chain of its device and space and returns
// it as it stands there.
func (t *Tx) Append(d journal.Draft, step int64) (journal.Entry, error) {
	var seq int64
	var prev string
	err := t.tx.QueryRowContext(t.ctx, "SELECT seq + 1, hash FROM chain WHERE id = ?", d.Chain()).Scan(&seq, &prev)
	if err != nil {
		return journal.Entry{}, fmt.Errorf("chain %s: %w", d.Chain(), err)
	}
	e, err := d.Seal(seq, prev)
	if err != nil {
		return e, err
	}
	e.Step = step
	res, err := t.tx.ExecContext(t.ctx,
		"INSERT INTO journal(chain, seq, step, undoes, at, actor, action, record, entity, prev, hash) VALUES(?,?,?,?,?,?,?,?,?,?,?)",
		e.Chain, e.Seq, e.Step, e.Undoes, millis(e.At), e.Actor, e.Action, e.Record, e.Entity, e.Prev, e.Hash)
	if err != nil {
		return e, err
	}
	if e.N, err = res.LastInsertId(); err != nil {
		return e, err
	}
	_, err = t.tx.ExecContext(t.ctx, "INSERT INTO journal_payload(n, before, after, reason) VALUES(?,?,?,?)", e.N, string(e.Before), string(e.After), e.Reason)
	if err != nil {
		return e, err
	}
	_, err = t.tx.ExecContext(t.ctx, "UPDATE chain SET seq = ?, hash = ? WHERE id = ?", e.Seq, e.Hash, e.Chain)
	return e, err
}

// StepEntries lists the entries of a step, oldest first.
func (t *Tx) StepEntries(step int64) ([]journal.Entry, error) {
	return t.entries("WHERE j.step = ? ORDER BY j.n", step)
}

// EntityEntriesAfter lists later entries of one entity, oldest first.
func (t *Tx) EntityEntriesAfter(recordID, entity string, n int64) ([]journal.Entry, error) {
	return t.entries("WHERE j.record = ? AND j.entity = ? AND j.n > ? ORDER BY j.n", recordID, entity, n)
}

// RecordEntries lists entries of a record, newest first, below n (0 = all).
func (t *Tx) RecordEntries(recordID string, below int64, limit int) ([]journal.Entry, error) {
	if below == 0 {
		below = 1<<62 - 1
	}
	return t.entries("WHERE j.record = ? AND j.n < ? ORDER BY j.n DESC LIMIT ?", recordID, below, limit)
}

// ChainEntries calls f for each entry of a chain, oldest first.
func (t *Tx) ChainEntries(chain string, f func(journal.Entry)) error {
	return t.eachEntry(func(e journal.Entry) error { f(e); return nil }, "WHERE j.chain = ? ORDER BY j.seq", chain)
}

// Chains lists the ids of all chains.
func (t *Tx) Chains() ([]string, error) {
	rows, err := t.tx.QueryContext(t.ctx, "SELECT id FROM chain ORDER BY id")
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

func (t *Tx) entries(where string, args ...any) ([]journal.Entry, error) {
	var out []journal.Entry
	err := t.eachEntry(func(e journal.Entry) error { out = append(out, e); return nil }, where, args...)
	return out, err
}

func (t *Tx) eachEntry(f func(journal.Entry) error, where string, args ...any) error {
	rows, err := t.tx.QueryContext(t.ctx, `SELECT j.n, j.chain, j.seq, j.step, j.undoes, j.at, j.actor, j.action, j.record, j.entity, j.prev, j.hash,
		p.before, p.after, p.reason FROM journal j LEFT JOIN journal_payload p ON p.n = j.n `+where, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var e journal.Entry
		var at int64
		var before, after, reason sql.NullString
		if err := rows.Scan(&e.N, &e.Chain, &e.Seq, &e.Step, &e.Undoes, &at, &e.Actor, &e.Action, &e.Record, &e.Entity, &e.Prev, &e.Hash, &before, &after, &reason); err != nil {
			return err
		}
		e.At, e.Erased, e.Reason = instant(at), !before.Valid, reason.String
		if before.Valid {
			e.Before, e.After = json.RawMessage(before.String), json.RawMessage(after.String)
		}
		if err := f(e); err != nil {
			return err
		}
	}
	return rows.Err()
}
