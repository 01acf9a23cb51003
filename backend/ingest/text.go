package ingest

import (
	"strings"
	"unicode"

	"secondstory/backend/domain/timeline"
)

// textBlocks cuts plain text into blocks without gaps: lone lines that are
// headings, bulleted and numbered lists, lines that begin with a time of day,
// and paragraphs.
func textBlocks(s *source, base int) []block {
	var out []block
	add := func(b block) { out = append(out, b) }
	for at := base; at < len(s.text); {
		line := s.text[at:s.nextLine(at)]
		if strings.TrimSpace(line) == "" {
			at = s.nextLine(at)
			continue
		}
		if b, ok := textHeading(s, base, at); ok {
			add(b)
			at = b.end
			continue
		}
		if _, w, _ := marker(line); w > 0 {
			b := textList(s, at)
			add(b)
			at = b.end
			continue
		}
		if timedLine(line) || approxLine(line) && len(out) > 0 && out[len(out)-1].timed || approxLine(line) && timedLine(s.text[s.nextLine(at):s.nextLine(s.nextLine(at))]) {
			b := timedLines(s, at)
			add(b)
			at = b.end
			continue
		}
		end := s.nextLine(at)
		for end < len(s.text) {
			next := s.text[end:s.nextLine(end)]
			if strings.TrimSpace(next) == "" || timedLine(next) || dateLine(line) || dateLine(next) {
				break
			}
			if _, w, _ := marker(next); w > 0 {
				break
			}
			if _, ok := textHeading(s, base, end); ok {
				break
			}
			end = s.nextLine(end)
		}
		add(block{kind: paraBlock, start: at, end: end})
		at = end
	}
	// Blank lines belong to the block before them.
	for i := range out {
		if i+1 < len(out) {
			out[i].end = out[i+1].start
		} else {
			out[i].end = len(s.text)
		}
	}
	return out
}

// textHeading sees a heading in a lone line: underlined, one of the known
// headings, or a short line in capitals.
func textHeading(s *source, base, at int) (block, bool) {
	next := s.nextLine(at)
	raw := s.text[at:next]
	line := strings.TrimSpace(raw)
	if len(line) > 80 || line == "" {
		return block{}, false
	}
	b := block{kind: headingBlock, start: at, end: next, level: 2, title: line}
	if next < len(s.text) {
		under := strings.TrimSpace(s.text[next:s.nextLine(next)])
		if len(under) >= 3 && (strings.Trim(under, "=") == "" || strings.Trim(under, "-") == "" || strings.Trim(under, "~") == "") {
			b.end = s.nextLine(next)
			if under[0] == '=' {
				b.level = 1
			}
			return b, true
		}
	}
	if hashes := len(line) - len(strings.TrimLeft(line, "#")); hashes > 0 && hashes < 7 && strings.HasPrefix(line[hashes:], " ") {
		b.level, b.title = hashes, strings.Trim(line, "# ")
		return b, b.title != ""
	}
	if _, w, ordered := marker(raw); w > 0 && !ordered {
		return block{}, false
	}
	blankBefore := at == base || strings.TrimSpace(s.text[s.lineStart(max(base, at-1)):at]) == ""
	if role, exact := lookupHeading(line); role != noRole && exact {
		// A known word inside a paragraph is a word; alone or with a colon it is a
		// heading.
		if blankBefore || strings.HasSuffix(line, ":") || startsUpper(line) && !strings.ContainsAny(line, ".,;") {
			return b, true
		}
		return block{}, false
	}
	blankAfter := next >= len(s.text) || strings.TrimSpace(s.text[next:s.nextLine(next)]) == ""
	if blankBefore && blankAfter && len(line) >= 4 && at > base && allCapitals(line) {
		return b, true
	}
	return block{}, false
}

func startsUpper(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return unicode.IsUpper(r)
		}
	}
	return false
}

func allCapitals(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) || unicode.IsDigit(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters >= 4
}

// timedLine says whether a line begins with a time of day as an entry does:
// with a digit or a bracket, not with "At".
func timedLine(line string) bool {
	t := strings.TrimLeft(line, " \t[(*_~`")
	if t == "" || (t[0] < '0' || t[0] > '9') && !startsUpper(t[:1]) {
		return false
	}
	if t[0] > '9' {
		// A month or a weekday may begin it.
		word := t[:min(3, len(t))]
		if !strings.Contains("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun", word) || len(word) < 3 {
			return false
		}
	}
	r, ok := timeline.Scan(strings.TrimRight(line, "\r\n"), timeline.SlashUnknown)
	return ok && (r.HasClock || r.WrongClock)
}

