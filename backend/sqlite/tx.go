package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	sqlite3 "github.com/mattn/go-sqlite3"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
)

// Tx is one transaction on local.db. A Tx of View must not write.
type Tx struct {
	ctx      context.Context
	tx       *statements
	registry *record.Registry
	rev      int64 // rev of this transaction, once taken
}

// Update runs f in a write transaction that is durable when it returns. An error
// of f rolls everything back.
func (l *Local) Update(ctx context.Context, registry *record.Registry, f func(*Tx) error) error {
	if err := l.refused(); err != nil {
		return err
	}
	return l.in(ctx, registry, nil, f)
}

// View runs f on one consistent state.
func (l *Local) View(ctx context.Context, registry *record.Registry, f func(*Tx) error) error {
	return l.in(ctx, registry, &sql.TxOptions{ReadOnly: true}, f)
}

func (l *Local) in(ctx context.Context, registry *record.Registry, opts *sql.TxOptions, f func(*Tx) error) error {
	tx, err := l.begin(ctx, opts)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after a commit
	if err := f(&Tx{ctx: ctx, tx: &statements{Tx: tx}, registry: registry}); err != nil {
		return translate(stopped(ctx, err))
	}
	return translate(stopped(ctx, tx.Commit()))
}

// stopped is the reason of an error that came of a stop. database/sql takes the transaction of a
// context that ended back on a goroutine of its own, so whoever is in the middle of it is told
// that a statement, a transaction or a connection is closed (texts without a type, two of them)
// rather than why. What SQLite itself or a rule of ours said stays.
func stopped(ctx context.Context, err error) error {
	if err == nil || ctx.Err() == nil {
		return err
	}
	if _, ours := fault.As(err); ours {
		return err
	}
	if _, theirs := errors.AsType[sqlite3.Error](err); theirs {
		return err
	}
	return ctx.Err()
}

// begin opens a transaction. _txlock=immediate of the DSN makes every
// transaction take the write lock, so reads go through a read-only connection
// pool of their own.
func (l *Local) begin(ctx context.Context, opts *sql.TxOptions) (*sql.Tx, error) {
	db := l.db
	if opts != nil && opts.ReadOnly && l.reader != nil {
		db = l.reader
	}
	tx, err := db.BeginTx(ctx, opts)
	return tx, translate(err)
}

func millis(t time.Time) int64 { return t.UnixMilli() }

