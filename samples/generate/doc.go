// Package generate makes as much of the fictional organisation as somebody asks
// for: reviews, incidents and changes, for benchmarks, for tests of statistics
// and for looking at the window when it is full.
//
// Vocabulary: a seed decides everything; a stream is one independent sequence of
// dice under a seed; a branch is one copy of the organisation with its twelve
// services, and the scale is the number of branches; background are incidents
// that belong to no planted pattern; a planted effect is a difference between
// rates that is really in the data and whose true size is a constant here
// (effects.go), so that a statistic can be held against it.
//
// Invariants: same seed, same output, on every run; no clock, no map order, no
// shared state. Review i, and day d of a branch, depend on the seed and on i or d
// alone: a sequence is a walk that holds one review or a few days in memory, and
// more of it does not change what came before. A review has the shape of the
// files in samples/reviews: local keys, nothing minted or computed. What is only
// known because it was planted stands in Incident.Truth and is never written to
// a file.
//
// The dice are PCG (128-bit state, O'Neill 2014) of math/rand/v2, of which only
// the 64-bit words are used; how a word becomes a choice is written down in
// random.go. Logarithms and exponentials come from package math, whose last bit
// may differ between processor families; the fingerprints in the tests are those
// of amd64.
//
// It is not the sample that people explore: that is written by hand.
package generate
