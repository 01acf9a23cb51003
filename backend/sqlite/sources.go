package sqlite

import (
	"encoding/json"

	"secondstory/backend/domain/record"
)

// AddSource remembers what a record was imported from.
func (t *Tx) AddSource(s record.Source) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO import_source(record, path, sha256, text_sha256, format, reader_version, at, snapshot) VALUES(?,?,?,nullif(?,''),?,?,?,?)
		ON CONFLICT(record, sha256) DO UPDATE SET path = excluded.path, text_sha256 = excluded.text_sha256, reader_version = excluded.reader_version, at = excluded.at, snapshot = excluded.snapshot`,
		s.Record, s.Path, s.SHA256, s.Text, s.Format, s.ReaderVersion, millis(s.At), s.Snapshot)
	return err
}

// sourcesBy finds sources by each of what is asked for; nothing is stored as "". A source
// whose text the record no longer tells was taken back by an undo: it is kept for the redo
// that brings the text back, and is not found until then.
const sourcesBy = `SELECT s.record, s.path, s.sha256, coalesce(s.text_sha256, ''), s.format, s.reader_version, s.at, s.snapshot
	FROM import_source s JOIN record r ON r.id = s.record
	WHERE (s.sha256 = nullif(?,'') OR s.text_sha256 = nullif(?,'') OR s.path = nullif(?,'') OR s.record = nullif(?,''))
	AND (s.text_sha256 IS NULL OR s.text_sha256 IN (SELECT value FROM json_each(r.head, '$.` + record.SourcesField + `')))
	ORDER BY s.at, s.record`

// sourcesLike finds the sources whose record has a title or a date, as it stands.
const sourcesLike = `SELECT s.record, s.path, s.sha256, coalesce(s.text_sha256, ''), s.format, s.reader_version, s.at, s.snapshot
	FROM import_source s JOIN record r ON r.id = s.record
	WHERE r.removed_at IS NULL AND s.snapshot <> x''
	AND (json_extract(r.head, '$.title') = nullif(?,'') OR json_extract(r.head, '$.date') = nullif(?,''))
	AND (s.text_sha256 IS NULL OR s.text_sha256 IN (SELECT value FROM json_each(r.head, '$.` + record.SourcesField + `')))
	ORDER BY s.at, s.record`

// Sources finds imports that stand, by content, text or path, oldest first. One without a snapshot was
// imported by somebody else.
func (t *Tx) Sources(by record.SourceBy) ([]record.Source, error) {
	query, args := sourcesBy, []any{by.SHA256, by.Text, by.Path, by.Record}
	if by.Title != "" || by.Date != "" {
		query, args = sourcesLike, []any{by.Title, by.Date}
	}
	rows, err := t.tx.QueryContext(t.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []record.Source
	for rows.Next() {
		var s record.Source
		var at int64
		if err := rows.Scan(&s.Record, &s.Path, &s.SHA256, &s.Text, &s.Format, &s.ReaderVersion, &at, &s.Snapshot); err != nil {
			return nil, err
		}
		s.At = instant(at)
		out = append(out, s)
	}
	return out, rows.Err()
}

// putTexts notes the texts a record was made from as the record itself tells them: a machine
// that never read the file knows it again. Such a source has no path, no time and no
// snapshot, and stands before all that were read here.
func (t *Tx) putTexts(id string, texts []string) error {
	list := make([]any, len(texts))
	for i, text := range texts {
		list[i] = text
	}
	keep, err := json.Marshal(list)
	if err != nil {
		return err
	}
	if _, err := t.tx.ExecContext(t.ctx, `DELETE FROM import_source WHERE record = ?1 AND snapshot = x''
		AND text_sha256 NOT IN (SELECT value FROM json_each(?2))`, id, string(keep)); err != nil {
		return err
	}
	for _, text := range texts {
		if _, err := t.tx.ExecContext(t.ctx, `INSERT OR IGNORE INTO import_source(record, path, sha256, text_sha256, format, reader_version, at, snapshot)
			VALUES(?1,'',?2,?2,'',0,0,x'')`, id, text); err != nil {
			return err
		}
	}
	return nil
}

// Alike are the records that were made from one text, in the order of their ids.
type Alike struct {
	Text    string
	Records []record.Row
}

// sameText reads the index of texts, and of the records only those it finds, each once.
const sameText = `SELECT DISTINCT a.text_sha256, x.id, x.space, x.kind
	FROM (SELECT text_sha256 AS text FROM import_source WHERE text_sha256 IS NOT NULL GROUP BY text_sha256 HAVING count(*) > 1) d
	CROSS JOIN import_source a ON a.text_sha256 = d.text
	CROSS JOIN record x ON x.id = a.record AND x.removed_at IS NULL
	ORDER BY a.text_sha256, x.id`

// Alike lists the records, not in the trash, that were made from the same text.
func (t *Tx) Alike() ([]Alike, error) {
	rows, err := t.tx.QueryContext(t.ctx, sameText)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Alike
	for rows.Next() {
		var text string
		var r record.Row
		if err := rows.Scan(&text, &r.ID, &r.Space, &r.Kind); err != nil {
			return nil, err
		}
		if n := len(out); n == 0 || out[n-1].Text != text {
			out = append(out, Alike{Text: text})
		}
		out[len(out)-1].Records = append(out[len(out)-1].Records, r)
	}
	return out, rows.Err()
}

// SourceCount is how many files have become or joined reviews.
func (t *Tx) SourceCount() (n int, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT count(*) FROM import_source").Scan(&n)
	return n, err
}
