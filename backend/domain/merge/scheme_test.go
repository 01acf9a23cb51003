package merge_test

import (
	"os"
	"path/filepath"
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// The table of a merge version is frozen from the first release on: a field that
// comes later gets a higher Since, and another policy needs another version.
func TestThePoliciesOfAReviewInVersionOneAreFrozen(t *testing.T) {
	s, err := merge.NewScheme(review.Schema, 1)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "policies-v1-review.txt")
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(s.Policies()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != s.Policies() {
		t.Errorf("merge version 1 of a review has changed (%v):\n%s", err, s.Policies())
	}
}

func TestAVersionNobodyHereKnowsIsRefused(t *testing.T) {
	for _, v := range []int{0, merge.Version + 1} {
		if _, err := merge.NewScheme(review.Schema, v); err == nil {
			t.Errorf("version %d is taken", v)
		}
	}
}

// Two versions of the program, one of which knows a field of a later merge version,
// merge alike in a repository of version 1: to both the field is one opaque value.
func TestAFieldOfALaterVersionIsOpaqueToEverybody(t *testing.T) {
	older := &record.Schema{Kind: "thing", Version: 1}
	newer := &record.Schema{Kind: "thing", Version: 1, Fields: []record.Field{{Name: "labels", Type: record.Strings, Policy: record.Set, Since: 2}}}
	doc := func(labels ...any) *merge.Doc {
		d := merge.NewDoc("thing", "T", 1)
		if len(labels) > 0 {
			d.Fields["labels"] = labels
		}
		return d
	}
	var hashes []string
	for _, schema := range []*record.Schema{older, newer} {
		s, err := merge.NewScheme(schema, 1)
		if err != nil {
			t.Fatal(err)
		}
		base, a, b := doc("z", "a"), doc("z", "a", "b"), doc("c", "z", "a")
		s.Normalise(a)
		r := merge.Merge(s, []*merge.Doc{base}, merge.Side{Doc: a}, merge.Side{Doc: b})
		if len(r.Opened) != 1 {
			t.Errorf("%d conflicts", len(r.Opened))
		}
		hashes = append(hashes, r.Doc.Hash())
	}
	if hashes[0] != hashes[1] {
		t.Error("they merge differently")
	}
}
