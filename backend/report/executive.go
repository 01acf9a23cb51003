package report

import (
	"strings"

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
	m.Blocks = append(m.Blocks, b.undecidedOutside()...)
	m.Blocks = append(m.Blocks, b.shortLead()...)
	m.Blocks = append(m.Blocks, b.shortImpact()...)
	m.Blocks = append(m.Blocks, b.numbers()...)
	m.Blocks = append(m.Blocks, b.shortStrip()...)
	m.Blocks = append(m.Blocks, b.shortLearned()...)
	m.Blocks = append(m.Blocks, b.shortBeside()...)
	m.Blocks = append(m.Blocks, b.shortActions()...)
	if n := b.missedPictures(); n > 0 {
		m.Apart = append(m.Apart, b.count("report.apart.pictures", n))
	}
	if n := len(b.r.OpenComments()); n > 0 {
		m.Apart = append(m.Apart, b.count("report.apart.comments", n))
	}
	return b.passed(m)
}

// The page is short of room in most reviews. What it must still tell is the whole
// story: what happened, why, and what changes. So each block has its share, and
// gives what is beyond it first: the points beside the story, the later rows and
// words of the impact, actions that are done, the strip of phases whose lengths
// stand above it. Only then do sentences of the summary go, lessons after the
// third and actions somebody still has to do. The costs below are compared across
// the blocks of the page.
const (
	costTitle         = 94
	costSmaller       = 8  // the summary in the size of the other texts
	costParagraph     = 66 // of the summary, after the first
	costFirstSmaller  = 68 // the first paragraph alone, in the size of the other texts
	costStrip         = 32
	costRowsOfImpact  = 18
	costWordsOfImpact = 33
	costRowShorter    = 10
	costRowShort      = 16
	costNoMeasure     = 20
	costFewRows       = 76 // a row of the last four
	costFewDone       = 54 // the same, of what is done or declined
	costShorter       = 28 // the points in their first sentences, from so many on
	shortFrom         = 4
	costLastRows      = 82
)

// costRow is what the loss of a row costs, by the urgency of its action: what is
// declined or done goes first, what somebody still has to do goes late.
var costRow = [...]int{56, 52, 30, 24}

// costsOfPoints is what the loss of a point costs that leaves so many, by the block.
var costsOfPoints = map[string][]int{
	"learned": {88, 80, 72, 58, 20, 12},
	"beside":  {31, 30, 22, 14, 10, 10},
	"impact":  {93, 88, 64, 60, 46, 40, 36, 34},
}

func costPoint(block string, n int) int {
	costs := costsOfPoints[block]
	return costs[min(n, len(costs)-1)]
}

func (b *builder) elsewhere(n int) Block {
	return Paragraph{Style: Note, Spans: []Span{{Text: b.count("report.internal_more", n)}}}
}

func (b *builder) restElsewhere() Block {
	return Paragraph{Style: Note, Spans: []Span{{Text: b.t("report.internal_rest")}}}
}

func (b *builder) shortKicker(k Block) Block {
	p, _ := k.(Paragraph)
	words := plainSpans(p.Spans)
	s := Shrink{}
	for _, limit := range []int{200, 100, 40} {
		s.Add(costTitle, []Block{Paragraph{Style: Kicker, Spans: []Span{{Text: clip(words, limit)}}}})
	}
	return s
}

func (b *builder) shortTitle(title string) Block {
	s := Shrink{}
	for _, limit := range []int{240, 120, 60, 30} {
		s.Add(costTitle, []Block{Heading{Level: 0, Text: clip(title, limit)}})
	}
	return s
}

// steps are the forms of a list of points: their first sentences once so few are
// left that more of them say more than a whole one, then fewer of them. rest says
// that the text holds more than its points.
func (b *builder) steps(block string, all [][]Block, most int, runes []int, rest bool, show func(items [][]Block) []Block) Shrink {
	s := Shrink{}
	add := func(n, limit, cost int) {
		items, cut := shorten(all, n, limit)
		if left := len(all) - len(items); cut && left == 0 || rest {
			items = unmarked(items)
		}
		var form []Block
		if n > 0 {
			form = show(items)
		} else {
			items = nil
		}
		switch left := len(all) - len(items); {
		case left > 0 && !rest:
			form = append(form, b.elsewhere(left))
		case left > 0 || cut || rest:
			form = append(form, b.restElsewhere())
		}
		s.Add(cost, form)
	}
	most = min(most, len(all))
	for n := most; n >= 1; n-- {
		if n == most || n >= shortFrom {
			add(n, runes[0], costPoint(block, n))
		}
		if n == min(most, shortFrom) && n > 1 {
			add(n, runes[1], costShorter)
		}
		if n < min(most, shortFrom) {
			add(n, runes[1], costPoint(block, n))
		}
	}
	if most == 1 {
		add(1, runes[1], costPoint(block, 1)+5)
	}
	add(0, 0, costPoint(block, 0))
	return s
}

