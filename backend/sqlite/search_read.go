package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"strconv"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/search"
)

// SearchReader reads one state of the index.
type SearchReader struct {
	ctx  context.Context
	x    *Index
	conn *sql.Conn

	state string // as now tells
}

// Search runs f on one state of the index, however many reads it takes.
func (x *Index) Search(ctx context.Context, f func(*SearchReader) error) error {
	if !x.HasFTS {
		return fault.New(fault.Unavailable, "search.unavailable")
	}
	conn, err := x.db.Conn(ctx)
	if err != nil {
		return translateReading(err)
	}
	defer conn.Close()
	// The pool's own transactions take the write lock; this one only reads.
	if _, err := conn.ExecContext(ctx, "BEGIN DEFERRED"); err != nil {
		return translateReading(err)
	}
	defer conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") //nolint:errcheck // it has written nothing
	return translateReading(f(&SearchReader{ctx: ctx, x: x, conn: conn}))
}

// text reads one column of one row; "" for NULL.
func (r *SearchReader) text(query string, args ...any) (string, error) {
	var v sql.NullString
	err := r.conn.QueryRowContext(r.ctx, query, args...).Scan(&v)
	return v.String, err
}

// readWords reads words. One row carries them all: what costs most in reading
// thousands of short rows is the way of each into the program.
func (r *SearchReader) readWords(from, to string) ([]search.Word, error) {
	all, err := r.text("SELECT group_concat(term || ' ' || doc, char(10)) FROM vocabulary WHERE term >= ? AND term < ?", from, to)
	if err != nil || all == "" {
		return nil, err
	}
	lines := strings.Split(all, "\n")
	out := make([]search.Word, 0, len(lines))
	for _, line := range lines {
		w, n, _ := strings.Cut(line, " ")
		places, err := strconv.Atoi(n)
		if err != nil {
			return nil, err
		}
		out = append(out, search.NewWord(w, places))
	}
	return out, nil
}

// Find lists the places that hold one of the phrases, in order of their numbers.
// With prefix the last word of each is the beginning of one.
func (r *SearchReader) Find(phrases [][]string, prefix bool) ([]search.Pos, error) {
	all, err := r.text("SELECT group_concat(rowid, ' ') FROM word WHERE word MATCH ?", matchOf(phrases, prefix))
	return positions(all), err
}

// Section lists the places of the section with a key.
func (r *SearchReader) Section(key string) ([]search.Pos, error) {
	all, err := r.text("SELECT group_concat(n, ' ') FROM (SELECT n FROM place WHERE key = ? AND key GLOB 'sections/*' ORDER BY n)", "sections/"+key)
	return positions(all), err
}

func positions(all string) []search.Pos {
	if all == "" {
		return nil
	}
	out := make([]search.Pos, 0, len(all)/10+1)
	n := int64(0)
	for i := 0; i < len(all); i++ {
		if all[i] == ' ' {
			out = append(out, search.Pos(n))
			n = 0
			continue
		}
		n = n*10 + int64(all[i]-'0')
	}
	return append(out, search.Pos(n))
}

// Places reads texts.
func (r *SearchReader) Places(list []search.Pos) (map[search.Pos]search.Place, error) {
	raw, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	rows, err := r.conn.QueryContext(r.ctx, "SELECT n, key, text, times FROM place WHERE n IN (SELECT value FROM json_each(?))", string(raw))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make(map[search.Pos]search.Place, len(list))
	for rows.Next() {
		var n int64
		var p search.Place
		if err := rows.Scan(&n, &p.Key, &p.Text, &p.Times); err != nil {
			return nil, err
		}
		p.Class = search.Pos(n).Class()
		out[search.Pos(n)] = p
	}
	return out, rows.Err()
}

// Titles reads what a hit is called.
func (r *SearchReader) Titles(entries []int64) (map[int64]search.Title, error) {
	raw, err := json.Marshal(entries)
	if err != nil {
		return nil, err
	}
	rows, err := r.conn.QueryContext(r.ctx, "SELECT n, id, ref, kind, title FROM entry WHERE n IN (SELECT value FROM json_each(?))", string(raw))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make(map[int64]search.Title, len(entries))
	for rows.Next() {
		var n int64
		var t search.Title
		if err := rows.Scan(&n, &t.ID, &t.Ref, &t.Kind, &t.Title); err != nil {
			return nil, err
		}
		out[n] = t
	}
	return out, rows.Err()
}

// matchOf writes a full-text query: any of the phrases. It matches nothing when
// there is none. Tokens hold letters and figures only, so that nothing in them
// can be taken for syntax.
func matchOf(phrases [][]string, prefix bool) string {
	var b strings.Builder
	for _, words := range phrases {
		if len(words) == 0 {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(" OR ")
		}
		b.WriteString(`"` + strings.Join(words, " ") + `"`)
		if prefix {
			b.WriteByte('*')
		}
	}
	if b.Len() == 0 {
		return `""`
	}
	return b.String()
}
