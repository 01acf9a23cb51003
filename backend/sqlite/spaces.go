package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
)

const linkColumns = "l.space, l.name, l.address, l.head, l.pushed, l.pending, l.config, l.alias, l.people, s.created_at, l.synced_at FROM space_link l JOIN space s ON s.id = l.space"

func scanLink(scan func(...any) error) (sharing.Link, error) {
	var l sharing.Link
	var created, synced int64
	err := scan(&l.Space, &l.Name, &l.Address, &l.Head, &l.Pushed, &l.Pending, &l.Config, &l.Alias, &l.People, &created, &synced)
	l.CreatedAt = instant(created)
	if synced != 0 {
		l.SyncedAt = instant(synced)
	}
	return l, err
}

// Links lists the spaces that are exchanged with others, by name.
func (t *Tx) Links() ([]sharing.Link, error) {
	rows, err := t.tx.QueryContext(t.ctx, "SELECT "+linkColumns+" ORDER BY l.name")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []sharing.Link
	for rows.Next() {
		l, err := scanLink(rows.Scan)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, rows.Err()
}

// Link reads one; ok is false when there is none.
func (t *Tx) Link(space string) (l sharing.Link, ok bool, err error) {
	l, err = scanLink(t.tx.QueryRowContext(t.ctx, "SELECT "+linkColumns+" WHERE l.space = ?", space).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return sharing.Link{}, false, nil
	}
	return l, err == nil, err
}

// AddLink enters a space and its link.
func (t *Tx) AddLink(l sharing.Link) error {
	if err := t.AddSpace(l.Space, l.Name, sharing.Kind, l.CreatedAt); err != nil {
		return err
	}
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO space_link(space, name, address, alias) VALUES(?,?,?,?)", l.Space, l.Name, l.Address, l.Alias)
	if err != nil {
		return err
	}
	return t.PutLink(l)
}

// PutLink writes how far a link has come. The alias is no part of that: a person may
// choose another one meanwhile.
func (t *Tx) PutLink(l sharing.Link) error {
	synced := int64(0)
	if !l.SyncedAt.IsZero() {
		synced = millis(l.SyncedAt)
	}
	_, err := t.tx.ExecContext(t.ctx, "UPDATE space_link SET head = ?, pushed = ?, pending = ?, config = ?, people = ?, synced_at = ? WHERE space = ?",
		l.Head, l.Pushed, l.Pending, l.Config, l.People, synced, l.Space)
	return err
}

// LeftCommit is the commit of a space, called by its own id, that a record said the same
// as last when the space was left; "" where none is noted.
func (t *Tx) LeftCommit(space, record string) (commit string, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT commit_hash FROM left_base WHERE space = ? AND record = ?", space, record).Scan(&commit)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return commit, err
}

// DropLink forgets a space, which gives itself the id own; its records go to another. What
// they said the same as last is noted, for the space may be entered again.
func (t *Tx) DropLink(space, to, own string) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT OR REPLACE INTO left_base(space, record, commit_hash)
		SELECT ?1, record, commit_hash FROM space_base WHERE space = ?2 AND commit_hash <> '' AND files <> '[]'`, own, space)
	if err != nil {
		return err
	}
	for _, q := range []string{"DELETE FROM space_person WHERE space = ?", "DELETE FROM space_move WHERE target = ?", "DELETE FROM leak_held WHERE space = ?", "DELETE FROM space_base WHERE space = ?", "DELETE FROM mirror_base WHERE space = ?", "DELETE FROM space_link WHERE space = ?", "DELETE FROM setting WHERE name = '" + audienceSetting + "' || ?", "DELETE FROM setting WHERE name = '" + asideSetting + "' || ?"} {
		if _, err := t.tx.ExecContext(t.ctx, q, space); err != nil {
			return err
		}
	}
	if _, err := t.tx.ExecContext(t.ctx, "UPDATE record SET space = ?, base_commit = '' WHERE space = ?", to, space); err != nil {
		return err
	}
	_, err = t.tx.ExecContext(t.ctx, "DELETE FROM space WHERE id = ?", space)
	return err
}

// editedRows finds what was changed since it last said the same as its base.
const editedRows = `WHERE id IN (SELECT r.id FROM record r INDEXED BY record_of_space
	LEFT JOIN space_base b INDEXED BY space_base_rev ON b.space = r.space AND b.record = r.id
	WHERE r.space = ? AND (b.rev IS NULL OR b.rev <> r.rev)) ORDER BY id`

// EditedRows lists the records of a space, trashed ones too, that were changed since
// they last said the same as their base, by id.
func (t *Tx) EditedRows(space string) ([]record.Row, error) { return t.rows(editedRows, space) }

// PlacesOfSpace lists id, kind and revision of the records of a space, trashed ones too.
func (t *Tx) PlacesOfSpace(space string) ([]record.Row, error) {
	rows, err := t.tx.QueryContext(t.ctx, "SELECT id, kind, rev FROM record WHERE space = ? ORDER BY id", space)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []record.Row
	for rows.Next() {
		r := record.Row{Space: space}
		if err := rows.Scan(&r.ID, &r.Kind, &r.Rev); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
}

// IDsOfSpace lists the records of a space, trashed ones too.
func (t *Tx) IDsOfSpace(space string) (map[string]bool, error) {
	rows, err := t.tx.QueryContext(t.ctx, "SELECT id FROM record INDEXED BY record_of_space WHERE space = ?", space)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]bool{}
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		out[id] = true
	}
	return out, rows.Err()
}

// SpaceCounts counts the records of a space that are not in the trash, those that
// were changed since they last said the same as a commit, and those of which files
// are not taken.
func (t *Tx) SpaceCounts(space string) (records, unsent, refused int, err error) {
	err = t.tx.QueryRowContext(t.ctx, `SELECT coalesce(sum(r.removed_at IS NULL), 0), coalesce(sum(b.rev IS NULL OR b.rev <> r.rev), 0),
		(SELECT count(DISTINCT f.value ->> 'path') FROM space_base b INDEXED BY space_base_refused, json_each(b.refused) f WHERE b.space = ?1 AND b.refused <> '[]')
		FROM record r INDEXED BY record_of_space LEFT JOIN space_base b INDEXED BY space_base_rev ON b.space = r.space AND b.record = r.id WHERE r.space = ?1`, space).Scan(&records, &unsent, &refused)
	return records, unsent, refused, err
}

// MoveRecord puts a record into a space at the next revision. What was noted about it and
// another space is over.
func (t *Tx) MoveRecord(id, space string, at time.Time) (int64, error) {
	rev, err := t.NextRev()
	if err != nil {
		return 0, err
	}
	if _, err := t.tx.ExecContext(t.ctx, "DELETE FROM leak_held WHERE record = ?", id); err != nil {
		return 0, err
	}
	_, err = t.tx.ExecContext(t.ctx, "UPDATE record SET space = ?, base_commit = '', rev = ?, changed_at = ? WHERE id = ?", space, rev, millis(at), id)
	return rev, err
}

// Without being told, the planner takes the key of the table, and with it all texts.
const (
	withSnapshot = "INDEXED BY space_base_snapshot WHERE space = ? AND snapshot IS NOT NULL ORDER BY record"
	withRefused  = "INDEXED BY space_base_refused WHERE space = ? AND refused <> '[]' ORDER BY record"
)

const baseColumns = "space, record, commit_hash, rev, files, snapshot, snapshot_rev, refused, held FROM space_base"

func scanBase(scan func(...any) error) (sharing.Base, error) {
	var b sharing.Base
	var files, refused string
	var snapshot sql.NullString
	err := scan(&b.Space, &b.Record, &b.Commit, &b.Rev, &files, &snapshot, &b.SnapshotRev, &refused, &b.Held)
	if err == nil {
		err = errors.Join(json.Unmarshal([]byte(files), &b.Files), json.Unmarshal([]byte(refused), &b.Refused))
	}
	if err == nil && snapshot.Valid {
		b.Snapshot = []sharing.File{}
		err = json.Unmarshal([]byte(snapshot.String), &b.Snapshot)
	}
	return b, err
}

// Base reads what a record of a space starts its next merge from; ok is false when
// it has never been in a commit.
func (t *Tx) Base(space, id string) (b sharing.Base, ok bool, err error) {
	b, err = scanBase(t.tx.QueryRowContext(t.ctx, "SELECT "+baseColumns+" WHERE space = ? AND record = ?", space, id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return sharing.Base{}, false, nil
	}
	return b, err == nil, err
}

// BasesWithSnapshot and BasesRefused list bases by record: those a commit is being
// made of, and those of which files are not taken.
func (t *Tx) BasesWithSnapshot(space string) ([]sharing.Base, error) {
	return t.bases(withSnapshot, space)
}

// BasesRefused is described above.
func (t *Tx) BasesRefused(space string) ([]sharing.Base, error) {
	return t.bases(withRefused, space)
}

func (t *Tx) bases(where string, args ...any) ([]sharing.Base, error) {
	rows, err := t.tx.QueryContext(t.ctx, "SELECT "+baseColumns+" "+where, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []sharing.Base
	for rows.Next() {
		b, err := scanBase(rows.Scan)
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, rows.Err()
}

// CleanRevs tells by record the revision at which it said the same as its base.
func (t *Tx) CleanRevs(space string) (map[string]int64, error) {
	rows, err := t.tx.QueryContext(t.ctx, "SELECT record, rev FROM space_base WHERE space = ?", space)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]int64{}
	for rows.Next() {
		var id string
		var rev int64
		if err := rows.Scan(&id, &rev); err != nil {
			return nil, err
		}
		out[id] = rev
	}
	return out, rows.Err()
}

// PutBase writes the base of a record, and its commit into the record's own row.
func (t *Tx) PutBase(b sharing.Base) error {
	files, err := jsonList(b.Files)
	if err != nil {
		return err
	}
	refused, err := jsonList(b.Refused)
	if err != nil {
		return err
	}
	var snapshot any
	if b.Snapshot != nil {
		if snapshot, err = jsonList(b.Snapshot); err != nil {
			return err
		}
	}
	_, err = t.tx.ExecContext(t.ctx, `INSERT INTO space_base(space, record, commit_hash, rev, files, snapshot, snapshot_rev, refused, held) VALUES(?,?,?,?,?,?,?,?,?)
		ON CONFLICT(space, record) DO UPDATE SET commit_hash = excluded.commit_hash, rev = excluded.rev, files = excluded.files,
		snapshot = excluded.snapshot, snapshot_rev = excluded.snapshot_rev, refused = excluded.refused, held = excluded.held`,
		b.Space, b.Record, b.Commit, b.Rev, files, snapshot, b.SnapshotRev, refused, b.Held)
	if err != nil {
		return err
	}
	_, err = t.tx.ExecContext(t.ctx, "UPDATE record SET base_commit = ? WHERE id = ? AND space = ?", b.Commit, b.Record, b.Space)
	return err
}

// jsonList writes no list as an empty one.
func jsonList[T any](list []T) (string, error) {
	if list == nil {
		return "[]", nil
	}
	raw, err := json.Marshal(list)
	return string(raw), err
}
