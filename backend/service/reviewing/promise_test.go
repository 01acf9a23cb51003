package reviewing_test

import (
	"encoding/json"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
)

// whole says all that a promise needs but the agreement of its owner.
func whole(due string) map[string]any {
	return map[string]any{"title": "Stop retries at a budget", "owner_role": "Checkout team lead", "due": due, "criterion": "The 101st retry is refused",
		"measure": "Retry storms in a year", "baseline": "18", "target": "below 6"}
}

func keyOf(err error) string {
	f, _ := fault.As(err)
	if f == nil {
		return ""
	}
	return f.Key
}

func TestAnActionGoesItsWayStepByStep(t *testing.T) {
	b := open(t)
	day := func(n int) string { return b.Tell().AddDate(0, 0, n).Format(time.DateOnly) }
	id := b.create("Retries piled up")
	added, err := b.AddPart(ctx, id, review.Actions, whole(day(14)), "", "")
	b.Must(err)
	at := func() review.Action { return b.get(id).Actions[0] }
	step := func(s reviewing.ActionStep, want string) {
		t.Helper()
		_, err := b.StepAction(ctx, id, added.ID, "", s, "")
		if got := keyOf(err); got != want {
			t.Fatalf("step %+v: %v, want %q", s, err, want)
		}
	}
	step(reviewing.ActionStep{To: "committed"}, "action.not_accepted")
	if _, err := b.SetField(ctx, id, "actions/"+added.ID+"/status", json.RawMessage(`"committed"`), ""); keyOf(err) != "action.not_accepted" {
		t.Errorf("the way around gave %v", err)
	}
	if _, err := b.SetTyped(ctx, id, "actions/"+added.ID+"/status", json.RawMessage(`"candidate"`), json.RawMessage(`"committed"`), ""); keyOf(err) != "action.not_accepted" {
		t.Errorf("the typed way around gave %v", err)
	}
	step(reviewing.ActionStep{To: "committed", Accepted: true}, "")
	if a := at(); a.Status != "committed" || a.Acceptance() != review.Accepted || a.AcceptedOn != day(0) || a.AcceptedDue != day(14) {
		t.Fatalf("committed as %+v", a)
	}
	if _, err := b.StepAction(ctx, id, added.ID, "candidate", reviewing.ActionStep{To: "declined"}, ""); keyOf(err) != "action.moved_on" {
		t.Errorf("decided about what no longer stands there: %v", err)
	}
	// The date moves with its reason, is counted, and goes back as one step.
	due := record.Path{Collection: review.Actions, Part: added.ID, Field: "due"}
	if _, err := b.SetValue(ctx, id, due, day(30), ""); keyOf(err) != "action.replan_why" {
		t.Errorf("a promised date moved without a word: %v", err)
	}
	step(reviewing.ActionStep{Fields: map[string]any{"due": day(30)}, Because: "The supplier is late"}, "")
	r := b.get(id)
	if m := r.MovesOf(added.ID); len(m) != 1 || m[0].From != day(14) || m[0].To != day(30) || m[0].Reason != "The supplier is late" || r.Actions[0].Acceptance() != review.AcceptedBefore {
		t.Fatalf("moved: %+v of %+v", m, r.Actions[0])
	}
	for _, path := range []string{"replans/" + r.Replans[0].ID} {
		if _, err := b.RemovePart(ctx, id, path, ""); keyOf(err) != "record.written_once" {
			t.Errorf("a change of the date was taken away: %v", err)
		}
	}
	if _, err := b.AddPart(ctx, id, review.Replans, map[string]any{"action": added.ID}, "", ""); keyOf(err) != "action.replan_by_step" {
		t.Errorf("a change of the date was made up: %v", err)
	}
	b.undo(id)
	if r := b.get(id); r.Actions[0].Due != day(14) || len(r.Replans) != 0 || r.Actions[0].Acceptance() != review.Accepted {
		t.Fatalf("undone: %+v", r.Actions[0])
	}
	b.redo(id)
	step(reviewing.ActionStep{To: "in_progress"}, "")
	step(reviewing.ActionStep{To: "done", Fields: map[string]any{"done_on": day(-14)}}, "")
	proof := func(role, on string) reviewing.ActionStep {
		return reviewing.ActionStep{To: "verified", Fields: map[string]any{"verifier_role": role, "proof": "Two storms since", "verified_on": on}}
	}
	step(proof("checkout team LEAD", day(0)), "action.verifier_owner") // A15.4
	step(proof("Platform lead", day(-1)), "action.soaking")
	step(proof("Platform lead", day(0)), "")
	// The retest fails: what was seen stays, the proof does not.
	step(reviewing.ActionStep{To: "in_progress"}, "")
	if a := at(); a.VerifiedOn != "" || a.Proof != "Two storms since" || a.Status != "in_progress" {
		t.Errorf("taken up again as %+v", a)
	}
	step(reviewing.ActionStep{To: "declined"}, "action.declined_why")
	step(reviewing.ActionStep{To: "declined", Fields: map[string]any{"declined_because": "The queue goes away"}}, "")
	b.VerifyChains()
}

