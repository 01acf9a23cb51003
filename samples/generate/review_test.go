package generate

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/importing"
	"secondstory/samples"
)

// lot is enough reviews for each edge to come several times.
const lot = 1_000

func TestEveryReviewPassesTheChecksOfTheModel(t *testing.T) {
	n := 0
	id := func() string {
		n++
		return record.ULIDPrefix(dayStart(0)) + fmt.Sprintf("%016d", n)
	}
	for i := range lot {
		r := Review(3, i)
		st, err := importing.FromReview(r, id(), id, YearEnd())
		if err != nil {
			t.Fatalf("review %d: %v", i, err)
		}
		back := review.FromSnapshot(record.Snapshot{Row: record.Row{ID: st.ID, Kind: review.Kind}, State: st})
		if len(back.Timeline) != len(r.Timeline) || len(back.Causes) != len(r.Causes) || len(back.Actions) != len(r.Actions) ||
			len(back.Factors) != len(r.Factors) || len(back.Sections) != len(r.Sections) || len(back.Evidence) != len(r.Evidence) {
			t.Errorf("review %d loses something on its way", i)
		}
	}
}

func TestEveryKeyOfAReviewIsItsOwnAndEveryReferenceResolves(t *testing.T) {
	for i := range lot {
		r := Review(3, i)
		seen := map[string]bool{"": true}
		key := func(id string) {
			if seen[id] {
				t.Fatalf("review %d: key %q is empty or stands twice", i, id)
			}
			seen[id] = true
		}
		for _, x := range r.Timeline {
			key(x.ID)
		}
		for _, x := range r.Factors {
			key(x.ID)
		}
		for _, x := range r.Causes {
			key(x.ID)
		}
		for _, x := range r.Evidence {
			key(x.ID)
		}
		for _, x := range r.Actions {
			key(x.ID)
		}
		for _, x := range r.Participants {
			key(x.ID)
		}
		for _, x := range r.Causes {
			for _, ref := range append([]string{x.Parent, x.Factor}, x.Also...) {
				if !seen[ref] {
					t.Errorf("review %d: cause %s names %s", i, x.ID, ref)
				}
			}
		}
		for _, x := range r.Evidence {
			if !seen[x.Cause] || !seen[x.Entry] || (x.Kind == "timeline") != (x.Entry != "") || (x.Text == "") != (x.Entry != "") {
				t.Errorf("review %d: evidence %+v", i, x)
			}
		}
	}
}

func TestEveryTreeStandsWithoutRepairsAndInItsOrder(t *testing.T) {
	for i := range lot {
		r := Review(3, i)
		nodes := slices.Clone(r.Causes)
		stances := map[string]string{}
		for _, e := range r.Evidence {
			stances[e.Cause] = e.Stance
		}
		for k := range nodes {
			nodes[k].Rank = fmt.Sprintf("%04d", k)
		}
		tree := cause.Build(nodes)
		if len(nodes) > 0 && len(tree.Findings) > 0 {
			t.Fatalf("review %d: %v", i, tree.Findings)
		}
		if len(nodes) == 0 {
			continue
		}
		for k, n := range tree.DepthFirst() {
			switch {
			case n.ID != r.Causes[k].ID:
				t.Fatalf("review %d: node %d is %s", i, k, r.Causes[k].ID)
			case n.Status == "supported" && stances[n.ID] != "supports", n.Status == "ruled_out" && stances[n.ID] != "contradicts":
				t.Errorf("review %d: %s is %s by nothing", i, n.ID, n.Status)
			case slices.Contains(n.Classes, "human") && n.Children == 0:
				t.Errorf("review %d: %s is human and has nothing behind it", i, n.ID)
			}
		}
	}
}

