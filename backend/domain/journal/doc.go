// Package journal is the tamper-evident record of every change: hash-chained
// entries, their verification, and the steps that undo works on.
//
// Vocabulary: an entry is one change of one entity; a chain is the sequence of
// entries of one device and space, each holding the hash of the one before; a
// step is one gesture of a person and groups entries; an anchor is a hash that
// was written down elsewhere, and proves something only there; a break is a place at
// which a chain does not hold; the payload (before, after, reason) may be erased
// by a retention run, the entry itself never changes.
//
// Invariants: sequence numbers of a chain have no gaps and start at 1; undoing
// adds entries and removes none; a hash covers exactly nine keys (action, actor,
// after, at, before, entity, prev, reason, seq) as canonical JSON.
//
// What a check cannot exclude is said as plainly as what it can: a tail that was cut
// after the newest anchor, entries after it that were written anew with their hashes,
// who did an entry whose payload is gone. Not covered by any hash are the order of
// entries of different chains and which of them were one gesture.
//
// It decides nothing about merging and stores nothing.
package journal
