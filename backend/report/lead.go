package report

import (
	"strings"
	"unicode/utf8"
)

// What the first paragraph of the summary is cut to, once the others are gone,
// and what that costs. Some 360 characters usually say what went wrong; fewer
// say how it began, which costs more than the last lines of the impact. What is
// longer than leadLarge stands in the size of the other texts.
var (
	leadLimits = []int{900, 720, 560, 420, 360, 180, 80}
	leadCosts  = []int{69, 69, 70, 72, 74, 84, 90}
)

const (
	leadLarge = 180
	// leadWhole is how long a summary of paragraphs may be that the one page tries
	// to hold whole.
	leadWhole = 1400
	// leadItems is how many items a summary with lists may have to stand whole on
	// the first page.
	leadItems = 12
	leadPiece = 260
)

// shortLead is what happened. It says what went wrong for as long as it can:
// how it began is no summary.
func (b *builder) shortLead() []Block {
	list := b.find("summary")
	if len(list) == 0 {
		return nil
	}
	blocks := b.markdown(list[0].Text)
	first := opening(blocks)
	more := openingWords(blocks) != Plain(blocks)
	s := Shrink{}
	all := len(sentences(flat(openingWords(blocks))))
	add := func(cost int, form []Block, cut bool) {
		switch left := all - len(sentences(flat(Plain(form)))); {
		case more || cut && left <= 0:
			form = append(form, Paragraph{Style: Note, Spans: []Span{{Text: b.t("report.internal_summary")}}})
		case cut:
			form = append(form, Paragraph{Style: Note, Spans: []Span{{Text: b.count("report.internal_sentences", left)}}})
		}
		s.Add(cost, form)
	}
	if !onlyParagraphs(first) {
		if s, ok := b.listedLead(first, more); ok {
			return []Block{s}
		}
		first = []Block{Paragraph{Spans: []Span{{Text: openingWords(blocks)}}}}
	}
	// Whole paragraphs first: half of one often leads to what is not there.
	for n := len(first); n >= 1; n-- {
		if form := first[:n]; utf8.RuneCountInString(Plain(form)) <= leadWhole {
			in := func(style Style) (paragraphs []Block) {
				for _, blk := range form {
					p, _ := blk.(Paragraph)
					p.Style, p.Spans = style, onOneLine(p.Spans)
					paragraphs = append(paragraphs, p)
				}
				return paragraphs
			}
			if n == len(first) && utf8.RuneCountInString(Plain(form)) <= leadRunes {
				add(0, in(Lead), false)
			}
			switch {
			case n > 1:
				add(map[bool]int{true: costSmaller, false: costParagraph}[n == len(first)], in(Body), n < len(first))
			case len(first) > 1:
				add(costParagraph, in(Lead), true)
				add(costFirstSmaller, in(Body), true)
			}
		}
	}
	words := Plain(first[:1])
	last := utf8.RuneCountInString(words)
	if last > leadWhole {
		last = -1
	}
	for i, limit := range leadLimits {
		short, cut := opened(words, limit)
		n := utf8.RuneCountInString(short)
		if n == last || !cut {
			continue
		}
		last = n
		style := Lead
		if limit > leadLarge {
			style = Body
		}
		add(leadCosts[i], []Block{Paragraph{Style: style, Spans: []Span{{Text: whole(short)}}}}, true)
	}
	return []Block{s}
}

// costPieces is what a summary with lists costs that is down to so many pieces.
var costPieces = []int{0, 68, 60, 55, 50, 46, 43}

// listedLead is a summary with lists, piece by piece, so that its items stay
// apart; ok says that it has any piece. It ends with no line that leads to a list
// that is not there, unless it says that one follows.
func (b *builder) listedLead(first []Block, more bool) (s Shrink, ok bool) {
	all, rest := textUnits(first)
	if len(all) == 0 {
		return s, false
	}
	more = more || rest
	add := func(cost int, form []Block, key string) {
		if key != "" {
			form = append(form, Paragraph{Style: Note, Spans: []Span{{Text: b.t(key)}}})
		}
		s.Add(cost, form)
	}
	cost, key := 0, ""
	if more {
		key = "report.internal_summary"
	}
	for n := len(all); n >= 1; n-- {
		form, cut := put(all[:n], leadPiece)
		if leadsOn(all, n) || len(s.Forms) == 0 && utf8.RuneCountInString(Plain(form)) > leadRunes {
			continue
		}
		if cut || n < len(all) {
			key = "report.internal_summary"
		}
		if len(s.Forms) > 0 {
			cost = costPieces[min(n, len(costPieces)-1)]
		}
		add(cost, inOneLine(form), key)
	}
	key = "report.internal_summary"
	if leadsOn(all, 1) {
		key = "report.internal_list"
	}
	for i, limit := range leadLimits[len(leadLimits)-2:] {
		short, _ := opened(Plain(all[0].blocks), limit)
		add(leadCosts[len(leadCosts)-2+i], []Block{Paragraph{Style: Lead, Spans: []Span{{Text: ended(whole(short))}}}}, key)
	}
	return s, true
}

// listedFirst is a summary with lists for the first page of the full report, and
// whether it stands there whole.
func listedFirst(blocks []Block) (out []Block, complete bool) {
	first := opening(blocks)
	all, rest := textUnits(first)
	if len(all) == 0 {
		return nil, false
	}
	if !rest && len(first) == len(blocks) && len(all) <= leadItems && utf8.RuneCountInString(Plain(first)) <= leadRunes {
		return first, true
	}
	for n := len(all); n >= 1; n-- {
		form, _ := put(all[:n], leadPiece)
		if !leadsOn(all, n) && n <= leadItems && utf8.RuneCountInString(Plain(form)) <= leadShort {
			return inOneLine(form), false
		}
	}
	short, _ := excerpt(Plain(all[0].blocks), leadShort)
	return []Block{Paragraph{Style: Lead, Spans: []Span{{Text: ended(whole(short))}}}}, false
}

// textUnits are the pieces of a text that are words: its paragraphs and the items
// of its lists; rest says that it holds something else.
func textUnits(blocks []Block) (all []unit, rest bool) {
	text := make([]Block, len(blocks))
	for i, blk := range blocks {
		text[i] = blk
		if _, table := blk.(Table); table {
			text[i] = Rule{}
		}
	}
	return units(text, 0, 0)
}

// leadsOn says that the last of the first n pieces leads to the list after it.
func leadsOn(all []unit, n int) bool {
	return n < len(all) && all[n-1].list == 0 && all[n].list > 0 && strings.HasSuffix(Plain(all[n-1].blocks), ":")
}

// ended is a line that led to a list, for where none follows.
func ended(s string) string {
	if line, leads := strings.CutSuffix(s, ":"); leads {
		return line + " …"
	}
	return s
}

func inOneLine(blocks []Block) []Block {
	out := make([]Block, len(blocks))
	for i, blk := range blocks {
		if p, ok := blk.(Paragraph); ok {
			p.Spans = onOneLine(p.Spans)
			blk = p
		}
		out[i] = blk
	}
	return out
}
