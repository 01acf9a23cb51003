package app_test

import (
	"slices"
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

func TestAStudyIsAboutAnActionOfTheNewestReviewFirst(t *testing.T) {
	b := start(t)
	studies := app.NewStudies(b.App)
	var refs []string
	for _, title := range []string{"First", "Second"} {
		made := must[app.Created](t)(b.reviews.Create(title, ""))
		refs = append(refs, made.Ref)
		for _, status := range []string{"done", "declined"} {
			must[app.Added](t)(b.reviews.AddPart(made.Ref, "actions", `{"title":"`+title+" "+status+`","status":"`+status+`"}`, "", ""))
		}
	}
	// The sample has actions of its own.
	list := slices.DeleteFunc(must[[]app.StudyStart](t)(studies.Actions()), func(a app.StudyStart) bool { return !slices.Contains(refs, a.Review) })
	if len(list) != 2 || list[0].Review != refs[1] || list[0].Title != "Second done" || list[1].Review != refs[0] || list[0].Action == "" {
		t.Fatalf("%+v", list)
	}
	ref := must[string](t)(studies.Create(app.StudyStart{Review: list[0].Review, Action: list[0].Action}, ""))
	if s := must[app.StudyDoc](t)(studies.Get(ref)); s.Title != "Second done" || s.Action != "Second done" || s.SubjectRef != refs[1] {
		t.Errorf("%+v", s)
	}
}
