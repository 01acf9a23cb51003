package canon_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/share/canon"
)

// What a person adds gets its place; of what a script adds by the thousand nothing does, for
// reading a file must cost no more than its length.
func TestAFewCausesWithoutARankGetShortOnesAndThousandsGetNone(t *testing.T) {
	c, _ := reviews(t)
	dir, _ := canon.Folder(review.Schema, theID)
	head := emit(t, c, merge.NewDoc(review.Kind, theID, 1))
	for n, placed := range map[int]bool{40: true, 2000: true, 40000: false} {
		var b strings.Builder
		b.WriteString("schema: 1\n\nanalyses:\n  A1:\n    title: Why\n    rank: U\n\ncauses:\n  first:\n    text: First\n    analysis: A1\n    rank: U\n\n")
		for i := range n {
			fmt.Fprintf(&b, "  k%06d:\n    text: x\n    analysis: A1\n\n", i)
		}
		doc := parse(t, c, theID, append(slices.Clone(head), canon.File{Path: dir + "/analysis.yaml", Data: []byte(b.String())})).Doc
		last := "U"
		for i := range n {
			rank := record.Str(doc.Parts[review.Causes][fmt.Sprintf("k%06d", i)].Fields, "rank")
			if placed != (rank > last && len(rank) <= 8) {
				t.Fatalf("%d: rank %q of %d after %q", n, rank, i, last)
			}
			if placed {
				last = rank
			}
		}
	}
}
