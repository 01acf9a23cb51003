package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"syscall"

	sqlite3 "github.com/mattn/go-sqlite3"

	"secondstory/backend/domain/fault"
)

//go:embed migration/*.sql
var migrationFiles embed.FS

// Migration is one numbered step of the schema of local.db.
type Migration struct {
	Number int
	Name   string
	SQL    string
	SHA256 string
}

// Migrations lists the steps in order. The numbers have no gaps.
func Migrations() []Migration {
	entries, err := migrationFiles.ReadDir("migration")
	if err != nil {
		panic(err)
	}
	var list []Migration
	for _, e := range entries {
		raw, err := migrationFiles.ReadFile("migration/" + e.Name())
		if err != nil {
			panic(err)
		}
		n, err := strconv.Atoi(e.Name()[:4])
		if err != nil {
			panic("migration name " + e.Name())
		}
		sum := sha256.Sum256(raw)
		list = append(list, Migration{Number: n, Name: strings.TrimSuffix(e.Name(), ".sql"), SQL: string(raw), SHA256: hex.EncodeToString(sum[:])})
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Number < list[j].Number })
	return list
}

// Local is local.db: the precious database. Reads may run side by side; writes
// take turns through BEGIN IMMEDIATE, also with other processes.
type Local struct {
	db       *sql.DB
	reader   *sql.DB // read-only connections; nil when db itself is read-only
	path     string
	readOnly bool
	full     bool   // the disk had no room when it was opened
	copy     string // folder of the copy that is read; "" when it is the file itself
}

// dsn builds a data source name. Pragmas stand in it because a pragma executed
// once reaches one pooled connection only.
func dsn(path string, params ...string) string {
	q := url.Values{}
	q.Set("_foreign_keys", "on")
	q.Set("_busy_timeout", "10000")
	for i := 0; i+1 < len(params); i += 2 {
		q.Set(params[i], params[i+1])
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
}

// OpenLocal opens or creates local.db. Faults: storage.newer (made by a newer
// version), storage.corrupt, storage.denied, storage.full. Migrate must be
// called before anything else when NeedsMigration says so.
func OpenLocal(path string) (*Local, error) {
	// SQLite would open a file that cannot be written for reading only and say so
	// at the first write.
	if f, err := os.OpenFile(path, os.O_RDWR, 0); err == nil {
		f.Close()
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, fault.Wrap(err, fault.Denied, "storage.denied")
	}
	db, err := sql.Open("sqlite3", dsn(path, "_journal_mode", "WAL", "_synchronous", "FULL", "_txlock", "immediate"))
	if err != nil {
		return nil, translate(err)
	}
	db.SetMaxIdleConns(4)
	l := &Local{db: db, path: path}
	if err := l.refuseNewer(); err != nil {
		db.Close()
		return nil, err
	}
	if l.reader, err = sql.Open("sqlite3", dsn(path, "mode", "ro", "_txlock", "deferred")); err != nil {
		db.Close()
		return nil, translate(err)
	}
	l.reader.SetMaxIdleConns(4)
	return l, nil
}

// OpenLocalReadOnly opens an existing local.db without writing a byte beside it.
func OpenLocalReadOnly(path string) (*Local, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fault.Wrap(err, fault.NotFound, "storage.no_workspace")
	}
	if writableDir(filepath.Dir(path)) {
		return openReadOnly(path)
	}
	// WAL needs a shared-memory file beside the database; where none can be made
	// the file is read as it lies. What a killed program left in the log beside it
	// would then not be seen, so with such a log the other way is tried first.
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		if l, err := openReadOnly(path); err == nil {
			return l, nil
		}
	}
	return openReadOnly(path, "immutable", "1")
}

func openReadOnly(path string, more ...string) (*Local, error) {
	db, err := sql.Open("sqlite3", dsn(path, append([]string{"mode", "ro"}, more...)...))
	if err != nil {
		return nil, translate(err)
	}
	l := &Local{db: db, path: path, readOnly: true}
	if err := l.refuseNewer(); err != nil {
		db.Close()
		return nil, err
	}
	n, err := l.version()
	if err == nil && n < len(Migrations()) {
		err = fault.New(fault.Denied, "storage.read_only_old")
	}
	if err != nil {
		db.Close()
		return nil, err
	}
	return l, nil
}

