package asfile_test

import (
	"strings"
	"testing"

	"secondstory/backend/report"
	"secondstory/backend/report/asfile"
)

func TestNotesAndReferencesAreTheSameInEveryFormat(t *testing.T) {
	note := []report.Span{{Text: "counted <once>, "}, {Text: "see", Link: "https://tool.example/i/1"}}
	m := report.Model{Title: "T", Words: report.Words{Notes: "Notes"}, Blocks: []report.Block{
		report.Paragraph{Spans: []report.Span{{Text: "Incidents", Note: note}, {Text: " and "}, {Text: "ACT-26-AAAAAA", To: "ACT-26-AAAAAA"}, {Text: " not "}, {Text: "gone", To: "ACT-26-GONE00"}}},
		report.Table{Columns: []report.Column{{Title: "A"}}, Rows: []report.Row{{ID: "ACT-26-AAAAAA", Cells: []report.Cell{{report.Paragraph{Spans: []report.Span{{Text: "again", Note: note}, {Text: "key", Link: "https://tool.example/<2>"}}}}}}}},
	}}
	html := string(asfile.HTML(m))
	read(t, []byte(html))
	for _, want := range []string{`Incidents<sup><a href="#note1" id="from1">1</a></sup>`, `<a href="#at-ACT-26-AAAAAA">`, `<tr id="at-ACT-26-AAAAAA">`, `again<sup><a href="#note1">1</a></sup>`, `<li id="note1"><p>counted &lt;once&gt;, <a rel="noreferrer noopener" href="https://tool.example/i/1">see</a>`} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in\n%s", want, html[strings.Index(html, "<main>"):])
		}
	}
	if strings.Contains(html, "GONE") || strings.Count(html, `id="from1"`) != 1 || strings.Count(html, `id="note1"`) != 1 {
		t.Error("a reference to nowhere, or an id twice")
	}
	md := string(asfile.Markdown(m))
	for _, want := range []string{"Incidents[^1]", "again[^1]", "[^1]: counted \\<once\\>, [see](<https://tool.example/i/1>)", "[key](<https://tool.example/%3C2%3E>)"} {
		if !strings.Contains(md, want) {
			t.Errorf("no %s in\n%s", want, md)
		}
	}
	raw, err := asfile.JSON(m)
	if err != nil || !strings.Contains(string(raw), `"to": "ACT-26-AAAAAA"`) || !strings.Contains(string(raw), `"id": "ACT-26-AAAAAA"`) || strings.Count(string(raw), `"note": 1`) != 2 || strings.Contains(string(raw), "GONE") {
		t.Errorf("%v\n%s", err, raw)
	}
}
