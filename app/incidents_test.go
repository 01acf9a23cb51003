package app_test

import (
	"os"
	"path/filepath"
	"testing"

	"secondstory/app"
)

func TestIncidentsComeInAreShownReviewedAndTakenBackThroughTheWindow(t *testing.T) {
	b := start(t)
	must[app.Info](t)(b.workspace.StartOwn())
	incidents := app.NewIncidents(b.App)
	file := filepath.Join(t.TempDir(), "export.csv")
	text := "number,short description,severity,opened,resolved,service,assigned to,floor\n" +
		"A-10,Checkout is slow,2 - High,2026-03-01 10:00,2026-03-01 11:30,checkout,Ada,7\nA-11,Odd colours,purple,2026-03-02 10:00,,shop,,\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	take := func(answers app.IncidentAnswers) app.IncidentImported {
		job := must[string](t)(incidents.Import(file, answers))
		b.wait(t, job)
		return must[app.IncidentImported](t)(incidents.ImportResult(job))
	}
	if asked := take(app.IncidentAnswers{}); len(asked.Questions) != 1 || asked.Import.Read != 0 || len(asked.Headers) != 8 {
		t.Fatalf("asked %+v", asked)
	}
	seen := must[app.IncidentPreview](t)(incidents.Preview(file, app.IncidentAnswers{Zone: "UTC", Columns: map[string]string{"floor": "priority"}}))
	if len(seen.Columns) != 8 || seen.Columns[0].Target != "key" || seen.Columns[7].Target != "priority" || seen.Columns[7].Values[0] != "7" ||
		len(seen.Rows) != 2 || seen.Rows[0].Row.Severity != "SEV2" || seen.Rows[1].Reason == "" || len(seen.Questions) != 0 {
		t.Errorf("previewed %+v", seen)
	}
	done := take(app.IncidentAnswers{Zone: "UTC"})
	if done.Import.Created != 1 || done.Import.Quarantined != 1 || done.Import.State != "finished" {
		t.Fatalf("taken %+v", done)
	}
	list := must[app.IncidentList](t)(incidents.List(app.IncidentQuery{Words: "CHECKOUT"}, 0, 10))
	if list.Total != 1 || list.Waiting != 1 || list.Rows[0].Minutes != 90 || list.Rows[0].Severity != "SEV2" || len(list.Facets) == 0 {
		t.Fatalf("listed %+v", list)
	}
	waiting := must[app.IncidentQuarantine](t)(incidents.Quarantine(0, 10))
	if waiting.Total != 1 || waiting.Rows[0].Code != "purple" || waiting.Rows[0].Line != 3 {
		t.Errorf("waiting %+v", waiting)
	}
	if waiting.Rows[0].Mends != "severity" || waiting.Rows[0].Told != "purple" {
		t.Errorf("can be said anew: %+v", waiting.Rows[0])
	}
	if _, err := incidents.Mend(waiting.Rows[0].N, "mauve", false); err == nil {
		t.Error("a severity without a meaning was taken")
	}
	if meant := must[app.IncidentMeant](t)(incidents.Mean("severity", "purple", "SEV4")); meant.Taken != 1 {
		t.Errorf("meant %+v", meant)
	}
	doc := must[app.IncidentDoc](t)(incidents.Get("A-10"))
	if doc.File != "export.csv" || len(doc.Moments) != 2 || len(doc.People) != 1 || len(doc.Raw) != 1 || doc.Raw[0].Value != "7" {
		t.Errorf("shown %+v", doc)
	}
	made := must[app.IncidentReviewed](t)(incidents.StartReview(doc.Row.ID))
	r := must[app.ReviewDoc](t)(b.reviews.Get(made.Ref))
	if !made.Made || r.Severity != "SEV2" || r.Resolved == nil || r.Date != "2026-03-01" {
		t.Errorf("reviewed %+v", r)
	}
	job := must[string](t)(incidents.Withdraw(done.Import.ID))
	b.wait(t, job)
	if gone := must[app.IncidentWithdrawn](t)(incidents.WithdrawResult(job)); gone.Removed != 1 || gone.Left != 1 {
		t.Errorf("withdrawn %+v", gone)
	}
}
