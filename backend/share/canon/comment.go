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
	n, left := 0, searches
	for line := range strings.SplitSeq(string(s.text), "\n") {
		n++
		if rest := s.remark(line, lines, all, &left); rest != "" {
			note(n, rest)
		}
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
// the program writes, nothing is ever searched for.
func (s source) remark(line string, lines map[string]bool, all string, left *int) string {
	if strings.IndexByte(line, '#') < 0 || lines[strings.TrimSpace(line)] {
		return ""
	}
	in := false
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
				return line[i:]
			}
		}
	}
	return ""
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
