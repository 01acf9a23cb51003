package review_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/review"
)

func factorsOf(counts map[string]int, more ...review.Factor) (out []review.Factor) {
	for _, class := range []string{"technical", "procedural", "human", "organisational", "external"} {
		for i := range counts[class] {
			out = append(out, review.Factor{ID: fmt.Sprint(class, i), Kind: review.Contributing, Classes: []string{class}})
		}
	}
	return append(out, more...)
}

func plainText(key string, params ...string) string {
	return strings.TrimSpace(key + " " + strings.Join(params, " "))
}

// A13.3
func TestA13_3SharesOfTheClassesOfTwelveFactors(t *testing.T) {
	s := review.SharesOf(factorsOf(map[string]int{"technical": 5, "procedural": 4, "human": 3},
		review.Factor{ID: "held", Kind: "went_well", Classes: []string{"human"}}, review.Factor{ID: "limited", Kind: "mitigator", Classes: []string{"technical"}}, review.Factor{ID: "none"}))
	if s.Factors != 12 || s.Unclassed != 1 {
		t.Fatalf("%d factors, %d without a class", s.Factors, s.Unclassed)
	}
	lines := strings.Join(review.ShareLines(s, plainText), "\n")
	for _, want := range []string{"count 5 share 41.7", "count 4 share 33.3", "count 3 share 25.0"} {
		if strings.Count(lines, want) != 2 { // of the five, and of the three
			t.Errorf("%q stands %d times in:\n%s", want, strings.Count(lines, want), lines)
		}
	}
	if strings.Contains(lines, "shares.several") {
		t.Error("no factor is of several classes")
	}
}

func TestTheThreeGatherTheFive(t *testing.T) {
	several := review.Factor{ID: "two", Kind: "trigger", Classes: []string{"external", "technical"}, Subtypes: []string{"technical/capacity"}}
	s := review.SharesOf(factorsOf(map[string]int{"technical": 1, "organisational": 2, "human": 1}, several))
	got := map[string]int{}
	for _, c := range s.Rolled {
		got[c.Class] = c.Count
	}
	// One of two classes that are gathered into one counts there once.
	if got["technical"] != 2 || got["procedural"] != 2 || got["human"] != 1 || s.Factors != 5 {
		t.Fatalf("of %d: %v", s.Factors, got)
	}
	if sub := s.Classes[0].Subtypes; len(sub) != 1 || sub[0].Class != "technical/capacity" || sub[0].Count != 1 {
		t.Fatalf("subtypes %+v", sub)
	}
	if lines := review.ShareLines(s, plainText); !slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, "shares.several") }) {
		t.Errorf("nobody is told that one counts twice: %q", lines)
	}
}

func TestFewFactorsHaveNoShare(t *testing.T) {
	for _, c := range review.SharesOf(factorsOf(map[string]int{"technical": 4})).Classes {
		if c.Share != nil {
			t.Errorf("%s has a share of four factors", c.Class)
		}
	}
}
