package report

import (
	"strings"
	"unicode/utf8"

	"secondstory/backend/domain/review"
)

// Limits of the first page, in runes and items: what is longer is shortened
// there with a mark and stands in full in its own part.
const (
	leadRunes   = 900
	leadShort   = 560
	pointsMost  = 6
	pointRunes  = 320
	besideMost  = 5
	besideRunes = 260
	actionsMost = 12
)

func (b *builder) markdown(src string) []Block {
	blocks := Markdown(src, b.inWords)
	if b.o.Redact != nil {
		blocks = passedBlocks(blocks, b.o.Redact)
	}
	return blocks
}

// base is the key of a section without the counter of a repeated one.
func base(key string) string {
	i := strings.LastIndexByte(key, '-')
	if i < 0 || i == len(key)-1 {
		return key
	}
	for _, c := range key[i+1:] {
		if c < '0' || c > '9' {
			return key
		}
	}
	return key[:i]
}

// find gives the sections of a key that have text.
func (b *builder) find(key string) []review.Section {
	var out []review.Section
	for _, s := range b.r.Sections {
		if !s.Kept && base(s.Key) == key && strings.TrimSpace(s.Text) != "" {
			out = append(out, s)
		}
	}
	return out
}

func (b *builder) sectionTitle(s review.Section) string {
	title := flat(s.Title)
	if title == "" {
		// A section of a newer version: its key is better than nothing.
		title = b.textOr("section."+base(s.Key), strings.ReplaceAll(base(s.Key), "_", " "))
	}
	for _, own := range []string{"report.timeline", "report.actions", "report.participants", "report.whys", "report.how", "report.questions"} {
		if strings.EqualFold(title, b.t(own)) {
			return b.textOr("report.as_written", title, "title", title)
		}
	}
	return title
}

// titleBlock is the line above the title, and the title.
func (b *builder) titleBlock(title string) []Block {
	parts := []string{b.t("report.kind.review")}
	if b.r.Severity != "" {
		parts = append(parts, b.r.Severity)
	}
	if len(b.r.Services) > 0 {
		parts = append(parts, strings.Join(b.r.Services, ", "))
	}
	if day := b.r.When(); day != "" {
		parts = append(parts, b.date(day))
	}
	return []Block{
		Paragraph{Style: Kicker, Spans: []Span{{Text: strings.Join(parts, ", ")}}},
		Heading{Level: 0, Text: title},
	}
}

// lead is what happened: the whole summary when it is short and plain, else its
// first sentences.
func (b *builder) lead() []Block {
	list := b.find("summary")
	if len(list) == 0 {
		return nil
	}
	blocks := b.markdown(list[0].Text)
	words := Plain(blocks)
	if utf8.RuneCountInString(words) <= leadRunes && onlyParagraphs(blocks) {
		b.shown[list[0].Key] = true
		// A long one in large letters would push what will change off the page.
		style := Lead
		if utf8.RuneCountInString(words) > leadShort {
			style = Body
		}
		var out []Block
		for _, blk := range blocks {
			p, _ := blk.(Paragraph)
			p.Style = style
			out = append(out, p)
		}
		return append(out, b.undecided(review.Sections+"/"+list[0].Key)...)
	}
	if !onlyParagraphs(opening(blocks)) {
		if out, complete := listedFirst(blocks); complete {
			b.shown[list[0].Key] = true
			return append(out, b.undecided(review.Sections+"/"+list[0].Key)...)
		} else if len(out) > 0 {
			return append(out, b.continues(b.sectionTitle(list[0])))
		}
	}
	short, _ := excerpt(openingWords(blocks), leadShort)
	return []Block{
		Paragraph{Style: Lead, Spans: []Span{{Text: whole(short)}}},
		b.continues(b.sectionTitle(list[0])),
	}
}

// opening is what a text says before its first heading, or below it when it
// begins with one.
func opening(blocks []Block) []Block {
	for len(blocks) > 0 {
		if _, ok := blocks[0].(Heading); !ok {
			break
		}
		blocks = blocks[1:]
	}
	for i, blk := range blocks {
		if _, ok := blk.(Heading); ok {
			return blocks[:i]
		}
	}
	return blocks
}

// openingWords are the words of the opening; of a text of headings alone, those.
func openingWords(blocks []Block) string {
	if words := Plain(opening(blocks)); words != "" {
		return words
	}
	return Plain(blocks)
}

func (b *builder) continues(title string) Block {
	return Paragraph{Style: Note, Spans: []Span{{Text: b.t("report.continues", "title", title)}}}
}

func onlyParagraphs(blocks []Block) bool {
	for _, blk := range blocks {
		if _, ok := blk.(Paragraph); !ok {
			return false
		}
	}
	return len(blocks) > 0
}

// points are the statements of a text: the items of its lists, else its
// paragraphs, each with its blocks.
func points(blocks []Block) [][]Block {
	var out [][]Block
	for _, blk := range blocks {
		switch blk := blk.(type) {
		case List:
			out = append(out, blk.Items...)
		case Heading:
			// A heading inside a part belongs to what follows; alone it says nothing.
		default:
			out = append(out, []Block{blk})
		}
	}
	return out
}

// learned are the first points of the lessons.
func (b *builder) learned() []Block {
	var all [][]Block
	list := b.find("lessons")
	whole := true
	for _, s := range list {
		blocks := b.markdown(s.Text)
		for _, blk := range blocks {
			if _, ok := blk.(Heading); ok {
				whole = false
			}
		}
		all = append(all, points(blocks)...)
	}
	if len(all) == 0 {
		return nil
	}
	items, cut := shorten(all, pointsMost, pointRunes)
	if whole && !cut {
		for _, s := range list {
			b.shown[s.Key] = true
		}
	}
	out := []Block{Heading{Level: 2, Text: b.t("report.learned"), Tight: !whole || cut}, List{Ordered: true, Start: 1, Items: items, Points: true}}
	if cut || !whole {
		out = append(out, b.more(len(all)-len(items), b.sectionTitle(list[0])))
	}
	return out
}

// more says how many are left out here and where they stand.
func (b *builder) more(n int, title string) Block {
	if n <= 0 {
		return b.continues(title)
	}
	return Paragraph{Style: Note, Spans: []Span{{Text: b.count("report.more", n, "title", title)}}}
}

// shorten keeps at most most points, each at most runes long; cut says that
// something is missing.
func shorten(all [][]Block, most, runes int) (items [][]Block, cut bool) {
	for i, it := range all {
		if i >= most {
			return items, true
		}
		words := runOn(it)
		if utf8.RuneCountInString(words) <= runes && onlyParagraphs(it) {
			items = append(items, it)
			continue
		}
		short, gone := excerpt(words, runes)
		cut = cut || gone || !onlyParagraphs(it)
		items = append(items, []Block{Paragraph{Spans: []Span{{Text: short}}}})
	}
	return items, cut
}
