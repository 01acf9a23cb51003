package policy_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/policy"
)

func TestAnEditOfOneCellVoidsTheAgreementsVisibly(t *testing.T) {
	// A03.1: a matrix of which two versions were signed before, and three roles to ask.
	p := &policy.Policy{ID: "matrix"}
	for n := 1; n <= 2; n++ {
		terms := matrixTerms()
		terms.Text += fmt.Sprint(n)
		signAll(p, propose(t, p, terms, n, noon.AddDate(0, -n, 0)), noon.AddDate(0, -n, 1))
	}
	p.Draft = matrixTerms()
	p.Draft.Text += "3"
	if p.Next() != 3 {
		t.Fatalf("the draft would be version %d, want 3", p.Next())
	}
	v3 := propose(t, p, p.Draft, 3, noon)
	before := len(p.Signoffs)
	sign(p, v3, "ana", "Head of service", policy.Approve, noon.Add(time.Hour))
	if got := p.DraftState(); got != policy.InReview {
		t.Fatalf("with one agreement the draft is %q", got)
	}
	sign(p, v3, "luis", "Operations", policy.Approve, noon.Add(2*time.Hour))
	sign(p, v3, "mei", "business  UNIT", policy.Changes, noon.Add(3*time.Hour))
	if got := p.VersionState(v3, noon); got != policy.Requested || p.DraftState() != policy.Requested {
		t.Fatalf("version 3 is %q, the draft %q; want changes requested", got, p.DraftState())
	}
	if tally := p.Tally(v3); tally.Have != 2 || tally.Need != 3 || !slices.Equal(tally.Changes, []string{"mei"}) {
		t.Fatalf("tally %+v", tally)
	}

	p.Draft.Data = map[string]any{"cells": map[string]any{"high/high": "P1", "high/low": "P1", "low/high": "P3", "low/low": "P4"}}
	if got := p.DraftState(); got != policy.Drafted {
		t.Fatalf("after the edit the draft is %q", got)
	}
	if got := p.VersionState(v3, noon); got != policy.Voided {
		t.Fatalf("after the edit version 3 is %q", got)
	}
	standing := p.Standings()
	for _, s := range p.Signoffs[before:] {
		if standing[s.ID] != policy.Void {
			t.Errorf("the decision of %s is %q, want void", s.Actor, standing[s.ID])
		}
	}
	for _, s := range p.Signoffs[:before] {
		if standing[s.ID] != policy.Counts {
			t.Errorf("the edit of the draft made %s's signature of version %d %q", s.Actor, s.Number, standing[s.ID])
		}
	}
	if f := p.At(noon); f.State != policy.InForce || f.Version.Number != 2 && f.Version.Number != 1 {
		t.Errorf("while version 3 is written there holds %v", f)
	}

	// Proposed anew it has the same number, and nobody has agreed to it.
	again := propose(t, p, p.Draft, p.Next(), noon.Add(4*time.Hour))
	if again.Number != 3 || p.Tally(again).Have != 0 {
		t.Errorf("proposed anew: version %d with %d agreements", again.Number, p.Tally(again).Have)
	}
}

func TestAnExceptionIsGoodToTheLastMinuteOfItsLastDay(t *testing.T) {
	// A03.2
	e := policy.Exception{
		ID: "e1", Procedure: "Change approval", Justification: "The vendor installs on site only this month.",
		Risk: "Changes without a second look", Control: "Pairing", Requester: "ana", From: on(t, "2026-03-01"), To: on(t, "2026-03-31"), Zone: "Europe/Madrid",
		Answer: policy.Granted, Approver: "luis",
	}
	e.AnsweredHash = e.Hash("p")
	summer := time.FixedZone("CEST", 2*60*60)
	for _, c := range []struct {
		at   time.Time
		want policy.ExceptionState
	}{
		{time.Date(2026, 2, 28, 23, 59, 59, 0, time.FixedZone("CET", 3600)), policy.Upcoming},
		{time.Date(2026, 3, 1, 0, 0, 0, 0, time.FixedZone("CET", 3600)), policy.Active},
		{time.Date(2026, 3, 31, 23, 59, 0, 0, summer), policy.Active},
		{time.Date(2026, 3, 31, 23, 59, 59, 999, summer), policy.Active},
		{time.Date(2026, 4, 1, 0, 0, 0, 0, summer), policy.Expired},
	} {
		if got := e.State("p", nil, c.at); got != c.want {
			t.Errorf("at %s it is %q, want %q", c.at, got, c.want)
		}
	}
}

