package report_test

import (
	"fmt"
	"strings"
	"testing"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/review"
	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

func TestOfTwoTextsThatSayTheSameTheFullerStays(t *testing.T) {
	for name, one := range map[string]struct {
		factor, aside string
		once          bool
	}{
		"the same words":         {"640 gowns lay packed at the coast for a theatre that opened later.", "640 gowns lay packed for a theatre that opened later", true},
		"the aside is fuller":    {"Four trucks stay free until 09:00", "Dispatch keeps four trucks free until 09:00.", true},
		"different things":       {"Four trucks stay free until 09:00", "The liaison sorted the tickets by hospital", false},
		"one word is not enough": {"It was a Thursday", "On a Thursday the plan covers one day", false},
	} {
		t.Run(name, func(t *testing.T) {
			r := reporttest.Sparse()
			r.Factors = []review.Factor{{ID: "f", Kind: "luck", Text: one.factor}}
			r.Causes = []cause.Node{{ID: "e", Kind: "effect", Text: "x"}, {ID: "c", Kind: "cause", Parent: "e", Text: "y"}, {ID: "l", Kind: "luck", Text: one.aside}}
			fuller := one.factor
			if len(one.aside) > len(fuller) {
				fuller = one.aside
			}
			text := words(report.Executive(r, options).Blocks)
			both := strings.Contains(text, one.factor) && strings.Contains(text, one.aside)
			if both == one.once || !strings.Contains(text, fuller) {
				t.Errorf("printed:\n%s", text)
			}
			// The full report loses neither.
			has(t, words(report.Internal(r, options).Blocks), one.factor, one.aside)
		})
	}
}

func TestTheImpactStandsBeforeTheFigures(t *testing.T) {
	r := reporttest.Review()
	var head, numbers int
	for i, b := range report.Executive(r, options).Blocks {
		switch b := b.(type) {
		case report.Heading:
			if b.Text == "Impact" {
				head = i
			}
		case report.Numbers:
			numbers = i
			for _, it := range b.Items {
				if strings.Contains(it.Label, "timeline") {
					t.Error("the number of entries is a figure of the summary")
				}
			}
		}
	}
	if head == 0 || head > numbers {
		t.Errorf("impact at %d, figures at %d", head, numbers)
	}
	has(t, words(report.Executive(r, options).Blocks), "1,840 passengers boarded without a check", "412")
}

func TestAnImpactOfATableAloneIsItsFirstRows(t *testing.T) {
	r := reporttest.Sparse()
	r.Sections = []review.Section{{Key: "impact", Text: "| Pier | Refused |\n|---|--:|\n| North | 412 |\n| Market | 203 |"}}
	has(t, words(report.Executive(r, options).Blocks), "North", "412", "Market")
}

func TestWhatTheSummaryTrimsFirstIsNotTheImpact(t *testing.T) {
	r := reporttest.Review()
	r.Sections = []review.Section{{Key: "impact"}, {Key: "lessons"}}
	for i := range 4 {
		r.Sections[0].Text += fmt.Sprintf("- Harm number %d\n", i)
		r.Sections[1].Text += fmt.Sprintf("- Lesson number %d\n", i)
	}
	cost := map[string][]int{}
	for _, b := range report.Executive(r, options).Blocks {
		if s, ok := b.(report.Shrink); ok {
			for _, name := range []string{"Harm", "Lesson"} {
				if strings.Contains(words(s.Forms[0]), name) {
					cost[name] = s.Costs
				}
			}
		}
	}
	if len(cost["Harm"]) == 0 || len(cost["Lesson"]) < 2 || cost["Harm"][0] <= cost["Lesson"][1] {
		t.Errorf("costs %v", cost)
	}
}

func TestACauseThatWasRuledOutIsCountedAsTheScreensDo(t *testing.T) {
	r := reporttest.Sparse()
	r.Causes = []cause.Node{
		{ID: "e", Kind: "effect", Text: "x"}, {ID: "k", Kind: "category", Parent: "e", Text: "k"},
		{ID: "a", Kind: "cause", Parent: "k", Text: "a", Status: "supported"}, {ID: "b", Kind: "condition", Parent: "k", Text: "b", Status: "hypothesis"},
		{ID: "c", Kind: "cause", Parent: "k", Text: "c", Status: "ruled_out"}, {ID: "l", Kind: "luck", Text: "l"},
	}
	has(t, words(report.Internal(r, options).Blocks), "3 causes, 1 not yet supported")
}

func TestEvidenceIsPrintedWholeAndContextIsSaid(t *testing.T) {
	r := reporttest.Review()
	e := r.Timeline[2]
	e.Text = strings.Repeat("The words of this entry go on for a long time. ", 5)
	r.Timeline[2] = e
	r.Causes = []cause.Node{{ID: "e", Kind: "effect", Text: "x"}, {ID: "c", Parent: "e", Kind: "cause", Text: "y"}}
	r.Evidence = []review.Evidence{{ID: "v", Cause: "c", Entry: e.ID, Kind: "timeline", Stance: "context"}}
	text := words(report.Internal(r, options).Blocks)
	if n := strings.Count(text, strings.TrimSpace(e.Text)); n != 2 {
		t.Errorf("the entry stands %d times in full, not in the timeline and beside its cause", n)
	}
	has(t, text, "1 as context")
}
