package ingest

import (
	"strings"
	"testing"

	"secondstory/backend/domain/intake"
)

func boxedAction(t *testing.T, item, more string) intake.Action {
	t.Helper()
	text := "# Outage\n\n## Timeline\n- 10:00 UTC down\n- 10:10 UTC up\n\n## Action items\n- " + item + "\n" + more
	d := mustDocument(t, "a.md", text)
	if len(d.Actions) == 0 {
		t.Fatalf("%q is no action", item)
	}
	if lost := Uncovered(text, d); len(lost) > 0 {
		t.Errorf("%q: words of lines %v are lost", item, lost)
	}
	return d.Actions[0]
}

func TestAnOwnerBeforeTheColonAndADateAtTheEndAreRead(t *testing.T) {
	attendees := "\n## Attendees\n- Alice Moreau (Database lead)\n- Jon Berg\n- Kim Park\n- Kim Olsen\n- @dana\n"
	for _, c := range []struct{ item, more, title, role, name, due, raw string }{
		{"[ ] Alice: rotate the keys by 2026-05-01", "", "rotate the keys", "", "Alice", "2026-05-01", ""},
		{"[x] Jane Doe: rotate the keys, due 2026-05-01", "", "rotate the keys", "", "Jane Doe", "2026-05-01", ""},
		{"[ ] **Alice:** rotate **all** keys due by end of March 2026", "", "rotate **all** keys", "", "Alice", "2026-03-31", "end of March 2026"},
		{"[ ] **Alice**: rotate the keys by 2026-05-01", "", "rotate the keys", "", "Alice", "2026-05-01", ""},
		{"[ ] @alice: rotate the keys", "", "rotate the keys", "", "@alice", "", ""},
		{"[ ] SRE team: rotate the keys by 2026-05-01", "", "rotate the keys", "SRE team", "", "2026-05-01", ""},
		{"[ ] Payments on-call: rotate the keys", "", "rotate the keys", "Payments on-call", "", "", ""},
		{"[ ] Alice (SRE): rotate the keys", "", "rotate the keys", "SRE", "Alice", "", ""},
		// Whoever took part is known by a part of the name, and is the same person.
		{"[ ] Alice: rotate the keys", attendees, "rotate the keys", "", "Alice Moreau", "", ""},
		{"[ ] Jon: rotate the keys", attendees, "rotate the keys", "", "Jon Berg", "", ""},
		{"[ ] Dana: rotate the keys", attendees, "rotate the keys", "", "@dana", "", ""},
		{"[ ] Kim: rotate the keys", attendees, "rotate the keys", "", "Kim", "", ""},
		{"[ ] Alice: rotate the keys", "- [ ] Order disks (@alice)\n", "rotate the keys", "", "@alice", "", ""},
		// An owner at the end counts, and a date without an owner is read too.
		{"[ ] Alice: rotate the keys by 2026-05-01 (Owner: Jane Doe)", "", "Alice: rotate the keys", "", "Jane Doe", "2026-05-01", ""},
		{"[ ] rotate the keys by 2026-05-01.", "", "rotate the keys", "", "", "2026-05-01", ""},
		{"rotate the keys by 1 May 2026", "", "rotate the keys", "", "", "2026-05-01", "1 May 2026"},
	} {
		a := boxedAction(t, c.item, c.more)
		if a.Title != c.title || a.OwnerRole != c.role || a.OwnerName != c.name || a.Due != c.due || a.DueRaw != c.raw || a.Text != "" {
			t.Errorf("%q\n got %+v", c.item, a)
		}
	}
}

func TestATopicBeforeTheColonIsNobody(t *testing.T) {
	attendees := "\n## Attendees\n- Alice Moreau\n- Note taker\n"
	for _, item := range []string{
		"Note: the keys are rotated", "Note: renew it by 2026-05-01", "DNS: lower the TTL", "DNS: lower the TTL by 2026-05-01",
		"Database: add an index by 2026-05-01", "Network: order a link by 2026-05-01", "Monitoring: page on age by 2026-05-01",
		"Runbook: add a step", "Load Balancer: raise the limit by 2026-05-01", "Investigate: why it was slow by 2026-05-01",
		"Turnstiles: order spare ones by 2026-05-01", "Documentation: say so by 2026-05-01", "Friday: look again by 2026-05-01",
		"Short term: raise the limit by 2026-05-01", "Alice: rotate the keys", "Prevent: rotate the keys by 2026-05-01",
		"Look at 10:05 again by 2026-05-01", "Read https://wiki.example/keys: all of it", "Tell Alice: rotate the keys",
	} {
		more := attendees
		if strings.HasPrefix(item, "Alice") {
			more = "" // nobody knows an Alice, and no date is beside the word
		}
		if strings.HasPrefix(item, "Turnstiles") {
			more += "\n## Background\nAll turnstiles are old.\n"
		}
		a := boxedAction(t, "[ ] "+item, more)
		if a.OwnerRole != "" || a.OwnerName != "" {
			t.Errorf("%q: owner %q %q", item, a.OwnerRole, a.OwnerName)
		}
		if want := strings.TrimSuffix(item, " by 2026-05-01"); a.Title != want {
			t.Errorf("%q: title %q", item, a.Title)
		}
		if has := strings.HasSuffix(item, "by 2026-05-01"); has != (a.Due == "2026-05-01") {
			t.Errorf("%q: due %q", item, a.Due)
		}
	}
}

func TestABrokenDateOrAnAgentIsNoDueDate(t *testing.T) {
	for _, item := range []string{"Rotate the keys by hand", "Cut the time by 20", "Move by 2026", "Rotate the keys by 2026-13-45", "by 2026-05-01"} {
		if a := boxedAction(t, "[ ] "+item, ""); a.Due != "" || !strings.Contains(a.Title+a.Text+a.DueRaw, "by") {
			t.Errorf("%q: %+v", item, a)
		}
	}
}
