// Package recording is the one way in which records change: it loads what an
// edit needs, lets the domain apply it, and stores the state, the journal and
// the new revision in one transaction. Undo, redo and history live here too.
//
// Vocabulary: an edit is a set of operations with one action name; a step is
// what undo takes back at once; origin says which program made it (window or
// command line), editor which field of which screen, so that only that field
// ignores its own echo.
//
// A line is what happened to one field or part; the past of a record is its present
// with later entries taken back.
//
// Invariants: nothing is written without a journal entry, and the entries of a record
// follow each other without a gap, also those an exchange brought; local fields are
// journalled in the local chain; a text is never overwritten by somebody who has
// not seen it (SaveText).
//
// It knows no kind of record: what a review is stands in domain/review and
// service/reviewing.
package recording
