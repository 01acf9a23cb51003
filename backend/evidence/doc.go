// Package evidence writes and checks evidence packs: one file in which the chains of
// the journal leave the workspace, so that somebody else can check them without it.
//
// Vocabulary: a pack is a zip with a manifest; a line is one entry of a chain, with the
// very bytes its hash covers or, where the content is withheld, with its place alone; a
// claim is an anchor that the pack brings itself and that proves nothing by itself; a
// given anchor comes from elsewhere (commits of a space, paper) and does.
//
// A seal is what a device put under a decision of a person about a rule.
//
// Invariants: what stays on this machine never goes into a pack, and the manifest counts
// what was left out; each other file is in the manifest with its SHA-256; a check reads
// the bytes as they are and never writes them anew. backend/cmd/secondstory-verify does
// the same check with the standard library alone and gives the same result.
//
// It knows no database and no records: what they are called is told to it.
package evidence
