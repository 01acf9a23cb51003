package workspace_test

import (
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/recording"
	"secondstory/backend/workspace"
)

func started(t *testing.T, ws *workspace.Workspace) string {
	t.Helper()
	d := &intake.Document{Title: "Dock down", State: "draft", Sections: []intake.Section{{Key: "summary", Title: "Summary", Text: "It was down."}}, Actions: []intake.Action{{Title: "Fix it"}}}
	st := importing.Build(d, ws.Records.NewID(), ws.Records.NewID, ws.Records.Now())
	if _, err := ws.Records.Create(ctx, recording.New{State: st, Action: "review.create"}); err != nil {
		t.Fatal(err)
	}
	return st.ID
}

// Revisions are counted in each workspace for itself: an export of another device
// can carry the same number and other words.
func TestAnExportOfAnotherDeviceTakesNothingAway(t *testing.T) {
	one, two := open(t, t.TempDir()), open(t, t.TempDir())
	id := started(t, one)
	importFiles(t, two, importing.Options{}, write(t, "export.md", review.Exported(get(t, one, id), assets.English().Text)))
	for i, ws := range []*workspace.Workspace{one, two} {
		said := []string{"It was down for an hour.", "It was down since noon."}[i]
		if _, err := ws.Reviews.SaveText(ctx, id, "sections/summary/text", "It was down.", said, ""); err != nil {
			t.Fatal(err)
		}
	}
	importFiles(t, two, importing.Options{Update: true}, write(t, "again.md", review.Exported(get(t, one, id), assets.English().Text)))
	r := get(t, two, id)
	if r.Sections[0].Text != "It was down since noon." || len(r.Conflicts) != 1 {
		t.Errorf("the own words became %q, with %d conflicts", r.Sections[0].Text, len(r.Conflicts))
	}
}

