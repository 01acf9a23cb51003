package review_test

import (
	"fmt"
	"math"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/review"
)

const today = "2026-11-23"

func agreed() review.Action {
	a := review.Action{ID: "a1", Title: "Stop retries at a budget", OwnerRole: "Checkout team lead", Due: "2026-12-04", Status: "committed",
		Criterion: "The queue refuses the 101st retry in a drill", Measure: "Retry storms in a year", Baseline: "18", Target: "below 6"}
	a.AcceptedOn, a.AcceptedDue, a.AcceptedOf = today, a.Due, a.Words()
	return a
}

func refused(t *testing.T, before, after review.Action, s review.Setting, key, field string) {
	t.Helper()
	err := review.CheckStep(before, after, s)
	f, ok := fault.As(err)
	if !ok || f.Key != key || f.Code != fault.Invalid || len(f.Fields) == 0 || f.Fields[0].Name != field {
		t.Errorf("%s→%s gave %v (%+v), want %s at %s", before.Status, after.Status, err, f, key, field)
	}
}

func step(from, to string, change func(*review.Action)) (before, after review.Action) {
	before = agreed()
	before.Status = from
	after = before
	after.Status = to
	if change != nil {
		change(&after)
	}
	return before, after
}

func TestA15_1_AnActionWithoutItsPartsCannotBePromised(t *testing.T) {
	vague := review.Action{Title: "Improve monitoring", Status: "candidate"}
	if got := vague.Missing(); fmt.Sprint(got) != "[owner due criterion measure]" {
		t.Errorf("missing %v, want the four", got)
	}
	after := vague
	after.Status = "committed"
	err := review.CheckStep(vague, after, review.Setting{Today: today})
	f, ok := fault.As(err)
	if !ok || len(f.Fields) != 4 || f.Key != "action.missing" {
		t.Fatalf("refused with %+v", f)
	}
}

func TestAPromiseIsAgreedByItsOwnerWithADayAndAMeasure(t *testing.T) {
	s := review.Setting{Today: today}
	before, after := step("candidate", "committed", nil)
	if err := review.CheckStep(before, after, s); err != nil {
		t.Fatalf("a whole promise was refused: %v", err)
	}
	for key, c := range map[string]struct {
		field  string
		change func(*review.Action)
	}{
		"action.not_accepted":   {"accepted_on", func(a *review.Action) { a.AcceptedOn = "" }},
		"action.accepted_other": {"accepted_on", func(a *review.Action) { a.Criterion = "Something else" }},
		"action.due_past":       {"due", func(a *review.Action) { a.Due = "2026-11-22" }},
		"action.target_same":    {"target", func(a *review.Action) { a.Target = " 18 " }},
		"action.two_owners":     {"owner_role", func(a *review.Action) { a.OwnerRole = "Checkout lead, Ledger lead" }},
	} {
		for _, to := range []string{"committed", "in_progress"} {
			before, after := step("candidate", to, c.change)
			if key == "action.due_past" { // it stood there already
				before.Due = after.Due
			}
			refused(t, before, after, s, key, c.field)
		}
	}
	for _, role := range []string{"Health and safety lead", "R&D lead", "CI/CD lead"} {
		before, after := step("idea", "committed", func(a *review.Action) { a.OwnerRole = role; a.AcceptedOf = a.Words() })
		if err := review.CheckStep(before, after, s); err != nil {
			t.Errorf("%s was taken for two: %v", role, err)
		}
	}
}

