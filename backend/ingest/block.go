package ingest

import (
	"sort"
	"strings"

	"secondstory/backend/domain/intake"
)

// source is the text of a file with the beginnings of its lines.
type source struct {
	text   string
	starts []int
}

func newSource(text string) *source {
	s := &source{text: text, starts: []int{0}}
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' && i+1 < len(text) {
			s.starts = append(s.starts, i+1)
		}
	}
	return s
}

// line is the number, from 1, of the line that offset lies in.
func (s *source) line(offset int) int {
	return sort.Search(len(s.starts), func(i int) bool { return s.starts[i] > offset })
}

// lineStart is where the line of offset begins.
func (s *source) lineStart(offset int) int {
	return s.starts[max(0, s.line(offset)-1)]
}

// nextLine is where the line after that of offset begins.
func (s *source) nextLine(offset int) int {
	n := s.line(offset)
	if n >= len(s.starts) {
		return len(s.text)
	}
	return s.starts[n]
}

// contentLine is the line of the first visible character from offset on.
func (s *source) contentLine(start, end int) int {
	for start < end && (s.text[start] == ' ' || s.text[start] == '\t' || s.text[start] == '\n' || s.text[start] == '\r') {
		start++
	}
	return s.line(start)
}

type blockKind int

const (
	headingBlock blockKind = iota
	paraBlock
	listBlock
	tableBlock
	codeBlock
	otherBlock
)

// block is a piece of the source: bytes start to end, end being the start of
// the next block.
type block struct {
	kind       blockKind
	start, end int
	level      int    // of a heading
	title      string // of a heading, as written
	role       role   // of a heading whose words alone do not say it
	items      []item
	table      *table
	timed      bool // a list made of lines that begin with times, not of markers
}

// item is an item of a list with everything below it.
type item struct {
	start, end int
	text       string // without the marker, dedented, without nested lists
	full       string // the same with nested lists
	children   []item
	check      byte // 0 no box, ' ' open, 'x' ticked
	ordered    bool
}

type table struct {
	headStart int
	bodyStart int
	head      []string
	rows      []row
}

type row struct {
	start, end int
	cells      []string
}

// cell is a cell by its column, "" when the row is too short.
func (r row) cell(i int) string {
	if i < 0 || i >= len(r.cells) {
		return ""
	}
	return r.cells[i]
}

// splitRow cuts a line of a table at its bars. A bar behind a backslash belongs
// to the cell.
func splitRow(line string) []string {
	line = strings.TrimSpace(line)
	line = strings.TrimPrefix(line, "|")
	var cells []string
	at := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '|':
			cells = append(cells, cellText(line[at:i]))
			at = i + 1
		}
	}
	if rest := strings.TrimSpace(line[min(at, len(line)):]); rest != "" {
		cells = append(cells, cellText(rest))
	}
	return cells
}

func cellText(s string) string {
	return strings.ReplaceAll(strings.TrimSpace(s), `\|`, "|")
}

// isDelimiter says whether a line is the dashes below the head of a table.
func isDelimiter(line string) bool {
	t := strings.TrimSpace(line)
	if len(t) < 3 || !strings.Contains(t, "-") || !strings.Contains(t, "|") {
		return false
	}
	return strings.Trim(t, "|:- \t") == ""
}

// parseTable reads the lines of a table; nil when the second line is no
// delimiter.
func parseTable(s *source, start, end int) *table {
	headEnd := s.nextLine(start)
	if headEnd >= end || !isDelimiter(s.text[headEnd:s.nextLine(headEnd)]) {
		return nil
	}
	t := &table{headStart: start, head: splitRow(s.text[start:headEnd])}
	t.bodyStart = s.nextLine(headEnd)
	for at := t.bodyStart; at < end; {
		next := min(s.nextLine(at), end)
		if strings.TrimSpace(s.text[at:next]) == "" {
			break
		}
		t.rows = append(t.rows, row{start: at, end: next, cells: splitRow(s.text[at:next])})
		at = next
	}
	return t
}

// dedent joins the lines of an item: the first from after the marker, the
// others without up to indent columns.
func dedent(text string, indent int) string {
	if !strings.Contains(text, "\n") {
		return strings.TrimSpace(text)
	}
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		l = strings.TrimSuffix(l, "\r")
		if i > 0 {
			n := 0
			for n < len(l) && n < indent && (l[n] == ' ' || l[n] == '\t') {
				if l[n] == '\t' {
					n++
					break
				}
				n++
			}
			l = l[n:]
		}
		lines[i] = l
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// marker measures a list marker at the beginning of a line: its indent, the
// column where the text begins, and whether it counts. width is 0 for none.
func marker(line string) (indent, width int, ordered bool) {
	n := 0
	for n < len(line) && (line[n] == ' ' || line[n] == '\t') {
		n++
	}
	indent = n
	rest := line[n:]
	for _, m := range []string{"•", "◦", "·", "▪", "●", "○", "‣", "–", "-", "*", "+"} {
		if strings.HasPrefix(rest, m) {
			k := len(m)
			if k == len(rest) || rest[k] == ' ' || rest[k] == '\t' || rest[k] == '\n' || rest[k] == '\r' || m[0] >= 0x80 && m != "–" {
				w := k
				for w < len(rest) && (rest[w] == ' ' || rest[w] == '\t') && w < k+4 {
					w++
				}
				return indent, n + w, false
			}
		}
	}
	d := 0
	for d < len(rest) && d < 4 && rest[d] >= '0' && rest[d] <= '9' {
		d++
	}
	if d > 0 && d < 4 && d+1 < len(rest) && (rest[d] == '.' || rest[d] == ')') && (rest[d+1] == ' ' || rest[d+1] == '\t') {
		w := d + 1
		for w < len(rest) && (rest[w] == ' ' || rest[w] == '\t') && w < d+5 {
			w++
		}
		return indent, n + w, true
	}
	return 0, 0, false
}

// takeCheck cuts a check box off the beginning of an item.
func (it *item) takeCheck() {
	for _, box := range []struct {
		text string
		mark byte
	}{{"[ ]", ' '}, {"[x]", 'x'}, {"[X]", 'x'}, {"☐", ' '}, {"☑", 'x'}, {"✅", 'x'}, {"✔", 'x'}, {"✓", 'x'}} {
		if strings.HasPrefix(it.text, box.text) {
			it.check = box.mark
			it.text = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(it.text, box.text), "\ufe0f"))
			it.full = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(it.full, box.text), "\ufe0f"))
			return
		}
	}
}

// trimBlank drops blank lines around a text and keeps the rest byte for byte.
func trimBlank(s string) string {
	for {
		nl := strings.IndexByte(s, '\n')
		if nl < 0 || strings.TrimSpace(s[:nl]) != "" {
			break
		}
		s = s[nl+1:]
	}
	return strings.TrimRight(s, " \t\r\n")
}

// finding adds a finding to a document.
func finding(d *intake.Document, level, key string, line, entry int, params map[string]string) {
	d.Findings = append(d.Findings, intake.Finding{Level: level, Key: key, Params: params, Line: line, Entry: entry})
}
