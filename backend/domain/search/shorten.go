package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxWordRunes is how long a word of a query can be: longer than a pasted hash, and
// far longer than what the index keeps of a word.
const MaxWordRunes = 256

// shortened is a query as far as it is read.
type shortened struct {
	text string
	long bool // a word that no word can be was left out
	cut  bool // so was what lies beyond the limit
}

// shorten leaves out words that are too long, so that one of them does not take the
// place of all others, and cuts what is left at a word.
func shorten(text string) (out shortened) {
	var b strings.Builder
	for runes := 0; len(text) > 0; {
		size, n, word := piece(text)
		if word && n > MaxWordRunes {
			out.long = true
			text = text[size:]
			continue
		}
		if runes += n; runes > MaxQueryRunes {
			out.cut = strings.TrimSpace(text) != ""
			break
		}
		b.WriteString(text[:size])
		text = text[size:]
	}
	out.text = b.String()
	return out
}

// piece is what a text begins with: a word, a row of blanks, or one sign.
func piece(text string) (size, runes int, word bool) {
	first, n := utf8.DecodeRuneInString(text)
	switch {
	case kindOf(first) == letter:
		for size < len(text) {
			r, n := utf8.DecodeRuneInString(text[size:])
			if k := kindOf(r); k != letter && k != mark {
				break
			}
			size, runes = size+n, runes+1
		}
		return size, runes, true
	case unicode.IsSpace(first):
		for size < len(text) {
			r, n := utf8.DecodeRuneInString(text[size:])
			if !unicode.IsSpace(r) {
				break
			}
			size += n
		}
		return size, 1, false
	}
	return n, 1, false
}
