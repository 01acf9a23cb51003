package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"

	"secondstory/backend/domain/sharing"
)

// MirrorBase reads what the files of a record in a mirror folder said when they were
// last taken; ok is false where they never were.
func (t *Tx) MirrorBase(space, record string) (b sharing.MirrorBase, ok bool, err error) {
	var files string
	err = t.tx.QueryRowContext(t.ctx, "SELECT rev, files FROM mirror_base WHERE space = ? AND record = ?", space, record).Scan(&b.Rev, &files)
	if errors.Is(err, sql.ErrNoRows) {
		return sharing.MirrorBase{}, false, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(files), &b.Files)
	}
	b.Space, b.Record = space, record
	return b, err == nil, err
}

// PutMirrorBase notes that.
func (t *Tx) PutMirrorBase(b sharing.MirrorBase) error {
	files, err := json.Marshal(b.Files)
	if err != nil {
		return err
	}
	_, err = t.tx.ExecContext(t.ctx, `INSERT INTO mirror_base(space, record, rev, files) VALUES(?,?,?,?)
		ON CONFLICT(space, record) DO UPDATE SET rev = excluded.rev, files = excluded.files`, b.Space, b.Record, b.Rev, string(files))
	return err
}
