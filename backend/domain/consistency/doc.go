// Package consistency looks for what does not fit together in a review: an end before
// its start, a length that the moments contradict, an action without what it takes to
// be done, a cause that nothing speaks for, a name in words that others will read.
//
// Vocabulary: a check is one kind of thing that may not fit; it has an id that people
// and the help know it by ("T03") and a weight: what Stops keeps a review from being
// agreed, what Asks is to be looked at and may be right as it is. A finding is one
// place where a check has found something; its sum is that of the words and values
// that were compared, so that what a person has said of a finding counts until one
// of them changes. A firm check is one whose findings cannot be left so.
//
// Invariants: the same review, day and names give the same findings in the same order
// (of the checks, then of the places); nothing is changed; a check needs the record
// alone, never another review, so that every device says the same.
//
// It is not what an import noticed about its file (package ingest; those findings are
// stored), not the wording of causes, and not the check for what must not leave the
// house (package leak), of which it asks names alone.
package consistency
