// Package reviewing holds what people do with a review: make one, set its
// fields, write its timeline, correct a time, answer a question, commit actions.
//
// Vocabulary: that of domain/review; a stated time is the text a person typed
// for a time; the scribe line is one line of text that becomes one entry.
//
// Invariants: every write goes through service/recording with an action name
// whose text stands in the catalogue; a time that cannot be read is refused with
// what was wrong, except on import, where it is kept as it stands.
//
// It stores nothing itself and draws nothing.
package reviewing
