package leak

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Telling reports whether words of a kind are the same secret wherever they stand. What stands
// beside them in one place ("BSN 123456782", "password: …") says what they are in the others.
func (k Kind) Telling() bool { return k == Secret || k == Account || k == Personal }

const (
	// mostAgain bounds how many words are looked for again; a pasted list of more is full of
	// findings by itself.
	mostAgain = 500
	// shortestAgain keeps a password of a few letters from being found in every word.
	shortestAgain = 6
)

// numbersAgain finds patterns, and the words that one of them recognised somewhere in a document
// in the rest of it. The texts are read once, and asked for in the same order.
type numbersAgain struct {
	re     *regexp.Regexp // nil where nothing telling was recognised
	either []string
	kind   map[string]Kind
	found  [][]Finding // of the texts that were not yet asked for
}

func newNumbersAgain() *numbersAgain { return &numbersAgain{kind: map[string]Kind{}} }

func (a *numbersAgain) read(s string) {
	list := patterns(s)
	a.found = append(a.found, list)
	for _, f := range list {
		words := s[f.Start:f.End]
		if _, has := a.kind[words]; has || !f.Holds || !f.Kind.Telling() || utf8.RuneCountInString(words) < shortestAgain || len(a.either) == mostAgain {
			continue
		}
		a.kind[words] = f.Kind
		a.either = append(a.either, regexp.QuoteMeta(words))
	}
}

func (a *numbersAgain) compile() {
	if len(a.either) > 0 {
		a.re = regexp.MustCompile(strings.Join(a.either, "|"))
		a.re.Longest()
	}
}

// in finds them in the next text, as whole words.
func (a *numbersAgain) in(s string) (out []Finding) {
	out, a.found = a.found[0], a.found[1:]
	if a.re == nil {
		return out
	}
	for _, at := range a.re.FindAllStringIndex(s, -1) {
		before, _ := utf8.DecodeLastRuneInString(s[:at[0]])
		after, _ := utf8.DecodeRuneInString(s[at[1]:])
		if !inWord(before) && !inWord(after) {
			out = append(out, Finding{Kind: a.kind[s[at[0]:at[1]]], Start: at[0], End: at[1], Holds: true})
		}
	}
	return out
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
