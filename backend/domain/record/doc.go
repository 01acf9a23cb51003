// Package record is the model every kind of record shares: a schema, a state of
// fields and parts, pure application of edits, their inversion, canonical JSON,
// references and ranks of text edits.
//
// Vocabulary: a record is a typed document with an id; its collections hold
// parts with ids of their own; a path names a field ("severity"), a part
// ("timeline/01H…") or a field of a part ("timeline/01H…/text"); an atom is what
// a path with a field names and what a merge decides on; a change is what one
// edit did to one entity (the record itself or one part), as the fields before
// and after; told is a record as its journal alone says it is.
//
// Invariants: applying the inverse of a change restores the state it started
// from; a field no schema knows is kept; a removed part stays with its fields
// until a person empties the trash; canonical JSON of equal values is equal
// byte for byte.
//
// It reads no clock, mints no ids and knows no database.
package record