// That a value was undecided is for readers; read back, it is no word of the value.
func TestAnExportSaysWhatIsUndecidedAndComesBackWithoutThatMark(t *testing.T) {
	ws, other := open(t, t.TempDir()), open(t, t.TempDir())
	id := started(t, ws)
	file := review.Exported(get(t, ws, id), assets.English().Text)
	first := get(t, ws, id)
	edit := strings.NewReplacer("It was down.", "It was down since noon.", "| Fix it |", "| Fix it for good |", "# Dock down", "# Dock shut").Replace(file)
	if _, err := ws.Reviews.SaveText(ctx, id, "sections/summary/text", "It was down.", "It was down for an hour.", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := ws.Reviews.SaveText(ctx, id, "actions/"+first.Actions[0].ID+"/title", "Fix it", "Fix it today", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := ws.Reviews.SaveText(ctx, id, "title", "Dock down", "Dock closed", ""); err != nil {
		t.Fatal(err)
	}
	importFiles(t, ws, importing.Options{Update: true}, write(t, "edit.md", edit))
	r := get(t, ws, id)
	text := review.Exported(r, assets.English().Text)
	if n := strings.Count(text, "*(undecided: more than one version)* <!-- undecided "); n != len(r.Conflicts) || n != 3 {
		t.Fatalf("%d marks for %+v in\n%s", n, r.Conflicts, text)
	}
	importFiles(t, other, importing.Options{}, write(t, "export.md", text))
	back := get(t, other, id)
	if back.Title != r.Title || back.Sections[0].Text != r.Sections[0].Text || back.Actions[0].Title != r.Actions[0].Title || len(back.Sections) != len(r.Sections) {
		t.Errorf("came back as %q %+v %+v", back.Title, back.Sections, back.Actions)
	}
	importFiles(t, ws, importing.Options{Update: true}, write(t, "export.md", text))
	if now := get(t, ws, id); now.Rev != r.Rev || len(now.Conflicts) != 3 {
		t.Errorf("at home nothing changes: %+v", now)
	}
}

func TestTheSameEditedExportIsTakenOnce(t *testing.T) {
	ws := open(t, t.TempDir())
	id := started(t, ws)
	text := review.Exported(get(t, ws, id), assets.English().Text)
	row := "| Watch it | Operations |  | Candidate |  |  |\n"
	edited := strings.TrimRight(text, "\n") + "\n" + row
	if a := importFiles(t, ws, importing.Options{Update: true}, write(t, "edited.md", edited)); a.Updated != 1 || len(get(t, ws, id).Actions) != 2 {
		t.Fatalf("got %+v and %+v", a, get(t, ws, id).Actions)
	}
	rev := get(t, ws, id).Rev
	if a := importFiles(t, ws, importing.Options{Update: true}, write(t, "edited.md", edited)); a.Unchanged != 1 || get(t, ws, id).Rev != rev {
		t.Errorf("the same bytes once more: %+v", a)
	}
	// Another word in the same file: the row that came before is known by its words.
	importFiles(t, ws, importing.Options{Update: true}, write(t, "edited.md", strings.Replace(edited, "It was down.", "It was down, twice.", 1)))
	if r := get(t, ws, id); len(r.Actions) != 2 {
		t.Errorf("there are %d actions: %+v", len(r.Actions), r.Actions)
	}
}

func TestTwoExportsOfOneReviewInOneImportAreOneReview(t *testing.T) {
	one, two := open(t, t.TempDir()), open(t, t.TempDir())
	text := review.Exported(get(t, one, started(t, one)), assets.English().Text)
	paths := []string{write(t, "a.md", text), write(t, "b.md", strings.Replace(text, "It was down.", "It was down, twice.", 1)), write(t, "c.md", "# Another\n\n## Summary\n\nIt stood.\n\n## Timeline\n\n- 10:00 UTC: it stood\n")}
	if a := importFiles(t, two, importing.Options{}, paths...); a.Created != 2 || len(a.Proposals) != 1 {
		t.Errorf("got %+v", a)
	}
	three := open(t, t.TempDir())
	if a := importFiles(t, three, importing.Options{Update: true, LeaveOut: map[int]bool{0: true}}, paths...); a.Created != 2 || a.LeftOut != 1 {
		t.Errorf("with the first left out: %+v", a)
	}
}

// How far an action is proven stands in its export for whoever reads it; the file brings none of
// it in, and moves no date that was promised without a question.
func TestAnExportTellsOfAPromiseAndAFileMovesItsDateNotByItself(t *testing.T) {
	ws, other := open(t, t.TempDir()), open(t, t.TempDir())
	d := &intake.Document{Title: "Dock down", State: "draft", Actions: []intake.Action{
		{Title: "Fix it", Status: "committed", Due: "2026-12-01", OwnerRole: "Platform lead"}, {Title: "Drop it", Status: "declined"}, {Title: "Think of it", Due: "2026-12-01"}}}
	st := importing.Build(d, ws.Records.NewID(), ws.Records.NewID, ws.Records.Now())
	for _, part := range st.Parts[review.Actions] {
		switch part.Doc["title"] {
		case "Fix it":
			part.Doc["baseline"], part.Doc["target"] = "9 a week", "none"
		case "Drop it":
			part.Doc["declined_because"] = "The dock | closes\nin May."
		}
	}
	if _, err := ws.Records.Create(ctx, recording.New{State: st, Action: "review.create"}); err != nil {
		t.Fatal(err)
	}
	text := review.Exported(get(t, ws, st.ID), assets.English().Text)
	for _, want := range []string{"- Fix it – To change: from 9 a week to none <!-- fact -->\n", "- Drop it – Why not: The dock | closes in May. <!-- fact -->\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	importFiles(t, other, importing.Options{}, write(t, "export.md", text))
	if r := get(t, other, st.ID); len(r.Actions) != 3 || len(r.Sections) != 0 {
		t.Errorf("came back as %+v %+v", r.Actions, r.Sections)
	}
	importFiles(t, ws, importing.Options{Update: true}, write(t, "moved.md", strings.ReplaceAll(text, "2026-12-01", "2027-03-01")))
	r := get(t, ws, st.ID)
	if len(r.Conflicts) != 1 || r.Actions[0].Due != "2026-12-01" || r.Actions[2].Due != "2027-03-01" {
		t.Errorf("%+v with conflicts %+v", r.Actions, r.Conflicts)
	}
}
