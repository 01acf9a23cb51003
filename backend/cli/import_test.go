package cli_test

import (
	"strings"
	"testing"
)

// The account says how a file was read and what could be had besides.
func TestTheAccountOfAnImportSaysHowFilesWereRead(t *testing.T) {
	d := newDesk(t)
	prose := d.file("prose.md", "# Caf\xe9 down on 2026-03-01\n\n## Summary\n\nAt 10:00 UTC the outage began. It was over at 10:30 UTC.\n")
	out := d.ok("import", prose)
	for _, want := range []string{"Latin-1", "prose.md:5", "Times of day in its text: 2", "--times"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing from:\n%s", want, out)
		}
	}
	other := d.file("other.md", "# Other dock down on 2026-03-02\n\n## Summary\n\nAt 11:00 UTC the outage began.\n")
	out = d.ok("import", other, "--times", "--json")
	if strings.Contains(out, "times_in_text") {
		t.Errorf("taken times need no hint:\n%s", out)
	}
	ref := out[strings.Index(out, "REV-"):][:len("REV-26-000000")]
	if shown := d.ok("review", "show", ref); !strings.Contains(shown, "At 11:00 UTC the outage began.") {
		t.Errorf("got %s", shown)
	}
}