// approxLine says whether a line begins with a word such as "about" and a time
// of day. Inside a paragraph such a line is a part of its sentence.
func approxLine(line string) bool {
	low := strings.ToLower(strings.TrimLeft(line, " \t"))
	for _, w := range []string{"about ", "around ", "approximately ", "approx. ", "approx ", "circa ", "roughly ", "ca. ", "ca "} {
		rest, ok := strings.CutPrefix(low, w)
		if ok && rest != "" && rest[0] >= '0' && rest[0] <= '9' {
			r, ok := timeline.Scan(strings.TrimRight(line, "\r\n"), timeline.SlashUnknown)
			return ok && r.HasClock
		}
	}
	return false
}

// dateLine says whether a line is a date and nothing else.
func dateLine(line string) bool {
	r, ok := timeline.Scan(strings.TrimSpace(line), timeline.SlashUnknown)
	return ok && r.HasDate && !r.HasClock && strings.Trim(r.Rest, "*_: ") == ""
}

// timedLines reads lines that each begin with a time of day as a list. A line
// without one goes on with the one before.
func timedLines(s *source, at int) block {
	b := block{kind: listBlock, start: at, end: at, timed: true}
	for at < len(s.text) {
		line := s.text[at:s.nextLine(at)]
		if strings.TrimSpace(line) == "" {
			break
		}
		if !timedLine(line) && !approxLine(line) {
			if _, _, ok := spokenLabel(line, timeline.SlashUnknown); ok && !timedBelow(s, s.nextLine(at)) {
				break
			}
			if _, w, _ := marker(line); w > 0 {
				break
			}
			if _, ok := textHeading(s, b.start, at); ok || dateLine(line) {
				break
			}
			last := &b.items[len(b.items)-1]
			last.end = s.nextLine(at)
			last.full = dedent(s.text[last.start:last.end], 80)
			last.text = last.full
			at = last.end
			b.end = at
			continue
		}
		end := s.nextLine(at)
		text := strings.TrimSpace(line)
		b.items = append(b.items, item{start: at, end: end, text: text, full: text})
		at = end
		b.end = end
	}
	return b
}

// textList reads a list of plain text; deeper indents nest.
func textList(s *source, at int) block {
	b := block{kind: listBlock, start: at}
	end := at
	for end < len(s.text) {
		line := s.text[end:s.nextLine(end)]
		if strings.TrimSpace(line) == "" {
			// A blank line ends the list unless the next line goes on with it.
			k := end
			for k < len(s.text) && strings.TrimSpace(s.text[k:s.nextLine(k)]) == "" {
				k = s.nextLine(k)
			}
			if k >= len(s.text) {
				break
			}
			if _, w, _ := marker(s.text[k:s.nextLine(k)]); w == 0 {
				break
			}
			if _, ok := textHeading(s, b.start, k); ok {
				break
			}
			end = k
			continue
		}
		if _, w, _ := marker(line); w == 0 && end > at {
			indented := line[0] == ' ' || line[0] == '\t'
			if !indented || timedLine(line) {
				break
			}
			if _, ok := textHeading(s, b.start, end); ok {
				break
			}
		}
		end = s.nextLine(end)
	}
	b.end = end
	b.items = textItems(s, at, end)
	return b
}

// textItems makes items of the lines between two offsets.
func textItems(s *source, at, end int) []item {
	type open struct {
		start, indent, width int
		ordered              bool
	}
	var heads []open
	for p := at; p < end; p = s.nextLine(p) {
		if ind, w, ord := marker(s.text[p:s.nextLine(p)]); w > 0 {
			heads = append(heads, open{p, ind, w, ord})
		}
	}
	var build func(from, to, stop, depth int) []item
	build = func(from, to, stop, depth int) []item {
		var items []item
		for i := from; i < to; {
			h := heads[i]
			j := i + 1
			for j < to && heads[j].indent > h.indent {
				j++
			}
			next := stop
			if j < to {
				next = heads[j].start
			}
			it := item{start: h.start, end: next, ordered: h.ordered}
			ownEnd := next
			if j > i+1 && depth < deepest {
				ownEnd = heads[i+1].start
				it.children = build(i+1, j, next, depth+1)
			}
			it.text = dedent(s.text[h.start+h.width:ownEnd], h.width)
			it.full = dedent(s.text[h.start+h.width:next], h.width)
			it.takeCheck()
			items = append(items, it)
			i = j
		}
		return items
	}
	return build(0, len(heads), end, 0)
}
