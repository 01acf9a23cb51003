package report

import (
	"strings"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/review"
)

// causeParts are the two diagrams and the table of the same facts.
func (b *builder) causeParts() []Block {
	t, asides := b.tree()
	if t == nil {
		return nil
	}
	effect := t.Effect()
	out := []Block{
		Heading{Level: 1, Text: b.t("report.how")},
		Paragraph{Style: Caption, Spans: []Span{{Text: b.count("report.how.caption", t.Len())}}},
	}
	facts := append([]Block{b.causeTable(t, asides)}, b.evidence(t)...)
	if b.m != nil {
		fishbone := Figure{Pages: b.fishbone(t), Alt: b.t("report.fishbone.alt", "title", effect.Text)}
		if last := fishbone.Pages[len(fishbone.Pages)-1]; last.Landscape {
			// Pages on their side would stand in the middle of the table: they follow it.
			facts = append(facts, Heading{Level: 2, Text: b.t("report.fishbone")}, fishbone)
		} else {
			facts = append([]Block{fishbone}, facts...)
		}
	}
	out = append(out, facts...)
	if b.m != nil && t.Len() > 0 {
		out = append(out,
			Heading{Level: 1, Text: b.t("report.whys")},
			Paragraph{Style: Caption, Spans: []Span{{Text: b.t("report.whys.caption")}}},
			Figure{Pages: b.whys(t), Alt: b.t("report.whys.alt", "title", effect.Text)})
	}
	return out
}

func (b *builder) causeTable(t *cause.Tree, asides []cause.Node) Table {
	table := Table{Small: true, Columns: []Column{
		{Width: 46, Faint: true}, {Title: b.t("report.cause")}, {Title: b.t("report.class"), Width: 92},
		{Title: b.t("report.status"), Width: 78}, {Title: b.t("report.evidence"), Width: 62, Align: Right},
	}}
	numbers := map[string]string{}
	for _, p := range t.DepthFirst() {
		numbers[p.ID] = p.Number
	}
	for _, p := range t.DepthFirst()[1:] {
		b.tell(p.Node)
		if p.Kind == "category" {
			table.Rows = append(table.Rows, Row{Group: true, Cells: []Cell{cellMark(p.Number, Bold), b.causeCell(p, numbers, Bold)}})
			continue
		}
		mark := Mark(0)
		if p.Status == "ruled_out" {
			mark = Strike
		}
		table.Rows = append(table.Rows, Row{
			Faint: p.Status == "ruled_out", Indent: float64(min(max(p.Depth-2, 0), 12)) * 10,
			Cells: []Cell{cell(p.Number), b.causeCell(p, numbers, mark), cell(b.classes(p.Classes)), cell(b.of("report.status", p.Status, cause.Statuses)), cell(b.weight(p.Node))},
		})
	}
	for _, a := range asides {
		b.tell(a)
		table.Rows = append(table.Rows, Row{Cells: []Cell{{}, cell(a.Text), cell(b.classes(a.Classes)), cell(b.t("report.factor." + a.Kind)), cell(b.weight(a))}})
	}
	return filled(table, func(c Cell) bool { words := Plain(c); return words != "" && words != "–" }, 2)
}

// filled leaves out the columns from first on in which no row says anything.
func filled(t Table, says func(Cell) bool, first int) Table {
	keep := make([]bool, len(t.Columns))
	for i := range keep {
		keep[i] = i < first
		for _, r := range t.Rows {
			keep[i] = keep[i] || i < len(r.Cells) && says(r.Cells[i])
		}
	}
	out := t
	out.Columns, out.Rows = nil, make([]Row, len(t.Rows))
	for i, k := range keep {
		if k {
			out.Columns = append(out.Columns, t.Columns[i])
		}
	}
	for n, r := range t.Rows {
		row := r
		row.Cells = nil
		for i, c := range r.Cells {
			if keep[i] {
				row.Cells = append(row.Cells, c)
			}
		}
		out.Rows[n] = row
	}
	return out
}

