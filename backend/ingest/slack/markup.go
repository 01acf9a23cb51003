package slack

import (
	"strings"
)

var unescape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// plain undoes Slack's markup: who and what an id stands for, links with their
// words, signs written as entities. Codes of emoji stay.
func (b bundle) plain(s string, p *people) string {
	var out strings.Builder
	for {
		open := strings.IndexByte(s, '<')
		if open < 0 {
			break
		}
		size := strings.IndexByte(s[open:], '>')
		if size < 0 {
			break
		}
		out.WriteString(unescape.Replace(s[:open]))
		out.WriteString(unescape.Replace(b.token(s[open+1:open+size], p)))
		s = s[open+size+1:]
	}
	out.WriteString(unescape.Replace(s))
	return strings.TrimSpace(strings.ReplaceAll(out.String(), "\r\n", "\n"))
}

// token is what stands between < and >.
func (b bundle) token(in string, p *people) string {
	target, label, _ := strings.Cut(in, "|")
	label = strings.TrimSpace(label)
	switch {
	case target == "":
		return "<" + in + ">"
	case target[0] == '@':
		return "@" + p.role(target[1:])
	case target[0] == '#':
		return "#" + first(label, b.Channels[target[1:]], target[1:])
	case strings.HasPrefix(target, "!subteam^"):
		return "@" + strings.TrimPrefix(first(label, "group"), "@")
	case strings.HasPrefix(target, "!date^"):
		return first(label, target)
	case target[0] == '!':
		return "@" + strings.TrimPrefix(first(label, target[1:]), "@")
	}
	bare := strings.TrimPrefix(strings.TrimPrefix(target, "mailto:"), "tel:")
	if label == "" || label == target || label == bare || strings.HasSuffix(target, "://"+label) {
		return bare
	}
	return label + " (" + bare + ")"
}

// opening is the first words of a text, for the sign of a reply: no line, no markup.
func opening(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune("*_`~[]>“”\"", r) {
			return -1
		}
		return r
	}, s)
	for line := range strings.Lines(s) {
		if line = first(line); line != "" {
			return cut(line, 40)
		}
	}
	return ""
}
