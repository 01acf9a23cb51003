package measuring_test

import (
	"fmt"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/stat"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/recording"
	"secondstory/backend/workspace"
)

// written is a workspace with a review for each incident.
func written(t *testing.T, list ...review.Review) *workspace.Workspace {
	t.Helper()
	ctx, n := t.Context(), 0
	now := func() time.Time { return time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC) }
	ws, err := workspace.Open(ctx, t.TempDir(), workspace.Options{Origin: "cli", Now: now, Zone: func() *time.Location { return time.UTC }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ws.Close)
	id := func() string { n++; return fmt.Sprintf("01KE%022d", n) }
	var all []recording.New
	for _, r := range list {
		r.Title, r.Zone = "Gate stood open", "UTC"
		st, err := importing.FromReview(r, id(), id, now())
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, recording.New{State: st, Action: "review.create"})
	}
	if _, err := ws.Records.Create(ctx, all...); err != nil {
		t.Fatal(err)
	}
	return ws
}

// after is the moment so many minutes after ten on a day.
func after(day string, minutes int) *timeline.Statement {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return &timeline.Statement{At: d.Add(10*time.Hour + time.Duration(minutes)*time.Minute).Format(time.RFC3339), Zone: "UTC", Precision: timeline.Minute}
}

func read(t *testing.T, ws *workspace.Workspace, service, indicator string) measure.Reading {
	t.Helper()
	m, err := ws.Measures().Measure(t.Context(), measure.Query{Period: "2025", Filter: measure.Filter{Service: service}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range m.Readings {
		if r.Key == indicator {
			return r
		}
	}
	t.Fatalf("no indicator %s", indicator)
	return measure.Reading{}
}

func shows(t *testing.T, what string, n stat.Number, digits int, want string) {
	t.Helper()
	v, ok := n.Float()
	if got := fmt.Sprintf("%.*f", digits, v); !ok || got != want {
		t.Errorf("%s is %v, want %s", what, n, want)
	}
}

// The worked numbers of A36.1, A36.2 and A36.5, from reviews in a workspace to the reading.
func TestA36IndicatorsAreWhatWasWorkedOut(t *testing.T) {
	const day = "2025-05-05"
	var list []review.Review
	list = append(list, review.Review{Date: day, Services: []string{"one"}, Started: after(day, 0), Detected: after(day, 12),
		Timeline: []review.Entry{{Statement: *after(day, 15), Text: "On it.", Kind: "ack"}}, Declared: after(day, 20), Mitigated: after(day, 55), Resolved: after(day, 100)})
	for _, minutes := range []int{12, 18, 25, 31, 40, 55, 62, 90, 240, 1440} {
		list = append(list, review.Review{Date: day, Services: []string{"ten"}, Started: after(day, 0), Resolved: after(day, minutes)})
	}
	for i := range 25 {
		r := review.Review{Date: day, Services: []string{"gaps"}, Started: after(day, 0), Detected: after(day, 30)}
		if i%8 == 1 {
			r.Detected = nil
		}
		list = append(list, r)
	}
	ws := written(t, list...)
	for indicator, want := range map[string]string{"detect": "12", "acknowledge": "3", "mitigate": "55", "resolve": "100"} {
		shows(t, "A36.1 "+indicator, read(t, ws, "one", indicator).Now.Median.Estimate, 0, want)
	}
	now := read(t, ws, "ten", "resolve").Now
	shows(t, "A36.2 mean", now.Mean.Estimate, 1, "201.3")
	shows(t, "A36.2 median", now.Median.Estimate, 1, "47.5")
	shows(t, "A36.2 lower limit", now.Median.Interval.Lower, 0, "18")
	shows(t, "A36.2 upper limit", now.Median.Interval.Upper, 0, "240")
	shows(t, "A36.2 what it attains", stat.Num(now.Median.Interval.Attained), 3, "0.979")
	shows(t, "A36.2 geometric mean", now.Typical.Estimate, 1, "61.0")
	shows(t, "A36.2 P75", now.SeventyFifth.Estimate, 0, "83")
	shows(t, "A36.2 P90", now.Ninetieth.Estimate, 0, "360")
	if gaps := read(t, ws, "gaps", "detect").Now; gaps.Median.N != 22 || gaps.Median.Missing != 3 || len(gaps.LeftOut) != 3 {
		t.Errorf("A36.5: n %d, %d missing, %v", gaps.Median.N, gaps.Median.Missing, gaps.LeftOut)
	}
}

func TestA375FortyEightIncidentsInAYearAreChartedByTheMonth(t *testing.T) {
	// The year before had as many, and one more was before that, so that both were watched.
	list := []review.Review{{Date: "2023-12-30", Started: after("2023-12-30", 0)}}
	for _, year := range []int{2024, 2025} {
		for i := range 48 {
			day := calendar.On(year, 1, 1).AddDays((2*i + 1) * 365 / 96).String()
			list = append(list, review.Review{Date: day, Started: after(day, 0)})
		}
	}
	m, err := written(t, list...).Measures().Measure(t.Context(), measure.Query{Period: "2025", Interval: measure.AsAdvised})
	if err != nil {
		t.Fatal(err)
	}
	if m.Counts.Interval != string(measure.Monthly) || m.Here != 48 {
		t.Errorf("%d incidents by %s: %+v", m.Here, m.Counts.Interval, m.Counts.Choices)
	}
}
