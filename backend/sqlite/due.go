package sqlite

import (
	"fmt"
	"strings"

	"secondstory/backend/domain/record"
)

// byDate is served by the index of migration 0015, one stretch of it for each state.
func byDate(states int, which string) string {
	return `SELECT p.record, p.id, p.doc, CASE WHEN json_valid(r.head) THEN coalesce(json_extract(r.head, '$.title'), '') ELSE '' END FROM part p INDEXED BY part_due CROSS JOIN record r ON r.id = p.record
	WHERE p.collection = 'actions' AND p.removed = 0 AND coalesce(json_extract(p.doc, '$.status'), '') IN (?` + strings.Repeat(", ?", states-1) + `)
	AND json_extract(p.doc, '$.due') > '' AND ` + which + ` AND r.removed_at IS NULL
	ORDER BY json_extract(p.doc, '$.due'), p.record, p.id LIMIT ?`
}

func dueActions(states int) string { return byDate(states, "json_extract(p.doc, '$.due') <= ?") }

// oddDates compares, for date() makes 2 March of 30 February.
func oddDates(states int) string {
	return byDate(states, "date(json_extract(p.doc, '$.due'), '+0 days') IS NOT json_extract(p.doc, '$.due')")
}

// DueActions lists the actions in one of the states whose date is not after until, by
// date, of all records that are not in the trash.
func (t *Tx) DueActions(states []string, until string, limit int) ([]record.Titled, error) {
	return t.titled(dueActions, states, until, limit)
}

// OddDates lists those of which the date is in no calendar: written by a hand or by an
// older version.
func (t *Tx) OddDates(states []string, limit int) ([]record.Titled, error) {
	return t.titled(oddDates, states, limit)
}

func (t *Tx) titled(query func(states int) string, states []string, rest ...any) ([]record.Titled, error) {
	if len(states) == 0 {
		return nil, nil
	}
	args := make([]any, 0, len(states)+len(rest))
	for _, s := range states {
		args = append(args, s)
	}
	rows, err := t.tx.QueryContext(t.ctx, query(len(states)), append(args, rest...)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []record.Titled
	for rows.Next() {
		var a record.Titled
		var doc string
		if err := rows.Scan(&a.Record, &a.ID, &doc, &a.Title); err != nil {
			return nil, err
		}
		if a.Doc, err = decode(doc); err != nil {
			return nil, fmt.Errorf("action %s of %s: %w", a.ID, a.Record, err)
		}
		out = append(out, a)
	}
	return out, rows.Err()
}
