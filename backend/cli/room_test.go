package cli_test

import (
	"strings"
	"testing"
	"time"

	"secondstory/backend/cli"
)

// Who leads a review and has a part in it is asked about; a signed rule may refuse to begin.
func TestAFacilitatorWithAPartInItIsAskedAboutAndBlocksOnlyByRule(t *testing.T) {
	d := newDesk(t)
	d.ok("import", d.file("pump.md", "# Pumps stopped\n\n## Timeline\n\n- 2026-11-20 10:00 UTC pumps stop\n"))
	list := parse[struct{ Reviews []struct{ Ref string } }](t, d.ok("review", "list", "--json"))
	ref := list.Reviews[0].Ref
	d.ok("record", "set", ref, "services=Pumps")
	d.ok("service", "add", "Pumps", "--owner", "Pump team lead")
	added := parse[struct{ ID string }](t, d.ok("record", "add", ref, "participants", "role=Pump team lead", "duty=facilitator", "function=Operations", "--json")).ID
	out := d.do("review", "check", ref).out
	for _, words := range []string{"The Pump team lead leads the review and answers for Pumps", "1 of at least 3 functions are in the room"} {
		if !strings.Contains(out, words) {
			t.Errorf("no %q in %s", words, out)
		}
	}
	d.ok("record", "set", ref, "state=in_review")
	d.ok("record", "set", ref, "state=draft")
	rule := parse[struct{ Ref string }](t, d.ok("policy", "new", "review", "When we review", "--role", "Facilitator", "--zone", "UTC", "--effective", "2026-11-01", "--backdated", "It was agreed aloud.",
		"--set", "Facilitator=neutral", "--set", "Functions=Operations, Law", "--set", "Functions at least=2", "--json")).Ref
	d.ok("policy", "propose", rule)
	d.ok("policy", "sign", rule, "--as", "Facilitator")
	d.at = d.at.Add(time.Minute)
	if c := d.do("record", "set", ref, "state=in_review"); c.status != cli.Failed || !strings.Contains(c.err, "wants a facilitator without a part in it") {
		t.Errorf("begun: %+v", c)
	}
	// That it was held is a fact: it is asked about, and can be said all the same.
	if c := d.do("meeting", "held", ref); c.status != cli.Failed || !strings.Contains(c.err, "was held all the same") || !strings.Contains(c.err, "Pump team lead") {
		t.Errorf("held: %+v", c)
	}
	if out := d.ok("meeting", "held", ref, "--anyway"); !strings.Contains(out, "held") {
		t.Errorf("held all the same: %s", out)
	}
	if out := d.do("review", "check", ref).out; !strings.Contains(out, "Nobody from Law is in the room") {
		t.Errorf("%s", out)
	}
	d.ok("record", "set", ref, "participants/"+added+"/role=Coach")
	d.ok("record", "set", ref, "state=in_review")
}

// A service that is damaged is none of a review's own: it can be checked, begun and held.
func TestADamagedServiceShutsNoReview(t *testing.T) {
	d := newDesk(t)
	d.ok("import", d.file("pump.md", "# Pumps stopped\n\n## Timeline\n\n- 2026-11-20 10:00 UTC pumps stop\n"))
	list := parse[struct{ Reviews []struct{ Ref string } }](t, d.ok("review", "list", "--json"))
	ref := list.Reviews[0].Ref
	d.ok("record", "set", ref, "services=Pumps")
	d.ok("record", "add", ref, "participants", "role=Pump team lead", "duty=facilitator", "function=Operations")
	d.ok("service", "add", "Pumps", "--owner", "Pump team lead")
	d.ok("service", "add", "Lamps", "--owner", "Lamp team lead")
	tamper(t, d.home, `UPDATE record SET head = '{' WHERE CAST(head AS TEXT) LIKE '%Lamps%'`)
	if c := d.do("review", "check", ref); !strings.Contains(c.out, "The Pump team lead leads the review and answers for Pumps") {
		t.Errorf("%+v", c)
	}
	d.ok("meeting", "held", ref)
	d.ok("record", "set", ref, "state=in_review")
	if c := d.do("service", "list"); c.status == cli.Done {
		t.Errorf("a list without a service says nothing of it: %+v", c)
	}
}
