package app_test

import (
	"strings"
	"testing"

	"secondstory/app"
)

func TestStepsAreToldInTheZoneOfTheScreenAndNameIt(t *testing.T) {
	b := start(t)
	must[app.Info](t)(b.workspace.StartOwn())
	made := must[app.Created](t)(b.reviews.Create("Counted twice", ""))
	first := func(times string) app.HistoryRow {
		return must[app.HistoryPage](t)(b.records.History(made.Ref, 10, 0, times)).Rows[0]
	}
	// A review that has no zone yet.
	if r := first("incident"); r.Zone != "UTC" || !strings.HasSuffix(r.At, "Z") {
		t.Errorf("no zone: %s %s", r.At, r.Zone)
	}
	must[app.Written](t)(b.reviews.SetField(made.Ref, "zone", `"Asia/Kolkata"`, ""))
	if r := first("incident"); r.Zone != "Asia/Kolkata" || !strings.HasSuffix(r.At, "+05:30") {
		t.Errorf("of the incident: %s %s", r.At, r.Zone)
	}
	if r := first("utc"); r.Zone != "UTC" || !strings.HasSuffix(r.At, "Z") {
		t.Errorf("utc: %s %s", r.At, r.Zone)
	}
	r := first("incident")
	if past := must[app.PastReview](t)(b.records.Past(made.Ref, r.Step, "incident")); past.Row.At != r.At || past.Row.Zone != r.Zone {
		t.Errorf("as it was then: %+v", past.Row)
	}
	if line := must[app.HistoryPage](t)(b.records.Line(made.Ref, "zone", 10, 0, "incident")); line.Rows[0].At != r.At || line.Rows[0].Zone != r.Zone {
		t.Errorf("of the field: %+v", line.Rows[0])
	}
}