func TestADoneActionSoaksFromItsDayOn(t *testing.T) {
	b := open(t)
	id := b.create("Retries piled up")
	fields := whole("2020-01-01")
	fields["status"], fields["soak_days"] = "committed", 3.0
	added, err := b.AddPart(ctx, id, review.Actions, fields, "", "")
	b.Must(err)
	_, err = b.StepAction(ctx, id, added.ID, "committed", reviewing.ActionStep{To: "done"}, "")
	b.Must(err)
	a := b.get(id).At(b.Tell().Format(time.DateOnly)).Actions[0]
	if today := b.Tell(); a.DoneOn != today.Format(time.DateOnly) || a.LookOn != today.AddDate(0, 0, 3).Format(time.DateOnly) {
		t.Errorf("done on %s, to be looked at from %s", a.DoneOn, a.LookOn)
	}
	if _, err := b.SetValue(ctx, id, record.Path{Collection: review.Actions, Part: added.ID, Field: "soak_days"}, 0.0, ""); keyOf(err) != "action.soak_late" {
		t.Errorf("the wait was cut short: %v", err)
	}
}

func TestOnlyThePromisedDateIsToldAsMoved(t *testing.T) {
	b := open(t)
	day := func(n int) string { return b.Tell().AddDate(0, 0, n).Format(time.DateOnly) }
	id := b.create("Retries piled up")
	added, err := b.AddPart(ctx, id, review.Actions, whole(day(14)), "", "")
	b.Must(err)
	_, err = b.StepAction(ctx, id, added.ID, "", reviewing.ActionStep{To: "committed", Accepted: true, Fields: map[string]any{"due": day(20)}, Because: "From the talk"}, "")
	b.Must(err)
	if r := b.get(id); len(r.Replans) != 0 || r.Actions[0].Due != day(20) {
		t.Fatalf("the first promise counts as moved: %+v", r.Replans)
	}
	_, err = b.StepAction(ctx, id, added.ID, "", reviewing.ActionStep{To: "done"}, "")
	b.Must(err)
	due := record.Path{Collection: review.Actions, Part: added.ID, Field: "due"}
	if _, err := b.SetValue(ctx, id, due, day(90), ""); keyOf(err) != "action.replan_why" {
		t.Errorf("the date of what is done moved without a word: %v", err)
	}
	_, err = b.StepAction(ctx, id, added.ID, "", reviewing.ActionStep{Fields: map[string]any{"due": day(21)}, Because: "It was written down wrongly"}, "")
	b.Must(err)
	if r := b.get(id); len(r.MovesOf(added.ID)) != 1 {
		t.Errorf("%+v", r.Replans)
	}
}
