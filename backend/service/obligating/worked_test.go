package obligating_test

import (
	"testing"
	"time"

	"secondstory/backend/domain/obligation"
	"secondstory/backend/service/obligating"
)

// worked is what somebody does with one assessment, in this order, and what its clocks
// show afterwards; "" for a clock that is not running.
type worked struct {
	facts, events [][2]string
	sent          [][2]string // step, when
	want          map[string]string
}

// The worked numbers of obligation clocks as somebody enters them into a workspace (A06.1
// to A06.7). Package obligation holds the same for the packs alone.
func TestA06TheClocksOfAnAssessmentEndAsWasWorkedOut(t *testing.T) {
	d := newDesk(t)
	d.now = time.Date(2028, 6, 1, 8, 0, 0, 0, time.UTC)
	weekdays, err := d.ws.Keeping.Create(ctx, newCalendar(office()))
	d.must(weekdays, err)
	for _, c := range []struct {
		name, pack, zone, calendar string
		steps                      []worked
	}{
		{"A06.1", "gdpr", "Europe/Berlin", "", []worked{{facts: [][2]string{{"risk", "risk"}}, events: [][2]string{{"aware", "2026-10-23 14:25"}},
			want: map[string]string{"authority": "2026-10-26 13:25 CET"}}}},
		{"A06.2", "dora", "Europe/Berlin", "", []worked{
			{facts: [][2]string{{"entity", "credit_institution"}}, events: [][2]string{{"aware", "2026-03-26 18:30"}, {"classified", "2026-03-27 16:00"}},
				want: map[string]string{"initial": "2026-03-27 18:30 CET", "intermediate": "", "final": ""}},
			{sent: [][2]string{{"initial", "2026-03-27 18:10"}}, want: map[string]string{"intermediate": "2026-03-30 19:10 CEST", "final": ""}},
			{sent: [][2]string{{"intermediate", "2026-03-30 12:00"}}, want: map[string]string{"final": "2026-04-30"}},
		}},
		{"A06.3", "sec-8k", "", weekdays.ID, []worked{
			{events: [][2]string{{"material", "2026-07-01 11:00"}}, want: map[string]string{"form": "2026-07-08 17:30 EDT"}},
			{events: [][2]string{{"material", "2026-07-11 11:00"}}, want: map[string]string{"form": "2026-07-16 17:30 EDT"}},
		}},
		{"A06.4", "hipaa", "America/New_York", "", []worked{
			{facts: [][2]string{{"people", "499"}, {"state_residents", "499"}}, events: [][2]string{{"discovered", "2026-01-05 10:00"}},
				want: map[string]string{"individuals": "2026-03-06", "hhs": "2027-03-01", "media": ""}},
			{events: [][2]string{{"discovered", "2027-06-05 10:00"}}, want: map[string]string{"hhs": "2028-02-29"}},
			{facts: [][2]string{{"people", "500"}, {"state_residents", "500"}}, events: [][2]string{{"discovered", "2026-01-05 10:00"}},
				want: map[string]string{"hhs": "2026-03-06", "media": ""}},
			{facts: [][2]string{{"people", "501"}, {"state_residents", "501"}}, want: map[string]string{"hhs": "2026-03-06", "media": "2026-03-06"}},
		}},
		{"A06.5", "us-ca", "", "", []worked{
			{facts: [][2]string{{"residents", "501"}}, events: [][2]string{{"discovered", "2026-01-15 08:00"}}, want: map[string]string{"residents": "2026-02-14", "attorney_general": ""}},
			{sent: [][2]string{{"residents", "2026-02-10 16:00"}}, want: map[string]string{"attorney_general": "2026-02-25"}},
			{facts: [][2]string{{"residents", "500"}}, want: map[string]string{"attorney_general": ""}},
		}},
		{"A06.6", "nis2", "Europe/Rome", "", []worked{
			{facts: [][2]string{{"significant", "yes"}, {"trust_service", "no"}, {"ongoing", "no"}}, events: [][2]string{{"aware", "2026-05-12 09:40"}},
				want: map[string]string{"early_warning": "2026-05-13 09:40 CEST", "notification": "2026-05-15 09:40 CEST", "final": ""}},
			{sent: [][2]string{{"notification", "2026-05-15 08:00"}}, want: map[string]string{"final": "2026-06-15"}},
		}},
		{"A06.7", "nis2", "Europe/Rome", "", []worked{
			{facts: [][2]string{{"significant", "yes"}, {"trust_service", "no"}, {"ongoing", "no"}}, events: [][2]string{{"aware", "2026-01-29 09:40"}}, sent: [][2]string{{"notification", "2026-01-31 10:00"}},
				want: map[string]string{"final": "2026-02-28"}},
		}},
	} {
		if d.review, _, err = d.ws.Reviews.Create(ctx, c.name, ""); err != nil {
			t.Fatal(err)
		}
		d.set("zone", "Europe/Berlin")
		d.set("started", "2026-01-01 00:00")
		saved, err := d.s.Begin(ctx, obligating.Start{Subject: d.review, Pack: c.pack, Zone: c.zone, Calendar: c.calendar})
		d.must(saved, err)
		for i, step := range c.steps {
			for _, f := range step.facts {
				d.must(d.s.Answer(ctx, saved.ID, f[0], f[1], ""))
			}
			for _, e := range step.events {
				d.must(d.s.State(ctx, saved.ID, e[0], given(e[1]), "told again by the team", ""))
			}
			for _, s := range step.sent {
				d.must(d.s.Submit(ctx, saved.ID, obligating.Sent{Step: s[0], At: obligation.Given{Text: s[1]}, Role: "officer"}, ""))
			}
			for name, want := range step.want {
				got := ""
				if k := d.clock(saved.ID, name); k.Due != nil && k.Due.Whole {
					got = k.Due.Day
				} else if k.Due != nil {
					got = k.Due.Case
				}
				if got != want {
					t.Errorf("%s, step %d: %s ends %q, want %q", c.name, i+1, name, got, want)
				}
			}
		}
	}
}
