package record_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"secondstory/backend/domain/record"
)

func TestTheDifferenceOfTwoTextsLeadsFromEachToTheOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := prose().Draw(t, "a"), prose().Draw(t, "b")
		h := record.DiffText(a, b)
		if !utf8.ValidString(h.Old) || !utf8.ValidString(h.New) {
			t.Fatalf("cut inside a character: %q %q", h.Old, h.New)
		}
		if got := a[:h.At] + h.New + a[h.At+len(h.Old):]; got != b {
			t.Fatalf("forward: %q, want %q", got, b)
		}
		if got, ok := h.Undo(b); !ok || got != a {
			t.Fatalf("backward: %q %v, want %q", got, ok, a)
		}
		back, ok := record.HunkOf(h.Sides())
		if !ok || back != h {
			t.Fatalf("through the journal: %+v, was %+v", back, h)
		}
		if a == b && (h.Old != "" || h.New != "") {
			t.Fatalf("equal texts differ: %+v", h)
		}
	})
}

func TestTheDifferenceOfAnyBytesLeadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.SliceOfN(rapid.SampledFrom([]byte{0, 'a', 0x80, 0xC3, 0xA9, 0xE6, 0xBC, 0xFF}), 0, 8)
		a, b := string(raw.Draw(t, "a")), string(raw.Draw(t, "b"))
		if got, ok := record.DiffText(a, b).Undo(b); !ok || got != a {
			t.Fatalf("%q %v, want %q", got, ok, a)
		}
	})
}

func TestAHunkOfAnotherTextIsNotTakenBack(t *testing.T) {
	for _, h := range []record.Hunk{{At: -1, New: "a"}, {At: 3, New: "a"}, {At: 0, New: "abcd"}, {At: 0, New: "b"}, {At: 1 << 40}} {
		if _, ok := h.Undo("abc"); ok {
			t.Errorf("%+v fits abc", h)
		}
	}
}

// marks are characters that stand in no base text, so that each one inserted can
// be counted in the result.
const (
	mineMark   = "①②③④⑤"
	theirsMark = "ⒶⒷⒸⒹⒺ"
)

// insertion puts marks into a text at a random place, taking a run of it away.
func insertion(t *rapid.T, base, marks, label string) string {
	runes := []rune(base)
	i := rapid.IntRange(0, len(runes)).Draw(t, label+" from")
	j := rapid.IntRange(i, len(runes)).Draw(t, label+" to")
	n := rapid.IntRange(0, utf8.RuneCountInString(marks)).Draw(t, label+" marks")
	return string(runes[:i]) + string([]rune(marks)[:n]) + string(runes[j:])
}

func TestAMergeOfTwoEditsLosesNoInsertedCharacterAndNoneStandsTwice(t *testing.T) {
	overlaps, merges := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		base := prose().Draw(t, "base")
		mine := insertion(t, base, mineMark, "mine")
		theirs := insertion(t, base, theirsMark, "theirs")
		merged, overlap := record.Merge3(base, mine, theirs)
		if overlap {
			overlaps++
			if merged != theirs {
				t.Fatalf("an overlap gives theirs untouched: %q", merged)
			}
			return
		}
		merges++
		for _, r := range mineMark + theirsMark {
			want := strings.Count(mine, string(r)) + strings.Count(theirs, string(r))
			if got := strings.Count(merged, string(r)); got != want {
				t.Fatalf("%c stands %d times, want %d, in %q", r, got, want, merged)
			}
		}
		if !utf8.ValidString(merged) {
			t.Fatalf("broken characters: %q", merged)
		}
		other, overlap := record.Merge3(base, theirs, mine)
		if overlap || other != merged {
			t.Fatalf("the other way round: %q %v, was %q", other, overlap, merged)
		}
	})
	if overlaps == 0 || merges == 0 {
		t.Fatalf("nothing was tried: %d overlaps, %d merges", overlaps, merges)
	}
}

func TestAMergeWithNothingNewGivesTheOtherSide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, other := prose().Draw(t, "base"), prose().Draw(t, "other")
		for _, c := range [][3]string{{base, base, other}, {base, other, base}, {base, other, other}} {
			if got, overlap := record.Merge3(c[0], c[1], c[2]); overlap || got != other {
				t.Fatalf("%q: %q %v", c, got, overlap)
			}
		}
	})
}

func TestBothSidesOfAChangeAreShownAsPeopleReadThem(t *testing.T) {
	before, after := record.DiffText("one two three", "one 2 three").Sides()
	for _, c := range []struct {
		before, after any
		was, is       string
	}{
		{before, after, "two", "2"},
		{nil, "new", "", "new"},
		{[]any{"a"}, []any{"a", "b"}, `["a"]`, `["a","b"]`},
		{true, nil, "true", ""},
		{before, "whole", "two", "whole"},
	} {
		if was, is := record.Shown(c.before, c.after); was != c.was || is != c.is {
			t.Errorf("%v → %v: %q → %q", c.before, c.after, was, is)
		}
	}
}
