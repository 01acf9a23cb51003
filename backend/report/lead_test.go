package report_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

const listedSummary = "Three things happened:\n\n- the freezer stopped\n- nobody was paged\n- 40 pallets thawed\n\nWe recovered:\n\n1. moved pallets\n2. called the vendor"

// itemsOf are the items of the lists among blocks, each alone.
func itemsOf(blocks []report.Block) (out []string) {
	for _, blk := range blocks {
		if l, ok := blk.(report.List); ok {
			for _, it := range l.Items {
				out = append(out, report.Plain(it))
			}
		}
	}
	return out
}

func TestTheListsOfASummaryKeepTheirItemsApart(t *testing.T) {
	r := reporttest.Sparse()
	r.Sections = []review.Section{{Key: "summary", Title: "Summary", Text: listedSummary}}
	want := "the freezer stopped|nobody was paged|40 pallets thawed|moved pallets|called the vendor"
	var lead report.Shrink
	for _, b := range report.Executive(r, options).Blocks {
		if s, ok := b.(report.Shrink); ok && strings.Contains(words(s.Forms[0]), "Three things") {
			lead = s
		}
	}
	if len(lead.Forms) < 3 {
		t.Fatalf("forms: %+v", lead)
	}
	if got := strings.Join(itemsOf(lead.Forms[0]), "|"); got != want {
		t.Errorf("one page: %s", got)
	}
	for _, form := range lead.Forms[1:] {
		said := form[:len(form)-1]
		if text := strings.TrimSpace(words(said)); strings.HasSuffix(text, ":") {
			t.Errorf("a shorter form ends with a line that leads to nothing: %q", text)
		}
		if note := words(form[len(form)-1:]); !strings.Contains(note, "in the internal report") {
			t.Errorf("a shorter form does not say that more follows: %q", note)
		}
	}
	has(t, words(lead.Forms[len(lead.Forms)-1]), "A list follows")
	if got := strings.Join(itemsOf(report.Internal(r, options).Blocks), "|"); got != want {
		t.Errorf("first page of the full report: %s", got)
	}
}

func TestALongListIsCutBetweenItsItems(t *testing.T) {
	r := reporttest.Sparse()
	r.Sections = []review.Section{{Key: "summary", Title: "Summary", Text: "What we saw:\n\n" + strings.Repeat("- The gates of the northern pier refused tickets that were in order.\n", 40)}}
	blocks := report.Internal(r, options).Blocks
	n := 0
	for _, blk := range blocks[:6] {
		if l, ok := blk.(report.List); ok {
			n = len(l.Items)
			for _, it := range l.Items {
				if got := report.Plain(it); got != "The gates of the northern pier refused tickets that were in order." {
					t.Errorf("item %q", got)
				}
			}
		}
	}
	if n < 4 || n > 12 {
		t.Errorf("%d items on the first page", n)
	}
	has(t, words(blocks[:6]), "In full under")
}

func TestWhatIsListedBelowALessonDoesNotRunTogether(t *testing.T) {
	r := reporttest.Sparse()
	r.Sections = []review.Section{{Key: "lessons", Title: "Lessons", Text: "- With the vendor\n  - Slow at first\n  - Quick later.\n  - Two calls a day\n- Alone"}}
	for name, m := range map[string]report.Model{"one page": report.Executive(r, options), "internal": report.Internal(r, options)} {
		if text := words(m.Blocks); !strings.Contains(text, "With the vendor: Slow at first; Quick later. Two calls a day") {
			t.Errorf("%s: %s", name, text)
		}
	}
}
