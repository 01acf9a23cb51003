package ingest

import (
	"strings"

	"secondstory/backend/domain/intake"
)

// namedSigns are the character references that editors leave in Markdown. Those of
// angle brackets stay in texts that are Markdown, where a bracket would begin a
// tag.
var (
	namedSigns = strings.NewReplacer("&amp;", "&", "&quot;", "\"", "&#34;", "\"", "&apos;", "'", "&#39;", "'", "&nbsp;", "\u00A0")
	brackets   = strings.NewReplacer("&lt;", "<", "&gt;", ">")
)

// spell writes the signs that a Markdown text names ("S&amp;O") as themselves.
// Text with code in it stays as it is, for there they are meant literally.
func spell(s string) string {
	if !strings.Contains(s, "&") || strings.Contains(s, "`") {
		return s
	}
	return namedSigns.Replace(s)
}

// spelled does so for everything that people see as words and not as Markdown.
func spelled(d *intake.Document) {
	d.Title = brackets.Replace(spell(d.Title))
	for i := range d.Actions {
		a := &d.Actions[i]
		a.Title, a.Text = brackets.Replace(spell(a.Title)), spell(a.Text)
		a.Criterion, a.Measure = spell(a.Criterion), spell(a.Measure)
	}
	for i := range d.Factors {
		d.Factors[i].Text = spell(d.Factors[i].Text)
	}
	for _, list := range [][]intake.Entry{d.Timeline, d.Told} {
		for i := range list {
			list[i].Text = spell(list[i].Text)
		}
	}
}
