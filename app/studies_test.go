package app_test

import (
	"testing"

	"secondstory/app"
	"secondstory/backend/domain/fault"
)

func TestAFieldOfAPlanIsSavedOverWhatWasSeenAndNothingElse(t *testing.T) {
	b := start(t)
	studies := app.NewStudies(b.App)
	ref := must[string](t)(studies.Create(app.StudyStart{Title: "Links", Problem: "Gates lose their link."}, ""))
	office := must[app.Created](t)(app.NewCalendars(b.App).Create("Office", "Europe/London", ""))
	must[app.Written](t)(studies.Set(ref, `[{"path":"service","base":"","value":"Gate"},{"path":"burn_in","base":0,"value":14}]`, ""))
	must[app.Written](t)(studies.Set(ref, `[{"path":"calendar","base":"","value":"`+office.Ref+`"}]`, ""))
	must[app.Written](t)(studies.Set(ref, `[{"path":"calendar","base":"`+office.Ref+`","value":""}]`, ""))
	if _, err := studies.Set(ref, `[{"path":"service","base":"","value":"Payments"}]`, ""); !fault.Is(err, fault.Conflict) {
		t.Errorf("what somebody else wrote was overwritten: %v", err)
	}
	s := must[app.StudyDoc](t)(studies.Get(ref))
	if s.Plan.Service != "Gate" || s.Plan.BurnIn != 14 || s.Plan.Calendar != "" {
		t.Errorf("%+v", s.Plan)
	}
	must[app.Written](t)(studies.Freeze(ref, s.Hash, ""))
	if _, err := studies.Set(ref, `[{"path":"service","base":"Gate","value":"Payments"}]`, ""); !fault.Is(err, fault.Denied) {
		t.Errorf("a frozen plan was changed: %v", err)
	}
}
