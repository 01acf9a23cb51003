package importing_test

import (
	"testing"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/importing"
)

func nestedFactor() intake.Document {
	return intake.Document{Title: "Disk full", Factors: []intake.Factor{{Text: "Disk full\n- Rotation off\n- No alert", Own: "Disk full", Kind: "contributing",
		Below: []intake.Nested{{Text: "Rotation off", Below: []intake.Nested{{Text: "changed in May"}}}, {Text: "No alert"}}}}}
}

func childTexts(r review.Review, text string) []string {
	id, out := "", []string{}
	for _, c := range r.Causes {
		if c.Kind == "cause" && c.Text == text {
			id = c.ID
		}
	}
	for _, c := range r.Causes {
		if id != "" && c.Parent == id {
			out = append(out, c.Text)
		}
	}
	return out
}

func TestWhatIsNestedInAFactorHangsBelowItsCause(t *testing.T) {
	b := open(t)
	r := b.get(b.know("/a.md", "v1", nestedFactor()))
	if got := childTexts(r, "Disk full"); len(got) != 2 || got[0] != "Rotation off" || got[1] != "No alert" {
		t.Errorf("got %v", got)
	}
	if got := childTexts(r, "Rotation off"); len(got) != 1 || got[0] != "changed in May" {
		t.Errorf("got %v", got)
	}
	if r.Factors[0].Text != "Disk full\n- Rotation off\n- No alert" {
		t.Errorf("the factor keeps its lines: %q", r.Factors[0].Text)
	}
}

// A tree made by an earlier reader has the words run together.
func TestACauseOfAnEarlierReaderGetsWhatIsNestedInItOnce(t *testing.T) {
	b := open(t)
	old := nestedFactor()
	old.Factors[0].Own, old.Factors[0].Below = "", nil
	id := b.know("/a.md", "v1", old)
	b.version = 2
	b.put("/a.md", "v1", nestedFactor())
	if a := b.run(importing.Options{Update: true}, "/a.md"); a.Updated != 1 {
		t.Fatalf("got %+v", a)
	}
	if r := b.get(id); len(r.Causes) != 5 || len(childTexts(r, "Disk full\n- Rotation off\n- No alert")) != 2 {
		t.Errorf("got %+v", r.Causes)
	}
}

func TestADueMonthKeepsItsWords(t *testing.T) {
	b := open(t)
	r := b.get(b.know("/a.md", "v1", intake.Document{Title: "x", Actions: []intake.Action{{Title: "Rotate", Due: "2024-03-31", DueRaw: "end of March 2024", DueCoarse: true}, {Title: "Check", Due: "2024-05-03", DueRaw: "3 May 2024"}}}))
	if r.Actions[0].Due != "2024-03-31" || r.Actions[0].Text != "Due: end of March 2024" || r.Actions[1].Text != "" {
		t.Errorf("got %+v", r.Actions)
	}
}
