package sqlite

import "strings"

// ExecForTest runs a statement outside every rule of this package, so that tests
// can try what a stranger with a SQLite shell could do.
func (l *Local) ExecForTest(sql string) error {
	_, err := l.db.Exec(sql)
	return translate(err)
}

// SchemaForTest gives what the file holds of tables, indexes and triggers, in
// alphabetical order, for a test to compare.
func (l *Local) SchemaForTest() (string, error) {
	rows, err := l.db.Query("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")
	if err != nil {
		return "", translate(err)
	}
	defer rows.Close()
	var b strings.Builder
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return "", err
		}
		b.WriteString(s + ";\n")
	}
	return b.String(), rows.Err()
}
