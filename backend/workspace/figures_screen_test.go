package workspace

import (
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/review"
)

// Beside its outline and the inspector a fishbone has little width; a file has a page.
func TestAFishboneOfTheWindowIsNarrowerThanOneOfAFile(t *testing.T) {
	nodes := []cause.Node{{ID: "e", Kind: "effect", Text: "Sixty orders left unpaid"}}
	for _, c := range []string{"a", "b", "c", "d"} {
		nodes = append(nodes, cause.Node{ID: c, Parent: "e", Kind: "category", Text: "Category " + c})
		for _, k := range []string{"1", "2", "3"} {
			nodes = append(nodes, cause.Node{ID: c + k, Parent: c, Kind: "cause", Status: "hypothesis", Text: "The queue of the payment service had one consumer, and it had stopped"})
		}
	}
	tree := cause.Build(nodes)
	width := func(f Figure) int {
		l, err := DrawTree(review.Review{}, tree, f, assets.English())
		if err != nil {
			t.Fatal(err)
		}
		return int(l.Scene.Bounds.W)
	}
	window, file := width(Figure{View: Fishbone}), width(Figure{View: Fishbone, Paper: true})
	if window*5 > file*4 {
		t.Errorf("%d in the window, %d in a file", window, file)
	}
	if asked := width(Figure{View: Fishbone, MaxW: 180}); asked <= window {
		t.Errorf("asked for longer lines: %d, not more than %d", asked, window)
	}
}