func TestManyExceptionsToOneProcedureProposeToImproveIt(t *testing.T) {
	// A03.3: six in 90 days with the rule "five or more".
	p := &policy.Policy{ID: "p"}
	add := func(id, procedure, from string, granted bool) {
		e := policy.Exception{
			ID: id, Procedure: procedure, Justification: "The usual way would take too long here.", Risk: "r", Control: "c",
			Requester: "ana", From: on(t, from), To: on(t, from), Zone: "Europe/Madrid", Approver: "luis", Answer: policy.Granted,
		}
		if !granted {
			e.Answer = policy.Refused
		}
		e.AnsweredHash = e.Hash(p.ID)
		p.Exceptions = append(p.Exceptions, e)
	}
	now := time.Date(2026, 3, 31, 10, 0, 0, 0, time.UTC)
	for i, from := range []string{"2026-01-01", "2026-01-20", "2026-02-03", "2026-02-20", "2026-03-09", "2026-03-31"} {
		add(fmt.Sprint("e", i+1), []string{"Change approval", "change  Approval"}[i%2], from, true)
	}
	add("old", "Change approval", "2025-12-31", true)     // the 91st day
	add("to come", "Change approval", "2026-04-01", true) // not yet
	add("refused", "Change approval", "2026-03-01", false)
	for i := range 4 {
		add(fmt.Sprint("other", i), "Paging", "2026-03-01", true)
	}
	got := p.Proposals(now)
	if len(got) != 1 || got[0].Count != 6 || !slices.Equal(got[0].Exceptions, []string{"e1", "e2", "e3", "e4", "e5", "e6"}) {
		t.Fatalf("proposals %+v", got)
	}
	if got := p.Proposals(now.AddDate(0, 2, 0)); len(got) != 0 {
		t.Errorf("two months later: %+v", got)
	}
}

func TestBadExceptionsAreRefusedWithTheFieldNamed(t *testing.T) {
	good := policy.Exception{
		Procedure: "Change approval", Justification: "Twenty letters or so.", Risk: "r", Control: "c", Requester: "ana",
		From: on(t, "2026-03-01"), To: on(t, "2026-03-31"), Zone: "Europe/Madrid",
	}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		field string
		bad   func(*policy.Exception)
	}{
		"no end": {"to", func(e *policy.Exception) {
			e.To = on(t, "2026-03-01").AddDays(0)
			e.To.Year = 0
			e.To.Month = 0
			e.To.Day = 0
		}},
		"19 characters":       {"justification", func(e *policy.Exception) { e.Justification = "nineteen letters ok" }},
		"blanks are no words": {"justification", func(e *policy.Exception) { e.Justification = "too     short         \n\n  here   " }},
		"ends before":         {"to", func(e *policy.Exception) { e.To = on(t, "2026-02-28") }},
		"unknown zone":        {"zone", func(e *policy.Exception) { e.Zone = "Europe/Atlantis" }},
		"no control":          {"control", func(e *policy.Exception) { e.Control = " " }},
	} {
		e := good
		c.bad(&e)
		f, ok := fault.As(e.Check())
		if !ok || f.Code != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Name != c.field {
			t.Errorf("%s: %v", name, e.Check())
		}
	}
	if err := good.MayAnswer("ana"); !fault.Is(err, fault.Denied) {
		t.Errorf("an own request was answered: %v", err)
	}
	if err := good.MayAnswer("luis"); err != nil {
		t.Error(err)
	}
	good.Answer, good.Approver = policy.Granted, "ana"
	good.AnsweredHash = good.Hash("p")
	if got := good.State("p", nil, noon); got != policy.Improper {
		t.Errorf("granted to oneself by hand it is %q", got)
	}
	good.Approver, good.Control = "luis", "another"
	if got := good.State("p", nil, noon); got != policy.Altered {
		t.Errorf("changed after the answer it is %q", got)
	}
}
