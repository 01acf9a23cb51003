package ingest

import (
	"strings"
	"testing"
)

// introduction is what stands above the first heading of a document, read.
func introduction(t *testing.T, above string) (text string, line int, missing []int) {
	t.Helper()
	source := "# Orders were late\n\n" + above + "\n\n## Summary\n\nOrders waited for three hours.\n\n## Timeline\n\n- 2026-03-02 10:00 UTC the alarm rang\n"
	d := mustDocument(t, "a.md", source)
	for _, s := range d.Sections {
		if s.Key == "introduction" {
			text, line = strings.TrimPrefix(text+"\n--\n"+s.Text, "\n--\n"), s.Line
		}
	}
	return text, line, Uncovered(source, d)
}

func TestALineThatSaysNothingButAFactIsToldOnce(t *testing.T) {
	for _, c := range []struct {
		above, left string
		line        int
	}{
		{"Date: 2026-03-02", "", 0},
		{"**Date:** 2026-03-02  \n**Severity:** sev2", "", 0},
		{"- **Services:** Orders, Billing\n- Tags: queue", "", 0},
		{"Started: 2026-03-02 09:12 UTC\n\nDetected: 2026-03-02 09:20 UTC\n\nDuration: about 2 hours", "", 0},
		{"Time zone: Europe/Berlin\nStatus: In review", "", 0},
		// Any other word stays, and with it its line.
		{"Severity: SEV-2 (partial outage)", "Severity: SEV-2 (partial outage)", 3},
		{"Date: 2 March 2026", "Date: 2 March 2026", 3},
		{"Incident date: 2026-03-02", "Incident date: 2026-03-02", 3},
		{"Impact start: 2026-03-02 09:12 UTC", "Impact start: 2026-03-02 09:12 UTC", 3},
		{"Severity: SEV2\nSeverity: SEV3", "Severity: SEV3", 4},
		{"Services: Orders,\n  Billing", "Services: Orders,\n  Billing", 3},
		{"Services: Orders and Billing", "Services: Orders and Billing", 3},
		{"Severity: SEV2 | Date: 2026-03-02", "Severity: SEV2 | Date: 2026-03-02", 3},
		// What stands around is as it was.
		{"Date: 2026-03-02\n\nA long night.\n\n\nIt rained.", "A long night.\n\n\nIt rained.", 5},
		{"A long night.\n\nDate: 2026-03-02\n\nIt rained.", "A long night.\n\nIt rained.", 3},
		// Rows of tables, and their heads.
		{"| | |\n|---|---|\n| **Date** | 2026-03-02 |\n| Severity | SEV2 |", "", 0},
		{"| | |\n|---|---|\n| **Date** | 2026-03-02 |\n| Mood | calm |", "| | |\n|---|---|\n| Mood | calm |", 3},
		{"| Date | 2026-03-02 |\n|---|---|\n| Mood | calm |\n| Severity | SEV2 |", "| Date | 2026-03-02 |\n|---|---|\n| Mood | calm |", 3},
		{"| Date | 2026-03-02 |\n|---|---|\n| Severity | SEV2 |", "", 0},
		{"| Field | Value |\n|---|---|\n| Severity | SEV2 |", "| Field | Value |\n|---|---|\n| Severity | SEV2 |", 3},
	} {
		left, line, missing := introduction(t, c.above)
		if left != c.left || line != c.line || len(missing) > 0 {
			t.Errorf("%q: %q in line %d, not covered: %v", c.above, left, line, missing)
		}
	}
}
