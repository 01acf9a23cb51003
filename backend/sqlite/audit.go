package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
)

// auditWhere makes the conditions of a query. A rule is found by a range, which the
// partial index over what rules wrote serves.
func auditWhere(q journal.Query) (string, []any) {
	where, args := []string{"1"}, []any{}
	add := func(sql string, values ...any) { where, args = append(where, sql), append(args, values...) }
	switch q.Who {
	case journal.BySystem:
		add("j.actor >= 'rule:' AND j.actor < 'rule;'")
	case journal.ByExchange:
		add("j.action = ?", journal.Receive)
	case journal.ByPerson:
		add("NOT (j.actor >= 'rule:' AND j.actor < 'rule;') AND +j.action <> ?", journal.Receive)
	}
	if q.Rule != "" {
		if strings.Contains(q.Rule, "@") {
			add("j.actor >= 'rule:' AND j.actor < 'rule;' AND j.actor = ?", "rule:"+q.Rule)
		} else {
			add("j.actor >= 'rule:' AND j.actor < 'rule;' AND (j.actor = ? OR j.actor >= ? AND j.actor < ?)", "rule:"+q.Rule, "rule:"+q.Rule+"@", "rule:"+q.Rule+"A")
		}
	}
	if q.Record != "" {
		add("j.record = ?", q.Record)
	}
	if q.Chain != "" {
		add("j.chain = ?", q.Chain)
	}
	switch area, whole := strings.CutSuffix(q.Action, "."); {
	case q.Action == "":
	case whole:
		add("j.action >= ? AND j.action < ?", area+".", area+"/")
	default:
		add("j.action = ?", q.Action)
	}
	if !q.From.IsZero() {
		add("j.at >= ?", millis(q.From))
	}
	if !q.To.IsZero() {
		add("j.at < ?", millis(q.To))
	}
	return strings.Join(where, " AND "), args
}

// auditRows reads a page of the journal. The content of an entry may be megabytes and is
// read when it is opened; here it is only asked whether it is there.
const auditRows = `SELECT j.n, j.chain, j.seq, j.step, j.undoes, j.at, j.actor, j.action, j.record, j.entity, j.prev, j.hash,
	p.n IS NULL, substr(coalesce(p.reason, ''), 1, 200), coalesce(s.kind, ''), coalesce(s.origin, ''), coalesce(s.undone_by, 0)
	FROM journal j LEFT JOIN step s ON s.id = j.step LEFT JOIN journal_payload p ON p.n = j.n WHERE `

// JournalPage lists entries, newest first, without their content.
func (t *Tx) JournalPage(q journal.Query) ([]journal.Row, error) {
	where, args := auditWhere(q)
	if q.Below > 0 {
		where, args = where+" AND j.n < ?", append(args, q.Below)
	}
	rows, err := t.tx.QueryContext(t.ctx, auditRows+where+" ORDER BY j.n DESC LIMIT ?", append(args, q.Limit)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []journal.Row
	for rows.Next() {
		r, err := scanAudit(rows.Scan)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
}

func scanAudit(scan func(...any) error) (journal.Row, error) {
	var r journal.Row
	var at, undoneBy int64
	var kind string
	err := scan(&r.N, &r.Chain, &r.Seq, &r.Step, &r.Undoes, &at, &r.Actor, &r.Action, &r.Record, &r.Entity, &r.Prev, &r.Hash,
		&r.Erased, &r.Reason, &kind, &r.Origin, &undoneBy)
	r.At, r.Kind, r.Undone = instant(at), journal.StepKind(kind), undoneBy != 0
	return r, err
}

// JournalCount counts what a query finds, wherever its page begins.
func (t *Tx) JournalCount(q journal.Query) (n int64, err error) {
	where, args := auditWhere(q)
	err = t.tx.QueryRowContext(t.ctx, "SELECT count(*) FROM journal j WHERE "+where, args...).Scan(&n)
	return n, err
}

// JournalEntry reads one entry with its content.
func (t *Tx) JournalEntry(n int64) (r journal.Row, err error) {
	r, err = scanAudit(t.tx.QueryRowContext(t.ctx, auditRows+"j.n = ?", n).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return r, fault.New(fault.NotFound, "audit.entry_missing")
	}
	if err != nil || r.Erased {
		return r, err
	}
	var before, after string
	err = t.tx.QueryRowContext(t.ctx, "SELECT before, after, reason FROM journal_payload WHERE n = ?", n).Scan(&before, &after, &r.Reason)
	r.Before, r.After = json.RawMessage(before), json.RawMessage(after)
	return r, err
}

// JournalActions lists the actions the journal has, by name. Each is looked up behind
// the one before, so the length of the journal does not matter.
func (t *Tx) JournalActions() ([]string, error) {
	return t.distinct(`WITH RECURSIVE a(name) AS (SELECT min(action) FROM journal
		UNION ALL SELECT (SELECT min(action) FROM journal WHERE action > a.name) FROM a WHERE a.name IS NOT NULL)
		SELECT name FROM a WHERE name IS NOT NULL`)
}

// JournalRules lists the rules that wrote entries, each with its version.
func (t *Tx) JournalRules() ([]string, error) {
	return t.distinct(`SELECT DISTINCT substr(actor, 6) FROM journal WHERE actor >= 'rule:' AND actor < 'rule;' ORDER BY 1`)
}

func (t *Tx) distinct(query string) ([]string, error) {
	rows, err := t.tx.QueryContext(t.ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := []string{}
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// recordName asks nothing of a head that is damaged: the journal is read all the more then.
const recordName = `SELECT kind, CASE WHEN json_valid(head) THEN coalesce(json_extract(head, '$.title'), json_extract(head, '$.name'), '') ELSE '' END,
	removed_at IS NOT NULL FROM record WHERE id = ?`

// RecordName tells the kind and title of a record that is here, also in the trash.
func (t *Tx) RecordName(id string) (kind, title string, trashed, ok bool, err error) {
	err = t.tx.QueryRowContext(t.ctx, recordName, id).Scan(&kind, &title, &trashed)
	if errors.Is(err, sql.ErrNoRows) {
		return "", "", false, false, nil
	}
	return kind, title, trashed, err == nil, err
}
