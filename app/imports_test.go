package app_test

import (
	"os"
	"path/filepath"
	"testing"

	"secondstory/app"
)

// What a person chose in the preview is what is done.
func TestAPreviewOffersChoicesAndTheImportKeepsToThem(t *testing.T) {
	b := start(t)
	must[app.Info](t)(b.workspace.StartOwn())
	dir := t.TempDir()
	var paths []string
	for name, text := range map[string]string{
		"a-prose.md": "# Outage of the dock on 2026-03-01\n\n## Summary\n\nAt 10:00 UTC it went down.\n\n## Action items\n\n- Fix it - Ada Example, 2026-04-01\n",
		"b-odd.txt":  "Outage at 10:00\nCaf\x8e by M\x9fller\n10:00 alarm\n10:05 over\n",
		"c-other.md": "# Other outage\n\n## Timeline (UTC)\n\n- 2026-03-01 10:00 alarm\n- 10:05 over\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	paths = append(paths, dir)
	job := must[string](t)(b.imports.Preview(paths, "", nil, nil, nil))
	b.wait(t, job)
	p := must[app.ImportPreview](t)(b.imports.PreviewResult(job))
	prose, odd := p.Files[0], p.Files[1]
	if len(prose.Told) != 1 || prose.Counts.Entries != 0 || !prose.Actions[0].Named {
		t.Errorf("got %+v", prose)
	}
	if odd.Status != "quarantined" || !odd.AsText || odd.SHA256 == "" {
		t.Fatalf("got %+v", odd)
	}
	job = must[string](t)(b.imports.Preview(paths, "", []string{odd.SHA256}, nil, nil))
	b.wait(t, job)
	p = must[app.ImportPreview](t)(b.imports.PreviewResult(job))
	if p.Files[1].Status != "new" || p.Quarantined != 0 {
		t.Fatalf("got %+v", p.Files[1])
	}
	job = must[string](t)(b.imports.Apply(job, app.ImportChoice{LeaveOut: []int{2}, Told: []int{0}}))
	b.wait(t, job)
	done := must[app.ImportResult](t)(b.imports.ApplyResult(job))
	if done.Created != 2 || done.LeftOut != 1 || done.Read != 2 || len(done.Notes) != 1 || done.Notes[0].Key != "ingest.read_forced" {
		t.Errorf("got %+v", done)
	}
	doc := must[app.ReviewDoc](t)(b.reviews.Get(done.Records[0].Ref))
	if len(doc.Timeline) != 1 || doc.Timeline[0].Text != "At 10:00 UTC it went down." {
		t.Errorf("got %+v", doc.Timeline)
	}
}

func TestAListOfReviewsThatAskAboutTheirTimesHoldsNoOther(t *testing.T) {
	b := start(t)
	must[app.Info](t)(b.workspace.StartOwn())
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a-no-zone.md": "# Outage of the dock\n\n## Timeline\n\n- 2026-03-01 10:00 alarm\n- 2026-03-01 10:05 over\n",
		"b-zone.md":    "# Other outage\n\n## Timeline (UTC)\n\n- 2026-03-01 10:00 alarm\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	job := must[string](t)(b.imports.Preview([]string{dir}, "", nil, nil, nil))
	b.wait(t, job)
	job = must[string](t)(b.imports.Apply(job, app.ImportChoice{}))
	b.wait(t, job)
	must[app.ImportResult](t)(b.imports.ApplyResult(job))
	asks := must[app.ReviewList](t)(b.reviews.List(app.ListFilter{Asking: true, Limit: 6}))
	if len(asks.Rows) != 1 || asks.Fits != 1 || asks.Total != 2 || asks.Rows[0].Title != "Outage of the dock" || asks.Rows[0].Questions != 1 {
		t.Fatalf("%+v", asks)
	}
	doc := must[app.ReviewDoc](t)(b.reviews.Get(asks.Rows[0].Ref))
	must[app.Written](t)(b.reviews.AnswerQuestion(asks.Rows[0].Ref, doc.Findings[0].ID, "UTC", ""))
	if asks := must[app.ReviewList](t)(b.reviews.List(app.ListFilter{Asking: true})); len(asks.Rows) != 0 {
		t.Errorf("it is answered and still asks: %+v", asks.Rows)
	}
}
