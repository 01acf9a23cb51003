package cli_test

import (
	"encoding/json"
	"strings"
	"testing"

	"secondstory/backend/cli"
)

// disagreed imports a post-mortem, edits it, and imports a version that says
// something else at the same place.
func disagreed(t *testing.T, d *desk) (ref string) {
	t.Helper()
	text := "# Payouts were sent twice\n\n- Date: 2026-03-01\n- Severity: SEV2\n\n## Summary\n\nThe batch ran twice.\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| 2026-03-01 10:00 UTC | alarm |\n| 2026-03-01 10:20 UTC | over |\n"
	path := d.file("payout.md", text)
	d.ok("import", path)
	ref = parse[struct{ Reviews []struct{ Ref string } }](t, d.ok("review", "list", "--json")).Reviews[0].Ref
	d.ok("record", "set", ref, "severity=SEV1", "sections/summary/text=The batch ran two times.")
	d.file("payout.md", strings.Replace(strings.Replace(text, "SEV2", "SEV3", 1), "ran twice", "was started twice", 1))
	if c := d.do("import", path, "--update"); c.status != cli.NeedsPerson {
		t.Fatalf("%+v", c)
	}
	return ref
}

type conflictDoc struct {
	ID, Ref, Path, Kind, Base, State, Where, Decision, Why string
	Values, Choices                                        []string
}

func TestConflictsAreListedShownAndDecided(t *testing.T) {
	d := newDesk(t)
	if c := d.do("conflicts", "list"); c.status != cli.Done || !strings.Contains(c.out, "Nothing waits") {
		t.Errorf("%+v", c)
	}
	ref := disagreed(t, d)
	c := d.do("conflicts", "list", "--json")
	list := parse[struct{ Conflicts []conflictDoc }](t, c.out).Conflicts
	if c.status != cli.NeedsPerson || len(list) != 2 {
		t.Fatalf("%+v", c)
	}
	at := map[string]conflictDoc{}
	for _, x := range list {
		at[x.Path] = x
	}
	severity, summary := at["severity"], at["sections/summary/text"]
	if severity.Ref != ref || severity.Base != "SEV2" || strings.Join(severity.Values, " ") != "SEV1 SEV3" || severity.State != "open" ||
		summary.Where != "Section Summary" || strings.Join(summary.Choices, " ") != "1 2 both text" {
		t.Errorf("%+v", list)
	}
	shown := d.do("conflicts", "show", summary.ID)
	for _, words := range []string{"Section Summary", "The batch ran twice.", "The batch ran two times.", "The batch was started twice."} {
		if !strings.Contains(shown.out, words) || shown.status != cli.NeedsPerson {
			t.Errorf("no %q in %s", words, shown.out)
		}
	}
	// A severity is one: both cannot stand.
	if got := strings.Join(severity.Choices, " "); got != "1 2 text" {
		t.Errorf("severity may be answered by %s", got)
	}
	if c := d.do("conflicts", "resolve", severity.ID, "--keep", "both"); c.status != cli.Failed || !strings.Contains(c.err, "only one can stand") {
		t.Errorf("%+v", c)
	}
	d.ok("conflicts", "resolve", severity.ID, "--keep", "2", "--why", "nobody lost money")
	d.ok("conflicts", "resolve", summary.ID, "--keep", "The batch was started two times.", "--json")
	rev := d.ok("record", "show", ref, "--json")
	if !strings.Contains(rev, `"severity": "SEV3"`) || !strings.Contains(rev, "The batch was started two times.") {
		t.Error(rev)
	}
	if c := d.do("conflicts", "list", ref); c.status != cli.Done {
		t.Errorf("%+v", c)
	}
	var all struct{ Conflicts []conflictDoc }
	if err := json.Unmarshal([]byte(d.ok("conflicts", "list", ref, "--all", "--json")), &all); err != nil || len(all.Conflicts) != 2 {
		t.Fatal(err, all)
	}
	for _, x := range all.Conflicts {
		if x.State != "resolved" || x.Path == "severity" && (x.Decision != "SEV3" || x.Why != "nobody lost money") {
			t.Errorf("%+v", x)
		}
	}
	for _, args := range [][]string{{"conflicts", "show", severity.ID}, {"conflicts", "list", ref, "--all"}} {
		if said := d.ok(args...); !strings.Contains(said, "you took “SEV3”, ") || !strings.Contains(said, ": “nobody lost money”") {
			t.Error(said)
		}
	}
	if said := d.ok("conflicts", "show", severity.ID); !strings.Contains(said, "\n2  ") {
		t.Errorf("the versions have no numbers: %s", said)
	}
	history := d.ok("record", "history", ref)
	if !strings.Contains(history, "“nobody lost money”") {
		t.Error(history)
	}
	if !strings.Contains(history, "Question decided · Severity: SEV3") || strings.Contains(history, "resolutions") {
		t.Error(history)
	}
	if said := d.ok("record", "undo", ref); !strings.Contains(said, "was started") || strings.Contains(said, "resolutions") {
		t.Error(said)
	}
	if c := d.do("conflicts", "list"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "Section Summary") {
		t.Errorf("undo opens it again: %+v", c)
	}
}

func TestAnOwnerIsSetByTheNameThatShowPrints(t *testing.T) {
	d := newDesk(t)
	d.ok("import", d.file("payout.md", payouts))
	ref := parse[struct{ Reviews []struct{ Ref string } }](t, d.ok("review", "list", "--json")).Reviews[0].Ref
	id := parse[struct{ ID string }](t, d.ok("record", "add", ref, "actions", "title=Show the batch windows", "owner=payments lead", "--json")).ID
	owner := func() string {
		return parse[struct {
			Actions []struct {
				Owner string `json:"owner"`
			} `json:"actions"`
		}](t, d.ok("record", "show", ref, "--json")).Actions[0].Owner
	}
	if got := owner(); got != "payments lead" {
		t.Errorf("%q", got)
	}
	d.ok("record", "set", ref, "actions/"+id+"/owner=network team")
	if got := owner(); got != "network team" {
		t.Errorf("%q", got)
	}
}

func TestWrongCallsOfConflictsDecideNothing(t *testing.T) {
	d := newDesk(t)
	disagreed(t, d)
	for _, args := range [][]string{{"resolve"}, {"resolve", "01AB"}, {"show"}, {"show", "a", "b"}, {"list", "nonsense"}} {
		if c := d.do(append([]string{"conflicts"}, args...)...); c.status != cli.Usage || c.out != "" {
			t.Errorf("%v: %+v", args, c)
		}
	}
	for _, args := range [][]string{{"show", "zzzz"}, {"resolve", "zzzz", "--keep", "1"}} {
		if c := d.do(append([]string{"conflicts"}, args...)...); c.status != cli.Failed || c.out != "" {
			t.Errorf("%v: %+v", args, c)
		}
	}
	if c := d.do("conflicts", "list"); c.status != cli.NeedsPerson {
		t.Errorf("%+v", c)
	}
}
