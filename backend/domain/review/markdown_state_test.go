package review_test

import (
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
