package ingest

import (
	"strings"

	"secondstory/backend/domain/timeline"
)

// splitLabels cuts a paragraph at labels that stand for headings, such as
// "**Impact:** text". It says whether it found any.
func (p *interp) splitLabels(b block) bool {
	var cuts []block
	from := b.start
	for at := b.start; at < b.end; {
		next := min(p.s.nextLine(at), b.end)
		line := strings.TrimRight(p.s.text[at:next], "\r\n")
		if l, ok := p.labelHeading(line, at == b.start && strings.TrimSpace(p.s.text[next:b.end]) == ""); ok {
			if from < at {
				cuts = append(cuts, block{kind: paraBlock, start: from, end: at})
			}
			end := next
			if l.value != "" {
				end = at + l.at
			}
			cuts = append(cuts, block{kind: headingBlock, start: at, end: end, level: 7, title: l.label})
			from = end
		}
		at = next
	}
	if len(cuts) == 0 {
		return false
	}
	if strings.TrimSpace(p.s.text[from:b.end]) != "" {
		cuts = append(cuts, block{kind: paraBlock, start: from, end: b.end})
	}
	for _, c := range cuts {
		if c.kind == headingBlock {
			p.heading(c)
			continue
		}
		p.paraBlock(c)
	}
	return true
}

// labelHeading says whether a line is a label that stands for a heading. alone
// is set when the line is the whole paragraph.
func (p *interp) labelHeading(line string, alone bool) (labelled, bool) {
	if _, w, _ := marker(line); w > 0 {
		return labelled{}, false
	}
	l, ok := cutLabel(line)
	if !ok {
		return l, false
	}
	r, exact := lookupHeading(l.label)
	if r == noRole || !exact && !(l.bold && l.value == "") {
		return l, false
	}
	if l.value != "" {
		if m, ok := lookupLabel(l.label); ok && m.field != anchorField && m.field != dateField {
			return l, false
		}
		if t, ok := timeline.Scan(l.value, p.slash); ok && (t.HasClock || t.HasDate && t.Rest == "") {
			return l, false
		}
		if r == peopleRole || r == detailRole {
			return l, false
		}
	}
	if in := p.top().role; in == actionRole || in == timelineRole {
		if !strong[r] || l.value != "" && !l.bold {
			return l, false
		}
	}
	if l.bold {
		return l, l.value == "" && alone || l.value != "" || telling[r]
	}
	return l, startsUpper(l.label) && len(strings.Fields(l.label)) <= 4 && (telling[r] || r == summaryRole)
}
