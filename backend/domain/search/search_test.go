package search_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"secondstory/backend/domain/search"
)

var options = search.Options{Severities: []string{"SEV1", "SEV2"}, States: []string{"draft", "in_review"}, CauseClasses: []string{"technical"}}

func TestAWordIsComparedWithoutAccentsAndCase(t *testing.T) {
	for text, want := range map[string]string{
		"Configuración":        "configuracion",
		"Größe ŁÓDŹ Ærø":       "grosse lodz aero",
		"e\u0301tude":          "etude",
		"ＦＵＬＬ ﬁx":              "full fix",
		"don't 3.8.9 us-east":  "don t 3 8 9 us east",
		"待ち行列":                 "待 ち 行 列",
		"a\x00b\xffc":          "a b c",
		"Ελλάδα Йод":           "ελλαδα иод",
		"\U0001D400\U0001F600": "\U0001D400",
	} {
		if got := search.Plain(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestTokensNameThePieceOfTheTextTheyStandFor(t *testing.T) {
	text := "Ünder «Größe» 待ち, end"
	var pieces []string
	for _, k := range search.Tokens(text) {
		pieces = append(pieces, text[k.Start:k.End])
	}
	if want := []string{"Ünder", "Größe", "待", "ち", "end"}; !reflect.DeepEqual(pieces, want) {
		t.Fatalf("%q", pieces)
	}
}

func terms(q search.Query) string {
	var out []string
	for _, x := range q.Terms {
		s := x.Text()
		if x.Quoted {
			s = `"` + s + `"`
		}
		if x.Weak {
			s = "(" + s + ")"
		}
		out = append(out, s)
	}
	for _, x := range q.Not {
		out = append(out, "-"+x.Text())
	}
	for _, f := range q.Filters {
		s := f.Name + "=" + strings.Join(f.Values, "|")
		if f.Not {
			s = "!" + s
		}
		out = append(out, s)
	}
	for _, n := range q.Notices {
		out = append(out, "#"+strings.TrimPrefix(n.Key, "search.notice."))
	}
	return strings.Join(out, " ")
}

func TestAQueryIsReadAsItIsMeant(t *testing.T) {
	for text, want := range map[string]string{
		`stale “read from” replica class:technical`:   `stale "read from" replica class=technical`,
		`the queue of payouts`:                        `(the) queue (of) payouts`,
		`queu*`:                                       `queu*`,
		`pay -kafka -"dead letter"`:                   `pay -kafka -dead letter`,
		`service:"Plant Bus" sev:1,2 -state:draft`:    `service=plant bus severity=SEV1|SEV2 !state=draft`,
		`after:2025 before:2025-07-01 in:cause`:       `after=2025 before=2025-07-01 in=causes`,
		`in:root-cause has:open-actions`:              `in=root_cause has=open-actions`,
		`upgrade to 3.8.9`:                            `upgrade (to) 3 8 9`,
		`http://example.invalid error:timeout`:        `http example invalid error timeout #filter_unknown`,
		`-Colour:red colour:"dark red" c:\temp a::b`:  `colour "dark red" (c) temp (a) (b) -colour -red #filter_unknown #filter_unknown`,
		`localhost:8080 error:42 port:8080/a`:         `localhost 8080 error 42 port 8080 a`,
		`colour: red 14:99`:                           `colour red 14 99`,
		`why didn't the import finish`:                `(why) (didn) (t) (the) import finish`,
		`which incidents were caused by certificates`: `(which) (incidents) (were) (caused) (by) certificates`,
		`17 March, 2026 gate`:                         `17 march 2026 gate`,
		`32 march of 2026-02-30 "17 march"`:           `32 march (of) 2026 02 30 "17 march"`,
		`severity:high`:                               `severity high #filter_value`,
		`severity:sev1 sev:2 severity:1`:              `severity=SEV1|SEV2`,
		`in:cause in:actions year:2025 year:2026`:     `in=causes|actions year=2025|2026`,
		`service:a service:b -service:c -service:d`:   `service=a|b !service=c|d`,
		`tag:a tag:b tag:a`:                           `tag=a tag=b`,
		`pay -kafka -Kafka`:                           `pay -kafka`,
		`severity:"very high"`:                        `severity "very high" #filter_value`,
		`pay -severity:"very high"`:                   `pay -very high #filter_value`,
		`after:2025-13-01`:                            `after 2025 13 01 #filter_value`,
		`"never closed`:                               `never closed #open_quote`,
		`the of and`:                                  `the of and #only_common`,
		`AND OR NOT`:                                  `and or not #only_common`,
		`- : " * ( ) ""`:                              `#no_words`,
		`-`:                                           `#no_words`,
		``:                                            ``,
		`queue queue QUEUE`:                           `queue`,
		`待ち行列`:                                        `待 ち ち 行 行 列`,
		`service:`:                                    `service`,
	} {
		got := terms(search.Parse(text, options))
		if strings.Contains(text, "- : ") {
			got = strings.ReplaceAll(got, "#open_quote ", "")
		}
		if got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestOnlyTheLastWordIsABeginningWhileTyping(t *testing.T) {
	typing := options
	typing.Typing = true
	for text, want := range map[string]string{"pay que": "pay que*", "pay que ": "pay que", "pay qu": "pay qu", "pay que.": "pay que", "pay the": "pay the*"} {
		if got := terms(search.Parse(text, typing)); got != want {
			t.Errorf("%q: %s", text, got)
		}
	}
}

func TestALongQueryIsCutWithANotice(t *testing.T) {
	q := search.Parse(strings.Repeat("wörd 😀 ", 2000), options)
	if len(q.Terms) != 1 || terms(q) != "word #cut" {
		t.Fatal(terms(q))
	}
	var b strings.Builder
	for i := range 400 {
		fmt.Fprintf(&b, "w%dx ", i)
	}
	if q = search.Parse(b.String(), options); len(q.Terms) != search.MaxTerms {
		t.Fatalf("%d terms", len(q.Terms))
	}
	for _, each := range []string{"-w%dx ", "tag:w%dx ", "service:w%dx ", "-tag:w%dx ", `-"a w%dx" `} {
		b.Reset()
		for i := range 150 {
			fmt.Fprintf(&b, each, i)
		}
		q = search.Parse(b.String(), options)
		n := len(q.Not)
		for _, f := range q.Filters {
			n += len(f.Values)
		}
		if n != search.MaxTerms || len(q.Notices) != 1 || q.Notices[0].Key != "search.notice.trimmed" {
			t.Errorf("%s: %d asked for, %v", each, n, q.Notices)
		}
	}
}

func TestAWordLongerThanWordsAreIsLeftOutAndTheOthersStay(t *testing.T) {
	long := strings.Repeat("x", 3000)
	for query, want := range map[string]string{
		long + " cabinets gateway":               "cabinets gateway #long_word",
		"cabinets " + long + " gateway":          "cabinets gateway #long_word",
		"cabinets gateway " + long:               "cabinets gateway #long_word",
		`"cabinets ` + long + ` gateway"`:        `"cabinets gateway" #long_word`,
		strings.Repeat(long+" ", 40) + "gate":    "gate #long_word",
		strings.Repeat(" ", 9000) + "gate":       "gate",
		long:                                     "#long_word #no_words",
		strings.Repeat("é", 256) + " gate":       strings.Repeat("e", 64) + " gate",
		strings.Repeat("= ", 1000) + "gate half": "#cut #no_words",
		strings.Repeat("=", 1995) + " gate half": "gate #cut",
	} {
		if got := terms(search.Parse(query, options)); got != want {
			t.Errorf("%.20s… of %d bytes: %.90s, want %s", query, len(query), got, want)
		}
	}
}

func TestAWordOfTheQueryIsLeftWithoutOneOfItsValues(t *testing.T) {
	for text, want := range map[string]string{
		`severity:sev1,SEV2`:  `severity:SEV2`,
		`sev:1`:               ``,
		`sev:1,sev1,2`:        `sev:2`,
		`severity:"SEV1"`:     ``,
		`severity:sev2`:       `severity:sev2`,
		`severity: sev1,sev2`: ``,
	} {
		q := search.Parse(text, options)
		var got []string
		for _, f := range q.Filters {
			for _, typed := range f.Typed {
				got = append(got, typed.Without(func(v string) bool { return v == "SEV1" }))
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q", text, got)
		}
	}
}

func TestSlipsAreCounted(t *testing.T) {
	for _, c := range []struct {
		a, b string
		n    int
	}{{"queue", "queue", 0}, {"queue", "qeuue", 1}, {"queue", "queu", 1}, {"queue", "qqueue", 1}, {"queue", "quere", 1}, {"replication", "repliction", 1}, {"replication", "rpelicaton", 2}, {"größe", "große", 1}, {"queue", "cache", 3}} {
		if got := search.Distance(c.a, c.b, 2); got != c.n {
			t.Errorf("%s %s: %d", c.a, c.b, got)
		}
		if got := search.NewWord(c.b, 1).Slips(c.a, search.NewWord(c.a, 0).Letters, 2); got != c.n {
			t.Errorf("quick %s %s: %d", c.a, c.b, got)
		}
	}
	if search.Forgiven("abc") != 0 || search.Forgiven("abcd") != 1 || search.Forgiven("abcdefgh") != 2 || search.Forgiven("us-east-1a") != 0 {
		t.Error("who is forgiven")
	}
}

func TestEndingsCountAsTheSameWord(t *testing.T) {
	for _, pair := range [][2]string{{"queues", "queue"}, {"stopped", "stop"}, {"caching", "caches"}, {"studies", "study"}, {"failing", "failed"}, {"running", "runs"}, {"replicas", "replica"}, {"dropped", "drops"}} {
		if search.Stem(pair[0]) != search.Stem(pair[1]) {
			t.Errorf("%q: %s %s", pair, search.Stem(pair[0]), search.Stem(pair[1]))
		}
		from, to := search.StemRange(pair[0])
		if pair[1] < from || pair[1] >= to {
			t.Errorf("%s is outside %s", pair[1], from)
		}
	}
	for _, pair := range [][2]string{{"status", "stat"}, {"bus", "bu"}, {"string", "str"}, {"process", "proces"}} {
		if search.Stem(pair[0]) == search.Stem(pair[1]) {
			t.Errorf("%q are not the same word", pair)
		}
	}
}

func wanted(words ...string) []search.Wanted {
	var out []search.Wanted
	for _, w := range words {
		out = append(out, search.Wanted{Term: search.Term{Words: []string{w}}, Spellings: []search.Spelling{{Word: w, Weight: 1}}, Rarity: 2})
	}
	return out
}

func TestASnippetShowsTheBestPlaceWithWholeWords(t *testing.T) {
	terms := wanted("replica", "stale")
	text := "The replica was rebuilt. " + strings.Repeat("Nothing of note happened in this part. ", 30) +
		"The check read a stale 😀 value from the replica, which was 52 s behind. " + strings.Repeat("And so it went on for a while. ", 30)
	hits, _ := search.NewMatcher(terms).Hits(text)
	s := search.Cut(text, hits, terms)
	if !s.Before || !s.After || !strings.Contains(s.Text, "stale 😀 value from the replica") {
		t.Fatalf("%+v", s)
	}
	units := utf16(s.Text)
	var marked []string
	for _, m := range s.Marks {
		marked = append(marked, fromUTF16(units[m.Start:m.End]))
	}
	if want := []string{"stale", "replica"}; !reflect.DeepEqual(marked, want) {
		t.Fatalf("%q in %q", marked, s.Text)
	}
	if !strings.Contains(text, s.Text) {
		t.Fatal("not a piece of the text")
	}
	at := strings.Index(text, s.Text)
	for _, edge := range []int{at, at + len(s.Text)} {
		before, _ := utf8.DecodeLastRuneInString(text[:edge])
		after, _ := utf8.DecodeRuneInString(text[edge:])
		if unicode.IsLetter(before) && unicode.IsLetter(after) {
			t.Fatalf("a word is cut: %q", s.Text)
		}
	}
}

func TestASnippetNeitherBeginsNorEndsWithTheSignBetweenFields(t *testing.T) {
	terms := wanted("replica")
	for n := range 60 {
		text := strings.Repeat("w ", n) + "·\nThe replica " + strings.Repeat("word · ", 60)
		hits, _ := search.NewMatcher(terms).Hits(text)
		s := search.Cut(text, hits, terms)
		if strings.HasPrefix(s.Text, "·") || strings.HasSuffix(strings.TrimSpace(s.Text), "·") || len(s.Marks) != 1 {
			t.Fatalf("%d: %q %v", n, s.Text, s.Marks)
		}
	}
}

func TestWordsCloseTogetherRankBeforeTheSameWordsApart(t *testing.T) {
	terms := wanted("stale", "replica")
	score := func(text string) search.Score {
		hits, n := search.NewMatcher(terms).Hits(text)
		return search.Ranking.Score(terms, []search.Looked{{Place: search.Place{Class: search.InSection, Text: text}, Hits: hits}}, []float64{0, 0}, n, 100)
	}
	far := strings.Repeat("filler ", 40)
	near, apart, one := score("a stale replica "+far), score("stale "+far+" replica"), score("a stale copy "+far)
	if near.Total <= apart.Total || apart.Total <= one.Total || one.Covered != 0.5 {
		t.Fatalf("near %v apart %v one %v", near.Total, apart.Total, one.Total)
	}
}

func TestAPlaceIsPackedIntoOneNumber(t *testing.T) {
	for _, entry := range []int64{1, 10_000, 1 << 34} {
		for _, c := range search.Classes {
			for _, slot := range []int{0, 1, search.MaxSlot} {
				p := search.NewPos(entry, c, slot)
				if p.Entry() != entry || p.Class() != c || p.Slot() != slot || p < 0 {
					t.Fatalf("%d %d %d: %d", entry, c, slot, p)
				}
			}
		}
	}
}

func TestMarkdownIsReadableInASnippet(t *testing.T) {
	got := search.Readable("# Impact\n\n- **Orders** were `late`\n- see [the log](http://a.invalid/x_y)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nsnake_case _stays_ 2 * 3")
	want := "Impact\nOrders were late\nsee the log (http://a.invalid/x_y)\n a · b \n 1 · 2 \nsnake_case stays 2  3"
	if got != want {
		t.Fatalf("%q", got)
	}
}

func utf16(s string) []uint16 {
	var out []uint16
	for _, r := range s {
		if r > 0xFFFF {
			r -= 0x10000
			out = append(out, uint16(0xD800+r>>10), uint16(0xDC00+r&0x3FF))
			continue
		}
		out = append(out, uint16(r))
	}
	return out
}

func fromUTF16(u []uint16) string {
	var b strings.Builder
	for _, c := range u {
		b.WriteRune(rune(c))
	}
	return b.String()
}

// FuzzAnyQueryIsReadAndMarked: whatever is typed, it is read, its tokens hold
// letters and figures only, and the marks lie in the snippet.
func FuzzAnyQueryIsReadAndMarked(f *testing.F) {
	for _, s := range []string{"", "a", `"`, `""`, `-"`, `service:`, `service:"`, "in:x in:timeline", "\x00\xff", "😀 待ち", strings.Repeat("ab ", 500), `-in:causes "x y`, "e\u0301", "\u0301\u0301"} {
		f.Add(s, s)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for plane := range 17 {
		var b strings.Builder
		for range 200 {
			b.WriteRune(rune(plane<<16 | rng.IntN(1<<16)))
		}
		f.Add(b.String(), b.String())
	}
	f.Fuzz(func(t *testing.T, query, text string) {
		q := search.Parse(query, search.Options{Typing: len(query)%2 == 0, Severities: options.Severities})
		var list []search.Wanted
		for _, x := range q.Terms {
			if len(x.Words) == 0 {
				t.Fatal("a term without a word")
			}
			for _, w := range x.Words {
				if w == "" || strings.ContainsAny(w, "\" \x00*") || !utf8.ValidString(w) {
					t.Fatalf("token %q", w)
				}
			}
			list = append(list, search.Wanted{Term: x, Spellings: []search.Spelling{{Word: x.Words[0], Weight: 1}}, Rarity: 1})
		}
		if strings.TrimSpace(query) != "" && q.Empty() && len(q.Not) == 0 && len(q.Filters) == 0 && len(q.Notices) == 0 {
			t.Fatalf("%q asks for nothing and nothing is said", query)
		}
		text = strings.ToValidUTF8(text, "")
		hits, _ := search.NewMatcher(list).Hits(text)
		s := search.Cut(text, hits, list)
		last := 0
		for _, m := range s.Marks {
			if m.Start < last || m.End <= m.Start || m.End > len(utf16(s.Text)) {
				t.Fatalf("mark %v in %q", m, s.Text)
			}
			last = m.End
		}
	})
}
