package cli_test

import (
	"strings"
	"testing"
)

// Whoever takes a step back in a terminal reads what it was and what it changed.
func TestUndoSaysWhatItTookBack(t *testing.T) {
	d := newDesk(t)
	out := d.ok("import", d.file("dock.md", "# Dock down on 2026-03-01\n\n## Timeline\n\n- 10:00 alarm\n- 10:05 over\n"), "--zone", "UTC")
	ref := out[strings.Index(out, "REV-"):][:len("REV-26-000000")]
	d.ok("record", "set", ref, "severity=SEV2", "services=Dock,Gate")
	d.ok("record", "add", ref, "timeline", "text=Doors stand open", "times=2026-03-01 10:02 UTC")
	for _, c := range []struct {
		verb string
		want []string
	}{
		{"undo", []string{"Undone: Entry added", "Entry\n        - Doors stand open"}},
		{"undo", []string{"Undone: ", "Severity\n        - SEV2", "Services\n        - Dock, Gate"}},
		{"redo", []string{"Done again: ", "Severity\n        + SEV2"}},
		{"undo", []string{"Undone: "}},
		{"undo", []string{"Undo of " + ref + " stops here", "Imported from a file", "Nothing was changed", "record remove " + ref}},
	} {
		got := d.ok("record", c.verb, ref)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%q is missing from:\n%s", want, got)
			}
		}
	}
	// The trash is where it goes by a word of its own, and another kind of record too.
	if out := d.ok("review", "list"); !strings.Contains(out, ref) {
		t.Errorf("undo moved the review to the trash: %q", out)
	}
	calendar := d.newCalendar(t, "Office")
	if out := d.ok("record", "undo"); !strings.Contains(out, "Undo of "+calendar+" stops here") {
		t.Error(out)
	}
	if got := parse[struct {
		Done bool
		Ref  string
	}](t, d.ok("record", "undo", calendar, "--json")); got.Done || got.Ref != calendar {
		t.Errorf("%+v", got)
	}
}
