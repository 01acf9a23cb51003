package merge

import "strings"

// TextResult is a merge of two texts. It never holds markers.
type TextResult struct {
	Text string
	// Overlaps are runs both sides changed differently; one of the two stands in Text.
	Overlaps []Overlap
	// Joined counts places where both sides put something in and both pieces were
	// kept, in the order of their hashes: somebody should look at the order.
	Joined int
}

// Overlap holds the versions of one run of lines.
type Overlap struct {
	Base          string
	Stands, Other string
	swapped       bool // Other is side a
}

// Text merges two versions of a text that come from one base: by lines and, where
// runs of lines overlap, by the sentences of a paragraph. It refuses to guess where
// an edit touches a run of identical lines. The sides may change places.
func Text(base, a, b string) TextResult { return mergeTexts(base, a, b, false) }

// secondFirst lets what b says stand, and come first.
func secondFirst(a, b []string, _ string) (first, second []string) { return b, a }

// mergeTexts is Text; keeps says that b stands where nobody can choose, and comes first.
func mergeTexts(base, a, b string, keeps bool) TextResult {
	switch {
	case a == b || b == base:
		return TextResult{Text: a}
	case a == base:
		return TextResult{Text: b}
	}
	order, stands := orderedLists, wordsFirst
	if keeps {
		order, stands = secondFirst, secondFirst
	}
	lines := [3][]string{splitLines(base), splitLines(a), splitLines(b)}
	ids := intern(lines[0], lines[1], lines[2])
	var r TextResult
	var out []string
	for _, g := range compare(ids[0], ids[1], ids[2]) {
		la, lb, lo := lines[1][g.alo:g.ahi], lines[2][g.blo:g.bhi], lines[0][g.lo:g.hi]
		switch {
		case !g.byB:
			out = append(out, la...)
		case !g.byA || sameList(la, lb):
			out = append(out, lb...)
		case g.insertions && !share(la, lb, strings.TrimSpace):
			first, second := order(la, lb, "\n")
			out = append(out, first...)
			if len(lines[0]) == 0 {
				out = append(out, "") // two beginnings of one text are two paragraphs
			}
			out = append(out, second...)
			r.Joined++
		default:
			if s, ok := bySentence(join3(lo, la, lb)); ok {
				out = append(out, splitLines(s.Text)...)
				r.Joined += s.Joined
				continue
			}
			first, second := stands(la, lb, "\n")
			o := Overlap{Base: strings.Join(lo, "\n"), Stands: strings.Join(first, "\n"), Other: strings.Join(second, "\n")}
			o.swapped = !sameList(first, la)
			if out = append(out, first...); o.Stands != o.Other {
				r.Overlaps = append(r.Overlaps, o)
			}
		}
	}
	r.Text = strings.Join(out, "\n")
	return r
}

// splitLines cuts a text at line ends; an empty text has no lines.
func splitLines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

func join3(a, b, c []string) (x, y, z string) {
	return strings.Join(a, "\n"), strings.Join(b, "\n"), strings.Join(c, "\n")
}

// intern numbers the items of several sequences; equal items have equal numbers.
func intern(seqs ...[]string) [][]int {
	numbers := map[string]int{}
	out := make([][]int, len(seqs))
	for i, seq := range seqs {
		out[i] = make([]int, len(seq))
		for j, s := range seq {
			n, ok := numbers[s]
			if !ok {
				n = len(numbers)
				numbers[s] = n
			}
			out[i][j] = n
		}
	}
	return out
}

// orderedLists puts the list whose joined text has the smaller hash first; of no
// line and an empty one, which have the same text, no line.
func orderedLists(a, b []string, sep string) (first, second []string) {
	x, y := strings.Join(a, sep), strings.Join(b, sep)
	if x == y && len(b) < len(a) || x != y && smaller(y, x) {
		return b, a
	}
	return a, b
}

// wordsFirst is orderedLists, but what somebody edited stands where the other took it away,
// as a part of a record that one edited and another removed stays until somebody decides.
func wordsFirst(a, b []string, sep string) (first, second []string) {
	if first, second = orderedLists(a, b, sep); blank(first) && !blank(second) {
		return second, first
	}
	return first, second
}

func blank(lines []string) bool {
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			return false
		}
	}
	return true
}

func sameList(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// share says whether two lists hold a common item that is not blank. Keeping both
// would then write the same words twice.
func share(a, b []string, key func(string) string) bool {
	in := map[string]bool{}
	for _, s := range a {
		in[key(s)] = true
	}
	for _, s := range b {
		if k := key(s); k != "" && in[k] {
			return true
		}
	}
	return false
}
