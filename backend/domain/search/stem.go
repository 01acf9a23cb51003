package search

import (
	"strings"
	"unicode/utf8"
)

// Stem is the form in which endings of English count as the same word: plural,
// -ed, -ing, -ly. It is light on purpose: it compares words of the vocabulary with
// each other and never replaces what is stored, so a wrong stem costs a little
// rank and hides nothing.
func Stem(w string) string {
	if len(w) < 4 || utf8.RuneCountInString(w) != len(w) || strings.ContainsAny(w, "0123456789") {
		return w
	}
	switch {
	case strings.HasSuffix(w, "sses"):
		w = w[:len(w)-2]
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		w = w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "us"), strings.HasSuffix(w, "is"):
	case strings.HasSuffix(w, "s"):
		w = w[:len(w)-1]
	}
	switch {
	case strings.HasSuffix(w, "ingly") && hasVowel(w[:len(w)-5]):
		w = undouble(w[:len(w)-5])
	case strings.HasSuffix(w, "ing") && len(w) > 5 && hasVowel(w[:len(w)-3]):
		w = undouble(w[:len(w)-3])
	case strings.HasSuffix(w, "ied") && len(w) > 4:
		w = w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "ed") && len(w) > 4 && hasVowel(w[:len(w)-2]):
		w = undouble(w[:len(w)-2])
	case strings.HasSuffix(w, "ly") && len(w) > 5:
		w = w[:len(w)-2]
	}
	if strings.HasSuffix(w, "e") && len(w) > 3 {
		w = w[:len(w)-1]
	}
	return w
}

func hasVowel(w string) bool { return len(w) >= 2 && strings.ContainsAny(w, "aeiouy") }

// undouble takes back the letter that an ending has doubled: stopped, running.
func undouble(w string) string {
	n := len(w)
	if n >= 4 && w[n-1] == w[n-2] && strings.IndexByte("bdgmnprt", w[n-1]) >= 0 {
		return w[:n-1]
	}
	return w
}

// StemRange is the range of the vocabulary, from included to excluded, in which
// the words with the stem of a word lie.
func StemRange(w string) (from, to string) {
	s := Stem(w)
	if strings.HasSuffix(s, "y") && len(s) > 3 {
		s = s[:len(s)-1] // studies, study
	}
	return s, After(s)
}

// kinLetters is how many letters two words share at least to be of one kin.
const kinLetters = 5

// KinRange is the range in which the kin of a word lies; ok is false when it is
// too short to have any.
func KinRange(w string) (from, to string, ok bool) {
	s := Stem(w)
	if len(s) < kinLetters || !isPlainASCII(s) {
		return "", "", false
	}
	return s[:kinLetters], After(s[:kinLetters]), true
}

// IsKin says whether one of two words goes on from the stem of the other:
// config, configuration.
func IsKin(a, b string) bool {
	return isPlainASCII(a) && isPlainASCII(b) && (goesOn(a, Stem(b)) || goesOn(b, Stem(a)))
}

func goesOn(word, stem string) bool { return len(stem) >= kinLetters && strings.HasPrefix(word, stem) }

func isPlainASCII(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] >= utf8.RuneSelf || '0' <= w[i] && w[i] <= '9' {
			return false
		}
	}
	return true
}

// After is the end of the range of words that begin with a prefix.
func After(prefix string) string { return prefix + "\U0010FFFF" }

var stopWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`a about after all also am an and any are aren as at be because been before being but by can caused
		could couldn did didn do does doesn doing during each for from further get gets getting go goes going gone got had hadn
		happen happened happens has hasn have haven having he her here
		hers him his how i if in incident incidents into is isn it its itself just ll me might more most must my no nor not of off on
		once only or other our ours out over own re reviews s same shall she should shouldn so some such t than that the their theirs them then
		there these they this those through to too under until up us ve very was wasn we went were weren what when where whether
		which while who whom whose why will with would wouldn yet you your yours`) {
		m[w] = true
	}
	return m
}()

// IsStop says whether a word is one of grammar, which tells nothing beside others.
// Words every question about a post-mortem is made of (reviews, incidents, what
// caused it) are among them: in a library of incidents they tell as little.
func IsStop(w string) bool { return stopWords[w] }
