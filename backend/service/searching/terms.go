package searching

import (
	"slices"

	"secondstory/backend/domain/search"
)

// asked is a term of the query and what the index knows of it.
type asked struct {
	search.Wanted
	lists   []list
	places  int  // places that hold it, about, while the lists are not read
	read    bool // the lists are there
	selects bool
	must    bool // a record without it is not found
	holding int  // records that hold it
}

// list is what the index gave for some spellings of one weight.
type list struct {
	weight float64
	pos    []search.Pos
}

// finder is one search.
type finder struct {
	r Reader
	q search.Query
	o Options

	entries []search.Entry
	fails   []uint8
	known   int     // records that are not in the trash
	mean    float64 // words of a record
	within  []placeSet
	plain   map[string]string // names as they are compared, with a blank before each

	terms    []asked
	required int    // terms that must be there
	excluded []bool // by number
	also     []Also

	base    []float64 // rank by the index alone
	classes []uint32  // where selecting terms were found
	matched []int64
}

func (f *finder) notice(key string, pairs ...string) {
	f.q.Notices = append(f.q.Notices, search.NewMessage(key, pairs...))
}

// trimmed tells, once, that not all of the query was used.
func (f *finder) trimmed() {
	const key = "search.notice.trimmed"
	if !slices.ContainsFunc(f.q.Notices, func(m search.Message) bool { return m.Key == key }) {
		f.notice(key)
	}
}

// prepare reads the facts about all records and what the index knows of the
// words asked for.
func (f *finder) prepare() (err error) {
	if f.entries, err = f.r.Entries(); err != nil {
		return err
	}
	f.fails, f.plain = make([]uint8, len(f.entries)), map[string]string{}
	words := 0
	for n, e := range f.entries {
		f.fails[n] = f.judge(e)
		if e.Known && !e.Trashed {
			f.known++
			words += e.Words
		}
	}
	if f.known > 0 {
		f.mean = float64(words) / float64(f.known)
	}
	if err := f.places(); err != nil {
		return err
	}
	if f.q.Empty() && len(f.within) > 0 {
		f.notice("search.notice.in_alone")
	}
	if err := f.exclude(); err != nil {
		return err
	}
	if err := f.quoted(); err != nil {
		return err
	}
	for i := range f.terms {
		if t := &f.terms[i]; !t.read {
			if err := f.spell(t); err != nil {
				return err
			}
		}
	}
	return f.joined()
}

// exclude finds the records that hold what must not be there, all words at once.
func (f *finder) exclude() error {
	f.excluded = make([]bool, len(f.entries))
	for _, prefix := range []bool{false, true} {
		var phrases [][]string
		for _, t := range f.q.Not {
			if t.Prefix == prefix {
				phrases = append(append(phrases, t.Words), t.Forms...)
			}
		}
		if len(phrases) == 0 {
			continue
		}
		list, err := f.r.Find(phrases, prefix)
		if err != nil {
			return err
		}
		for _, p := range list {
			if n := p.Entry(); n < int64(len(f.excluded)) {
				f.excluded[n] = true
			}
		}
	}
	return nil
}

// sentence is how many words beside quotes make a query a sentence, in which
// quotes are part of what is told and no condition.
const sentence = 6

// quoted reads the terms in quotes. One that no record holds is taken for plain
// words: its words are what the person remembers.
func (f *finder) quoted() error {
	have, words := map[string]bool{}, 0
	for _, t := range f.q.Terms {
		if !t.Quoted {
			have[t.Text()] = true
			if !t.Weak {
				words++
			}
		}
	}
	must := words < sentence
	for _, t := range f.q.Terms {
		if !t.Quoted {
			f.terms = append(f.terms, asked{Wanted: search.Wanted{Term: t}})
			continue
		}
		found, err := f.r.Find([][]string{t.Words}, false)
		if err != nil {
			return err
		}
		found = f.inside(found)
		if f.any(found) && (must || len(t.Words) > 1) {
			a := asked{Wanted: search.Wanted{Term: t}, lists: []list{{1, found}}, places: len(found), read: true, must: must}
			if len(t.Words) == 1 {
				a.Spellings = []search.Spelling{{Word: t.Words[0], Weight: 1}}
			}
			f.terms = append(f.terms, a)
			if must {
				f.required++
				continue
			}
		} else if must {
			f.notice("search.notice.phrase_absent", "phrase", t.Text())
		}
		for _, w := range t.Words {
			if len(f.terms) >= search.MaxTerms {
				f.trimmed()
				break
			}
			if !have[w] {
				have[w] = true
				f.terms = append(f.terms, asked{Wanted: search.Wanted{Term: search.Term{Words: []string{w}, Weak: search.IsStop(w) && len(t.Words) > 1}}})
			}
		}
	}
	return nil
}

