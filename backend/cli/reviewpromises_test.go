package cli_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secondstory/backend/cli"
	"secondstory/backend/workspace"
)

type promised struct {
	Rule       string
	Number     int
	Signed     bool
	Unread     []string
	Reviews    []workspace.DuePromise
	Unreviewed workspace.Unreviewed
}

// A12.1 through the whole program: a review begun from an incident of the register, first by
// the limit that comes with the program, then by a signed rule that also requires one.
func TestA12_1ReviewsAreDueByTheRuleThatPeopleSigned(t *testing.T) {
	d := newDesk(t)
	d.at = time.Date(2026, 10, 26, 11, 0, 0, 0, time.UTC)
	table := d.file("incidents.csv", `number,short description,severity,state,opened,resolved,service
INC0021,Desk was shut,1,Closed,2026-10-24 16:00,2026-10-24 18:00,desk
INC0022,Search is down,1,Closed,2026-10-25 08:00,2026-10-25 08:40,search
INC0023,Odd colours,3,Closed,2026-10-25 09:00,2026-10-25 09:30,search
INC0024,Before the rule,1,Closed,2026-10-01 09:00,2026-10-01 09:30,search
`)
	d.ok("incident", "import", table, "--zone", "Europe/Amsterdam")
	d.ok("incident", "review", "INC0021")
	look := func() (promised, int) {
		c := d.do("review", "promises", "--json")
		return parse[promised](t, c.out), c.status
	}
	got, status := look()
	if status != cli.Done || got.Signed || len(got.Reviews) != 1 || got.Unreviewed.Total != 0 {
		t.Fatalf("without a rule: %d %+v", status, got)
	}
	due, err := time.Parse(time.RFC3339, got.Reviews[0].Due)
	if err != nil || !due.Equal(time.Date(2026, 10, 26, 16, 0, 0, 0, time.UTC)) || got.Reviews[0].Left != 5*60 || got.Reviews[0].Limit != "48 hours" {
		t.Fatalf("48 hours over the change of the clocks: %+v", got.Reviews[0])
	}
	if out := d.ok("review", "promises"); !strings.Contains(out, "No rule about reviews is signed") || !strings.Contains(out, "due in 5 h 0 min") {
		t.Fatalf("in words: %s", out)
	}

	ref := parse[struct{ Ref string }](t, d.ok("policy", "new", "review", "When we review", "--role", "Facilitator", "--zone", "Europe/Amsterdam",
		"--effective", "2026-10-20", "--backdated", "It was agreed aloud in the week before.", "--set", "Promise SEV1=24 h", "--set", "Promise SEV2=soon",
		"--set", "Required for=SEV1", "--json")).Ref
	d.ok("policy", "propose", ref)
	if got, _ := look(); got.Signed {
		t.Fatal("a rule that nobody has signed holds")
	}
	d.ok("policy", "sign", ref, "--as", "Facilitator")
	d.at = d.at.Add(time.Minute)
	got, status = look()
	if status != cli.NeedsPerson || got.Rule != ref || got.Number != 1 || len(got.Unread) != 1 || got.Reviews[0].State != "over" || got.Reviews[0].Limit != "24 hours" {
		t.Fatalf("by the rule: %d %+v", status, got)
	}
	if m := got.Unreviewed; m.Total != 1 || m.First[0].Number != "INC0022" || m.Rule != ref {
		t.Fatalf("what has to have a review: %+v", m)
	}
	home := d.do("home", "list")
	if home.status != cli.NeedsPerson || !strings.Contains(home.out, "1 incident has to have a review and has none") || !strings.Contains(home.out, "Review by now: Desk was shut") {
		t.Fatalf("home: %s%s", home.out, home.err)
	}

	// What is agreed has no clock, and what has its review is missing none.
	d.ok("incident", "review", "INC0022")
	for _, r := range got.Reviews {
		d.ok("record", "set", r.Ref, "sections/summary/text=The desk was shut.")
		d.ok("record", "set", r.Ref, "state=agreed")
	}
	if got, _ := look(); len(got.Reviews) != 1 || got.Unreviewed.Total != 0 {
		t.Fatalf("at the end: %+v", got)
	}

	// What was due before the first day of the rule is no broken promise.
	d.ok("incident", "review", "INC0024")
	if out := d.do("review", "promises").out; !strings.Contains(out, "1 review was due before 2026-10-20") || !strings.Contains(out, "0 of 1 reviews were held in time") {
		t.Fatalf("before the rule: %s", out)
	}
}

