package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"sync"
	"time"

	sqlite3 "github.com/mattn/go-sqlite3"
)

// pool are the connections to the file of an index. Another pool can take their
// place under readers: what they have begun to read they read to its end.
type pool struct {
	mu   sync.RWMutex
	db   *sql.DB
	file os.FileInfo // the file as it was opened; nil in memory
}

func (p *pool) swap(db *sql.DB, file os.FileInfo) {
	p.mu.Lock()
	old := p.db
	p.db, p.file = db, file
	p.mu.Unlock()
	if old != nil {
		old.Close() // connections in use close when they are given back
	}
}

func (p *pool) close() error {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.db == nil {
		return nil
	}
	return p.db.Close()
}

// gone says whether the file was deleted or replaced since it was opened: new
// connections would then read another one than those there are.
func (p *pool) gone(path string) bool {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.file == nil {
		return false
	}
	now, err := os.Stat(path)
	return err != nil || !os.SameFile(now, p.file)
}

// What follows begins a reading with the pool of the moment.

func (p *pool) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.db.QueryContext(ctx, query, args...)
}

func (p *pool) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.db.QueryRowContext(ctx, query, args...)
}

func (p *pool) BeginTx(ctx context.Context, o *sql.TxOptions) (*sql.Tx, error) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.db.BeginTx(ctx, o)
}

func (p *pool) Conn(ctx context.Context) (*sql.Conn, error) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.db.Conn(ctx)
}

// whileTaken does something again while another program holds the file: turning a
// new file into one with a log needs it alone, and SQLite does not wait for that.
// Each try may wait for as long as SQLite does, so time ends it and not a number.
func whileTaken(do func() error) error {
	err := do()
	for began := time.Now(); isBusy(err) && time.Since(began) < longestTaken; {
		time.Sleep(20 * time.Millisecond)
		err = do()
	}
	return err
}

const longestTaken = 15 * time.Second

func isBusy(err error) bool {
	var se sqlite3.Error
	return errors.As(err, &se) && (se.Code == sqlite3.ErrBusy || se.Code == sqlite3.ErrLocked)
}

// prepare brings the tables of a file in order: those of another version or
// workspace, and those somebody was stopped at making, are made anew.
func (x *Index) prepare(db *sql.DB, workspace string) error {
	if why, err := x.wrong(db, workspace); err != nil || why == "" {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	// Another program may have made them since: whoever comes second takes them.
	why, err := x.wrong(tx, workspace)
	if err != nil || why == "" {
		return err
	}
	if err := x.recreate(context.Background(), tx, workspace); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	if why != "new" {
		x.because(why)
	}
	return nil
}

// hasFTS says whether this build of SQLite can search texts.
var hasFTS = sync.OnceValues(func() (has bool, err error) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		return false, err
	}
	defer db.Close()
	err = db.QueryRow("SELECT count(*) > 0 FROM pragma_module_list WHERE name = 'fts5'").Scan(&has)
	return has, err
})

// sound says whether SQLite finds nothing wrong with the file.
func (p *pool) sound(ctx context.Context) (bool, error) {
	var said string
	err := p.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&said)
	if err != nil && isTorn(err) {
		return false, nil
	}
	return said == "ok", err
}

// version tells the tables of builds with and without full text apart: one
// without would leave the words of the other behind.
func (x *Index) version() string {
	if x.HasFTS {
		return indexVersion
	}
	return indexVersion + " without words"
}

func (x *Index) tables() int {
	if x.HasFTS {
		return 5
	}
	return 3
}

// wrong says why the tables are not those of the workspace: "" when they are,
// "new" when there are none, else as Rebuilt.
func (x *Index) wrong(q interface {
	QueryRow(query string, args ...any) *sql.Row
}, workspace string) (string, error) {
	var all, ours int
	err := q.QueryRow(`SELECT count(*), coalesce(sum(name IN ('meta', 'entry', 'place', 'word', 'vocabulary')), 0)
		FROM sqlite_master WHERE type = 'table'`).Scan(&all, &ours)
	if err != nil || all == 0 {
		return "new", err
	}
	var meta int
	if err := q.QueryRow("SELECT count(*) FROM sqlite_master WHERE name = 'meta'").Scan(&meta); err != nil {
		return "", err
	}
	if meta == 0 {
		return "torn", nil
	}
	var version, owner sql.NullString
	err = q.QueryRow("SELECT (SELECT value FROM meta WHERE name = 'version'), (SELECT value FROM meta WHERE name = 'workspace')").Scan(&version, &owner)
	switch {
	case err != nil:
		return "", err
	case owner.String != workspace:
		return "other workspace", nil
	case version.String != x.version():
		return "version", nil
	case ours != x.tables():
		return "torn", nil
	}
	return "", nil
}

// recreate makes all tables anew, with nothing in them. Their generation differs
// from every one before: what somebody keeps of an earlier one is not theirs.
func (x *Index) recreate(ctx context.Context, tx *sql.Tx, workspace string) error {
	for {
		// Virtual tables first, they take their own tables along; of them the one
		// that reads another.
		var name string
		err := tx.QueryRowContext(ctx, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'
			ORDER BY sql LIKE '%fts5vocab%' DESC, sql LIKE 'CREATE VIRTUAL%' DESC, name LIMIT 1`).Scan(&name)
		if err == sql.ErrNoRows {
			break
		}
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DROP TABLE "`+name+`"`); err != nil {
			return err
		}
	}
	schema := indexSchema
	if x.HasFTS {
		schema += wordSchema
	}
	if _, err := tx.ExecContext(ctx, schema); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO meta VALUES('version', ?), ('workspace', ?), ('watermark', '0'), ('generation', hex(randomblob(16)))",
		x.version(), workspace)
	return err
}
