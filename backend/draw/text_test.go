package draw

import (
	"math"
	"math/rand"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestWrappedLinesFitAndLoseNothing(t *testing.T) {
	m := measurer(t)
	word := rapid.StringMatching(`[a-zäöüA-Z0-9/._:?&=-]{1,40}`)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(word, 1, 20).Draw(t, "words"), " ")
		cut := rapid.SampledFrom([]Cut{Regular, SemiBold, Italic, Mono}).Draw(t, "cut")
		size := float64(rapid.IntRange(8, 40).Draw(t, "size"))
		maxW := float64(rapid.IntRange(30, 400).Draw(t, "maxW"))
		lines := m.Wrap(text, cut, size, maxW)
		var all strings.Builder
		for _, l := range lines {
			if l.W > maxW+0.01 && utf8.RuneCountInString(l.Text) > 1 {
				t.Fatalf("line %q is %.2f wide, allowed are %.2f", l.Text, l.W, maxW)
			}
			if math.Abs(l.W-m.Width(l.Text, cut, size)) > 0.01 {
				t.Fatalf("line %q says it is %.2f wide, it is %.2f", l.Text, l.W, m.Width(l.Text, cut, size))
			}
			all.WriteString(l.Text)
		}
		if got, want := strings.ReplaceAll(all.String(), " ", ""), strings.ReplaceAll(text, " ", ""); got != want {
			t.Fatalf("wrapped to %q", got)
		}
	})
}

func TestWrappingBalancesWithoutAddingLines(t *testing.T) {
	m := measurer(t)
	r := rand.New(rand.NewSource(5))
	for i := 0; i < 500; i++ {
		text := phrase(r, 14)
		f := m.cut(Regular)
		limit := int64(180 * float64(f.upem) / 12)
		greedyLines := greedy(f.pieces(text, limit), f.runeUnits(0, ' '), limit, nil)
		lines := m.Wrap(text, Regular, 12, 180)
		if len(lines) != greedyLines {
			t.Fatalf("%q: %d lines, greedy needs %d", text, len(lines), greedyLines)
		}
	}
	// A greedy break would leave one short word alone.
	lines := m.Wrap("the quick brown fox jumps over a dog", Regular, 12, 180)
	if len(lines) != 2 || lines[1].W < lines[0].W/2 {
		t.Errorf("lines are not balanced: %v", lines)
	}
}

func TestLongWordsBreakAfterTheMarksOfPaths(t *testing.T) {
	got := breakLong("/srv/app/releases/2026-10/config.yaml")
	want := []string{"/", "srv/", "app/", "releases/", "2026-", "10/", "config.", "yaml"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q", got)
	}
	if got := breakLong(strings.Repeat("x", 50)); len(got) != 3 || len(got[0]) != 24 || len(got[2]) != 2 {
		t.Errorf("got %q", got)
	}
	if got := breakLong("a-short/word"); len(got) != 1 {
		t.Errorf("a short word was broken: %q", got)
	}
}

func TestANoBreakSpaceKeepsNumberAndUnitTogether(t *testing.T) {
	m := measurer(t)
	for w := 20.0; w < 200; w += 7 {
		for _, l := range m.Wrap("lag of 38\u00A0s under load", Regular, 12, w) {
			if strings.HasSuffix(l.Text, "38") {
				t.Fatalf("broken at %v: %q", w, l.Text)
			}
		}
	}
}

func TestEachCutIsMeasuredWithItself(t *testing.T) {
	m := measurer(t)
	regular, bold, mono := m.Width("illumination", Regular, 100), m.Width("illumination", SemiBold, 100), m.Width("illumination", Mono, 100)
	if !(regular < bold && bold < mono) {
		t.Errorf("regular %.1f, semibold %.1f, mono %.1f", regular, bold, mono)
	}
	if w := m.Width("iiiiWWWW", Mono, 100); math.Abs(w-8*m.Width("i", Mono, 100)) > 0.01 {
		t.Errorf("the mono cut is not of one width: %.2f", w)
	}
}

