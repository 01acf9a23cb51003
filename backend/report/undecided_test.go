package report_test

import (
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/review"
	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

func TestAValueWithTwoVersionsSaysSoWhereItStandsAndBelowTheTitle(t *testing.T) {
	o := options
	o.Text = assets.English().Text
	r := reporttest.Review()
	settled := words(report.Internal(r, o).Blocks)
	mark, head := "undecided: two versions", "Undecided, with two versions each: "
	if strings.Contains(settled, mark) || strings.Contains(settled, head) {
		t.Fatal("a settled review has no mark")
	}
	for i, path := range []string{"severity", "sections/detection/text", "timeline/" + r.Timeline[2].ID + "/text", "causes/c1/text", "actions/" + r.Actions[3].ID + "/due"} {
		r.Conflicts = append(r.Conflicts, review.Conflict{ID: string(rune('a' + i)), Path: path, Kind: "reimport", Values: []string{"SEV2", "SEV1"}, State: "open"})
	}
	text := words(report.Internal(r, o).Blocks)
	has(t, text, head+"Severity; Section How we noticed; ", "; 2 more.", mark+"\nA crew member rang")
	// The section, the entry, the cause, and the action in both of its tables.
	if n := strings.Count(text, mark); n != 5 {
		t.Errorf("%d marks in\n%s", n, text)
	}
	// Both drawings mark the cause as well.
	var drawn []string
	for _, b := range report.Internal(r, o).Blocks {
		if f, ok := b.(report.Figure); ok {
			for _, p := range f.Pages {
				if strings.Contains(sceneText(p.Scene), "undecided") {
					drawn = append(drawn, p.Scene.Kind)
				}
			}
		}
	}
	if strings.Join(drawn, " ") != "fishbone whys" {
		t.Errorf("marked in %q", drawn)
	}
	m := report.Executive(r, o)
	short := words(m.Blocks)
	has(t, short, head, mark)
	r.Conflicts = nil
	if now := words(report.Internal(r, o).Blocks); now != settled {
		t.Error("decided, the report is as it was")
	}
}
