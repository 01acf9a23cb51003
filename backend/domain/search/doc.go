// Package search holds the rules of finding text: what a word is, how a query is
// read, which words mean the same, how a hit is ranked and why, and which piece
// of text is shown for it. It reads no index and knows no store; package
// service/searching brings both together.
//
// Vocabulary: a token is a word as it is compared, without accents and case · a
// place is one text of a record (its title, a section, an entry of the timeline),
// a class the kind of place · a term is one thing a query asks for: a word with
// the spellings that count as it, or a phrase · a filter narrows without ranking ·
// a broad term stands in so many records that it only ranks · an idle one is a word
// of grammar beside others, which counts for nothing · a time token stands in the
// index beside the words of a place and says when it happened.
//
// Invariants: a query is never an error, what cannot be read as asked is read as
// plain words with a notice. The tokens of an index, of a query and of a snippet
// come from the same function. Equal scores are ordered by date, then id.
//
// It is not the filter of a list, which narrows by every word.
package search
