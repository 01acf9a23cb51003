// Package samples holds the words of the sample workspace: one fictional
// organisation (ORGANISATION.md), reviews of it that are read like any other
// review, and post-mortems that a new user can try the import with.
//
// Vocabulary: a sample is one file with its name; a key is the short local name
// of a part ("t01", "c03"), unique in its file.
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
	"io/fs"
	"path"
)

//go:embed reviews/*.json incoming/*.md ORGANISATION.md
var files embed.FS

// Sample is one review. Name is that of its file without the ending; it says
// the order and never reaches the screen.
type Sample struct {
	Name string
	JSON []byte
}

// Document is one post-mortem to import. Name is that of its file.
type Document struct {
	Name string
	Text []byte
}

// Reviews lists the sample reviews in the order of their names.
func Reviews() []Sample {
	var out []Sample
	for _, f := range read("reviews") {
		out = append(out, Sample{Name: f.Name[:len(f.Name)-len(".json")], JSON: f.Text})
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
