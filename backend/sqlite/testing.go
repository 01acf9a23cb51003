package sqlite

// ExecForTest runs a statement outside every rule of this package, so that tests
// can try what a stranger with a SQLite shell could do.
func (l *Local) ExecForTest(sql string) error {
	_, err := l.db.Exec(sql)
	return translate(err)
}
