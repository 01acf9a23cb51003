package report

import (
	"sort"
	"strings"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/redact"
	"secondstory/backend/domain/review"
	"secondstory/backend/draw"
)

// A report for readers outside passes the redactor three times: fields of the
// review before anything is cut short, prose as it becomes blocks, so that a word
// goes whole before it can be cut in two, and the finished model, so that no way
// round is left.

// plainly is a review whose single lines hold nothing that goes.
func plainly(r review.Review, x *redact.Redactor) review.Review {
	r.Title = x.Text(r.Title)
	r.Services = each(r.Services, x.Text)
	r.Causes = each(r.Causes, func(n cause.Node) cause.Node { n.Text = x.Text(n.Text); return n })
	r.Actions = each(r.Actions, func(a review.Action) review.Action {
		a.OwnerRole, a.Owner = x.Text(a.OwnerRole), x.Text(a.Owner)
		return a
	})
	r.Sections = each(r.Sections, func(s review.Section) review.Section { s.Title = x.Text(s.Title); return s })
	return r
}

func each[T any](list []T, f func(T) T) []T {
	out := make([]T, len(list))
	for i, v := range list {
		out[i] = f(v)
	}
	return out
}

// passed is the finished model without what goes. Words of its own furniture stay.
func (b *builder) passed(m Model) Model {
	x := b.o.Redact
	if x == nil {
		return m
	}
	m.Blocks = passedBlocks(m.Blocks, x)
	m.Title, m.Subject, m.Keywords = x.Text(m.Title), x.Text(m.Subject), nil
	if x.Any() {
		m.Blocks = append(m.Blocks, Paragraph{Style: Note, Spans: []Span{{Text: b.t("report.redacted")}}})
	}
	return m
}

func passedBlocks(list []Block, x *redact.Redactor) []Block {
	out := make([]Block, 0, len(list))
	for _, blk := range list {
		out = append(out, passedBlock(blk, x)...)
	}
	return out
}

func passedBlock(blk Block, x *redact.Redactor) []Block {
	switch blk := blk.(type) {
	case Heading:
		blk.Text = x.Text(blk.Text)
		return []Block{blk}
	case Paragraph:
		blk.Spans = passedSpans(blk.Spans, x)
		return []Block{blk}
	case List:
		blk.Items = each(blk.Items, func(it []Block) []Block { return passedBlocks(it, x) })
		return []Block{blk}
	case Quote:
		return []Block{Quote{passedBlocks(blk.Blocks, x)}}
	case Code:
		if x.Technical() && !x.Took(redact.Code, clip(blk.Text, keepRunes)) {
			return []Block{Paragraph{Spans: []Span{{Text: x.Mark(redact.Code)}}}}
		}
		blk.Text, blk.Label = x.Text(blk.Text), x.Text(blk.Label)
		return []Block{blk}
	case Table:
		blk.Columns = each(blk.Columns, func(c Column) Column { c.Title = x.Text(c.Title); return c })
		blk.Rows = each(blk.Rows, func(r Row) Row {
			r.Cells = each(r.Cells, func(c Cell) Cell { return passedBlocks(c, x) })
			return r
		})
		return []Block{blk}
	case Numbers:
		blk.Items = each(blk.Items, func(n Number) Number { n.Value, n.Label = x.Text(n.Value), x.Text(n.Label); return n })
		return []Block{blk}
	case Columns:
		blk.Columns = each(blk.Columns, func(c []Block) []Block { return passedBlocks(c, x) })
		return []Block{blk}
	case Shrink:
		blk.Forms = each(blk.Forms, func(f []Block) []Block { return passedBlocks(f, x) })
		return []Block{blk}
	case Figure:
		return passedFigure(blk, x)
	case *Picture:
		return passedPicture(blk, x)
	case Rule, Break:
		return []Block{blk}
	}
	// What this does not know it cannot look into.
	if !x.Took(redact.Drawing, "") {
		return []Block{Paragraph{Spans: []Span{{Text: x.Mark(redact.Drawing)}}}}
	}
	return []Block{blk}
}

// keepRunes of a block of code name it in the list of what went.
const keepRunes = 120

// passedFigure leaves a drawing out that holds words that go: they were measured
// with it and cannot be written over.
func passedFigure(f Figure, x *redact.Redactor) []Block {
	for _, p := range f.Pages {
		holds := len(x.Find(p.Title)) > 0
		for _, it := range p.Scene.Items {
			holds = holds || it.Kind == draw.KindText && len(x.Find(it.Text)) > 0
		}
		if holds {
			x.Took(redact.Drawing, f.Alt)
			return []Block{Paragraph{Style: Note, Spans: []Span{{Text: x.Mark(redact.Drawing)}}}}
		}
	}
	f.Alt = x.Text(f.Alt)
	return []Block{f}
}

// passedSpans looks at the text as it is read, whatever its styles: a name whose
// first half is bold is a name. What is set as code goes whole.
func passedSpans(spans []Span, x *redact.Redactor) []Span {
	var all strings.Builder
	starts := make([]int, len(spans)+1)
	var code []redact.Hit
	for i, s := range spans {
		starts[i] = all.Len()
		all.WriteString(s.Text)
		if words := strings.TrimSpace(s.Text); x.Technical() && s.Mark&Mono != 0 && words != "" && !marked(words) {
			at := starts[i] + strings.Index(s.Text, words)
			code = append(code, redact.Hit{Kind: redact.Code, Start: at, End: at + len(words)})
		}
	}
	text := all.String()
	starts[len(spans)] = len(text)
	hits := x.Settle(text, code)
	out := make([]Span, 0, len(spans))
	for i, s := range spans {
		if x.Technical() || s.Link != "" && len(x.Find(s.Link)) > 0 {
			s.Link = "" // where it leads is not printed, so nobody would see it
		}
		if len(s.Note) > 0 {
			s.Note = passedSpans(s.Note, x)
		}
		s.Text = within(text, starts[i], starts[i+1], hits, x)
		if s.Text != "" || len(spans) == 1 {
			out = append(out, s)
		}
	}
	return out
}

// marked says that something stands there for words that went.
func marked(s string) bool { return strings.HasPrefix(s, "‹") && strings.HasSuffix(s, "›") }

// within is a piece of a text without what goes; what goes over its end is
// replaced in the piece where it begins.
func within(text string, from, to int, hits []redact.Hit, x *redact.Redactor) string {
	var b strings.Builder
	at := from
	for k := sort.Search(len(hits), func(i int) bool { return hits[i].End > from }); k < len(hits) && hits[k].Start < to; k++ {
		h := hits[k]
		if h.Start >= at {
			b.WriteString(text[at:h.Start])
		}
		if h.Start >= from {
			b.WriteString(x.InPlace(h))
		}
		at = min(h.End, to)
	}
	return b.String() + text[at:to]
}

// Scan looks through all words of a finished model, its head and foot as well: what
// the redactor lists afterwards as not kept is still in it.
func Scan(m Model, x *redact.Redactor) {
	passedBlocks(m.Blocks, x)
	for _, s := range append([]string{m.Title, m.Subject, m.Organisation, m.Head[0], m.Head[1], m.Foot}, m.Keywords...) {
		x.Find(s)
	}
}
