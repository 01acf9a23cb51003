// Package registering keeps the register of incidents: the rows other tools gave, where
// they came from, and what became of those that could not be taken.
//
// Vocabulary: an import is one reading of one file; a snapshot is what a row says; a view
// is the list under one filter in one order, of which pages are read at any place; a
// facet counts how the incidents of a view fall into the values of one field.
//
// Invariants: every row read is created, updated, unchanged or quarantined; the same file
// again changes nothing; an import is one entry of the journal and one step to withdraw,
// which leaves alone what was changed or linked since; no write holds the lock for longer
// than a batch.
//
// It reads no format (readers do) and knows no SQL.
package registering
