package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/cli"
)

const incidentTable = `number,short description,severity,state,opened,resolved,service,assignment group
INC0010,Checkout answers slowly,2 - High,Resolved,2026-03-01 10:00,2026-03-01 11:30,checkout,Payments on-call
INC0011,Search is down,1,Closed,2026-03-02 08:00,2026-03-02 08:40,search,Search on-call
INC0012,Odd colours,purple,New,2026-03-03 09:00,,search,
INC0013,Ends before it begins,3,Closed,2026-03-04 09:00,2026-03-04 08:00,search,
`

func TestIncidentsComeInAreListedReviewedAndTakenBack(t *testing.T) {
	d := newDesk(t)
	file := filepath.Join(d.dir, "incidents.csv")
	if err := os.WriteFile(file, []byte(incidentTable), 0o600); err != nil {
		t.Fatal(err)
	}
	if c := d.do("incident", "import", file); c.status != cli.NeedsPerson || !strings.Contains(c.out, "--zone") {
		t.Fatalf("without a zone: %d %s%s", c.status, c.out, c.err)
	}
	if c := d.do("incident", "list"); !strings.Contains(c.out, "0 of 0; 0 in the register.") {
		t.Fatalf("something came in: %s", c.out)
	}
	if c := d.do("incident", "import", file, "--zone", "Europe/Berlin"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "4 rows: 2 new, 0 changed, 0 as they were, 2 in quarantine.") {
		t.Fatalf("with a zone: %d %s%s", c.status, c.out, c.err)
	}
	if c := d.do("incident", "list", "--severity", "SEV1"); !strings.Contains(c.out, "Search is down") || strings.Contains(c.out, "Checkout") {
		t.Errorf("filtered: %s", c.out)
	}
	if c := d.do("incident", "quarantine"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "incidents.csv:4") || !strings.Contains(c.out, "purple") {
		t.Errorf("quarantine: %d %s", c.status, c.out)
	}
	if c := d.do("incident", "mean", "severity", "purple", "SEV4"); c.status != cli.Done || !strings.Contains(c.out, "1 rows came out of quarantine") {
		t.Errorf("a meaning: %d %s%s", c.status, c.out, c.err)
	}
	if out := d.ok("incident", "until", "--json"); !strings.Contains(out, `"by": "incident"`) || !strings.Contains(out, "2026-03-03") {
		t.Errorf("known until: %s", out)
	}
	if out := d.ok("incident", "until", "today"); !strings.Contains(out, "said by hand") {
		t.Errorf("said: %s", out)
	}
	if c := d.do("incident", "until", "2026-02-01"); c.status != cli.Failed || !strings.Contains(c.err, "2026-03-03") {
		t.Errorf("said of less than it tells: %d %s%s", c.status, c.out, c.err)
	}
	if out := d.ok("audit", "list", "--json"); !strings.Contains(out, "incident.until") {
		t.Errorf("the word is in no entry: %s", out)
	}
	if out := d.ok("audit", "list", "--json"); !strings.Contains(out, "incident.mean") {
		t.Errorf("the meaning is in no entry: %s", out)
	}
	if out := d.ok("measures", "--json"); !strings.Contains(out, "Codes of incidents by version 2") {
		t.Errorf("the measures do not say by which meanings: %s", out)
	}
	if c := d.do("incident", "quarantine", "--mend", "2=2026-03-04 07:30"); c.status == cli.Done || !strings.Contains(c.err, "lies before the beginning") {
		t.Errorf("said anew and still wrong: %d %s%s", c.status, c.out, c.err)
	}
	if c := d.do("incident", "quarantine", "--mend", "2=2026-03-04 09:30"); c.status != cli.Done || !strings.Contains(c.out, "1 rows came in") {
		t.Errorf("said anew: %d %s%s", c.status, c.out, c.err)
	}
	show := d.do("incident", "show", "INC0010")
	if show.status != cli.Done || !strings.Contains(show.out, "SEV2 (2 - High)") || !strings.Contains(show.out, "2026-03-01T10:00:00+01:00") {
		t.Errorf("show: %d %s%s", show.status, show.out, show.err)
	}
	made := d.do("incident", "review", "INC0010")
	if made.status != cli.Done || !strings.Contains(made.out, "was begun from INC-26-") {
		t.Errorf("review: %d %s%s", made.status, made.out, made.err)
	}
	if again := d.do("incident", "review", "INC0010"); !strings.Contains(again.out, "has a review already") {
		t.Errorf("review twice: %s", again.out)
	}
	if c := d.do("incident", "undo", "1"); c.status != cli.Done || !strings.Contains(c.out, "3 incidents removed, 0 as they were before, 1 left") {
		t.Errorf("undo: %d %s%s", c.status, c.out, c.err)
	}
	if c := d.do("incident", "imports"); !strings.Contains(c.out, "withdrawn") {
		t.Errorf("imports: %s", c.out)
	}
	if c := d.do("incident", "show", "INC9999"); c.status != cli.Failed || !strings.Contains(c.err, "There is no incident INC9999 here.") {
		t.Errorf("a missing one: %d %s", c.status, c.err)
	}
}

func TestColumnsOfATableAreShownAndSaidOtherwise(t *testing.T) {
	d := newDesk(t)
	file := filepath.Join(d.dir, "list.csv")
	if err := os.WriteFile(file, []byte("nr,what,when,how bad\n7,Checkout is slow,2026-03-04T10:00:00Z,2\n8,Search is down,soon,1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if c := d.do("incident", "columns", file); c.status != cli.NeedsPerson || !strings.Contains(c.out, "Checkout is slow · Search is down") || !strings.Contains(c.out, "--column") {
		t.Fatalf("unknown headers: %d %s%s", c.status, c.out, c.err)
	}
	said := []string{"--column", "nr=key", "--column", "what=title", "--column", "when=moments.started", "--column", "how bad=severity"}
	c := d.do(append([]string{"incident", "columns", file}, said...)...)
	if c.status != cli.Done || !strings.Contains(c.out, "2026-03-04 10:00  SEV2") || !strings.Contains(c.out, `"soon" is no time that can be read`) {
		t.Errorf("said: %d %s%s", c.status, c.out, c.err)
	}
	if c := d.do("incident", "columns", file, "--column", "nr=colour"); c.status == cli.Done || !strings.Contains(c.err, "colour") {
		t.Errorf("a field that is none: %d %s", c.status, c.err)
	}
	if c := d.do("incident", "list"); !strings.Contains(c.out, "0 in the register") {
		t.Errorf("something came in: %s", c.out)
	}
}
