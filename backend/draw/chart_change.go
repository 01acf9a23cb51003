package draw

import (
	"math"

	"secondstory/backend/domain/stat"
)

// ChangeInput is ratios with their intervals on one logarithmic axis, with a line where
// nothing changed.
type ChangeInput struct {
	Width    float64 // px; 0 is 640
	NoChange string  // beside the line
	Rows     []ChangeRow
	Label    func(float64) string
}

// ChangeRow is one ratio.
type ChangeRow struct {
	ID, Name, Note         string
	Estimate, Lower, Upper stat.Number
	Empty                  string // said where nothing is known
}

const (
	changeRow  = 28.0
	changeName = 200.0    // px of a name, of which none is cut in words of ours
	changeFrom = 1.0 / 64 // what lies beyond is an arrow
	changeTo   = 64.0
)

// Change lays out intervals of ratios.
func Change(m *Measurer, in ChangeInput) Scene {
	k := newChart(m, "change", in.Width)
	scale := Scale{Log: true, Low: 0.5, High: 2, Label: in.Label}
	var names, notes []string
	for _, r := range in.Rows {
		for _, n := range []stat.Number{r.Estimate, r.Lower, r.Upper} {
			if v, ok := n.Float(); ok && v > 0 {
				scale = scale.reaching(stat.Num(math.Min(changeTo, math.Max(changeFrom, v))))
			}
		}
		names, notes = append(names, r.Name), append(notes, r.Note)
	}
	scale.Low, scale.High = scale.Low/1.15, scale.High*1.15
	most := math.Min(changeName, k.width/3)
	left, right := k.widest(chartText, most, names...), k.widest(chartText, most, notes...)
	a := axis{Scale: scale, from: left + 20, to: k.width - right - 20}
	if a.to < a.from+60 {
		a.to = a.from + 60
	}
	const top = 16.0
	bottom := top + float64(len(in.Rows))*changeRow
	k.below(a, top, bottom, 7)
	one := a.at(1)
	k.c.line(RoleBreak, "", "ink", 1.4, nil, one, top-2, one, bottom)
	word := k.one(in.NoChange, Regular, chartSmall, k.width)
	k.c.text(RoleBreak, "", "ink", Regular, chartSmall, math.Min(math.Max(one-word.W/2, 0), k.width-word.W), 11, word)
	for i, r := range in.Rows {
		y := top + (float64(i)+0.5)*changeRow
		k.c.text(RoleLane, r.ID, "ink-2", Regular, chartText, 0, y+4, k.one(r.Name, Regular, chartText, most))
		note := k.one(r.Note, Regular, chartText, most)
		k.c.text(RoleLane, r.ID, "ink-3", Regular, chartText, k.width-note.W, y+4, note)
		if open(r.Lower, true) && open(r.Upper, true) || r.Lower.IsNone() {
			said := k.one(r.Empty, Regular, chartText, a.to-a.from)
			k.c.rect(RoleLane, "", "bg", a.from-2, y-9, said.W+4, 18, 0) // no line of the grid through the words
			k.c.text(RoleLane, r.ID, "ink-3", Regular, chartText, a.from, y+4, said)
			continue
		}
		k.band(a, r.ID, y, r.Estimate, r.Lower, r.Upper, true)
	}
	return k.done(bottom + 20)
}
