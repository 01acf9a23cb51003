package redact

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"secondstory/backend/domain/leak"
)

// Kind says what went. Beside those of package leak there are the technical ones.
type Kind = leak.Kind

// The technical kinds.
const (
	Link       Kind = "link"       // an address of the web or of a program
	Machine    Kind = "machine"    // a server, a container, an address of the network
	File       Kind = "file"       // a file or a folder
	Identifier Kind = "identifier" // a hash, a ticket, a version, a name in a program
	Code       Kind = "code"       // what its writer set as code
	Drawing    Kind = "drawing"    // a drawing or picture with words that go
	Picture    Kind = "picture"    // a picture, in which nothing can be taken out
)

// Kinds are all kinds, in the order in which lists show them.
var Kinds = []Kind{leak.Secret, leak.Name, leak.User, leak.Email, leak.Phone, leak.Account, leak.Personal, leak.Address, Machine, Link, File, Identifier, Code, Drawing, Picture}

// Profile says what goes.
type Profile struct {
	// Names finds people; nil knows nobody.
	Names *leak.Names
	// Again finds what other texts of the record give away; nil for nothing.
	Again *leak.Again
	// Technical also takes out the inner workings of a system.
	Technical bool
	// Keep are words that stay, whatever their case. A secret goes all the same, and
	// with it what it stands in.
	Keep []string
	// Word is what stands for a kind, without its marks.
	Word func(Kind) string
}

// Hit is a run of words that goes.
type Hit struct {
	Kind       Kind
	Start, End int    // bytes
	Role       string // stands in place of a name; "" where none is known
}

// Removed is what went, once for all places, or would have gone but was kept.
type Removed struct {
	Kind  Kind
	Words string
	Kept  bool
	// Key is what a person keeps it by, where that is not its words.
	Key string
}

// Redactor carries a profile out and remembers what went. It is not for use by
// several goroutines.
type Redactor struct {
	p    Profile
	keep map[string]bool
	gone map[Removed]bool
}

// New begins with nothing removed.
func New(p Profile) *Redactor {
	x := &Redactor{p: p, keep: map[string]bool{}, gone: map[Removed]bool{}}
	for _, w := range p.Keep {
		if w = plain(w); w != "" {
			x.keep[w] = true
		}
	}
	return x
}

func plain(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// Technical says whether code and drawings are looked at too.
func (x *Redactor) Technical() bool { return x.p.Technical }

// Find lists what goes from a text, in its order, none inside another, and
// remembers it.
func (x *Redactor) Find(s string) []Hit { return x.Settle(s, nil) }

// Settle is Find with hits that are known already, such as what is set as code.
func (x *Redactor) Settle(s string, known []Hit) []Hit {
	list := append([]Hit(nil), known...)
	for _, f := range leak.Words(s, x.p.Names, x.p.Again) {
		// A name that may be a word is told elsewhere and no reason to spoil a sentence.
		if f.Holds || f.Kind != leak.Name {
			list = append(list, Hit{f.Kind, f.Start, f.End, f.Role})
		}
	}
	if x.p.Technical {
		list = append(list, technical(s)...)
	}
	list = slices.DeleteFunc(list, func(h Hit) bool { return h.End <= h.Start })
	slices.SortStableFunc(list, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(rank(a), rank(b)))
	})
	var gone []Hit
	for from := 0; from < len(list); {
		to, end := from+1, list[from].End
		for to < len(list) && list[to].Start < end {
			end = max(end, list[to].End)
			to++
		}
		if h := x.together(s, list[from:to], end); h.End > 0 {
			gone = append(gone, h)
		}
		from = to
	}
	return gone
}

// rank is what is said first of two that are the same words.
func rank(h Hit) int {
	switch h.Kind {
	case leak.Secret:
		return 0
	case leak.Email, leak.Account, leak.Personal:
		return 1
	}
	return 2
}

// together settles hits that overlap each other, in the order of the text: they go or
// stay as one. Were only a part of a link taken out, the rest of it would be read. The
// zero Hit says that they stay.
func (x *Redactor) together(s string, list []Hit, end int) Hit {
	wide, secret, all, reach := list[0], false, true, 0
	var stay []Hit
	for _, h := range list {
		if h.End-h.Start > wide.End-wide.Start {
			wide = h
		}
		secret = secret || h.Kind == leak.Secret
		switch {
		case x.keep[plain(s[h.Start:h.End])]:
			if h.End > reach {
				stay, reach = append(stay, h), h.End
			}
		case h.End > reach:
			all = false // a part of what stays stays with it, and this is none
		}
	}
	whole := s[list[0].Start:end]
	switch {
	case secret:
	case x.keep[plain(whole)]:
		x.note(wide.Kind, whole, true)
		return Hit{}
	case all:
		for _, h := range stay {
			x.note(h.Kind, s[h.Start:h.End], true)
		}
		return Hit{}
	}
	if secret {
		wide.Kind, wide.Role = leak.Secret, "" // says why it cannot be kept
	}
	x.note(wide.Kind, whole, false)
	return Hit{wide.Kind, list[0].Start, end, wide.Role}
}

func (x *Redactor) note(k Kind, words string, stays bool) {
	x.gone[Removed{Kind: k, Words: strings.Join(strings.Fields(words), " "), Kept: stays}] = true
}

// Text is a text without what goes.
func (x *Redactor) Text(s string) string {
	hits := x.Find(s)
	if len(hits) == 0 {
		return s
	}
	var b strings.Builder
	at := 0
	for _, h := range hits {
		b.WriteString(s[at:h.Start])
		b.WriteString(x.InPlace(h))
		at = h.End
	}
	b.WriteString(s[at:])
	return b.String()
}

// InPlace is what stands in place of a hit: the role of a person, else the word
// for its kind.
func (x *Redactor) InPlace(h Hit) string {
	if h.Role != "" {
		return "‹" + h.Role + "›"
	}
	return x.Mark(h.Kind)
}

// Mark is the word for a kind between its marks.
func (x *Redactor) Mark(k Kind) string { return "‹" + x.p.Word(k) + "›" }

// Took remembers something that went as a whole; stays says that a person keeps it.
func (x *Redactor) Took(k Kind, words string) (stays bool) {
	stays = x.keep[plain(words)]
	x.note(k, words, stays)
	return stays
}

// TookBy remembers something that went as a whole and is kept by a key of its own, whatever
// it is called.
func (x *Redactor) TookBy(k Kind, words, key string) (stays bool) {
	stays = x.keep[plain(key)]
	x.gone[Removed{Kind: k, Words: strings.Join(strings.Fields(words), " "), Kept: stays, Key: key}] = true
	return stays
}

// Removed lists what went or was kept, by kind and words.
func (x *Redactor) Removed() []Removed {
	order := map[Kind]int{}
	for i, k := range Kinds {
		order[k] = i
	}
	out := make([]Removed, 0, len(x.gone))
	for r := range x.gone {
		out = append(out, r)
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if order[a.Kind] != order[b.Kind] {
			return order[a.Kind] < order[b.Kind]
		}
		if a.Words != b.Words {
			return a.Words < b.Words
		}
		return !a.Kept && b.Kept
	})
	return out
}

// Any says that something went.
func (x *Redactor) Any() bool {
	for r := range x.gone {
		if !r.Kept {
			return true
		}
	}
	return false
}