func TestADateOfAPromiseMovesWithAReasonOnly(t *testing.T) {
	before, after := step("committed", "committed", func(a *review.Action) { a.Due = "2026-12-18" })
	refused(t, before, after, review.Setting{Today: today}, "action.replan_why", "due")
	if err := review.CheckStep(before, after, review.Setting{Today: today, Replanned: true}); err != nil {
		t.Errorf("with a reason: %v", err)
	}
	if after.Acceptance() != review.AcceptedBefore {
		t.Error("the owner has not agreed to the new date")
	}
	for _, way := range [][2]string{{"done", "done"}, {"committed", "done"}, {"verified", "verified"}, {"committed", "candidate"}, {"candidate", "candidate"}, {"candidate", "committed"}} {
		before.Status, after.Status = way[0], way[1]
		refused(t, before, after, review.Setting{Today: today}, "action.replan_why", "due")
	}
	for due, key := range map[string]string{"": "action.replan_day", "someday": "action.replan_day", "2026-11-22": "action.due_past"} {
		before, after := step("committed", "committed", func(a *review.Action) { a.Due = due })
		refused(t, before, after, review.Setting{Today: today, Replanned: true}, key, "due")
	}
	before.Status, after.Status = "candidate", "candidate"
	before.AcceptedOn = ""
	if err := review.CheckStep(before, after, review.Setting{Today: today}); err != nil {
		t.Errorf("what nobody promised moves freely: %v", err)
	}
	odd, mended := step("committed", "committed", nil)
	odd.Due = "2026-02-30"
	if err := review.CheckStep(odd, mended, review.Setting{Today: today}); err != nil {
		t.Errorf("a day of no calendar is mended, not moved: %v", err)
	}
}

func TestA15_4_NobodyVerifiesTheirOwnAction(t *testing.T) {
	s := review.Setting{Today: today}
	proof := func(a *review.Action) {
		a.DoneOn, a.VerifiedOn, a.VerifierRole, a.Proof = "2026-11-09", today, "Platform lead", "Two storms in a year"
	}
	before, after := step("done", "verified", proof)
	if err := review.CheckStep(before, after, s); err != nil {
		t.Fatalf("a proof was refused: %v", err)
	}
	for key, c := range map[string]struct {
		field  string
		change func(*review.Action)
	}{
		"action.verifier_owner":   {"verifier_role", func(a *review.Action) { a.VerifierRole = " checkout  Team lead" }},
		"action.verifier_missing": {"verifier_role", func(a *review.Action) { a.VerifierRole = "" }},
		"action.proof_missing":    {"proof", func(a *review.Action) { a.Proof = " " }},
		"action.verified_day":     {"verified_on", func(a *review.Action) { a.VerifiedOn = "" }},
		"action.verified_future":  {"verified_on", func(a *review.Action) { a.VerifiedOn = "2026-11-24" }},
		"action.soaking":          {"verified_on", func(a *review.Action) { a.DoneOn = "2026-11-10" }},
	} {
		before, after := step("done", "verified", func(a *review.Action) { proof(a); c.change(a) })
		refused(t, before, after, s, key, c.field)
	}
	before, after = step("in_progress", "verified", proof)
	refused(t, before, after, s, "action.not_done", "status")
	before, after = step("done", "verified", func(a *review.Action) { proof(a); a.DoneOn = "" })
	if err := review.CheckStep(before, after, s); err != nil {
		t.Errorf("nobody knows when it was done, so it soaks for nothing: %v", err)
	}
}

func TestDecliningNeedsAReasonAndForGraveIncidentsARole(t *testing.T) {
	before, after := step("candidate", "declined", nil)
	refused(t, before, after, review.Setting{Today: today}, "action.declined_why", "declined_because")
	after.DeclinedBecause = "The second person sees the same sum"
	refused(t, before, after, review.Setting{Today: today, Severity: "SEV2"}, "action.declined_who", "declined_by")
	if err := review.CheckStep(before, after, review.Setting{Today: today, Severity: "SEV3"}); err != nil {
		t.Error(err)
	}
	after.DeclinedBy = "Service owner"
	if err := review.CheckStep(before, after, review.Setting{Today: today, Severity: "SEV1"}); err != nil {
		t.Error(err)
	}
}

func TestWhatStandsThereIsNotJudged(t *testing.T) {
	old := review.Action{Title: "Improve monitoring", Status: "committed", Due: "2020-01-01"}
	for _, to := range []string{"in_progress", "committed", "idea", "candidate", "on ice", "done"} {
		after := old
		after.Status = to
		if err := review.CheckStep(old, after, review.Setting{Today: today}); err != nil {
			t.Errorf("to %s: %v", to, err)
		}
	}
}