func TestEveryTimeOfAReviewReadsAndRunsForward(t *testing.T) {
	for i := range lot {
		r := Review(3, i)
		for _, e := range r.Timeline {
			if e.Statement != e.Times[len(e.Times)-1] {
				t.Errorf("review %d: %s shows another time than its last", i, e.ID)
			}
			at, err := time.Parse(time.RFC3339, e.At)
			if r.Zone == "" || e.Precision == timeline.Day || e.Precision == timeline.Unknown {
				if err == nil {
					t.Errorf("review %d: %s has an instant, %s", i, e.ID, e.At)
				}
				continue
			}
			if err != nil {
				t.Fatalf("review %d: %v", i, err)
			}
			if got, want := e.At, at.In(zone).Format(time.RFC3339); got != want {
				t.Errorf("review %d: %s is written %s, in its zone %s", i, e.ID, got, want)
			}
		}
		previous := ""
		for _, name := range review.Anchors {
			if s := r.Anchor(name); s != nil && r.Zone != "" {
				at, err := time.Parse(time.RFC3339, s.At)
				if err != nil || at.UTC().Format(time.RFC3339) < previous {
					t.Errorf("review %d: %s at %s (%v)", i, name, s.At, err)
				}
				previous = at.UTC().Format(time.RFC3339)
			}
		}
		for _, d := range review.Durations(r) {
			if d.Problem != "" && r.Zone != "" {
				t.Errorf("review %d: %+v", i, d)
			}
		}
	}
}

func TestEachScaleHasEveryEdge(t *testing.T) {
	type edge func(r review.Review) bool
	chars := func(r review.Review) int {
		n := 0
		for _, s := range r.Sections {
			n += len(s.Text)
		}
		return n
	}
	for what, is := range map[string]edge{
		"no part at all":       func(r review.Review) bool { return len(r.Sections)+len(r.Timeline)+len(r.Causes)+len(r.Actions) == 0 },
		"three entries":        func(r review.Review) bool { return len(r.Timeline) == 3 },
		"four hundred entries": func(r review.Review) bool { return len(r.Timeline) == 400 },
		"a long chain of whys": func(r review.Review) bool { return deepestOf(r.Causes) > 12 },
		"eighty causes":        func(r review.Review) bool { return len(r.Causes) > 80 },
		"empty sections": func(r review.Review) bool {
			return len(r.Sections) > 3 && !slices.ContainsFunc(r.Sections, func(s review.Section) bool { return s.Text != "" })
		},
		"times without a zone": func(r review.Review) bool { return r.Zone == "" && len(r.Timeline) > 0 && len(r.Findings) == 1 },
		"a long text":          func(r review.Review) bool { return chars(r) > 90_000 },
		"a very long title":    func(r review.Review) bool { return len([]rune(r.Title)) > 260 },
		"a title in signs": func(r review.Review) bool {
			return strings.ContainsFunc(r.Title, func(c rune) bool { return unicode.Is(unicode.Han, c) })
		},
		"a corrected time": func(r review.Review) bool {
			return slices.ContainsFunc(r.Timeline, func(e review.Entry) bool { return len(e.Times) == 2 })
		},
		"a range": func(r review.Review) bool {
			return slices.ContainsFunc(r.Timeline, func(e review.Entry) bool { return e.End != "" })
		},
		"an unreadable time": func(r review.Review) bool {
			return slices.ContainsFunc(r.Timeline, func(e review.Entry) bool { return e.Precision == timeline.Unknown })
		},
	} {
		found := false
		for r := range Reviews(1, ReviewsPerScale) {
			found = found || is(r)
		}
		if !found {
			t.Errorf("no review with %s", what)
		}
	}
}

func deepestOf(nodes []cause.Node) int {
	level, deepest := map[string]int{}, 0
	for _, n := range nodes { // depth first: parents come before
		level[n.ID] = level[n.Parent] + 1
		deepest = max(deepest, level[n.ID])
	}
	return deepest
}

func TestAReviewOfTenThousandEntriesIsMadeOnRequest(t *testing.T) {
	r := Shaped(1, 0, Shape{Sections: 2, Entries: 10_000, Causes: 200})
	if len(r.Timeline) != 10_000 || len(r.Causes) < 200 {
		t.Errorf("%d entries, %d causes", len(r.Timeline), len(r.Causes))
	}
	if id := r.Timeline[9_999].ID; id != "t10000" {
		t.Errorf("the last one is %s", id)
	}
}

