// Package watch tells when something in a folder and below it has changed, by the
// notices of the system (fsnotify) and, where those fail, by looking.
//
// Vocabulary: a notice is one event of the system; to settle is to be quiet for a
// moment; a tell is one call for all that happened since the last one.
//
// Invariants, each held by a test:
//   - a change in any folder below the watched one is told, also in one that was made
//     a moment ago;
//   - many notices at once are one tell, and a folder that never settles is told about
//     all the same;
//   - an overflow or an error of the system is a tell, for something may have been
//     missed, and so is the passing of time: network drives give no notices.
//
// It reads no file, decides nothing about what changed, and writes nothing: whoever is
// told looks at the folder. Files that editors make for a moment are no change.
package watch
