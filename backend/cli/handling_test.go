package cli_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/review"
)

// The worked numbers, through the whole program: what was typed, corrected and undone.
func TestA09_1WhoWasInCommandIsTold(t *testing.T) {
	d := newDesk(t)
	path := d.file("t.md", "# T\n\nDate: 2026-03-01\n\n## Timeline\n\n- 10:00–11:00 UTC The duty manager leads\n- 10:50–12:00 UTC The plant lead leads\n- 10:55 UTC One calls the other\n")
	ref := parse[imported](t, d.ok("import", "--json", path)).Records[0].Ref
	timeline := parse[review.Review](t, d.ok("review", "show", ref, "--json")).Timeline
	told := func() string {
		_, words, _ := strings.Cut(d.ok("review", "show", ref), "## How the handling was led\n\n")
		return words
	}
	d.ok("record", "set", ref, "started=2026-03-01 09:55 UTC")
	if got := told(); got != "" {
		t.Fatalf("nobody was said to be in command: %s", got)
	}
	for i, role := range []string{"Duty manager", "Plant lead"} {
		at := "timeline/" + timeline[i].ID
		d.ok("record", "set", ref, at+"/kind=command")
		d.ok("record", "set", ref, at+"/role="+role)
	}
	if got := told(); got != "- Nobody can tell for how long somebody was in command: when the incident was resolved is not known.\n" {
		t.Fatalf("without an end: %s", got)
	}
	d.ok("record", "set", ref, "resolved=2026-03-01 12:10 UTC")
	want := "- Somebody was in command for 88.9 % of the incident.\n- Nobody was in command for 15 min: 09:55–10:00, 12:00–12:10.\n- Two at once were in command for 10 min: 10:50–11:00.\n"
	if got := told(); got != want {
		t.Fatalf("%s", got)
	}
	checks := d.do("review", "check", ref).out
	for _, line := range []string{"T14", "Nobody was in command for 15 minutes; for 88.9 % of the incident somebody was.", "T15", "Two at once were in command for 10 minutes."} {
		if !strings.Contains(checks, line) {
			t.Errorf("no %q in %s", line, checks)
		}
	}
	// A correction is followed by every number in the same step, and taken back with it.
	d.ok("record", "set", ref, "timeline/"+timeline[1].ID+"/at=11:00–12:10 UTC", "--why", "the log says so")
	if got := told(); got != "- Somebody was in command for 96.3 % of the incident.\n- Nobody was in command for 5 min: 09:55–10:00.\n" {
		t.Fatalf("corrected: %s", got)
	}
	d.ok("record", "undo", ref)
	if got := told(); got != want {
		t.Fatalf("taken back: %s", got)
	}
}
