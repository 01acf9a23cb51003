// Package inbox holds what is known of the folders into which other programs drop files:
// which folders there are, and what became of each file in them.
//
// Vocabulary: an inbox is a folder a person chose; a stamp is size and time of a file, by
// which two looks tell whether it is at rest; a passing name is one that programs give a file
// while they write it; a file waits when only a person can say how it goes on.
//
// Invariants: a name that is passing is never read; a file has one state, and only Asks,
// Review and Refused wait for a person.
//
// It opens no file and knows no format.
package inbox
