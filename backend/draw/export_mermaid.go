package draw

import (
	"strings"

	"secondstory/backend/domain/cause"
)

// ishikawaRunes is how long a label of a Mermaid fishbone may be: Mermaid wraps
// it by counting characters and does not measure.
const ishikawaRunes = 60

// emptyLabel stands for a cause without words: Mermaid refuses empty labels.
const emptyLabel = "…"

// mermaidWords takes away what Mermaid reads anywhere in a line: entities,
// HTML, and directives, which it cuts out of labels too (a zero-width space
// before the brace keeps the text).
var mermaidWords = strings.NewReplacer("&", " and ", "<", "‹", ">", "›", "%%{", "%%\u200B{")

// mermaidPlain is text for a line without quotes: no HTML, no entity, no
// comment at its beginning.
func mermaidPlain(s string) string {
	s = mermaidWords.Replace(s)
	s = oneLine(s)
	if s == "" {
		return emptyLabel
	}
	if strings.HasPrefix(s, "%%") || strings.HasPrefix(strings.ToLower(s), "acctitle") || strings.HasPrefix(strings.ToLower(s), "accdescr") {
		// A zero-width space keeps the line from being read as a directive.
		s = "\u200B" + s
	}
	return s
}

// mermaidQuoted is text for a label in quotes.
func mermaidQuoted(s string) string {
	s = mermaidWords.Replace(s)
	s = oneLine(s)
	if s == "" {
		s = emptyLabel
	}
	return `"` + strings.NewReplacer(`"`, "#quot;", "#", "#35;").Replace(s) + `"`
}

func cutRunes(s string, n int) (string, bool) {
	r := []rune(s)
	if len(r) <= n {
		return s, false
	}
	return strings.TrimRight(string(r[:n-1]), " ") + "…", true
}

// MermaidIshikawa is the tree as a Mermaid fishbone. Labels longer than 60
// characters are cut there and follow in full as comments below the line inFull,
// so that nothing is lost from the file and whoever reads it knows.
func MermaidIshikawa(t *cause.Tree, inFull string) []byte {
	var b, notes strings.Builder
	b.WriteString("ishikawa-beta\n")
	for _, p := range t.DepthFirst() {
		text, cut := cutRunes(mermaidPlain(p.Text), ishikawaRunes)
		if cut {
			if notes.Len() == 0 && inFull != "" {
				notes.WriteString("%% " + oneLine(inFull) + "\n")
			}
			notes.WriteString("%% " + p.Number + " " + oneLine(p.Text) + "\n")
		}
		b.WriteString(strings.Repeat("  ", p.Depth+1) + text + "\n")
	}
	return []byte(b.String() + notes.String())
}

// MermaidMindmap is the tree as a Mermaid mind map.
func MermaidMindmap(t *cause.Tree) []byte {
	var b strings.Builder
	b.WriteString("mindmap\n")
	for i, p := range t.DepthFirst() {
		id := "root"
		if i > 0 {
			id = "c" + itoa(i)
		}
		b.WriteString(strings.Repeat("  ", p.Depth+1) + id + "[" + mermaidQuoted(p.Text) + "]\n")
	}
	return []byte(b.String())
}

// MermaidFlowchart is the tree as a Mermaid flow chart from right to left; it
// keeps statuses (solid supported, dotted the others) and cross-links.
func MermaidFlowchart(t *cause.Tree, therefore string) []byte {
	var b strings.Builder
	b.WriteString("flowchart RL\n")
	id := map[string]string{}
	all := t.DepthFirst()
	for i, p := range all {
		id[p.ID] = "c" + itoa(i)
		b.WriteString("  " + id[p.ID] + "[" + mermaidQuoted(p.Text) + "]\n")
	}
	for _, p := range all {
		if p.Depth > 0 {
			arrow := " -.->"
			if p.Status == "supported" || p.Kind == "category" {
				arrow = " -->"
			}
			word := ""
			if therefore != "" && p.Kind != "category" {
				word = "|" + mermaidQuoted(therefore) + "|"
			}
			b.WriteString("  " + id[p.ID] + arrow + word + " " + id[p.Parent] + "\n")
		}
		for _, to := range p.Also {
			if target, ok := id[to]; ok && to != p.ID {
				b.WriteString("  " + id[p.ID] + " -.- " + target + "\n")
			}
		}
	}
	return []byte(b.String())
}
