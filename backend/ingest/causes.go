package ingest

import (
	"strings"

	"secondstory/backend/domain/intake"
)

// addCause appends a cause and gives its index.
func (p *interp) addCause(parent int, question, text string, line int) int {
	p.d.Causes = append(p.d.Causes, intake.Cause{Parent: parent, Question: question, Text: text, Line: line})
	return len(p.d.Causes) - 1
}

// cutWhy cuts "Why did it fail? Because the disk was full." into question and
// answer. "Why 1: the disk was full" has an answer only.
func cutWhy(s string) (question, answer string) {
	s = strings.TrimSpace(s)
	if l, ok := cutLabel(s); ok && l.value != "" {
		words, _ := plain(l.label)
		if isWhyNumber(words) {
			q, a := cutWhy(l.value)
			return q, a
		}
		if l.bold && isWhy(l.label) {
			return l.label, l.value
		}
	}
	bare := strings.TrimSpace(strings.TrimLeft(s, ".*_ "))
	if i := strings.IndexByte(bare, '?'); i >= 0 && isWhy(bare[:i+1]) {
		q := strings.Trim(bare[:i+1], "*_ ")
		a := strings.TrimSpace(strings.TrimLeft(bare[i+1:], "*_ "))
		for _, sep := range []string{"-", "–", "—", "→", "->", ":"} {
			if rest, ok := strings.CutPrefix(a, sep); ok {
				a = strings.TrimSpace(rest)
				break
			}
		}
		return q, a
	}
	return "", s
}

func isWhy(s string) bool {
	words, _ := plain(s)
	return strings.HasPrefix(words, "why") || strings.HasPrefix(words, "warum") || strings.HasPrefix(words, "pourquoi") || strings.HasPrefix(words, "so why") || strings.HasPrefix(words, "and why") || strings.HasSuffix(strings.TrimSpace(s), "?")
}

// isWhyNumber knows "why", "why 1", "1st why", "first why".
func isWhyNumber(words string) bool {
	f := strings.Fields(words)
	if len(f) == 0 || len(f) > 2 {
		return false
	}
	for _, w := range f {
		switch w {
		case "why", "1st", "2nd", "3rd", "4th", "5th", "first", "second", "third", "fourth", "fifth", "w1", "w2", "w3", "w4", "w5":
		default:
			if !isNumber(w) && !strings.HasPrefix(w, "why") {
				return false
			}
		}
	}
	return strings.Contains(words, "why") || strings.HasPrefix(words, "w")
}

// whyList reads a list of a "5 whys" section. Items side by side are a chain,
// each the cause of the one before; a nested list goes deeper. Several items
// with their own nested whys are branches.
func (p *interp) whyList(b block) {
	at := b.start
	parent := -1
	if n := len(p.d.Causes); n > 0 && p.sameChain(b) {
		parent = n - 1
	}
	p.whyItems(b.items, parent, false, &at)
	p.keepRest(at, b.end)
}

// sameChain says that the causes read so far stand in the open section, so that
// a list going on after a paragraph goes on with its chain.
func (p *interp) sameChain(b block) bool {
	last := p.d.Causes[len(p.d.Causes)-1].Line
	return p.section >= 0 && last >= p.d.Sections[p.section].Line
}

// below says that they are nested in another item.
func (p *interp) whyItems(items []item, parent int, below bool, at *int) {
	nested := 0
	for _, it := range items {
		if hasWhys(it.children) || len(it.children) > 1 {
			nested++
		}
	}
	// Numbers say an order: a numbered list is a chain also where one answer has a
	// remark below it.
	chain := nested == 0 || nested == 1 && len(items) == 1 || items[0].ordered && (nested*2 < len(items) || asks(items))
	if parent >= 0 && below && !items[0].ordered && !asks(items) {
		// Reasons side by side below an answer that no why leads on to.
		chain = false
	}
	for _, it := range items {
		if it.full == "" || isPlaceholder(it.full) {
			continue
		}
		p.prose(*at, it.start)
		*at = it.end
		p.taken()
		line := p.s.line(it.start)
		question, answer := cutWhy(it.text)
		n := parent
		if answer == "" && len(it.children) > 0 && !asks(it.children) {
			// A question with its answers below it.
			for i, c := range it.children {
				if i > 0 {
					line = p.s.line(c.start)
				}
				n = p.addCause(parent, question, c.text, line)
				if len(c.children) > 0 {
					from := c.children[0].start
					p.whyItems(c.children, n, true, &from)
				}
			}
		} else {
			if answer == "" {
				answer, question = question, ""
			}
			n = p.addCause(parent, question, answer, line)
			if len(it.children) > 0 {
				from := it.children[0].start
				p.whyItems(it.children, n, true, &from)
			}
		}
		if chain {
			parent = n
		}
	}
}

