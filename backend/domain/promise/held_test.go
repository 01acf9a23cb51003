package promise_test

import (
	"fmt"
	"testing"

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
		k.Count(promise.Shipped().Stands(in, nil, now), false)
	}
	k.Count(promise.Shipped().Stands(resolved("2026-11-19T18:00:00+01:00", "SEV1"), nil, now), true)                             // agreed, and not noted when it was held
	k.Count(promise.Shipped().Stands(resolved("2026-11-30T18:00:00+01:00", "SEV1"), nil, now), false)                            // its clock runs
	k.Count(promise.Shipped().Stands(measure.Incident{Held: heldAt("2026-11-20T18:00:00+01:00", "48 h").Held}, nil, now), false) // resolved nobody knows when
	k = k.Done()
	if k.InTime != 17 || k.Late != 2 || k.Over != 1 || k.Unknown != 2 || k.Share.N != 20 {
		t.Fatalf("%+v", k)
	}
	if got := fmt.Sprintf("%.1f (%.1f–%.1f)", 100*k.Share.Share, 100*k.Share.Low, 100*k.Share.High); got != "85.0 (64.0–94.8)" {
		t.Fatal(got)
	}
}
