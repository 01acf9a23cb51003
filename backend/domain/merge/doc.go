// Package merge brings two concurrent versions of one record together (merge
// version 1): by entity, by atom, text by line and then by sentence. What cannot
// be decided becomes a conflict record; nothing is lost and nothing blocks.
//
// Vocabulary: a doc is a record as a space shares it, without fields that stay on
// one machine; an entity is the record itself or one part; an atom is what is
// compared as one value: a field, or a group of fields; a base is a version both
// sides come from, and several of them give an atom an unknown base unless they
// agree; a side is one of the two versions, and no rule asks which one; a conflict
// holds the two values of an atom nobody has decided between, of which the one
// with the smaller hash stands provisionally, of words and none the words; a tombstone is what a disposal run
// leaves of an entity; a notice is a remark about a merge that is no conflict; a
// scheme is what one merge version knows about one kind of record.
//
// Invariants, each held by a property test:
//   - symmetry: the sides may change places; idempotence, identity, absorption;
//   - every value ever written is current, in a conflict, or was overwritten by
//     somebody who saw it;
//   - a conflict is never taken away and goes from open to resolved only;
//   - a removal loses to a concurrent edit, also of a run of lines of a text; a
//     disposal wins over it and keeps the edit in a conflict;
//   - parents of a tree never form a cycle after a merge;
//   - text never holds markers, and every line of a side is in the result or in a
//     conflict, unless the other side took it away;
//   - the result depends on the documents only: no clock, no order of maps, no
//     machine, no side.
//
// Version 1 is frozen: its results are compared by hash in every space, so a
// change of any decision here is a new version that a repository has to name.
//
// It parses no files and knows no git: package share turns files into docs and
// decides which versions are bases.
package merge