// any says whether one of the places belongs to a record that may be found.
func (f *finder) any(list []search.Pos) bool {
	for _, p := range list {
		if n := p.Entry(); f.may(n) {
			return true
		}
	}
	return false
}

func (f *finder) may(n int64) bool {
	return n < int64(len(f.fails)) && f.fails[n] == 0 && !f.excluded[n]
}

// spell finds what counts as a word: its own forms, and other spellings when it
// is nowhere to be found.
func (f *finder) spell(t *asked) error {
	if len(t.Words) > 1 {
		found, err := f.r.Find(append([][]string{t.Words}, t.Forms...), t.Prefix)
		found = f.inside(found)
		t.lists, t.places, t.read = []list{{1, found}}, len(found), true
		return err
	}
	w := t.Words[0]
	if t.Prefix && search.IsStop(w) && f.told(t) {
		return f.becoming(t)
	}
	from, to := search.StemRange(w)
	if t.Quoted || t.Weak {
		from, to = w, w+"\x00"
	}
	near, err := f.r.Words(from, to)
	if err != nil {
		return err
	}
	stem := search.Stem(w)
	for _, v := range near {
		switch {
		case v.Text == w:
			t.add(v, 1)
		case search.Stem(v.Text) == stem:
			t.add(v, search.Ranking.Stem)
		}
	}
	if t.Quoted || t.Weak {
		return nil
	}
	for _, other := range search.Kindred(w) {
		found, err := f.r.Words(other, other+"\x00")
		if err != nil {
			return err
		}
		for _, v := range found {
			if !t.spelled(v.Text) {
				t.add(v, search.Ranking.Kindred)
			}
		}
	}
	if t.Prefix {
		begin, err := f.r.Words(w, search.After(w))
		if err != nil {
			return err
		}
		beginning := 0
		for _, v := range begin {
			if !t.spelled(v.Text) {
				beginning += v.Places
			}
		}
		t.places += beginning
		if beginning > 0 {
			return nil
		}
	}
	return f.nearly(t)
}

// told says whether a term beside this one tells something.
func (f *finder) told(t *asked) bool {
	return slices.ContainsFunc(f.terms, func(o asked) bool {
		return !o.Weak && (len(o.Words) > 1 || o.Words[0] != t.Words[0])
	})
}

// mostBecoming is how many words a word of grammar may become.
const mostBecoming = 32

// becoming reads a word of grammar that is still typed: "the" may become "thermal".
// As it stands it is a word of grammar, and so are the words that it may become
// and are others.
func (f *finder) becoming(t *asked) error {
	w := t.Words[0]
	begin, err := f.r.Words(w, search.After(w))
	if err != nil {
		return err
	}
	begin = slices.DeleteFunc(slices.Clone(begin), func(v search.Word) bool { return search.IsStop(v.Text) })
	slices.SortStableFunc(begin, func(a, b search.Word) int { return b.Places - a.Places })
	for _, v := range begin[:min(mostBecoming, len(begin))] {
		t.add(v, search.Ranking.Prefix)
	}
	t.Prefix, t.Weak = false, len(begin) == 0
	return nil
}

// add takes a word of the index for the term.
func (t *asked) add(w search.Word, weight float64) {
	t.Spellings = append(t.Spellings, search.Spelling{Word: w.Text, Weight: weight})
	t.places += w.Places
}

func (t *asked) spelled(word string) bool {
	return slices.ContainsFunc(t.Spellings, func(s search.Spelling) bool { return s.Word == word })
}

// joined lets two words count as the one they make: "time out" finds "timeout".
func (f *finder) joined() error {
	for i := 0; i+1 < len(f.terms); i++ {
		a, b := &f.terms[i], &f.terms[i+1]
		if len(a.Words) != 1 || len(b.Words) != 1 || a.Quoted || b.Quoted || a.Weak || b.Weak || len(a.Words[0]) < 2 || len(b.Words[0]) < 2 {
			continue
		}
		w := a.Words[0] + b.Words[0]
		found, err := f.r.Words(w, w+"\x00")
		if err != nil {
			return err
		}
		for _, v := range found {
			for _, t := range []*asked{a, b} {
				t.Spellings = append(t.Spellings, search.Spelling{Word: v.Text, Weight: search.Ranking.Stem})
				t.places += v.Places
			}
		}
	}
	return nil
}
