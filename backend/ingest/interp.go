package ingest

import (
	"strings"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
)

// Why a text was kept without being understood.
const (
	whyHeading = "ingest.kept.heading_unknown"
	whyBetween = "ingest.kept.between_entries"
	whyActions = "ingest.kept.not_an_action"
	whyFactors = "ingest.kept.not_a_factor"
	whyPeople  = "ingest.kept.not_a_participant"
	whyWhys    = "ingest.kept.not_a_why"
)

// frame is an open heading.
type frame struct {
	level   int
	role    role
	key     string
	known   bool
	kind    string   // kind of the actions below
	classes []string // classes of the factors below
}

// interp turns blocks into a document. It walks them once.
type interp struct {
	s    *source
	d    *intake.Document
	name string
	// isReport is set when the front matter itself says that this is a report.
	isReport bool
	blocks   []block
	at       int // index of the block being read

	slash timeline.SlashOrder
	zone  timeline.Zone
	date  string // of the document
	later string // of the incident being read, where a document tells of several
	year  int

	stack   []frame
	section int  // index in d.Sections of the open section, -1 for none
	filled  bool // the open section has its text or entries already
	cut     bool // entries, actions or the like were taken out of the open section
	run     struct {
		open       bool
		start, end int
	}
	hasList     bool // the open section holds a list or a table
	awaits      *labelMeaning
	awaitsLabel string

	events      []event
	keys        []keyEvent
	hasTimeline bool
	hasActions  bool
	loose       int  // items of lists that begin with a time of day, up to two
	approx      bool // "all times approximate" in the open section
	swallow     int  // index of the event of an open time heading, -1 for none
	swallowFrom int
	swallowAt   int // its level

	label labelSection // of a plain text: the line with a label being read

	told  []block         // prose in which times may stand
	boxes []boxed         // actions with a check box
	small map[string]bool // words written small, once they were asked for

	headings int // headings with a known role
	tells    int // of them those that only an incident has
}

func (p *interp) top() frame {
	if len(p.stack) == 0 {
		return frame{}
	}
	return p.stack[len(p.stack)-1]
}

// walk reads all blocks.
func (p *interp) walk() {
	for p.at = 0; p.at < len(p.blocks); p.at++ {
		p.block(p.blocks[p.at])
	}
	p.closeSwallow(len(p.s.text))
	p.flush()
}

func (p *interp) block(b block) {
	if b.kind == headingBlock {
		p.heading(b)
		return
	}
	if p.swallow >= 0 {
		return
	}
	p.tale(b)
	if b.kind == paraBlock || b.timed {
		p.closeLabel()
	}
	if b.kind == paraBlock && (p.spokenLabels(b) || p.splitLabels(b)) {
		return
	}
	if p.awaits != nil && strings.TrimSpace(p.s.text[b.start:b.end]) != "" {
		p.takeAwaited(b)
	}
	switch b.kind {
	case tableBlock:
		p.tableBlock(b)
	case listBlock:
		p.listBlock(b)
	case paraBlock:
		p.paraBlock(b)
	case codeBlock:
		if p.top().role == timelineRole && p.codeEntries(b) {
			return
		}
		p.keep(b.start, b.end)
	default:
		p.keep(b.start, b.end)
	}
}

