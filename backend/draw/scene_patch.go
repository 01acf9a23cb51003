package draw

import (
	"maps"
	"slices"
)

// ScenePatch says how a scene comes out of one that its reader has: as little as
// an edit changes, where a scene of a thousand causes has megabytes.
type ScenePatch struct {
	Version int              `json:"v"`
	Kind    string           `json:"kind"`
	Bounds  Rect             `json:"bounds"`
	Items   []Item           `json:"items"`            // new ones and those that changed
	Glyphs  map[string]Glyph `json:"glyphs,omitempty"` // nil: those the reader has
	// Runs are groups of four numbers, in the order of the new scene: from, count,
	// dx, dy takes so many items of the old scene and moves them; from -1 takes
	// the next of Items.
	Runs []int32 `json:"runs"`
}

// fresh as the start of a run stands for items that the reader does not have.
const fresh = -1

// Patch gives the way from an old scene to a new one.
func Patch(old, now Scene) ScenePatch {
	p := ScenePatch{Version: now.Version, Kind: now.Kind, Bounds: now.Bounds, Items: []Item{}, Runs: []int32{}}
	if !maps.Equal(old.Glyphs, now.Glyphs) {
		p.Glyphs = now.Glyphs
	}
	at := Finder(len(old.Items), func(i int) string { return old.Items[i].ID })
	for i := range now.Items {
		from, known := at(now.Items[i].ID)
		if known {
			if dx, dy, ok := moved(&old.Items[from], &now.Items[i]); ok {
				p.take(int32(from), dx, dy)
				continue
			}
		}
		p.take(fresh, 0, 0)
		p.Items = append(p.Items, now.Items[i])
	}
	return p
}

func (p *ScenePatch) take(from, dx, dy int32) {
	if n := len(p.Runs); n > 0 {
		run := p.Runs[n-4:]
		next := from == fresh && run[0] == fresh || from != fresh && run[0] != fresh && run[0]+run[1] == from
		if next && run[2] == dx && run[3] == dy {
			run[1]++
			return
		}
	}
	p.Runs = append(p.Runs, from, 1, dx, dy)
}

// Reused is how many items the reader has already.
func (p *ScenePatch) Reused() int {
	n := 0
	for i := 0; i < len(p.Runs); i += 4 {
		if p.Runs[i] != fresh {
			n += int(p.Runs[i+1])
		}
	}
	return n
}

// Finder finds the place of an id in a list of n. Most are asked for in the order
// in which they stand, so a map is made only when one is not where it was expected.
func Finder(n int, id func(int) string) func(string) (int, bool) {
	var places map[string]int
	next := 0
	return func(want string) (int, bool) {
		if next < n && id(next) == want {
			next++
			return next - 1, true
		}
		if places == nil {
			places = make(map[string]int, n)
			for i := range n {
				places[id(i)] = i
			}
		}
		i, ok := places[want]
		if ok {
			next = i + 1
		}
		return i, ok
	}
}

// moved says whether an item is another only in its place, and how far it went.
func moved(a, b *Item) (dx, dy int32, ok bool) {
	if len(a.P) != len(b.P) || len(a.P) < 2 {
		return 0, 0, false
	}
	if !sameLook(a, b) {
		return 0, 0, false
	}
	dx, dy = b.P[0]-a.P[0], b.P[1]-a.P[1]
	points := pointsOf(a.Kind, len(a.P))
	for i := range a.P {
		by := int32(0)
		if i < points {
			by = dx
			if i%2 == 1 {
				by = dy
			}
		}
		if a.P[i]+by != b.P[i] {
			return 0, 0, false
		}
	}
	return dx, dy, true
}

// pointsOf is how many of an item's numbers are coordinates.
func pointsOf(kind string, n int) int {
	switch kind {
	case KindLine, KindPoly, KindCurve:
		return n
	}
	return 2
}

// sameLook compares all of two items but where they stand.
func sameLook(a, b *Item) bool {
	return a.ID == b.ID && a.Kind == b.Kind && a.Role == b.Role && a.Node == b.Node && a.Text == b.Text && a.W == b.W && a.Size == b.Size &&
		a.Cut == b.Cut && a.Fill == b.Fill && a.Stroke == b.Stroke && a.SW == b.SW && a.To == b.To &&
		slices.Equal(a.Dash, b.Dash)
}
