package leak

import (
	"strings"
	"unicode/utf8"
)

// lines finds the line around one place after the other, from the first to the last of
// a text, and reads the text once for all of them.
type lines struct {
	s string
	// from and end of the line that was asked for last.
	from, end int
}

func newLines(s string) *lines { return &lines{s, 0, lineEnd(s, 0)} }

// around is the line in which some words begin, and where the line ends in which they
// end. They begin no earlier than those asked for before.
func (l *lines) around(start, end int) (from, to int) {
	if start > l.end {
		l.from = strings.LastIndexByte(l.s[:start], '\n') + 1
		l.end = lineEnd(l.s, start)
	}
	if end > l.end {
		return l.from, lineEnd(l.s, end)
	}
	return l.from, l.end
}

func lineEnd(s string, at int) int {
	if i := strings.IndexByte(s[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(s)
}

// code says of one place after the other whether it stands between marks of code.
type code struct {
	*lines
	// fences before the place at; marks in its line, counted up to another place, and
	// where the last one of that line is.
	at, fences            int
	line, marked, counted int
	last                  int
}

func newCode(s string) *code { return &code{lines: newLines(s), line: -1} }

func (c *code) holds(at int) bool {
	c.fences += strings.Count(c.s[c.at:at], "```")
	c.at = at
	if c.fences%2 == 1 {
		return true
	}
	from, to := c.around(at, at)
	if from != c.line {
		c.line, c.marked, c.counted = from, 0, from
		c.last = from + strings.LastIndexByte(c.s[from:to], '`')
	}
	if rest := c.s[from:at]; strings.HasPrefix(rest, "    ") || strings.HasPrefix(rest, "\t") {
		return true
	}
	c.marked += strings.Count(c.s[c.counted:at], "`")
	c.counted = at
	return c.marked%2 == 1 && c.last >= at
}

// beside is how much of a line is shown on each side, in characters.
const beside = 48

func tail(s string) string {
	at := len(s)
	for range beside {
		if at == 0 {
			return s
		}
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	if at == 0 {
		return s
	}
	return "…" + s[at:]
}

func head(s string) string {
	at := 0
	for range beside {
		if at == len(s) {
			return s
		}
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	if at == len(s) {
		return s
	}
	return s[:at] + "…"
}
