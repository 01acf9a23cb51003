package merge

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"secondstory/backend/domain/record"
)

func TestTextsAreMergedByLineThenBySentence(t *testing.T) {
	para := "The pool was full. Requests waited. Nobody looked."
	for _, c := range []struct {
		name, base, a, b string
		want             string
		overlaps, joined int
	}{
		{"two lines far apart", "one\ntwo\nthree\nfour", "ONE\ntwo\nthree\nfour", "one\ntwo\nthree\nFOUR", "ONE\ntwo\nthree\nFOUR", 0, 0},
		{"neighbouring lines", "one\ntwo\nthree", "ONE\ntwo\nthree", "one\nTWO\nthree", "ONE\nTWO\nthree", 0, 0},
		{"the same edit", "one\ntwo", "one\n2", "one\n2", "one\n2", 0, 0},
		{"the same edit and another", "one\ntwo\nthree", "1\n2\nthree", "1\ntwo\nthree", "", 1, 0},
		{"two sentences of a paragraph", para,
			strings.Replace(para, "full", "exhausted", 1), strings.Replace(para, "Nobody looked", "Somebody looked", 1),
			"The pool was exhausted. Requests waited. Somebody looked.", 0, 0},
		{"the same sentence", para, strings.Replace(para, "full", "empty", 1), strings.Replace(para, "full", "busy", 1), "", 1, 0},
		{"two additions to a paragraph", "It failed.", "It failed. We waited.", "It failed. We paged.", "It failed. We waited. We paged.", 0, 1},
		{"two sentences before", "It failed.", "We waited. It failed.", "We paged. It failed.", "We waited. We paged. It failed.", 0, 1},
		{"two paragraphs at one place", "one\n\ntwo", "one\n\nAAA\n\ntwo", "one\n\nBBB\n\ntwo", "", 0, 1},
		{"two items at the end of a list", "- a\n- b", "- a\n- b\n- c", "- a\n- b\n- d", "", 0, 1},
		{"two beginnings", "", "first", "second", "", 0, 1},
		{"insertions that share a line", "x\ny", "x\nnew\none\ny", "x\nnew\ntwo\ny", "", 1, 0},
		{"a paragraph taken away and edited", "one\n\ntwo is here\n\nthree", "one\n\nthree", "one\n\ntwo is there\n\nthree", "", 1, 0},
		{"a paragraph taken away and another edited", "one\n\ntwo\n\nthree", "one\n\nthree", "ONE\n\ntwo\n\nthree", "ONE\n\nthree", 0, 0},
		{"an edit in a run of identical lines", "x\nx\nx", "y\nx\nx", "x\nx\nz", "", 1, 0},
		{"an edit in a run and one far off", "x\nx\nx\n\nend", "x\nx\n\nend", "x\nx\nx\n\nEND", "x\nx\n\nEND", 0, 0},
		{"identical sentences side by side", "No. No. No.", "Yes. No. No.", "No. No. Never.", "", 1, 0},
		{"emptied and appended to", "one", "", "one\ntwo", "two", 0, 0},
		{"full stops without blanks", "池は満杯。誰も見ず。終わり。", "池は空。誰も見ず。終わり。", "池は満杯。誰も見ず。おしまい。", "池は空。誰も見ず。おしまい。", 0, 0},
		{"an indented item keeps its place", "- a\n  - It broke. It stayed.", "- a\n  - It burst. It stayed.", "- a\n  - It broke. It left.", "- a\n  - It burst. It left.", 0, 0},
		{"a number is no end of a sentence", "It took 3.5 s. Then 4 s.", "It took 3.6 s. Then 4 s.", "It took 3.5 s. Then 5 s.", "It took 3.6 s. Then 5 s.", 0, 0},
	} {
		r, back := Text(c.base, c.a, c.b), Text(c.base, c.b, c.a)
		if len(r.Overlaps) != c.overlaps || r.Joined != c.joined {
			t.Errorf("%s: %d overlaps, %d joined: %+v", c.name, len(r.Overlaps), r.Joined, r)
		}
		if c.want != "" && r.Text != c.want && !(c.joined > 0 && sameSentences(r.Text, c.want)) {
			t.Errorf("%s: %q", c.name, r.Text)
		}
		if back.Text != r.Text {
			t.Errorf("%s: %q and %q", c.name, r.Text, back.Text)
		}
		complete(t, c.base, c.a, c.b, r)
	}
}

