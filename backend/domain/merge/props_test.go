package merge

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

// check runs a property on versions rapid draws, which are small, and on versions of
// a seed, which are not; with the short cut for whole documents and without, where
// every atom has to come to the same end.
func check(t *testing.T, property func(t *rapid.T, merge mergeFunc, base, a, b *Doc, e *editor)) {
	t.Helper()
	for _, merge := range []mergeFunc{healthy, atomByAtom} {
		rapid.Check(t, func(t *rapid.T) {
			base, a, b, e := versions(drawn{t})
			property(t, merge, base, a, b, e)
		})
		rapid.Check(t, func(t *rapid.T) {
			base, a, b, e := versions(seed(rapid.Uint64().Draw(t, "seed")))
			property(t, merge, base, a, b, e)
		})
	}
}

func same(t *rapid.T, what string, got, want *Doc) {
	t.Helper()
	if !bytes.Equal(got.Canonical(), want.Canonical()) {
		t.Fatalf("%s:\ngot  %s\nwant %s", what, show(got), show(want))
	}
}

func TestP1TheSidesMayChangePlaces(t *testing.T) {
	check(t, func(t *rapid.T, merge mergeFunc, base, a, b *Doc, _ *editor) {
		x := merge([]*Doc{base}, Side{Doc: a, Origin: Origin{By: "ana"}}, Side{Doc: b, Origin: Origin{By: "bo"}})
		y := merge([]*Doc{base}, Side{Doc: b, Origin: Origin{By: "bo"}}, Side{Doc: a, Origin: Origin{By: "ana"}})
		same(t, "swapped", x.Doc, y.Doc)
		if len(x.Opened) != len(y.Opened) || len(x.Notices) != len(y.Notices) {
			t.Fatal(x.Opened, y.Opened, x.Notices, y.Notices)
		}
	})
}

func TestP1SeveralBasesMayChangePlacesToo(t *testing.T) {
	check(t, func(t *rapid.T, merge mergeFunc, base, a, b *Doc, e *editor) {
		other := e.edit(base)
		c, d := e.edit(a), e.edit(b)
		x := merge([]*Doc{base, other}, side(c), side(d))
		y := merge([]*Doc{other, base}, side(d), side(c))
		same(t, "swapped", x.Doc, y.Doc)
	})
}

func TestP2EqualSidesAreTheResult(t *testing.T) {
	check(t, func(t *rapid.T, merge mergeFunc, base, a, b *Doc, _ *editor) {
		same(t, "one base", merge([]*Doc{base}, side(a), side(a.Clone())).Doc, a)
		same(t, "two bases", merge([]*Doc{base, b}, side(a), side(a.Clone())).Doc, a)
		same(t, "no base", merge(nil, side(a), side(a.Clone())).Doc, a)
	})
}

func TestP3WhatOneSideDidNotTouchIsTheOther(t *testing.T) {
	check(t, func(t *rapid.T, merge mergeFunc, base, a, _ *Doc, _ *editor) {
		for _, r := range []Result{merge([]*Doc{base}, side(base.Clone()), side(a)), merge([]*Doc{base}, side(a), side(base.Clone()))} {
			same(t, "identity", r.Doc, a)
			if len(r.Opened) > 0 {
				t.Fatal(r.Opened)
			}
		}
	})
}

func TestP4AMergeAbsorbsWhatItHolds(t *testing.T) {
	check(t, func(t *rapid.T, merge mergeFunc, base, a, b *Doc, _ *editor) {
		m := merge([]*Doc{base}, side(a), side(b)).Doc
		same(t, "again", merge([]*Doc{b}, side(m), side(b)).Doc, m)
		same(t, "the other", merge([]*Doc{a}, side(a), side(m)).Doc, m)
	})
}

func TestP5AMergeLosesNoValue(t *testing.T) {
	check(t, func(t *rapid.T, merge mergeFunc, base, a, b *Doc, e *editor) {
		for _, bases := range [][]*Doc{{base}, nil, {base, e.edit(base)}} {
			if w := lost(merge(bases, side(a), side(b)).Doc, e.overwritten, a, b); w != "" {
				t.Fatalf("%s is lost:\nbase %s\na %s\nb %s", w, show(base), show(a), show(b))
			}
		}
	})
}

// lost finds a value that stands in a side, nobody overwrote, and is not in m.
func lost(m *Doc, overwritten map[string]bool, sides ...*Doc) string {
	here := kept(m)
	for _, d := range sides {
		all := kept(d)
		for _, w := range sortedKeys(all) {
			if !here[w] && !overwritten[w] {
				return w
			}
		}
	}
	return ""
}

func TestTheInputsOfAMergeAreNotChanged(t *testing.T) {
	check(t, func(t *rapid.T, merge mergeFunc, base, a, b *Doc, _ *editor) {
		before := show(base) + show(a) + show(b)
		m := merge([]*Doc{base}, side(a), side(b)).Doc
		if before != show(base)+show(a)+show(b) {
			t.Fatal("an input was changed")
		}
		if m.There() {
			same(t, "through the database's form", scheme().FromState(scheme().state(m)), m)
		}
	})
}

func TestAMergeLeavesNoCycle(t *testing.T) {
	check(t, func(t *rapid.T, merge mergeFunc, base, a, b *Doc, _ *editor) {
		for _, bases := range [][]*Doc{{base}, nil, {base, a}} {
			if at := cyclic(merge(bases, side(a), side(b)).Doc); at != "" {
				t.Fatalf("%s is its own ancestor", at)
			}
		}
	})
}
