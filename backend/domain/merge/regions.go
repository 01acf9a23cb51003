package merge

import "sort"

// region is one stretch of a three-way comparison: base[lo:hi] stands as a[alo:ahi]
// and b[blo:bhi]. Exactly one of the four kinds is meant by what the sides did.
type region struct {
	lo, hi   int
	alo, ahi int
	blo, bhi int
	byA, byB bool // who changed it; neither: the same in all three
	// insertions says that both sides only put something in at one point.
	insertions bool
}

// territory is a hunk with the stretch of the base it lays claim to: the places it
// could as well lie at, and the runs of identical items it touches. Inside, nobody
// can say which item was meant.
type territory struct {
	hunk
	side     int
	from, to int
}

// compare cuts three sequences into regions that cover them in order. Hunks of the
// two sides meet in one region when they claim a common item of the base, when one
// puts something in within what the other claims, or when both put something in at
// the same point.
func compare(base, a, b []int) []region {
	first, last := runs(base)
	var all []territory
	for side, s := range [2][]int{a, b} {
		hunks := diff(base, s)
		for i, h := range hunks {
			floor := 0
			if i > 0 {
				floor = hunks[i-1].hi
			}
			t := territory{hunk: h, side: side, from: h.lo, to: h.hi}
			for up := h; up.lo > floor && (up.inserts() && s[up.shi-1] == base[up.lo-1] || up.deletes() && base[up.hi-1] == base[up.lo-1]); {
				up = hunk{up.lo - 1, up.hi - 1, up.slo - 1, up.shi - 1}
				t.from = up.lo
			}
			if h.lo < h.hi {
				t.from, t.to = min(t.from, first[h.lo]), max(t.to, last[h.hi-1])
			} else if h.lo > 0 && h.lo < len(base) && base[h.lo-1] == base[h.lo] {
				t.from, t.to = min(t.from, first[h.lo]), max(t.to, last[h.lo])
			}
			all = append(all, t)
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		if all[i].from != all[j].from {
			return all[i].from < all[j].from
		}
		return all[i].to < all[j].to
	})
	w := weaver{lenA: len(a), lenB: len(b)}
	for i := 0; i < len(all); {
		j, to := i+1, all[i].to
		for j < len(all) && meets(all[i:j], to, all[j]) {
			to = max(to, all[j].to)
			j++
		}
		w.weave(all[i:j], to)
		i = j
	}
	w.rest(len(base))
	return w.out
}

// meets says whether a hunk belongs to those before it, which claim up to to.
func meets(before []territory, to int, t territory) bool {
	if t.from < to {
		return true
	}
	for _, o := range before {
		if o.inserts() && t.inserts() && o.lo == t.lo {
			return true
		}
	}
	return false
}

// runs gives for every item of a sequence where the run of identical items it
// stands in begins, and where it ends (exclusive).
func runs(s []int) (first, last []int) {
	first, last = make([]int, len(s)), make([]int, len(s))
	for i := range s {
		if first[i] = i; i > 0 && s[i] == s[i-1] {
			first[i] = first[i-1]
		}
	}
	for i := len(s) - 1; i >= 0; i-- {
		if last[i] = i + 1; i+1 < len(s) && s[i] == s[i+1] {
			last[i] = last[i+1]
		}
	}
	return first, last
}

// weaver writes regions in order, keeping count of how far each side is shifted.
type weaver struct {
	out            []region
	at             int // of the base
	shiftA, shiftB int
	lenA, lenB     int
}

// same covers what nobody changed up to a place of the base.
func (w *weaver) same(to int) {
	if w.at < to {
		w.put(region{lo: w.at, hi: to}, 0, 0)
	}
}

// put appends a region of the base in which the sides grow by so many items.
func (w *weaver) put(r region, growA, growB int) {
	r.alo, r.blo = r.lo+w.shiftA, r.lo+w.shiftB
	w.shiftA += growA
	w.shiftB += growB
	r.ahi, r.bhi = r.hi+w.shiftA, r.hi+w.shiftB
	w.out = append(w.out, r)
	w.at = r.hi
}

// weave writes hunks that belong together.
func (w *weaver) weave(group []territory, to int) {
	r := region{lo: group[0].from, hi: to}
	growth := [2]int{}
	for _, t := range group {
		growth[t.side] += (t.shi - t.slo) - (t.hi - t.lo)
		r.byA, r.byB = r.byA || t.side == 0, r.byB || t.side == 1
	}
	switch {
	case !r.byA || !r.byB:
		// Only one side is here: what it claims beyond its hunks is as it was.
		sort.Slice(group, func(i, j int) bool { return group[i].lo < group[j].lo })
		for _, t := range group {
			w.same(t.lo)
			one := region{lo: t.lo, hi: t.hi, byA: r.byA, byB: r.byB}
			grow := (t.shi - t.slo) - (t.hi - t.lo)
			if t.side == 0 {
				w.put(one, grow, 0)
			} else {
				w.put(one, 0, grow)
			}
		}
		return
	case len(group) == 2 && group[0].inserts() && group[1].inserts() && group[0].lo == group[1].lo:
		r.lo, r.hi, r.insertions = group[0].lo, group[0].lo, true
	}
	w.same(r.lo)
	w.put(r, growth[0], growth[1])
}

func (w *weaver) rest(end int) { w.same(end) }
