// Package redact takes out of a text what the readers of a report should not get:
// names of people, ways to somebody or into something, and the inner workings of
// a system.
//
// Vocabulary: a profile says for whom a report is and with that what goes; a hit is
// a run of words that goes; the word for it stands in its place between ‹ and ›;
// kept words are those a person has said may stay.
//
// Invariants: nothing goes silently: each hit has a visible word in its place and
// is listed; taking out twice is taking out once; the same text and profile give
// the same result; hits that overlap go or stay as one; a key or password, and what
// holds one, can never be kept.
//
// It finds names and secrets with package leak, which also guards what is shared.
// It knows no record and no report, and promises no more than its patterns: a
// person reads the list and the paper before it goes out.
package redact
