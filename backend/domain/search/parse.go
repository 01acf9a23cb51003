package search

import (
	"maps"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Parse reads a query. It has no errors: what is no filter and no phrase is plain
// words, and a notice says so.
func Parse(text string, o Options) Query {
	p := parser{options: o, seen: map[string]bool{}}
	blank := strings.TrimSpace(text) == ""
	text = strings.ToValidUTF8(text, " ")
	short := shorten(text)
	text = short.text
	chunks := p.split(text)
	for i := 0; i < len(chunks); {
		if n := p.time(chunks[i:]); n > 0 {
			i += n
			continue
		}
		last := i == len(chunks)-1 && o.Typing && !endsInSpace(text)
		p.chunk(chunks[i], last)
		i++
	}
	switch {
	case p.trimmed:
		p.notice("search.notice.trimmed")
	case short.cut:
		p.notice("search.notice.cut", "count", strconv.Itoa(MaxQueryRunes))
	}
	if short.long {
		p.notice("search.notice.long_word", "count", strconv.Itoa(MaxWordRunes))
	}
	q := Query{Terms: p.terms, Not: p.not, Filters: p.filters, Notices: p.notices}
	if len(q.Terms) == 0 && len(q.Not) == 0 && len(q.Filters) == 0 && !blank {
		q.Notices = append(q.Notices, Message{Key: "search.notice.no_words"})
	}
	strong := false
	for _, t := range q.Terms {
		strong = strong || !t.Weak
	}
	if !strong && len(q.Terms) > 0 {
		for i := range q.Terms {
			q.Terms[i].Weak = false
		}
		q.Notices = append(q.Notices, Message{Key: "search.notice.only_common"})
	}
	return q
}

func endsInSpace(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsSpace(r)
}

type parser struct {
	options Options
	terms   []Term
	not     []Term
	filters []Filter
	notices []Message
	seen    map[string]bool
	trimmed bool
}

// chunk is a piece of a query between blanks, or in quotes.
type chunk struct {
	text   string
	quoted bool
	not    bool
	filter string // name before the colon
	typed  string
	ends   bool // a quotation mark stands at its end
}

// wordsOfATime is how many words may say one time: "17th of March 2026".
const wordsOfATime = 4

// time takes a time that the first chunks say, and tells how many they are.
func (p *parser) time(chunks []chunk) int {
	var words []string
	for i, c := range chunks[:min(wordsOfATime, len(chunks))] {
		if c.quoted || c.filter != "" || i > 0 && c.not {
			break
		}
		words = append(words, c.text)
	}
	found, n := times(words)
	if len(found) == 1 {
		found[0].Typed = strings.TrimRight(strings.Join(words[:n], " "), ",;!?")
	}
	for _, t := range found {
		p.add(t, chunks[0].not)
	}
	return n
}

func (p *parser) notice(key string, pairs ...string) {
	m := NewMessage(key, pairs...)
	for _, have := range p.notices {
		if have.Key == key && maps.Equal(have.Params, m.Params) {
			return
		}
	}
	p.notices = append(p.notices, m)
}

const opening, closing = "\"“”„«»", "\"“”«»"

func isQuote(r rune, set string) bool { return strings.ContainsRune(set, r) }

// split cuts the query into chunks. A quote that is never closed is no quote.
func (p *parser) split(text string) []chunk {
	var out []chunk
	rs := []rune(text)
	for i := 0; i < len(rs); {
		if unicode.IsSpace(rs[i]) || unicode.IsControl(rs[i]) {
			i++
			continue
		}
		start := i
		c := chunk{}
		if rs[i] == '-' && i+1 < len(rs) && (isWordRune(rs[i+1]) || isQuote(rs[i+1], opening)) {
			c.not = true
			i++
		}
		if name, n := filterName(rs[i:]); name != "" {
			c.filter = name
			i += n
		}
		if i < len(rs) && isQuote(rs[i], opening) {
			end := i + 1
			for end < len(rs) && !isQuote(rs[end], closing) {
				end++
			}
			if end < len(rs) {
				c.quoted, c.text, c.typed = true, string(rs[i+1:end]), string(rs[start:end+1])
				out = append(out, c)
				i = end + 1
				continue
			}
			p.notice("search.notice.open_quote")
			i++
		}
		end := i
		for end < len(rs) && !unicode.IsSpace(rs[end]) && !unicode.IsControl(rs[end]) && !isQuote(rs[end], opening) {
			end++
		}
		c.text, c.typed = string(rs[i:end]), string(rs[start:end])
		c.ends = end < len(rs) && isQuote(rs[end], opening)
		out = append(out, c)
		i = end
	}
	return out
}

func isWordRune(r rune) bool { k := kindOf(r); return k == letter || k == single }

func (p *parser) chunk(c chunk, typing bool) {
	if c.filter != "" {
		if f, ok := p.filter(c); ok {
			p.narrow(f)
			return
		}
		p.notice("search.notice.filter_value", "filter", c.filter, "value", c.text)
		switch {
		case !c.quoted:
			c.text = c.filter + " " + c.text
		case !c.not: // the name is no part of the phrase
			p.add(Term{Words: []string{c.filter}}, false)
		}
	}
	if c.quoted {
		words := wordsOf(c.text)
		if len(words) > 0 {
			p.add(Term{Words: words, Quoted: true}, c.not)
		}
		return
	}
	if name := strangeFilter(c); name != "" {
		p.notice("search.notice.filter_unknown", "filter", name)
	}
	for i, t := range plainTerms(c.text, typing) {
		if i > 0 && c.not && t.Weak {
			continue
		}
		p.add(t, c.not)
	}
}

func (p *parser) add(t Term, not bool) {
	key := t.Text()
	if t.Quoted {
		key = `"` + key
	}
	if not {
		key = "-" + t.Text()
	}
	if p.seen[key] || p.full() {
		return
	}
	p.seen[key] = true
	if not {
		p.not = append(p.not, t)
	} else {
		p.terms = append(p.terms, t)
	}
}

// full says whether the query asks for as much as is looked for, and tells it.
func (p *parser) full() bool {
	n := len(p.terms) + len(p.not)
	for _, f := range p.filters {
		n += len(f.Values)
	}
	p.trimmed = p.trimmed || n >= MaxTerms
	return n >= MaxTerms
}

func wordsOf(text string) []string {
	var out []string
	EachToken(text, func(t Token) { out = append(out, t.Text) })
	return out
}

// plainTerms are the terms of a chunk without quotes. What holds figures stays
// together (3.8.9, us-east-1), and so do two characters of a script without
// blanks; everything else is words of their own.
func plainTerms(text string, typing bool) []Term {
	star := strings.HasSuffix(text, "*")
	tokens := Tokens(text)
	if len(tokens) == 0 {
		return nil
	}
	last := tokens[len(tokens)-1]
	// A sign behind the word ends it: "queue," is no beginning of a word.
	typing = typing && last.End == len(text)
	var out []Term
	for i := 0; i < len(tokens); {
		end := i + 1
		r, _ := utf8.DecodeRuneInString(tokens[i].Text)
		if kindOf(r) == single {
			for end < len(tokens) && tokens[end].Start == tokens[end-1].End {
				if r, _ := utf8.DecodeRuneInString(tokens[end].Text); kindOf(r) != single {
					break
				}
				end++
			}
			if end-i == 1 {
				out = append(out, Term{Words: []string{tokens[i].Text}})
			}
			for n := i; n+1 < end; n++ {
				out = append(out, Term{Words: []string{tokens[n].Text, tokens[n+1].Text}})
			}
			i = end
			continue
		}
		for end < len(tokens) && (HasFigure(tokens[end].Text) || HasFigure(tokens[end-1].Text)) && end-i < 8 {
			end++
		}
		t := Term{}
		for _, k := range tokens[i:end] {
			t.Words = append(t.Words, k.Text)
		}
		if len(t.Words) > 1 {
			t.Typed = text[tokens[i].Start:tokens[end-1].End]
		} else {
			w := t.Words[0]
			t.Weak = IsStop(w) || utf8.RuneCountInString(w) < 2
		}
		t.Prefix = end == len(tokens) && (star || typing) && utf8.RuneCountInString(t.Words[len(t.Words)-1]) >= 3
		t.Weak = t.Weak && !t.Prefix
		out = append(out, t)
		i = end
	}
	return out
}

// HasFigure says whether a word holds a figure: it is then no word to spell otherwise.
func HasFigure(w string) bool { return strings.ContainsAny(w, "0123456789") }