// heading opens a section or an entry.
func (p *interp) heading(b block) {
	if p.swallow >= 0 && b.level > p.swallowAt {
		if r, ok := timeline.Scan(b.title, p.slash); !ok || !r.HasClock {
			return // a heading inside the text of an entry
		}
	}
	p.closeSwallow(b.start)
	p.label.open = false
	if p.timeHeading(b) {
		return
	}
	p.flush()
	for len(p.stack) > 0 && p.top().level >= b.level {
		p.stack = p.stack[:len(p.stack)-1]
	}
	parent := p.top()
	f := p.frameOf(b, parent)
	p.stack = append(p.stack, f)
	p.awaits = nil
	if m, ok := lookupLabel(b.title); ok && f.role == noRole {
		p.awaits, p.awaitsLabel = &m, b.title
		f.known = true
		p.stack[len(p.stack)-1] = f
	}
	if f.role != noRole && f.role != parent.role {
		p.headings++
		if telling[f.role] {
			p.tells++
		}
	}
	p.openSection(b, f)
	p.approx = f.role == timelineRole && (p.approx && parent.role == timelineRole || saysApproximate(b.title))
	if f.role == timelineRole || strings.Contains(strings.ToLower(b.title), "time") {
		if z, ok := zoneIn(b.title); ok {
			p.setZone(z)
		}
	}
	if f.role == timelineRole {
		if d := findDate(b.title, p.slash, 0); d != "" {
			p.dateHeader(d)
		} else if w := weekdayAlone(b.title); w != "" {
			p.events = append(p.events, event{header: true, weekday: w})
		} else if parent.role != timelineRole {
			p.events = append(p.events, event{header: true, scope: true, date: p.later})
		}
	}
	if r, _ := lookupHeading(b.title); r == noRole && b.level <= 2 {
		p.laterDate(findDate(b.title, p.slash, 0))
	}
}

// strong roles change the meaning of a heading also below actions or a timeline.
var strong = map[role]bool{timelineRole: true, wellRole: true, wrongRole: true, luckRole: true, actionRole: true,
	rootRole: true, factorRole: true, whysRole: true, peopleRole: true, lessonRole: true, supportRole: true}

// weak roles are those of common words; below another section they only divide
// it.
var weak = map[role]bool{detailRole: true, supportRole: true, backRole: true, questionRole: true, glossaryRole: true, riskRole: true, summaryRole: true}

func (p *interp) frameOf(b block, parent frame) frame {
	f := frame{level: b.level, key: slug(b.title)}
	r, _ := lookupHeading(b.title)
	if b.role != noRole {
		r = b.role
	}
	switch {
	case r != noRole && parent.role == actionRole && !strong[r], r == noRole && parent.role == actionRole:
		f.role, f.known = actionRole, true
		f.kind = actionKind(b.title)
	case r != noRole && parent.role == timelineRole && !strong[r], r == noRole && parent.role == timelineRole:
		f.role, f.known = timelineRole, true
	case r != noRole && !(weak[r] && parent.role != noRole):
		f.role, f.known = r, true
	case parent.role == factorRole || parent.role == rootRole || parent.role == wellRole || parent.role == wrongRole || parent.role == luckRole || parent.role == whysRole:
		f.role, f.known = parent.role, true
		f.classes = classOf(b.title)
	case parent.known && parent.role != noRole:
		f.role, f.known = parent.role, true
	}
	if f.role != noRole {
		f.key = string(f.role)
	}
	return f
}

// classOf reads a class of causes from a heading.
func classOf(title string) []string {
	words, _ := plain(title)
	for _, w := range strings.Fields(words) {
		switch w {
		case "technical", "technology", "technological":
			return []string{"technical"}
		case "procedural", "process", "processes", "procedures":
			return []string{"procedural"}
		case "human", "people":
			return []string{"human"}
		case "organisational", "organizational", "organisation", "organization", "culture", "cultural":
			return []string{"organisational"}
		case "external", "vendor", "environmental", "environment":
			return []string{"external"}
		}
	}
	return nil
}

func (p *interp) openSection(b block, f frame) {
	sec := intake.Section{Key: f.key, Title: b.title, Line: p.s.contentLine(b.start, b.end), Level: b.level}
	p.d.Sections = append(p.d.Sections, sec)
	p.section = len(p.d.Sections) - 1
	p.filled, p.cut = false, false
	p.hasList = false
	for i := p.at + 1; i < len(p.blocks) && p.blocks[i].kind != headingBlock; i++ {
		n := p.blocks[i]
		if n.kind == listBlock || n.kind == tableBlock {
			p.hasList = true
			break
		}
		if n.kind == paraBlock {
			// A label in bold ends the section as a heading does.
			end := p.s.nextLine(n.start)
			line := strings.TrimRight(p.s.text[n.start:end], "\r\n")
			if _, ok := p.labelHeading(line, end >= n.end || strings.TrimSpace(p.s.text[end:n.end]) == ""); ok {
				break
			}
		}
	}
}

