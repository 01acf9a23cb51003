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

// told are the notes about the comments of a file. The library reports most of them;
// what it does not is found as a line that begins with the sign and is in nothing
// that was read.
func (s source) told(root *yaml.Node, comments []comment) []Problem {
	if !strings.Contains(string(s.text), "#") {
		return nil
	}
	var out []Problem
	var known strings.Builder
	for _, c := range comments {
		p := problem(s.path, s.line+c.line, "canon.comment", c.text)
		p.Quote, p.Note = c.text, true
		out = append(out, *p)
		known.WriteString(c.text)
		known.WriteByte('\n')
	}
	collect(root, &known)
	all := known.String()
	n := 0
	for line := range strings.SplitSeq(string(s.text), "\n") {
		n++
		for from := 0; ; {
			i := strings.IndexByte(line[from:], '#')
			if i < 0 {
				break
			}
			i += from
			if (i == 0 || line[i-1] == ' ' || line[i-1] == '\t') && !strings.Contains(all, strings.TrimSpace(line[i:])) && !quoted(line[:i]) {
				p := problem(s.path, s.line+n, "canon.comment", "")
				p.Quote, p.Note = line[i:], true
				out = append(out, *p)
				break
			}
			from = i + 1
		}
	}
	return out
}

// quoted says whether a line is inside a double-quoted text at its end.
func quoted(line string) bool {
	in := false
	for i := 0; i < len(line); i++ {
		switch {
		case in && line[i] == '\\':
			i++
		case line[i] == '"':
			in = !in
		}
	}
	return in
}

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
