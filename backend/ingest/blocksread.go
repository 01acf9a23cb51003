package ingest

import (
	"strings"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
)

// factorKind is the kind of the factors below a heading, "" for none.
func factorKind(r role) string {
	switch r {
	case rootRole, factorRole, triggerRole:
		return "contributing"
	case wellRole:
		return "went_well"
	case wrongRole:
		return "went_wrong"
	case luckRole:
		return "luck"
	}
	return ""
}

// listBlock reads a list by what its section says.
func (p *interp) listBlock(b block) {
	f := p.top()
	switch {
	case f.role == timelineRole:
		p.entryList(b)
		return
	case b.timed:
		p.looseList(b)
		return
	case f.role == actionRole:
		p.actionList(b)
		return
	case f.role == whysRole:
		p.whyList(b)
		return
	case f.role == peopleRole:
		p.peopleList(b)
		return
	case factorKind(f.role) != "":
		p.factorList(b)
		return
	}
	p.looseList(b)
}

// looseList reads a list below a heading that promises nothing: entries where
// the document has no timeline elsewhere, items with a box or a status as
// actions, the rest as prose.
func (p *interp) looseList(b block) {
	from, to := 0, 0
	if !p.hasTimeline {
		from, to = p.timedSpan(b.items)
	}
	at := b.start
	for i, it := range b.items {
		switch {
		case i >= from && i < to:
			p.prose(at, it.start)
			at = it.end
			p.taken()
			p.addTimed(it.full, p.s.line(it.start))
		case it.check != 0 || !p.hasActions && startsWithStatus(it.text):
			p.prose(at, it.start)
			at = it.end
			p.taken()
			p.addAction(it)
		}
	}
	p.prose(at, b.end)
}

// factorList makes a factor of every item; deeper lists stay in its text.
func (p *interp) factorList(b block) {
	f := p.top()
	at := b.start
	for _, it := range b.items {
		if isPlaceholder(it.full) {
			continue
		}
		p.prose(at, it.start)
		at = it.end
		p.taken()
		p.d.Factors = append(p.d.Factors, p.factorOf(it, f))
	}
	p.keepRest(at, b.end)
}

func (p *interp) factorOf(it item, f frame) intake.Factor {
	out := intake.Factor{Text: it.full, Kind: factorKind(f.role), Classes: f.classes, Line: p.s.line(it.start)}
	if len(it.children) > 0 && it.text != "" {
		out.Own, out.Below = it.text, p.nested(it.children)
	}
	return out
}

// nested are the items of a list inside an item.
func (p *interp) nested(items []item) []intake.Nested {
	var out []intake.Nested
	for _, it := range items {
		if it.text == "" || isPlaceholder(it.text) {
			out = append(out, p.nested(it.children)...)
			continue
		}
		out = append(out, intake.Nested{Text: it.text, Line: p.s.line(it.start), Below: p.nested(it.children)})
	}
	return out
}

// factorTable makes a factor of every row.
func (p *interp) factorTable(t *table) bool {
	f := p.top()
	p.columns(t)
	for _, r := range t.rows {
		var cells []string
		classes := f.classes
		for i, c := range r.cells {
			if i > 0 && i < len(t.head) && len(strings.Fields(c)) == 1 {
				if words, _ := plain(t.head[i]); words == "class" || words == "category" || words == "type" || words == "kind" {
					if k := classOf(c); k != nil {
						classes = k
						if k[0] == strings.ToLower(c) {
							continue
						}
					}
				}
			}
			if c != "" && !(i == 0 && isNumber(c)) {
				cells = append(cells, c)
			}
		}
		if len(cells) == 0 || isPlaceholder(strings.Join(cells, " ")) {
			p.keep(r.start, r.end)
			continue
		}
		p.taken()
		p.d.Factors = append(p.d.Factors, intake.Factor{Text: strings.Join(cells, " – "), Kind: factorKind(f.role), Classes: classes, Line: p.s.line(r.start)})
	}
	return true
}

// paraBlock reads a paragraph by what its section says.
func (p *interp) paraBlock(b block) {
	f := p.top()
	text := strings.TrimSpace(p.s.text[b.start:b.end])
	switch {
	case text == "":
	case f.role == timelineRole:
		if p.entryLines(b.start, b.end) {
			return
		}
		if p.datedParagraph(text) {
			p.taken()
			p.addTimed(text, p.s.contentLine(b.start, b.end))
			return
		}
		if z, ok := zoneStatement(text); ok {
			p.setZone(z)
		}
		if saysApproximate(text) {
			p.approx = true
		}
		if r, ok := timeline.Scan(text, p.slash); ok && r.HasDate && !r.HasClock && strings.Trim(r.Rest, "*_: ") == "" {
			p.headerOf(r)
		} else if w := weekdayAlone(text); w != "" {
			p.events = append(p.events, event{header: true, weekday: w})
		} else if strings.Contains(strings.ToLower(text), "date:") {
			if d := findDate(text, p.slash, 0); d != "" {
				p.dateHeader(d)
			}
		}
		p.keep(b.start, b.end)
	case f.role == actionRole:
		p.actionParagraph(b)
	case f.role == whysRole:
		p.whyLines(b)
	case f.role == peopleRole:
		p.peopleLines(b)
	case factorKind(f.role) != "" && !p.hasList && isFactorText(text):
		p.taken()
		p.d.Factors = append(p.d.Factors, intake.Factor{Text: text, Kind: factorKind(f.role), Classes: f.classes, Line: p.s.contentLine(b.start, b.end)})
	default:
		if !p.hasTimeline && f.role == noRole && p.timedCount(b) >= 2 && p.entryLines(b.start, b.end) {
			return
		}
		p.prose(b.start, b.end)
	}
}

