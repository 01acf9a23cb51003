// Package workspace opens a home folder and wires adapters and services
// together. The window and the command line both start from it.
//
// Vocabulary: the home is a folder with local.db, index.db, blobs and locks; the
// workspace is what is open on it; the personal space is where new records live.
//
// Invariants: every process holds the workspace lock shared, a migration holds it
// alone; a home on a read-only disk opens for reading; a new device gets ids of
// its own exactly once; all ids, times and randomness come from here.
//
// It holds no rule and no screen.
package workspace
