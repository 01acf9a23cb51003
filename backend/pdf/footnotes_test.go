package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"secondstory/backend/report"
)

func plain(s string) report.Block {
	return report.Paragraph{Spans: []report.Span{{Text: s}}}
}

func noted(s, note string) report.Block {
	return report.Paragraph{Spans: []report.Span{{Text: s, Note: []report.Span{{Text: note}}}}}
}

func doc(blocks ...report.Block) report.Model {
	return report.Model{Title: "Notes", Words: report.Words{Page: "{n} of {of}"}, Blocks: blocks}
}

// A note stands on each page that names it, under one number, and no text runs into it.
func TestAFootnoteStandsOnThePageThatNamesIt(t *testing.T) {
	var blocks []report.Block
	for i := range 120 {
		blocks = append(blocks, plain(strings.Repeat(fmt.Sprintf("line%d ", i), 40)))
		switch {
		case i%30 == 7:
			blocks = append(blocks, noted(fmt.Sprintf("own%d", i), fmt.Sprintf("note of %d alone", i)))
		case i%20 == 3:
			blocks = append(blocks, noted(fmt.Sprintf("shared%d", i), "said once and for all"))
		}
	}
	m := doc(blocks...)
	r := paginated(t, m)
	number(r)
	for n, p := range r {
		var named []*footnote
		for _, a := range p.atoms {
			named = withNotes(named, a.atom)
			if a.y+a.h > roomOver([]atom{{notes: named}})+0.02 {
				t.Errorf("page %d: text at %.1f stands in the notes", n+1, a.y+a.h)
			}
		}
		if len(p.foot) != linesOf(named) {
			t.Errorf("page %d names notes of %d lines and has %d", n+1, linesOf(named), len(p.foot))
		}
	}
	text := extract(t, render(t, m), "-layout")
	for n, page := range strings.Split(text, "\f") {
		if strings.Contains(page, "shared") != strings.Contains(page, "said once and for all") {
			t.Errorf("page %d:\n%s", n+1, page)
		}
	}
	if !strings.Contains(text, "1     said once") && !strings.Contains(strings.Join(strings.Fields(text), " "), "1 said once and for all") {
		t.Error("the first note has another number:\n", text)
	}
}

// However much the notes say, every line of them is printed, below a page that has room
// for its text.
func TestNotesThatAPageCannotHoldGoOnBelowTheNext(t *testing.T) {
	long := func(i int) string { return strings.Repeat(fmt.Sprintf("n%d-words ", i), 900) }
	var blocks []report.Block
	var rows []report.Row
	for i := range 12 {
		blocks = append(blocks, noted(fmt.Sprintf("place%d", i), long(i)))
		rows = append(rows, report.Row{Cells: []report.Cell{{noted(fmt.Sprintf("cell%d", i), long(100+i))}, {plain(strings.Repeat("word ", 700))}}})
	}
	blocks = append(blocks, report.Table{Columns: []report.Column{{Title: "A", Width: 90}, {Title: "B"}}, Rows: rows})
	m := doc(blocks...)
	for n, p := range paginated(t, m) {
		if len(p.atoms)+len(p.foot) == 0 {
			t.Errorf("page %d is empty", n+1)
		}
		if len(p.foot) > linesAtFoot(1e6) {
			t.Errorf("page %d has %d lines of notes", n+1, len(p.foot))
		}
		for _, a := range p.atoms {
			if end := a.y + a.h; end > room(false)-footHeight(len(p.foot))+0.02 && a.h < room(false)/2 {
				t.Errorf("page %d: text ends at %.1f of %.1f", n+1, end, room(false)-footHeight(len(p.foot)))
			}
		}
	}
	text := extract(t, render(t, m))
	for _, i := range []int{0, 5, 11, 100, 111} {
		if got := strings.Count(text, fmt.Sprintf("n%d-words", i)); got < 900 {
			t.Errorf("note %d: %d of 900 words", i, got)
		}
	}
}

func TestAReferenceLeadsToItsRowWhereThereIsOne(t *testing.T) {
	ref := func(to string) report.Block {
		return report.Paragraph{Spans: []report.Span{{Text: "see " + to, To: to}}}
	}
	rows := []report.Row{}
	for i := range 90 {
		rows = append(rows, report.Row{ID: fmt.Sprintf("ACT-26-%06d", i), Cells: []report.Cell{{plain(fmt.Sprintf("row %d", i))}}})
	}
	raw := render(t, doc(ref("ACT-26-000080"), ref("ACT-26-999999"), report.Table{Columns: []report.Column{{Title: "Action"}}, Rows: rows}))
	if n := bytes.Count(raw, []byte("/Subtype /Link")); n != 1 {
		t.Errorf("%d links", n)
	}
	if bytes.Contains(raw, []byte("/Dest [1 0 R")) {
		t.Error("a link leads nowhere")
	}
	// Of a report of one page too.
	m := doc(ref("A"), noted("word", "why"), report.Table{Columns: []report.Column{{Title: "Action"}}, Rows: []report.Row{{ID: "A", Cells: []report.Cell{{plain("row")}}}}})
	m.OnePage = true
	raw = render(t, m)
	if pages(raw) != 1 || bytes.Count(raw, []byte("/Subtype /Link")) != 1 || !strings.Contains(extract(t, raw), "why") {
		t.Error("one page lacks its link or its note")
	}
}
