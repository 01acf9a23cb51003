package sqlite

import (
	"time"

	"secondstory/backend/domain/inbox"
	"secondstory/backend/domain/incident"
)

// RegisterReadings are what imports that stand told of incidents that were there before, and
// the files of inboxes that another program wrote again with nothing new in them.
func (t *Tx) RegisterReadings() ([]incident.Reading, error) {
	// Only what tells of more than the day of its own import is read.
	rows, err := t.tx.QueryContext(t.ctx, `SELECT at, CAST(strftime('%s', json_extract(doc, '$.Written')) AS INTEGER) * 1000, CAST(strftime('%s', json_extract(doc, '$.Retells')) AS INTEGER) * 1000
		FROM incident_import WHERE state = ?1 AND coalesce(json_extract(doc, '$.Retells'), '0001') NOT LIKE '0001%' AND json_extract(doc, '$.Written') NOT LIKE '0001%'
		UNION ALL SELECT max(f.at, f.mod / 1000000), f.mod / 1000000, i.at FROM inbox_file f JOIN incident_import i ON i.id = f.import
		WHERE f.state IN (?2, ?3) AND i.state = ?1 AND f.mod / 1000000 > i.at`, incident.Finished, inbox.Taken, inbox.Same)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []incident.Reading
	for rows.Next() {
		var at, written, retells int64
		if err := rows.Scan(&at, &written, &retells); err != nil {
			return nil, err
		}
		out = append(out, incident.Reading{At: instant(at), Written: instant(written), Retells: instant(retells)})
	}
	return out, rows.Err()
}

// InboxStamp is when the last file of an inbox was written that is in the register, in
// milliseconds: of one that was found as it was nothing else is told.
func (t *Tx) InboxStamp() (n int64, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT coalesce(max(mod), 0) / ? FROM inbox_file WHERE state IN (?, ?) AND import <> ''", int64(time.Millisecond), inbox.Taken, inbox.Same).Scan(&n)
	return n, err
}