// The words are spread as in language: a few often, most of them rarely, and more
// text brings words that have not been seen.
func TestTheWordsAreSpreadAsInLanguage(t *testing.T) {
	distinct := func(n int) (map[string]int, int) {
		words, all := map[string]int{}, 0
		for r := range Reviews(1, n) {
			for _, w := range strings.FieldsFunc(strings.ToLower(text(r)), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsNumber(c) }) {
				words[w]++
				all++
			}
		}
		return words, all
	}
	small, _ := distinct(100)
	large, all := distinct(1_000)
	if len(large) < 2*len(small) || len(large) < 5_000 {
		t.Errorf("%d different words in 100 reviews, %d in 1,000", len(small), len(large))
	}
	counts := slices.Sorted(maps.Values(large))
	slices.Reverse(counts)
	top, once := 0, 0
	for i, n := range counts {
		if i < 100 {
			top += n
		}
		if n == 1 {
			once++
		}
	}
	if share := float64(top) / float64(all); share < 0.35 || share > 0.75 {
		t.Errorf("the hundred most frequent words are %.2f of the text", share)
	}
	if share := float64(once) / float64(len(large)); share < 0.2 {
		t.Errorf("%.2f of the words come once", share)
	}
	whole := ""
	for r := range Reviews(1, ReviewsPerScale) {
		whole += text(r)
	}
	for name, script := range map[string]*unicode.RangeTable{"Greek": unicode.Greek, "Cyrillic": unicode.Cyrillic, "Han": unicode.Han, "Arabic": unicode.Arabic, "Hebrew": unicode.Hebrew} {
		if !strings.ContainsFunc(whole, func(c rune) bool { return unicode.Is(script, c) }) {
			t.Errorf("nothing in %s", name)
		}
	}
}

func text(r review.Review) string {
	var b strings.Builder
	b.WriteString(r.Title)
	for _, s := range r.Sections {
		b.WriteString(" " + s.Text)
	}
	for _, e := range r.Timeline {
		b.WriteString(" " + e.Text)
	}
	for _, n := range r.Causes {
		b.WriteString(" " + n.Text)
	}
	for _, a := range r.Actions {
		b.WriteString(" " + a.Title + " " + a.Criterion)
	}
	return b.String()
}

func TestNoSlotIsLeftOpen(t *testing.T) {
	for i := range lot {
		if whole := text(Review(3, i)); strings.ContainsAny(whole, "{}") {
			at := strings.IndexAny(whole, "{}")
			t.Fatalf("review %d: … %s", i, whole[max(0, at-30):min(len(whole), at+30)])
		}
	}
}

func TestTheServicesAreThoseOfTheOrganisation(t *testing.T) {
	names := []string{}
	sum := 0.0
	for _, s := range Services {
		names = append(names, s.Name)
		sum += s.Exposure
		if _, ok := vocabulary[s.Name]; !ok {
			t.Errorf("no words for %s", s.Name)
		}
	}
	if len(names) != 12 || sum != 100 {
		t.Errorf("%d services with %.0f %% of the work", len(names), sum)
	}
	about := samples.Organisation()
	for _, name := range names {
		if !strings.Contains(about, "| "+name+" |") {
			t.Errorf("the organisation has no service %s", name)
		}
	}
}

func TestReviewsByDateAreTheSameOnesInOrder(t *testing.T) {
	titles := map[string]int{}
	for r := range Reviews(4, 200) {
		titles[r.Title]++
	}
	var last time.Time
	n := 0
	for at, r := range ReviewsByDate(4, 200) {
		if at.Before(last) {
			t.Errorf("%s after %s", at, last)
		}
		last = at
		if at.In(zone).Format(time.DateOnly) != r.Date {
			t.Errorf("%s is said to have begun at %s", r.Date, at)
		}
		titles[r.Title]--
		n++
	}
	for title, missing := range titles {
		if missing != 0 {
			t.Errorf("%q: %d missing", title, missing)
		}
	}
	if n != 200 {
		t.Errorf("%d reviews", n)
	}
}
