package cli_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"secondstory/backend/cli"
	"secondstory/backend/workspace"
)

// reviewsOn imports a review for each day.
func (d *desk) reviewsOn(days ...string) {
	d.t.Helper()
	args := []string{"import"}
	for i, day := range days {
		args = append(args, d.file(fmt.Sprintf("gate-%s.md", day), fmt.Sprintf("# Gate readers lost their link, %s\n\nDate: %s\nTimezone: UTC\n\n## Summary\n\nIt happened.\n\n## Timeline\n\n- 13:%02d the link is gone\n", day, day, i)))
	}
	if c := d.do(args...); c.status != cli.Done && c.status != cli.NeedsPerson {
		d.t.Fatalf("%+v", c)
	}
}

func TestATerminalPlansFreezesAndChecksAStudy(t *testing.T) {
	d := newDesk(t)
	d.at = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	var before []string
	for m := 4; m <= 12; m++ {
		before = append(before, fmt.Sprintf("2025-%02d-05", m), fmt.Sprintf("2025-%02d-20", m))
	}
	d.reviewsOn(before...)
	if c := d.do("study", "new", "--title", "Links"); c.status != cli.Failed || !strings.Contains(c.err, "about something") {
		t.Errorf("%+v", c)
	}
	draft := parse[workspace.StudyTold](t, d.ok("study", "new", "--title", "Second link for each gate", "--problem", "Gates lose their link.", "--change", "2026-03-01",
		"--before-from", "2025-03-01", "--burn-in", "14", "--check", "2026-05-31", "--check", "2027-02-28", "--json"))
	if draft.State != "draft" || draft.Forecast == nil || draft.Forecast.Before != 18 || draft.Forecast.Earliest == "" || draft.Forecast.Check != "2027-02-28" && draft.Forecast.Check != "2026-05-31" {
		t.Fatalf("%+v %+v", draft, draft.Forecast)
	}
	if text := d.ok("study", "show", draft.Ref); !strings.Contains(text, "Can be known at the earliest on") || !strings.Contains(text, "97.5 %") {
		t.Error(text)
	}
	if c := d.do("study", "check", draft.Ref); c.status != cli.Failed {
		t.Errorf("a check of a plan that is not frozen: %+v", c)
	}
	d.ok("study", "set", draft.Ref, "--burn-in", "7")
	d.ok("record", "undo", draft.Ref)
	d.ok("study", "set", draft.Ref, "--mark", "2025-06-01 taxonomy new severities")
	d.ok("study", "set", draft.Ref, "--mark", "")
	frozen := parse[workspace.StudyTold](t, d.ok("study", "freeze", draft.Ref, "--json"))
	if frozen.State != "running" || frozen.Frozen == nil || frozen.Frozen.Hash != draft.Hash || frozen.Plan.BurnIn != 14 {
		t.Fatalf("%+v", frozen)
	}
	for _, args := range [][]string{{"study", "freeze", draft.Ref}, {"study", "set", draft.Ref, "--change", "2026-02-01"}, {"record", "set", draft.Ref, "burn_in=0"}, {"study", "check", draft.Ref}} {
		if c := d.do(args...); c.status != cli.Failed {
			t.Errorf("%q: %+v", args, c)
		}
	}
	// Undo takes back what was typed before, never the frozen plan.
	d.do("record", "undo", draft.Ref)
	if got := parse[workspace.StudyTold](t, d.ok("study", "show", draft.Ref, "--json")); got.Frozen == nil || got.Frozen.Hash != draft.Hash || got.Plan.Change != "2026-03-01" {
		t.Errorf("%+v", got)
	}
	d.ok("study", "set", draft.Ref, "--mark", "2025-06-01 taxonomy new severities")
	// The day of a check counts to its end: it is not taken in the morning.
	d.at = time.Date(2026, 5, 31, 9, 0, 0, 0, time.UTC)
	if c := d.do("study", "check", draft.Ref); c.status != cli.Failed || !strings.Contains(c.err, "before that day is over") {
		t.Errorf("%+v", c)
	}
	d.at = time.Date(2026, 7, 20, 9, 0, 0, 0, time.UTC)
	// One in the burn-in, one that counts, and one after the check, which does not.
	d.reviewsOn("2026-03-05", "2026-05-01", "2026-07-01")
	if list := d.ok("study", "list"); !strings.Contains(list, "Check due") {
		t.Error(list)
	}
	d.ok("study", "check")
	got := parse[workspace.StudyTold](t, d.ok("study", "show", draft.Ref, "--json"))
	r := got.Checks[0].Result
	if got.State != "running" || got.Check != "2027-02-28" || r == nil || r.Until != "2026-05-31" || r.PlanHash != draft.Hash || r.Method == "" || len(r.DataHash) != 64 || r.Stale {
		t.Fatalf("%+v %+v", got, r)
	}
	if !strings.HasPrefix(r.After, "one incident in 78 days") || !strings.HasPrefix(r.Before, "18 incidents in 365 days") {
		t.Errorf("%s; %s", r.Before, r.After)
	}
	left := 0
	for _, c := range r.Cases {
		if c.Side == "left" && c.Why == "in the burn-in" && c.Day == "2026-03-05" {
			left++
		}
	}
	if left != 1 || r.Code != "not_enough_data" || len(r.Warnings) != 1 || r.Warnings[0].Code != "taxonomy_changed" {
		t.Errorf("%+v", r)
	}
	// What is learnt later does not change the result and is said beside it.
	d.reviewsOn("2026-05-02")
	got = parse[workspace.StudyTold](t, d.ok("study", "show", draft.Ref, "--json"))
	if now := got.Checks[0].Result; !now.Stale || now.DataHash != r.DataHash || now.After != r.After {
		t.Errorf("%+v", now)
	}
	for _, kind := range []string{"events", "change"} {
		d.ok("study", "show", draft.Ref, "--to", "svg", "--picture", kind, "-o", d.dir)
	}
	if out := d.ok("study", "show", draft.Ref, "--to", "pdf", "-o", d.dir); !strings.Contains(out, draft.Ref+".pdf") {
		t.Error(out)
	}
	if csv := d.ok("study", "show", draft.Ref, "--to", "csv", "-o", d.dir); !strings.Contains(csv, draft.Ref+".csv") {
		t.Error(csv)
	}
	next := parse[workspace.StudyTold](t, d.ok("study", "follow", draft.Ref, "--json"))
	if next.Replaces != draft.Ref || next.State != "draft" || next.Plan.BurnIn != 14 {
		t.Errorf("%+v", next)
	}
	d.ok("study", "set", next.Ref, "--burn-in", "0")
	d.ok("study", "freeze", next.Ref)
	d.ok("study", "check", next.Ref)
	text := d.ok("study", "show", next.Ref)
	for _, words := range []string{"counts differently from the study it replaces", "could be seen", "By the rules before-after.2"} {
		if !strings.Contains(text, words) {
			t.Errorf("%q is not in\n%s", words, text)
		}
	}
}

