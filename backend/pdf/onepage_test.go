package pdf

import (
	"fmt"
	"strings"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

// busy is a review with a long story and n actions, half of them done.
func busy(n int) review.Review {
	r := reporttest.Review()
	r.Sections[0].Text = strings.Repeat("The gates refused tickets that were in order, and the crews let people aboard by hand. ", 12)
	r.Actions = nil
	for i := range n {
		status := []string{"committed", "done"}[i%2]
		r.Actions = append(r.Actions, review.Action{ID: fmt.Sprint(i), Title: fmt.Sprintf("Item%d of the list of what will change at the gates", i), Status: status,
			OwnerRole: "Gate lead", Due: fmt.Sprintf("2026-04-%02d", 1+i), Measure: strings.Repeat("Refusals per week by pier and hour. ", 4), Strength: "stronger"})
	}
	return r
}

func TestTheSummaryGivesWayBeforeAnActionThatIsStillToDo(t *testing.T) {
	for _, n := range []int{4, 9, 12} {
		m := report.Executive(busy(n), options)
		if got := len(paginated(t, m)); got != 1 {
			t.Fatalf("%d actions: %d pages", n, got)
		}
		text := squeeze(extract(t, render(t, m)))
		for i := 0; i < n; i += 2 {
			if !strings.Contains(text, fmt.Sprintf("Item%dofthelist", i)) {
				t.Errorf("%d actions: number %d, which is agreed, is missing", n, i)
			}
		}
		shown := strings.Count(text, "ofthelistofwhatwillchange")
		if left := n - shown; left > 0 && !strings.Contains(text, fmt.Sprintf("and%dmoreintheinternalreport", left)) {
			t.Errorf("%d actions, %d shown, and nothing says so", n, shown)
		}
	}
}

func TestTheRoomThatIsLeftIsGivenBack(t *testing.T) {
	for seed := range uint64(30) {
		m := report.Executive(reporttest.NewSource(seed).Review(), options)
		ms, err := measurer()
		if err != nil {
			t.Fatal(err)
		}
		r := renderer{m: m, ms: ms}
		r.furniture()
		p := onePager{r: &r, kept: map[[2]int]laid{}, forms: make([]int, len(m.Blocks))}
		for tall(p.settle()) > room(false) {
			best := p.cheapest()
			if best < 0 {
				break
			}
			p.forms[best]++
		}
		if tall(p.settle()) > room(false) {
			continue
		}
		p.refill(p.settle())
		for i := range p.forms {
			if p.forms[i] == 0 {
				continue
			}
			p.forms[i]--
			if tall(p.settle()) <= room(false) {
				t.Errorf("seed %d: block %d could be fuller", seed, i)
			}
			p.forms[i]++
		}
		if tall(p.settle()) > room(false) {
			t.Errorf("seed %d: too tall", seed)
		}
	}
}

func TestAUnitStandsOnTheLineOfItsNumber(t *testing.T) {
	ms, err := measurer()
	if err != nil {
		t.Fatal(err)
	}
	spans := []report.Span{{Text: "Only "}, {Text: "38", Mark: report.Bold}, {Text: " % of the linen left, 6,346 kg of it, after 17 h 26 min."}}
	for width := 50.0; width < 400; width += 2 {
		for _, ln := range newLayouter(ms).lines(spans, bodyFace, width) {
			text := ""
			for _, r := range ln.runs {
				text += r.text
			}
			for _, unit := range []string{"%", "kg", "h ", "min."} {
				if strings.HasPrefix(text+" ", unit) {
					t.Errorf("%.0f px: a line begins %q", width, text)
				}
			}
		}
	}
}
