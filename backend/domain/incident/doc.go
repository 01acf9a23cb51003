// Package incident holds what other tools told of an incident: the row a reader makes of
// a source, how two tellings of one incident become one, and what is asked of a row before
// it is taken.
//
// Vocabulary: a snapshot is what one row of a source says of one incident at one moment;
// its origin (source and key) says which incident is meant, whatever file it came in; an
// update is one line of its history; a moment is one of its named times; told is a value
// as the source wrote it and beside it stands what a profile makes of it; an account
// counts what became of the rows: read = created + updated + unchanged + quarantined.
//
// Invariants: a moment that is not known is not in the map and never a zero; a time
// without a zone has no offset and none is invented; Join gives the same incident in
// whatever order its snapshots come in, as long as they say when they were taken; nothing
// of a source is dropped, every field is mapped, kept raw or listed as skipped with its
// reason. Raw fields, names of people and texts of updates stay on this machine.
//
// It reads no files, knows no format and no database.
package incident