// A new version of the rule takes nothing back of what the one before required, reaches
// nothing before it, and a review in the trash is none; a long limit is told until it is over.
func TestWhatARuleRequiresOutlivesItsVersion(t *testing.T) {
	d := newDesk(t)
	d.at = time.Date(2026, 10, 2, 11, 0, 0, 0, time.UTC)
	table := d.file("incidents.csv", `number,short description,severity,state,opened,resolved,service
INC0001,Desk was shut,1,Closed,2026-10-01 16:00,2026-10-01 18:00,desk
INC0002,Odd colours,3,Closed,2026-10-01 09:00,2026-10-01 09:30,search
`)
	d.ok("incident", "import", table, "--zone", "UTC")
	ref := parse[struct{ Ref string }](t, d.ok("policy", "new", "review", "When we review", "--role", "Facilitator", "--zone", "UTC",
		"--effective", "2026-09-20", "--backdated", "It was agreed aloud in the week before.", "--set", "Promise=45 days", "--set", "Required for=SEV 1", "--json")).Ref
	sign := func() {
		t.Helper()
		d.ok("policy", "propose", ref)
		d.ok("policy", "sign", ref, "--as", "Facilitator")
		d.at = d.at.Add(time.Minute)
	}
	sign()
	look := func() promised {
		t.Helper()
		return parse[promised](t, d.do("review", "promises", "--json").out)
	}
	missing := func() (list string) {
		t.Helper()
		for _, m := range look().Unreviewed.First {
			list += m.Number + " "
		}
		return list
	}
	if got := missing(); got != "INC0001 " {
		t.Fatalf("by the first version: %q", got)
	}
	d.at = d.at.AddDate(0, 0, 39)
	d.ok("policy", "edit", ref, "--set", "Required for=SEV1, SEV3", "--effective", "2026-11-10")
	sign()
	if got := missing(); got != "INC0001 " || look().Number != 2 {
		t.Fatalf("by the second: %q", got)
	}
	d.ok("incident", "review", "INC0001")
	if got := look(); got.Unreviewed.Total != 0 || len(got.Reviews) != 1 || got.Reviews[0].Due[:10] != "2026-11-15" {
		t.Fatalf("begun 40 days after, due in five: %+v", got)
	}
	d.at = d.at.AddDate(0, 0, 6)
	if got := look(); len(got.Reviews) != 1 || got.Reviews[0].State != "over" {
		t.Fatalf("over: %+v", got)
	}
	d.ok("record", "remove", look().Reviews[0].Ref)
	if got := missing(); got != "INC0001 " {
		t.Fatalf("its review is in the trash: %q", got)
	}

	// A calendar that cannot be read any more takes nothing with it but business time.
	office := parse[struct{ Ref string }](t, d.ok("record", "create", "calendar", "title=Office", "zone=UTC", "--json")).Ref
	d.ok("policy", "edit", ref, "--set", "Calendar=Office")
	sign()
	if out := d.do("review", "promises").out; strings.Contains(out, "names a calendar that is not here") {
		t.Fatal(out)
	}
	db, err := sql.Open("sqlite3", filepath.Join(d.home, "local.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	done, err := db.Exec(`UPDATE record SET head = '{' WHERE substr(id, 11, 6) = substr(?, 8)`, office)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := done.RowsAffected(); n != 1 || err != nil {
		t.Fatalf("%d rows: %v", n, err)
	}
	if c := d.do("review", "promises"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "names a calendar that is not here or cannot be read") {
		t.Fatalf("%d: %s%s", c.status, c.out, c.err)
	}
}
