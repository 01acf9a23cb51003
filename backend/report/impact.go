package report

import "strings"

// Limits of the impact on the summary of one page: a table up to this size
// stands there whole, a statement up to the first length as well. Where room is
// short, a table keeps its first rows and its sums.
const (
	impactRows    = 10
	impactShort   = 4 // rows a table may have where room is short; a longer one gives its main rows
	impactFew     = 5
	impactColumns = 4
)

var impactRunes = []int{400, 260, 160}

// unit is the smallest piece of the impact that stands or goes as a whole: a
// table with the line that leads to it, a paragraph, an item of a list.
type unit struct {
	blocks []Block
	list   int // of which list it is an item; 0 is none
	start  int // number of the item where the list is counted
}

// shortImpact is what the incident did to people, whole where the page holds it:
// it gives way after everything the review learned about it. What is left of it
// is always its beginning, so nothing refers to words that are missing.
func (b *builder) shortImpact() []Block {
	list := b.find("impact")
	if len(list) == 0 {
		return nil
	}
	read := func(rows int) (all []unit, rest bool) {
		for _, s := range list {
			said, more := units(b.markdown(s.Text), len(all), rows)
			all, rest = append(all, said...), rest || more
		}
		return all, rest
	}
	all, rest := read(impactRows)
	few, left := read(impactShort)
	if len(few) == 0 {
		return nil
	}
	every, beyond := read(1 << 30)
	total := pieces(every)
	s := Shrink{}
	add := func(cost int, list []unit, limit int) {
		blocks, cut := put(list, limit)
		switch more := total - pieces(list); {
		case more > 0 && !beyond && len(list) > 0:
			blocks = append(blocks, b.elsewhere(more))
		case cut || more > 0 || beyond:
			blocks = append(blocks, b.restElsewhere())
		}
		s.Add(cost, blocks)
	}
	add(0, all, impactRunes[0])
	if left && !rest {
		add(costRowsOfImpact, few, impactRunes[0])
	}
	if _, long := put(few, impactRunes[1]); long {
		add(costWordsOfImpact, few, impactRunes[1])
	}
	for n := len(few) - 1; n >= 1; n-- {
		add(costPoint("impact", n), few[:n], impactRunes[1])
	}
	add(costPoint("impact", 1), few[:1], impactRunes[2])
	add(costPoint("impact", 0), nil, 0)
	head := Heading{Level: 2, Text: b.sectionTitle(list[0])}
	return []Block{head, s}
}

// units are the pieces of a text that the summary may show; more says that it
// holds others. A table has at most so many rows; offset keeps the lists of
// several texts apart.
func units(blocks []Block, offset, rows int) (out []unit, more bool) {
	var leads []Block // to the list or table that follows
	for i, blk := range blocks {
		switch blk := blk.(type) {
		case Paragraph:
			if strings.HasSuffix(strings.TrimSpace(plainSpans(blk.Spans)), ":") {
				leads = append(leads, blk)
				continue
			}
			out = append(out, unit{blocks: append(leads, blk)})
		case List:
			for k, item := range blk.Items {
				if len(leads) > 0 {
					out = append(out, unit{blocks: leads})
					leads = nil
				}
				u := unit{blocks: item, list: offset + i + 1}
				if blk.Ordered {
					u.start = blk.Start + k
				}
				out = append(out, u)
			}
		case Table:
			if len(blk.Rows) == 0 || len(blk.Columns) > impactColumns+2 {
				more = true
				break
			}
			most := rows
			if len(blk.Rows) > rows || len(blk.Columns) > impactColumns {
				most = min(impactFew, max(1, rows-1))
			}
			if len(blk.Rows) > most {
				blk.Rows, more = mainRows(blk.Rows, most), true
			}
			blk.Small = true
			out = append(out, unit{blocks: append(leads, blk)})
		case Heading:
			continue // stands over what follows; alone it says nothing
		default:
			more = true
		}
		leads = nil
	}
	if more {
		out = standing(out)
	}
	return out, more
}

// pieces counts what a person sees as one: a row of a table, a paragraph, an item.
func pieces(all []unit) (n int) {
	for _, u := range all {
		one := 1
		for _, blk := range u.blocks {
			if t, ok := blk.(Table); ok {
				one = len(t.Rows)
			}
		}
		n += one
	}
	return n
}

// mainRows are the rows a table keeps: those that stand out, as a sum does, and
// before them the first, in their order.
func mainRows(rows []Row, most int) []Row {
	keep := make([]bool, len(rows))
	n := 0
	for i, r := range rows {
		if n < most && stands(r) {
			keep[i] = true
			n++
		}
	}
	if n == most && !keep[0] {
		// A table of bold rows is none with sums.
		keep, n = make([]bool, len(rows)), 0
	}
	for i := range rows {
		if n < most && !keep[i] {
			keep[i] = true
			n++
		}
	}
	var out []Row
	for i, r := range rows {
		if keep[i] {
			out = append(out, r)
		}
	}
	return out
}

// stands says that somebody made a row stand out: its first words are bold.
func stands(r Row) bool {
	if len(r.Cells) == 0 || len(r.Cells[0]) == 0 {
		return false
	}
	p, ok := r.Cells[0][0].(Paragraph)
	return ok && len(p.Spans) > 0 && p.Spans[0].Mark&Bold != 0
}

// referring are the words that begin a sentence about something said before.
var referring = []string{"this ", "these ", "those ", "that ", "they ", "it ", "both ", "the other ", "the others ", "the rest ", "the remaining ", "of these ", "of them ", "such ", "he ", "she ", "here ", "there "}

func refers(s string) bool {
	low := strings.ToLower(flat(s))
	for _, w := range referring {
		if strings.HasPrefix(low, w) {
			return true
		}
	}
	return false
}

// standing leaves out the pieces that refer to others, for some are missing.
func standing(all []unit) []unit {
	var out []unit
	for _, u := range all {
		if !refers(Plain(u.blocks)) {
			out = append(out, u)
		}
	}
	return out
}

// put sets pieces one after the other, the items of a list together, each text at
// most runes long.
func put(all []unit, runes int) (out []Block, cut bool) {
	last := 0
	for i, u := range all {
		blocks := u.blocks
		if u.list > 0 || onlyParagraphs(blocks) && len(blocks) == 1 {
			short, gone := shorten([][]Block{blocks}, 1, runes)
			if gone {
				short = unmarked(short)
			}
			blocks, cut = short[0], cut || gone
		}
		switch alone := (i == 0 || all[i-1].list != u.list) && (i+1 == len(all) || all[i+1].list != u.list); {
		case u.list == 0 || alone:
			out = append(out, blocks...)
		case last == u.list:
			l, _ := out[len(out)-1].(List)
			l.Items = append(l.Items[:len(l.Items):len(l.Items)], blocks)
			out[len(out)-1] = l
		default:
			out = append(out, List{Ordered: u.start > 0, Start: u.start, Items: [][]Block{blocks}})
		}
		last = u.list
	}
	return out, cut
}
