package search

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// MaxTokenRunes is where a token is cut: nobody searches by the middle of a key
// or of a picture pasted as text.
const MaxTokenRunes = 64

// Token is one word of a text.
type Token struct {
	Text       string // as compared: lower case, no accents
	Start, End int    // bytes of the text it stands for
}

// Tokens splits a text into words: runs of letters and figures. Scripts that
// write without blanks give one token a character, so that a word of theirs is
// found as a row of tokens.
func Tokens(text string) []Token {
	var out []Token
	EachToken(text, func(t Token) { out = append(out, t) })
	return out
}

// EachToken is Tokens without the list.
func EachToken(text string, f func(Token)) {
	var buf [MaxTokenRunes * utf8.UTFMax]byte
	word, runes, start := buf[:0], 0, -1
	flush := func(end int) {
		if start >= 0 && len(word) > 0 {
			f(Token{Text: string(word), Start: start, End: end})
		}
		word, runes, start = word[:0], 0, -1
	}
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			switch {
			case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			case 'A' <= c && c <= 'Z':
				c += 'a' - 'A'
			default:
				flush(i)
				i++
				continue
			}
			if start < 0 {
				start = i
			}
			if runes < MaxTokenRunes {
				word = append(word, c)
				runes++
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		switch kindOf(r) {
		case separator:
			flush(i)
		case mark:
			if start >= 0 && !(0x300 <= r && r <= 0x36f) && runes < MaxTokenRunes {
				word = utf8.AppendRune(word, r)
				runes++
			}
		case single:
			flush(i)
			f(Token{Text: text[i : i+size], Start: i, End: i + size})
		default:
			if start < 0 {
				start = i
			}
			for _, p := range plain(r) {
				if runes < MaxTokenRunes {
					word = utf8.AppendRune(word, p)
					runes++
				}
			}
		}
		i += size
	}
	flush(len(text))
}

// Counted is a text as it is kept for comparing, its tokens with a blank between
// each, and how many they are.
func Counted(text string) (tokens string, words int) {
	var b strings.Builder
	b.Grow(len(text))
	EachToken(text, func(t Token) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.Text)
		words++
	})
	return b.String(), words
}

// Plain is a text as it is compared: its tokens with a blank between each.
func Plain(text string) string {
	tokens, _ := Counted(text)
	return tokens
}

type runeKind int

const (
	separator runeKind = iota
	letter
	mark
	single
)

func kindOf(r rune) runeKind {
	switch {
	case r == utf8.RuneError:
		return separator
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return single
		}
		return separator
	case unicode.IsLetter(r) || unicode.IsNumber(r):
		return letter
	case unicode.IsMark(r):
		return mark
	}
	return separator
}

// plain is a letter as it is compared.
func plain(r rune) string {
	r = unicode.ToLower(r)
	if s, ok := folds()[r]; ok {
		return s
	}
	return string(r)
}

var folds = sync.OnceValue(func() map[rune]string {
	out := map[rune]string{}
	for _, line := range strings.Split(foldTable, "\n") {
		to, from, _ := strings.Cut(line, " ")
		for _, r := range from {
			out[r] = to
		}
	}
	return out
})
