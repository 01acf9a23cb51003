package studying_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/study"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/recording"
	"secondstory/backend/workspace"
)

var ctx = context.Background()

// desk is a workspace of its own on a day that a test moves.
type desk struct {
	*testing.T
	ws  *workspace.Workspace
	day calendar.Date
	n   int
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{T: t, day: calendar.On(2026, 1, 1)}
	now := func() time.Time { return calendar.StartOfDay(d.day, time.UTC).Add(9 * time.Hour) }
	ws, err := workspace.Open(ctx, t.TempDir(), workspace.Options{Origin: "cli", Now: now, Zone: func() *time.Location { return time.UTC }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ws.Close)
	d.ws = ws
	return d
}

// incidents of a service, one on each of the days.
func (d *desk) incidents(service string, days ...calendar.Date) {
	d.Helper()
	id := func() string { d.n++; return fmt.Sprintf("01KE%022d", d.n) }
	var all []recording.New
	for _, day := range days {
		r := review.Review{Title: "Gate stood open", Date: day.String(), Zone: "UTC", Services: []string{service},
			Started: &timeline.Statement{At: day.String() + "T10:00:00Z", Zone: "UTC", Precision: timeline.Minute}}
		st, err := importing.FromReview(r, id(), id, d.ws.Studies.Now())
		if err != nil {
			d.Fatal(err)
		}
		all = append(all, recording.New{State: st, Action: "review.create"})
	}
	if _, err := d.ws.Records.Create(ctx, all...); err != nil {
		d.Fatal(err)
	}
}

// spread puts so many days evenly into a window.
func spread(first calendar.Date, days, count int) (out []calendar.Date) {
	for i := range count {
		out = append(out, first.AddDays((2*i+1)*days/(2*count)))
	}
	return out
}

// taken freezes a plan, waits for its check and takes it.
func (d *desk) taken(terms study.Terms) study.Result {
	d.Helper()
	made, err := d.ws.Studies.Begin(ctx, "Links of the gates", terms, "")
	if err == nil {
		_, err = d.ws.Studies.Freeze(ctx, made.ID, "", "")
	}
	if err != nil {
		d.Fatal(err)
	}
	back := d.day
	defer func() { d.day = back }()
	if d.day, err = calendar.ParseDate(terms.Checks[0]); err != nil {
		d.Fatal(err)
	}
	d.day = d.day.AddDays(1)
	if _, err := d.ws.Studies.Check(ctx, made.ID, ""); err != nil {
		d.Fatal(err)
	}
	h, err := d.ws.Studies.Get(ctx, made.ID)
	if err != nil || len(h.Results) != 1 {
		d.Fatalf("%+v %v", h.Results, err)
	}
	return h.Results[0]
}

// The worked numbers of A19.1 to A19.4 and of 1c.7 and 1c.8, from incidents in a workspace
// to the result that is kept. A month has thirty days here.
func TestA19FixesDidWhatWasWorkedOut(t *testing.T) {
	d := newDesk(t)
	change := calendar.On(2025, 1, 1)
	for _, c := range []struct {
		name                   string
		before, after, months  int
		ratio, lower, upper, p string
		verdict                study.Verdict
	}{
		{"A19.1", 18, 3, 12, "0.167", "0.031", "0.571", "0.0015", study.Reduced},
		{"A19.2", 18, 6, 9, "0.444", "0.144", "1.169", "0.113", study.NotShown},
		{"A19.3 five", 5, 0, 12, "0.000", "0.000", "1.091", "0.0625", study.NotShown},
		{"A19.3 six", 6, 0, 12, "0.000", "0.000", "0.849", "0.03125", study.Reduced},
		{"A19.4", 12, 14, 6, "2.333", "1.002", "5.522", "", study.Increased},
	} {
		from := change.AddDays(-360)
		d.incidents(c.name, append(spread(from, 360, c.before), spread(change, c.months*30, c.after)...)...)
		found := d.taken(study.Terms{Problem: "Gates lose their link.", Service: c.name, Change: change.String(), BeforeFrom: from.String(),
			Checks: []string{change.AddDays(c.months*30 - 1).String()}})
		say := func(digits int, v *float64) string { return fmt.Sprintf("%.*f", digits, *v) }
		f := found.Found
		if got := say(3, f.Ratio) + " " + say(3, f.Lower) + " " + say(3, f.Upper); got != c.ratio+" "+c.lower+" "+c.upper || found.Verdict != c.verdict {
			t.Errorf("%s: %s %s", c.name, got, found.Verdict)
		}
		if c.p != "" && say(len(c.p)-2, f.P) != c.p {
			t.Errorf("%s: p %v, want %s", c.name, *f.P, c.p)
		}
		if int(f.BeforeCount) != c.before || int(f.AfterCount) != c.after {
			t.Errorf("%s: %d before and %d after", c.name, f.BeforeCount, f.AfterCount)
		}
	}
}

func TestA195ABurnInTakesOutTheTwoIncidentsInsideItAndSaysSo(t *testing.T) {
	d := newDesk(t)
	change := calendar.On(2025, 1, 1)
	from := change.AddDays(-360)
	d.incidents("Gate", append(spread(from, 360, 12), change, change.AddDays(13), change.AddDays(14))...)
	terms := study.Terms{Problem: "Gates lose their link.", Service: "Gate", Change: change.String(), BeforeFrom: from.String(), Checks: []string{change.AddDays(359).String()}}
	if f := d.taken(terms).Found; f.AfterCount != 3 || len(f.Left) != 0 || f.AfterExposure != 360 {
		t.Errorf("without: %+v", f)
	}
	terms.BurnIn = 14
	f := d.taken(terms).Found
	if f.AfterCount != 1 || f.AfterExposure != 346 || f.BeforeCount != 12 {
		t.Errorf("%d before, %d after in %v days", f.BeforeCount, f.AfterCount, f.AfterExposure)
	}
	var left []string
	for _, l := range f.Left {
		left = append(left, l.Day+" "+l.Why)
	}
	if !slices.Equal(left, []string{"2025-01-01 burn_in", "2025-01-14 burn_in"}) {
		t.Errorf("left out: %v", left)
	}
	// The same is told before anything is frozen.
	made, err := d.ws.Studies.Begin(ctx, "Links of the gates", terms, "")
	if err != nil {
		t.Fatal(err)
	}
	if v, err := d.ws.Studies.View(ctx, made.ID); err != nil || v.BurnIn != 14 {
		t.Errorf("%+v %v", v.Terms, err)
	}
}
