package searching

import (
	"math"
	"slices"
	"sort"

	"secondstory/backend/domain/search"
)

const (
	// broadPlaces and broadShare: a term with more places, in more than this share
	// of the records, only ranks while rarer ones select.
	broadPlaces = 2_000
	broadShare  = 0.1
	// placesRead is how many places of the index a search reads. Beyond it the
	// commonest words rank by the texts of the best records alone.
	placesRead = 40_000
	// looked is how many records are ranked by their texts.
	looked = 80
	// textsRead is how many texts of one record are looked at.
	textsRead = 12
)

// gather reads where the terms stand and decides which select. Words of grammar
// are read only when the others find nothing: "why did the import not finish" is
// about an import and finishing, and where few reviews ask a "why", that word
// would tell most.
func (f *finder) gather() error {
	if err := f.readTerms(false); err != nil {
		return err
	}
	if f.choose() {
		for i := range f.terms {
			f.terms[i].Idle = f.terms[i].grammar()
		}
		return nil
	}
	if err := f.readTerms(true); err != nil {
		return err
	}
	f.choose()
	return nil
}

// grammar says whether a term is a word of grammar beside others.
func (t *asked) grammar() bool { return t.Weak && search.IsStop(t.Words[0]) }

// readTerms reads the places of terms, the rarest first.
func (f *finder) readTerms(grammar bool) error {
	var order []int
	for i := range f.terms {
		if f.terms[i].grammar() == grammar {
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(i, j int) bool { return f.terms[order[i]].places < f.terms[order[j]].places })
	budget := placesRead
	first := true // nothing has been found yet: the next term is read whatever it costs
	for _, i := range order {
		t := &f.terms[i]
		if t.places > 0 && !t.read && (first || t.places <= budget) {
			if err := f.read(t); err != nil {
				return err
			}
			budget -= t.places
		}
		if t.read {
			t.holding = f.count(t)
			first = first && t.holding == 0
		} else if f.known > 0 {
			// So many places fall on so many different records.
			t.holding = int(float64(f.known) * (1 - math.Exp(-float64(t.places)/float64(f.known))))
		}
		t.Rarity = search.Rarity(min(t.holding, f.known), f.known)
	}
	return nil
}

// read reads the places of a term, one list for each weight.
func (f *finder) read(t *asked) error {
	byWeight := map[float64][][]string{}
	var weights []float64
	for _, s := range t.Spellings {
		if byWeight[s.Weight] == nil {
			weights = append(weights, s.Weight)
		}
		byWeight[s.Weight] = append(byWeight[s.Weight], []string{s.Word})
	}
	for _, w := range weights {
		found, err := f.r.Find(byWeight[w], false)
		if err != nil {
			return err
		}
		t.lists = append(t.lists, list{w, f.inside(found)})
	}
	if t.Prefix {
		found, err := f.r.Find([][]string{t.Words}, true)
		if err != nil {
			return err
		}
		t.lists = append(t.lists, list{search.Ranking.Prefix, t.unread(f.inside(found))})
	}
	t.read = true
	return nil
}

// unread leaves the places that no list of the term has: a whole word is also a
// beginning, and counts once.
func (t *asked) unread(found []search.Pos) []search.Pos {
	for _, l := range t.lists {
		i := 0
		found = slices.DeleteFunc(found, func(p search.Pos) bool {
			for i < len(l.pos) && l.pos[i] < p {
				i++
			}
			return i < len(l.pos) && l.pos[i] == p
		})
	}
	return found
}

// count is how many records hold a term.
func (f *finder) count(t *asked) int {
	if len(t.lists) == 1 {
		n, last := 0, int64(-1)
		for _, p := range t.lists[0].pos {
			if e := p.Entry(); e != last {
				n, last = n+1, e
			}
		}
		return n
	}
	there := map[int64]bool{}
	for _, l := range t.lists {
		for _, p := range l.pos {
			there[p.Entry()] = true
		}
	}
	return len(there)
}

// choose decides which terms select: those that are neither weak nor broad; when
// there is none, the rarest of what there is. It says whether they find anything.
func (f *finder) choose() bool {
	for _, allow := range []func(*asked) bool{
		func(t *asked) bool { return !t.Weak && !f.broad(t) },
		func(t *asked) bool { return !t.Weak },
		func(*asked) bool { return true },
	} {
		some := false
		for i := range f.terms {
			t := &f.terms[i]
			if t.read && t.holding > 0 && allow(t) {
				t.selects, some = true, true
			}
		}
		if some && f.selected() {
			return true
		}
	}
	return false
}

func (f *finder) broad(t *asked) bool {
	return t.places > broadPlaces && float64(t.holding) > broadShare*float64(f.known)
}

// selected says whether the selecting terms find a record that may be found.
func (f *finder) selected() bool {
	for i := range f.terms {
		if !f.terms[i].selects {
			continue
		}
		for _, l := range f.terms[i].lists {
			if f.any(l.pos) {
				return true
			}
		}
	}
	return false
}

// match ranks every record by what the index tells and collects those that are
// found.
func (f *finder) match() {
	size := len(f.entries)
	f.base, f.classes = make([]float64, size), make([]uint32, size)
	selected := make([]bool, size)
	count := make([]float64, size)
	needed := make([]int, size)
	for i := range f.terms {
		t := &f.terms[i]
		var touched []int64
		for _, l := range t.lists {
			for _, p := range l.pos {
				n := p.Entry()
				if n >= int64(size) {
					continue
				}
				if count[n] == 0 {
					touched = append(touched, n)
				}
				count[n] += l.weight * search.Ranking.Class[p.Class()]
				if t.selects {
					f.classes[n] |= 1 << p.Class()
				}
			}
		}
		for _, n := range touched {
			f.base[n] += t.Rarity * search.Ranking.Saturate(count[n], f.entries[n].Words, f.mean)
			selected[n] = selected[n] || t.selects
			count[n] = 0
			if t.must {
				needed[n]++
			}
		}
	}
	for n := range f.entries {
		if f.fails[n]&failsOther != 0 || f.excluded[n] || !f.q.Empty() && !selected[n] || needed[n] < f.required {
			f.fails[n] |= failsOther
			continue
		}
		if f.fails[n] == 0 {
			f.matched = append(f.matched, int64(n))
		}
	}
}
