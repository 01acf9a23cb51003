package draw

import (
	"math"
	"slices"

	"secondstory/backend/domain/stat"
)

// SpreadInput is a strip plot: rows of dots, one for each case, with the typical value
// and its interval below them.
type SpreadInput struct {
	Width float64 // px; 0 is 640
	Scale Scale
	Rows  []SpreadRow
}

// SpreadRow is one group. Strong is the one meant: filled dots in teal. The others are
// grey rings, so that they differ in shape as well.
type SpreadRow struct {
	Name, Note           string // at the left and the right
	Points               []SpreadPoint
	Center, Lower, Upper stat.Number
	Strong               bool
	Empty                string // said in the place of dots where there are none
}

// SpreadPoint is one case.
type SpreadPoint struct {
	ID    string
	Value float64
}

const (
	spreadRow    = 46.0
	spreadStack  = 3 // so many dots one above the other; more overlap
	spreadNameW  = 150.0
	spreadHitMin = 24.0
	spreadDots   = 300 // more cases than these are heaps and not dots
	spreadHeap   = 6.0 // how wide a heap is
)

// Spread lays out a strip plot. Dots that would cover each other are stacked.
func Spread(m *Measurer, in SpreadInput) Scene {
	k := newChart(m, "spread", in.Width)
	var numbers []stat.Number
	var names, notes []string
	for _, r := range in.Rows {
		for _, p := range r.Points {
			numbers = append(numbers, stat.Num(p.Value))
		}
		numbers = append(numbers, r.Center, r.Lower, r.Upper)
		names, notes = append(names, r.Name), append(notes, r.Note)
	}
	most := math.Min(spreadNameW, k.width/3)
	left, right := k.widest(chartText, most, names...), k.widest(chartText, most, notes...)
	a := axis{Scale: in.Scale.reaching(numbers...).rounded(6), from: left + 20, to: k.width - right - 20}
	if a.to < a.from+60 {
		a.to = a.from + 60
	}
	bottom := float64(len(in.Rows)) * spreadRow
	k.below(a, 2, bottom, 8)
	for i, r := range in.Rows {
		k.spreadRow(a, r, float64(i)*spreadRow, most)
	}
	return k.done(bottom + 20)
}

func (k *chart) spreadRow(a axis, r SpreadRow, top, most float64) {
	dots, line := top+spreadRow-25, top+spreadRow-10
	ink := "ink-2"
	if r.Strong {
		ink = "ink"
	}
	k.c.text(RoleLane, "", ink, Regular, chartText, 0, dots+4, k.one(r.Name, Regular, chartText, most))
	note := k.one(r.Note, Regular, chartText, most)
	k.c.text(RoleLane, "", "ink-3", Regular, chartText, k.width-note.W, dots+4, note)
	k.c.line(RoleLane, "", "line-2", 1, nil, a.from-8, dots, a.to+8, dots)
	k.band(a, "", line, r.Center, r.Lower, r.Upper, r.Strong)
	if len(r.Points) == 0 && r.Empty != "" {
		k.c.text(RoleLane, "", "ink-3", Regular, chartText, a.from, line+3, k.one(r.Empty, Regular, chartText, a.to-a.from))
	}
	if len(r.Points) > spreadDots {
		k.heaps(a, r, dots)
		return
	}
	points := slices.Clone(r.Points)
	slices.SortStableFunc(points, func(p, q SpreadPoint) int {
		switch {
		case p.Value < q.Value:
			return -1
		case p.Value > q.Value:
			return 1
		}
		return 0
	})
	// Where each level of the stack ends; the first that is free takes the dot.
	var ends [spreadStack]float64
	for i := range ends {
		ends[i] = -math.MaxFloat64
	}
	for i, p := range points {
		x, level := a.at(p.Value), i%spreadStack
		for l := range ends {
			if x >= ends[l]+2*dotR+0.6 {
				level = l
				break
			}
		}
		ends[level] = x
		y := dots - float64(level)*(2*dotR-0.4)
		if r.Strong {
			k.c.circle(RolePoint, p.ID, "accent", "bg", 0.8, x, y, dotR)
		} else {
			k.c.circle(RolePoint, p.ID, "bg", "ink-3", 1.3, x, y, dotR-0.4)
		}
		k.c.rect(RoleHit, p.ID, "", x-spreadHitMin/4, y-spreadHitMin/4, spreadHitMin/2, spreadHitMin/2, 0)
	}
}

// heaps stand in the place of dots that would hide each other: as high as there are
// cases at a place.
func (k *chart) heaps(a axis, r SpreadRow, base float64) {
	counts := make([]int, int((a.to-a.from)/spreadHeap)+1)
	most := 0
	for _, p := range r.Points {
		i := min(len(counts)-1, max(0, int((a.at(p.Value)-a.from)/spreadHeap)))
		counts[i]++
		most = max(most, counts[i])
	}
	fill := "ink-3"
	if r.Strong {
		fill = "accent"
	}
	for i, n := range counts {
		if n > 0 {
			h := math.Max(0.8, 19*float64(n)/float64(most))
			k.c.rect(RolePoint, "", fill, a.from+(float64(i)-0.5)*spreadHeap+0.5, base-h, spreadHeap-1, h, 0)
		}
	}
}
