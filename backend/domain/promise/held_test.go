package promise_test

import (
	"fmt"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/promise"
	"secondstory/backend/domain/timeline"
)

func heldAt(at, limit string) measure.Incident {
	in := resolved("2026-11-19T18:00:00+01:00", "SEV1")
	in.Held = &measure.Held{At: timeline.Statement{At: at, Precision: timeline.Minute}, Limit: limit, Rule: "POL-26-AAAAAA 2"}
	return in
}

func TestTheClockEndsWhereTheReviewWasHeldByTheLimitOfThatDay(t *testing.T) {
	strict := promise.Read(settings("Promise", "1 h"))
	s := strict.Stands(heldAt("2026-11-21T17:00:00+01:00", "48 h"), nil, at(t, "2027-01-01T00:00:00Z"))
	if s.State != promise.Held || s.Left.Hours() != 1 || s.Rule != "POL-26-AAAAAA 2" || !s.At.Equal(at(t, "2026-11-21T17:00:00+01:00")) {
		t.Fatalf("a rule signed later: %+v", s)
	}
	if s := strict.Stands(heldAt("2026-11-21T18:30:00+01:00", "48 h"), nil, at(t, "2027-01-01T00:00:00Z")); s.State != promise.Held || s.Left.Minutes() != -30 {
		t.Fatalf("half an hour late: %+v", s)
	}
	if s := strict.Stands(heldAt("2026-11-19T20:00:00+01:00", "no limit"), nil, at(t, "2027-01-01T00:00:00Z")); s.State != promise.Held || s.Left.Hours() != -1 {
		t.Fatalf("a limit that nobody can read is that of now: %+v", s)
	}
	for _, text := range []string{"48 h", "3 days", "16 business h", "5 business days"} {
		l, err := promise.ParseLimit(text)
		if err != nil || l.String() != text {
			t.Errorf("%q comes back as %q: %v", text, l.String(), err)
		}
	}
}

// Of a resolution of which only the day is known a review is late only where it is late
// whenever on that day it was.
func TestADayAloneMakesNoReviewLateThatMayHaveBeenInTime(t *testing.T) {
	day := heldAt("", "48 h")
	day.Moments[measure.Resolved] = timeline.Statement{At: "2026-11-20", Zone: "Europe/Amsterdam", Precision: timeline.Day}
	for when, want := range map[string]promise.State{"2026-11-21T23:00:00+01:00": promise.Held, "2026-11-22T10:00:00+01:00": promise.Unknown, "2026-11-23T01:00:00+01:00": promise.Held} {
		day.Held.At.At = when
		s := promise.Shipped().Stands(day, nil, at(t, "2027-01-01T00:00:00Z"))
		if s.State != want || s.Due.IsZero() || (s.Why != nil) != (want == promise.Unknown) {
			t.Errorf("held %s: %+v", when, s)
		}
	}
	day.Held = nil
	for when, want := range map[string]promise.State{"2026-11-21T23:00:00+01:00": promise.Running, "2026-11-22T10:00:00+01:00": promise.Unknown, "2026-11-23T01:00:00+01:00": promise.Over} {
		if s := promise.Shipped().Stands(day, nil, at(t, when)); s.State != want || s.Due.IsZero() {
			t.Errorf("looked at %s: %+v", when, s)
		}
	}
	var k promise.Kept
	day.Held = &measure.Held{At: timeline.Statement{At: "2026-11-22T10:00:00+01:00"}, Limit: "48 h"}
	if k.Count(promise.Shipped().Stands(day, nil, at(t, "2027-01-01T00:00:00Z")), false, time.Time{}); k.Late != 0 || k.Unknown != 1 {
		t.Errorf("counted as %+v", k)
	}
	// Friday: one business day ends on Monday, and not before the end of that day.
	friday := resolved("2026-11-20", "")
	if s := promise.Read(settings("Promise", "1 business day")).Stands(friday, nil, at(t, "2026-11-23T20:00:00+01:00")); s.State != promise.Unknown {
		t.Errorf("business days: %+v", s)
	}
}

