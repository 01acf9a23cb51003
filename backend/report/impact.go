package report

import "strings"

// Limits of the impact on the summary of one page.
const (
	impactMost  = 4
	impactRunes = 260
)

// shortImpact is what the incident did to people: the first statements of that
// section, before everything the review learned about it.
func (b *builder) shortImpact() []Block {
	list := b.find("impact")
	if len(list) == 0 {
		return nil
	}
	var all [][]Block
	rest := false
	for _, s := range list {
		said, more := told(b.markdown(s.Text))
		all, rest = append(all, said...), rest || more
	}
	head := Heading{Level: 2, Text: b.sectionTitle(list[0])}
	if len(all) == 0 {
		for _, blk := range b.markdown(list[0].Text) {
			if t, ok := blk.(Table); ok && len(t.Rows) > 0 {
				return []Block{head, b.shortTable(t)}
			}
		}
		return nil
	}
	s := b.steps("impact", all, impactMost, []int{impactRunes, 160}, rest, func(items [][]Block) []Block {
		if len(items) == 1 {
			return append([]Block{}, items[0]...)
		}
		return []Block{List{Items: items}}
	})
	return []Block{head, s}
}

// shortTable is the beginning of a table that is all a text holds.
func (b *builder) shortTable(t Table) Shrink {
	s := Shrink{}
	for n := min(impactMost, len(t.Rows)); n >= 0; n-- {
		short := t
		short.Rows, short.Small = t.Rows[:n], true
		var form []Block
		if n > 0 {
			form = append(form, short)
		}
		s.Add(costPoint("impact", n), append(form, b.restElsewhere()))
	}
	return s
}

// told are the statements of a text in words; more says that something else is
// there.
func told(blocks []Block) (out [][]Block, more bool) {
	for _, point := range points(blocks) {
		p, ok := point[0].(Paragraph)
		switch {
		case !ok:
			more = true
		case len(point) == 1 && strings.HasSuffix(strings.TrimSpace(plainSpans(p.Spans)), ":"):
			// It leads to a list or a table.
		default:
			out = append(out, point)
		}
	}
	return out, more
}
