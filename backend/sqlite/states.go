package sqlite

import (
	"database/sql"
	"encoding/json"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
)

// The three are read beside one another in the order of their indices, so that nothing is
// sorted and one record at a time is held.
const (
	toldEntries = `SELECT j.record, j.n, j.at, j.action, j.entity, p.before, p.after FROM journal j INDEXED BY journal_record
	LEFT JOIN journal_payload p ON p.n = j.n WHERE j.record <> '' ORDER BY j.record, j.n`
	// Whoever wrote behind the program's back may have left another type, or a third truth.
	storedRecords = `SELECT id, CAST(space AS TEXT), CAST(kind AS TEXT), CAST(removed_at AS INTEGER), CAST(head AS TEXT), CAST(local_doc AS TEXT) FROM record ORDER BY id`
	storedParts   = `SELECT record, collection, id, CASE WHEN removed IN (0, 1) THEN CAST(doc AS TEXT) ELSE '' END, removed = 1 FROM part ORDER BY record, collection, id`
)

// EachRecord goes through all records by id, those too of which only the journal knows or
// only a part is there. f gets what is stored as it stands, nil where there is no record,
// and its entries, oldest first, of which the content is good until the next one.
func (t *Tx) EachRecord(f func(id string, stored *record.Stored, entries func(func(journal.Entry) error) error) error) error {
	entries, err := t.follow(toldEntries)
	if err != nil {
		return err
	}
	defer entries.rows.Close()
	records, err := t.follow(storedRecords)
	if err != nil {
		return err
	}
	defer records.rows.Close()
	parts, err := t.follow(storedParts)
	if err != nil {
		return err
	}
	defer parts.rows.Close()
	var told struct {
		action        string
		entity        string
		n, at         int64
		before, after sql.RawBytes
	}
	entries.scan = func(id *string) error {
		return entries.rows.Scan(id, &told.n, &told.at, &told.action, &told.entity, &told.before, &told.after)
	}
	var row record.Stored
	records.scan = func(id *string) error {
		var removed sql.NullInt64
		row = record.Stored{}
		err := records.rows.Scan(id, &row.Space, &row.Kind, &removed, &row.Head, &row.Local)
		if row.ID = *id; removed.Valid {
			row.RemovedAt = instant(removed.Int64)
		}
		return err
	}
	var part record.StoredPart
	parts.scan = func(id *string) error {
		return parts.rows.Scan(id, &part.Collection, &part.ID, &part.Doc, &part.Removed)
	}
	all := []*followed{entries, records, parts}
	for _, one := range all {
		if err := one.next(); err != nil {
			return err
		}
	}
	for {
		id, any := "", false
		for _, one := range all {
			if !one.over && (!any || one.id < id) {
				id, any = one.id, true
			}
		}
		if !any {
			return nil
		}
		var s *record.Stored
		if records.at(id) {
			whole := row
			s = &whole
			if err := records.next(); err != nil {
				return err
			}
		}
		for parts.at(id) {
			if s != nil {
				s.Parts = append(s.Parts, part)
			}
			if err := parts.next(); err != nil {
				return err
			}
		}
		each := func(f func(journal.Entry) error) error {
			for entries.at(id) {
				e := journal.Entry{N: told.n, At: instant(told.at), Action: told.action, Record: id, Entity: told.entity, Before: json.RawMessage(told.before), After: json.RawMessage(told.after), Erased: told.before == nil}
				if err := f(e); err != nil {
					return err
				}
				if err := entries.next(); err != nil {
					return err
				}
			}
			return nil
		}
		if err := f(id, s, each); err != nil {
			return err
		}
		if err := each(func(journal.Entry) error { return nil }); err != nil {
			return err
		}
	}
}

// followed is a query read row by row beside others.
type followed struct {
	rows *sql.Rows
	scan func(id *string) error
	id   string
	over bool
}

func (t *Tx) follow(query string) (*followed, error) {
	rows, err := t.tx.QueryContext(t.ctx, query)
	return &followed{rows: rows}, err
}

func (f *followed) at(id string) bool { return !f.over && f.id == id }

func (f *followed) next() error {
	if f.over = !f.rows.Next(); f.over {
		return f.rows.Err()
	}
	return f.scan(&f.id)
}
