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
		{"undo", []string{"Undone: Imported from a file", "in the trash", "record restore " + ref}},
	} {
		got := d.ok("record", c.verb, ref)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%q is missing from:\n%s", want, got)
			}
		}
	}
}
