package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"strconv"
	"strings"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/search"
)

// A place is one text of a record; its number is a search.Pos. What is searched
// lies in word, a table of tokens without texts: one function (search.EachToken)
// makes the tokens of index, query and snippet, so the tokenizer of SQLite has
// nothing to decide and only parts them at blanks.
const placeSchema = `
CREATE TABLE place (
  n     INTEGER PRIMARY KEY,
  key   TEXT NOT NULL,
  text  TEXT NOT NULL,
  times TEXT NOT NULL,
  words INTEGER NOT NULL
);
CREATE INDEX place_section ON place(key) WHERE key GLOB 'sections/*';
`

const wordSchema = `
CREATE VIRTUAL TABLE word USING fts5(tokens, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '3');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab('word', 'row');
`

var entryShift = strconv.Itoa(search.EntryShift)

// putter writes rows of the index in one transaction, with its statements
// prepared once.
type putter struct {
	ctx   context.Context
	texts bool
	stmts []*sql.Stmt
	wrote func() // told of every text written

	entry, length, places, insert, update, remove, forget, add *sql.Stmt
}

func (x *Index) putter(ctx context.Context, tx *sql.Tx) (*putter, error) {
	p := &putter{ctx: ctx, texts: x.HasFTS, wrote: func() { x.written.Add(1) }}
	for _, s := range []struct {
		to  **sql.Stmt
		sql string
	}{
		{&p.entry, `INSERT INTO entry(id, ref, kind, title, severity, state, date, services, tags, classes, has, words, counts, trashed, changed_at, rev)
			VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
			ON CONFLICT(id) DO UPDATE SET ref=excluded.ref, kind=excluded.kind, title=excluded.title, severity=excluded.severity, state=excluded.state,
			date=excluded.date, services=excluded.services, tags=excluded.tags, classes=excluded.classes, has=excluded.has, words=excluded.words,
			counts=excluded.counts, trashed=excluded.trashed, changed_at=excluded.changed_at, rev=excluded.rev
			RETURNING n`},
		{&p.length, "UPDATE entry SET words = ? WHERE n = ?"},
		{&p.places, "SELECT n, key, text, times, words FROM place WHERE n >= ? AND n < ?"},
		{&p.insert, "INSERT INTO place(n, key, text, times, words) VALUES(?,?,?,?,?)"},
		{&p.update, "UPDATE place SET text = ?, times = ?, words = ? WHERE n = ?"},
		{&p.remove, "DELETE FROM place WHERE n = ?"},
		{&p.forget, "DELETE FROM word WHERE rowid = ?"},
		{&p.add, "INSERT INTO word(rowid, tokens) VALUES(?,?)"},
	} {
		if !p.texts && (s.to == &p.forget || s.to == &p.add) {
			continue
		}
		stmt, err := tx.PrepareContext(ctx, s.sql)
		if err != nil {
			p.close()
			return nil, err
		}
		*s.to, p.stmts = stmt, append(p.stmts, stmt)
	}
	return p, nil
}

func (p *putter) close() {
	for _, s := range p.stmts {
		s.Close()
	}
}

// row puts a record into the index. Of its texts only those that differ are
// written: an edit in a long record touches one.
func (p *putter) row(r record.IndexRow) error {
	docs := make([]any, 0, 5)
	for _, v := range []any{r.Services, r.Tags, r.Classes, r.Has, r.Counts} {
		raw, err := json.Marshal(v)
		if err != nil {
			return err
		}
		docs = append(docs, string(raw))
	}
	var n int64
	err := p.entry.QueryRowContext(p.ctx, r.ID, r.Ref, r.Kind, r.Title, r.Severity, r.State, r.Date, docs[0], docs[1], docs[2], docs[3], 0, docs[4],
		r.Trashed, millis(r.ChangedAt), r.Rev).Scan(&n)
	if err != nil {
		return err
	}
	have, last, err := p.have(n)
	if err != nil {
		return err
	}
	all := 0
	for _, pl := range r.Places {
		at, known := have[placeKey{pl.Class, pl.Key}]
		delete(have, placeKey{pl.Class, pl.Key})
		if known && at.text == pl.Text && at.times == pl.Times {
			all += at.words
			continue
		}
		tokens, words := search.Counted(pl.Text)
		all += words
		// A time is found, and counts for nothing in the length of a text.
		if times := search.TimeTokens(pl.Times); len(times) > 0 {
			tokens += " " + strings.Join(times, " ")
		}
		p.wrote()
		if known {
			if err := p.change(at.n, tokens, p.update, pl.Text, pl.Times, words, at.n); err != nil {
				return err
			}
			continue
		}
		slot, ok := last[pl.Class]
		if ok {
			slot++
		}
		if slot > search.MaxSlot {
			continue // sixteen million texts of one kind in one record
		}
		last[pl.Class] = slot
		pos := int64(search.NewPos(n, pl.Class, slot))
		if _, err := p.insert.ExecContext(p.ctx, pos, pl.Key, pl.Text, pl.Times, words); err != nil {
			return err
		}
		if p.texts {
			if _, err := p.add.ExecContext(p.ctx, pos, tokens); err != nil {
				return err
			}
		}
	}
	for _, at := range have {
		if err := p.change(at.n, "", p.remove, at.n); err != nil {
			return err
		}
	}
	_, err = p.length.ExecContext(p.ctx, all, n)
	return err
}

// change carries a statement on a place out and brings its tokens in line.
func (p *putter) change(n int64, tokens string, stmt *sql.Stmt, args ...any) error {
	if _, err := stmt.ExecContext(p.ctx, args...); err != nil || !p.texts {
		return err
	}
	if _, err := p.forget.ExecContext(p.ctx, n); err != nil || tokens == "" {
		return err
	}
	_, err := p.add.ExecContext(p.ctx, n, tokens)
	return err
}

type placeKey struct {
	class search.Class
	key   string
}

type placeRow struct {
	n     int64
	text  string
	times string
	words int
}

// have reads the places of an entry, and the last slot taken in each class.
func (p *putter) have(n int64) (map[placeKey]placeRow, map[search.Class]int, error) {
	rows, err := p.places.QueryContext(p.ctx, n<<search.EntryShift, (n+1)<<search.EntryShift)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	have, last := map[placeKey]placeRow{}, map[search.Class]int{}
	for rows.Next() {
		var at placeRow
		var key string
		if err := rows.Scan(&at.n, &key, &at.text, &at.times, &at.words); err != nil {
			return nil, nil, err
		}
		pos := search.Pos(at.n)
		have[placeKey{pos.Class(), key}] = at
		last[pos.Class()] = max(last[pos.Class()], pos.Slot())
	}
	return have, last, rows.Err()
}
