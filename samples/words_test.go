package samples

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"secondstory/backend/domain/review"
)

var (
	sentence = regexp.MustCompile(`[.!?](?:[”*)]*)(?:\s|$)|\n`)
	token    = regexp.MustCompile(`[\p{L}\p{N}][\p{L}\p{N}’'.,:%-]*`)
)

// plain are the words of a text in lower case, without marks.
func plain(text string) []string {
	out := token.FindAllString(strings.ToLower(text), -1)
	for i, w := range out {
		out[i] = strings.TrimRight(w, ".,:'’-")
	}
	return out
}

// A sentence that stands in two reviews is a phrase, not an observation.
func TestNoSentenceStandsInTwoReviews(t *testing.T) {
	seen := map[string]string{}
	for _, s := range Reviews() {
		r := load(t, s)
		here := map[string]bool{}
		for where, text := range texts(r) {
			for _, part := range sentence.Split(text, -1) {
				w := plain(part)
				if len(w) < 8 {
					continue
				}
				key := strings.Join(w, " ")
				here[key] = true
				if other, ok := seen[key]; ok && other != s.Name {
					t.Errorf("%s, %s: %q stands in %s too", s.Name, where, part, other)
				}
			}
		}
		for key := range here {
			if seen[key] == "" {
				seen[key] = s.Name
			}
		}
	}
}

// Seven words in a row may be the same once in a while ("on the way to the
// hospital at"); two reviews that share many were written by one template.
func TestTwoReviewsShareFewRunsOfWords(t *testing.T) {
	const run, limit = 7, 12
	runs := map[string]map[string]bool{}
	names := []string{}
	for _, s := range Reviews() {
		set := map[string]bool{}
		for _, text := range texts(load(t, s)) {
			w := plain(text)
			for i := 0; i+run <= len(w); i++ {
				set[strings.Join(w[i:i+run], " ")] = true
			}
		}
		for _, other := range names {
			var both []string
			for k := range set {
				if runs[other][k] {
					both = append(both, k)
				}
			}
			if len(both) > limit {
				slices.Sort(both)
				t.Errorf("%s and %s share %d runs of %d words, such as %q", other, s.Name, len(both), run, both[:3])
			}
		}
		runs[s.Name] = set
		names = append(names, s.Name)
	}
}

func TestEveryReviewOpensInItsOwnWay(t *testing.T) {
	seen := map[string]string{}
	for _, s := range Reviews() {
		for _, sec := range load(t, s).Sections {
			if sec.Key != "summary" {
				continue
			}
			w := plain(sec.Text)
			key := strings.Join(w[:min(3, len(w))], " ")
			if other := seen[key]; other != "" {
				t.Errorf("%s opens with %q, as %s does", s.Name, key, other)
			}
			seen[key] = s.Name
		}
	}
}

// Phrases that judge people, or that say nothing.
var empty = regexp.MustCompile(`(?i)\b(should have|failed to|human error|unfortunately|luckily|swiftly|carelessly?|going forward|it turned out|in order to|perfect storm|abundance of caution|best practices?|leverag\w+|holistic|at the end of the day|lessons learned|the fault of|to blame|forgot to|negligen\w+)\b`)

func TestNoPhraseBlamesOrSaysNothing(t *testing.T) {
	each(t, func(t *testing.T, r review.Review) {
		for where, text := range texts(r) {
			if m := empty.FindString(text); m != "" {
				t.Errorf("%s: %q in %q", where, m, text)
			}
		}
	})
}

// A name of a person is two words with capitals in the middle of a sentence that
// the organisation does not know, or one behind a title.
func TestNobodyIsNamed(t *testing.T) {
	about := map[string]bool{}
	capital := regexp.MustCompile(`[A-Z][\p{L}]+`)
	for _, w := range capital.FindAllString(Organisation()+" "+strings.ReplaceAll(months, "|", " ")+
		" Monday Tuesday Wednesday Thursday Friday Saturday Sunday Christmas Easter Eve Year New Day Boxing UTC EUR", -1) {
		about[w] = true
	}
	pair := regexp.MustCompile(`[\p{Ll},;] ([A-Z][\p{Ll}]+) ([A-Z][\p{Ll}]+)\b`)
	titled := regexp.MustCompile(`\b(Mr|Mrs|Ms|Dr|Prof)\.? [A-Z]`)
	each(t, func(t *testing.T, r review.Review) {
		for where, text := range texts(r) {
			if m := titled.FindString(text); m != "" {
				t.Errorf("%s: %q", where, m)
			}
			for _, m := range pair.FindAllStringSubmatch(text, -1) {
				if !about[m[1]] && !about[m[2]] {
					t.Errorf("%s: is %q a person?", where, m[1]+" "+m[2])
				}
			}
		}
		for _, e := range r.Timeline {
			if e.Actor+e.Name != "" || strings.IndexFunc(e.Role, unicode.IsUpper) != 0 {
				t.Errorf("%s: a role and nobody's name, got %q", e.ID, e.Role)
			}
		}
	})
}
