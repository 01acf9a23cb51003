// Package leak looks for what a record should not tell everybody who has its space:
// names of people, and words with which one can reach somebody or get in somewhere.
//
// Vocabulary: a finding is a run of words at a place of a record; it holds when the
// record is not to be shared before a person has looked at it, and is a notice when
// it is only told; a person has a name, which stays on this machine, and a role, which
// may stand in its place; a fixed finding cannot be replaced, only allowed; the key of
// a finding is that of its words in their line, so that another wording asks again,
// wherever in a list they stand.
//
// Invariants: the same document and the same people give the same findings in the same
// order; every text of the document is read, also those of conflicts and of fields and
// collections this version does not know; a name is found without regard to case and
// accents, but never inside a word, and a name of one word only where it is written
// with a capital; the work grows with the length of a text, not with what is found.
//
// It knows no list of names of its own, sends nothing, and changes nothing.
package leak
