package leak

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
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
	// between may stand inside a number, which is the same without it.
	between = " ./-"
)

// Again finds the words that a text of a record gave away in others. Several goroutines may
// use it once it is made. nil finds nothing.
type Again struct {
	re     *regexp.Regexp // nil where nothing telling was recognised
	either []string
	kind   map[string]Kind // by their bare form
	left   map[string]bool // bare forms that are not looked for
}

// Tells reads what the texts of a document give away, without words that a person has said
// about or that everybody has.
func Tells(d *merge.Doc, schema *record.Schema, leave ...string) *Again {
	a := newAgain(leave)
	each(d, schema, func(t text) { a.read(t.value, patterns(t.value)) })
	a.compile()
	return a
}

func newAgain(leave []string) *Again {
	a := &Again{kind: map[string]Kind{}, left: map[string]bool{}}
	for _, w := range leave {
		a.left[w], a.left[Bare(w)] = true, true
	}
	return a
}

// Bare is a number without what may stand between its figures.
func Bare(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(between, r) {
			return -1
		}
		return r
	}, s)
}

// Same is what telling words are known by: a secret by each letter, a number without the
// marks between its figures.
func (f Finding) Same() string {
	if f.Kind == Secret {
		return f.Words
	}
	return Bare(f.Words)
}

func (a *Again) read(s string, found []Finding) {
	for _, f := range found {
		f.Words = s[f.Start:f.End]
		words := f.Same()
		if _, has := a.kind[words]; has || a.left[words] || !f.Holds || !f.Kind.Telling() || utf8.RuneCountInString(words) < shortestAgain || len(a.either) == mostAgain {
			continue
		}
		a.kind[words] = f.Kind
		if f.Kind == Secret {
			a.either = append(a.either, regexp.QuoteMeta(words))
			continue
		}
		var loose []string
		for _, r := range words {
			loose = append(loose, regexp.QuoteMeta(string(r)))
		}
		a.either = append(a.either, strings.Join(loose, "["+between+"]?"))
	}
}

func (a *Again) compile() {
	if len(a.either) > 0 {
		a.re = regexp.MustCompile(strings.Join(a.either, "|"))
		a.re.Longest()
	}
}

// in finds them in a text as whole words, beside the patterns found there. What a pattern
// that holds covers is only a part of something that says more.
func (a *Again) in(s string, patterns []Finding) (out []Finding) {
	out = patterns
	if a == nil || a.re == nil {
		return out
	}
	hits := a.re.FindAllStringIndex(s, -1)
	if len(hits) == 0 {
		return out
	}
	holding := slices.Clone(patterns)
	holding = slices.DeleteFunc(holding, func(f Finding) bool { return !f.Holds })
	slices.SortFunc(holding, func(x, y Finding) int { return x.Start - y.Start })
	next, reach := 0, 0
	for _, at := range hits {
		for ; next < len(holding) && holding[next].Start <= at[0]; next++ {
			reach = max(reach, holding[next].End)
		}
		before, _ := utf8.DecodeLastRuneInString(s[:at[0]])
		after, _ := utf8.DecodeRuneInString(s[at[1]:])
		if at[1] <= reach || inWord(before) || inWord(after) {
			continue
		}
		words := s[at[0]:at[1]]
		kind, is := a.kind[words]
		if !is {
			kind = a.kind[Bare(words)]
		}
		out = append(out, Finding{Kind: kind, Start: at[0], End: at[1], Holds: true})
	}
	return out
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