// A removal loses to an edit, of a whole text and of a run of its lines, whichever side
// it is on and whatever the hashes say.
func TestWhatOneTookAwayAndAnotherEditedStandsAsEdited(t *testing.T) {
	for i := range 20 {
		n := strconv.Itoa(i)
		for _, c := range []struct{ name, base, emptied, edited, want string }{
			{"a whole text", "It failed. We waited.", "", "It failed. We waited " + n + " minutes.", "It failed. We waited " + n + " minutes."},
			{"a text of which a blank is left", "It failed.", " \n", "It failed at " + n + ".", "It failed at " + n + "."},
			{"a paragraph", "one\n\ntwo is here\n\nthree", "one\n\nthree", "one\n\ntwo is there " + n + "\n\nthree", "one\n\ntwo is there " + n + "\n\nthree"},
		} {
			for _, r := range []TextResult{Text(c.base, c.emptied, c.edited), Text(c.base, c.edited, c.emptied)} {
				if r.Text != c.want || len(r.Overlaps) != 1 || strings.TrimSpace(r.Overlaps[0].Stands) == "" || strings.TrimSpace(r.Overlaps[0].Other) != "" {
					t.Errorf("%s, %s: %+v", c.name, n, r)
				}
			}
		}
	}
}

// Also where nobody can say what both began with.
func TestAnEmptiedTextDoesNotStandWhereTheBeginningIsUnknown(t *testing.T) {
	for i := range 20 {
		words := "It failed " + strconv.Itoa(i) + " times."
		full, none := doc("text", words), doc("title", "one")
		bases := []*Doc{doc("text", "one"), doc("text", "two")}
		there, back := Merge(scheme(), bases, side(full), side(none)).Doc, Merge(scheme(), bases, side(none), side(full)).Doc
		if got := record.Str(there.Fields, "text"); got != words || !there.Equal(back) || len(there.Conflicts) != 1 {
			t.Fatalf("%q, %s\n%s", got, show(there), show(back))
		}
	}
}

func sameSentences(a, b string) bool {
	x, y := pieces(a), pieces(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// pieces are the sentences of a text without the blanks around them.
func pieces(s string) []string {
	var out []string
	for _, l := range splitLines(s) {
		for _, p := range sentences(l) {
			if p = strings.TrimSpace(p); p != "" {
				out = append(out, p)
			}
		}
	}
	return out
}

type tester interface {
	Helper()
	Fatalf(format string, args ...any)
}

// complete holds P9: what a side put in is in the result or in a record, and no
// word is there that nobody wrote. A sentence without a full stop may stand beside
// another in one line.
func complete(t tester, base, a, b string, r TextResult) {
	t.Helper()
	flat := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	here := []string{flat(r.Text)}
	for _, o := range r.Overlaps {
		here = append(here, flat(o.Stands), flat(o.Other))
	}
	was := map[string]bool{}
	for _, s := range pieces(base) {
		was[s] = true
	}
	for _, side := range []string{a, b} {
		for _, s := range pieces(side) {
			if !was[s] && !slices.ContainsFunc(here, func(h string) bool { return strings.Contains(h, flat(s)) }) {
				t.Fatalf("%q is lost: base %q a %q b %q: %+v", s, base, a, b, r)
			}
		}
	}
	words := map[string]bool{}
	inWords := func(s string) []string { return strings.Fields(strings.Join(pieces(s), " ")) }
	for _, w := range slices.Concat(inWords(base), inWords(a), inWords(b)) {
		words[w] = true
	}
	for _, w := range inWords(r.Text) {
		if !words[w] {
			t.Fatalf("%q was written by nobody: base %q a %q b %q: %+v", w, base, a, b, r)
		}
	}
}

func TestP9EditsThatDoNotTouchGoTogetherWithoutARecord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(4, 60).Draw(t, "lines")
		base := make([]string, n)
		for i := range base {
			base[i] = "line " + strconv.Itoa(i)
			if i%5 == 4 {
				base[i] = ""
			}
		}
		// Owners of the lines: a stretch of one side's lines never touches the other's.
		owner := make([]int, n)
		for i := 1; i < n; i++ {
			if owner[i] = rapid.IntRange(0, 2).Draw(t, "owner"); owner[i-1] != 0 && owner[i] != owner[i-1] || base[i] == "" || base[i-1] == "" {
				owner[i] = 0
			}
		}
		var a, b, both []string
		for i, line := range base {
			keep := []string{line}
			changed := keep
			if owner[i] != 0 {
				changed = [][]string{nil, {"new " + strconv.Itoa(i)}, {"new " + strconv.Itoa(i), line}, {line, "new " + strconv.Itoa(i), "more " + strconv.Itoa(i)}}[rapid.IntRange(0, 3).Draw(t, "edit")]
			}
			switch both = append(both, changed...); owner[i] {
			case 1:
				a, b = append(a, changed...), append(b, keep...)
			case 2:
				a, b = append(a, keep...), append(b, changed...)
			default:
				a, b = append(a, keep...), append(b, keep...)
			}
		}
		text := func(l []string) string { return strings.Join(l, "\n") }
		r := Text(text(base), text(a), text(b))
		if r.Text != text(both) || len(r.Overlaps) > 0 || r.Joined > 0 {
			t.Fatalf("base %q\na %q\nb %q\ngot  %q %+v\nwant %q", base, a, b, r.Text, r.Overlaps, both)
		}
	})
}

