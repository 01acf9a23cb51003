// Package searching finds records by the words in them: it reads a query, asks
// the index which places hold its words, ranks the records and says why.
//
// Vocabulary: that of domain/search. Selecting terms decide what is found, the
// others only rank; a record is matched when it holds one of the selecting terms
// and passes every filter. The first look ranks all matched records by what the
// index tells alone; the second reads the texts of the best and ranks these by
// nearness too.
//
// Invariants: no query is an error. A page is part of one order: the first and
// the second page together are what one page of double size would be. What a
// search counts it could also show.
//
// It writes nothing and keeps nothing between two searches.
package searching