func instant(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// Meta reads a fact about the workspace; "" when it is not set.
func (t *Tx) Meta(name string) (string, error) {
	var v string
	err := t.tx.QueryRowContext(t.ctx, "SELECT value FROM meta WHERE name = ?", name).Scan(&v)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return v, err
}

// SetMeta writes a fact about the workspace.
func (t *Tx) SetMeta(name, value string) error {
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO meta(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value", name, value)
	return err
}

// Settings of this machine, by name.
func (t *Tx) Settings() (map[string]string, error) {
	rows, err := t.tx.QueryContext(t.ctx, "SELECT name, value FROM setting")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var n, v string
		if err := rows.Scan(&n, &v); err != nil {
			return nil, err
		}
		out[n] = v
	}
	return out, rows.Err()
}

// SetSetting writes a setting of this machine; an empty value removes it.
func (t *Tx) SetSetting(name, value string) error {
	if value == "" {
		_, err := t.tx.ExecContext(t.ctx, "DELETE FROM setting WHERE name = ?", name)
		return err
	}
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO setting(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value", name, value)
	return err
}

// AddSpace enters a space.
func (t *Tx) AddSpace(id, name, kind string, at time.Time) error {
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO space(id, name, kind, created_at) VALUES(?, ?, ?, ?)", id, name, kind, millis(at))
	return err
}

// Rev is the workspace revision: that of the transaction once NextRev was
// called, else the current one.
func (t *Tx) Rev() (int64, error) {
	if t.rev > 0 {
		return t.rev, nil
	}
	v, err := t.Meta("rev")
	if err != nil || v == "" {
		return 0, err
	}
	return strconv.ParseInt(v, 10, 64)
}

// NextRev takes the next workspace revision, once per transaction.
func (t *Tx) NextRev() (int64, error) {
	if t.rev > 0 {
		return t.rev, nil
	}
	current, err := t.Rev()
	if err != nil {
		return 0, err
	}
	if err := t.SetMeta("rev", strconv.FormatInt(current+1, 10)); err != nil {
		return 0, err
	}
	t.rev = current + 1
	return t.rev, nil
}

const rowColumns = "id, space, kind, rev, base_commit, created_at, changed_at, removed_at"

func scanRow(scan func(...any) error, extra ...any) (record.Row, error) {
	var r record.Row
	var created, changed int64
	var removed sql.NullInt64
	err := scan(append([]any{&r.ID, &r.Space, &r.Kind, &r.Rev, &r.BaseCommit, &created, &changed, &removed}, extra...)...)
	if err != nil {
		return record.Row{}, err
	}
	r.CreatedAt, r.ChangedAt = instant(created), instant(changed)
	if removed.Valid {
		r.RemovedAt = instant(removed.Int64)
	}
	return r, nil
}

// Rows lists all records, trashed ones too, by id.
func (t *Tx) Rows() ([]record.Row, error) { return t.rows("ORDER BY id") }

// RowsAfter lists the records changed after a revision, in order of revision.
func (t *Tx) RowsAfter(rev int64) ([]record.Row, error) {
	return t.rows("WHERE rev > ? ORDER BY rev, id", rev)
}

// FirstRowsAfter lists the first records changed after a revision, at most limit
// of them and with the last one all others of its revision.
func (t *Tx) FirstRowsAfter(rev int64, limit int) ([]record.Row, error) {
	return t.rows(`WHERE rev > ?1 AND rev <= coalesce(
		(SELECT rev FROM record WHERE rev > ?1 ORDER BY rev LIMIT 1 OFFSET ?2), (SELECT max(rev) FROM record)) ORDER BY rev, id`, rev, limit-1)
}

// CountAfter counts the records changed after a revision.
func (t *Tx) CountAfter(rev int64) (n int, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT count(*) FROM record WHERE rev > ?", rev).Scan(&n)
	return n, err
}

// RowsBetween lists the records with low <= id < high: ids begin with their
// instant, so a year is a range.
func (t *Tx) RowsBetween(low, high string) ([]record.Row, error) {
	return t.rows("WHERE id >= ? AND id < ? ORDER BY id", low, high)
}

// byRandom is served by the index of migration 0002.
const byRandom = "WHERE substr(id, 11) >= ? AND substr(id, 11) < ? ORDER BY id"

// RowsByRandom lists the records whose id has this beginning of its random part.
func (t *Tx) RowsByRandom(prefix string) ([]record.Row, error) {
	return t.rows(byRandom, prefix, prefix+"~")
}

func (t *Tx) rows(where string, args ...any) ([]record.Row, error) {
	rows, err := t.tx.QueryContext(t.ctx, "SELECT "+rowColumns+" FROM record "+where, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []record.Row
	for rows.Next() {
		r, err := scanRow(rows.Scan)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
}

// Record reads a record with its content. fault.NotFound when there is none.
func (t *Tx) Record(id string) (record.Snapshot, error) {
	snap, err := t.head(id)
	if err != nil {
		return snap, err
	}
	return snap, t.parts(snap.State, "")
}

// RecordPart reads a record with the named parts ("timeline/01H…") and whole
// collections only, so that an edit of one entry does not read ten thousand.
func (t *Tx) RecordPart(id string, entities, collections []string) (record.Snapshot, error) {
	snap, err := t.head(id)
	if err != nil {
		return snap, err
	}
	for _, name := range collections {
		if err := t.parts(snap.State, "AND collection = ?", name); err != nil {
			return snap, err
		}
	}
	for _, entity := range entities {
		p, ok := record.ParsePath(entity)
		if !ok {
			continue
		}
		if _, known := snap.State.Part(p.Collection, p.Part); known {
			continue
		}
		if err := t.parts(snap.State, "AND collection = ? AND id = ?", p.Collection, p.Part); err != nil {
			return snap, err
		}
	}
	return snap, nil
}

// lastPart is served by the index of migration 0003.
const lastPart = "SELECT id FROM part WHERE record = ? AND collection = ? AND removed = 0 ORDER BY json_extract(doc, '$.rank') DESC LIMIT 1"

// LastPart is the id of the live part with the highest rank of a collection; ""
// when there is none.
func (t *Tx) LastPart(id, collection string) (part string, err error) {
	err = t.tx.QueryRowContext(t.ctx, lastPart, id, collection).Scan(&part)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return part, err
}

func (t *Tx) head(id string) (record.Snapshot, error) {
	var head, local string
	row := t.tx.QueryRowContext(t.ctx, "SELECT "+rowColumns+", head, local_doc FROM record WHERE id = ?", id)
	r, err := scanRow(row.Scan, &head, &local)
	if errors.Is(err, sql.ErrNoRows) {
		return record.Snapshot{}, fault.New(fault.NotFound, "record.missing", "ref", id)
	}
	if err != nil {
		return record.Snapshot{}, err
	}
	s := record.NewState(r.Kind, r.ID)
	headDoc, err := decode(head)
	if err != nil {
		return record.Snapshot{}, t.unreadable(r.Kind, id, fmt.Errorf("head: %w", err))
	}
	if schema, known := t.registry.Schema(r.Kind); known {
		record.DecodeHead(schema, s, headDoc)
	} else {
		s.Head = headDoc
	}
	if s.Local, err = decode(local); err != nil {
		return record.Snapshot{}, t.unreadable(r.Kind, id, fmt.Errorf("local: %w", err))
	}
	return record.Snapshot{Row: r, State: s}, nil
}

func (t *Tx) parts(s *record.State, where string, args ...any) error {
	rows, err := t.tx.QueryContext(t.ctx, "SELECT collection, id, doc, removed FROM part WHERE record = ? "+where, append([]any{s.ID}, args...)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var collection, id, doc string
		var removed bool
		if err := rows.Scan(&collection, &id, &doc, &removed); err != nil {
			return err
		}
		d, err := decode(doc)
		if err != nil {
			return t.unreadable(s.Kind, s.ID, fmt.Errorf("part %s/%s: %w", collection, id, err))
		}
		if s.Parts[collection] == nil {
			s.Parts[collection] = map[string]record.Part{}
		}
		s.Parts[collection][id] = record.Part{Doc: d, Removed: removed}
	}
	return rows.Err()
}

// unreadable says that what is stored of a record is damaged.
func (t *Tx) unreadable(kind, id string, err error) error {
	ref := id
	if schema, known := t.registry.Schema(kind); known {
		ref = record.Ref(schema.RefPrefix, id)
	}
	return fault.Wrap(err, fault.Unavailable, record.UnreadableKey, "ref", ref)
}

// UnreadableRows lists the records of some kinds that are not in the trash and of which
// something stored cannot be read, by id.
func (t *Tx) UnreadableRows(kinds ...string) ([]record.Row, error) {
	if len(kinds) == 0 {
		return nil, nil
	}
	args := make([]any, len(kinds))
	for i, k := range kinds {
		args[i] = k
	}
	bad := func(column string) string {
		return "CASE WHEN json_valid(" + column + ") THEN json_type(" + column + ") <> 'object' ELSE 1 END"
	}
	return t.rows("WHERE removed_at IS NULL AND kind IN (?"+strings.Repeat(",?", len(kinds)-1)+") AND ("+bad("head")+" OR "+bad("local_doc")+
		" OR EXISTS (SELECT 1 FROM part WHERE part.record = record.id AND "+bad("part.doc")+")) ORDER BY id", args...)
}

func decode(raw string) (record.Doc, error) {
	var d record.Doc
	err := json.Unmarshal([]byte(raw), &d)
	if d == nil {
		d = record.Doc{} // null is read without an error
	}
	return d, err
}

func encode(v any) (string, error) {
	raw, err := record.Canonical(v)
	return string(raw), err
}