// causeCell holds the words, and below them the note, the gate, links to other
// causes and the verdict of the "therefore" reading, where there are any.
func (b *builder) causeCell(p cause.Placed, numbers map[string]string, mark Mark) Cell {
	out := Cell{text(flat(p.Text), mark)}
	for _, blk := range b.rich(p.Note, review.Causes+"/"+p.ID) {
		out = append(out, small(blk))
	}
	var notes []string
	if p.Gate == "and" || p.Gate == "or" {
		notes = append(notes, b.t("report.gate."+p.Gate+".note"))
	}
	for _, id := range p.Also {
		if n := numbers[id]; n != "" {
			notes = append(notes, b.t("report.also", "number", n))
		}
	}
	if p.Therefore == "breaks" || p.Therefore == "open" {
		notes = append(notes, b.t("report.therefore."+p.Therefore))
	}
	if len(notes) > 0 {
		out = append(out, Paragraph{Style: Note, Spans: []Span{{Text: strings.Join(notes, " · ")}}})
	}
	return append(out, b.undecided(review.Causes+"/"+p.ID)...)
}

// small sets a paragraph in the style of notes.
func small(blk Block) Block {
	if p, ok := blk.(Paragraph); ok {
		p.Style = Note
		return p
	}
	return blk
}

func (b *builder) classes(list []string) string {
	var out []string
	for _, c := range list {
		out = append(out, b.of("report.class", c, cause.Classes))
	}
	return strings.Join(out, ", ")
}

func (b *builder) weight(n cause.Node) string {
	switch {
	case n.For == 0 && n.Against == 0:
		if context := b.contextOf(n.ID); context > 0 {
			return b.t("report.only_context", "count", itoa(context))
		}
		return "–"
	case n.Against == 0:
		return itoa(n.For)
	case n.For == 0:
		return b.t("report.against", "count", itoa(n.Against))
	}
	return b.t("report.for_against", "for", itoa(n.For), "against", itoa(n.Against))
}

// contextOf counts the evidence that speaks neither for nor against a cause.
func (b *builder) contextOf(id string) int {
	n := 0
	for _, e := range b.r.Evidence {
		if e.Cause == id && e.Stance == "context" {
			n++
		}
	}
	return n
}

// inTimeline names an entry by its time and words.
func (b *builder) inTimeline(e review.Entry) string {
	words := flat(Plain(b.markdown(e.Text)))
	if words == "" {
		words = b.t("report.event.empty")
	}
	return b.t("report.evidence.entry", "time", b.stated(e.Statement, ""), "words", words)
}

// evidence lists what speaks for and against each cause.
func (b *builder) evidence(t *cause.Tree) []Block {
	table := Table{Small: true, Columns: []Column{
		{Width: 46, Faint: true}, {Title: b.t("report.evidence")}, {Title: b.t("report.stance"), Width: 92}, {Title: b.t("report.kind"), Width: 92},
	}}
	for _, p := range t.DepthFirst() {
		for _, e := range b.r.Evidence {
			if e.Cause != p.ID {
				continue
			}
			words := append(b.markdown(e.Text), b.undecided(review.Evidences+"/"+e.ID)...)
			if n := b.entryNo[e.Entry]; n > 0 {
				words = append(words, Paragraph{Style: Note, Spans: []Span{{Text: b.inTimeline(b.r.Timeline[n-1])}}})
			}
			table.Rows = append(table.Rows, Row{Cells: []Cell{cell(p.Number), words, cell(b.of("report.stance", e.Stance, review.Stances)), cell(b.of("report.evidence", e.Kind, review.EvidenceKinds))}})
		}
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return []Block{Heading{Level: 2, Text: b.t("report.evidence")}, table}
}

// tell marks the factor a cause came from as told, unless the cause was given
// other words since.
func (b *builder) tell(n cause.Node) {
	for _, f := range b.r.Factors {
		if f.ID != "" && f.ID == n.Factor && flat(f.Text) == flat(n.Text) {
			b.told[f.ID] = true
		}
	}
}

// flat is a text on one line. No-break spaces stay: they hold a number and its
// unit together.
func flat(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r >= '\t' && r <= '\r' }), " ")
}
