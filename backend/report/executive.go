package report

import (
	"unicode/utf8"

	"secondstory/backend/domain/review"
)

// Executive is a summary of exactly one page. Its longer blocks are Shrinks: the
// painter takes shorter forms until the page holds everything, and each shorter
// form says what the internal report has in addition.
func Executive(r review.Review, o Options) Model {
	b := newBuilder(r, o)
	m := b.frame("executive")
	m.OnePage = true
	head := b.titleBlock(m.Title)
	m.Blocks = append(m.Blocks, b.shortKicker(head[0]), b.shortTitle(m.Title))
	m.Blocks = append(m.Blocks, b.shortLead()...)
	m.Blocks = append(m.Blocks, b.numbers()...)
	m.Blocks = append(m.Blocks, b.strip()...)
	m.Blocks = append(m.Blocks, b.shortLearned()...)
	m.Blocks = append(m.Blocks, b.shortBeside()...)
	m.Blocks = append(m.Blocks, b.shortActions()...)
	return m
}

// Priorities of shrinking: the lowest give way first.
const (
	shrinkBeside = iota
	shrinkLearned
	shrinkActions
	shrinkLead
	shrinkTitle
)

func (b *builder) elsewhere(n int) Block {
	return Paragraph{Style: Note, Spans: []Span{{Text: b.count("report.internal_more", n)}}}
}

func (b *builder) restElsewhere() Block {
	return Paragraph{Style: Note, Spans: []Span{{Text: b.t("report.internal_rest")}}}
}

func (b *builder) shortKicker(k Block) Block {
	p, _ := k.(Paragraph)
	words := plainSpans(p.Spans)
	s := Shrink{Priority: shrinkTitle}
	for _, limit := range []int{200, 100, 40} {
		s.Forms = append(s.Forms, []Block{Paragraph{Style: Kicker, Spans: []Span{{Text: clip(words, limit)}}}})
	}
	return s
}

func (b *builder) shortTitle(title string) Block {
	s := Shrink{Priority: shrinkTitle}
	for _, limit := range []int{240, 120, 60, 30} {
		s.Forms = append(s.Forms, []Block{Heading{Level: 0, Text: clip(title, limit)}})
	}
	return s
}

func (b *builder) shortLead() []Block {
	list := b.find("summary")
	if len(list) == 0 {
		return nil
	}
	blocks := b.markdown(list[0].Text)
	words := openingWords(blocks)
	more := words != Plain(blocks)
	s := Shrink{Priority: shrinkLead}
	last := -1
	for _, limit := range []int{900, 700, 560, 420, 300, 180, 80} {
		short, cut := excerpt(words, limit)
		if n := utf8.RuneCountInString(short); n == last {
			continue
		} else {
			last = n
		}
		form := []Block{Paragraph{Style: Lead, Spans: []Span{{Text: short}}}}
		if cut || more {
			form = append(form, b.restElsewhere())
		}
		s.Forms = append(s.Forms, form)
	}
	return []Block{s}
}

// steps are the forms of a list of points: fewer of them, then shorter ones.
func (b *builder) steps(all [][]Block, most int, runes []int, show func(items [][]Block) []Block) [][]Block {
	var forms [][]Block
	add := func(n, limit int) {
		items, cut := shorten(all, n, limit)
		var form []Block
		if n > 0 {
			form = show(items)
		} else {
			items = nil
		}
		switch left := len(all) - len(items); {
		case left > 0:
			form = append(form, b.elsewhere(left))
		case cut:
			form = append(form, b.restElsewhere())
		}
		forms = append(forms, form)
	}
	most = min(most, len(all))
	for n := most; n >= 1; n-- {
		add(n, runes[0])
	}
	for _, limit := range runes[1:] {
		add(1, limit)
	}
	add(0, 0)
	return forms
}

func (b *builder) shortLearned() []Block {
	var all [][]Block
	for _, s := range b.find("lessons") {
		all = append(all, points(b.markdown(s.Text))...)
	}
	if len(all) == 0 {
		return nil
	}
	forms := b.steps(all, pointsMost, []int{pointRunes, 160, 80}, func(items [][]Block) []Block {
		return []Block{List{Ordered: true, Start: 1, Items: items, Points: true}}
	})
	return []Block{Heading{Level: 2, Text: b.t("report.learned")}, Shrink{Priority: shrinkLearned, Forms: forms}}
}

func (b *builder) shortBeside() []Block {
	var kinds []string
	texts := map[string][][]Block{}
	most := 0
	for _, kind := range []string{"went_well", "luck"} {
		if all, _ := b.beside(kind); len(all) > 0 {
			kinds = append(kinds, kind)
			texts[kind] = all
			most = max(most, len(all))
		}
	}
	if len(kinds) == 0 {
		return nil
	}
	byKind := map[string][][]Block{}
	length := 0
	for _, kind := range kinds {
		byKind[kind] = b.steps(texts[kind], besideMost, []int{besideRunes, 120, 60}, func(items [][]Block) []Block {
			if len(items) == 1 {
				return append([]Block{}, items[0]...)
			}
			return []Block{List{Items: items}}
		})
		length = max(length, len(byKind[kind]))
	}
	s := Shrink{Priority: shrinkBeside}
	for i := 0; i < length; i++ {
		var cols [][]Block
		for _, kind := range kinds {
			// The longer column shrinks first.
			forms := byKind[kind]
			at := max(0, i-(length-len(forms)))
			cols = append(cols, append([]Block{Heading{Level: 2, Text: b.t("report." + kind)}}, forms[at]...))
		}
		s.Forms = append(s.Forms, []Block{Columns{cols}})
	}
	return []Block{s}
}

func (b *builder) shortActions() []Block {
	if len(b.r.Actions) == 0 {
		return nil
	}
	s := Shrink{Priority: shrinkActions}
	add := func(n, runes int) {
		t, left := b.willChange(n, runes)
		var form []Block
		if len(t.Rows) > 0 {
			form = append(form, t)
		}
		if left > 0 {
			form = append(form, b.elsewhere(left))
		}
		s.Forms = append(s.Forms, form)
	}
	for n := min(len(b.r.Actions), 12); n >= 1; n-- {
		add(n, 160)
	}
	add(1, 60)
	add(0, 0)
	return []Block{Heading{Level: 2, Text: b.t("report.will_change")}, s}
}