func TestA15_2_PromisesKeptInTime(t *testing.T) {
	var all []review.Action
	add := func(status, due, done string) {
		all = append(all, review.Action{ID: fmt.Sprint(len(all)), Status: status, Due: due, DoneOn: done})
	}
	for i := range 14 {
		add([]string{"done", "verified"}[i%2], "2026-10-10", "2026-10-1")
		all[i].DoneOn = fmt.Sprintf("2026-10-%02d", 1+i%10)
	}
	add("done", "2026-10-10", "2026-10-12")
	add("verified", "2026-10-10", "2026-10-19")
	add("done", "2026-10-10", "2026-11-09")
	for range 3 {
		add("in_progress", "2026-11-22", "")
	}
	add("done", "2026-10-10", "")      // nobody knows when
	add("committed", "2026-11-23", "") // has today
	add("candidate", "2026-01-01", "") // nobody promised it
	p := review.PromisesOf(all, map[string]int{"3": 2, "4": 1}, today)
	if p.InTime != 14 || p.Late != 3 || p.Over != 3 || p.Unknown != 1 || p.Moved != 2 || p.Moves != 3 {
		t.Errorf("counted %+v", p)
	}
	near := func(got, want float64) bool { return math.Abs(got-want) < 0.0005 }
	if v := p.OnTime; v == nil || !near(v.Share, 0.700) || !near(v.Low, 0.481) || !near(v.High, 0.855) || v.N != 20 {
		t.Errorf("on time %+v, want 70.0 %% (48.1–85.5) of 20", v)
	}
	if p.MedianLate == nil || *p.MedianLate != 9 {
		t.Errorf("late by %v, want 9 days", p.MedianLate)
	}
	if p := review.PromisesOf(nil, nil, today); p.OnTime != nil || p.MedianLate != nil {
		t.Error("nothing has a share")
	}
}

func TestA15_3_TheMixOfStrengths(t *testing.T) {
	var all []review.Action
	for s, n := range map[string]int{"stronger": 3, "intermediate": 7, "weaker": 10, "": 2} {
		for range n {
			all = append(all, review.Action{Status: "committed", Strength: s})
		}
	}
	all = append(all, review.Action{Status: "declined", Strength: "weaker"})
	if m := review.MixOf(all); m != (review.Mix{Stronger: 3, Intermediate: 7, Weaker: 10, Unsaid: 2, Hint: true}) {
		t.Errorf("mix %+v", m)
	}
	if review.MixOf(all[:0]).Hint {
		t.Error("a hint about nothing")
	}
}

func TestAnOwnerKnownByNameAloneAgreesForNobodyElse(t *testing.T) {
	a := agreed()
	a.OwnerRole, a.OwnerActor = "", "anna"
	a.AcceptedOf = a.Words()
	if a.Acceptance() != review.Accepted {
		t.Fatalf("%q", a.Acceptance())
	}
	before, after := a, a
	before.Status, before.OwnerActor, after.OwnerActor = "candidate", "ben", "ben"
	if after.Acceptance() != review.AcceptedBefore {
		t.Error("the word of one owner stands for another")
	}
	refused(t, before, after, review.Setting{Today: today}, "action.accepted_other", "accepted_on")
}

func TestWhatWasNeverPromisedIsNotTakenUpAgain(t *testing.T) {
	before, after := step("done", "in_progress", nil)
	if err := review.CheckStep(before, after, review.Setting{Today: today}); err != nil {
		t.Errorf("promised, done, and taken up again: %v", err)
	}
	before.AcceptedOn, after.AcceptedOn = "", ""
	refused(t, before, after, review.Setting{Today: today}, "action.not_accepted", "accepted_on")
}

func TestNothingWasDoneOnADayToCome(t *testing.T) {
	before, after := step("committed", "done", func(a *review.Action) { a.DoneOn = "2026-11-24" })
	refused(t, before, after, review.Setting{Today: today}, "action.done_future", "done_on")
}
