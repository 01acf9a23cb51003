package cli_test

import (
	"strings"
	"testing"

	"secondstory/backend/cli"
	"secondstory/backend/domain/review"
)

func TestACommentWaitsAtItsPlaceUntilItIsResolved(t *testing.T) {
	d := newDesk(t)
	d.ok("incident", "import", d.file("incidents.csv", "number,short description,severity,state,opened,resolved,service\nINC0021,Desk was shut,1,Closed,2026-11-22 16:00,2026-11-22 18:00,desk\n"), "--zone", "UTC")
	ref := strings.Fields(d.ok("incident", "review", "INC0021"))[0]
	factor := parse[struct{ Factors []review.Factor }](t, d.ok("factor", "add", ref, "Both keys look alike", "--json")).Factors[0].ID
	type told struct{ Comments []review.Comment }
	about := "factors/" + factor
	one := parse[told](t, d.ok("comment", "add", ref, "Since when?", "--about", about, "--as", "Desk lead", "--json")).Comments[0]
	if one.About != about || one.Role != "Desk lead" || one.State != "open" || one.On == "" {
		t.Fatalf("%+v", one)
	}
	d.ok("comment", "add", ref, "Who else should read this?\nAsk the pier.")
	if out := d.ok("comment", "list", ref); !strings.Contains(out, "Both keys look alike") || !strings.Contains(out, "Since when? (Desk lead, ") || !strings.Contains(out, "The review: Who else should read this? Ask the pier.") {
		t.Fatalf("%s", out)
	}
	if shown := d.ok("review", "show", ref); !strings.Contains(shown, "## Open comments") {
		t.Errorf("%s", shown)
	}
	d.ok("comment", "resolve", ref, one.ID)
	if got := parse[told](t, d.ok("comment", "list", ref, "--json")).Comments; len(got) != 1 {
		t.Errorf("%+v", got)
	}
	if out := d.ok("comment", "list", ref, "--all"); !strings.Contains(out, "[resolved]") {
		t.Errorf("%s", out)
	}
	d.ok("record", "undo", ref)
	if got := parse[told](t, d.ok("comment", "list", ref, "--json")).Comments; len(got) != 2 {
		t.Errorf("undone: %+v", got)
	}
	for _, wrong := range [][]string{{"  "}, {"x", "--about", "factors/nobody"}, {"x", "--about", "people"}, {"x", "--about", "factors"}, {"x", "--about", "conflicts/a"}} {
		if c := d.do(append([]string{"comment", "add", ref}, wrong...)...); c.status == cli.Done {
			t.Errorf("%q was taken", wrong)
		}
	}
	if c := d.do("record", "set", ref, "comments/"+one.ID+"/about=severity"); c.status == cli.Done {
		t.Error("a comment was put elsewhere")
	}
}
