package promise_test

import (
	"slices"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/promise"
	"secondstory/backend/domain/timeline"
)

func resolved(at, severity string) measure.Incident {
	return measure.Incident{Severity: severity, Moments: map[string]timeline.Statement{
		measure.Resolved: {At: at, Zone: "Europe/Amsterdam", Precision: timeline.Minute}}}
}

func at(t *testing.T, text string) time.Time {
	t.Helper()
	out, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A12.1: 48 hours that pass end an hour earlier on the clock where it goes back between.
func TestA12_1APromiseOverTheChangeOfTheClocks(t *testing.T) {
	s := promise.Shipped().Stands(resolved("2026-10-24T18:00:00+02:00", "SEV1"), nil, at(t, "2026-10-26T12:00:00+01:00"))
	if s.State != promise.Running || !s.Due.Equal(at(t, "2026-10-26T17:00:00+01:00")) || s.Left != 5*time.Hour {
		t.Fatalf("%s, due %s, left %s", s.State, s.Due, s.Left)
	}
	if s := promise.Shipped().Stands(resolved("2026-10-24T18:00:00+02:00", "SEV1"), nil, at(t, "2026-10-26T17:00:01+01:00")); s.State != promise.Over {
		t.Fatalf("a second after the end: %s", s.State)
	}
}

func settings(pairs ...string) policy.Terms {
	t := policy.Terms{Kind: policy.Review}
	for i := 0; i < len(pairs); i += 2 {
		t.Settings = append(t.Settings, policy.Setting{Name: pairs[i], Value: pairs[i+1]})
	}
	return t
}

func TestARuleIsReadFromItsSettings(t *testing.T) {
	r := promise.Read(settings("Promise", "3 days", "promise  sev1", "24 h", "Promise SEV3", "5 business days", "Promise SEV4", "soon",
		"Required for", "sev1, SEV2", "Required longer than", "4 h", "Required at services", "Ledger", "Promises kept", "of our own"))
	for severity, want := range map[string]promise.Limit{"SEV1": {Amount: 24}, "SEV3": {Amount: 5, Days: true, Business: true},
		"SEV2": {Amount: 3, Days: true}, "": {Amount: 3, Days: true}} {
		if got := r.Limit(severity); got != want {
			t.Errorf("%q: %+v", severity, got)
		}
	}
	if len(r.Unread) != 1 || r.Unread[0] != "Promise SEV4" {
		t.Errorf("unread: %q", r.Unread)
	}
	for _, c := range []struct {
		severity string
		services []string
		minutes  float64
		long     bool
		want     bool
	}{
		{"SEV2", nil, 0, false, true}, {"SEV3", nil, 240, true, false}, {"SEV3", nil, 241, true, true},
		{"SEV3", nil, 999, false, false}, {"", []string{"ledger"}, 0, false, true}, {"", []string{"Checkout"}, 0, false, false},
	} {
		if got := r.Required(c.severity, c.services, c.minutes, c.long); got != c.want {
			t.Errorf("%+v", c)
		}
	}
}

func TestASeverityIsReadAsItIsWrittenOrTold(t *testing.T) {
	r := promise.Read(settings("Required for", "SEV 1, 2, sev-3", "Promise Sev-1", "24 h", "Promises SEV2", "3 h", "Promise SEV 2", "4 h", "Promise gold", "1 h"))
	if !slices.Equal(r.Severities, []string{"SEV1", "SEV2", "SEV3"}) || r.Limit("SEV1").Amount != 24 || r.Limit("SEV2").Amount != 3 {
		t.Errorf("%+v", r)
	}
	if !slices.Equal(r.Unread, []string{"Promise SEV 2", "Promise gold"}) {
		t.Errorf("said twice, and of what is no severity: %q", r.Unread)
	}
	r = promise.Read(settings("Required for", "SEV1 and SEV2", "Required for", "SEV2, SEV9", "Ours", "a", "Ours", "b"))
	if !slices.Equal(r.Severities, []string{"SEV2"}) || len(r.Unread) != 2 {
		t.Errorf("%+v", r)
	}
}

func TestOfAnUndecidedRuleNoClockIsTold(t *testing.T) {
	r := promise.Shipped()
	r.Undecided = fault.New(fault.Invalid, "promise.undecided", "ref", "POL")
	s := r.Stands(resolved("2026-11-19T18:00:00+01:00", "SEV1"), nil, at(t, "2026-11-20T09:00:00+01:00"))
	if s.State != promise.Unknown || s.Why != r.Undecided || !s.Due.IsZero() {
		t.Errorf("%+v", s)
	}
}

func TestBusinessDaysPassOverWeekends(t *testing.T) {
	r := promise.Read(settings("Promise", "2 business days"))
	// Thursday evening, so Friday and Monday at the same time of day.
	s := r.Stands(resolved("2026-11-19T18:00:00+01:00", "SEV3"), nil, at(t, "2026-11-20T09:00:00+01:00"))
	if !s.Due.Equal(at(t, "2026-11-23T18:00:00+01:00")) {
		t.Fatalf("%s", s.Due)
	}
}

func TestWhatNobodyCanTellIsSaid(t *testing.T) {
	r := promise.Read(settings("Promise", "16 business hours"))
	if s := r.Stands(resolved("2026-11-19T18:00:00+01:00", ""), nil, time.Now()); s.State != promise.Unknown || s.Why.Key != "promise.no_calendar" {
		t.Errorf("business hours without a calendar: %+v", s)
	}
	if s := r.Stands(resolved("2026-11-19T18:00:00", ""), nil, time.Now()); s.State != promise.Unknown || s.Why.Key != "promise.resolved_unclear" {
		t.Errorf("a time without a zone: %+v", s)
	}
	if s := r.Stands(measure.Incident{}, nil, time.Now()); s.State != promise.Unresolved {
		t.Errorf("%+v", s)
	}
	day := promise.Shipped().Stands(resolved("2026-11-19", ""), nil, at(t, "2026-11-19T12:00:00+01:00"))
	if day.Exact || !day.Due.Equal(at(t, "2026-11-21T00:00:00+01:00")) {
		t.Errorf("a day alone: %+v", day)
	}
	for _, text := range []string{"", "0 h", "soon", "48", "1001 h", "-3 d", "3 business weeks"} {
		if _, err := promise.ParseLimit(text); err == nil {
			t.Errorf("%q is taken for a limit", text)
		}
	}
}
