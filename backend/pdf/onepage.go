package pdf

import (
	"strings"

	"secondstory/backend/draw"
	"secondstory/backend/report"
)

// mostLacking are named in the one line that a report of one page has for
// characters the font lacks.
const mostLacking = 6

// onePage takes shorter forms of the shrinks until the page holds everything.
// The shrink that takes the most room goes first; a higher priority makes it
// give way later.
func (r *renderer) onePage() {
	var shrinks []report.Shrink
	for _, b := range r.m.Blocks {
		if s, ok := b.(report.Shrink); ok {
			shrinks = append(shrinks, s)
		}
	}
	forms := make([]int, len(shrinks))
	kept := map[[2]int]float64{}
	height := func(i int) float64 {
		at := [2]int{i, forms[i]}
		if h, ok := kept[at]; ok {
			return h
		}
		h := tall(newLayouter(r.ms).blocks(shrinks[i].Forms[forms[i]], r.textWidth(), context{face: bodyFace}))
		kept[at] = h
		return h
	}
	for {
		atoms := r.settle(forms)
		if tall(atoms) <= room(false) {
			r.pages = onlyPage(atoms)
			return
		}
		best, size := -1, 0.0
		for i, s := range shrinks {
			if forms[i]+1 >= len(s.Forms) {
				continue
			}
			if h := height(i) / (1 + 0.25*float64(s.Priority)); best < 0 || h > size {
				best, size = i, h
			}
		}
		if best < 0 {
			break
		}
		forms[best]++
	}
	// Nothing more can give way: what is too tall by its nature is split as
	// usual, for a second page is better than lost words.
	r.pages = paginate(r.settle(forms))
}

// settle lays everything out in the chosen forms, with the line about
// characters the font lacks where there are any.
func (r *renderer) settle(forms []int) []atom {
	l := newLayouter(r.ms)
	l.forms = forms
	l.lacking.note(r.fixed.list)
	atoms := l.blocks(r.m.Blocks, r.textWidth(), context{face: bodyFace})
	if list := l.lacking.list; len(list) > 0 {
		atoms = append(atoms, newLayouter(r.ms).blocks([]report.Block{report.Paragraph{Style: report.Note, Spans: []report.Span{{Text: r.lackingNote(list)}}}}, r.textWidth(), context{face: bodyFace})...)
	}
	return atoms
}

func (r *renderer) lackingNote(list []draw.Replaced) string {
	var names []string
	for i, c := range list {
		if i >= mostLacking {
			names = append(names, "…")
			break
		}
		name := c.Rune
		if c.With != "" {
			name += " " + c.With
		}
		names = append(names, name)
	}
	return strings.ReplaceAll(r.m.Words.LackingNote, "{list}", strings.Join(names, ", "))
}

func tall(atoms []atom) float64 {
	h := 0.0
	for i, a := range atoms {
		h += a.h
		if i > 0 {
			h += a.gap
		}
	}
	return h
}

func onlyPage(atoms []atom) []page {
	p := paginator{pages: []page{{}}}
	for _, a := range atoms {
		p.put(a)
	}
	return p.pages
}
