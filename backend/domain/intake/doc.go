// Package intake holds what readers of foreign formats hand over: candidates of
// records, and what could not become one with its reason.
//
// Vocabulary: a document is the unit of a post-mortem reader; a piece is a part
// of it with the line it came from; quarantined input stays whole with a reason
// until a person mends or discards it.
//
// Invariant: nothing is dropped. Every line of a source that is not
// white space stands in a piece, a kept section or a quarantine row.
//
// It reads no files and knows no database.
package intake
