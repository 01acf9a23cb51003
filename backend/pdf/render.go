package pdf

import (
	"fmt"
	"strconv"
	"strings"
	"sync"

	"secondstory/backend/draw"
	"secondstory/backend/report"
)

var measurer = sync.OnceValues(draw.NewMeasurer)

// Printed is a document, and what it could not show as typed.
type Printed struct {
	Bytes   []byte
	Lacking []draw.Replaced
}

// Render prints a model on A4 with the embedded fonts alone. The same model
// gives the same bytes. It fails only when the embedded fonts are damaged or the
// document cannot be written.
func Render(m report.Model) ([]byte, error) {
	ms, err := measurer()
	if err != nil {
		return nil, fmt.Errorf("measure text: %w", err)
	}
	out, err := Print(m, ms)
	return out.Bytes, err
}

// Print prints a model on A4 with the fonts of the measurer its drawings were
// laid out with: the same model and the same fonts give the same bytes.
func Print(m report.Model, ms *draw.Measurer) (Printed, error) {
	r := renderer{m: m, ms: ms}
	r.furniture()
	if m.OnePage {
		r.onePage()
	} else {
		r.manyPages()
	}
	number(r.pages)
	raw, err := r.write()
	return Printed{raw, r.lacking}, err
}

type renderer struct {
	m     report.Model
	ms    *draw.Measurer
	head  [2]string
	foot  string
	fixed *tally // replaced in the furniture
	pages []page
	book  *margins

	lacking []draw.Replaced
}

// page is what stands on one sheet.
type page struct {
	landscape bool
	atoms     []onPage
	foot      []footLine
}

type onPage struct {
	atom
	y float64
}

// layouter sets text of this document.
func (r *renderer) layouter() *layouter {
	if r.book == nil {
		r.book = newMargins(r.m.Blocks)
	}
	l := newLayouter(r.ms)
	l.book = r.book
	return l
}

func (r *renderer) furniture() {
	l := newLayouter(r.ms)
	r.head = [2]string{l.clean(r.m.Head[0], draw.Regular), l.clean(r.m.Head[1], draw.Regular)}
	r.foot = l.clean(r.m.Foot, draw.Regular)
	r.fixed = l.lacking
}

func (r *renderer) textWidth() float64 { return pageShort - 2*marginX }

func (r *renderer) manyPages() {
	l := r.layouter()
	l.lacking.note(r.fixed.list)
	atoms := l.blocks(r.settled(), r.textWidth(), context{face: bodyFace})
	for _, n := range withNotes(nil, atoms...) {
		l.lacking.note(n.lacking)
	}
	r.lacking = l.lacking.list
	if list := l.lacking.list; len(list) > 0 {
		atoms = append(atoms, r.layouter().blocks(r.lackingBlocks(list), r.textWidth(), context{face: bodyFace})...)
	}
	r.pages = r.withContents(atoms)
}

// settled are the blocks of the model with the form taken of each shrink: the
// fullest that, with what stands before it, needs no page more than the shortest.
func (r *renderer) settled() []report.Block {
	out := make([]report.Block, 0, len(r.m.Blocks))
	for _, blk := range r.m.Blocks {
		s, ok := blk.(report.Shrink)
		if !ok || len(s.Forms) == 0 {
			out = append(out, blk)
			continue
		}
		pages := func(form []report.Block) int {
			list := append(out[:len(out):len(out)], form...)
			return len(paginate(r.layouter().blocks(list, r.textWidth(), context{face: bodyFace})))
		}
		last := len(s.Forms) - 1
		at, least := last, pages(s.Forms[last])
		for i, form := range s.Forms[:last] {
			if pages(form) <= least {
				at = i
				break
			}
		}
		out = append(out, s.Forms[at]...)
	}
	return out
}

// lackingBlocks list what could not be printed as typed.
func (r *renderer) lackingBlocks(list []draw.Replaced) []report.Block {
	w := r.m.Words
	t := report.Table{Small: true, Columns: []report.Column{
		{Title: w.LackingHeads[0], Width: 160}, {Title: w.LackingHeads[1]}, {Title: w.LackingHeads[2], Width: 90, Align: report.Right},
	}}
	plain := func(s string) report.Cell { return report.Cell{report.Paragraph{Spans: []report.Span{{Text: s}}}} }
	for _, c := range list {
		with := c.With
		if with == "" {
			with = w.LeftOut
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{plain(c.Rune), plain(with), plain(strconv.Itoa(c.Count))}})
	}
	return []report.Block{
		report.Heading{Level: 1, Text: w.Lacking},
		report.Paragraph{Style: report.Caption, Spans: []report.Span{{Text: w.LackingIntro}}},
		t,
	}
}

func room(landscape bool) float64 {
	if landscape {
		return pageShort - top - bottom
	}
	return pageLong - top - bottom
}

// write paints all pages. Where signs of fonts of the machine were met it paints
// them once more, for a font must be in the document before its first sign, and
// only the signs that are printed go into it.
func (r *renderer) write() ([]byte, error) {
	book := newFontBook()
	out, err := r.paint(book)
	if err != nil || len(book.list) == 0 {
		return out, err
	}
	book.bind()
	return r.paint(book)
}

func (r *renderer) paint(book *fontBook) ([]byte, error) {
	meta := func(s string) string { out, _ := r.ms.Sanitise(s, draw.SanitiseOptions{}); return out }
	c := newCanvas(r.ms, book, meta(r.m.Title), meta(r.m.Subject), meta(r.m.Organisation), meta(strings.Join(r.m.Keywords, ", ")), r.m.AsOf)
	level := -1
	for i, p := range r.pages {
		c.page(p.landscape)
		r.printFurniture(c, i+1, p.landscape)
		for _, a := range p.atoms {
			if a.mark != "" {
				// An outline may go down one step at a time only.
				level = min(a.level, level+1)
				c.bookmark(a.mark, level, top+a.y)
			}
			if a.dest != nil {
				c.arrive(a.dest, top+a.y)
			}
			if a.paint != nil {
				a.paint(c, marginX, top+a.y)
			}
		}
		c.printFoot(p)
	}
	raw, err := c.bytes()
	return withLanguage(raw, r.m.Words.Language), err
}

func (r *renderer) printFurniture(c *canvas, n int, landscape bool) {
	w, h := pageShort, pageLong
	if landscape {
		w, h = h, w
	}
	right := w - marginX
	put := func(left, rightText string, base float64) {
		rw := r.ms.Width(rightText, draw.Regular, headFace.size)
		c.text(rightText, draw.Regular, headFace.size, right-rw, base, ink3, 0)
		c.text(r.fit(left, right-marginX-rw-24), draw.Regular, headFace.size, marginX, base, ink3, 0)
	}
	put(r.head[0], r.head[1], 42+headFace.base())
	c.line(marginX, 62, right, 62, 0.75, hair)
	c.line(marginX, h-58, right, h-58, 0.75, hair)
	number := strings.NewReplacer("{n}", strconv.Itoa(n), "{of}", strconv.Itoa(len(r.pages))).Replace(r.m.Words.Page)
	number, _ = r.ms.Sanitise(number, draw.SanitiseOptions{})
	put(r.foot, number, h-52+headFace.base())
}

// fit shortens furniture that is too long for its line, with a mark: its words
// stand in full on the first page.
func (r *renderer) fit(s string, width float64) string {
	if r.ms.Width(s, draw.Regular, headFace.size) <= width {
		return s
	}
	runes := []rune(s)
	for len(runes) > 0 && r.ms.Width(string(runes)+"…", draw.Regular, headFace.size) > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}
