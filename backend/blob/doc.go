// Package blob keeps bytes under the name of their content: a file per content, named by
// its SHA-256 in hexadecimal digits, in one folder.
//
// Invariants, each held by a test: what Put has said it keeps is on the disk, with its
// place in the folder, so that a row which names it may be written; a file is whole or not
// there; Read gives the bytes of that sum or a fault, never others. No bytes are ever
// removed here: a record that was taken away may come back, and with it what it shows. What a
// write left that was stopped is none.
//
// It knows no pictures and no records.
package blob
