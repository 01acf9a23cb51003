package draw

import (
	"bytes"
	"encoding/csv"
	"strings"
	"unicode"

	"secondstory/backend/domain/cause"
)

// oneLine makes text safe for a format of lines: white space and control
// characters become single spaces.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

// Outline is the tree as indented, numbered plain text: the description of a
// picture for those who do not see it.
func Outline(t *cause.Tree) string {
	var b strings.Builder
	for _, p := range t.DepthFirst() {
		b.WriteString(strings.Repeat("  ", p.Depth))
		if p.Number != "" {
			b.WriteString(p.Number + " ")
		}
		b.WriteString(oneLine(p.Text) + "\n")
	}
	return b.String()
}

// Words gives the word for a code, of kind "status" (cause.Statuses) or "class"
// (cause.Classes), in the language of the reader.
type Words func(kind, code string) string

// word is the first answer, or the code with blanks for its underscores.
func word(words []Words, kind, code string) string {
	if len(words) > 0 && words[0] != nil && code != "" {
		return words[0](kind, code)
	}
	return strings.ReplaceAll(code, "_", " ")
}

// Markdown is the tree as a nested list; ruled out causes are struck through.
// Without words, codes stand with blanks for underscores.
func Markdown(t *cause.Tree, words ...Words) []byte {
	var b strings.Builder
	for _, p := range t.DepthFirst() {
		text := markdownText(p.Text)
		if p.Depth == 0 {
			b.WriteString("**" + text + "**\n\n")
			continue
		}
		b.WriteString(strings.Repeat("  ", p.Depth-1) + "- ")
		switch {
		case p.Kind == "category":
			b.WriteString("**" + text + "**")
		case p.Status == "ruled_out":
			b.WriteString("~~" + text + "~~")
		default:
			b.WriteString(text)
		}
		if facts := factsOf(p.Node, words); facts != "" {
			b.WriteString(" (" + facts + ")")
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

func factsOf(n cause.Node, words []Words) string {
	if n.Kind == "category" || n.Kind == "effect" {
		return ""
	}
	var facts []string
	if n.Status != "" {
		facts = append(facts, markdownText(word(words, "status", n.Status)))
	}
	for _, c := range n.Classes {
		facts = append(facts, markdownText(word(words, "class", c)))
	}
	return strings.Join(facts, ", ")
}

// markdownText escapes what Markdown would read as a mark.
func markdownText(s string) string {
	var b strings.Builder
	for _, r := range oneLine(s) {
		if strings.ContainsRune("\\`*_{}[]<>#|~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// csvHead names the columns of CSV.
var csvHead = []string{"number", "depth", "kind", "text", "path", "status", "class", "evidence_for", "evidence_against", "note", "id", "parent"}

// CSV is the tree as a table, one node per row, UTF-8 with a byte order mark
// so that spreadsheets read it right. A cell that a spreadsheet would run as a
// formula gets an apostrophe before it. With words, status and class are in
// words, several classes with a comma between; without, they are the codes.
func CSV(t *cause.Tree, words ...Words) []byte {
	var b bytes.Buffer
	b.WriteString("\uFEFF")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	write := func(cells []string) {
		for i := range cells {
			cells[i] = guardFormula(cells[i])
		}
		_ = w.Write(cells) //nolint:errcheck // a bytes.Buffer does not fail
	}
	status := func(n cause.Node) string {
		if len(words) == 0 {
			return n.Status
		}
		return word(words, "status", n.Status)
	}
	classes := func(n cause.Node) string {
		if len(words) == 0 {
			return strings.Join(n.Classes, " ")
		}
		list := make([]string, len(n.Classes))
		for i, c := range n.Classes {
			list[i] = word(words, "class", c)
		}
		return strings.Join(list, ", ")
	}
	write(append([]string(nil), csvHead...))
	for _, p := range t.DepthFirst() {
		var path []string
		for _, a := range t.Path(p.Parent) {
			path = append(path, oneLine(a.Text))
		}
		if p.Depth == 0 {
			path = nil
		}
		write([]string{p.Number, itoa(p.Depth), p.Kind, p.Text, strings.Join(path, " / "), status(p.Node), classes(p.Node),
			itoa(p.For), itoa(p.Against), p.Note, p.ID, p.Parent})
	}
	for _, n := range t.Asides() {
		write([]string{"", "", n.Kind, n.Text, "", status(n), classes(n), itoa(n.For), itoa(n.Against), n.Note, n.ID, n.Parent})
	}
	w.Flush()
	return b.Bytes()
}

// LikeFormula says whether a spreadsheet may take a text for a formula: one that begins with a
// sign of theirs, behind blanks and signs that nobody sees too. Those of eastern Asia take the
// wide forms of the signs for the others.
func LikeFormula(s string) bool {
	t := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) })
	return t != "" && strings.ContainsRune("=+-@＝＋－＠﹦﹢﹣﹫", []rune(t)[0]) || strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r")
}

// guardFormula defuses cells that begin like a formula.
func guardFormula(s string) string {
	if LikeFormula(s) {
		return "'" + s
	}
	return s
}