// What was held by the limit that came with the program stays so while a rule is undecided.
func TestAnUndecidedRuleTakesNoNumberFromAReviewThatWasHeldBefore(t *testing.T) {
	r := promise.Shipped()
	r.Undecided = fault.New(fault.Invalid, "promise.undecided", "ref", "POL")
	for limit, want := range map[string]promise.State{"48 h": promise.Held, "": promise.Unknown} {
		in := heldAt("2026-11-21T17:00:00+01:00", limit)
		in.Held.Rule = ""
		if s := r.Stands(in, nil, at(t, "2027-01-01T00:00:00Z")); s.State != want {
			t.Errorf("limit %q: %+v", limit, s)
		}
	}
}

// A12.2: 17 of 20 reviews within 48 hours.
func TestA12_2TheShareOfReviewsHeldInTime(t *testing.T) {
	var k promise.Kept
	now := at(t, "2026-12-01T00:00:00Z")
	for i := 0; i < 20; i++ {
		when := "2026-11-20T18:00:00+01:00"
		if i >= 17 {
			when = "2026-11-25T18:00:00+01:00"
		}
		in := heldAt(when, "48 h")
		if i == 19 {
			in.Held = nil // nobody held it, and its time is over
		}
		k.Count(promise.Shipped().Stands(in, nil, now), false, time.Time{})
	}
	k.Count(promise.Shipped().Stands(resolved("2026-11-19T18:00:00+01:00", "SEV1"), nil, now), true, time.Time{})                             // agreed, and not noted when it was held
	k.Count(promise.Shipped().Stands(resolved("2026-11-30T18:00:00+01:00", "SEV1"), nil, now), false, time.Time{})                            // its clock runs
	k.Count(promise.Shipped().Stands(measure.Incident{Held: heldAt("2026-11-20T18:00:00+01:00", "48 h").Held}, nil, now), false, time.Time{}) // resolved nobody knows when
	k = k.Done()
	if k.InTime != 17 || k.Late != 2 || k.Over != 1 || k.Unknown != 2 || k.Share.N != 20 {
		t.Fatalf("%+v", k)
	}
	if got := fmt.Sprintf("%.1f (%.1f–%.1f)", 100*k.Share.Share, 100*k.Share.Low, 100*k.Share.High); got != "85.0 (64.0–94.8)" {
		t.Fatal(got)
	}
}

func TestWhatWasDueBeforeThePromiseIsCountedApart(t *testing.T) {
	now, since := at(t, "2026-12-01T00:00:00Z"), at(t, "2026-11-01T00:00:00Z")
	var k promise.Kept
	k.Count(promise.Shipped().Stands(heldAt("2026-11-20T18:00:00+01:00", "48 h"), nil, now), false, since)
	for _, settled := range []bool{false, true} {
		k.Count(promise.Shipped().Stands(resolved("2019-11-19T18:00:00+01:00", "SEV1"), nil, now), settled, since)
	}
	late := resolved("2026-10-19T18:00:00+02:00", "SEV1")
	late.Held = &measure.Held{At: timeline.Statement{At: "2026-10-30T18:00:00+01:00"}, Limit: "48 h"}
	k.Count(promise.Shipped().Stands(late, nil, now), false, since)
	if k = k.Done(); k.InTime != 1 || k.Before != 3 || k.Late+k.Over+k.Unknown != 0 || k.Share.N != 1 {
		t.Fatalf("%+v", k)
	}
}

// A number that two people dispute is told by nobody, and what lies ahead was not held.
func TestWhatIsDisputedOrAheadIsNotHeld(t *testing.T) {
	in := heldAt("2026-11-21T17:00:00+01:00", "48 h")
	if s := promise.Shipped().Stands(in, nil, at(t, "2026-11-20T12:00:00Z")); s.State != promise.Running || !s.At.IsZero() {
		t.Errorf("ahead: %+v", s)
	}
	in.Undecided = []string{measure.WhenHeld}
	if s := promise.Shipped().Stands(in, nil, at(t, "2027-01-01T00:00:00Z")); s.State != promise.Unknown || s.Why.Key != "promise.held_unclear" {
		t.Errorf("disputed: %+v", s)
	}
}
