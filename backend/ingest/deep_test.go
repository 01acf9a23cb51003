package ingest

import (
	"strings"
	"testing"
)

func TestAListNestedBeyondReasonIsReadAsTextAndNothingOfItIsLost(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Outage of the gateway\n\n10:00 it went down\n\n")
	for i := range 600 {
		b.WriteString(strings.Repeat("  ", i) + "- level\n")
	}
	out := Read("deep.md", []byte(b.String()))
	if out.Document == nil || out.Document.Format != string(Text) {
		t.Fatalf("%+v", out.Quarantined)
	}
	if lost := Uncovered(b.String(), out.Document); len(lost) > 0 {
		t.Fatalf("%d lines lost, first %d", len(lost), lost[0])
	}
	code := Read("code.md", []byte("# Outage\n\n10:00 down\n\n10:20 up\n\n```\n"+strings.Repeat(" ", 400)+"x\n```\n"))
	if code.Document == nil || code.Document.Format != string(Markdown) {
		t.Fatal("code may be indented as its author likes")
	}
}
