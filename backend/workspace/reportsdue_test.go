package workspace_test

import (
	"strings"
	"testing"
	"time"

	"secondstory/assets"
	"secondstory/backend/workspace"
)

// A40.5: the monthly pack due on 1 April, opened on 6 April, is of 1 to 31 March and is offered
// once: not for each month before, and not again when it went out.
func TestTheMonthlyReportIsOfferedOnce(t *testing.T) {
	now := time.Date(2026, 4, 6, 9, 0, 0, 0, time.UTC)
	ws, err := workspace.Open(ctx, t.TempDir(), workspace.Options{Origin: "window", Now: func() time.Time { return now }, Zone: func() *time.Location { return time.UTC }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ws.Close)
	text := assets.English()
	due := func() (keys string) {
		t.Helper()
		list, err := ws.DueNow(ctx, text)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range list {
			if d.Kind == "report" && d.PutOff == "" {
				keys += d.Key + " since " + d.Day
			}
		}
		return keys
	}
	if got := due(); got != "" {
		t.Fatal("nobody asked for one:", got)
	}
	if err := ws.SetReportCycle(ctx, "fortnight"); err == nil {
		t.Error("a cycle that is none")
	}
	if err := ws.SetReportCycle(ctx, "month"); err != nil {
		t.Fatal(err)
	}
	const march = "report/2026-03-01..2026-03-31"
	if got := due(); got != march+" since 2026-04-01" {
		t.Fatal(got)
	}
	dates := func() string {
		t.Helper()
		f, err := ws.DueFile(ctx, text)
		if err != nil {
			t.Fatal(err)
		}
		return string(f.Data)
	}
	for _, want := range []string{"DTSTART;VALUE=DATE:20260401", "DTSTART;VALUE=DATE:20260501", "SUMMARY:Report due: Trend report"} {
		if file := dates(); !strings.Contains(file, want) {
			t.Errorf("no %s in\n%s", want, file)
		}
	}
	if _, err := ws.PutOff(ctx, march, "March", "+3", "the numbers of the last week are late"); err != nil || due() != "" {
		t.Fatal(err, due())
	}
	if err := ws.TakeUp(ctx, march); err != nil || due() == "" {
		t.Fatal(err, due())
	}
	issue := func(q workspace.TrendQuery) {
		t.Helper()
		_, issued, err := ws.PrepareTrend(ctx, q, time.Time{}, "md", "The board", text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ws.EnterIssue(ctx, issued, "march.md"); err != nil {
			t.Fatal(err)
		}
	}
	issue(workspace.TrendQuery{Period: "2026-03", Severities: []string{"SEV1"}})
	issue(workspace.TrendQuery{Period: "2026-03", Day: "2026-03-31"})
	if got := due(); got != march+" since 2026-04-01" {
		t.Errorf("one of a part, or before the month was over, is not it: %q", got)
	}
	issue(workspace.TrendQuery{Period: "2026-03"})
	if got := due(); got != "" {
		t.Error("it went out:", got)
	}
	now = now.AddDate(1, 0, 0)
	if got := due(); got != "report/2027-03-01..2027-03-31 since 2027-04-01" {
		t.Error("after a year one is offered:", got)
	}
}
