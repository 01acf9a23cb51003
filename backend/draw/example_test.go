package draw_test

import (
	"fmt"

	"secondstory/backend/domain/cause"
	"secondstory/backend/draw"
)

// A tree becomes a scene, the sides chosen are stored with the edit, and a
// painter turns the scene into a file.
func Example() {
	m, err := draw.NewMeasurer()
	if err != nil {
		fmt.Println(err)
		return
	}
	tree := cause.Build([]cause.Node{
		{ID: "e", Kind: "effect", Text: "The gate changed twice"},
		{ID: "k", Parent: "e", Kind: "category", Text: "Signals"},
		{ID: "c", Parent: "k", Kind: "cause", Text: "Screens show no age of their data", Status: "supported", For: 2},
	})
	layout := draw.Fishbone(m, tree, draw.Defaults())
	picture := draw.SVG(layout.Scene, draw.Light, draw.Meta{Title: "Causes", Desc: draw.Outline(tree)})
	fmt.Println(layout.Sides["k"], len(picture) > 0)
	fmt.Print(draw.Outline(tree))
	// Output:
	// up true
	// The gate changed twice
	//   1 Signals
	//     1.1 Screens show no age of their data
}
