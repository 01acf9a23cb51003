// Package vetting looks through records before a space gets them: it says what keeps
// one back, and lets a person put a role in place of a name or say that words give
// nobody away.
//
// Vocabulary: a finding, a notice and an allowance are those of domain/leak; the roster
// is the list of names a person entered for this; a record is held when the last
// exchange did not share it.
//
// Invariants: what everybody has already is held back from nobody; an allowance and the
// roster stay on this machine; a replacement is one step that undo takes back.
//
// It knows no files and no network: package share/space asks it record by record.
package vetting
