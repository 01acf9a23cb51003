package sqlite

import (
	"context"
	"database/sql"
)

// statements is a transaction that prepares what it is asked to run more than once: an
// exchange writes a handful of records in one, each with the same dozen statements.
// Queries of several rows are left alone, for one may run again while it is read.
type statements struct {
	*sql.Tx
	again map[string]*sql.Stmt // nil for one that ran once
}

// prepared is nil at the first time, for preparing pays off at the second.
func (s *statements) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	stmt, ran := s.again[query]
	if stmt != nil {
		return stmt, nil
	}
	if s.again == nil {
		s.again = map[string]*sql.Stmt{}
	}
	if !ran {
		s.again[query] = nil
		return nil, nil
	}
	stmt, err := s.PrepareContext(ctx, query) // ends with the transaction
	if err == nil {
		s.again[query] = stmt
	}
	return stmt, err
}

// ExecContext runs a statement that gives no rows.
func (s *statements) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	stmt, err := s.prepared(ctx, query)
	if err != nil || stmt == nil {
		return s.Tx.ExecContext(ctx, query, args...) // it tells what is wrong itself
	}
	return stmt.ExecContext(ctx, args...)
}

// QueryRowContext asks for one row, which is read before anything else is asked.
func (s *statements) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	stmt, err := s.prepared(ctx, query)
	if err != nil || stmt == nil {
		return s.Tx.QueryRowContext(ctx, query, args...) // as above
	}
	return stmt.QueryRowContext(ctx, args...)
}