func TestAStudyOfAnActionTakesWhatTheReviewSays(t *testing.T) {
	d := newDesk(t)
	out := d.do("import", d.file("gate.md", "# Gate readers lost their link\n\nDate: 2026-10-01\nTimezone: UTC\n\n## Summary\n\nIt happened.\n\n## Timeline\n\n- 13:05 the link is gone\n\n## Action Items\n\n- [ ] Give each gate a second link (owner: network team)\n")).out
	ref := out[strings.Index(out, "REV-"):][:len("REV-26-000000")]
	got := parse[workspace.StudyTold](t, d.ok("study", "new", ref, "--json"))
	if got.SubjectRef != ref || !strings.Contains(got.Title, "second link") || got.Plan.Change != "2026-11-21" || got.Plan.BeforeFrom != "2025-11-21" || len(got.Plan.Checks) != 3 ||
		len(got.Plan.Trigger) != 1 || got.Plan.Trigger[0] != ref {
		t.Errorf("%+v", got)
	}
	// Of one that was done, the day on which it was.
	id := regexp.MustCompile(`"id":"([0-9A-Z]{26})"[^{}]*second link`).FindStringSubmatch(strings.ReplaceAll(d.ok("review", "export", ref, "--to", "json", "-o", "-"), `": "`, `":"`))
	if id == nil {
		t.Fatal("no action")
	}
	d.ok("record", "set", ref, "actions/"+id[1]+"/status=done")
	d.at = d.at.AddDate(0, 0, 10)
	if got := parse[workspace.StudyTold](t, d.ok("study", "new", ref, "--json")); got.Plan.Change != "2026-11-21" || got.DoneOn != "2026-11-21" {
		t.Errorf("%s %s", got.Plan.Change, got.DoneOn)
	}
	// A day that somebody stated goes before the one on which it was typed.
	d.ok("record", "set", ref, "actions/"+id[1]+"/done_on=2026-10-15")
	if got := parse[workspace.StudyTold](t, d.ok("study", "new", ref, "--json")); got.Plan.Change != "2026-10-15" || got.DoneOn != "2026-10-15" {
		t.Errorf("stated: %s %s", got.Plan.Change, got.DoneOn)
	}
}

