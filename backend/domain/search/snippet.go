package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Range is a piece of a text in UTF-16 units, as a window counts them.
type Range struct{ Start, End int }

// Snippet is the piece of a place that shows best why it was found.
type Snippet struct {
	Text string
	// Before and After say that the place goes on there.
	Before, After bool
	Marks         []Range
}

// SnippetRunes is how long a snippet is, about; words are never cut.
const SnippetRunes = 220

// fieldSign are the characters between two fields of a place.
const fieldSign = " ·\n"

// Cut takes the best window out of a text: the one whose different terms tell
// most. terms gives the rarity of each.
func Cut(text string, hits []Hit, terms []Wanted) Snippet {
	if len(text) > MaxPlaceBytes {
		text = strings.ToValidUTF8(text[:MaxPlaceBytes], "")
	}
	from, to := 0, len(text)
	if utf8.RuneCountInString(text) > SnippetRunes {
		from, to = window(text, hits, terms)
		// The sign between two fields says nothing at an end.
		to = max(from, len(strings.TrimRight(text[:to], fieldSign)))
		from = to - len(strings.TrimLeft(text[from:to], fieldSign))
	}
	s := Snippet{Before: from > 0, After: to < len(text), Marks: []Range{}}
	var b strings.Builder
	units, at := 0, from
	copyTo := func(end int) {
		for at < end {
			r, size := utf8.DecodeRuneInString(text[at:])
			at += size
			if unicode.IsSpace(r) || unicode.IsControl(r) {
				r = ' '
			}
			b.WriteRune(r)
			units++
			if r > 0xFFFF {
				units++
			}
		}
	}
	for _, h := range hits {
		if h.Start < at || h.End > to {
			continue
		}
		copyTo(h.Start)
		start := units
		copyTo(h.End)
		s.Marks = append(s.Marks, Range{start, units})
	}
	copyTo(to)
	s.Text = b.String()
	return s
}

// Best is the window of so many tokens that tells most: its first hit, the last,
// and how many different terms it holds.
func Best(hits []Hit, terms []Wanted, span int) (first, last, distinct int) {
	best := -1.0
	counts := make([]int, len(terms))
	weight := make([]float64, len(terms))
	for i := range hits {
		for t := range counts {
			counts[t], weight[t] = 0, 0
		}
		sum, n, end := 0.0, 0, i
		for j := i; j < len(hits) && hits[j].Token-hits[i].Token < span; j++ {
			h := hits[j]
			value := h.Weight * (terms[h.Term].Rarity + 0.01)
			switch counts[h.Term]++; {
			case counts[h.Term] == 1:
				n++
				weight[h.Term] = value
				sum += value
				end = j
			case value > weight[h.Term]:
				sum += value - weight[h.Term]
				weight[h.Term] = value
				end = j
			default:
				sum += 0.02 * value
			}
		}
		if sum > best+1e-9 {
			best, first, last, distinct = sum, i, end, n
		}
	}
	return first, last, distinct
}

func window(text string, hits []Hit, terms []Wanted) (from, to int) {
	if len(hits) > 0 {
		first, last, _ := Best(hits, terms, 34)
		from, to = hits[first].Start, hits[last].End
	}
	room := SnippetRunes - utf8.RuneCountInString(text[from:to])
	if room > 0 {
		from = back(text, from, room*2/5)
		to = forward(text, to, SnippetRunes-utf8.RuneCountInString(text[from:to]))
		if to == len(text) {
			from = back(text, from, SnippetRunes-utf8.RuneCountInString(text[from:to]))
		}
	}
	return from, to
}

// back goes back by at most so many runes, to the beginning of a sentence where
// one is near, else of a word.
func back(text string, at, runes int) int {
	word, n := at, 0
	sentence := -1
	for i := at; i > 0 && n < runes; n++ {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		i -= size
		if i == 0 {
			return 0
		}
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		if unicode.IsSpace(before) && !unicode.IsSpace(r) {
			word = i
			j := strings.TrimRightFunc(text[:i], unicode.IsSpace)
			if before == '\n' || strings.HasSuffix(j, ".") || strings.HasSuffix(j, "!") || strings.HasSuffix(j, "?") {
				sentence = i
			}
		}
	}
	if sentence >= 0 {
		return sentence
	}
	return word
}

// forward goes on by at most so many runes, to the end of a word.
func forward(text string, at, runes int) int {
	word, i := -1, at
	for n := 0; n < runes; n++ {
		if i >= len(text) {
			return len(text)
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			word = i
		}
		i += size
	}
	if word < 0 {
		return i // a script without blanks
	}
	return word
}

// Marks are the pieces of a text that hold a hit.
func Marks(text string, hits []Hit) []Range {
	out := []Range{}
	units, at := 0, 0
	forwardTo := func(end int) {
		for at < end {
			r, size := utf8.DecodeRuneInString(text[at:])
			at += size
			units++
			if r > 0xFFFF {
				units++
			}
		}
	}
	for _, h := range hits {
		if h.Start < at {
			continue
		}
		forwardTo(h.Start)
		start := units
		forwardTo(h.End)
		out = append(out, Range{start, units})
	}
	return out
}
