package searching

import (
	"cmp"
	"slices"
	"sort"

	"secondstory/backend/domain/search"
)

// ranked is a record in the order of the answer.
type ranked struct {
	n     int64
	score search.Score
	texts []search.Looked
}

// rank orders what was found: all by the index, then the best by their texts. It
// gives the order as far as the page goes.
func (f *finder) rank() ([]ranked, error) {
	reach := max(looked, f.o.Offset+f.o.Limit)
	if f.q.Empty() {
		reach = f.o.Offset + f.o.Limit
	}
	all := f.first(reach)
	if f.q.Empty() {
		return all, nil
	}
	best := all[:min(looked, len(all))]
	if err := f.look(best); err != nil {
		return nil, err
	}
	wanted := f.wanted()
	for i := range best {
		b := &best[i]
		b.score = search.Ranking.Score(wanted, b.texts, f.counts(b.n), f.entries[b.n].Words, f.mean)
	}
	slices.SortFunc(best, f.compare)
	// What nobody looked at stands behind what was, with a score that says so.
	if len(best) > 0 {
		least := best[len(best)-1].score.Total
		for i := len(best); i < len(all); i++ {
			all[i].score.Total = min(all[i].score.Total, least)
		}
	}
	return all, nil
}

// fewRanked is how many are put in order by finding each its place.
const fewRanked = 400

// first are the first so many of what was found, by the index alone. Thousands may
// be found where a page shows twenty: only what could be among the first is
// put in order.
func (f *finder) first(n int) []ranked {
	n = min(n, len(f.matched))
	if n > fewRanked {
		all := make([]ranked, len(f.matched))
		for i, m := range f.matched {
			all[i] = ranked{n: m, score: search.Score{Total: f.base[m]}}
		}
		slices.SortFunc(all, f.compare)
		return all[:n]
	}
	list := make([]ranked, 0, n+1)
	for _, m := range f.matched {
		r := ranked{n: m, score: search.Score{Total: f.base[m]}}
		if len(list) == n && (n == 0 || f.compare(list[n-1], r) <= 0) {
			continue
		}
		at, _ := slices.BinarySearchFunc(list, r, f.compare)
		list = slices.Insert(list, at, r)
		list = list[:min(n, len(list))]
	}
	return list
}

// compare orders by rank; equal ranks by date, the latest first, then by id.
func (f *finder) compare(a, b ranked) int {
	if a.score.Total != b.score.Total {
		return cmp.Compare(b.score.Total, a.score.Total)
	}
	x, y := &f.entries[a.n], &f.entries[b.n]
	if x.Date != y.Date {
		return cmp.Compare(y.Date, x.Date)
	}
	return cmp.Compare(y.ID, x.ID)
}

func (f *finder) wanted() []search.Wanted {
	out := make([]search.Wanted, len(f.terms))
	for i, t := range f.terms {
		out[i] = t.Wanted
	}
	return out
}

// counts are the weighted counts of the terms in a record, as the index tells.
func (f *finder) counts(n int64) []float64 {
	out := make([]float64, len(f.terms))
	for i := range f.terms {
		for _, l := range f.terms[i].lists {
			for _, p := range of(n, l.pos) {
				out[i] += l.weight * search.Ranking.Class[p.Class()]
			}
		}
	}
	return out
}

// of is the part of a list that belongs to a record.
func of(n int64, list []search.Pos) []search.Pos {
	from := sort.Search(len(list), func(i int) bool { return list[i].Entry() >= n })
	to := from
	for to < len(list) && list[to].Entry() == n {
		to++
	}
	return list[from:to]
}

// look reads the texts of records in which most terms stand, and finds them there.
func (f *finder) look(list []ranked) error {
	var wanted []search.Pos
	open := map[int][]search.Pos{} // of the records whose last places tell as much as others
	for i := range list {
		if list[i].texts != nil {
			continue
		}
		sure, equal := f.bestPlaces(list[i].n)
		for _, p := range sure {
			list[i].texts = append(list[i].texts, search.Looked{Pos: p})
		}
		if len(sure) < textsRead && len(equal) > 0 {
			open[i] = equal
		}
		wanted = append(append(wanted, sure...), equal...)
	}
	if len(wanted) == 0 {
		return nil
	}
	texts, err := f.r.Places(wanted)
	if err != nil {
		return err
	}
	matcher := search.NewMatcher(f.wanted())
	for i := range list {
		for _, p := range f.byKey(open[i], texts, textsRead-len(list[i].texts)) {
			list[i].texts = append(list[i].texts, search.Looked{Pos: p})
		}
		for j := range list[i].texts {
			l := &list[i].texts[j]
			if l.Place.Text != "" {
				continue
			}
			l.Place = texts[l.Pos]
			l.Hits, _ = matcher.Hits(l.Place.Text)
			l.Timed = matcher.AtTimes(l.Place)
		}
	}
	return nil
}

// byKey takes the first so many of places by what they are called: their numbers
// tell when they were written.
func (f *finder) byKey(equal []search.Pos, texts map[search.Pos]search.Place, n int) []search.Pos {
	slices.SortFunc(equal, func(a, b search.Pos) int { return cmp.Compare(texts[a].Key, texts[b].Key) })
	return equal[:min(n, len(equal))]
}

// mostEqual is how many places are read to choose among those that tell as much.
const mostEqual = 48

// bestPlaces are the places of a record whose terms tell most, and of the last kind
// among them all that tell as much: not all of those will be looked at.
func (f *finder) bestPlaces(n int64) (sure, equal []search.Pos) {
	value := map[search.Pos]float64{}
	var list []search.Pos
	for i := range f.terms {
		t := &f.terms[i]
		for _, l := range t.lists {
			for _, p := range of(n, l.pos) {
				if _, there := value[p]; !there {
					list = append(list, p)
				}
				value[p] += l.weight * t.Rarity * search.Ranking.Class[p.Class()]
			}
		}
	}
	order := func(a, b search.Pos) int {
		return cmp.Or(cmp.Compare(value[b], value[a]), cmp.Compare(a.Class(), b.Class()))
	}
	slices.SortFunc(list, func(a, b search.Pos) int { return cmp.Or(order(a, b), cmp.Compare(a, b)) })
	if len(list) <= textsRead {
		return list, nil
	}
	from, to := textsRead, textsRead
	for from > 0 && order(list[from-1], list[textsRead]) == 0 {
		from--
	}
	for to < len(list) && order(list[to], list[textsRead]) == 0 {
		to++
	}
	return list[:from], list[from:min(to, from+mostEqual)]
}
