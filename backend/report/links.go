package report

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// written finds references of this program, and addresses, in words that people typed.
var (
	writtenRef     = regexp.MustCompile(`\b[A-Z]{3}-[0-9]{2}-[0-9A-HJKMNP-TV-Z]{6}\b`)
	writtenAddress = regexp.MustCompile(`https?://[^\s<>"‹›]+`)
)

// entryPlace names the row of an entry of the timeline, as others refer to it.
func entryPlace(n int) string { return "entry-" + itoa(n) }

// reference is a stretch of a text and where it leads.
type reference struct {
	from, to int
	place    string // in this report
	link     string // outside of it
}

// refer makes what is named in the words of a report lead there: to its row where the
// report has one, else to the tool that holds it. Readers outside get no address.
func (b *builder) refer(blocks []Block) []Block {
	r := referrer{places: Places(blocks), links: b.o.Links, addresses: b.o.Redact == nil}
	if !r.addresses {
		r.links = nil
	}
	for name := range r.links {
		r.names = append(r.names, name)
	}
	// A name that is the beginning of another one must not take its place.
	slices.SortFunc(r.names, func(x, y string) int {
		if len(x) != len(y) {
			return len(y) - len(x)
		}
		return strings.Compare(x, y)
	})
	return r.blocks(blocks, "")
}

type referrer struct {
	places    map[string]bool
	links     map[string]string
	names     []string
	addresses bool
}

// blocks are blocks with their references; own is the row they stand in, which does not
// lead to itself.
func (r referrer) blocks(list []Block, own string) []Block {
	out := make([]Block, len(list))
	for i, blk := range list {
		switch blk := blk.(type) {
		case Paragraph:
			blk.Spans = r.spans(blk.Spans, own)
			out[i] = blk
		case List:
			blk.Items = each(blk.Items, func(it []Block) []Block { return r.blocks(it, own) })
			out[i] = blk
		case Quote:
			out[i] = Quote{r.blocks(blk.Blocks, own)}
		case Table:
			blk.Rows = each(blk.Rows, func(row Row) Row {
				at := own
				if row.ID != "" {
					at = row.ID
				}
				row.Cells = each(row.Cells, func(c Cell) Cell { return r.blocks(c, at) })
				return row
			})
			out[i] = blk
		case Columns:
			blk.Columns = each(blk.Columns, func(c []Block) []Block { return r.blocks(c, own) })
			out[i] = blk
		case Shrink:
			blk.Forms = each(blk.Forms, func(f []Block) []Block { return r.blocks(f, own) })
			out[i] = blk
		default:
			out[i] = blk
		}
	}
	return out
}

func (r referrer) spans(list []Span, own string) []Span {
	out := make([]Span, 0, len(list))
	for _, s := range list {
		if s.Link != "" || s.To != "" {
			out = append(out, s)
			continue
		}
		at := 0
		note := s.Note
		s.Note = nil
		put := func(to int, ref reference) {
			if at < to {
				part := s
				part.Text, part.To, part.Link = s.Text[at:to], ref.place, ref.link
				out = append(out, part)
			}
			at = to
		}
		for _, ref := range r.find(s.Text, own) {
			put(ref.from, reference{})
			put(ref.to, ref)
		}
		put(len(s.Text), reference{})
		if s.Text == "" {
			out = append(out, s)
		}
		out[len(out)-1].Note = note
	}
	return out
}

// find lists the references of a text in their order; where two overlap, the first of
// addresses, references and names holds.
func (r referrer) find(text, own string) (out []reference) {
	// By the bytes that references hold: a log may name one incident in each of its lines.
	var held []bool
	free := func(from, to int) bool { return held == nil || !slices.Contains(held[from:to], true) }
	hold := func(o reference) {
		if held == nil {
			held = make([]bool, len(text))
		}
		for i := o.from; i < o.to; i++ {
			held[i] = true
		}
		out = append(out, o)
	}
	if r.addresses {
		for _, at := range writtenAddress.FindAllStringIndex(text, -1) {
			address := strings.TrimRight(text[at[0]:at[1]], ".,;:!?'*_")
			if strings.HasSuffix(address, ")") && !strings.Contains(address, "(") {
				address = strings.TrimRight(address, ")")
			}
			hold(reference{from: at[0], to: at[0] + len(address), link: address})
		}
	}
	for _, at := range writtenRef.FindAllStringIndex(text, -1) {
		name := text[at[0]:at[1]]
		if name == own || !free(at[0], at[1]) {
			continue
		}
		if r.places[name] {
			hold(reference{from: at[0], to: at[1], place: name})
		} else if link := r.links[name]; link != "" {
			hold(reference{from: at[0], to: at[1], link: link})
		}
	}
	for _, name := range r.names {
		for at := 0; name != ""; {
			i := strings.Index(text[at:], name)
			if i < 0 {
				break
			}
			from, to := at+i, at+i+len(name)
			at = to
			if alone(text, from, to) && free(from, to) {
				hold(reference{from: from, to: to, link: r.links[name]})
			}
		}
	}
	slices.SortFunc(out, func(x, y reference) int { return x.from - y.from })
	return out
}

// alone says that a name is not a part of a longer word.
func alone(text string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	after, _ := utf8.DecodeRuneInString(text[to:])
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return (from == 0 || !word(before)) && (to == len(text) || !word(after))
}
