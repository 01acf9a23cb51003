// Package cause holds the cause tree of a review: how an effect came about.
//
// Words: the effect is the one root (what happened); a category is an optional
// first level below it (a rib of a fishbone); causes and conditions hang below
// a category, below each other or straight below the effect; went_well and
// luck are asides, kept beside the tree and never drawn in it. A fishbone and
// a 5-Whys tree are the same tree with and without the category level.
//
// Invariants: Build never loses a node and never fails: what does not fit
// (a missing parent, a cycle, a second effect, a repeated id) is shown in a
// repaired place and named in Tree.Findings. Siblings are ordered by rank,
// then id. The kernels (InsertAfter, Indent, MoveTo …) read a tree and return
// a Plan; they change nothing, and ids of new nodes are given by the caller.
//
// It is not the store, not the layout (package draw) and not the wording
// check. It has no clock and no randomness.
package cause
