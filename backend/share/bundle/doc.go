// Package bundle reads and writes files that carry a space from one machine to
// another where there is no server: on a stick, a shared drive, in a mail.
//
// Vocabulary: a bundle is one file as git writes and reads it, a header and a pack;
// its tip is the commit it brings, its needs are commits the reader must have
// already; an outbox is the folder in which one device puts its bundles, named by
// number, so that no two devices ever write the same file; a folder suffices for a
// commit when its bundles alone lead to it.
//
// Invariants, each held by a test:
//   - a bundle stands in its place whole or not at all: temporary file, fsync, rename,
//     fsync of the folder, and a full or vanished stick leaves nothing half-written;
//   - git verifies and clones what is written here, and what git writes is read here;
//   - whatever the bytes of a file are, reading its header ends soon, costs little
//     memory and is a value with a reason;
//   - links are not followed, and nothing outside the own outbox is written.
//
// It knows nothing of records, of merges and of what a space is; package space
// decides what is taken in and what goes out.
package bundle
