package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"

	sqlite3 "github.com/mattn/go-sqlite3"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
)

// indexVersion is raised when the tables or the projection change; an index of
// another version is thrown away and rebuilt.
const indexVersion = "10"

const indexSchema = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (
  n          INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  ref        TEXT NOT NULL,
  kind       TEXT NOT NULL,
  title      TEXT NOT NULL,
  severity   TEXT NOT NULL,
  state      TEXT NOT NULL,
  date       TEXT NOT NULL,
  services   TEXT NOT NULL,
  tags       TEXT NOT NULL,
  classes    TEXT NOT NULL,
  has        TEXT NOT NULL,
  words      INTEGER NOT NULL,
  counts     TEXT NOT NULL,
  measured   TEXT NOT NULL,
  trashed    INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  rev        INTEGER NOT NULL
);
CREATE INDEX entry_list ON entry(kind, trashed, date DESC, id DESC);
CREATE INDEX entry_rev ON entry(rev);
` + placeSchema

// Index is index.db: what lists and search read. It can be deleted at any time;
// what is wrong with it is mended by building it anew. That happens inside the
// file, so that other connections and programs go on with the same one; only a
// damaged file is replaced.
type Index struct {
	path    string
	project func(record.Snapshot) record.IndexRow
	db      pool
	HasFTS  bool // false when this build of SQLite lacks FTS5; never changes

	mu      sync.Mutex      // one follower at a time in this process
	last    record.Snapshot // the record followed last: likely the one being worked on
	rebuilt atomic.Pointer[string]

	held *placesHeld // of the record followed last

	written    atomic.Int64
	readBack   atomic.Int64
	keptMu     sync.Mutex
	kept       *entriesKept
	vocabulary *vocabularyKept
}

// OpenIndex opens or makes the index for a workspace. A torn file, another
// version or another workspace's index is thrown away; Follow then builds it.
// readOnly workspaces get an index in memory.
func OpenIndex(path, workspace string, project func(record.Snapshot) record.IndexRow) (*Index, error) {
	x, err := newIndex(path, project)
	if err != nil {
		return nil, translate(err)
	}
	if err = x.open(workspace); err != nil && (isTorn(err) || isMissingModule(err)) {
		err = x.replace(workspace)
	}
	if err != nil {
		return nil, translate(err)
	}
	return x, nil
}

// OpenIndexInMemory makes an index that lives as long as the process.
func OpenIndexInMemory(workspace string, project func(record.Snapshot) record.IndexRow) (*Index, error) {
	x, err := newIndex("", project)
	if err == nil {
		err = x.open(workspace)
	}
	if err != nil {
		return nil, translate(err)
	}
	return x, nil
}

func newIndex(path string, project func(record.Snapshot) record.IndexRow) (*Index, error) {
	has, err := hasFTS()
	return &Index{path: path, project: project, HasFTS: has}, err
}

// Rebuilt says why the index was thrown away: "" when it was not, "torn",
// "version" or "other workspace".
func (x *Index) Rebuilt() string {
	if why := x.rebuilt.Load(); why != nil {
		return *why
	}
	return ""
}

// open makes connections to the file, brings its tables in order and only then
// lets readers have them.
func (x *Index) open(workspace string) error {
	source := dsn(x.path, "_journal_mode", "WAL", "_synchronous", "NORMAL", "_txlock", "immediate")
	if x.path == "" {
		// A shared cache keeps the database should the pool change its connection.
		source = "file:index-" + workspace + "?mode=memory&cache=shared&_busy_timeout=10000&_txlock=immediate"
	}
	db, err := sql.Open("sqlite3", source)
	if err != nil {
		return err
	}
	db.SetMaxIdleConns(4)
	if x.path == "" {
		// Connections of a shared cache lock each other's tables without waiting:
		// one connection makes callers take turns instead of being refused.
		db.SetMaxOpenConns(1)
	}
	if err := whileTaken(func() error { return x.prepare(db, workspace) }); err != nil {
		db.Close()
		return err
	}
	var file os.FileInfo
	if x.path != "" {
		if file, err = os.Stat(x.path); err != nil {
			db.Close()
			return err
		}
	}
	x.db.swap(db, file)
	return nil
}

// replace puts a new file in the place of a damaged one.
func (x *Index) replace(workspace string) error {
	if x.path != "" {
		for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
			if err := os.Remove(x.path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
	}
	x.because("torn")
	return x.open(workspace)
}

func (x *Index) because(why string) { x.rebuilt.Store(&why) }

// Close closes the index.
func (x *Index) Close() error { return x.db.close() }

// Watermark is the workspace revision the index has followed to.
func (x *Index) Watermark(ctx context.Context) (rev int64, err error) {
	var v string
	if err = x.db.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = 'watermark'").Scan(&v); err != nil {
		return 0, translateReading(err)
	}
	return strconv.ParseInt(v, 10, 64)
}

// isTorn says whether the index file itself is at fault, so that building it
// anew helps: it is damaged, or its tables are not what they should be.
func isTorn(err error) bool {
	var se sqlite3.Error
	return isDamaged(err) || errors.As(err, &se) && se.Code == sqlite3.ErrError && !isMissingModule(err)
}

// isDamaged says whether the file can no longer be read as a database: it holds
// something else, or less than it should. A full disk is no damage.
func isDamaged(err error) bool {
	var se sqlite3.Error
	if errors.As(err, &se) {
		switch se.Code {
		case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
			return true
		case sqlite3.ErrIoErr:
			return se.SystemErrno != syscall.ENOSPC && se.SystemErrno != syscall.EDQUOT
		}
		return false
	}
	f, ok := fault.As(err)
	return ok && f.Key == "storage.corrupt"
}

// translateReading is translate for what only the index was read for: its damage is
// no damage of the workspace, and nothing was being saved.
func translateReading(err error) error {
	if err != nil && (isDamaged(err) || isMissingTable(err)) {
		return fault.Wrap(err, fault.Unavailable, "index.damaged")
	}
	return translate(err)
}

// isMissingTable recognises a file without our tables: a connection that was made
// after somebody had deleted the file of the index found an empty one. SQLite has
// no number of its own for it.
func isMissingTable(err error) bool {
	var se sqlite3.Error
	return errors.As(err, &se) && se.Code == sqlite3.ErrError && strings.Contains(se.Error(), "no such table")
}

// isMissingModule recognises a SQLite built without FTS5. SQLite has no number
// of its own for it: the generic error is told apart by its text.
func isMissingModule(err error) bool {
	var se sqlite3.Error
	return errors.As(err, &se) && se.Code == sqlite3.ErrError && strings.Contains(se.Error(), "no such module")
}
