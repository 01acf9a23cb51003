package draw

import (
	"maps"
	"math"
	"slices"
)

// RoleBox is the frame of a thing that others are joined to.
const RoleBox = "box"

// AroundInput is one thing between what needs it and what it needs.
type AroundInput struct {
	// Boxes in the order in which they were found: the one in the middle has level 0, what
	// needs it a level below that (-2 is two steps away), what it needs one above.
	Boxes []AroundBox
	// Needs are pairs of ids: the first needs the second.
	Needs [][2]string
	// More says how many boxes of a column are not drawn; nil draws all.
	More func(n int) string
}

// AroundBox is one of them. One that both needs the middle and is needed by it is drawn
// once, where it stands first.
type AroundBox struct {
	ID, Name, Note string
	Level          int
}

// Measures of the picture, in px.
const (
	aroundW    = 168.0
	aroundH    = 40.0
	aroundGapX = 64.0
	aroundGapY = 14.0
	aroundPad  = 10.0
	aroundMost = 12 // boxes in a column
	arrow      = 5.0
)

type placed struct {
	AroundBox
	col  int
	x, y float64
}

// Around lays out columns by level, what needs the middle at its left. Lines go from whoever
// needs to what is needed and end in an arrow; one that goes back, in a circle, is dashed.
func Around(m *Measurer, in AroundInput) Scene {
	k := newChart(m, "around", 0)
	k.c = newCanvas("around")
	boxes, more, height := arranged(in)
	for _, n := range in.Needs {
		from, okFrom := boxes[n[0]]
		to, okTo := boxes[n[1]]
		if okFrom && okTo {
			k.need(from, to)
		}
	}
	for _, b := range in.Boxes {
		if at, ok := boxes[b.ID]; ok && at.AroundBox == b {
			k.box(at)
		}
	}
	for _, col := range slices.Sorted(maps.Keys(more)) {
		x := float64(col) * (aroundW + aroundGapX)
		k.c.text(RoleFold, "", "ink-3", Regular, chartSmall, x, height+14, k.one(in.More(more[col]), Regular, chartSmall, aroundW))
	}
	return k.c.done(4)
}

// arranged gives each box its place: columns from the left, each in the middle of the height.
func arranged(in AroundInput) (out map[string]placed, more map[int]int, height float64) {
	first, seen := 0, map[string]bool{}
	columns := map[int][]AroundBox{}
	more = map[int]int{}
	for _, b := range in.Boxes {
		first = min(first, b.Level)
	}
	tallest := 1
	for _, b := range in.Boxes {
		if seen[b.ID] {
			continue
		}
		seen[b.ID] = true
		if col := b.Level - first; in.More != nil && len(columns[col]) == aroundMost {
			more[col]++
		} else {
			columns[col] = append(columns[col], b)
			tallest = max(tallest, len(columns[col]))
		}
	}
	height = float64(tallest)*(aroundH+aroundGapY) - aroundGapY
	out = map[string]placed{}
	for col, list := range columns {
		top := (height - (float64(len(list))*(aroundH+aroundGapY) - aroundGapY)) / 2
		for i, b := range list {
			out[b.ID] = placed{b, col, float64(col) * (aroundW + aroundGapX), top + float64(i)*(aroundH+aroundGapY)}
		}
	}
	return out, more, height
}

func (k *chart) box(b placed) {
	fill, ink, note, stroke := "bg", "ink", "ink-3", "line-2"
	if b.Level == 0 {
		fill, ink, note, stroke = "head", "on-head", "on-head", "head"
	}
	k.c.rect(RoleBox, b.ID, stroke, b.x, b.y, aroundW, aroundH, 6)
	k.c.rect(RoleBox, b.ID, fill, b.x+1, b.y+1, aroundW-2, aroundH-2, 5)
	name, base := k.one(b.Name, SemiBold, 12, aroundW-2*aroundPad), b.y+17
	if b.Note == "" {
		base = b.y + 24
	}
	k.c.text(RoleBox, b.ID, ink, SemiBold, 12, b.x+aroundPad, base, name)
	k.c.text(RoleBox, b.ID, note, Regular, chartSmall, b.x+aroundPad, b.y+32, k.one(b.Note, Regular, chartSmall, aroundW-2*aroundPad))
	k.c.rect(RoleHit, b.ID, "", b.x, b.y, aroundW, aroundH, 0)
}

func (k *chart) need(from, to placed) {
	y1, y2 := from.y+aroundH/2, to.y+aroundH/2
	switch {
	case from.ID == to.ID:
		x := from.x + aroundW - 24
		k.c.line(RoleConnector, "", "warn", 1.4, []int32{400, 300}, x, from.y+aroundH, x, from.y+aroundH+7, x+14, from.y+aroundH+7, x+14, from.y+aroundH)
	case to.col > from.col:
		x1, x2 := from.x+aroundW, to.x
		mid := x2 - aroundGapX/2
		k.c.line(RoleConnector, "", "bone", 1.2, nil, x1, y1, mid-aroundGapX/4, y1, mid, (y1+y2)/2, mid+aroundGapX/4, y2, x2-arrow, y2)
		k.head("bone", x2, y2, 1)
	case to.col == from.col:
		x, out := from.x+aroundW, from.x+aroundW+12+math.Mod(math.Abs(y2-y1)/4, 12)
		k.c.line(RoleConnector, "", "bone", 1.2, nil, x, y1+4, out, y1+4, out, y2-4, x+arrow, y2-4)
		k.head("bone", x, y2-4, -1)
	default:
		x1, x2 := from.x, to.x+aroundW
		k.c.line(RoleConnector, "", "warn", 1.4, []int32{400, 300}, x1, y1+6, x1-12, y1+6, x2+12, y2+6, x2+arrow, y2+6)
		k.head("warn", x2, y2+6, -1)
	}
}

// head is an arrow whose point is at x; dir is 1 to the right.
func (k *chart) head(style string, x, y, dir float64) {
	k.c.poly(RoleConnector, "", style, x, y, x-dir*(arrow+2), y-3.5, x-dir*(arrow+2), y+3.5)
}
