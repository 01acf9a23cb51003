package search

import "unicode/utf8"

// Forgiven is how many slips of the pen a word may hold and still be taken for
// another: 1 from four letters, 2 from eight, none in what holds a figure.
func Forgiven(w string) int {
	for i := 0; i < len(w); i++ {
		if '0' <= w[i] && w[i] <= '9' {
			return 0
		}
	}
	switch n := utf8.RuneCountInString(w); {
	case n >= 8:
		return 2
	case n >= 4:
		return 1
	}
	return 0
}

// Distance counts the slips between two words: a letter missing, added, changed,
// or two neighbours swapped. It gives max+1 as soon as there are more than max.
func Distance(a, b string, limit int) int {
	var abuf, bbuf [MaxTokenRunes]rune
	x, y := runesInto(abuf[:0], a), runesInto(bbuf[:0], b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > limit {
		return limit + 1
	}
	var rows [3][MaxTokenRunes + 1]int
	before, last, next := rows[0][:len(x)+1], rows[1][:len(x)+1], rows[2][:len(x)+1]
	for i := range last {
		last[i] = i
	}
	for j := 1; j <= len(y); j++ {
		next[0] = j
		best := j
		for i := 1; i <= len(x); i++ {
			d := last[i-1]
			if x[i-1] != y[j-1] {
				d = 1 + min(d, last[i], next[i-1])
			}
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d = min(d, before[i-2]+1)
			}
			next[i] = d
			best = min(best, d)
		}
		if best > limit {
			return limit + 1
		}
		before, last, next = last, next, before
	}
	return min(last[len(x)], limit+1)
}

// SharedBeginning is how many bytes two words begin with alike.
func SharedBeginning(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// SharedEnding is how many bytes two words end with alike.
func SharedEnding(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

func runesInto(buf []rune, s string) []rune {
	for _, r := range s {
		if len(buf) == MaxTokenRunes {
			break
		}
		buf = append(buf, r)
	}
	return buf
}
