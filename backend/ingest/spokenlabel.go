package ingest

import (
	"strings"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
)

// labelSection is a section of a plain text that one line with a label makes,
// and what was open before it: the line says what it is about, and nothing says
// that the lines below it are about the same.
type labelSection struct {
	open    bool
	stack   []frame
	section int
	cut     bool
	hasList bool
}

// longestSpoken is the length in bytes beyond which the text behind a label is
// prose and no statement of one line.
const longestSpoken = 200

// oneAction are the labels of one action; others, as "Next steps", are headings.
var oneAction = map[string]bool{"todo": true, "to do": true, "action": true, "action item": true, "task": true, "follow up": true, "followup": true}

// spokenLabel reads a line of plain text that says in its first words what it is
// about: "Why: certificate expired", "Todo: renew it".
func spokenLabel(line string, slash timeline.SlashOrder) (labelled, role, bool) {
	if _, w, _ := marker(line); w > 0 {
		return labelled{}, noRole, false
	}
	l, ok := cutLabel(line)
	if !ok || l.bold || l.value == "" || isPlaceholder(l.value) || !startsUpper(l.label) || len(strings.Fields(l.label)) > 4 {
		return l, noRole, false
	}
	r, exact := lookupHeading(l.label)
	if words, _ := plain(l.label); words == "why" {
		r, exact = rootRole, true
	}
	if !exact || !telling[r] || r == timelineRole || r == whysRole {
		return l, noRole, false
	}
	if m, ok := lookupLabel(l.label); ok && m.field != anchorField && m.field != dateField {
		return l, noRole, false
	}
	if t, ok := timeline.Scan(l.value, slash); ok && (t.HasClock || t.HasDate && t.Rest == "") {
		return l, noRole, false
	}
	return l, r, true
}

// timedBelow says that before the next blank line another line begins with a
// time of day, so that what stands above it belongs to the entries.
func timedBelow(s *source, at int) bool {
	for at < len(s.text) {
		line := s.text[at:s.nextLine(at)]
		if strings.TrimSpace(line) == "" {
			return false
		}
		if timedLine(line) || approxLine(line) {
			return true
		}
		at = s.nextLine(at)
	}
	return false
}

// spokenLabels reads a paragraph of plain text with such lines. It says whether
// there was one.
func (p *interp) spokenLabels(b block) bool {
	if p.format() != Text || p.top().role == whysRole || p.top().role == actionRole {
		return false
	}
	type spoken struct {
		at, value int
		label     string
		role      role
	}
	var found []spoken
	for at := b.start; at < b.end; at = p.s.nextLine(at) {
		line := strings.TrimRight(p.s.text[at:min(p.s.nextLine(at), b.end)], "\r\n")
		if l, r, ok := spokenLabel(line, p.slash); ok {
			found = append(found, spoken{at, at + l.at, l.label, r})
		}
	}
	if len(found) == 0 {
		return false
	}
	if before := (block{kind: paraBlock, start: b.start, end: found[0].at}); before.start < before.end && !p.splitLabels(before) {
		p.paraBlock(before)
	}
	for i, x := range found {
		end := b.end
		if i+1 < len(found) {
			end = found[i+1].at
		}
		p.closeLabel()
		was := labelSection{open: true, stack: append([]frame(nil), p.stack...), section: p.section, cut: p.cut, hasList: p.hasList}
		p.heading(block{kind: headingBlock, start: x.at, end: x.value, level: 7, title: x.label, role: x.role})
		text := p.s.text[x.value:end]
		// Several lines and long ones are a text of their own, which may go on below.
		bare := strings.TrimSpace(text)
		short := !strings.Contains(bare, "\n") && len(bare) <= longestSpoken && !strings.HasSuffix(bare, ":")
		if short {
			p.label = was
			p.hasList = false
		}
		if words, _ := plain(x.label); short && oneAction[words] {
			p.taken()
			a := intake.Action{Line: p.s.line(x.at), Kind: p.top().kind}
			p.readAction(&a, bare)
			p.d.Actions = append(p.d.Actions, a)
			continue
		}
		p.paraBlock(block{kind: paraBlock, start: x.value, end: end})
	}
	return true
}

// closeLabel goes back to what was open before a line with a label.
func (p *interp) closeLabel() {
	if !p.label.open {
		return
	}
	p.flush()
	p.stack, p.section, p.cut, p.hasList = p.label.stack, p.label.section, p.label.cut, p.label.hasList
	p.filled = p.section >= 0
	p.label = labelSection{}
}
