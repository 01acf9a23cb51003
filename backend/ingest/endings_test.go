package ingest

import (
	"strings"
	"testing"

	"secondstory/backend/domain/intake"
)

func TestOwnersAndDatesAtTheEndOfAnActionBecomeItsFields(t *testing.T) {
	for line, want := range map[string]intake.Action{
		"Rotate logs — Jane Doe — by end of March 2024":         {Title: "Rotate logs", OwnerName: "Jane Doe", Due: "2024-03-31", DueRaw: "end of March 2024", DueCoarse: true},
		"Rotate logs - by 3 May 2024 - Jane Doe":                {Title: "Rotate logs", OwnerName: "Jane Doe", Due: "2024-05-03", DueRaw: "3 May 2024"},
		"Rotate logs – SRE team – due 2024-04-30":               {Title: "Rotate logs", OwnerRole: "SRE team", Due: "2024-04-30", DueRaw: ""},
		"Rotate logs (Platform Team, 2024-03)":                  {Title: "Rotate logs", OwnerRole: "Platform Team", Due: "2024-03-31", DueRaw: "2024-03", DueCoarse: true},
		"Rotate logs owner: Jane Doe, due: Q3 2024":             {Title: "Rotate logs", OwnerName: "Jane Doe", Due: "2024-09-30", DueRaw: "Q3 2024", DueCoarse: true},
		"Rotate logs [Jane Doe]":                                {Title: "Rotate logs", OwnerName: "Jane Doe"},
		"Rotate logs (by the end of 2024)":                      {Title: "Rotate logs", Due: "2024-12-31", DueRaw: "the end of 2024", DueCoarse: true},
		"Rotate logs @bob by Friday":                            {Title: "Rotate logs @bob by Friday"},
		"Rotate logs — the old ones, and those of March 2024":   {Title: "Rotate logs — the old ones, and those of March 2024"},
		"Rotate logs (see Appendix, 2024)":                      {Title: "Rotate logs (see Appendix, 2024)"},
		"Rotate logs — later":                                   {Title: "Rotate logs — later"},
		"Compare the numbers of January - March 2024":           {Title: "Compare the numbers of January - March 2024"},
		"Move [the queue](https://example.org/q) [not started]": {Title: "Move [the queue](https://example.org/q)", Status: "candidate"},
	} {
		text := "# Outage of the dock\n\nIt was down.\n\n## Action items\n\n- " + line + "\n"
		d := mustDocument(t, "a.md", text)
		if len(d.Actions) != 1 {
			t.Fatalf("%q: %d actions", line, len(d.Actions))
		}
		want.Line = 7
		if d.Actions[0] != want {
			t.Errorf("%q:\n got %+v\nwant %+v", line, d.Actions[0], want)
		}
	}
}

func TestWhatIsNestedInAFactorIsKeptApartFromItsWords(t *testing.T) {
	text := "# Outage of the dock\n\nIt was down.\n\n## Root causes\n\n1. Disk full\n   1. Rotation off\n      - changed in May\n   2. No alert\n2. Retry storm\n\n## Action items\n\n- Fix rotation\n  - on every host\n  - and write it down\n"
	d := mustDocument(t, "a.md", text)
	if len(d.Factors) != 2 || d.Factors[0].Own != "Disk full" || len(d.Factors[0].Below) != 2 || d.Factors[1].Own != "" {
		t.Fatalf("got %+v", d.Factors)
	}
	if b := d.Factors[0].Below; b[0].Text != "Rotation off" || b[0].Line != 8 || len(b[0].Below) != 1 || b[0].Below[0].Text != "changed in May" || b[1].Text != "No alert" {
		t.Errorf("got %+v", b)
	}
	if want := "Disk full\n1. Rotation off\n   - changed in May\n2. No alert"; d.Factors[0].Text != want {
		t.Errorf("got %q", d.Factors[0].Text)
	}
	if a := d.Actions; len(a) != 1 || a[0].Title != "Fix rotation" || strings.Count(a[0].Text, "\n") != 1 || a[0].Text != "- on every host\n- and write it down" {
		t.Errorf("got %+v", a)
	}
}

func TestReasonsSideBySideBelowAnAnswerAreItsCauses(t *testing.T) {
	d := mustDocument(t, "a.md", "# Outage\n\nIt was down.\n\n## 5 Whys\n\n1. Why did it fail? The disk was full.\n   - Logs were not rotated\n   - No alert\n2. Why was it full? Rotation was off.\n")
	var parents []int
	for _, c := range d.Causes {
		parents = append(parents, c.Parent)
	}
	if len(parents) != 4 || parents[0] != -1 || parents[1] != 0 || parents[2] != 0 || parents[3] != 0 {
		t.Errorf("parents %v", parents)
	}
}
