package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"

	"secondstory/backend/domain/inbox"
	"secondstory/backend/domain/incident"
)

// What was asked of a file, or wrong with it, may have been dealt with since by an import that
// a person made themselves: then it has come in.
const (
	inboxImport = `CASE WHEN f.import = '' AND f.state IN ('asks', 'refused', 'later') THEN
		coalesce((SELECT i.id FROM incident_import i WHERE i.sha256 = f.sha256 AND i.state = 'finished' ORDER BY i.id DESC LIMIT 1), '') ELSE f.import END`
	inboxState = `CASE WHEN f.state IN ('asks', 'refused', 'later') AND f.import = '' AND EXISTS (SELECT 1 FROM incident_import i WHERE i.sha256 = f.sha256 AND i.state = 'finished') THEN 'taken'
		WHEN f.state IN ('review', 'refused', 'later') AND EXISTS (SELECT 1 FROM import_source s WHERE s.sha256 = f.sha256) THEN 'taken' ELSE f.state END`
	inboxFields = "SELECT f.n, f.folder, f.name, f.size, f.mod, f.sha256, f.at, " + inboxState + ", f.there, " + inboxImport + ", f.format, f.key, f.params FROM inbox_file f "
)

func (t *Tx) inboxFiles(query string, args ...any) ([]inbox.File, error) {
	rows, err := t.tx.QueryContext(t.ctx, inboxFields+query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []inbox.File
	for rows.Next() {
		var f inbox.File
		var at int64
		var params string
		if err := rows.Scan(&f.N, &f.Folder, &f.Name, &f.Size, &f.Mod, &f.SHA256, &at, &f.State, &f.There, &f.Import, &f.Format, &f.Key, &params); err != nil {
			return nil, err
		}
		f.At = instant(at)
		if params != "" {
			if err := json.Unmarshal([]byte(params), &f.Params); err != nil {
				return nil, err
			}
		}
		out = append(out, f)
	}
	return out, rows.Err()
}

// InboxLatest is the last reading of each name of an inbox.
func (t *Tx) InboxLatest(folder string) ([]inbox.File, error) {
	return t.inboxFiles("JOIN (SELECT max(n) AS n FROM inbox_file WHERE folder = ? GROUP BY name) last ON last.n = f.n ORDER BY f.n", folder)
}

// InboxFiles lists readings of all inboxes, the newest first, those before n where it is not 0.
func (t *Tx) InboxFiles(before int64, limit int) ([]inbox.File, error) {
	return t.inboxFiles("WHERE ?1 = 0 OR f.n < ?1 ORDER BY f.n DESC LIMIT ?2", before, limit)
}

// InboxWaiting lists the files that wait for a person, the oldest first.
func (t *Tx) InboxWaiting(limit int) ([]inbox.File, error) {
	list, err := t.inboxFiles(`WHERE f.there = 1 AND f.state IN ('asks', 'review', 'refused', 'later') ORDER BY f.n`)
	out := make([]inbox.File, 0, len(list))
	for _, f := range list {
		if f.State.Waits() && len(out) < limit {
			out = append(out, f)
		}
	}
	return out, err
}

// InboxFile is one reading.
func (t *Tx) InboxFile(n int64) (inbox.File, bool, error) {
	list, err := t.inboxFiles("WHERE f.n = ?", n)
	if err != nil || len(list) == 0 {
		return inbox.File{}, false, err
	}
	return list[0], true, nil
}

// InboxOf is the first reading of a content that is still good for it: its incidents came in, or
// it was left. One that waits speaks for none but itself.
func (t *Tx) InboxOf(sum string) (inbox.File, bool, error) {
	list, err := t.inboxFiles("WHERE f.sha256 = ? AND (f.state IN ('taken', 'same') AND f.import <> '' OR f.state = 'left') ORDER BY f.n LIMIT 1", sum)
	if err != nil || len(list) == 0 {
		return inbox.File{}, false, err
	}
	return list[0], true, nil
}

// IncidentImportOf is the last import of a content that ended well or was taken back.
func (t *Tx) IncidentImportOf(sum string) (i incident.Import, ok bool, err error) {
	var doc string
	err = t.tx.QueryRowContext(t.ctx, "SELECT doc FROM incident_import WHERE sha256 = ? AND state IN (?, ?) ORDER BY id DESC LIMIT 1", sum, incident.Finished, incident.Withdrawn).Scan(&doc)
	if errors.Is(err, sql.ErrNoRows) {
		return i, false, nil
	}
	if err != nil {
		return i, false, err
	}
	return i, true, json.Unmarshal([]byte(doc), &i)
}

// InboxCount counts the files that lie in inboxes by what they wait for, and all that came in.
func (t *Tx) InboxCount() (c inbox.Count, err error) {
	list, err := t.inboxFiles(`WHERE f.there = 1 AND f.state IN ('asks', 'review', 'refused', 'later')`)
	if err != nil {
		return c, err
	}
	for _, f := range list {
		switch f.State {
		case inbox.Asks:
			c.Asks++
		case inbox.Review:
			c.Review++
		case inbox.Refused:
			c.Refused++
		case inbox.Later:
			c.Later++
		}
	}
	err = t.tx.QueryRowContext(t.ctx, "SELECT count(*) FROM inbox_file WHERE state = 'taken'").Scan(&c.Taken)
	return c, err
}

// PutInboxFile stores a reading, a new one where N is 0, and gives its N. Of a name only the
// last reading lies in the folder.
func (t *Tx) PutInboxFile(f inbox.File) (int64, error) {
	params := ""
	if len(f.Params) > 0 {
		raw, err := json.Marshal(f.Params)
		if err != nil {
			return 0, err
		}
		params = string(raw)
	}
	if f.N != 0 {
		_, err := t.tx.ExecContext(t.ctx, "UPDATE inbox_file SET size = ?, mod = ?, sha256 = ?, at = ?, state = ?, there = ?, import = ?, format = ?, key = ?, params = ? WHERE n = ?",
			f.Size, f.Mod, f.SHA256, millis(f.At), f.State, f.There, f.Import, f.Format, f.Key, params, f.N)
		return f.N, err
	}
	if _, err := t.tx.ExecContext(t.ctx, "UPDATE inbox_file SET there = 0 WHERE folder = ? AND name = ? AND there = 1", f.Folder, f.Name); err != nil {
		return 0, err
	}
	done, err := t.tx.ExecContext(t.ctx, "INSERT INTO inbox_file(folder, name, size, mod, sha256, at, state, there, import, format, key, params) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		f.Folder, f.Name, f.Size, f.Mod, f.SHA256, millis(f.At), f.State, f.There, f.Import, f.Format, f.Key, params)
	if err != nil {
		return 0, err
	}
	return done.LastInsertId()
}

// DropInbox forgets what waits in an inbox that is no longer one; what came in stays told.
func (t *Tx) DropInbox(folder string) error {
	_, err := t.tx.ExecContext(t.ctx, "UPDATE inbox_file SET there = 0 WHERE folder = ? AND there = 1", folder)
	return err
}
