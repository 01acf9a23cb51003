// Package gitstore keeps the private bare git repository of a space: objects,
// refs and the questions a merge asks of them. go-git reads packs that come from
// others once, before they are believed; what is here is read by this package, because
// an exchange looks into a large repository for a handful of objects; and whatever must
// survive a crash is written here.
//
// Vocabulary: a store is one repository; its owner is the one process that
// holds the file owner locked, while a guest is a store of somebody else (a
// folder on a disk) opened beside other programs; a batch is a set of objects
// that is written together; a loose object is one file, a pack many in one; a
// ref is broken when its file is there and holds no hash; genesis is the first
// commit, the same for everybody.
//
// Invariants, each held by a test:
//   - a ref changes by lock file, comparison, fsync and rename, under the names
//     the git command line uses, so neither overwrites the other (T1, T4);
//   - an empty or torn ref is an error and never an older value (T2);
//   - objects are on the disk before a ref names them (T3);
//   - one mutex owns a store (T5), and a pack list that went stale because
//     another program packed is read again, once (T6);
//   - the same input gives the same bytes: trees, commits, merges, genesis;
//   - a kill at any moment leaves a store that opens without anybody's help.
//
// It is not a working copy: there is no checkout, no index, no status, no log of
// one file, no shallow history. It knows nothing of records, of what a merge
// decides, or of networks; those are packages canon, merge and remote.
package gitstore
