package cli_test

import (
	"strings"
	"testing"
	"time"

	"secondstory/backend/cli"
	"secondstory/backend/domain/review"
)

// A review is planned, invited to and held through the whole program; the limit of its day
// stays with it.
func TestA12_2AReviewIsHeldInItsTime(t *testing.T) {
	d := newDesk(t)
	d.at = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	d.ok("incident", "import", d.file("incidents.csv", `number,short description,severity,state,opened,resolved,service
INC0021,Desk was shut,1,Closed,2026-11-22 16:00,2026-11-22 18:00,desk
INC0009,Years ago,1,Closed,2019-11-22 16:00,2019-11-22 18:00,desk
`), "--zone", "UTC")
	d.ok("incident", "review", "INC0009") // written up years later: nobody had promised it
	ref := strings.Fields(d.ok("incident", "review", "INC0021"))[0]
	type told struct{ Meetings []review.Meeting }
	plan := parse[told](t, d.ok("meeting", "plan", ref, "--at", "2026-11-24 14:00", "--minutes", "60", "--place", "Room 2, ground floor", "--json"))
	if m := plan.Meetings; len(m) != 1 || m[0].State != "planned" || m[0].At.At != "2026-11-24T14:00:00Z" || m[0].Minutes != 60 {
		t.Fatalf("planned as %+v", plan)
	}
	invite := d.ok("meeting", "invite", ref, "-o", "-")
	for _, line := range []string{"METHOD:PUBLISH", "DTSTART:20261124T140000Z", "DTEND:20261124T150000Z", "SUMMARY:Review: Desk was shut", `LOCATION:Room 2\, ground floor`, "STATUS:CONFIRMED"} {
		if !strings.Contains(invite, line) {
			t.Errorf("no %q in %s", line, invite)
		}
	}
	if c := d.do("meeting", "held", ref, plan.Meetings[0].ID); c.status != cli.Failed || !strings.Contains(c.err, "still to come") {
		t.Fatalf("held before it was: %+v", c)
	}
	if c := d.do("meeting", "held", ref, "--at", "2026-11-22 17:00"); c.status != cli.Failed || !strings.Contains(c.err, "before the incident was over") {
		t.Fatalf("held before the resolution: %+v", c)
	}
	for _, wrong := range [][]string{{"record", "set", ref, "meetings/" + plan.Meetings[0].ID + "/state=held"}, {"meeting", "plan", ref, "--at", "14:00"}, {"meeting", "plan", ref, "--at", "2026-11-24 14:00", "--minutes", "9000"}} {
		if c := d.do(wrong...); c.status == cli.Done {
			t.Errorf("%v was taken", wrong)
		}
	}
	d.at = time.Date(2026, 11, 24, 16, 0, 0, 0, time.UTC)
	held := parse[told](t, d.ok("meeting", "held", ref, plan.Meetings[0].ID, "--json"))
	if m := held.Meetings[0]; m.State != "held" || m.Limit != "48 h" || m.Rule != "" {
		t.Fatalf("held as %+v", m)
	}
	if out := d.ok("review", "promises"); !strings.Contains(out, "1 of 1 reviews were held in time: 100.0 %") || !strings.Contains(out, "1 review was due before 2026-11-24") || strings.Contains(out, ref) {
		t.Fatalf("%s", out)
	}
	// What was held is not planned again by the way; its place can be mended.
	id := plan.Meetings[0].ID
	moved := parse[told](t, d.ok("meeting", "plan", ref, id, "--place", "Room 3", "--json"))
	if m := moved.Meetings[0]; m.State != "held" || m.Place != "Room 3" || m.Limit != "48 h" {
		t.Fatalf("with another place it is %+v", m)
	}
	for _, step := range [][]string{{"meeting", "plan", ref, id, "--at", "2026-11-24 15:00"}, {"meeting", "cancel", ref, id}} {
		if c := d.do(step...); c.status != cli.Failed || !strings.Contains(c.err, "was noted as held") {
			t.Errorf("%v: %+v", step, c)
		}
	}
	d.ok("record", "undo")
	d.ok("record", "undo")
	if c := d.do("review", "promises"); !strings.Contains(c.out, ref) {
		t.Fatalf("the undone step still counts: %s", c.out)
	}
}
