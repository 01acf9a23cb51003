package canon

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// comment is a remark of a person in a file. The next write leaves it out, so it is
// told.
type comment struct {
	line int
	text string
}

func commentsOf(n *yaml.Node, list []comment) []comment {
	for i, c := range []string{n.HeadComment, n.LineComment, n.FootComment} {
		if c == "" {
			continue
		}
		line := n.Line
		switch i {
		case 0:
			line = max(1, n.Line-1-strings.Count(c, "\n"))
		case 2:
			line = n.Line + 1
		}
		list = append(list, comment{line, c})
	}
	for _, c := range n.Content {
		list = commentsOf(c, list)
	}
	return list
}

// searches bounds how often a line is looked for in everything that was read. A file
// made to need more is told too much about, not too little.
const searches = 400

// told is the note about the comments of a file, all in one. The library reports most
// of them; what it does not is found as the sign at the beginning of a word in a line
// that is in nothing that was read.
func (s source) told(root *yaml.Node, comments []comment) []Problem {
	if indexByte(s.text, '#') < 0 {
		return nil
	}
	var texts []string
	first := 0
	note := func(line int, text string) {
		if first == 0 || line < first {
			first = line
		}
		texts = append(texts, text)
	}
	var known strings.Builder
	for _, c := range comments {
		note(c.line, c.text)
		known.WriteString(c.text)
		known.WriteByte('\n')
	}
	collect(root, &known)
	all := known.String()
	lines := map[string]bool{}
	for line := range strings.SplitSeq(all, "\n") {
		lines[strings.TrimSpace(line)] = true
	}
	quoted := map[int]bool{}
	continued(root, quoted)
	n, left, in := 0, searches, false
	for line := range strings.SplitSeq(string(s.text), "\n") {
		n++
		// Only a text between double quotes goes on below a backslash.
		goes := strings.HasSuffix(line, `\`) && (in || quoted[n])
		rest, open := s.remark(line, in, goes, lines, all, &left)
		if rest != "" {
			note(n, rest)
		}
		in = open && goes
	}
	if len(texts) == 0 {
		return nil
	}
	p := problem(s.path, s.line+first, "canon.comment", "")
	p.Quote, p.Note = strings.Join(texts, "\n"), true
	return []Problem{*p}
}

// remark is what of a line is in nothing that was read, from the sign on. What stands
// between double quotes is none, and a line of a text is there as a whole: of the files
// the program writes, nothing is ever searched for. A line may begin between double
// quotes, and one that goes on is told whether it ends between them.
func (s source) remark(line string, in, goes bool, lines map[string]bool, all string, left *int) (rest string, open bool) {
	if !in && !goes && (strings.IndexByte(line, '#') < 0 || lines[strings.TrimSpace(line)]) {
		return "", false
	}
	for i := 0; i < len(line); i++ {
		switch {
		case in && line[i] == '\\':
			i++
		case line[i] == '"':
			in = !in
		case line[i] == '#' && !in && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t'):
			rest := strings.TrimSpace(line[i:])
			if lines[rest] {
				continue
			}
			if *left--; *left < 0 || !strings.Contains(all, rest) {
				return line[i:], in
			}
		}
	}
	return "", in
}

// continued notes the lines in which a text of several lines begins between double quotes.
func continued(n *yaml.Node, at map[int]bool) {
	if n == nil {
		return
	}
	if n.Kind == yaml.ScalarNode && n.Style&yaml.DoubleQuotedStyle != 0 && strings.Contains(n.Value, "\n") {
		at[n.Line] = true
	}
	for _, c := range n.Content {
		continued(c, at)
	}
}

// collect writes down every text with the sign, keys included.
func collect(n *yaml.Node, b *strings.Builder) {
	if n == nil {
		return
	}
	if n.Kind == yaml.ScalarNode && strings.Contains(n.Value, "#") {
		b.WriteString(n.Value)
		b.WriteByte('\n')
	}
	for _, c := range n.Content {
		collect(c, b)
	}
}
