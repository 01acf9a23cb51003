package reviewing

import "testing"

func TestBothVersionsStandAsParagraphsUnlessAListOrATableGoesOn(t *testing.T) {
	for _, c := range []struct{ name, first, second, want string }{
		{"paragraphs", "It was slow.\n", "It was down.", "It was slow.\n\nIt was down."},
		{"nothing first", "", "- b", "\n\n- b"},
		{"items", "- a", "- b", "- a\n- b"},
		{"items behind line ends", "- a\n\n", "\n- b\n- c", "- a\n- b\n- c"},
		{"numbers", "2. a", "2) b", "2. a\n2) b"},
		{"an item of two lines", "- a\n  goes on", "* b", "- a\n  goes on\n* b"},
		{"items below items", "- a\n  - x", "  - y", "- a\n  - x\n  - y"},
		{"loose items", "- a\n\n- b", "- c", "- a\n\n- b\n\n- c"},
		{"loose items second", "- a", "- b\n\n- c", "- a\n\n- b\n\n- c"},
		{"a list below a paragraph", "It was slow.", "- b", "It was slow.\n\n- b"},
		{"a paragraph below a list", "- a", "It was down.", "- a\n\nIt was down."},
		{"text indented below nothing", "  slow", "- b", "  slow\n\n- b"},
		{"a paragraph behind a list", "- a\n\n  It was slow.", "- b", "- a\n\n  It was slow.\n\n- b"},
		{"a number that begins a sentence", "2026 was slow.", "3 of 4 failed.", "2026 was slow.\n\n3 of 4 failed."},
		{"a rule is no item", "- a", "---", "- a\n\n---"},
		{"emphasis is no item", "- a", "*b* was down", "- a\n\n*b* was down"},
		{"rows", "| a | 1 |", "| b | 2 |\n| c | 3 |", "| a | 1 |\n| b | 2 |\n| c | 3 |"},
		{"a table with its own head", "| a | 1 |", "| x | y |\n|---|:-:|\n| b | 2 |", "| a | 1 |\n\n| x | y |\n|---|:-:|\n| b | 2 |"},
		{"a row and an item", "| a | 1 |", "- b", "| a | 1 |\n\n- b"},
	} {
		if got := bothTexts(c.first, c.second); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
