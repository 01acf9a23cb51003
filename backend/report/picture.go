package report

import (
	"strings"

	"secondstory/backend/domain/redact"
	"secondstory/backend/domain/review"
)

// Picture is a picture of the record: what was photographed or taken from a screen, not
// one that a report draws. It is a pointer because its number is known only when the
// report is whole.
type Picture struct {
	ID      string
	Label   string // "Picture 3": its place among those of the report
	Caption string // one line; "" for none
	Seen    string // what is to be seen in it, in words; "" where nobody has said it
	// Sentences below it: what is to be seen, for paper, where a picture has no words
	// behind it; what it belongs to, where it stands apart from that; why it is not shown.
	SeenLine, Belongs, Gone string
	// What is shown: a plain PNG or JPEG without clear parts. Nil where its bytes are not
	// on this machine or the report has no more room for pictures.
	Data          []byte
	Format        string // "png" or "jpeg"
	Width, Height int    // pixels
	File          string // a name for a file of it
}

func (*Picture) block() {}

// words are all words of a picture on one line.
func (p *Picture) words() string {
	return flat(strings.Join([]string{p.Label, p.Caption, p.Seen, p.Belongs, p.Gone}, " "))
}

// PictureBytes is a picture as a report shows it.
type PictureBytes struct {
	Data          []byte
	Format        string
	Width, Height int // pixels
	File          string
}

// picture is the block of a picture of the review.
func (b *builder) picture(p review.Picture, alt string) *Picture {
	out := &Picture{ID: p.ID, Caption: Plain(b.markdown(p.Caption)), Seen: Plain(b.markdown(p.Alt))}
	if out.Seen == "" {
		out.Seen = flat(alt)
	}
	if out.Seen == out.Caption {
		out.Seen = ""
	}
	if out.Seen != "" {
		out.SeenLine = b.t("report.picture.seen", "words", out.Seen)
	}
	if b.o.Picture != nil {
		if made, ok := b.o.Picture(p); ok && len(made.Data) > 0 && made.Width > 0 && made.Height > 0 {
			out.Data, out.Format, out.Width, out.Height, out.File = made.Data, made.Format, made.Width, made.Height, made.File
		}
	}
	if out.Data == nil {
		out.Gone = b.t("report.picture.gone")
	}
	return out
}

// shownPicture is what stands for a picture in this report: the picture, or for readers
// outside the word that one was left out.
func (b *builder) shownPicture(p review.Picture, alt string) []Block {
	b.pictured[p.ID] = true // or asked about, which is told as well
	if b.o.Redact != nil && !b.o.Redact.TookBy(redact.Picture, clip(flat(p.Words()), 80), PictureKey(p)) {
		return []Block{Paragraph{Style: Note, Spans: []Span{{Text: b.o.Redact.Mark(redact.Picture)}}}}
	}
	return []Block{b.picture(p, alt)}
}

// keyRunes of the sum of a picture are its key: enough that nobody makes another picture
// with the same.
const keyRunes = 24

// PictureKey is what a person keeps a picture by in reports for readers outside: its content,
// so that it is asked about once whatever its words, and another with the same words for itself.
func PictureKey(p review.Picture) string {
	return "[" + p.Sum[:min(keyRunes, len(p.Sum))] + "]"
}

// rich are the blocks of a text of the review, with the pictures that it shows, and below
// it those that belong to its path.
func (b *builder) rich(src, path string) []Block {
	within := map[string]bool{}
	blocks := markdown(src, b.inWords, func(alt, address string) Block {
		p, there := b.r.PictureFor(address)
		if !there {
			return nil
		}
		within[p.ID] = true
		return &Picture{ID: p.ID, Seen: alt}
	})
	if b.o.Redact != nil {
		blocks = passedBlocks(blocks, b.o.Redact)
	}
	blocks = b.withPictures(blocks)
	for _, p := range b.r.PicturesAt(path) {
		if !within[p.ID] {
			blocks = append(blocks, b.shownPicture(p, "")...)
		}
	}
	return blocks
}

// withPictures puts the pictures where the text shows them, also in its lists and quotes.
func (b *builder) withPictures(list []Block) []Block {
	var out []Block
	for _, blk := range list {
		switch blk := blk.(type) {
		case *Picture:
			p, _ := b.r.Picture(blk.ID)
			out = append(out, b.shownPicture(p, blk.Seen)...)
		case List:
			blk.Items = each(blk.Items, b.withPictures)
			out = append(out, blk)
		case Quote:
			out = append(out, Quote{b.withPictures(blk.Blocks)})
		default:
			out = append(out, blk)
		}
	}
	return out
}