func writableDir(dir string) bool {
	f, err := os.CreateTemp(dir, ".probe-*")
	if err != nil {
		return false
	}
	f.Close()
	os.Remove(f.Name())
	return true
}

// ReadOnly says whether writes are refused.
func (l *Local) ReadOnly() bool { return l.readOnly }

// Close closes the database.
func (l *Local) Close() error {
	if l.reader != nil {
		l.reader.Close()
	}
	err := l.db.Close()
	if l.copy != "" {
		os.RemoveAll(l.copy)
	}
	return err
}

func (l *Local) version() (int, error) {
	var n int
	// The first question to the file also turns it into one with a log.
	err := whileTaken(func() error { return l.db.QueryRow("PRAGMA user_version").Scan(&n) })
	return n, translate(err)
}

func (l *Local) refuseNewer() error {
	n, err := l.version()
	if err != nil {
		return err
	}
	if n > len(Migrations()) {
		return fault.New(fault.Denied, "storage.newer")
	}
	return nil
}

// NeedsMigration says whether Migrate has something to do, and whether the file
// held data before (then it is copied first).
func (l *Local) NeedsMigration() (needed, existing bool, err error) {
	n, err := l.version()
	return n < len(Migrations()), n > 0, err
}

// Migrate brings the schema up to date, each step in a transaction of its own.
// The caller holds the workspace lock alone. A database that already held data
// is copied to backup first.
func (l *Local) Migrate(ctx context.Context, backup string) error {
	n, err := l.version()
	if err != nil {
		return err
	}
	if n > 0 {
		if _, err := l.db.ExecContext(ctx, "VACUUM INTO ?", backup); err != nil {
			return translate(err)
		}
	}
	for _, m := range Migrations()[n:] {
		tx, err := l.db.BeginTx(ctx, nil)
		if err != nil {
			return translate(err)
		}
		if _, err = tx.ExecContext(ctx, m.SQL); err == nil {
			_, err = tx.ExecContext(ctx, "PRAGMA user_version = "+strconv.Itoa(m.Number))
		}
		if err != nil {
			tx.Rollback()
			return fmt.Errorf("migration %s: %w", m.Name, translate(err))
		}
		if err := tx.Commit(); err != nil {
			return translate(err)
		}
	}
	return nil
}

// DataVersion changes when another process has written.
func (l *Local) DataVersion(ctx context.Context, conn *sql.Conn) (int64, error) {
	var v int64
	err := conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&v)
	return v, translate(err)
}

// Watch gives a connection of its own for polling DataVersion: the counter is
// kept per connection.
func (l *Local) Watch(ctx context.Context) (*sql.Conn, error) {
	c, err := l.db.Conn(ctx)
	return c, translate(err)
}

// translate turns SQLite's errors into faults by number, never by text.
func translate(err error) error {
	if err == nil || errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if _, ok := fault.As(err); ok {
		return err
	}
	if errors.Is(err, context.Canceled) {
		return fault.Wrap(err, fault.Cancelled, "job.cancelled")
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fault.Wrap(err, fault.Unavailable, "storage.busy")
	}
	var se sqlite3.Error
	if !errors.As(err, &se) {
		return err
	}
	switch se.Code {
	case sqlite3.ErrFull:
		return fault.Wrap(err, fault.Unavailable, "storage.full")
	case sqlite3.ErrIoErr:
		if se.SystemErrno == syscall.ENOSPC || se.SystemErrno == syscall.EDQUOT {
			return fault.Wrap(err, fault.Unavailable, "storage.full")
		}
		return fault.Wrap(err, fault.Unavailable, "storage.io")
	case sqlite3.ErrReadonly:
		return fault.Wrap(err, fault.Denied, "storage.read_only")
	case sqlite3.ErrCantOpen, sqlite3.ErrPerm, sqlite3.ErrAuth:
		if se.SystemErrno == syscall.ENOSPC {
			return fault.Wrap(err, fault.Unavailable, "storage.full")
		}
		return fault.Wrap(err, fault.Denied, "storage.denied")
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return fault.Wrap(err, fault.Unavailable, "storage.corrupt")
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return fault.Wrap(err, fault.Unavailable, "storage.busy")
	}
	return err
}
