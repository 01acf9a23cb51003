package signing_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/policy"
	"secondstory/backend/service/signing"
)

// The worked numbers of policies, signed and asked for in a database (A03.1 to A03.3).
// Package policy holds the same for the rules alone.

func TestA031AnEditOfOneCellVoidsTwoAgreementsAndTheWishForChanges(t *testing.T) {
	d := newDesk(t)
	people := map[string]string{"ana": "Head of service", "bea": "Operations", "cem": "Business unit"}
	cells := map[string]any{"high/high": "P1", "high/low": "P2", "low/high": "P3", "low/low": "P4"}
	id := d.rule(func(t *policy.Terms) {
		t.Kind, t.Title, t.Data, t.Seats = policy.Matrix, "Priorities", map[string]any{"cells": cells}, nil
		for _, who := range []string{"ana", "bea", "cem"} {
			t.Seats = append(t.Seats, policy.Seat{Role: people[who], Count: 1})
		}
	})
	edit := func(cell, priority string) {
		t.Helper()
		cells[cell] = priority
		_, err := d.as("ana").Edit(ctx, id, signing.Patch{Fields: map[string]any{"data": map[string]any{"cells": cells}}}, "")
		d.b.Must(err)
	}
	for _, priority := range []string{"P4", "P3"} { // versions 1 and 2 are signed by all three
		edit("low/low", priority)
		d.proposed(id)
		for who, role := range people {
			d.b.Must(d.sign(id, who, role))
		}
	}
	edit("high/low", "P1")
	d.proposed(id)
	d.b.Must(d.sign(id, "ana", people["ana"]))
	d.b.Must(d.sign(id, "bea", people["bea"]))
	_, err := d.as("cem").Sign(ctx, id, signing.Mark{Decision: policy.Changes, Role: people["cem"], Comment: "Not for one counter."}, "")
	d.b.Must(err)
	page := func() policy.Page { h := d.read(id); return h.Page(d.b.Clock, "ana", nil) }
	p := page()
	if v := p.Versions[0]; v.Number != 3 || v.State != policy.Requested || v.Have != 2 || v.Need != 3 || p.Draft != policy.Requested || p.Force.Number != 2 {
		t.Fatalf("%+v", v)
	}
	edit("low/high", "P2")
	p = page()
	v := p.Versions[0]
	if p.Draft != policy.Drafted || v.State != policy.Voided || len(v.Signoffs) != 3 || p.Force.Number != 2 {
		t.Fatalf("the draft is %q, version 3 %+v", p.Draft, v)
	}
	for _, s := range v.Signoffs {
		if s.Standing != policy.Void {
			t.Errorf("the decision of %s is %q", s.Actor, s.Standing)
		}
	}
	for _, s := range p.Versions[1].Signoffs {
		if s.Standing != policy.Counts {
			t.Errorf("that of %s about version 2 is %q", s.Actor, s.Standing)
		}
	}
}

// exceptionOf is one that somebody may ask for.
func exceptionOf(procedure string, from, to calendar.Date) policy.Exception {
	return policy.Exception{Procedure: procedure, Justification: "The vendor installs on site only this month.", Risk: "No second look", Control: "Pairing", From: from, To: to}
}

func TestA032AnExceptionIsGoodUntilTheMidnightOfItsZone(t *testing.T) {
	d := newDesk(t)
	d.b.Clock = time.Date(2026, 2, 20, 9, 0, 0, 0, time.UTC)
	id := d.rule(nil)
	asked, err := d.as("bea").Ask(ctx, id, exceptionOf("Change approval", calendar.On(2026, 3, 1), calendar.On(2026, 3, 31)), "")
	d.b.Must(err)
	_, err = d.as("ana").Answer(ctx, id, asked.ID, signing.Reply{Answer: policy.Granted}, "")
	d.b.Must(err)
	for at, want := range map[string]policy.ExceptionState{
		"2026-02-28T23:59:59+01:00": policy.Upcoming, "2026-03-01T00:00:00+01:00": policy.Active,
		"2026-03-31T23:59:00+02:00": policy.Active, "2026-04-01T00:00:00+02:00": policy.Expired,
	} {
		d.b.Clock, err = time.Parse(time.RFC3339, at)
		d.b.Must(err)
		h := d.read(id)
		if e := h.Page(d.b.Clock, "ana", nil).Exceptions[0]; e.State != want || e.Zone != "Europe/Madrid" {
			t.Errorf("at %s: %+v", at, e)
		}
	}
}

func TestA033SixExceptionsInNinetyDaysAreOneProposalThatCitesThem(t *testing.T) {
	d := newDesk(t)
	d.b.Clock = time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC)
	id := d.rule(nil)
	var cited []string
	for i, day := range []int{0, 15, 30, 45, 60, 75} {
		from := calendar.On(2026, 1, 1).AddDays(day)
		d.b.Clock = time.Date(2026, 1, 1+day, 9, 0, 0, 0, time.UTC)
		asked, err := d.as("bea").Ask(ctx, id, exceptionOf([]string{"Change approval", "change  approval"}[i%2], from, from), "")
		d.b.Must(err)
		if h := d.read(id); i == 4 && len(h.Page(d.b.Clock, "ana", nil).Proposals) != 0 {
			t.Error("four answered ones and a request are five exceptions")
		}
		_, err = d.as("ana").Answer(ctx, id, asked.ID, signing.Reply{Answer: policy.Granted}, "")
		d.b.Must(err)
		cited = append(cited, asked.ID)
	}
	h := d.read(id)
	got := h.Page(d.b.Clock, "ana", nil).Proposals
	if len(got) != 1 || got[0].Count != 6 || fmt.Sprint(got[0].Exceptions) != fmt.Sprint(cited) || got[0].Rule != (policy.Repeat{Count: 5, Days: 90}) {
		t.Fatalf("%+v, want %v", got, cited)
	}
	// The ninety-first day takes the first one out, and five are still too many.
	if got := h.Page(time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC), "ana", nil).Proposals; len(got) != 1 || !slices.Equal(got[0].Exceptions, cited[1:]) {
		t.Errorf("%+v", got)
	}
}