func TestAStudyIsCountedOverBusinessTimeOrAmounts(t *testing.T) {
	d := newDesk(t)
	d.reviewsOn("2026-05-04", "2026-06-01", "2026-07-06", "2026-08-03", "2026-09-07", "2026-10-05")
	office := parse[struct{ Ref string }](t, d.ok("record", "create", "calendar", "title=Office", "zone=Europe/Berlin", "--json")).Ref
	d.ok("record", "add", office, "week", "day=monday", "from=09:00", "to=17:00")
	base := []string{"study", "new", "--title", "Links", "--problem", "Gates lose their link.", "--change", "2026-11-02", "--before-from", "2026-04-20", "--json"}
	got := parse[workspace.StudyTold](t, d.ok(append(base, "--exposure", "business", "--calendar", office)...))
	if got.Forecast == nil || got.Forecast.Counted != "0 incidents in 224 business hours" || !strings.HasSuffix(got.Forecast.Text, " 6 left out: the hour at which it began is not known.") {
		t.Errorf("hours nobody knows: %+v %+v", got.Forecast, got.Problem)
	}
	// What began while the office was closed does not count against its hours, as in Measures.
	for i, r := range parse[struct{ Reviews []struct{ Ref, Date string } }](t, d.ok("review", "list", "--json")).Reviews {
		hour := "10:00"
		if i == 0 {
			hour = "22:00"
		}
		d.ok("record", "set", r.Ref, "started="+r.Date+" "+hour+" UTC")
	}
	got = parse[workspace.StudyTold](t, d.ok("study", "show", got.Ref, "--json"))
	if got.Forecast == nil || got.Forecast.Counted != "5 incidents in 224 business hours" || !strings.HasSuffix(got.Forecast.Text, " 1 left out: it began outside of the opening hours.") || got.CalendarName != "Office" {
		t.Errorf("%+v %+v", got.Forecast, got.Problem)
	}
	// Days about which the calendar says nothing are not counted as days without hours.
	d.ok("record", "set", office, "valid_from=2026-09-01")
	if got = parse[workspace.StudyTold](t, d.ok("study", "show", got.Ref, "--json")); got.Problem == nil || got.Problem.Key != "calendar.outside" || got.Problem.Field != "calendar" || got.Problem.Params["date"] != "2026-04-20" {
		t.Errorf("%+v", got.Problem)
	}
	if c := d.do("study", "freeze", got.Ref); c.status != cli.Failed || !strings.Contains(c.err, "says nothing about") {
		t.Errorf("%+v", c)
	}
	d.ok("record", "set", office, "valid_from=2026-01-01", "valid_to=2026-11-10")
	if got = parse[workspace.StudyTold](t, d.ok("study", "show", got.Ref, "--json")); got.Problem != nil || got.Forecast.Earliest == "" {
		t.Errorf("%+v %+v", got.Problem, got.Forecast)
	}
	got = parse[workspace.StudyTold](t, d.ok(append(base, "--exposure", "amounts", "--unit", "journeys", "--amount", "2026-04-20..2026-10-31 39000")...))
	if got.Problem == nil || got.Problem.Key != "study.amount_missing" || got.Problem.Field != "amounts" {
		t.Errorf("%+v", got.Problem)
	}
	d.ok("study", "set", got.Ref, "--amount", "2026-04-20..2026-11-01 39200")
	if got = parse[workspace.StudyTold](t, d.ok("study", "show", got.Ref, "--json")); got.Forecast == nil || got.Forecast.Counted != "6 incidents in 39200 journeys" || got.Forecast.Earliest == "" {
		t.Errorf("%+v %+v", got.Forecast, got.Problem)
	}
}

