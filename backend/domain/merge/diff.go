package merge

import "sort"

// hunk is one run in which a side differs from the base: base[lo:hi] became
// side[slo:shi]. Between two hunks of a side there is at least one common item.
type hunk struct{ lo, hi, slo, shi int }

func (h hunk) inserts() bool { return h.lo == h.hi }
func (h hunk) deletes() bool { return h.slo == h.shi }

// maxEdits bounds the search for the shortest difference of one stretch. Beyond it
// the stretch is cut at items both hold exactly once or, without any, taken as
// replaced whole. The bound is part of the merge version.
const maxEdits = 400

// diff finds the hunks between two sequences in order (Myers' algorithm within the
// bound). Runs that could lie at several places lie at the last one.
func diff(base, side []int) []hunk {
	d := differ{base: base, side: side}
	d.stretch(0, len(base), 0, len(side))
	return slideDown(base, side, d.hunks)
}

type differ struct {
	base, side []int
	hunks      []hunk
}

// add appends a run, joined to the one before when they touch.
func (d *differ) add(h hunk) {
	if h.lo == h.hi && h.slo == h.shi {
		return
	}
	if n := len(d.hunks); n > 0 && d.hunks[n-1].hi == h.lo && d.hunks[n-1].shi == h.slo {
		d.hunks[n-1].hi, d.hunks[n-1].shi = h.hi, h.shi
		return
	}
	d.hunks = append(d.hunks, h)
}

// stretch compares base[lo:hi] with side[slo:shi].
func (d *differ) stretch(lo, hi, slo, shi int) {
	for lo < hi && slo < shi && d.base[lo] == d.side[slo] {
		lo, slo = lo+1, slo+1
	}
	for lo < hi && slo < shi && d.base[hi-1] == d.side[shi-1] {
		hi, shi = hi-1, shi-1
	}
	if lo == hi || slo == shi {
		d.add(hunk{lo, hi, slo, shi})
		return
	}
	if pairs, ok := shortest(d.base[lo:hi], d.side[slo:shi]); ok {
		x, y := lo, slo
		for _, p := range pairs {
			d.add(hunk{x, lo + p[0], y, slo + p[1]})
			x, y = lo+p[0]+1, slo+p[1]+1
		}
		d.add(hunk{x, hi, y, shi})
		return
	}
	anchors := unique(d.base[lo:hi], d.side[slo:shi])
	if len(anchors) == 0 {
		d.add(hunk{lo, hi, slo, shi})
		return
	}
	x, y := lo, slo
	for _, p := range anchors {
		d.stretch(x, lo+p[0], y, slo+p[1])
		x, y = lo+p[0]+1, slo+p[1]+1
	}
	d.stretch(x, hi, y, shi)
}

// shortest gives the pairs of common items of a shortest edit script; ok is false
// beyond the bound.
func shortest(a, b []int) (pairs [][2]int, ok bool) {
	limit := min(len(a)+len(b), maxEdits)
	v := make([]int32, 2*limit+3)
	off := limit + 1
	var trace [][]int32
	for e := 0; e <= limit; e++ {
		for k := -e; k <= e; k += 2 {
			x := v[off+k+1]
			if k != -e && (k == e || v[off+k-1] >= v[off+k+1]) {
				x = v[off+k-1] + 1
			}
			for int(x) < len(a) && int(x)-k < len(b) && a[x] == b[int(x)-k] {
				x++
			}
			v[off+k] = x
			if int(x) >= len(a) && int(x)-k >= len(b) {
				return trail(a, b, append(trace, clip(v, off, e))), true
			}
		}
		trace = append(trace, clip(v, off, e))
	}
	return nil, false
}

// clip copies the part of v that e edits can reach, from diagonal -e-1 on.
func clip(v []int32, off, e int) []int32 {
	return append([]int32(nil), v[off-e-1:off+e+2]...)
}

// trail walks the search back and collects the common items.
func trail(a, b []int, trace [][]int32) [][2]int {
	var pairs [][2]int
	x, y := len(a), len(b)
	for e := len(trace) - 1; e >= 0; e-- {
		px, py := 0, 0
		if e > 0 {
			v := trace[e-1]
			at := func(k int) int32 {
				if i := k + e; i >= 0 && i < len(v) { // v begins at diagonal -(e-1)-1
					return v[i]
				}
				return -1
			}
			k := x - y
			pk := k - 1
			if k == -e || k != e && at(k-1) < at(k+1) {
				pk = k + 1
			}
			px = int(at(pk))
			py = px - pk
		}
		for x > px && y > py && a[x-1] == b[y-1] {
			x, y = x-1, y-1
			pairs = append(pairs, [2]int{x, y})
		}
		x, y = px, py
	}
	for i, j := 0, len(pairs)-1; i < j; i, j = i+1, j-1 {
		pairs[i], pairs[j] = pairs[j], pairs[i]
	}
	return pairs
}

// unique finds items both hold exactly once, as the longest chain that keeps its
// order on both sides.
func unique(a, b []int) [][2]int {
	countA, placeB, countB := map[int]int{}, map[int]int{}, map[int]int{}
	for _, x := range a {
		countA[x]++
	}
	for j, x := range b {
		countB[x]++
		placeB[x] = j
	}
	var points [][2]int
	for i, x := range a {
		if countA[x] == 1 && countB[x] == 1 {
			points = append(points, [2]int{i, placeB[x]})
		}
	}
	// Longest increasing chain of places in b: ends[n] is the point that ends the
	// best chain of n+1 points.
	var ends []int
	before := make([]int, len(points))
	for i, p := range points {
		n := sort.Search(len(ends), func(n int) bool { return points[ends[n]][1] >= p[1] })
		before[i] = -1
		if n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	if len(ends) == 0 {
		return nil
	}
	chain := make([][2]int, len(ends))
	for n, i := len(ends)-1, ends[len(ends)-1]; n >= 0; n, i = n-1, before[i] {
		chain[n] = points[i]
	}
	return chain
}

// slideDown moves pure insertions and deletions as far down as they go without
// changing the result, so that the same edit lies at the same place on both sides.
func slideDown(base, side []int, hunks []hunk) []hunk {
	for i := len(hunks) - 1; i >= 0; i-- {
		h, next := hunks[i], len(base)
		if i+1 < len(hunks) {
			next = hunks[i+1].lo
		}
		for h.hi < next && (h.inserts() && side[h.slo] == base[h.hi] || h.deletes() && base[h.lo] == base[h.hi]) {
			h = hunk{h.lo + 1, h.hi + 1, h.slo + 1, h.shi + 1}
		}
		hunks[i] = h
		if i+1 < len(hunks) && h.hi == next {
			hunks[i].hi, hunks[i].shi = hunks[i+1].hi, hunks[i+1].shi
			hunks = append(hunks[:i+1], hunks[i+2:]...)
		}
	}
	return hunks
}
