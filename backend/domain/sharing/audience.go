package sharing

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// LongestAudience is how many characters say who can read a space.
const LongestAudience = 160

// Wish is what a person wants a space to say about who can read it, until the space says
// it.
type Wish struct {
	Text string // "" takes the words away
	// IfNone leaves alone what the space says already: whoever enters one that others
	// made does not change its words in passing.
	IfNone bool
}

// Aside are words for who can read a space that gave way to others of the same time.
type Aside struct {
	Stands string // those that stood then
	Words  string
}

// CheckAudience reads the words for who can read a space. "" is a choice too; ok is false
// for what cannot stand in one line, or is too long for one.
func CheckAudience(text string) (audience string, ok bool) {
	audience = strings.Join(strings.Fields(text), " ")
	ok = utf8.ValidString(audience) && utf8.RuneCountInString(audience) <= LongestAudience && strings.IndexFunc(audience, hidden) < 0
	if !ok {
		return "", false
	}
	return audience, true
}

// ShownAudience is what is shown of words that came with a space, whoever wrote them.
func ShownAudience(text string) string {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " ")
	text = strings.Map(func(sign rune) rune {
		if hidden(sign) {
			return -1
		}
		return sign
	}, text)
	if signs := []rune(text); len(signs) > LongestAudience {
		text = string(signs[:LongestAudience-1]) + "…"
	}
	return text
}

// hidden are signs nobody sees, some of which a terminal obeys.
func hidden(sign rune) bool {
	return sign != joiner && unicode.In(sign, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp)
}
