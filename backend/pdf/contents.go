package pdf

import (
	"strconv"

	"secondstory/backend/draw"
	"secondstory/backend/report"
)

// contentsFrom is how many pages a document has that begins with its contents.
const contentsFrom = 6

// dest is where a part of the document begins; its page is known once all are laid out.
type dest struct{ page int }

// withContents lays out a document and puts its contents before its first part, or
// at the end of the page that can be read alone, where it is long. The list takes
// part in the layout: it stands at the foot of that page, or on the next.
func (r *renderer) withContents(atoms []atom) []page {
	pages := paginate(atoms)
	if r.m.Words.Contents == "" || len(pages) < contentsFrom {
		return pages
	}
	at, parts := -1, 0
	for i, a := range atoms {
		if at < 0 && (a.end || a.part) {
			at = i
		}
		if a.part {
			parts++
		}
	}
	if parts < 2 {
		return pages
	}
	all := append([]atom(nil), atoms[:at]...)
	// What could not be printed is counted where it stands, and not here again.
	l := r.layouter()
	all = append(all, l.heading(report.Heading{Level: 2, Text: r.m.Words.Contents, Tight: true}, r.textWidth(), context{face: bodyFace})...)
	first := len(all)
	for i := at; i < len(atoms); i++ {
		if atoms[i].part && atoms[i].mark != "" {
			if atoms[i].dest == nil {
				atoms[i].dest = &dest{}
			}
			all = append(all, l.contentsLine(atoms[i].mark, atoms[i].dest, r.textWidth()))
		}
	}
	// In two halves it would be no list to look something up in.
	for i := first; i < len(all)-1; i++ {
		all[i].keep = true
	}
	all = append(all, atoms[at:]...)
	pages = paginate(all)
	for n, p := range pages {
		for _, a := range p.atoms {
			if a.dest != nil {
				a.dest.page = n + 1
			}
		}
	}
	return pages
}

// contentsLine is the name of a part, and its page at the right edge. A name longer
// than the line ends with a mark: it stands in full where it leads.
func (l *layouter) contentsLine(name string, d *dest, w float64) atom {
	const pageRoom, gap = 40.0, 8.0
	lines := l.lines([]report.Span{{Text: name}}, bodyFace, w-pageRoom-gap)
	shown := lines[0]
	if len(lines) > 1 {
		shown = l.lines([]report.Span{{Text: name}}, bodyFace, w-pageRoom-gap-l.m.Width(" …", draw.Regular, bodyFace.size))[0]
		shown.add(l.look(report.Span{Text: " …"}, bodyFace))
		last := &shown.runs[len(shown.runs)-1]
		if last.w == 0 {
			last.w = l.m.Width(last.text, last.cut, last.size)
		}
	}
	return atom{h: bodyFace.lead + 2, paint: func(c *canvas, x, y float64) {
		shown.paint(c, bodyFace, x, y, w-pageRoom)
		number := strconv.Itoa(d.page)
		nw := c.m.Width(number, draw.Regular, bodyFace.size)
		c.text(number, draw.Regular, bodyFace.size, x+w-nw, y+bodyFace.base(), ink3, 0)
		if from, to := x+shown.w+gap, x+w-nw-gap; to > from && !shown.right {
			c.line(from, y+bodyFace.base(), to, y+bodyFace.base(), 0.5, rowLine)
		}
		c.leadTo(d, x, y, w, bodyFace.lead+2)
	}}
}

// leadTo makes a place of a page lead to a part of the document.
func (c *canvas) leadTo(d *dest, x, y, w, h float64) {
	c.f.Link(x*ptPerPx, y*ptPerPx, w*ptPerPx, h*ptPerPx, c.target(d))
}

// arrive says that a part begins here.
func (c *canvas) arrive(d *dest, y float64) { c.f.SetLink(c.target(d), y*ptPerPx, -1) }

func (c *canvas) target(d *dest) int {
	id, ok := c.targets[d]
	if !ok {
		id = c.f.AddLink()
		c.targets[d] = id
	}
	return id
}
