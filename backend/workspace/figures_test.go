package workspace_test

import (
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/review"
	"secondstory/backend/workspace"
)

func TestTextExportsOfCausesSpeakTheWordsOfTheCatalogue(t *testing.T) {
	text := assets.English()
	for _, status := range cause.Statuses {
		for _, class := range cause.Classes {
			if !text.Has("cause."+status) || !text.Has("cause.class."+class) {
				t.Fatalf("no word for %s or %s", status, class)
			}
		}
	}
	r := review.Review{Title: "What", Causes: []cause.Node{{ID: "e", Kind: "effect", Text: "What"},
		{ID: "a", Parent: "e", Kind: "cause", Text: "Why", Status: "ruled_out", Classes: []string{"technical", "human"}},
		{ID: "b", Parent: "e", Kind: "cause", Text: "Foreign", Status: "move_cycle"}}}
	for format, want := range map[string][]string{
		"md":  {"(ruled out, technical, human)", "(move\\_cycle)"},
		"csv": {`,ruled out,"technical, human",`, ",move_cycle,"},
	} {
		out, err := workspace.ExportCauses(r, workspace.Figure{}, format, 1, text)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(string(out), w) {
				t.Errorf("%s lacks %q: %s", format, w, out)
			}
		}
	}
}

func TestADrawingInAFileMarksWhatIsUndecided(t *testing.T) {
	r := review.Review{Title: "What", Causes: []cause.Node{{ID: "e", Kind: "effect", Text: "What"},
		{ID: "a", Parent: "e", Kind: "cause", Text: "Why", Status: "supported"}, {ID: "b", Parent: "e", Kind: "cause", Text: "And why", Status: "supported"}}}
	for _, conflict := range []string{"", "causes/a/text", "causes/a/classes"} {
		want := 0
		if r.Conflicts = nil; conflict != "" {
			r.Conflicts, want = []review.Conflict{{ID: "1", Path: conflict, State: "open"}}, 1
		}
		for _, view := range []workspace.View{workspace.Fishbone, workspace.Whys} {
			out, err := workspace.ExportCauses(r, workspace.Figure{View: view}, "svg", 1, assets.English())
			if err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(string(out), ">undecided<"); n != want {
				t.Errorf("%s, %q: %d marks", view, conflict, n)
			}
		}
	}
}
