package review_test

import (
	"cmp"
	"strings"
	"testing"

	"secondstory/backend/domain/review"
)

// A newer version may know more states; its word is better than the name of a sentence.
func TestAStateThatOnlyANewerVersionKnowsIsWrittenAsItIs(t *testing.T) {
	t.Parallel()
	words := func(key string, _ ...string) string {
		if key == "state.draft" {
			return "Draft"
		}
		return key
	}
	for state, want := range map[string]string{"draft": ": Draft\n", "finished": ": finished\n"} {
		if text := review.Markdown(review.Review{State: state}, words); !strings.Contains(text, want) {
			t.Errorf("%s: %s", state, text)
		}
	}
}

// Nothing of a review is left out of its export because a newer version, or somebody by hand,
// gave it a value nobody here has a name for; nor does such a value break a table.
func TestWhatHasAValueOfNobodyIsWrittenAllTheSame(t *testing.T) {
	t.Parallel()
	words := func(key string, _ ...string) string {
		return map[string]string{"factors.contributing": "What contributed", "action.idea": "Proposed"}[key]
	}
	named := func(key string, params ...string) string { return cmp.Or(words(key, params...), key) }
	text := review.Markdown(review.Review{
		Factors: []review.Factor{{ID: "a", Kind: "omen", Text: "A crow sat there"}, {ID: "b", Text: "The valve stuck"}, {ID: "c", Kind: "contributing", Text: "Nobody looked"}},
		Actions: []review.Action{{ID: "d", Title: "Look", Status: "ex|ploded", Due: "2026-13|45"}},
	}, named)
	for _, want := range []string{"## omen", "A crow sat there", "The valve stuck", "Nobody looked", `| 2026-13\|45 | ex\|ploded |`} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %s", want, text)
		}
	}
	if strings.Count(text, "## What contributed") != 1 || strings.Contains(text, "factors.omen") || strings.Contains(text, "action.ex") {
		t.Error(text)
	}
}
