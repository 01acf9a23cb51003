package sqlite

import (
	"encoding/json"
	"time"

	"secondstory/backend/domain/intake"
)

// KeepQuarantined stores input that could not become a record, whole. The same
// input again changes nothing.
func (t *Tx) KeepQuarantined(id, sha256 string, q intake.Quarantined, body []byte, at time.Time) error {
	params, err := json.Marshal(q.Params)
	if err != nil {
		return err
	}
	_, err = t.tx.ExecContext(t.ctx, `INSERT INTO quarantine(id, file, sha256, line, field, reason, params, body, at, state) VALUES(?,?,?,?,?,?,?,?,?,'open')
		ON CONFLICT(sha256) DO NOTHING`, id, q.File, sha256, q.Line, q.Field, q.Reason, string(params), body, millis(at))
	return err
}

// QuarantineCount is how many rows wait for a person.
func (t *Tx) QuarantineCount() (n int, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT count(*) FROM quarantine WHERE state = 'open'").Scan(&n)
	return n, err
}

// AskFocus asks the window that has this workspace open to come forward.
func (t *Tx) AskFocus(at time.Time) error {
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO focus(id, asked_at) VALUES(1, ?) ON CONFLICT(id) DO UPDATE SET asked_at = excluded.asked_at", millis(at))
	return err
}

// FocusAsked is when a window was last asked to come forward, in milliseconds of
// Unix time; 0 for never.
func (t *Tx) FocusAsked() (ms int64, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT COALESCE(max(asked_at), 0) FROM focus").Scan(&ms)
	return ms, err
}

// Check runs SQLite's own check of the file and gives what it found, at most
// twenty lines; nothing when the file is whole.
func (t *Tx) Check() ([]string, error) {
	rows, err := t.tx.QueryContext(t.ctx, "PRAGMA integrity_check(20)")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return nil, err
		}
		if line != "ok" {
			out = append(out, line)
		}
	}
	return out, rows.Err()
}