func TestAStudyInASpaceIsTheSameForAllAndTellsNobodyOfOtherIncidents(t *testing.T) {
	a, b, folder := twoDesks(t)
	a.at = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	a.reviewsOn("2025-04-05", "2025-06-05", "2025-08-05", "2026-04-01")
	refs := map[string]string{}
	for _, r := range parse[struct{ Reviews []struct{ Ref, Title string } }](t, a.ok("review", "list", "--json")).Reviews {
		refs[r.Title[len(r.Title)-len("2025-04-05"):]] = r.Ref
	}
	a.ok("space", "add", "Gates", folder)
	// As a machine types it that keeps letters and their accents apart, and a file with the line ends of another.
	plan := []string{"study", "new", "--title", "Links", "--problem", "The cafe\u0301 gates\r\nlose their link.", "--change", "2026-03-01", "--before-from", "2025-03-01",
		"--check", "2026-05-31", "--exclude", "2025-12-24..2025-12-26 the cafe\u0301 was shut", "--json"}
	own := parse[workspace.StudyTold](t, a.ok(plan...))
	ours := parse[workspace.StudyTold](t, a.ok(plan...))
	a.ok("space", "share", "Gates", ours.Ref, refs["2025-04-05"], refs["2026-04-01"])
	a.at = time.Date(2026, 7, 20, 9, 0, 0, 0, time.UTC)
	b.at = a.at
	for _, ref := range []string{own.Ref, ours.Ref} {
		a.ok("study", "freeze", ref)
		a.ok("study", "check", ref)
	}
	show := func(d *desk, ref string) workspace.StudyTold {
		t.Helper()
		return parse[workspace.StudyTold](t, d.ok("study", "show", ref, "--json"))
	}
	if r := show(a, own.Ref).Checks[0].Result; len(r.Cases) != 4 {
		t.Errorf("%+v", r)
	}
	if c := a.do("space", "share", "Gates", own.Ref); c.status != cli.Failed || !strings.Contains(c.err, "not in this space") {
		t.Errorf("%+v", c)
	}
	mine := show(a, ours.Ref)
	if r := mine.Checks[0].Result; r.Stale || len(r.Cases) != 2 || r.Cases[0].Ref != refs["2025-04-05"] || r.Cases[1].Ref != refs["2026-04-01"] {
		t.Errorf("%+v", r)
	}
	a.ok("sync")
	b.ok("space", "add", "Gates", folder)
	there := show(b, ours.Ref)
	if there.Damaged || there.Frozen == nil || there.Frozen.Hash != mine.Frozen.Hash || there.Hash != mine.Hash || there.Checks[0].Result == nil {
		t.Fatalf("%+v", there)
	}
	// Another incident in the space: who counted says so, who did not cannot know.
	a.ok("space", "share", "Gates", refs["2025-06-05"])
	a.ok("sync")
	b.ok("sync")
	if !show(a, ours.Ref).Checks[0].Result.Stale || show(b, ours.Ref).Checks[0].Result.Stale {
		t.Errorf("%+v\n%+v", show(a, ours.Ref).Checks[0], show(b, ours.Ref).Checks[0])
	}
	a.ok("space", "share", "Gates", own.Ref, refs["2025-08-05"])
}

func TestAStudyOfOnesOwnCountsTheRegister(t *testing.T) {
	d := newDesk(t)
	d.at = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	d.reviewsOn("2025-06-01")
	rows := "Number,Title,State,Started\n"
	for i, day := range []string{"2025-04-05", "2025-05-05", "2025-07-05", "2020-01-01"} {
		rows += fmt.Sprintf("INC%d,Gate %d lost its link,Closed,%sT10:00:00Z\n", i, i, day)
	}
	d.ok("incident", "import", d.file("told.csv", rows))
	draft := parse[workspace.StudyTold](t, d.ok("study", "new", "--title", "Second link", "--problem", "Gates lose their link.", "--change", "2026-03-01", "--before-from", "2025-03-01", "--json"))
	if draft.Forecast == nil || draft.Forecast.Before != 4 {
		t.Fatalf("%+v", draft.Forecast)
	}
	d.ok("incident", "review", "INC0")
	if again := parse[workspace.StudyTold](t, d.ok("study", "show", draft.Ref, "--json")); again.Forecast == nil || again.Forecast.Before != 4 {
		t.Errorf("with a review of one: %+v", again.Forecast)
	}
}
