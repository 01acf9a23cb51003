package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// beside are the texts of one kind of factor: of the factors and the asides of
// the tree, each statement once, in its fuller words; else of the section of
// that name.
func (b *builder) beside(kind string) (all [][]Block, where string) {
	for _, text := range b.statements(kind) {
		all = append(all, b.markdown(text))
	}
	where = b.t("report.others")
	if len(all) > 0 {
		return all, where
	}
	for _, s := range b.find(kind) {
		where = b.sectionTitle(s)
		all = append(all, points(b.markdown(s.Text))...)
	}
	return all, where
}

// statements are the factors and asides of a kind. Of two that say the same the
// fuller one stays, at the place of the first. The other one is not lost: the
// full report has every factor and every aside in a table of its own.
func (b *builder) statements(kind string) []string {
	var out []string
	tree, asides := b.tree()
	// Asides without a tree stand in no table: only their repetition may go.
	alike := func(x, y string) bool { return flat(x) == flat(y) || tree != nil && sayTheSame(x, y) }
	put := func(text string, at int) int {
		for i := 0; at < 0 && i < len(out); i++ {
			if alike(out[i], text) {
				at = i
			}
		}
		if at < 0 {
			out = append(out, text)
			return len(out) - 1
		}
		if utf8.RuneCountInString(flat(text)) > utf8.RuneCountInString(flat(out[at])) {
			out[at] = text
		}
		return at
	}
	place := map[string]int{}
	for _, f := range b.r.Factors {
		if f.Kind != kind || strings.TrimSpace(f.Text) == "" {
			continue
		}
		if at := put(f.Text, -1); f.ID != "" {
			place[f.ID] = at
		}
	}
	for _, n := range asides {
		if n.Kind != kind || strings.TrimSpace(n.Text) == "" {
			continue
		}
		at, linked := place[n.Factor]
		if !linked {
			at = -1
		}
		put(n.Text, at)
	}
	return out
}

// Two texts say the same when this share of the significant words of the shorter
// one stands in the other, and at least this many.
const (
	sameShare = 0.6
	sameWords = 2
)

func sayTheSame(x, y string) bool {
	a, b := significant(x), significant(y)
	if len(a) > len(b) {
		a, b = b, a
	}
	common := 0
	for _, w := range a {
		for _, v := range b {
			if w == v {
				common++
				break
			}
		}
	}
	return common >= sameWords && float64(common) >= sameShare*float64(len(a))
}

// significant are the different words of a text that have four letters or more,
// or a figure: shorter ones join words in most languages.
func significant(s string) []string {
	var out []string
	seen := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != ':' }) {
		w = strings.Trim(w, ":")
		if seen[w] || utf8.RuneCountInString(w) < 4 && !strings.ContainsFunc(w, unicode.IsDigit) {
			continue
		}
		seen[w] = true
		out = append(out, w)
	}
	return out
}

// heldAndLuck stand side by side.
func (b *builder) heldAndLuck() []Block {
	var cols [][]Block
	for _, kind := range []string{"went_well", "luck"} {
		all, where := b.beside(kind)
		if len(all) == 0 {
			continue
		}
		items, cut := shorten(all, besideMost, besideRunes)
		col := []Block{Heading{Level: 2, Text: b.t("report." + kind), Tight: true}}
		if len(items) == 1 {
			col = append(col, items[0]...)
		} else {
			col = append(col, List{Items: items})
		}
		if cut {
			col = append(col, b.more(len(all)-len(items), where))
		} else {
			said := map[string]bool{}
			for _, text := range b.statements(kind) {
				said[flat(text)] = true
			}
			for _, f := range b.r.Factors {
				if f.Kind == kind && said[flat(f.Text)] {
					b.told[f.ID] = true
				}
			}
		}
		cols = append(cols, col)
	}
	if len(cols) == 0 {
		return nil
	}
	return []Block{Columns{cols}}
}
