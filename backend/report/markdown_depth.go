package report

import "strings"

// Bounds of what is read as Markdown: the parser's time grows with the cube of
// the depth of lists, and nobody writes such depths by hand.
const (
	maxIndent  = 128 // columns
	maxMarkers = 40  // quotes and list items opened on one line
)

// tooDeep says that a line of a text nests deeper than the bounds.
func tooDeep(src string) bool {
	for line := range strings.SplitSeq(src, "\n") {
		if lineTooDeep(line) {
			return true
		}
	}
	return false
}

func lineTooDeep(line string) bool {
	if len(line) <= maxIndent/4 || strings.Trim(line, "- ") == "" || strings.Trim(line, "* ") == "" {
		return false // short, or a rule across
	}
	column, markers := 0, 0
	for i := 0; i < len(line); {
		switch ch := line[i]; {
		case ch == ' ':
			column++
		case ch == '\t':
			column += 4 - column%4
		case ch == '>':
			column, markers = 0, markers+1
		default:
			n := itemMark(line[i:])
			if n == 0 {
				return false
			}
			column, markers = column+n, markers+1
			i += n - 1
		}
		if column > maxIndent || markers > maxMarkers {
			return strings.TrimSpace(line[i:]) != ""
		}
		i++
	}
	return false
}

// itemMark is the length of the mark of a list item at the beginning of s; 0 is
// none.
func itemMark(s string) int {
	n := 0
	for n < len(s) && n < 9 && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	switch {
	case n == 0 && strings.IndexByte("-*+", s[0]) >= 0:
	case n > 0 && n < len(s) && (s[n] == '.' || s[n] == ')'):
	default:
		return 0
	}
	n++
	if n < len(s) && s[n] != ' ' && s[n] != '\t' {
		return 0
	}
	return n
}
