package sqlite

import (
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/inbox"
	"secondstory/backend/domain/incident"
)

// RegisterReadings are what imports since a time that stand told once more of a source, all that
// there was of it, and the files of inboxes that another program wrote again with nothing new in
// them, where no other file has told of the source since.
func (t *Tx) RegisterReadings(since time.Time) ([]incident.Reading, error) {
	rows, err := t.tx.QueryContext(t.ctx, `SELECT s.key, coalesce(json_extract(i.doc, '$.File'), ''), i.at, CAST(strftime('%s', json_extract(i.doc, '$.Written')) AS INTEGER) * 1000, CAST(strftime('%s', json_extract(s.value, '$.Retells')) AS INTEGER) * 1000
		FROM incident_import i, json_each(i.doc, '$.Tellings') s
		WHERE i.state = ?1 AND i.at >= ?4 AND json_extract(s.value, '$.Whole') AND json_extract(s.value, '$.Retells') NOT LIKE '0001%' AND json_extract(i.doc, '$.Written') NOT LIKE '0001%'
		UNION ALL SELECT s.key, f.name, f.at, f.mod / 1000000, i.at
		FROM inbox_file f JOIN incident_import i ON i.id = f.import, json_each(i.doc, '$.Tellings') s
		WHERE f.state IN (?2, ?3) AND f.at >= ?4 AND i.state = ?1 AND f.mod / 1000000 > i.at AND json_extract(s.value, '$.Whole')
		AND NOT EXISTS (SELECT 1 FROM incident_import l, json_each(l.doc, '$.Tellings') o WHERE l.id > i.id AND l.state <> ?5 AND o.key = s.key)`,
		incident.Finished, inbox.Taken, inbox.Same, millis(since), incident.Withdrawn)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []incident.Reading
	for rows.Next() {
		var r incident.Reading
		var at, written, retells int64
		if err := rows.Scan(&r.Source, &r.File, &at, &written, &retells); err != nil {
			return nil, err
		}
		r.At, r.Written, r.Retells = instant(at), instant(written), instant(retells)
		out = append(out, r)
	}
	return out, rows.Err()
}

// LastIncidentDay is the last day until today with an incident, the zero date for none.
func (t *Tx) LastIncidentDay(today calendar.Date) (day calendar.Date, err error) {
	days, err := t.texts("SELECT i.day FROM incident i INDEXED BY incident_day WHERE i.day <> '' AND i.day <= ? ORDER BY i.day DESC LIMIT 1", today.String())
	if err == nil && len(days) > 0 {
		day, err = calendar.ParseDate(days[0])
	}
	return day, err
}

// IncidentSources are the sources of all incidents, each found by one step in the index.
func (t *Tx) IncidentSources() ([]string, error) {
	return t.texts(`WITH RECURSIVE s(source) AS (SELECT min(source) FROM incident
		UNION ALL SELECT (SELECT min(i.source) FROM incident i WHERE i.source > s.source) FROM s WHERE s.source IS NOT NULL)
		SELECT source FROM s WHERE source IS NOT NULL`)
}

// CountOfSource is how many incidents there are of a source.
func (t *Tx) CountOfSource(source string) (n int, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT count(*) FROM incident WHERE source = ?", source).Scan(&n)
	return n, err
}

// InboxStamp is when a file of an inbox that is in the register was read last, in milliseconds:
// of one that was found as it was nothing else is told.
func (t *Tx) InboxStamp() (n int64, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT coalesce(max(at), 0) FROM inbox_file WHERE state IN (?, ?) AND import <> ''", inbox.Taken, inbox.Same).Scan(&n)
	return n, err
}
