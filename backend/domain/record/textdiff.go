package record

import "unicode/utf8"

// textKey marks the difference of a long text inside a change: instead of the
// whole value it holds where the texts differ and what stood there.
const textKey = "$text"

// Hunk is one run in which two texts differ: At counts bytes from the start,
// Old stood there before and New stands there after.
type Hunk struct {
	At       int
	Old, New string
}

// DiffText finds the one run in which a and b differ: what is left between their
// common start and their common end, cut at whole runes.
func DiffText(a, b string) Hunk {
	n := min(len(a), len(b))
	p := 0
	for p < n && a[p] == b[p] {
		p++
	}
	for p > 0 && p < len(a) && !utf8.RuneStart(a[p]) || p > 0 && p < len(b) && !utf8.RuneStart(b[p]) {
		p--
	}
	q := 0
	for q < n-p && a[len(a)-1-q] == b[len(b)-1-q] {
		q++
	}
	for q > 0 && (!utf8.RuneStart(a[len(a)-q]) || !utf8.RuneStart(b[len(b)-q])) {
		q--
	}
	return Hunk{At: p, Old: a[p : len(a)-q], New: b[p : len(b)-q]}
}

// Undo applies the hunk backwards; ok is false when the text does not hold New
// at its place.
func (h Hunk) Undo(text string) (string, bool) {
	end := h.At + len(h.New)
	if h.At < 0 || end > len(text) || text[h.At:end] != h.New {
		return text, false
	}
	return text[:h.At] + h.Old + text[end:], true
}

// Sides writes the hunk as the before and after values of a change.
func (h Hunk) Sides() (before, after any) {
	return Doc{textKey: Doc{"at": float64(h.At), "s": h.Old}}, Doc{textKey: Doc{"at": float64(h.At), "s": h.New}}
}

// HunkOf reads a hunk back from the two sides of a change; ok is false when they
// are whole values.
func HunkOf(before, after any) (h Hunk, ok bool) {
	b, okB := textSide(before)
	a, okA := textSide(after)
	if !okA || !okB {
		return Hunk{}, false
	}
	at, _ := b["at"].(float64)
	return Hunk{At: int(at), Old: Str(b, "s"), New: Str(a, "s")}, true
}

func textSide(v any) (Doc, bool) {
	m, ok := v.(map[string]any)
	if !ok || len(m) != 1 {
		return nil, false
	}
	d, ok := m[textKey].(map[string]any)
	return d, ok
}

// Merge3 puts the change base→mine into theirs. When both changed overlapping
// runs of the base it says so and gives theirs untouched. Equal results are no
// overlap. It is made for two edits of one text field of one machine; the merge
// between spaces is a matter of package merge.
func Merge3(base, mine, theirs string) (merged string, overlap bool) {
	switch {
	case mine == theirs || mine == base:
		return theirs, false
	case theirs == base:
		return mine, false
	}
	m, t := DiffText(base, mine), DiffText(base, theirs)
	mEnd, tEnd := m.At+len(m.Old), t.At+len(t.Old)
	switch {
	case mEnd < t.At || mEnd == t.At && (len(m.Old) > 0 || len(t.Old) > 0) && m.At != t.At:
		return theirs[:m.At] + m.New + theirs[mEnd:], false
	case tEnd < m.At || tEnd == m.At && (len(m.Old) > 0 || len(t.Old) > 0) && m.At != t.At:
		shift := len(t.New) - len(t.Old)
		return theirs[:m.At+shift] + m.New + theirs[mEnd+shift:], false
	}
	return theirs, true
}

// Shown writes the two sides of a change for people: the words that differ for a
// text, the value itself for everything else.
func Shown(before, after any) (was, is string) {
	if h, ok := HunkOf(before, after); ok {
		return h.Old, h.New
	}
	return shown(before), shown(after)
}

func shown(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case string:
		return x
	}
	if s, ok := textSide(v); ok {
		return Str(s, "s")
	}
	raw, err := Canonical(v)
	if err != nil {
		return ""
	}
	return string(raw)
}