// isFactorText says that a paragraph is a statement of its own and no
// placeholder, label or link definition, and does not only introduce what
// follows.
func isFactorText(text string) bool {
	if isPlaceholder(text) || strings.HasSuffix(text, ":") || len(text) < 8 || strings.HasPrefix(text, "<!--") || strings.HasPrefix(text, "![") {
		return false
	}
	if strings.HasPrefix(text, "[") && strings.Contains(text, "]: ") && !strings.Contains(text, "\n") {
		return false
	}
	if l, ok := cutLabel(text); ok {
		if m, ok := lookupLabel(l.label); ok && (m.field == durationField || m.field == personField || m.field == severityField) {
			return false
		}
	}
	return true
}

func (p *interp) timedCount(b block) int {
	n := 0
	for at := b.start; at < b.end; at = p.s.nextLine(at) {
		if timedLine(p.s.text[at:min(p.s.nextLine(at), b.end)]) {
			n++
		}
		if p.s.nextLine(at) <= at {
			break
		}
	}
	return n
}

// peopleList takes participants out of a list; what names nobody stays.
func (p *interp) peopleList(b block) {
	at := b.start
	for _, it := range b.items {
		people, ok := p.peopleOf(it.text, p.s.line(it.start))
		if !ok {
			continue
		}
		for _, c := range it.children {
			sub, fine := p.peopleOf(c.text, p.s.line(c.start))
			if !fine || len(c.children) > 0 {
				ok = false
				break
			}
			// A role with its people below it.
			if len(people) == 1 && people[0].Name == "" {
				for i := range sub {
					if sub[i].Role == "" {
						sub[i].Role = people[0].Role
					}
				}
			}
			people = append(people, sub...)
		}
		if !ok {
			continue
		}
		p.prose(at, it.start)
		at = it.end
		p.taken()
		p.d.Participants = append(p.d.Participants, people...)
	}
	p.keepRest(at, b.end)
}

func (p *interp) peopleOf(text string, line int) ([]intake.Participant, bool) {
	if strings.Contains(text, "\n") && len(text) > 200 || isPlaceholder(text) {
		return nil, false
	}
	if l, ok := cutLabel(text); ok && l.value != "" {
		if people, ok := readPeople(l.label, l.value, line); ok {
			return people, true
		}
		return nil, false
	}
	title := ""
	if p.section >= 0 {
		title = p.d.Sections[p.section].Title
	}
	return readPeople(strings.ToLower(title), text, line)
}

func (p *interp) peopleLines(b block) {
	at := b.start
	for from := b.start; from < b.end; {
		next := min(p.s.nextLine(from), b.end)
		line := strings.TrimSpace(p.s.text[from:next])
		if line != "" {
			if people, ok := p.peopleOf(line, p.s.line(from)); ok {
				p.prose(at, from)
				at = next
				p.taken()
				p.d.Participants = append(p.d.Participants, people...)
			}
		}
		from = next
	}
	p.keepRest(at, b.end)
}

// peopleTable takes participants out of a table with a role or a name in its
// columns.
func (p *interp) peopleTable(t *table) bool {
	roleAt, nameAt := -1, -1
	for i, h := range t.head {
		words, _ := plain(h)
		for _, w := range strings.Fields(words) {
			switch w {
			case "role", "function", "position", "responsibility", "rolle", "team":
				if roleAt < 0 {
					roleAt = i
				}
			case "name", "who", "person", "participant", "people", "responder", "attendee", "names":
				if nameAt < 0 {
					nameAt = i
				}
			}
		}
	}
	if roleAt < 0 && nameAt < 0 {
		return false
	}
	p.columns(t)
	for _, r := range t.rows {
		role, name := strings.Trim(r.cell(roleAt), "*_ "), strings.Trim(r.cell(nameAt), "*_ ")
		rest := 0
		for i, c := range r.cells {
			if i != roleAt && i != nameAt && c != "" {
				rest++
			}
		}
		if role == "" && name == "" || isPlaceholder(name) && isPlaceholder(role) {
			p.keep(r.start, r.end)
			continue
		}
		p.taken()
		line := p.s.line(r.start)
		if roleAt < 0 {
			role, name = personOf(name)
			p.d.Participants = append(p.d.Participants, intake.Participant{Role: role, Name: name, Line: line})
		} else {
			names := splitPeople(name)
			if len(names) == 0 || isPlaceholder(name) {
				names = []string{""}
			}
			for _, n := range names {
				p.d.Participants = append(p.d.Participants, intake.Participant{Role: role, Name: n, Line: line})
			}
		}
		if rest > 0 {
			// Further columns stay readable as a line.
			var cells []string
			for i, c := range r.cells {
				if i != roleAt && i != nameAt && c != "" {
					cells = append(cells, c)
				}
			}
			p.d.Sections = append(p.d.Sections, intake.Section{Key: string(peopleRole), Text: strings.Join(cells, " – "), Line: line, Kept: true, Why: whyPeople})
		}
	}
	return true
}
