package searching

import (
	"fmt"
	"slices"
	"testing"

	"secondstory/backend/domain/search"
)

type texts struct {
	Reader
	of map[search.Pos]search.Place
}

func (r texts) Places([]search.Pos) (map[search.Pos]search.Place, error) { return r.of, nil }

func TestPlacesThatTellAsMuchAreLookedAtInOneOrderWhoeverWroteThemFirst(t *testing.T) {
	const places = 30
	looked := func(slot func(i int) int) (keys []string) {
		r := texts{of: map[search.Pos]search.Place{}}
		var pos []search.Pos
		for i := range places {
			p := search.NewPos(0, search.InTimeline, slot(i))
			pos = append(pos, p)
			r.of[p] = search.Place{Class: search.InTimeline, Key: fmt.Sprintf("timeline/%02d", i), Text: "gate"}
		}
		slices.Sort(pos)
		f := &finder{r: r, terms: []asked{{Wanted: search.Wanted{Term: search.Term{Words: []string{"gate"}}, Rarity: 1}, lists: []list{{1, pos}}}}}
		best := []ranked{{n: 0}}
		if err := f.look(best); err != nil {
			t.Fatal(err)
		}
		for _, l := range best[0].texts {
			keys = append(keys, l.Place.Key)
		}
		return keys
	}
	first, last := looked(func(i int) int { return i + 1 }), looked(func(i int) int { return places - i })
	if len(first) != textsRead || !slices.Equal(first, last) {
		t.Fatalf("%v\n%v", first, last)
	}
}
