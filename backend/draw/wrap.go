package draw

import (
	"math"
	"strings"
	"unicode/utf8"
)

// Line is one measured line of text; W is in px.
type Line struct {
	Text string
	W    float64
}

type wrapKey struct {
	text      string
	cut       Cut
	size, max float64
}

// longToken is the number of runes from which a word may be broken.
const longToken = 24

// Wrap breaks text into lines of at most maxW px: greedily first, then the
// width is halved in as long as the number of lines stays the same, so that
// the lines are about equally long. A unit stays with its number. Words break only when they have more than
// 24 runes (after / . _ - : ? & =, else every 24 runes) or do not fit at all.
// Empty text is one empty line. The result must not be changed: it is cached.
func (m *Measurer) Wrap(text string, cut Cut, size, maxW float64) []Line {
	key := wrapKey{text, cut, size, maxW}
	m.mu.Lock()
	lines, ok := m.wraps[key]
	m.mu.Unlock()
	if ok {
		return lines
	}
	f := m.cut(cut)
	perUnit := size / float64(f.upem)
	limit := int64(math.Floor(maxW/perUnit + 1e-6))
	pieces := f.pieces(text, limit)
	lines = balance(pieces, f.runeUnits(0, ' '), limit, perUnit)
	m.mu.Lock()
	if len(m.wraps) >= cacheLimit {
		m.wraps = make(map[wrapKey][]Line, cacheLimit)
	}
	m.wraps[key] = lines
	m.mu.Unlock()
	return lines
}

// piece is what a line is made of: a word or a part of one.
type piece struct {
	text  string
	w     int64
	glued bool // follows the piece before it without a space
}

func (f *cutFont) pieces(text string, limit int64) []piece {
	var out []piece
	for _, word := range f.bound(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }), limit) {
		glued := false
		for _, part := range breakable(word) {
			// A part wider than a whole line is cut where it must be.
			for {
				cutAt, w := f.fitting(part, limit)
				out = append(out, piece{part[:cutAt], w, glued})
				glued = true
				if cutAt == len(part) {
					break
				}
				part = part[cutAt:]
			}
		}
	}
	return out
}

// bound puts numbers and their units together where a line can hold both.
func (f *cutFont) bound(words []string, limit int64) []string {
	out := words[:0]
	for i, w := range words {
		if i > 0 && Binds(words[i-1], w) {
			both := out[len(out)-1] + " " + w
			if n, _ := f.fitting(both, limit); n == len(both) {
				out[len(out)-1] = both
				continue
			}
		}
		out = append(out, w)
	}
	return out
}

// fitting is the length in bytes, and the width, of the longest beginning that
// fits the limit; at least one rune.
func (f *cutFont) fitting(s string, limit int64) (int, int64) {
	var w int64
	if f.borrows(s) {
		// Joined letters are narrower than each alone.
		if w := f.borrowedUnits(s); w <= limit {
			return len(s), w
		}
	}
	var prev rune
	for i, r := range s {
		a := f.runeUnits(prev, r)
		if w+a > limit && i > 0 {
			return i, w
		}
		w += a
		prev = r
	}
	return len(s), w
}

// breakable are the parts of a word between which a line may end: the marks of a
// long one, and any two signs of a script that is written without spaces.
func breakable(word string) []string {
	var out []string
	for _, part := range BetweenSigns(word) {
		out = append(out, breakLong(part)...)
	}
	return out
}

// breakLong splits a word of more than longToken runes at the marks of paths
// and addresses; parts without a mark every longToken runes.
func breakLong(word string) []string {
	if utf8.RuneCountInString(word) <= longToken {
		return []string{word}
	}
	var out []string
	start, n := 0, 0
	for i, r := range word {
		n++
		end := i + utf8.RuneLen(r)
		if strings.ContainsRune("/._-:?&=", r) || n >= longToken {
			out = append(out, word[start:end])
			start, n = end, 0
		}
	}
	if start < len(word) {
		out = append(out, word[start:])
	}
	return out
}

// greedy counts the lines at a width; with emit it also builds them.
func greedy(pieces []piece, space, limit int64, emit func(from, to int, w int64)) int {
	count, from := 0, 0
	var w int64
	for i, p := range pieces {
		add := p.w
		if i > from && !p.glued {
			add += space
		}
		if i > from && w+add > limit {
			if emit != nil {
				emit(from, i, w)
			}
			count++
			from, w, add = i, 0, p.w
		}
		w += add
	}
	if from < len(pieces) {
		if emit != nil {
			emit(from, len(pieces), w)
		}
		count++
	}
	return count
}

func balance(pieces []piece, space, limit int64, perUnit float64) []Line {
	if len(pieces) == 0 {
		return []Line{{}}
	}
	n := greedy(pieces, space, limit, nil)
	lo, hi := int64(0), limit
	for _, p := range pieces {
		lo = max(lo, p.w)
	}
	lo-- // too narrow, or about to be shown so
	for n > 1 && hi-lo > 1 {
		mid := (lo + hi) / 2
		if greedy(pieces, space, mid, nil) <= n {
			hi = mid
		} else {
			lo = mid
		}
	}
	lines := make([]Line, 0, n)
	greedy(pieces, space, hi, func(from, to int, w int64) {
		var b strings.Builder
		for i := from; i < to; i++ {
			if i > from && !pieces[i].glued {
				b.WriteByte(' ')
			}
			b.WriteString(pieces[i].text)
		}
		lines = append(lines, Line{b.String(), float64(w) * perUnit})
	})
	return lines
}
