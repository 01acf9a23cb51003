// Package samples holds the words of the sample workspace: one fictional
// organisation (ORGANISATION.md), reviews of it that are read like any other
// review, and post-mortems that a new user can try the import with.
//
// Vocabulary: a sample is one file with its name; a key is the short local name
// of a part ("t01", "c03"), unique in its file; its past is the sittings in which
// people wrote it (history.json), each with its instant.
//
// Invariants: a review has the shape of review.Review without what the store
// mints or computes (kind, ref, space, rev, stamps, durations, ranks, counts of
// evidence). Order in an array is order in the record. Parents, factors,
// cross-links, the cause and entry of evidence and the "about" of a finding name
// keys; whoever loads a sample puts minted ids in their place, everywhere. Nobody and nothing in the texts is real.
//
// It is not a generator and not a test fixture of other packages: texts change
// when they can be said better.
package samples

import (
	"embed"
	"encoding/json"
	"io/fs"
	"path"
	"time"
)

//go:embed reviews/*.json history.json incoming/*.md ORGANISATION.md
var files embed.FS

// Sample is one review. Name is that of its file without the ending; it says
// the order and never reaches the screen.
type Sample struct {
	Name string
	JSON []byte
	Past []Step
}

// What people did at a sitting; every other word is the state that the review was
// given then.
const (
	Start    = "start"    // opened it: title, times that were known, summary
	Timeline = "timeline" // entered what had happened until then, or all the rest
	Correct  = "correct"  // corrected the time of Part
	Words    = "words"    // wrote the other sections
	Causes   = "causes"   // factors, causes and evidence
	Actions  = "actions"  // proposed the actions
	Follow   = "follow"   // noted what came of the action Part
)

// Step is one sitting. Part is the key of an entry or an action; Text the words of
// an action then, where more was added later.
type Step struct {
	At   time.Time `json:"at"`
	Did  string    `json:"did"`
	Part string    `json:"part"`
	Text string    `json:"text"`
}

// Document is one post-mortem to import. Name is that of its file.
type Document struct {
	Name string
	Text []byte
}

// Reviews lists the sample reviews in the order of their names.
func Reviews() []Sample {
	raw, err := files.ReadFile("history.json")
	past := map[string][]Step{}
	if err == nil {
		err = json.Unmarshal(raw, &past)
	}
	if err != nil {
		panic(err) // embedded by name and read by the tests
	}
	var out []Sample
	for _, f := range read("reviews") {
		name := f.Name[:len(f.Name)-len(".json")]
		out = append(out, Sample{Name: name, JSON: f.Text, Past: past[name]})
	}
	return out
}

// Incoming lists the post-mortems to import in the order of their names.
func Incoming() []Document { return read("incoming") }

// Organisation is the Markdown that describes the fictional organisation.
func Organisation() string {
	raw, err := files.ReadFile("ORGANISATION.md")
	if err != nil {
		panic(err) // embedded by name: the build fails without it
	}
	return string(raw)
}

// read gives the files of an embedded folder; ReadDir sorts them by name.
func read(folder string) []Document {
	entries, err := fs.ReadDir(files, folder)
	if err != nil {
		panic(err) // embedded by pattern: the build fails without it
	}
	var out []Document
	for _, e := range entries {
		raw, err := files.ReadFile(path.Join(folder, e.Name()))
		if err != nil {
			panic(err)
		}
		out = append(out, Document{Name: e.Name(), Text: raw})
	}
	return out
}
