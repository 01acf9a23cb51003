package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"

	"secondstory/backend/domain/fault"
)

// CopyTo writes a copy of the database into a file that is not there yet: the state of one
// moment, while others go on writing. Nobody else on the machine may read it, wherever it
// lies: left to itself the engine makes files that others may.
func (l *Local) CopyTo(ctx context.Context, path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return translate(err)
	}
	_, err = l.db.ExecContext(ctx, "VACUUM INTO ?", path)
	return translate(err)
}

// Copied is what a copy of a database says about itself.
type Copied struct {
	Schema    int // number of its last migration
	Workspace string
	Device    string
	Records   int // without those in the trash
	Spaces    []CopiedSpace
}

// CopiedSpace is a shared space in a copy.
type CopiedSpace struct{ ID, Name string }

// Inspect checks a copy and reads what it is, of whatever version; nothing is written.
// Faults: storage.corrupt, storage.newer, storage.no_workspace.
func Inspect(ctx context.Context, path string) (c Copied, err error) {
	if _, err := os.Stat(path); err != nil {
		return c, fault.Wrap(err, fault.NotFound, "storage.no_workspace")
	}
	db, err := sql.Open("sqlite3", dsn(path, "mode", "ro", "immutable", "1"))
	if err != nil {
		return c, translate(err)
	}
	defer db.Close()
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&c.Schema); err != nil {
		return c, translate(err)
	}
	switch {
	case c.Schema > len(Migrations()):
		return c, fault.New(fault.Denied, "storage.newer")
	case c.Schema == 0:
		return c, fault.New(fault.NotFound, "storage.no_workspace")
	}
	var found string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&found); err != nil {
		return c, translate(err)
	}
	if found != "ok" {
		return c, fault.Wrap(errors.New(found), fault.Unavailable, "storage.corrupt")
	}
	for name, v := range map[string]*string{"workspace": &c.Workspace, "device": &c.Device} {
		err := db.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = ?", name).Scan(v)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return c, translate(err)
		}
	}
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM record WHERE removed_at IS NULL").Scan(&c.Records); err != nil {
		return c, translate(err)
	}
	c.Spaces, err = copiedSpaces(ctx, db)
	return c, translate(err)
}

func copiedSpaces(ctx context.Context, db *sql.DB) ([]CopiedSpace, error) {
	var tables int
	err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'space_link'").Scan(&tables)
	if err != nil || tables == 0 {
		return nil, err // of a version that had none
	}
	rows, err := db.QueryContext(ctx, "SELECT space, name FROM space_link ORDER BY space")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []CopiedSpace
	for rows.Next() {
		var s CopiedSpace
		if err := rows.Scan(&s.ID, &s.Name); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}
