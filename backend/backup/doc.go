// Package backup writes and reads backup files: one zip that holds a whole workspace.
//
// Vocabulary: a part is one file in the backup, named by its place below the home, with
// "/" between folders; the manifest is the last part and names all others with size and
// SHA-256.
//
// Invariants: what is read is what the manifest names and nothing else; a name that could
// lead out of a folder, a link, a name that stands twice, and more bytes than a file of
// this size can honestly hold are refused before a byte is unpacked; a part whose sum
// differs is named, and nothing of the file is used.
//
// The format, as anybody may write or read it: README.txt (words for people), local.db (a
// SQLite database), blobs/<sha256>, spaces/<id>.git/… (bare git repositories),
// spaces/<id>.waiting/…, and manifest.json (see Manifest).
//
// It knows neither SQL nor git nor what is secret: package workspace hands it parts.
package backup
