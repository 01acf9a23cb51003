package pdf

import (
	"strings"

	"secondstory/backend/draw"
	"secondstory/backend/report"
)

// mostLacking are named in the one line that a report of one page has for
// characters the font lacks.
const mostLacking = 6

// laid is one block in one form, set once.
type laid struct {
	atoms   []atom
	lacking []draw.Replaced
	height  float64
}

// onePager chooses the forms of a report of one page.
type onePager struct {
	r     *renderer
	kept  map[[2]int]laid
	forms []int // of each block; 0 for those that cannot shrink
}

// onePage takes shorter forms of the shrinks until the page holds everything,
// the cheapest step first. What room the last steps left over then goes back to
// those that lost the most.
func (r *renderer) onePage() {
	p := onePager{r: r, kept: map[[2]int]laid{}, forms: make([]int, len(r.m.Blocks))}
	atoms := p.settle()
	for ; tall(atoms) > roomOver(atoms); atoms = p.settle() {
		best := p.cheapest()
		if best < 0 {
			// Nothing more can give way: what is too tall by its nature is split
			// as usual, for a second page is better than lost words.
			r.pages = paginate(atoms)
			return
		}
		p.forms[best]++
	}
	r.pages = onlyPage(p.refill(atoms))
}

// cheapest is the block whose next form costs least, of equals the tallest; -1
// when none has one.
func (p *onePager) cheapest() int {
	best, cost, size := -1, 0, 0.0
	for i, b := range p.r.m.Blocks {
		s, ok := b.(report.Shrink)
		if !ok || p.forms[i]+1 >= len(s.Forms) {
			continue
		}
		c, h := s.Costs[p.forms[i]], p.lay(i).height
		if best < 0 || c < cost || c == cost && h > size {
			best, cost, size = i, c, h
		}
	}
	return best
}

// refill takes back steps, the costliest first, as long as the page holds them.
func (p *onePager) refill(atoms []atom) []atom {
	full := make([]bool, len(p.forms)) // no more fits here
	for {
		best, cost := -1, 0
		for i, b := range p.r.m.Blocks {
			s, ok := b.(report.Shrink)
			if !ok || p.forms[i] == 0 || full[i] {
				continue
			}
			if c := s.Costs[p.forms[i]-1]; best < 0 || c > cost {
				best, cost = i, c
			}
		}
		if best < 0 {
			return atoms
		}
		p.forms[best]--
		if more := p.settle(); tall(more) <= roomOver(more) {
			// A fuller form may be shorter, for it needs no line about the rest: what
			// did not fit may do so now.
			atoms, full = more, make([]bool, len(p.forms))
			continue
		}
		p.forms[best]++
		full[best] = true
	}
}

// lay sets block i in its chosen form.
func (p *onePager) lay(i int) laid {
	at := [2]int{i, p.forms[i]}
	if got, ok := p.kept[at]; ok {
		return got
	}
	l := p.r.layouter()
	l.form = p.forms[i]
	atoms := l.blocks(p.r.m.Blocks[i:i+1], p.r.textWidth(), context{face: bodyFace})
	got := laid{atoms: atoms, lacking: l.lacking.list, height: tall(atoms)}
	p.kept[at] = got
	return got
}

// settle puts the chosen forms together, with the line about characters the
// font lacks where there are any.
func (p *onePager) settle() []atom {
	lacking := newTally()
	lacking.note(p.r.fixed.list)
	var atoms []atom
	for i := range p.r.m.Blocks {
		got := p.lay(i)
		atoms = append(atoms, got.atoms...)
		lacking.note(got.lacking)
	}
	for _, n := range withNotes(nil, atoms...) {
		lacking.note(n.lacking)
	}
	p.r.lacking = lacking.list
	if list := lacking.list; len(list) > 0 {
		note := report.Paragraph{Style: report.Note, Spans: []report.Span{{Text: p.r.lackingNote(list)}}}
		atoms = append(atoms, p.r.layouter().blocks([]report.Block{note}, p.r.textWidth(), context{face: bodyFace})...)
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
	p.close()
	return p.pages
}
