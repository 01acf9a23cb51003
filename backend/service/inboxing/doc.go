// Package inboxing looks after inboxes: folders into which other programs drop files, which
// come in through the same readers as those a person chooses.
//
// Vocabulary: a look is one reading of a folder; a file is at rest when two looks with a pause
// between them found the same size and time; to take is to read a file at rest.
//
// Invariants, each held by a test: a file that is still written is not read; the same content
// comes in once, whatever its name, and stays away once it was taken back; nothing in a folder
// is deleted or changed, and moved only where a person chose that, and only what came in; what
// only a person can decide waits; a look that was killed is made good by the next one.
//
// Incidents come in by themselves, each file as an import of its own that can be taken back.
// Files of reviews wait: a review is a page somebody answers for, so a person looks first. It
// knows no format and no SQL, and watches nothing (package watch says when to look).
package inboxing
