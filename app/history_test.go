package app_test

import (
	"strings"
	"testing"
	"time"

	"secondstory/app"
)

func TestStepsAreToldOnTheClockOfThisMachineAndNameIt(t *testing.T) {
	b := start(t)
	must[app.Info](t)(b.workspace.StartOwn())
	made := must[app.Created](t)(b.reviews.Create("Counted twice", ""))
	first := func(times string) app.HistoryRow {
		return must[app.HistoryPage](t)(b.records.History(made.Ref, 10, 0, times)).Rows[0]
	}
	must[app.Written](t)(b.reviews.SetField(made.Ref, "zone", `"Asia/Kolkata"`, ""))
	// The zone of the incident is for what happened in it: a step is an act of a person now.
	for _, mode := range []string{"incident", "local"} {
		r := first(mode)
		at, err := time.Parse(time.RFC3339, r.At)
		if _, offset := time.Now().In(time.Local).Zone(); err != nil || !strings.HasSuffix(r.At, at.In(time.Local).Format("Z07:00")) || (r.Zone == "UTC") != (offset == 0) || !r.Own {
			t.Errorf("%s: %v %+v", mode, err, r)
		}
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
