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
		words, _, _ = strings.Cut(words, "- The longest time of which no entry tells") // it stands last
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

// Work that two workstreams did at one time, with the export that carries their names.
func TestA09_2WorkDoneTwiceIsTold(t *testing.T) {
	d := newDesk(t)
	path := d.file("t.md", "# T\n\nDate: 2026-03-01\n\n## Timeline\n\n- 10:10–10:40 UTC Restart db-3\n- 10:25–10:35 UTC restart db-3.\n- 11:05 UTC Orders come again\n")
	ref := parse[imported](t, d.ok("import", "--json", path)).Records[0].Ref
	timeline := parse[review.Review](t, d.ok("review", "show", ref, "--json")).Timeline
	for i, stream := range []string{"DBA", "Infra", "DBA"} {
		at := "timeline/" + timeline[i].ID
		d.ok("record", "set", ref, at+"/workstream="+stream)
		d.ok("record", "set", ref, at+"/kind=action")
	}
	shown := d.ok("review", "show", ref)
	for _, line := range []string{
		"- “Restart db-3” was done by DBA and by Infra, for 10 min at one time: 10:25–10:35.\n",
		"- DBA: 2 entries, 10:10–11:05; longest time without an entry: 25 min (10:40–11:05).\n",
		"- Infra: 1 entry, 10:25–10:35.\n",
		"| Infra |",
	} {
		if !strings.Contains(shown, line) {
			t.Errorf("no %q in %s", line, shown)
		}
	}
	if checks := d.do("review", "check", ref).out; !strings.Contains(checks, "was done by DBA and by Infra, for 10 minutes at one time.") {
		t.Error(checks)
	}
	// In another workspace the export of it tells the same.
	copied := d.file("copy.md", d.ok("review", "export", ref, "-o", "-"))
	other := newDesk(t)
	there := parse[imported](t, other.ok("import", "--json", copied)).Records[0].Ref
	if got := parse[review.Review](t, other.ok("review", "show", there, "--json")).Timeline; len(got) != 3 || got[0].Workstream != "DBA" || got[1].Workstream != "Infra" || got[1].Kind != "action" {
		t.Errorf("%+v", got)
	}
	// A workstream that was corrected in the file is taken; one that was typed since is not taken away
	// by a file that knows of no workstream.
	streams := func() (out string) {
		for _, e := range parse[review.Review](t, d.ok("review", "show", ref, "--json")).Timeline {
			out += e.Workstream + ","
		}
		return out
	}
	back := d.ok("review", "export", ref, "-o", "-")
	d.ok("import", "--update", d.file("back.md", strings.Replace(back, "| Infra <", "| Platform <", 1)))
	if got := streams(); got != "DBA,Platform,DBA," {
		t.Errorf("corrected in the file: %s", got)
	}
	d.ok("record", "undo", ref)
	for _, e := range timeline {
		d.ok("record", "set", ref, "timeline/"+e.ID+"/workstream=")
	}
	bare := d.ok("review", "export", ref, "-o", "-")
	d.ok("record", "set", ref, "timeline/"+timeline[0].ID+"/workstream=Network")
	d.do("import", "--update", d.file("bare.md", strings.Replace(bare, "Orders come again", "Orders came again", 1)))
	if got := streams(); got != "Network,,," {
		t.Errorf("a file without the column: %s", got)
	}
}
