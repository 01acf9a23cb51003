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

	sqlite3 "github.com/mattn/go-sqlite3"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
)

// indexVersion is raised when the tables or the projection change; an index of
// another version is thrown away and rebuilt.
const indexVersion = "3"

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
  trashed    INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  rev        INTEGER NOT NULL
);
CREATE INDEX entry_list ON entry(kind, trashed, date DESC, id DESC);
CREATE INDEX entry_rev ON entry(rev);
` + placeSchema

// Index is index.db: what lists and search read. It can be deleted at any time;
// what is wrong with it is mended by building it anew.
type Index struct {
	path    string
	project func(record.Snapshot) record.IndexRow

	mu     sync.Mutex      // one follower at a time in this process
	last   record.Snapshot // the record followed last: likely the one being worked on
	db     *sql.DB
	HasFTS bool // false when this build of SQLite lacks FTS5

	written    atomic.Int64
	keptMu     sync.Mutex
	kept       *entriesKept
	vocabulary *vocabularyKept
	// Rebuilt says why the index was thrown away when it was opened: "", "torn",
	// "version" or "other workspace".
	Rebuilt string
}

// OpenIndex opens or makes the index for a workspace. A torn file, another
// version or another workspace's index is thrown away; Follow then builds it.
// readOnly workspaces get an index in memory.
func OpenIndex(path, workspace string, project func(record.Snapshot) record.IndexRow) (*Index, error) {
	x := &Index{path: path, project: project}
	err := x.open(workspace)
	if err == nil {
		return x, nil
	}
	if !isTorn(err) {
		return nil, translate(err)
	}
	x.Rebuilt = "torn"
	if err := x.discard(); err != nil {
		return nil, translate(err)
	}
	return x, translate(x.open(workspace))
}

// OpenIndexInMemory makes an index that lives as long as the process.
func OpenIndexInMemory(workspace string, project func(record.Snapshot) record.IndexRow) (*Index, error) {
	x := &Index{project: project}
	return x, translate(x.open(workspace))
}

func (x *Index) open(workspace string) error {
	var err error
	if x.path == "" {
		// A shared cache keeps the database should the pool change its connection.
		x.db, err = sql.Open("sqlite3", "file:index-"+workspace+"?mode=memory&cache=shared&_busy_timeout=10000&_txlock=immediate")
	} else {
		x.db, err = sql.Open("sqlite3", dsn(x.path, "_journal_mode", "WAL", "_synchronous", "NORMAL", "_txlock", "immediate"))
	}
	if err != nil {
		return err
	}
	x.db.SetMaxIdleConns(4)
	if x.path == "" {
		// Connections of a shared cache lock each other's tables without waiting:
		// one connection makes callers take turns instead of being refused.
		x.db.SetMaxOpenConns(1)
	}
	have, owner, err := x.identity()
	if err != nil {
		x.db.Close()
		return err
	}
	if have == indexVersion && owner == workspace {
		return x.probeFTS()
	}
	if have != "" && x.path != "" {
		x.Rebuilt = "version"
		if owner != workspace {
			x.Rebuilt = "other workspace"
		}
		if err := x.discard(); err != nil {
			return err
		}
		return x.open(workspace)
	}
	return x.create(workspace)
}

// identity reads version and workspace of the file; both "" in a new one.
func (x *Index) identity() (version, workspace string, err error) {
	var n int
	if err := x.db.QueryRow("SELECT count(*) FROM sqlite_master WHERE name = 'meta'").Scan(&n); err != nil || n == 0 {
		return "", "", err
	}
	err = x.db.QueryRow("SELECT (SELECT value FROM meta WHERE name = 'version'), (SELECT value FROM meta WHERE name = 'workspace')").Scan(&version, &workspace)
	return version, workspace, err
}

func (x *Index) create(workspace string) error {
	tx, err := x.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(indexSchema); err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO meta VALUES('version', ?), ('workspace', ?), ('watermark', '0'), ('cleared', '0')", indexVersion, workspace)
	if err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	if _, err := x.db.Exec(wordSchema); err == nil {
		x.HasFTS = true
	} else if !isMissingModule(err) {
		return err
	}
	return nil
}

// probeFTS finds out whether the text table is there and can be used by this
// build.
func (x *Index) probeFTS() error {
	var n int
	if err := x.db.QueryRow("SELECT count(*) FROM sqlite_master WHERE name = 'word'").Scan(&n); err != nil || n == 0 {
		return err
	}
	_, err := x.db.Exec("SELECT rowid FROM word LIMIT 1")
	if err != nil && !isMissingModule(err) {
		return err
	}
	x.HasFTS = err == nil
	return nil
}

// Close closes the index.
func (x *Index) Close() error { return x.db.Close() }

func (x *Index) discard() error {
	x.keptMu.Lock()
	x.kept, x.vocabulary = nil, nil
	x.keptMu.Unlock()
	if x.db != nil {
		x.db.Close()
	}
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(x.path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Watermark is the workspace revision the index has followed to.
func (x *Index) Watermark(ctx context.Context) (rev int64, err error) {
	var v string
	if err = x.db.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = 'watermark'").Scan(&v); err != nil {
		return 0, translate(err)
	}
	return strconv.ParseInt(v, 10, 64)
}

// isTorn says whether the index file itself is at fault, so that building it
// anew helps.
func isTorn(err error) bool {
	var se sqlite3.Error
	if errors.As(err, &se) {
		return se.Code == sqlite3.ErrCorrupt || se.Code == sqlite3.ErrNotADB || se.Code == sqlite3.ErrError && !isMissingModule(err)
	}
	f, ok := fault.As(err)
	return ok && f.Key == "storage.corrupt"
}

// isMissingModule recognises a SQLite built without FTS5. SQLite has no number
// of its own for it: the generic error is told apart by its text.
func isMissingModule(err error) bool {
	var se sqlite3.Error
	return errors.As(err, &se) && se.Code == sqlite3.ErrError && strings.Contains(se.Error(), "no such module")
}
