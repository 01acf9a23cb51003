package draw

import (
	"math"

	"secondstory/backend/domain/stat"
)

// BarsInput is bars from zero with their intervals.
type BarsInput struct {
	Width float64 // px; 0 is 640
	Scale Scale
	Rows  []Bar
}

// Bar is one value.
type Bar struct {
	ID, Name, Note      string
	Value, Lower, Upper stat.Number
}

const barRow = 26.0

// Bars lays out bars with intervals.
func Bars(m *Measurer, in BarsInput) Scene {
	k := newChart(m, "bars", in.Width)
	numbers := []stat.Number{stat.Num(0)}
	var names, notes []string
	for _, r := range in.Rows {
		numbers = append(numbers, r.Value, r.Upper)
		names, notes = append(names, r.Name), append(notes, r.Note)
	}
	in.Scale.Log = false // a bar has no length on a logarithmic axis
	most := math.Min(spreadNameW, k.width/3)
	left, right := k.widest(chartText, most, names...), k.widest(chartText, most, notes...)
	a := axis{Scale: in.Scale.reaching(numbers...).rounded(5), from: left + 12, to: k.width - right - 20}
	if a.to < a.from+60 {
		a.to = a.from + 60
	}
	bottom := float64(len(in.Rows)) * barRow
	k.below(a, 0, bottom, 6)
	for i, r := range in.Rows {
		y := (float64(i) + 0.5) * barRow
		k.c.text(RoleLane, r.ID, "ink-2", Regular, chartText, 0, y+4, k.one(r.Name, Regular, chartText, most))
		note := k.one(r.Note, Regular, chartText, most)
		k.c.text(RoleLane, r.ID, "ink-3", Regular, chartText, k.width-note.W, y+4, note)
		if v, ok := r.Value.Float(); ok {
			k.c.rect(RolePoint, r.ID, "ph-3", a.from, y-6, math.Max(1, a.at(v)-a.from), 12, 0)
		}
		if !r.Lower.IsNone() && !r.Upper.IsNone() {
			x1, x2 := a.place(r.Lower), a.place(r.Upper)
			k.c.line(RoleBand, r.ID, "accent", 1.4, nil, x1, y, x2, y)
			k.end("accent", r.ID, x1, y, false, -1)
			k.end("accent", r.ID, x2, y, r.Upper.Infinite() > 0, 1)
		}
		k.c.rect(RoleHit, r.ID, "", 0, y-barRow/2, k.width, barRow, 0)
	}
	return k.done(bottom + 20)
}