// asks says that one of the items is a question.
func asks(items []item) bool {
	for _, it := range items {
		if isWhy(firstWords(it.text)) {
			return true
		}
	}
	return false
}

// hasWhys says that a nested list goes on asking or has lists of its own.
func hasWhys(items []item) bool {
	for _, it := range items {
		if len(it.children) > 0 || isWhy(firstWords(it.text)) {
			return true
		}
	}
	return false
}

func firstWords(s string) string {
	if i := strings.IndexAny(s, "?\n"); i >= 0 {
		return s[:i+1]
	}
	return s
}

// whyLines reads paragraphs of a "5 whys" section: lines that begin with a why
// and the answers behind them.
func (p *interp) whyLines(b block) {
	at := b.start
	open := -1
	for from := b.start; from < b.end; {
		next := min(p.s.nextLine(from), b.end)
		line := strings.TrimSpace(p.s.text[from:next])
		why := false
		if line != "" {
			words, _ := plain(line)
			why = strings.HasPrefix(words, "why") || strings.HasPrefix(strings.TrimLeft(strings.ToLower(line), ".*_ "), "why")
			if l, ok := cutLabel(line); ok {
				w, _ := plain(l.label)
				why = why || isWhyNumber(w)
			}
		}
		switch {
		case why:
			p.prose(at, from)
			at = next
			p.taken()
			parent := -1
			if n := len(p.d.Causes); n > 0 && p.sameChain(b) {
				parent = n - 1
			}
			q, a := cutWhy(line)
			open = p.addCause(parent, q, a, p.s.line(from))
		case open >= 0 && line != "":
			c := &p.d.Causes[open]
			c.Text = strings.TrimSpace(c.Text + "\n" + line)
			at = next
		}
		from = next
	}
	if open >= 0 {
		c := &p.d.Causes[open]
		if c.Text == "" {
			c.Text, c.Question = c.Question, ""
		}
		p.keepRest(at, b.end)
		return
	}
	// An answer in a paragraph of its own below the question.
	if n := len(p.d.Causes); n > 0 && p.sameChain(b) && isWhy(p.d.Causes[n-1].Text) && p.d.Causes[n-1].Question == "" {
		c := &p.d.Causes[n-1]
		c.Question, c.Text = c.Text, strings.TrimSpace(p.s.text[b.start:b.end])
		return
	}
	p.prose(b.start, b.end)
}

// whyTable reads a table of questions and answers as a chain.
func (p *interp) whyTable(t *table) bool {
	question, answer := -1, -1
	for i, h := range t.head {
		words, _ := plain(h)
		switch {
		case strings.Contains(words, "answer") || strings.Contains(words, "because") || strings.Contains(words, "cause") || strings.Contains(words, "reason") || strings.Contains(words, "antwort"):
			if answer < 0 {
				answer = i
			}
		case strings.Contains(words, "question") || strings.Contains(words, "why") && question < 0 || strings.Contains(words, "frage"):
			question = i
		}
	}
	if answer < 0 {
		skip := map[int]bool{}
		if question >= 0 {
			skip[question] = true
		}
		answer = widest(t, skip, -1)
	}
	if answer < 0 {
		return false
	}
	p.columns(t)
	parent := -1
	for _, r := range t.rows {
		q, a := r.cell(question), r.cell(answer)
		if a == "" {
			a, q = q, ""
		}
		if isPlaceholder(a) {
			p.keep(r.start, r.end)
			continue
		}
		var extra []string
		for i, c := range r.cells {
			if i != question && i != answer && c != "" && !isNumber(c) {
				extra = append(extra, c)
			}
		}
		if q != "" && (isNumber(q) || isWhyNumber(strings.ToLower(q))) {
			q = ""
		}
		p.taken()
		parent = p.addCause(parent, q, strings.TrimSpace(a+"\n"+strings.Join(extra, "\n")), p.s.line(r.start))
	}
	return true
}
