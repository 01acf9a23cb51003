package ingest

import (
	"strings"
	"testing"

	"secondstory/backend/domain/intake"
)

const exportedReview = "# Dock down\n<!-- secondstory review 1 01K00000000000000000000001 0123456789abcdef0123456789abcdef -->\n\n- **Severity**: SEV2\n\n## Timeline <!-- timeline -->\n\n| Time | Role | Event |\n|---|---|---|\n| 2026-03-01 10:00 UTC | role, Plant Coast | alarm <!-- 01K00000000000000000000002 minute ack --> |\n| 2026-03-01 10:20 UTC | on call | a line a person added |\n\nA remark of a person.\n\n## Where luck helped <!-- factors luck -->\n\n- It was a Sunday <!-- 01K00000000000000000000003 -->\n\n## Actions <!-- actions -->\n\n| Action | Owner | Due | Status | Done when | We will know by |\n|---|---|---|---|---|---|\n| Fix it | Plant Coast | 2026-05-01 | idea | it holds | no alarm <!-- 01K00000000000000000000004 --> |\n"

func TestOurOwnExportIsReadByItsMarks(t *testing.T) {
	d := mustRead(t, "export.md", exportedReview)
	if d.ID != "01K00000000000000000000001" || d.Print != "0123456789abcdef0123456789abcdef" || d.Title != "Dock down" || d.Severity != "SEV2" {
		t.Errorf("got %+v", d)
	}
	if len(d.Timeline) != 2 || d.Timeline[0].Role != "role, Plant Coast" || d.Timeline[0].ID != "01K00000000000000000000002" || d.Timeline[0].Kind != "ack" || d.Timeline[1].ID != "" || d.Timeline[1].Role != "on call" {
		t.Errorf("got %+v", d.Timeline)
	}
	if len(d.Sections) != 1 || d.Sections[0].Text != "A remark of a person." {
		t.Errorf("what a person wrote between is kept: %+v", d.Sections)
	}
	if len(d.Factors) != 1 || d.Factors[0].Kind != "luck" || len(d.Actions) != 1 || d.Actions[0].Measure != "no alarm" || d.Actions[0].Status != "idea" || d.Actions[0].OwnerRole != "Plant Coast" || d.Actions[0].OwnerName != "" {
		t.Errorf("got %+v %+v", d.Factors, d.Actions)
	}
}

// Without its marks it is a document as any other, and its words are known.
func TestOurOwnExportWithoutMarksKeepsItsWords(t *testing.T) {
	var plain []string
	for _, l := range strings.Split(exportedReview, "\n") {
		if i := strings.Index(l, "<!--"); i >= 0 {
			l = strings.TrimSpace(l[:i] + l[strings.Index(l, "-->")+3:])
		}
		plain = append(plain, l)
	}
	d := mustDocument(t, "export.md", strings.Join(plain, "\n"))
	if len(d.Factors) != 1 || d.Factors[0].Kind != "luck" || len(d.Actions) != 1 || d.Actions[0].Measure != "no alarm" || d.Actions[0].Status != "idea" || len(d.Timeline) != 2 {
		t.Errorf("got %s", dump(intake.Outcome{Document: d}))
	}
}

func mustRead(t *testing.T, name, text string) *intake.Document {
	t.Helper()
	out := Read(name, []byte(text))
	if out.Document == nil {
		t.Fatalf("got %s", dump(out))
	}
	return out.Document
}

// Marks are text that anybody can type.
func TestAMarkNamesOnlyWhatThereIs(t *testing.T) {
	if _, ok := ownExport(strings.Replace(exportedReview, "01K00000000000000000000001", "ZZZZZZZZZZZZZZZZZZZZZZZZZZ", 1)); ok {
		t.Error("an id that is none of ours was taken for a review")
	}
	d, ok := ownExport("# T\n<!-- secondstory review 1 01K00000000000000000000001 0123456789abcdef0123456789abcdef -->\n\n## A <!-- section a/b/../c -->\n\ntext\n\n## Causes <!-- causes -->\n\n- It stood <!-- 01K00000000000000000000005 wat wut - -->\n- More <!-- ABCDEFGHIJKLMNOPQRSTUVWXYZ cause open - -->\n")
	if !ok || len(d.Sections) != 1 || strings.Contains(d.Sections[0].Key, "/") {
		t.Fatalf("got %+v", d)
	}
	if c := d.Causes[0]; c.Kind != "cause" || c.Status != "" || d.Causes[1].ID != "" {
		t.Errorf("got %+v", d.Causes)
	}
}

func TestAnExportWithNothingBelowItsHeadComesBack(t *testing.T) {
	mark := "\n<!-- secondstory review 1 01K00000000000000000000001 0123456789abcdef0123456789abcdef -->\n"
	for name, text := range map[string]string{
		"a title":                      "# Dock" + mark,
		"no title":                     "# " + mark,
		"two facts":                    "# Dock" + mark + "\n- **Severity**: SEV2\n- **State**: Draft\n",
		"a control character pasted":   "# Dock \x00\x07" + mark + "\n- **State**: Draft\n",
		"two facts without marks":      "# Dock\n\n- **Severity**: SEV2\n- **State**: Draft\n",
		"services and zone, no marks":  "# Dock\n\n- **Services**: pumps, valves\n- **Time zone**: UTC\n",
		"a key time, state, no marks ": "# Dock\n\n- **State**: Agreed\n- **Detected**: 2026-03-01 10:00 UTC\n",
	} {
		if out := Read("export.md", []byte(text)); out.Document == nil {
			t.Errorf("%s: %s", name, dump(out))
		}
	}
	// One line that looks like ours makes no review of a foreign text.
	if out := Read("door.md", []byte("# Door\n\n- **State**: Closed\n- **Colour**: green\n")); out.Document != nil {
		t.Errorf("got %s", dump(out))
	}
}

func TestATextWithATableAboveTheTimelineIsNoPartOfIt(t *testing.T) {
	d, ok := ownExport(strings.Replace(exportedReview, "| Time | Role", "| a | b |\n|---|---|\n| 1 | 2 |\n\n| Time | Role", 1))
	if !ok || len(d.Timeline) != 2 || d.Timeline[0].Text != "alarm" {
		t.Fatalf("got %+v", d.Timeline)
	}
}
