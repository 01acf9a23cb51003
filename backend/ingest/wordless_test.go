package ingest

import (
	"testing"

	"secondstory/backend/domain/intake"
)

// A row that says who and when but not what is no action without a title.
func TestAnActionWithoutWordsIsToldAndKeptAsText(t *testing.T) {
	text := "# Outage\n\nThe line was down.\n\n## Action items\n\n| Action | Owner | Due | Ticket |\n|---|---|---|---|\n| Fix it | SRE team | 2024-05-01 | |\n| | Platform team | 2024-06-01 | |\n| | Platform team | | OPS-7 |\n"
	d := mustDocument(t, "a.md", text)
	if len(d.Actions) != 2 || d.Actions[1].Title != "OPS-7" {
		t.Fatalf("got %s", dump(intake.Outcome{Document: d}))
	}
	f, told := noteOf(d, intake.KeyWordlessAct)
	if !told || f.Line != 10 {
		t.Errorf("the account says %+v", f)
	}
	for _, a := range d.Actions {
		if a.Title == "" {
			t.Errorf("an action without a title at line %d", a.Line)
		}
	}
	for _, s := range d.Sections {
		if s.Kept && s.Line == 10 && s.Why == whyActions {
			return
		}
	}
	t.Errorf("the row is not kept: %+v", d.Sections)
}
