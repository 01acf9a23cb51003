package ingest

import (
	"strings"
	"testing"
)

func TestSignsThatMarkdownNamesAreWrittenAsThemselves(t *testing.T) {
	source := strings.Join([]string{"# Teams S&amp;O and T&amp;I", "", "## Timeline", "", "| Time | Event |", "|---|---|", "| 2021-12-10 19:00 | Told S&amp;O of a &lt;b&gt; |", "| 2021-12-10 19:05 | Ran `a &amp;&amp; b` |", "",
		"## Action items", "", "- Ask S&amp;O for &lt;all&gt; &quot;lists&quot;", ""}, "\n")
	d := mustDocument(t, "a.md", source)
	if d.Title != "Teams S&O and T&I" {
		t.Errorf("title %q", d.Title)
	}
	if len(d.Timeline) != 2 || d.Timeline[0].Text != "Told S&O of a &lt;b&gt;" || d.Timeline[1].Text != "Ran `a &amp;&amp; b`" {
		t.Errorf("entries %+v", d.Timeline)
	}
	if len(d.Actions) != 1 || d.Actions[0].Title != `Ask S&O for <all> "lists"` {
		t.Errorf("actions %+v", d.Actions)
	}
	if lost := Uncovered(source, d); len(lost) > 0 {
		t.Errorf("lines %v are in no piece", lost)
	}
	if d := mustDocument(t, "a.txt", "Outage of R&amp;D\n\nTimeline\n\n2021-12-10 19:00 Told S&amp;O\n2021-12-10 19:10 Done\n"); d.Timeline[0].Text != "Told S&amp;O" {
		t.Errorf("plain text was changed: %q", d.Timeline[0].Text)
	}
}
