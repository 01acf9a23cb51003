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

func TestTheShortTableBeginsWithWhatIsAgreedAndDueFirst(t *testing.T) {
	r := reporttest.Review()
	r.Actions = nil
	for i, a := range []struct{ status, due string }{
		{"declined", "2026-01-01"}, {"done", "2026-01-02"}, {"candidate", "2026-01-03"}, {"committed", ""}, {"committed", "2026-05-01"}, {"in_progress", "2026-04-01"}, {"idea", ""}, {"verified", "2026-01-01"},
	} {
		r.Actions = append(r.Actions, review.Action{ID: fmt.Sprint(i), Title: fmt.Sprint("action number ", i), Status: a.status, Due: a.due})
	}
	text := words(report.Executive(r, options).Blocks)
	last := -1
	for _, i := range []int{5, 4, 3, 2, 6, 7, 1, 0} {
		at := strings.Index(text, fmt.Sprint("action number ", i))
		if at <= last {
			t.Fatalf("action %d stands at %d, behind one that comes later:\n%s", i, at, text)
		}
		last = at
	}
}

func TestEvidenceFromTheTimelineIsNamedByItsTimeAndFirstWords(t *testing.T) {
	r := reporttest.Review()
	e := r.Timeline[2]
	r.Causes = []cause.Node{{ID: "e", Kind: "effect", Text: "x"}, {ID: "c", Parent: "e", Kind: "cause", Text: "y"}}
	r.Evidence = []review.Evidence{{ID: "v", Cause: "c", Entry: e.ID, Kind: "timeline", Stance: "supports"}}
	text := words(report.Internal(r, options).Blocks)
	at := strings.ReplaceAll(e.At[11:16], " ", "\u00A0")
	has(t, text, at+": "+strings.Join(strings.Fields(e.Text)[:3], " "))
	if strings.Contains(text, "entry 3 of the timeline") {
		t.Error("evidence is a number")
	}
}

func TestAFactorAndTheCauseMadeOfItAreToldOnce(t *testing.T) {
	r := reporttest.Sparse()
	r.Factors = []review.Factor{{ID: "f", Kind: "luck", Text: "The spare lamp stood by the door"}}
	r.Causes = []cause.Node{{ID: "e", Kind: "effect", Text: "x"}, {ID: "c", Kind: "luck", Text: "A spare lamp by the door", Factor: "f"}}
	text := words(report.Executive(r, options).Blocks)
	has(t, text, "The spare lamp stood by the door")
	if strings.Contains(text, "A spare lamp by the door") {
		t.Errorf("told twice:\n%s", text)
	}
}

func TestNoShorterFormCostsLessThanTheOneBefore(t *testing.T) {
	s := reporttest.NewSource(5)
	for range 40 {
		for _, b := range report.Executive(s.Review(), options).Blocks {
			shrink, ok := b.(report.Shrink)
			if !ok {
				continue
			}
			if len(shrink.Costs) != len(shrink.Forms)-1 {
				t.Fatalf("%d costs of %d forms", len(shrink.Costs), len(shrink.Forms))
			}
			for i := 1; i < len(shrink.Costs); i++ {
				if shrink.Costs[i] < shrink.Costs[i-1] {
					t.Errorf("%v", shrink.Costs)
				}
			}
		}
	}
}

func TestTheSummaryOfOnePageSaysWhatItLeavesOut(t *testing.T) {
	r := reporttest.Review()
	for i := 0; i < 40; i++ {
		r.Actions = append(r.Actions, review.Action{ID: fmt.Sprint("x", i), Title: fmt.Sprint("Further action ", i), Status: "committed"})
	}
	m := report.Executive(r, options)
	if !m.OnePage {
		t.Error("the model does not ask for one page")
	}
	for _, b := range m.Blocks {
		s, ok := b.(report.Shrink)
		if !ok {
			continue
		}
		full := words(s.Forms[0])
		for _, f := range s.Forms[1:] {
			text := words(f)
			if len(text) < len(full) && !strings.Contains(text, "internal report") && !strings.Contains(text, "[…]") {
				t.Errorf("a shorter form does not say so: %q", text)
			}
		}
	}
	has(t, words(m.Blocks), "32 more in the internal report.")
}

func TestAShortenedSummaryCountsTheSentencesItLeavesOut(t *testing.T) {
	r := reporttest.Sparse()
	r.Sections = []review.Section{{Key: "summary", Title: "Summary", Text: "The gate went dark at ten. Nobody saw it for an hour. Trolleys were counted by hand.\n\nFourteen operations were moved. By noon all was well."}}
	var lead report.Shrink
	for _, b := range report.Executive(r, options).Blocks {
		if s, ok := b.(report.Shrink); ok && strings.Contains(words(s.Forms[0]), "went dark") {
			lead = s
		}
	}
	counted := 0
	for _, form := range lead.Forms {
		text := words(form)
		left := 0
		for _, sentence := range []string{"The gate went dark", "Nobody saw it", "Trolleys were counted", "Fourteen operations", "By noon"} {
			if !strings.Contains(text, sentence) {
				left++
			}
		}
		if left == 0 {
			continue
		}
		counted++
		has(t, text, fmt.Sprintf("%d more sentences of the summary", left))
	}
	if counted < 2 {
		t.Fatalf("%d shorter forms: %+v", counted, lead.Forms)
	}
}
