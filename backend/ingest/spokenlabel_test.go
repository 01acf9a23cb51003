package ingest

import (
	"strings"
	"testing"

	"secondstory/backend/domain/timeline"
)

const spokenText = "Impact: 200 customers\n\n2024-03-05 09:15 UTC payments fail\nabout 9:40 payments flow again\n\nWhy: certificate expired\nTodo: renew automatically (owner: platform lead, by 2024-04-01)\n"

func TestALineWithALabelIsReadByItWhereverItStandsInPlainText(t *testing.T) {
	for name, text := range map[string]string{
		"with blank lines":    spokenText,
		"without blank lines": strings.ReplaceAll(spokenText, "\n\n", "\n"),
		"below a heading":     strings.Replace(spokenText, "2024", "Timeline\n2024", 1),
	} {
		d := mustDocument(t, "note.txt", text)
		if len(d.Timeline) != 2 || d.Timeline[1].Text != "payments flow again" {
			t.Errorf("%s: entries %+v", name, d.Timeline)
		}
		if len(d.Factors) != 1 || d.Factors[0].Text != "certificate expired" {
			t.Errorf("%s: factors %+v", name, d.Factors)
		}
		if len(d.Actions) != 1 || d.Actions[0].Title != "renew automatically" || d.Actions[0].OwnerRole != "platform lead" || d.Actions[0].Due != "2024-04-01" {
			t.Errorf("%s: actions %+v", name, d.Actions)
		}
		impact := 0
		for _, s := range d.Sections {
			if s.Key == "impact" {
				impact++
				if s.Text != "200 customers" {
					t.Errorf("%s: below Impact stands %q", name, s.Text)
				}
			}
		}
		if lost := Uncovered(text, d); impact != 1 || len(lost) > 0 {
			t.Errorf("%s: %d sections Impact, lines %v lost", name, impact, lost)
		}
	}
}

func TestALabelBetweenEntriesStaysWithTheEntryAboveIt(t *testing.T) {
	d := mustDocument(t, "note.txt", "2024-03-05 outage\n\nTimeline\n09:15 UTC alert\nAction: restarted the gateway\n09:40 UTC it is back\n")
	if len(d.Timeline) != 2 || !strings.Contains(d.Timeline[0].Text, "restarted the gateway") || len(d.Actions) != 0 {
		t.Errorf("got %+v, %+v", d.Timeline, d.Actions)
	}
}

func TestAnApproximateTimeBeginsAnEntryInTextAndInMarkdown(t *testing.T) {
	for _, word := range []string{"about ", "around ", "ca. ", "approx. ", "~", "About "} {
		for name, text := range map[string]string{
			"a.txt": "Outage\n\nDate: 2024-03-05\n\nTimeline\n09:15 UTC it fails\n" + word + "9:40 UTC it is back\n",
			"a.md":  "# Outage\n\nDate: 2024-03-05\n\n## Timeline\n\n- 09:15 UTC it fails\n- " + word + "9:40 UTC it is back\n",
		} {
			d := mustDocument(t, name, text)
			if len(d.Timeline) != 2 || d.Timeline[1].Time.Precision != timeline.Approximate || !strings.HasPrefix(d.Timeline[1].Time.Raw, word) {
				t.Errorf("%s %q: %+v", name, word, d.Timeline)
			}
		}
	}
	d := mustDocument(t, "b.txt", "Outage\n\nDate: 2024-03-05\n\nImpact\nPayments failed. We think that\nabout 9:40 the queue was full and\nit came back.\n")
	if len(d.Timeline) != 0 {
		t.Errorf("a sentence became %+v", d.Timeline)
	}
}

func TestASeverityOfZeroAndADateNoCalendarHasAreTold(t *testing.T) {
	d := mustDocument(t, "a.md", "# Outage\n\nSeverity: SEV-0\n\n## Action items\n\n- Renew it. Due 2024-13-40\n- Check it (owner: SRE team, due: 2024-02-31)\n- Ask again by 2024-02-29\n")
	if f, ok := noteOf(d, KeySeverityZero); d.Severity != "SEV1" || !ok || f.Line != 3 || f.Params["stated"] != "SEV-0" {
		t.Errorf("severity %q, %+v", d.Severity, f)
	}
	var lines []int
	for _, f := range d.Findings {
		if f.Key == KeyDueNoDate {
			lines = append(lines, f.Line)
		}
	}
	if len(lines) != 2 || lines[0] != 7 || lines[1] != 8 || d.Actions[2].Due != "2024-02-29" {
		t.Errorf("told at lines %v, actions %+v", lines, d.Actions)
	}
	// A title says it as well as a field, and a field that says more counts before it.
	d = mustDocument(t, "a.md", "# [Sev-0] Outage on 2024-03-05\n\n## Action items\n\n- Renew it by 2024-05-01\n")
	if f, ok := noteOf(d, KeySeverityZero); d.Severity != "SEV1" || !ok || f.Line != 1 || f.Params["stated"] != "Sev-0" {
		t.Errorf("severity %q, %+v", d.Severity, f)
	}
	for _, text := range []string{"# [SEV-0] Outage\n\nSeverity: SEV2\n\n## Action items\n\n- Fix it\n", "# [SEV-2] Outage\n\n## Action items\n\n- Fix it\n"} {
		if d := mustDocument(t, "a.md", text); d.Severity != "SEV2" || len(d.Findings) > 0 && d.Findings[0].Key == KeySeverityZero {
			t.Errorf("%s: %q, %+v", text, d.Severity, d.Findings)
		}
	}
	if _, ok := noteOf(mustDocument(t, "a.md", "# Outage\n\nSeverity: Critical\n\n## Action items\n\n- Fix it by 2024-05-01\n"), KeySeverityZero); ok {
		t.Error("a severity without a zero is told")
	}
}
