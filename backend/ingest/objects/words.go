package objects

import (
	"html"
	"regexp"
	"strings"
)

var (
	tag      = regexp.MustCompile(`(?s)<!--.*?-->|</?[a-zA-Z][^<>]*>`)
	brk      = regexp.MustCompile(`(?i)<br\s*/?>|</(p|div|li|ul|ol|h[1-6]|tr)\s*>`)
	point    = regexp.MustCompile(`(?i)<li[^<>]*>`)
	newlines = regexp.MustCompile(`[ \t\x{a0}]*\n(?:[ \t\x{a0}]*\n)+`)
	known    = regexp.MustCompile(`(?i)</?(a|b|br|code|div|em|h[1-6]|i|li|ol|p|pre|small|span|strong|table|td|tr|u|ul|var)(\s[^<>]*)?/?>`)
)

// words are the words of a text that may be HTML. A text in which no mark of it stands
// stays as it is, with its signs "<" and "&".
func words(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if known.MatchString(text) {
		text = brk.ReplaceAllString(point.ReplaceAllString(text, "\n- "), "\n")
		text = html.UnescapeString(tag.ReplaceAllString(text, ""))
		text = newlines.ReplaceAllString(text, "\n\n")
	} else if strings.Contains(text, "&") {
		text = html.UnescapeString(text)
	}
	return strings.TrimSpace(text)
}

// page are the words of a document in Atlassian's form: {type: "doc", content: […]}.
func page(v *value) string {
	var b strings.Builder
	block(&b, v, "")
	return strings.TrimSpace(newlines.ReplaceAllString(b.String(), "\n\n"))
}

func block(b *strings.Builder, v *value, mark string) {
	if v == nil || v.kind != isObject {
		return
	}
	kids := v.get("content")
	inner := func(mark string) {
		if kids != nil {
			for _, kid := range kids.kids {
				block(b, kid, mark)
			}
		}
	}
	switch kind := v.get("type").plain(); kind {
	case "text":
		b.WriteString(spoken(v))
	case "hardBreak":
		b.WriteString("\n")
	case "mention", "status", "placeholder":
		b.WriteString(v.in("attrs", "text").plain())
	case "emoji":
		b.WriteString(v.in("attrs", "shortName").plain())
	case "inlineCard", "blockCard", "embedCard":
		b.WriteString(v.in("attrs", "url").plain())
	case "rule":
		b.WriteString("\n---\n")
	case "heading":
		b.WriteString("\n" + strings.Repeat("#", min(6, level(v.in("attrs", "level").plain()))) + " ")
		inner("")
		b.WriteString("\n\n")
	case "paragraph":
		inner("")
		if mark == "" {
			b.WriteString("\n")
		}
		b.WriteString("\n")
	case "codeBlock":
		b.WriteString("```\n")
		inner("")
		b.WriteString("\n```\n\n")
	case "listItem", "taskItem", "decisionItem":
		b.WriteString("- ")
		inner("- ")
		if kind != "listItem" {
			b.WriteString("\n")
		}
	case "tableRow":
		inner("| ")
		b.WriteString("\n")
	case "tableCell", "tableHeader":
		var cell strings.Builder
		if kids != nil {
			for _, kid := range kids.kids {
				block(&cell, kid, "")
			}
		}
		b.WriteString("| " + one(cell.String()) + " ")
	default: // doc, bulletList, orderedList, panel, blockquote, expand, table …
		inner(mark)
		if strings.HasSuffix(kind, "List") || kind == "table" {
			b.WriteString("\n")
		}
	}
}

// spoken is a text with the marks Markdown has for its own.
func spoken(v *value) string {
	text := v.get("text").plain()
	marks := v.get("marks")
	if marks == nil {
		return text
	}
	for _, m := range marks.kids {
		switch m.get("type").plain() {
		case "strong":
			text = "**" + text + "**"
		case "em":
			text = "*" + text + "*"
		case "code":
			text = "`" + text + "`"
		case "link":
			if href := m.in("attrs", "href").plain(); href != "" && href != text {
				text = "[" + text + "](" + href + ")"
			}
		}
	}
	return text
}

// level is that of a heading below the title of a section.
func level(told string) int {
	if len(told) == 1 && told[0] >= '1' && told[0] <= '5' {
		return int(told[0]-'0') + 1
	}
	return 3
}
