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
	wrote func()      // told of every text written
	read  func()      // told of every text read back
	now   *placesHeld // of the record put last
	// generation of the tables: with other tables all numbers are others.
	generation string

	entry, same, length, places, insert, update, remove, forget, add *sql.Stmt
}

func (x *Index) putter(ctx context.Context, tx *sql.Tx) (*putter, error) {
	p := &putter{ctx: ctx, texts: x.HasFTS, wrote: func() { x.written.Add(1) }, read: func() { x.readBack.Add(1) }, now: x.held}
	for _, s := range []struct {
		to  **sql.Stmt
		sql string
	}{
		{&p.entry, `INSERT INTO entry(id, ref, kind, title, severity, state, date, services, tags, classes, has, words, counts, measured, trashed, changed_at, rev)
			VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
			ON CONFLICT(id) DO UPDATE SET ref=excluded.ref, kind=excluded.kind, title=excluded.title, severity=excluded.severity, state=excluded.state,
			date=excluded.date, services=excluded.services, tags=excluded.tags, classes=excluded.classes, has=excluded.has, words=excluded.words,
			counts=excluded.counts, measured=excluded.measured, trashed=excluded.trashed, changed_at=excluded.changed_at, rev=excluded.rev
			RETURNING n`},
		{&p.same, "SELECT count(*) FROM entry WHERE id = ? AND n = ? AND rev = ?"},
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
	if err := tx.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = 'generation'").Scan(&p.generation); err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

func (p *putter) close() {
	for _, s := range p.stmts {
		s.Close()
	}
}

// row puts a record into the index. Of its texts only those that differ are
// written, and of the record put last none are read back: an edit in a long record
// touches one.
func (p *putter) row(r record.IndexRow) error {
	docs := make([]any, 0, 5)
	for _, v := range []any{r.Services, r.Tags, r.Classes, r.Has, r.Counts} {
		raw, err := json.Marshal(v)
		if err != nil {
			return err
		}
		docs = append(docs, string(raw))
	}
	held, err := p.stillHeld(r.ID)
	if err != nil {
		return err
	}
	var n int64
	err = p.entry.QueryRowContext(p.ctx, r.ID, r.Ref, r.Kind, r.Title, r.Severity, r.State, r.Date, docs[0], docs[1], docs[2], docs[3], 0, docs[4], string(r.Measured),
		r.Trashed, millis(r.ChangedAt), r.Rev).Scan(&n)
	if err != nil {
		return err
	}
	if held == nil {
		if held, err = p.hold(n); err != nil {
			return err
		}
	}
	held.id, held.n, held.rev = r.ID, n, r.Rev
	held.round++
	all, left := 0, len(held.at)
	for _, pl := range r.Places {
		key := placeKey{pl.Class, pl.Key}
		at, known := held.at[key]
		if known && at.round != held.round {
			at.round = held.round
			left--
		}
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
			at.text, at.times, at.words = pl.Text, pl.Times, words
			continue
		}
		slot, ok := held.last[pl.Class]
		if ok {
			slot++
		}
		if slot > search.MaxSlot {
			continue // sixteen million texts of one kind in one record
		}
		held.last[pl.Class] = slot
		pos := int64(search.NewPos(n, pl.Class, slot))
		if _, err := p.insert.ExecContext(p.ctx, pos, pl.Key, pl.Text, pl.Times, words); err != nil {
			return err
		}
		if p.texts {
			if _, err := p.add.ExecContext(p.ctx, pos, tokens); err != nil {
				return err
			}
		}
		held.at[key] = &placeRow{n: pos, text: pl.Text, times: pl.Times, words: words, round: held.round}
	}
	for key, at := range held.at {
		if left == 0 {
			break
		}
		if at.round == held.round {
			continue
		}
		if err := p.change(at.n, "", p.remove, at.n); err != nil {
			return err
		}
		delete(held.at, key)
		left--
	}
	p.now = held
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
	round int // in which the record had this place last
}

// placesHeld are the places of one record as they stand in the index. While
// somebody writes in a long record, it is the same one with every save.
type placesHeld struct {
	id         string
	n, rev     int64
	generation string
	at         map[placeKey]*placeRow
	last       map[search.Class]int // the last slot taken in each class
	round      int
}

// stillHeld gives the places in memory when they are those of the record and no
// other program has brought it further or made the index anew; else nil.
func (p *putter) stillHeld(id string) (*placesHeld, error) {
	held := p.now
	p.now = nil
	if held == nil || held.id != id || held.generation != p.generation {
		return nil, nil
	}
	var same bool
	err := p.same.QueryRowContext(p.ctx, id, held.n, held.rev).Scan(&same)
	if err != nil || !same {
		return nil, err
	}
	return held, nil
}

// hold reads the places of an entry.
func (p *putter) hold(n int64) (*placesHeld, error) {
	held := &placesHeld{at: map[placeKey]*placeRow{}, last: map[search.Class]int{}, generation: p.generation}
	rows, err := p.places.QueryContext(p.ctx, n<<search.EntryShift, (n+1)<<search.EntryShift)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		at := &placeRow{}
		var key string
		if err := rows.Scan(&at.n, &key, &at.text, &at.times, &at.words); err != nil {
			return nil, err
		}
		p.read()
		pos := search.Pos(at.n)
		held.at[placeKey{pos.Class(), key}] = at
		held.last[pos.Class()] = max(held.last[pos.Class()], pos.Slot())
	}
	return held, rows.Err()
}
