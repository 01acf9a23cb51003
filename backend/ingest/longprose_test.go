package ingest

import (
	"fmt"
	"strings"
	"testing"
)

// A log in prose has no sentences. It is cut, so that no entry holds a page and the
// work grows with the text only.
func TestProseWithoutAnEndIsCutIntoEntriesThatCanBeRead(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Dock down\n\n## Summary\n\nOn 1 March 2026 ")
	for i := range 4000 {
		fmt.Fprintf(&b, "at %02d:%02d it blinked, ", i/60%24, i%60)
	}
	b.WriteString("then it stopped.\n")
	d := mustRead(t, "log.md", b.String())
	if len(d.Told) < 3500 {
		t.Fatalf("%d of 4,000 times are offered", len(d.Told))
	}
	for _, e := range d.Told {
		if len(e.Text) > longSentence {
			t.Fatalf("an entry has %d bytes", len(e.Text))
		}
	}
}