// onOneLine takes the line ends from a text: a page of breaks is not a summary.
func onOneLine(spans []Span) []Span {
	out := make([]Span, len(spans))
	for i, s := range spans {
		s.Text = strings.ReplaceAll(s.Text, "\n", " ")
		out[i] = s
	}
	return out
}

// shortStrip is the strip of the phases, or where it is: the lengths that
// matter most stand above it.
func (b *builder) shortStrip() []Block {
	strip := b.strip()
	if len(strip) == 0 {
		return nil
	}
	s := Shrink{}
	s.Add(0, strip)
	s.Add(costStrip, []Block{Paragraph{Style: Note, Spans: []Span{{Text: b.t("report.internal_phases")}}}})
	return []Block{s}
}

func (b *builder) shortLearned() []Block {
	var all [][]Block
	for _, s := range b.find("lessons") {
		all = append(all, points(b.markdown(s.Text))...)
	}
	if len(all) == 0 {
		return nil
	}
	s := b.steps("learned", all, pointsMost, []int{pointRunes, 160}, false, func(items [][]Block) []Block {
		return []Block{List{Ordered: true, Start: 1, Items: items, Points: true}}
	})
	return []Block{Heading{Level: 2, Text: b.t("report.learned")}, s}
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
	byKind := map[string]Shrink{}
	length := 0
	for _, kind := range kinds {
		byKind[kind] = b.steps("beside", texts[kind], besideMost, []int{besideRunes, 140}, false, func(items [][]Block) []Block {
			if len(items) == 1 {
				return append([]Block{}, items[0]...)
			}
			return []Block{List{Items: items}}
		})
		length = max(length, len(byKind[kind].Forms))
	}
	s := Shrink{}
	for i := 0; i < length; i++ {
		if i == length-1 {
			// Two headings over nothing would take the room of a lesson.
			s.Add(costPoint("beside", 0), []Block{b.besideElsewhere(kinds, texts)})
			break
		}
		var cols [][]Block
		cost := 0
		for _, kind := range kinds {
			// The longer column shrinks first.
			forms := byKind[kind].Forms
			at := max(0, i-(length-len(forms)))
			if at > 0 {
				cost = max(cost, byKind[kind].Costs[at-1])
			}
			cols = append(cols, append([]Block{Heading{Level: 2, Text: b.t("report." + kind)}}, forms[at]...))
		}
		s.Add(cost, []Block{Columns{cols}})
	}
	return []Block{s}
}

// besideElsewhere says in a line what the internal report has beside the story.
func (b *builder) besideElsewhere(kinds []string, texts map[string][][]Block) Block {
	n := 0
	var heads []string
	for _, kind := range kinds {
		n += len(texts[kind])
		heads = append(heads, b.t("report."+kind))
	}
	return Paragraph{Style: Note, Spans: []Span{{Text: b.count("report.internal_beside", n, "heads", strings.Join(heads, ", "))}}}
}

func (b *builder) shortActions() []Block {
	if len(b.r.Actions) == 0 {
		return nil
	}
	s := Shrink{}
	add := func(cost, n int, w rowWords) {
		t, left := b.willChange(n, w)
		var form []Block
		if len(t.Rows) > 0 {
			form = append(form, t)
		}
		switch {
		case left > 0 && len(t.Rows) > 0:
			form = append(form, Paragraph{Style: Note, Spans: []Span{{Text: b.count("report.actions_more", left)}}})
		case left > 0:
			form = append(form, b.elsewhere(left))
		case cost > 0:
			form = append(form, b.restElsewhere())
		}
		s.Add(cost, form)
	}
	most := min(len(b.r.Actions), actionsMost)
	add(0, most, rowWords{160, 160})
	add(costRowShorter, most, rowWords{120, 90})
	add(costRowShort, most, rowWords{110, 50})
	plain := rowWords{110, 0}
	add(costNoMeasure, most, plain)
	list := byUrgency(b.r.Actions)
	for n := most - 1; n >= 1; n-- {
		cost := costRow[urgency(list[n].Status)]
		switch {
		case n < 2:
			cost = costLastRows
		case n < 4 && settled(list[n].Status):
			cost = costFewDone
		case n < 4:
			cost = costFewRows
		}
		add(cost, n, plain)
	}
	add(costLastRows, 1, rowWords{60, 0})
	add(costLastRows, 0, plain)
	return []Block{Heading{Level: 2, Text: b.t("report.will_change")}, s}
}
