package record

import (
	"time"

	"secondstory/backend/domain/search"
)

// IndexRow is what lists and search keep of a record in index.db.
type IndexRow struct {
	ID        string
	Ref       string
	Kind      string
	Title     string
	Severity  string
	State     string
	Date      string // YYYY-MM-DD, for sorting and showing
	Services  []string
	Counts    map[string]int // by collection, and "actions_open", "questions"
	Trashed   bool
	ChangedAt time.Time
	Rev       int64
	// What only search needs.
	Tags    []string
	Classes []string // of its causes and factors
	Has     []string // search.HasNames that hold
	Places  []search.Place
	// Measured is what measures read of it, as JSON (domain/measure); nil for nothing.
	Measured []byte
}
