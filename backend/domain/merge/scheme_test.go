package merge_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// released says that repositories of merge version 1 exist outside this house. From
// then on a new field needs a higher Since, or two programs merge it differently.
const released = false

// What a field is merged by never changes within a version.
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
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	now, was := strings.Split(s.Policies(), "\n"), strings.Split(string(raw), "\n")
	for _, line := range was {
		if !slices.Contains(now, line) {
			t.Errorf("a field of merge version 1 is gone or merged by another policy; it was %q", line)
		}
	}
	for _, line := range now {
		if released && !slices.Contains(was, line) {
			t.Errorf("%q is new in merge version 1: give the field Since %d", line, merge.Version+1)
		}
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
