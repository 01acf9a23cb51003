// Package timeline holds what is known about when things happened: statements
// of time as they were made, reading them from text, ordering entries and
// durations between them.
//
// Vocabulary: occurred-at is when it happened, recorded-at is when somebody
// wrote it down; a statement is one claim about occurred-at; a stated time is
// the text of such a claim in a document; a reading is a stated time taken apart
// before any default date or zone is applied (Scan), which Resolve then makes a
// statement of.
//
// Invariants: a zone that was not stated is never invented; a text that is no
// time keeps its place and its words; nothing here reads a clock. Zones with seasons come
// from the time zone data of the standard library, which the program links in
// (time/tzdata); where it is missing they give no offset.
package timeline
