package review_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/review"
)

func TestA13_1TheTechniqueByTheRule(t *testing.T) {
	for _, c := range []struct {
		said      review.Technique
		want, why string
	}{
		{review.Technique{}, "", ""},
		{review.Technique{Teams: 1, Course: "linear"}, "five_whys", "plain"},
		{review.Technique{Teams: 2, Failures: 1, Recurrences: 2, Course: "linear"}, "five_whys", "plain"},
		{review.Technique{Teams: 3, Course: "linear"}, "fishbone_timeline", "teams"},
		{review.Technique{Teams: 1, Failures: 2}, "fishbone_timeline", "failures"},
		{review.Technique{Teams: 1, Course: "branching"}, "fishbone_timeline", "branching"},
		{review.Technique{Teams: 5, Failures: 4, Recurrences: 3}, "fishbone_recurrence", "recurrences"},
		{review.Technique{Recurrences: 3}, "fishbone_recurrence", "recurrences"},
	} {
		if got := c.said.Advise(); got.Technique != c.want || got.Why != c.why || got.Rule != review.TechniqueRule {
			t.Errorf("%+v: %+v", c.said, got)
		}
	}
}

func TestWhatWasChosenIsToldWithTheAdviceOfThatDay(t *testing.T) {
	chosen := review.Technique{Teams: 1, Chosen: "fishbone_timeline", Rule: "1", Advised: "five_whys", Because: "Two teams were called."}
	line := review.TechniqueLine(chosen, plainText)
	for _, want := range []string{"technique.told.instead.why", "chosen fishbone_timeline", "advised five_whys", "Two teams were called."} {
		if !strings.Contains(line, want) {
			t.Errorf("no %q in %q", want, line)
		}
	}
	chosen.Advised, chosen.Because = "fishbone_timeline", ""
	if line := review.TechniqueLine(chosen, plainText); !strings.HasPrefix(line, "technique.told ") {
		t.Errorf("%q", line)
	}
	if line := review.TechniqueLine(review.Technique{Teams: 3}, plainText); line != "" {
		t.Errorf("nothing was chosen: %q", line)
	}
}

func TestA13_2ShareOfCausesWithEvidence(t *testing.T) {
	nodes := []cause.Node{{ID: "e", Kind: "effect"}, {ID: "k", Kind: "category"}, {ID: "w", Kind: "went_well", For: 1}}
	for range 7 {
		nodes = append(nodes, cause.Node{Kind: "cause", For: 1})
	}
	nodes = append(nodes, cause.Node{Kind: "condition", Status: "ruled_out", Against: 1}, cause.Node{Kind: "cause", Against: 1})
	line := review.EvidenceLine(review.EvidenceShareOf(nodes), plainText)
	if line != "evidenced.share count 8 of 9 share 88.9" {
		t.Fatalf("%q", line)
	}
	if review.EvidenceLine(review.EvidenceShareOf(nodes[:3]), plainText) != "" {
		t.Error("a share of nothing is told")
	}
}
