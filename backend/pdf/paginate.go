package pdf

// paginate puts atoms on pages. A chain (atoms that keep with the next) moves to
// the next page as a whole when it does not fit; one that is taller than a page
// is split. A table that goes on repeats its head. A drawing that would leave a
// large part of a page empty waits for the next page, and the text goes on.
// Footnotes stand at the foot of every page that names them; what has no room there
// goes on at the foot of the next.
func paginate(atoms []atom) []page {
	p := paginator{pages: []page{{}}}
	for i := 0; i < len(atoms); {
		j := chained(atoms, i)
		p.beforeTable(atoms[i:], j-i)
		var next []atom
		if j < len(atoms) {
			next = atoms[j:chained(atoms, j)]
		}
		if !p.wait(atoms[i:j], next) {
			p.chain(atoms[i:j])
		}
		i = j
	}
	p.flush()
	p.close()
	for len(p.carried) > 0 {
		p.turn(false)
		p.close()
	}
	if last := p.page(); len(p.pages) > 1 && len(last.atoms)+len(last.foot) == 0 {
		p.pages = p.pages[:len(p.pages)-1]
	}
	return p.pages
}

// chained is the end of the chain that begins at i.
func chained(atoms []atom, i int) int {
	for i < len(atoms)-1 && atoms[i].keep && !atoms[i].turned && !atoms[i+1].end {
		i++
	}
	return i + 1
}

type paginator struct {
	pages   []page
	y       float64
	last    *tableHead // table of the atom placed last
	waiting [][]atom   // drawings for the next page, in their order
	headed  bool       // the heading of one of them stands already
	here    []*footnote
	carried []footLine // of earlier pages, for the foot of this one
}

// emptyMost is the part of a page that may stay empty before a drawing; above
// it, what follows the drawing moves up.
const emptyMost = 0.25

// wait keeps a drawing that does not fit for the next page. Its heading and
// caption stay, for the text that follows belongs to them, unless that opens the
// next part: then they go with the drawing.
func (p *paginator) wait(list, next []atom) bool {
	drawing := list[len(list)-1]
	if !drawing.figure || drawing.keep {
		return false
	}
	left := p.room(list) - p.y
	if len(p.waiting) == 0 && (p.y == 0 || left < room(false)*emptyMost || !drawing.turned && stacked(list, true) <= left) {
		return false
	}
	if head := list[:len(list)-1]; len(head) > 0 && len(next) > 0 && !next[0].part && !next[0].end && !next[0].figure {
		if stacked(head, true)+stacked(next, true) > left {
			return false // the heading would stand alone at the foot
		}
		p.one(head)
		p.headed = true
		list = list[len(list)-1:]
	}
	p.waiting = append(p.waiting, list)
	return true
}

// flush places the drawings that wait.
func (p *paginator) flush() {
	list := p.waiting
	p.waiting, p.headed = nil, false
	for _, chain := range list {
		p.chain(chain)
	}
}

// beforeTable places the drawings that wait before a table that begins in the next
// chain and goes on to another page: they would stand in the middle of it. Where a
// heading of theirs stands already, the table belongs to it and comes first.
func (p *paginator) beforeTable(rest []atom, chain int) {
	if len(p.waiting) == 0 || p.headed {
		return
	}
	for i, a := range rest[:chain] {
		if a.table == nil || a.table == p.last {
			continue
		}
		end := i + 1
		for end < len(rest) && rest[end].table == a.table {
			end++
		}
		if p.y+stacked(rest[:end], p.y > 0) > p.room(rest[:end]) {
			p.flush()
		}
		return
	}
}

// stacked is the height of atoms below each other, with the gap above the first
// where something stands there.
func stacked(list []atom, below bool) float64 {
	h := 0.0
	for i, a := range list {
		h += a.h
		if i > 0 || below {
			h += a.gap
		}
	}
	return h
}

func (p *paginator) page() *page { return &p.pages[len(p.pages)-1] }

func (p *paginator) turn(landscape bool) {
	if p.close(); len(p.page().atoms)+len(p.page().foot) > 0 {
		p.pages = append(p.pages, page{})
	}
	p.page().landscape = landscape
	p.y = 0
}

func (p *paginator) chain(list []atom) {
	if list[0].end {
		if p.y > room(false)*(1-emptyMost) {
			p.turn(false)
			p.flush()
		}
		return
	}
	if list[len(list)-1].turned {
		// Its heading and caption go with it.
		p.turn(true)
		for _, a := range list {
			p.put(a)
		}
		p.turn(false)
		return
	}
	if stacked(list, false) > roomOver(list) {
		for i := range list {
			p.one(list[i : i+1])
		}
		return
	}
	p.one(list)
}

// one places atoms that fit a page together.
func (p *paginator) one(list []atom) {
	going, turned := p.last, false
	for (p.y > 0 || len(p.carried) > 0) && p.y+stacked(list, p.y > 0) > p.room(list)+0.01 {
		p.turn(false)
		p.flush() // what waited may fill the new page
		turned = true
	}
	if t := list[0].table; turned && t != nil && t == going && !list[0].isHead {
		head := atom{gap: gapAfter, h: t.h, paint: t.paint, table: t}
		if p.y > 0 && p.y+gapAfter+t.h+stacked(list, true) > p.room(list)+0.01 {
			p.turn(false)
		}
		p.put(head)
		if len(list) > 1 && p.y+stacked(list, true) > p.room(list)+0.01 {
			// With the head above it the chain is taller than the page.
			for i := range list {
				p.one(list[i : i+1])
			}
			return
		}
	}
	for _, a := range list {
		p.put(a)
	}
}

func (p *paginator) put(a atom) {
	if p.y > 0 {
		p.y += a.gap
	}
	p.page().atoms = append(p.page().atoms, onPage{a, p.y})
	p.y += a.h
	p.last = a.table
	p.here = withNotes(p.here, a)
}