func TestP9NothingOfATextIsLostOrMadeUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := newEditor(drawn{t})
		base := ""
		for range e.c.n(12) {
			base = e.prose(base)
		}
		a, b := base, base
		for range 1 + e.c.n(4) {
			a = e.prose(a)
		}
		for range 1 + e.c.n(4) {
			b = e.prose(b)
		}
		r, back := Text(base, a, b), Text(base, b, a)
		complete(t, base, a, b, r)
		if r.Text != back.Text || len(r.Overlaps) != len(back.Overlaps) {
			t.Fatalf("%q and %q", r.Text, back.Text)
		}
		if again := Text(a, r.Text, a); again.Text != r.Text {
			t.Fatalf("absorbed: %q", again.Text)
		}
	})
}

func TestSentencesJoinedAreTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"a", "B", ".", "!", "…", "。", " ", "\n", `"`, ")", "3.5", "é", "👩‍🚒"})).Draw(t, "s"), "")
		list := sentences(s)
		if strings.Join(list, "") != s || slices.Contains(list, "") {
			t.Fatalf("%q gives %q", s, list)
		}
	})
}

func TestADifferenceLeadsFromOneTextToTheOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := rapid.SliceOfN(rapid.IntRange(0, 5), 0, 30)
		a, b := items.Draw(t, "a"), items.Draw(t, "b")
		follow(t, a, b, diff(a, b))
	})
}

func follow(t tester, a, b []int, hunks []hunk) {
	t.Helper()
	var got []int
	at, last := 0, -1
	for _, h := range hunks {
		if h.lo <= last || h.lo < at {
			t.Fatalf("hunks touch: %v", hunks)
		}
		got = append(append(got, a[at:h.lo]...), b[h.slo:h.shi]...)
		at, last = h.hi, h.hi
	}
	if got = append(got, a[at:]...); !slices.Equal(got, b) {
		t.Fatalf("%v to %v by %v gives %v", a, b, hunks, got)
	}
}

// Far beyond the bound of the search the result is a coarser one, never a wrong one.
func TestTextsThatHaveLittleInCommonAreComparedWithinTheBound(t *testing.T) {
	c := seed(7)
	var a, b []int
	for i := range 4_000 {
		a = append(a, c.n(50))
		if i%400 == 0 {
			a, b = append(a, 1_000+i), append(b, 1_000+i)
		}
		b = append(b, c.n(50))
	}
	hunks := diff(a, b)
	follow(t, a, b, hunks)
	if len(hunks) < 10 {
		t.Errorf("%d hunks: the lines both hold once were not found", len(hunks))
	}
}

func FuzzText(f *testing.F) {
	for _, s := range [][3]string{{"a\nb", "a\nc", "d\nb"}, {"", "x", "y"}, {"A. B.", "A. C.", "D. B."}, {"x\nx\nx", "x\nx", "x\ny\nx"}, {"\n", "\n\n", "a\n"}} {
		f.Add(s[0], s[1], s[2])
	}
	f.Fuzz(func(t *testing.T, base, a, b string) {
		r, back := Text(base, a, b), Text(base, b, a)
		if r.Text != back.Text || len(r.Overlaps) != len(back.Overlaps) || r.Joined != back.Joined {
			t.Fatalf("%q %q %q: %+v and %+v", base, a, b, r, back)
		}
		if x := Text(base, base, a); x.Text != a {
			t.Fatalf("identity: %q", x.Text)
		}
		// Where sentences and lines begin is a matter of taste in such texts; words are not.
		split := func(s string) []string {
			return strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || wideStop(r) })
		}
		here := map[string]bool{}
		for _, o := range append(r.Overlaps, Overlap{Base: base, Stands: r.Text}) {
			for _, w := range split(o.Base + " " + o.Stands + " " + o.Other) {
				here[w] = true
			}
		}
		for _, w := range split(a + " " + b) {
			if !here[w] {
				t.Fatalf("%q is lost: %q %q %q: %+v", w, base, a, b, r)
			}
		}
	})
}
