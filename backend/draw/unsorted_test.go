package draw

import (
	"strconv"
	"testing"

	"secondstory/backend/domain/cause"
)

// unsorted builds an effect with n causes that are in no category.
func unsorted(n int) *cause.Tree {
	nodes := []cause.Node{{ID: "effect", Kind: "effect", Text: "Orders stopped", Rank: "V"}}
	for i := range n {
		nodes = append(nodes, cause.Node{ID: "c" + strconv.Itoa(i), Parent: "effect", Kind: "cause", Text: "Cause " + strconv.Itoa(i), Rank: "V" + string(rune('A'+i))})
	}
	return cause.Build(nodes)
}

func TestEveryRibOfUnsortedCausesBearsItsName(t *testing.T) {
	m, o := measurer(t), Defaults()
	o.Unsorted = "Not yet sorted"
	for _, n := range []int{1, 2, 7, 24} {
		ribs, titles, counted := 0, 0, 0
		for _, it := range Fishbone(m, unsorted(n), o).Scene.Items {
			switch {
			case it.Role == RoleRib && it.Kind == KindPoly:
				ribs++
			case it.Role == RoleCategory && it.Text == o.Unsorted:
				titles++
			case it.Role == RoleCategory && it.Kind == KindText:
				count, err := strconv.Atoi(it.Text)
				if err != nil {
					t.Fatal(err)
				}
				counted += count
			}
		}
		if ribs == 0 || titles != ribs || counted != n {
			t.Errorf("%d causes: %d ribs, %d of them named, %d causes counted", n, ribs, titles, counted)
		}
	}
}