func TestSanitiseReplacesVisiblyAndListsEverything(t *testing.T) {
	m := measurer(t)
	for _, c := range []struct {
		in, out string
		list    int
	}{
		{"plain", "plain", 0},
		{"cafe\u0301", "café", 0},
		{"a\tb\nc", "a b c", 0},
		{"38\u00A0s", "38\u00A0s", 0},
		{"bell\a!", "bell!", 1},
		{"🔥 again 🔥", "⟨fire⟩ again ⟨fire⟩", 1},
		{"\U0001F9A9", "⟨flamingo⟩", 1}, {"\U0001F4B3", "⟨credit card⟩", 1}, {"\U0001D518", "⟨U+1D518⟩", 1},
		{"中", "⟨U+4E2D⟩", 1},
		{"⚠\uFE0F disk", "⚠ disk", 1},
		{"\u202Eabc", "abc", 1},
		{"\xff", "⟨U+FFFD⟩", 1},
		{"Ωμέγα и → ✓", "Ωμέγα и → ✓", 0},
	} {
		got, list := m.Sanitise(c.in, SanitiseOptions{})
		open, end := m.cut(Regular).brackets()
		want := strings.NewReplacer("⟨", open, "⟩", end).Replace(c.out)
		if got != want || len(list) != c.list {
			t.Errorf("%q became %q with %v, expected %q", c.in, got, list, want)
		}
	}
	_, list := m.Sanitise("🔥🔥x🔥", SanitiseOptions{})
	if len(list) != 1 || list[0].Count != 3 || list[0].Rune != "U+1F525" {
		t.Errorf("list is %v", list)
	}
}

func TestSanitiseKeepsEmojiForTheWindowAndGivesThemRoom(t *testing.T) {
	m := measurer(t)
	got, list := m.Sanitise("on 🔥", SanitiseOptions{KeepEmoji: true})
	if got != "on 🔥" || len(list) != 0 {
		t.Errorf("became %q with %v", got, list)
	}
	if w := m.Width("🔥", Regular, 12); w < 12 {
		t.Errorf("an emoji has %.1f px", w)
	}
	one := m.Width("👩", Regular, 12)
	for _, s := range []string{"👩\u200D💻", "👍🏽", "🇨🇭"} {
		if w := m.Width(s, Regular, 12); math.Abs(w-one) > 0.01 {
			t.Errorf("%s has %.2f px, one sign has %.2f", s, w, one)
		}
	}
}

func FuzzSanitise(f *testing.F) {
	for _, s := range []string{"", "plain", "🔥\x00\u202E", "e\u0301\uFE0F", "\xff\xfe", "<b>&amp;", "👩\u200D💻", "中文", "\u2028"} {
		f.Add(s)
	}
	m := measurer(f)
	f.Fuzz(func(t *testing.T, s string) {
		for _, o := range []SanitiseOptions{{}, {Cut: SemiBold}, {KeepEmoji: true}} {
			out, list := m.Sanitise(s, o)
			for _, r := range out {
				if !o.KeepEmoji && (r > 0xFFFF || !m.Has(r, Regular) && !m.Has(r, o.Cut)) {
					t.Fatalf("%q: %U is left", s, r)
				}
				if r < 0x20 {
					t.Fatalf("%q: a control character is left", s)
				}
			}
			again, more := m.Sanitise(out, o)
			if again != out || len(more) != 0 {
				t.Fatalf("%q is not stable: %q, then %q", s, out, again)
			}
			for _, r := range list {
				if r.Count < 1 || r.Rune == "" {
					t.Fatalf("a bad list %v", list)
				}
			}
			for _, l := range m.Wrap(out, Regular, 12, 100) {
				if l.W < 0 || math.IsNaN(l.W) {
					t.Fatalf("a line of %v px", l.W)
				}
			}
		}
	})
}