// keep puts bytes into the text of the open section.
func (p *interp) keep(start, end int) {
	if start >= end {
		return
	}
	if p.run.open && p.run.end == start {
		p.run.end = end
		return
	}
	p.flush()
	p.run.open, p.run.start, p.run.end = true, start, end
}

// prose keeps text line by line: labels in it are read, people are taken out.
func (p *interp) prose(start, end int) {
	from := start
	for at := start; at < end; {
		next := min(p.s.nextLine(at), end)
		line := strings.TrimRight(p.s.text[at:next], "\r\n")
		if p.readLine(line, p.s.line(at)) {
			p.keep(from, at)
			p.flush()
			from = next
		}
		at = next
	}
	p.keep(from, end)
}

// flush writes the open run into the document.
func (p *interp) flush() {
	if !p.run.open {
		return
	}
	p.run.open = false
	text := trimBlank(p.s.text[p.run.start:p.run.end])
	if strings.TrimSpace(text) == "" {
		return
	}
	line := p.s.contentLine(p.run.start, p.run.end)
	f := p.top()
	if p.section < 0 {
		p.d.Sections = append(p.d.Sections, intake.Section{Key: "introduction", Text: text, Line: line})
		p.section = len(p.d.Sections) - 1
		p.filled = true
		return
	}
	sec := &p.d.Sections[p.section]
	if !p.filled && sec.Title != "" {
		sec.Text = text
		p.filled = true
		if !f.known {
			sec.Kept, sec.Why = true, whyHeading
		}
		return
	}
	piece := intake.Section{Key: sec.Key, Text: text, Line: line}
	if !understood(text) {
		switch f.role {
		case timelineRole:
			piece.Kept, piece.Why = true, whyBetween
		case actionRole:
			piece.Kept, piece.Why = true, whyActions
		case rootRole, factorRole, triggerRole, wellRole, wrongRole, luckRole:
			piece.Kept, piece.Why = true, whyFactors
		case peopleRole:
			piece.Kept, piece.Why = true, whyPeople
		case whysRole:
			piece.Kept, piece.Why = true, whyWhys
		default:
			if !f.known && f.key != "" {
				piece.Kept, piece.Why = true, whyHeading
			} else if p.section >= 0 && sec.Key == "introduction" && p.cut {
				piece.Kept, piece.Why = true, whyBetween
			}
		}
	}
	p.d.Sections = append(p.d.Sections, piece)
}

// taken says that something was read out of the open section, so that text
// before it stays before it.
func (p *interp) taken() {
	p.flush()
	p.cut = true
	if p.section >= 0 {
		p.filled = true
	}
}

// columns remembers the head of a table that was read.
func (p *interp) columns(t *table) {
	p.taken()
	if p.section < 0 {
		p.d.Sections = append(p.d.Sections, intake.Section{Key: "introduction", Line: p.s.line(t.headStart)})
		p.section = len(p.d.Sections) - 1
		p.filled = true
	}
	sec := &p.d.Sections[p.section]
	if len(sec.Columns) > 0 {
		p.d.Sections = append(p.d.Sections, intake.Section{Key: sec.Key, Line: p.s.line(t.headStart), Columns: t.head})
		return
	}
	sec.Columns = t.head
}

// understood says that every line of a text is a date, a zone or a label that
// was read.
func understood(text string) bool {
	for _, line := range strings.Split(text, "\n") {
		line = strings.Trim(line, " \t\r|")
		if line == "" || strings.Trim(line, "-*_=") == "" {
			continue
		}
		if _, ok := zoneStatement(line); ok {
			continue
		}
		if strings.HasPrefix(line, "[") && strings.Contains(line, "]: ") {
			continue // the target of a link
		}
		if l, ok := cutLabel(line); ok && l.value != "" {
			if _, known := lookupLabel(l.label); known {
				continue
			}
		}
		if r, ok := timeline.Scan(strings.TrimLeft(line, "-• "), timeline.SlashUnknown); ok && r.HasDate && !r.HasClock && strings.Trim(r.Rest, "*_: |") == "" {
			continue
		}
		return false
	}
	return true
}
