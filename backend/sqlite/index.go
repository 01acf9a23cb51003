package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"strconv"
	"strings"
	"sync"

	sqlite3 "github.com/mattn/go-sqlite3"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
)

// indexVersion is raised when the tables or the projection change; an index of
// another version is thrown away and rebuilt.
const indexVersion = "2"

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
  counts     TEXT NOT NULL,
  trashed    INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  rev        INTEGER NOT NULL
);
CREATE INDEX entry_list ON entry(kind, trashed, date DESC, id DESC);
`

const ftsSchema = `CREATE VIRTUAL TABLE text USING fts5(title, body, tokenize = "unicode61 remove_diacritics 2")`

// Index is index.db: what lists and search read. It can be deleted at any time;
// what is wrong with it is mended by building it anew.
type Index struct {
	path    string
	project func(record.Snapshot) record.IndexRow

	mu     sync.Mutex // one follower at a time in this process
	db     *sql.DB
	HasFTS bool // false when this build of SQLite lacks FTS5
	// Rebuilt says why the index was thrown away when it was opened: "", "torn",
	// "version" or "other workspace".
	Rebuilt string
}

// Progress is told how many records of how many have been indexed.
type Progress func(done, total int)

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
	_, err = tx.Exec("INSERT INTO meta VALUES('version', ?), ('workspace', ?), ('watermark', '0')", indexVersion, workspace)
	if err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	if _, err := x.db.Exec(ftsSchema); err == nil {
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
	if err := x.db.QueryRow("SELECT count(*) FROM sqlite_master WHERE name = 'text'").Scan(&n); err != nil || n == 0 {
		return err
	}
	_, err := x.db.Exec("SELECT rowid FROM text LIMIT 1")
	if err != nil && !isMissingModule(err) {
		return err
	}
	x.HasFTS = err == nil
	return nil
}

// Close closes the index.
func (x *Index) Close() error { return x.db.Close() }

func (x *Index) discard() error {
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

// Follow brings the index up to the workspace's revision. Batches are separate
// transactions, so that it can be stopped and goes on where it was. A torn index
// found on the way is thrown away and built anew.
func (x *Index) Follow(ctx context.Context, local *Local, registry *record.Registry, progress Progress) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	err := x.follow(ctx, local, registry, progress)
	if err == nil || !isTorn(err) {
		return translate(err)
	}
	if err := x.renew(ctx, local, registry); err != nil {
		return translate(err)
	}
	x.Rebuilt = "torn"
	return translate(x.follow(ctx, local, registry, progress))
}

// Rebuild throws the index away and builds it anew.
func (x *Index) Rebuild(ctx context.Context, local *Local, registry *record.Registry, progress Progress) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.renew(ctx, local, registry); err != nil {
		return translate(err)
	}
	return translate(x.follow(ctx, local, registry, progress))
}

func (x *Index) renew(ctx context.Context, local *Local, registry *record.Registry) error {
	workspace := ""
	err := local.View(ctx, registry, func(tx *Tx) error {
		var err error
		workspace, err = tx.Meta("workspace")
		return err
	})
	if err != nil {
		return err
	}
	if err := x.discard(); err != nil {
		return err
	}
	return x.open(workspace)
}

const indexBatch = 200

func (x *Index) follow(ctx context.Context, local *Local, registry *record.Registry, progress Progress) error {
	done := 0
	for {
		more := false
		err := local.View(ctx, registry, func(src *Tx) error {
			tx, err := x.db.BeginTx(ctx, nil)
			if err != nil {
				return err
			}
			defer tx.Rollback()
			var mark int64
			if err := tx.QueryRowContext(ctx, "SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'watermark'").Scan(&mark); err != nil {
				return err
			}
			rev, err := src.Rev()
			if err != nil {
				return err
			}
			if mark > rev {
				// local.db was restored from an earlier copy: nothing here can be trusted.
				if err := x.clear(ctx, tx); err != nil {
					return err
				}
				mark = 0
			}
			if mark == rev {
				return nil
			}
			rows, err := src.RowsAfter(mark)
			if err != nil {
				return err
			}
			total := done + len(rows)
			next := rev
			if len(rows) > indexBatch {
				// Records of one revision belong together.
				cut := indexBatch
				for cut < len(rows) && rows[cut].Rev == rows[cut-1].Rev {
					cut++
				}
				if cut < len(rows) {
					rows, more = rows[:cut], true
					next = rows[cut-1].Rev
				}
			}
			for _, r := range rows {
				if _, known := registry.Schema(r.Kind); !known {
					continue
				}
				snap, err := src.Record(r.ID)
				if err != nil {
					return err
				}
				if err := x.put(ctx, tx, x.project(snap)); err != nil {
					return err
				}
				done++
				if progress != nil && (done%50 == 0 || done == total) {
					progress(done, total)
				}
			}
			if _, err := tx.ExecContext(ctx, "UPDATE meta SET value = ? WHERE name = 'watermark'", strconv.FormatInt(next, 10)); err != nil {
				return err
			}
			return tx.Commit()
		})
		if err != nil || !more {
			return err
		}
	}
}

func (x *Index) clear(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM entry"); err != nil {
		return err
	}
	if x.HasFTS {
		if _, err := tx.ExecContext(ctx, "DELETE FROM text"); err != nil {
			return err
		}
	}
	return nil
}

func (x *Index) put(ctx context.Context, tx *sql.Tx, r record.IndexRow) error {
	services, err := json.Marshal(r.Services)
	if err != nil {
		return err
	}
	counts, err := json.Marshal(r.Counts)
	if err != nil {
		return err
	}
	var n int64
	err = tx.QueryRowContext(ctx, `INSERT INTO entry(id, ref, kind, title, severity, state, date, services, counts, trashed, changed_at, rev)
		VALUES(?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT(id) DO UPDATE SET ref=excluded.ref, kind=excluded.kind, title=excluded.title, severity=excluded.severity, state=excluded.state,
		date=excluded.date, services=excluded.services, counts=excluded.counts, trashed=excluded.trashed, changed_at=excluded.changed_at, rev=excluded.rev
		RETURNING n`,
		r.ID, r.Ref, r.Kind, r.Title, r.Severity, r.State, r.Date, string(services), string(counts), r.Trashed, millis(r.ChangedAt), r.Rev).Scan(&n)
	if err != nil || !x.HasFTS {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM text WHERE rowid = ?", n); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO text(rowid, title, body) VALUES(?,?,?)", n, r.Title, r.Text)
	return err
}

// ListFilter narrows a list. Query words match the beginnings of words in title
// and text; Sort is "date", "title", "changed" or "severity".
type ListFilter struct {
	Kind     string
	Query    string
	State    string
	Severity string
	Trash    bool
	Sort     string
	Limit    int // 0 = all
}

// List reads rows of the index.
func (x *Index) List(ctx context.Context, f ListFilter) ([]record.IndexRow, error) {
	where, args := []string{"kind = ?", "trashed = ?"}, []any{f.Kind, f.Trash}
	if f.State != "" {
		where, args = append(where, "state = ?"), append(args, f.State)
	}
	if f.Severity != "" {
		where, args = append(where, "severity = ?"), append(args, f.Severity)
	}
	// A zero byte would end the text of a full-text query.
	for _, w := range strings.Fields(strings.ReplaceAll(f.Query, "\x00", " ")) {
		like := "%" + escapeLike(w) + "%"
		if x.HasFTS {
			where = append(where, `(title LIKE ? ESCAPE '\' OR ref LIKE ? ESCAPE '\' OR services LIKE ? ESCAPE '\' OR n IN (SELECT rowid FROM text WHERE text MATCH ?))`)
			args = append(args, like, like, like, ftsPrefix(w))
			continue
		}
		where = append(where, `(title LIKE ? ESCAPE '\' OR ref LIKE ? ESCAPE '\' OR services LIKE ? ESCAPE '\')`)
		args = append(args, like, like, like)
	}
	order := map[string]string{
		"":         "date = '' , date DESC, id DESC",
		"date":     "date = '' , date DESC, id DESC",
		"title":    "title COLLATE NOCASE, id",
		"changed":  "changed_at DESC, id DESC",
		"severity": "severity = '', severity, date DESC, id DESC",
	}[f.Sort]
	if order == "" {
		order = "date = '', date DESC, id DESC"
	}
	query := "SELECT id, ref, kind, title, severity, state, date, services, counts, trashed, changed_at, rev FROM entry WHERE " + strings.Join(where, " AND ") + " ORDER BY " + order
	if f.Limit > 0 {
		query += " LIMIT " + strconv.Itoa(f.Limit)
	}
	rows, err := x.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	out := []record.IndexRow{}
	for rows.Next() {
		var r record.IndexRow
		var services, counts string
		var changed int64
		if err := rows.Scan(&r.ID, &r.Ref, &r.Kind, &r.Title, &r.Severity, &r.State, &r.Date, &services, &counts, &r.Trashed, &changed, &r.Rev); err != nil {
			return nil, translate(err)
		}
		if err := json.Unmarshal([]byte(services), &r.Services); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(counts), &r.Counts); err != nil {
			return nil, err
		}
		r.ChangedAt = instant(changed)
		out = append(out, r)
	}
	return out, translate(rows.Err())
}

// Count is how many records of a kind there are, in the list or in the trash.
func (x *Index) Count(ctx context.Context, kind string, trash bool) (n int, err error) {
	err = x.db.QueryRowContext(ctx, "SELECT count(*) FROM entry WHERE kind = ? AND trashed = ?", kind, trash).Scan(&n)
	return n, translate(err)
}

// ftsPrefix quotes a word for FTS5 and lets it match beginnings of words.
func ftsPrefix(w string) string {
	return `"` + strings.ReplaceAll(w, `"`, `""`) + `"*`
}

func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
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
