package search

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// filterName reads "name:" in front of a value; n is its length in runes.
func filterName(rs []rune) (name string, n int) {
	for n < len(rs) && n < 12 && unicode.IsLetter(rs[n]) {
		n++
	}
	if n == 0 || n+1 >= len(rs) || rs[n] != ':' || unicode.IsSpace(rs[n+1]) {
		return "", 0
	}
	name = strings.ToLower(string(rs[:n]))
	if a, ok := filterAliases[name]; ok {
		return a, n + 1
	}
	for _, f := range FilterNames {
		if f == name {
			return name, n + 1
		}
	}
	return "", 0
}

// strangeFilter is the name in a word that looks like a filter and is none; "" in
// addresses, ports, drives, numbers of errors and everything else with a colon.
func strangeFilter(c chunk) string {
	name, value, ok := strings.Cut(c.text, ":")
	if !ok || c.quoted || c.filter != "" || utf8.RuneCountInString(name) < 2 || strings.ContainsFunc(name, notLetter) {
		return ""
	}
	r, _ := utf8.DecodeRuneInString(value)
	if value == "" && !c.ends || value != "" && (!isWordRune(r) || unicode.IsDigit(r)) || strings.Contains(value, ":") {
		return ""
	}
	for _, f := range FilterNames {
		if f == strings.ToLower(name) { // without a value it is a word
			return ""
		}
	}
	return name
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// narrow takes a filter. Excluded values are all excluded, so that those of one
// name are one filter; of what is wanted, so are those of a name whose values are
// alternatives. For the others each filter narrows further.
func (p *parser) narrow(f Filter) {
	at := slices.IndexFunc(p.filters, func(have Filter) bool {
		return have.Name == f.Name && have.Not == f.Not && (f.Not || slices.Contains(alternatives, f.Name) || slices.Equal(have.Values, f.Values))
	})
	if at < 0 {
		if p.full() {
			return
		}
		p.filters = append(p.filters, Filter{Name: f.Name, Not: f.Not})
		at = len(p.filters) - 1
	}
	p.filters[at].Typed = append(p.filters[at].Typed, f.Typed...)
	for _, v := range f.Values {
		if !slices.Contains(p.filters[at].Values, v) && !p.full() {
			p.filters[at].Values = append(p.filters[at].Values, v)
		}
	}
}

// alternatives are the filters that are ticked one value at a time: another value
// shows more.
var alternatives = []string{FilterService, FilterSeverity, FilterState, FilterClass, FilterIn, FilterYear}

// filter reads the value of a filter; ok is false when it is none.
func (p *parser) filter(c chunk) (f Filter, ok bool) {
	f = Filter{Name: c.filter, Not: c.not}
	typed := Typed{Text: c.typed, name: strings.TrimSuffix(c.typed, c.text)}
	parts := []string{c.text}
	if !c.quoted {
		parts = strings.Split(c.text, ",")
	}
	for _, part := range parts {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		v, ok := p.value(c.filter, part)
		if !ok {
			return f, false
		}
		typed.parts, typed.values = append(typed.parts, part), append(typed.values, v)
		if !slices.Contains(f.Values, v) {
			f.Values = append(f.Values, v)
		}
	}
	f.Typed = []Typed{typed}
	return f, len(f.Values) > 0
}

func (p *parser) value(name, v string) (string, bool) {
	low := strings.ReplaceAll(strings.ToLower(v), "-", "_")
	switch name {
	case FilterSeverity:
		if len(low) == 1 {
			low = "sev" + low
		}
		return among(p.options.Severities, low)
	case FilterState:
		if low == "review" {
			low = "in_review"
		}
		return among(p.options.States, low)
	case FilterClass:
		return among(p.options.CauseClasses, low)
	case FilterHas:
		return among(HasNames, low)
	case FilterIn:
		for _, c := range Classes {
			if low == c.Name() || low+"s" == c.Name() {
				return c.Name(), true
			}
		}
		return among(Sections, low)
	case FilterBefore, FilterAfter, FilterYear:
		for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
			if len(v) == len(layout) {
				_, err := time.Parse(layout, v)
				return v, err == nil
			}
		}
		return "", false
	}
	words := Plain(v)
	return words, words != ""
}

func among(set []string, v string) (string, bool) {
	for _, s := range set {
		n := strings.ReplaceAll(strings.ToLower(s), "-", "_")
		if n == v || n == v+"s" || n+"s" == v {
			return s, true
		}
	}
	return "", false
}
