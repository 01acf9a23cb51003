// Package importing turns what readers understood of foreign files into records:
// preview, apply, the same file again, a newer version of a known file.
//
// Vocabulary: a file is one source; its outcome is a document or a quarantine
// row; a known source is a file that was imported before, by content or by
// place; a proposal is a known source with new content that waits for a person.
//
// Invariants: read = created + updated + unchanged + quarantined; one file is one
// transaction, so that nothing is half written; the same bytes again change
// nothing; nothing of a document is dropped.
//
// It reads no format itself and knows no SQL.
package importing
