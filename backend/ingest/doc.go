// Package ingest reads documents of other tools into candidates for records.
//
// Vocabulary: a block is a piece of a source with its exact place (heading,
// paragraph, list, table, code); a role is what a heading says about the text
// below it; an event is an entry of a timeline before its date is decided; a
// quarantined file is one that could not become a record, with the reason.
//
// Invariants: nothing is lost: every line that is not blank is in exactly one
// piece of the document, and text that no rule understood becomes a section
// with Kept set, byte for byte, in its place (Uncovered checks it). Nothing is told
// twice: a line above the first heading that says a fact in the fact's own words and
// none besides is in the fact alone; any other word keeps its line. Nothing is
// invented: no zone, no date, no severity that was not written. The same bytes
// give the same document. Reading never panics and takes time linear in the
// length of the file.
//
// It is not an importer: it writes nothing, matches nothing with what is stored
// and decides nothing that a person should decide; such things are findings.
package ingest