// inWords is a picture where there is room for words only.
func (b *builder) inWords(alt, address string) string {
	if strings.HasPrefix(address, review.PictureLink) {
		return b.t("report.picture.own", "alt", alt)
	}
	return b.t("report.picture", "alt", alt, "address", address)
}

// otherPictures are those that no part before shows, each with what it belongs to.
func (b *builder) otherPictures() []Block {
	var out []Block
	for _, p := range b.r.Pictures {
		if b.pictured[p.ID] {
			continue
		}
		for _, blk := range b.shownPicture(p, "") {
			if one, ok := blk.(*Picture); ok {
				one.Belongs = b.belongs(p.About)
			}
			out = append(out, blk)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return append([]Block{Heading{Level: 1, Text: b.t("report.pictures")}}, out...)
}

// belongs says in words what a path names.
func (b *builder) belongs(path string) string {
	collection, id, _ := strings.Cut(path, "/")
	words := ""
	switch collection {
	case review.Sections:
		for _, s := range b.r.Sections {
			if s.Key == id {
				words = b.sectionTitle(s)
			}
		}
	case review.Timeline:
		if n := b.entryNo[id]; n > 0 {
			words = b.inTimeline(b.r.Timeline[n-1])
		}
	case review.Factors:
		for _, f := range b.r.Factors {
			if f.ID == id {
				words = Plain(b.markdown(f.Text))
			}
		}
	case review.Causes:
		for _, n := range b.r.Causes {
			if n.ID == id {
				words = flat(n.Text)
			}
		}
	case review.Actions:
		for _, a := range b.r.Actions {
			if a.ID == id {
				words = Plain(b.markdown(a.Title))
			}
		}
	}
	if words == "" {
		return ""
	}
	return b.t("report.picture.belongs", "words", clip(words, 160))
}

// missedPictures counts those that a layout without a part of their own does not show.
func (b *builder) missedPictures() int {
	n := 0
	for _, p := range b.r.Pictures {
		if !b.pictured[p.ID] {
			n++
		}
	}
	return n
}

// numbered counts the pictures of a finished report in the order in which they stand; one
// that stands there twice has one number.
func (b *builder) numbered(m Model) Model {
	numbers := map[string]string{}
	for p := range pictures(m.Blocks) {
		if numbers[p.ID] == "" {
			numbers[p.ID] = b.t("report.picture.nth", "number", itoa(len(numbers)+1))
		}
		p.Label = numbers[p.ID]
	}
	return m
}

// Pictures are the pictures of a model in their order, each once.
func Pictures(m Model) []*Picture {
	var out []*Picture
	seen := map[string]bool{}
	for p := range pictures(m.Blocks) {
		if !seen[p.ID] {
			seen[p.ID] = true
			out = append(out, p)
		}
	}
	return out
}

func pictures(list []Block) func(yield func(*Picture) bool) {
	return func(yield func(*Picture) bool) { eachPicture(list, yield) }
}

func eachPicture(list []Block, yield func(*Picture) bool) bool {
	for _, blk := range list {
		var within [][]Block
		switch blk := blk.(type) {
		case *Picture:
			if !yield(blk) {
				return false
			}
		case List:
			within = blk.Items
		case Quote:
			within = [][]Block{blk.Blocks}
		case Columns:
			within = blk.Columns
		case Table:
			for _, r := range blk.Rows {
				for _, c := range r.Cells {
					within = append(within, c)
				}
			}
		case Shrink:
			within = blk.Forms[:min(1, len(blk.Forms))]
		}
		for _, one := range within {
			if !eachPicture(one, yield) {
				return false
			}
		}
	}
	return true
}

// passedPicture is a picture whose words hold nothing that goes. Its pixels nobody can
// look through: that it may stay was decided where it was put in.
func passedPicture(p *Picture, x *redact.Redactor) []Block {
	out := *p
	for _, words := range []*string{&out.Caption, &out.Seen, &out.SeenLine, &out.Belongs} {
		*words = x.Text(*words)
	}
	return []Block{&out}
}
