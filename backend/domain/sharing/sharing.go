// Package sharing holds what a workspace remembers about the spaces it takes
// part in.
//
// Vocabulary: a link is one space of this workspace and how far the two have come
// together; a base is a record as it was when it last said the same as a commit,
// from which the next merge starts; a snapshot is a record as a commit that is
// being made will have it; a refusal is a file of a space that is not taken.
//
// Invariants: a base is what the state of the record was derived from, so every
// difference between the two is an edit made here; a snapshot stands from before
// its commit until the commit is noted, so a program that was stopped in between
// knows which edits the commit holds.
//
// It decides nothing: packages merge and share/space do.
package sharing

import "time"

// Kind of a space that is exchanged with others; the other kind is "personal".
const Kind = "shared"

// Link is a space of this workspace.
type Link struct {
	Space   string // id in this workspace
	Name    string
	Address string // never with a secret
	// Head is the commit up to which everything has been written back.
	Head string
	// Pushed is the newest commit the other side is known to hold.
	Pushed string
	// Pending is the commit that is being made, "" for none.
	Pending string
	// Config is the last good version of the file in which the space describes itself.
	Config string
	// Alias is what the person wants to be called in it, "" for the pseudonym.
	Alias string
	// People is the folder of what devices say about themselves, as far as it has been
	// taken over; "" before.
	People    string
	CreatedAt time.Time
	SyncedAt  time.Time // zero before the first exchange that ended well
}

// File is a file of a record with its path in the space.
type File struct {
	Path string `json:"path"`
	Text string `json:"text"`
}

// Refusal is a file, or a whole record, that is left in the space as it is.
type Refusal struct {
	Path   string            `json:"path"`
	Line   int               `json:"line,omitempty"`
	Key    string            `json:"key"` // of the catalogue
	Params map[string]string `json:"params,omitempty"`
	Quote  string            `json:"quote,omitempty"`
	// Bytes are the file as it was found, where anything of it would be lost.
	Bytes []byte `json:"bytes,omitempty"`
}

// MirrorBase is what the files of a record in a mirror folder said when they last came
// into the record, and the revision that made.
type MirrorBase struct {
	Space  string
	Record string
	Rev    int64
	Files  map[string]string // by path, in their canonical form
}

// Base is a record of a space as both sides last knew it.
type Base struct {
	Space  string
	Record string
	Commit string
	// Rev is the revision of the record at which it said the same as the base; 0 when
	// it says more since.
	Rev int64
	// Files in their canonical form; none for a record that is not there.
	Files []File
	// Snapshot is what a commit that is being made will hold, and its revision; nil
	// for none.
	Snapshot    []File
	SnapshotRev int64
	// Refused are files of the record at the commit that were not taken.
	Refused []Refusal
	// Held says that the record is not written to the space: this program cannot read
	// enough of it to do so without harm.
	Held bool
}

// Author is who wrote a commit, as its space names them.
type Author struct {
	Space  string
	Commit string
	Name   string // the alias a device has in the space, else the name in the commit
	Device string // "" for somebody without this program
	At     time.Time
	// Edited is when the change told of was made, where that is known and was before At, when
	// the last one of the commit was made.
	Edited time.Time
	// Joined marks a commit that joins others: nobody wrote it.
	Joined bool
}

// When is when the change told of was made.
func (a Author) When() time.Time {
	if a.Edited.IsZero() {
		return a.At
	}
	return a.Edited
}
