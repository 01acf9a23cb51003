package cli_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/record"
)

type actionList struct {
	Actions []struct {
		Ref, Status, Review string
		Replans             int
	}
	Promises struct {
		InTime int `json:"in_time"`
		Moved  int `json:"replanned"`
	}
}

func TestA15_1_TheCommandLineNamesWhatAPromiseLacks(t *testing.T) {
	d := newDesk(t)
	ref := d.review()
	begun := len(parse[actionList](t, d.ok("action", "list", "--json")).Actions)
	add := func(title string) (id, act string) {
		id = parse[struct{ ID string }](t, d.ok("record", "add", ref, "actions", "title="+title, "--json")).ID
		return id, record.Ref("ACT", id)
	}
	fails := func(args ...string) string {
		t.Helper()
		c := d.do(args...)
		if c.status == 0 {
			t.Fatalf("%q went through", args)
		}
		return c.err
	}
	d.ok("record", "set", ref, "severity=SEV2")
	id, act := add("Improve monitoring")
	said := fails("action", "commit", act, "--accepted")
	for _, part := range []string{"no owner", "no date", "when it is done", "it helped"} {
		if !strings.Contains(said, part) {
			t.Errorf("%q does not name %q", said, part)
		}
	}
	d.ok("action", "commit", act, "--owner", "Platform lead", "--due", "2026-12-04", "--done-when", "An alarm after 30 s", "--measure", "Minutes to the first alarm",
		"--baseline", "43", "--target", "below 10", "--soak", "1", "--accepted")
	if said := fails("record", "set", ref, "actions/"+id+"/due=2027-01-01"); !strings.Contains(said, "2026-12-04 is promised") {
		t.Errorf("%q", said)
	}
	if said := fails("action", "replan", act, "--because", "The supplier is late"); !strings.Contains(said, "--to") {
		t.Errorf("%q", said)
	}
	d.ok("action", "replan", act, "--to", "2026-12-18", "--because", "The supplier is late", "--accepted")
	d.ok("action", "done", act, "--on", "2026-11-19")
	if said := fails("action", "verify", act, "--by", "Platform Lead", "--proof", "Six minutes in three drills"); !strings.Contains(said, "owner cannot verify") {
		t.Errorf("A15.4: %q", said)
	}
	out := d.ok("action", "verify", act, "--by", "Night shift lead", "--proof", "Six minutes in three drills")
	for _, words := range []string{"verified", "from 43 to below 10", "from 2026-12-04 to 2026-12-18: The supplier is late", "2026-11-21, Night shift lead", "Six minutes in three drills"} {
		if !strings.Contains(out, words) {
			t.Errorf("%q is not told:\n%s", words, out)
		}
	}
	_, other := add("Ask a second person")
	if said := fails("action", "decline", other, "--because", "They see the same sum"); !strings.Contains(said, "SEV2") {
		t.Errorf("%q", said)
	}
	d.ok("action", "decline", other, "--because", "They see the same sum", "--by", "Service owner")
	list := parse[actionList](t, d.ok("action", "list", "--json", "--state", "verified"))
	if len(list.Actions) != 1 || list.Actions[0].Ref != act || list.Actions[0].Status != "verified" || list.Actions[0].Replans != 1 || list.Actions[0].Review != ref || list.Promises.InTime != 1 || list.Promises.Moved != 1 {
		t.Errorf("%+v", list)
	}
	if said := d.ok("action", "list"); !strings.Contains(said, "Done by their date: 100.0 %") {
		t.Errorf("%s", said)
	}
	for _, c := range []struct {
		n    int
		args []string
	}{{1, []string{"--owner", "platform lead", "--review", ref}}, {1, []string{"--find", "second PERSON", "--state", "declined"}}, {0, []string{"--overdue", "--review", ref}}} {
		if list := parse[actionList](t, d.ok(append([]string{"action", "list", "--json"}, c.args...)...)); len(list.Actions) != c.n {
			t.Errorf("%q: %d actions", c.args, len(list.Actions))
		}
	}
	if said := fails("action", "list", "--state", "started"); !strings.Contains(said, "in_progress") {
		t.Errorf("%q", said)
	}
	// Old words are old meaning: it is undone from the command line as any step.
	d.ok("record", "undo", ref)
	if n := len(parse[actionList](t, d.ok("action", "list", "--json")).Actions); n != begun+2 {
		t.Errorf("%d actions, %d at the beginning", n, begun)
	}
}
