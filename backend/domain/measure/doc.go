// Package measure says how incidents went: how long it took to notice them, to answer,
// to contain and to end them, and how many there were, over periods that are compared.
//
// Vocabulary: a moment is one of the named times of an incident (started, detected,
// acknowledged, declared, mitigated, resolved); an indicator is the time between two
// of them and is always told with both names, because the same short name means other
// pairs elsewhere; a case is an incident an indicator has a length of, any other is
// left out with its reason and counted; a span is a range of days, the span before it
// is the one of equal length that ends where it begins; an interval cuts a span into
// buckets (days, weeks, months, quarters); exposure is how much of a bucket was
// watched.
//
// Invariants: a missing moment is left out and never 0; a value with two versions that
// nobody decided between is left out; a length that runs backwards is left out and
// never turned around; every number names its cases; nothing is told by person. What
// may be said of a change is the verdict of package stat and no more.
//
// The record begins with the first incident known. Nobody knows whether the time before
// it was quiet or not written down, so it has no exposure, and the first incident,
// which only says where the record begins, is not counted in a rate.
//
// It reads no clock (today is handed in), knows no record of a kind (a review gives an
// Incident) and draws nothing.
package measure
