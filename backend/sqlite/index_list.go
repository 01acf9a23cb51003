package sqlite

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/search"
)

// ListFilter narrows a list. Query words match the beginnings of words in title
// and text; Sort is "date", "title", "changed" or "severity".
type ListFilter struct {
	Kind     string
	Query    string
	State    string
	Beyond   []string // states that are left out: what is in none of them
	Severity string
	Trash    bool
	Since    string // YYYY-MM-DD: only those of this day and later
	Asking   bool   // only those in which a question of an import is open
	Sort     string
	Offset   int // rows left out at the beginning, with a Limit
	Limit    int // 0 = all
}

// narrowing is the condition of a filter, with its arguments.
func (x *Index) narrowing(f ListFilter) (string, []any) {
	where, args := []string{"kind = ?", "trashed = ?"}, []any{f.Kind, f.Trash}
	if f.State != "" {
		where, args = append(where, "state = ?"), append(args, f.State)
	}
	for _, state := range f.Beyond {
		where, args = append(where, "state <> ?"), append(args, state)
	}
	if f.Severity != "" {
		where, args = append(where, "severity = ?"), append(args, f.Severity)
	}
	if f.Since != "" {
		where, args = append(where, "date >= ?"), append(args, f.Since)
	}
	if f.Asking {
		where = append(where, "json_extract(counts, '$.questions') > 0")
	}
	// A zero byte would end the text of a full-text query.
	for _, w := range strings.Fields(strings.ReplaceAll(f.Query, "\x00", " ")) {
		like := "%" + escapeLike(w) + "%"
		if x.HasFTS {
			where = append(where, `(title LIKE ? ESCAPE '\' OR ref LIKE ? ESCAPE '\' OR services LIKE ? ESCAPE '\' OR n IN (SELECT rowid >> `+entryShift+` FROM word WHERE word MATCH ?))`)
			args = append(args, like, like, like, beginnings(w))
			continue
		}
		where = append(where, `(title LIKE ? ESCAPE '\' OR ref LIKE ? ESCAPE '\' OR services LIKE ? ESCAPE '\')`)
		args = append(args, like, like, like)
	}
	return strings.Join(where, " AND "), args
}

// List reads rows of the index.
func (x *Index) List(ctx context.Context, f ListFilter) ([]record.IndexRow, error) {
	where, args := x.narrowing(f)
	order := map[string]string{
		"":      "date = '' , date DESC, id DESC",
		"date":  "date = '' , date DESC, id DESC",
		"title": "title COLLATE NOCASE, id",
		// What was changed at one moment, such as an import, is told latest incident first.
		"changed":  "changed_at DESC, date DESC, id DESC",
		"severity": "severity = '', severity, date DESC, id DESC",
	}[f.Sort]
	if order == "" {
		order = "date = '', date DESC, id DESC"
	}
	query := "SELECT id, ref, kind, title, severity, state, date, services, counts, measured, trashed, changed_at, rev FROM entry WHERE " + where + " ORDER BY " + order
	if f.Limit > 0 {
		query += " LIMIT " + strconv.Itoa(f.Limit) + " OFFSET " + strconv.Itoa(max(0, f.Offset))
	}
	rows, err := x.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, translateReading(err)
	}
	defer rows.Close()
	out := []record.IndexRow{}
	for rows.Next() {
		var r record.IndexRow
		var services, counts string
		var changed int64
		if err := rows.Scan(&r.ID, &r.Ref, &r.Kind, &r.Title, &r.Severity, &r.State, &r.Date, &services, &counts, &r.Measured, &r.Trashed, &changed, &r.Rev); err != nil {
			return nil, translateReading(err)
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
	return out, translateReading(rows.Err())
}

// Count is how many records of a kind there are, in the list or in the trash.
func (x *Index) Count(ctx context.Context, kind string, trash bool) (n int, err error) {
	err = x.db.QueryRowContext(ctx, "SELECT count(*) FROM entry WHERE kind = ? AND trashed = ?", kind, trash).Scan(&n)
	return n, translateReading(err)
}

// CountFitting is how many rows List would read without a limit.
func (x *Index) CountFitting(ctx context.Context, f ListFilter) (n int, err error) {
	where, args := x.narrowing(f)
	err = x.db.QueryRowContext(ctx, "SELECT count(*) FROM entry WHERE "+where, args...).Scan(&n)
	return n, translateReading(err)
}

// beginnings matches texts with words that begin like those of a typed one.
func beginnings(typed string) string {
	var words []string
	search.EachToken(typed, func(t search.Token) { words = append(words, t.Text) })
	return matchOf([][]string{words}, true)
}

func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
