// Package canon is the repository format: it turns records into files that people
// read on any page that shows a repository, and files back into records.
//
// Vocabulary: a codec is the format of one kind of record; the canonical form of a
// doc is the one its files give back; a problem is a value that says what is wrong
// with a file and quotes it; a note is a problem that did not keep the file from being
// read; a kept file belongs to a record and cannot be read here, and is written again
// as it is; the shape is what a schema says about the fields of one sort of entity.
//
// Files of a record:
//   - <kind>.md: fields between two lines of "---" as YAML, then the title as "# Title",
//     links to the files beside it, and the sections, each below "## Title {#key}", or
//     "## Key {#key -}" where it has no title. "reference" is the first fact; it follows
//     from the id and is in no doc. "schema" and what of a section is neither title nor
//     text are the last, by key, in one line each where a line suffices. A title or text
//     that cannot be shown as it is stands there too.
//   - <collection>.yaml: "schema", then each collection as a map from id to entity, in
//     the order in which a person reads them: by the time as written, from the root of a
//     tree, otherwise by rank. Below the root of a tree the fields of an entity stand
//     four blanks further to the right than those of the one it hangs from. A collection
//     nobody here knows has the file of its name, and two lines above that say so.
//   - moved.yaml: the record is in another space now, which is named by its id.
//   - conflicts/<id>.yaml: a conflict. files/<32 digits of the hash>.<ending>: bytes.
//
// What is brought into one form (here and nowhere else): texts become valid UTF-8 in
// NFC, and lose carriage returns in front of a line feed; empty known fields are left
// out; sets are sorted. NFC of this library also puts U+034F into a run of more than 30
// combining marks. Everything else stays to the byte, blanks at the end of a line
// included. Keys, ids and the texts of conflicts are not brought into another form.
//
// Files of earlier versions have the title among the fields, no links and no reference,
// ids and ranks in front of words, and trees without steps; they say the same.
//
// The YAML written is a small part of YAML: keys in the order of the schema, but words
// first and what tells a person nothing (record.Field.Machine, ids, ranks) last, then
// unknown ones by their bytes; a text without quotes only when it is letters, digits,
// blanks, "_" and "-", begins with a letter and is no word with a meaning; a text of
// several lines as a literal block; any other text between double quotes, each of its
// lines on one of its own. A value of a conflict that is canonical JSON stands as fields or
// a list below "$value", as long as that gives back the same bytes. What is read may
// use all of YAML except what has two readings or none: anchors, tags, several
// documents, merge keys, a key twice, values deeper than 32, files above 4 MB, bytes
// that are no UTF-8. Known fields are typed by the schema and not by the looks of their
// value: "due: 2026-11-21", "title: 0123" and "role: no" are texts.
//
// In a section's text, a line that would begin a section, or that git would take for
// the start of a conflict, carries one backslash more than it has; so does a line that
// is one of these behind backslashes. Reading takes it away.
//
// Invariants, each held by a test: Parse(Emit(d)) equals Canonical(d); Emit of what
// Parse gave is the same bytes; no field that stays on a machine is ever in a file; any
// bytes give a doc or a problem; what is neither in the doc nor in a kept file is
// quoted by a problem; an edit of a line changes that line.
//
// It does no I/O, knows no git and no merge: it imports the model and a YAML parser
// that is used for reading only.
package canon
