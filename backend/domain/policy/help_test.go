package policy_test

import (
	"fmt"
	"testing"
	"time"
	_ "time/tzdata"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/policy"
)

// noon is the instant at which a test takes place.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func on(t testing.TB, text string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// matrixTerms ask three roles for their agreement.
func matrixTerms() policy.Terms {
	return policy.Terms{
		Kind: policy.Matrix, Title: "Priority matrix", Text: "Priority follows impact and urgency.\n",
		Data:  map[string]any{"cells": map[string]any{"high/high": "P1", "high/low": "P2", "low/high": "P3", "low/low": "P4"}},
		Seats: []policy.Seat{{Role: "Head of service", Count: 1}, {Role: "Operations", Count: 1}, {Role: "Business unit", Count: 1}},
	}
}

func hashOf(t testing.TB, terms policy.Terms, number int) string {
	t.Helper()
	hash, err := terms.Hash(number)
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

// propose adds a version with the terms.
func propose(t testing.TB, p *policy.Policy, terms policy.Terms, number int, at time.Time) policy.Version {
	t.Helper()
	v := policy.Version{ID: fmt.Sprintf("v%d", len(p.Versions)), Number: number, Hash: hashOf(t, terms, number), Terms: terms, By: "a0", Device: "d0", At: at}
	p.Versions = append(p.Versions, v)
	return v
}

// sign adds a decision that somebody made at their own machine.
func sign(p *policy.Policy, v policy.Version, actor, role string, d policy.Decision, at time.Time) {
	n := 1
	for _, s := range p.Signoffs {
		if s.Actor == actor && s.Hash == v.Hash {
			n++
		}
	}
	p.Signoffs = append(p.Signoffs, policy.Signoff{
		ID: fmt.Sprintf("s%d", len(p.Signoffs)), Number: v.Number, Hash: v.Hash, Role: role, Actor: actor, By: actor,
		Device: "device of " + actor, Decision: d, At: at, N: n,
	})
}

// signAll lets three people agree, the last at an instant.
func signAll(p *policy.Policy, v policy.Version, last time.Time) {
	for i, seat := range v.Terms.Seats {
		sign(p, v, fmt.Sprint("actor ", i), seat.Role, policy.Approve, last.Add(time.Duration(i+1-len(v.Terms.Seats))*time.Hour))
	}
}
