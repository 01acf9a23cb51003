// Package sqlite keeps the workspace in two databases: local.db, which is
// precious, and index.db, which can be deleted at any time.
//
// Vocabulary: local.db holds the current state of every record (record, part),
// the append-only journal and what belongs to this machine; rev is its one
// counter. index.db holds what lists and search read; its watermark says up to
// which rev it has followed.
//
// Invariants: an edit, its journal entries and the new rev are one transaction
// with synchronous=FULL; journal rows are immutable by trigger; nothing ever
// needs to be atomic across the two files; migrations are numbered, additive and
// never edited once shipped.
//
// It is the only package that knows SQL. It decides no rule of the domain.
package sqlite
