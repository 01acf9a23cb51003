package sqlite

// ExecForTest runs a statement outside every rule of this package, so that tests
// can try what a stranger with a SQLite shell could do.
func (l *Local) ExecForTest(sql string) error {
	_, err := l.db.Exec(sql)
	return translate(err)
}

// Written counts the texts put into the index since it was opened, so that tests
// can tell an edit from a rebuild.
func (x *Index) Written() int64 { return x.written.Load() }

// ReadBack counts the texts read out of the index to compare them with a record.
func (x *Index) ReadBack() int64 { return x.readBack.Load() }

// QueryForTest gives the last column of a query as text, one string a row.
func (l *Local) QueryForTest(query string, args ...any) ([]string, error) {
	rows, err := l.db.Query(query, args...)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var out []string
	for rows.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		var last string
		values[len(values)-1] = &last
		if err := rows.Scan(values...); err != nil {
			return nil, err
		}
		out = append(out, last)
	}
	return out, rows.Err()
}
