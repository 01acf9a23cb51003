package app_test

import (
	"database/sql"
	"path/filepath"
	"slices"
	"testing"

	"secondstory/app"
	"secondstory/backend/domain/policy"
)

func TestOneRuleThatCannotBeReadTakesNothingElseFromHome(t *testing.T) {
	b := start(t)
	policies := app.NewPolicies(b.App)
	rule := func(title string) string {
		ref := must[string](t)(policies.Create("escalation", title, ""))
		must[app.PolicyText](t)(policies.SaveText(ref, "", "The service on call.", ""))
		must[app.Written](t)(policies.AddSeat(ref, "Owner", 1, ""))
		must[app.Written](t)(policies.Propose(ref, "", ""))
		return ref
	}
	good, bad := rule("Who is called"), rule("Who is told")
	before := must[app.DueList](t)(b.reviews.Due())
	if len(before.Unread) != 0 || len(before.Waiting) < 2 {
		t.Fatalf("%+v", before)
	}
	db, err := sql.Open("sqlite3", filepath.Join(b.home, "sample", "local.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	done, err := db.Exec(`UPDATE record SET head = '{' WHERE substr(id, 11, 6) = substr(?, 8)`, bad)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := done.RowsAffected(); n != 1 || err != nil {
		t.Fatalf("%d rows: %v", n, err)
	}
	if refs := must[[]string](t)(app.NewRecords(b.App).Unreadable([]string{"policy", "study"})); !slices.Equal(refs, []string{bad}) {
		t.Errorf("%v", refs)
	}
	if list := must[[]policy.Page](t)(policies.List()); !slices.ContainsFunc(list, func(p policy.Page) bool { return p.Ref == good }) {
		t.Error("the list is not there")
	}
	due := must[app.DueList](t)(b.reviews.Due())
	if !slices.Contains(due.Unread, bad) || len(due.Waiting) != len(before.Waiting)-1 || !slices.ContainsFunc(due.Waiting, func(w app.WaitingPolicy) bool { return w.Ref == good }) {
		t.Errorf("%+v, want %s and not %s", due, good, bad)
	}
}

// An older version took such a date from a file, and it is due on no day.
func TestADateOfNoCalendarIsDueOnNoDayAndToldAsItWasWritten(t *testing.T) {
	b := start(t)
	must[app.Info](t)(b.workspace.StartOwn())
	made := must[app.Created](t)(b.reviews.Create("Counted twice", ""))
	for _, title := range []string{"day that is", "no such day", "no such month"} {
		a := must[app.Added](t)(b.reviews.AddPart(made.Ref, "actions", `{"title":"`+title+`","status":"committed","due":"2024-02-29"}`, "", ""))
		if title == "day that is" {
			continue
		}
		db, err := sql.Open("sqlite3", filepath.Join(b.home, "own", "local.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		date := map[string]string{"no such day": "2023-02-29", "no such month": "2026-13-45"}[title]
		done, err := db.Exec(`UPDATE part SET doc = json_set(doc, '$.due', ?) WHERE id = ?`, date, a.ID)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := done.RowsAffected(); n != 1 || err != nil {
			t.Fatalf("%d rows: %v", n, err)
		}
	}
	due := must[app.DueList](t)(b.reviews.Due())
	if len(due.Actions) != 1 || due.Actions[0].Due != "2024-02-29" {
		t.Errorf("due: %+v", due.Actions)
	}
	if len(due.Odd) != 2 || due.Odd[0].Due != "2023-02-29" || due.Odd[1].Due != "2026-13-45" || due.Odd[1].OverdueDays != 0 || due.Odd[0].Review != "Counted twice" {
		t.Errorf("no date: %+v", due.Odd)
	}
}

// The window keeps what is due until it is told: the report that went out, and how often one is.
func TestWhatIsDueIsAskedAnewAfterTheReportWentOut(t *testing.T) {
	b := start(t)
	must[app.Info](t)(b.workspace.StartOwn())
	told := func(what string, act func()) {
		t.Helper()
		b.shell.mu.Lock()
		b.shell.events = nil
		b.shell.mu.Unlock()
		act()
		if !b.shell.has("reviews.changed") {
			t.Error(what, "was not told")
		}
	}
	told("the setting", func() {
		if err := b.workspace.SetSetting("trendCycle", "month"); err != nil {
			t.Fatal(err)
		}
	})
	due := must[app.DueList](t)(b.reviews.Due())
	if len(due.Reports) == 0 {
		t.Fatalf("%+v", due)
	}
	told("the report", func() {
		must[app.SavedFile](t)(b.reports.IssueTrend(app.MeasureQuery{Period: due.Reports[0].Period}, "md", "The board"))
	})
}
