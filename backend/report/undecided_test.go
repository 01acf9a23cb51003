package report_test

import (
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/review"
	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

func TestAnUndecidedPlaceIsNotToldToReadersWhoDoNotGetIt(t *testing.T) {
	o := options
	o.Text = assets.English().Text
	r := reporttest.Review()
	r.Timeline[2].Text = "Kept inside: zoe@harbour.example rang"
	r.Conflicts = []review.Conflict{
		{ID: "a", Path: "timeline/" + r.Timeline[2].ID + "/text", Kind: "reimport", Values: []string{"one", "two"}, State: "open"},
		{ID: "b", Path: "started", Kind: "reimport", Values: []string{"", ""}, State: "open"},
	}
	text := words(report.Customer(r, o).Blocks)
	has(t, text, "with more than one version each: ", "; 1 place.")
	if strings.Contains(text, "Kept inside") {
		t.Errorf("words of the timeline:\n%s", text)
	}
}

// A version without words stands with its heading, or nobody knows that there are others.
func TestASectionWithoutWordsSaysThatItIsUndecided(t *testing.T) {
	o := options
	o.Text = assets.English().Text
	r := reporttest.Review()
	key := ""
	for i := range r.Sections {
		if strings.HasPrefix(r.Sections[i].Key, "summary") {
			key, r.Sections[i].Text = r.Sections[i].Key, ""
		}
	}
	settled := words(report.Internal(r, o).Blocks)
	if strings.Contains(settled, "more than one version") {
		t.Fatal("settled")
	}
	r.Conflicts = []review.Conflict{{ID: "a", Path: "sections/" + key + "/text", Kind: "text", Base: "It failed.", Values: []string{"", "It failed twice."}, State: "open"}}
	has(t, words(report.Internal(r, o).Blocks), "\nSummary\nundecided: more than one version")
	has(t, words(report.Customer(r, o).Blocks), "undecided: more than one version")
}

func TestAValueWithTwoVersionsSaysSoWhereItStandsAndBelowTheTitle(t *testing.T) {
	o := options
	o.Text = assets.English().Text
	r := reporttest.Review()
	settled := words(report.Internal(r, o).Blocks)
	mark, head := "undecided: more than one version", "Undecided, with more than one version each: "
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
	has(t, short, "Undecided in the review, with more than one version each: Severity; 4 places.", mark)
	r.Conflicts = nil
	if now := words(report.Internal(r, o).Blocks); now != settled {
		t.Error("decided, the report is as it was")
	}
}
