package ingest

import (
	"strings"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
)

// event is an entry of a timeline before its date is decided, or a date that
// stands above entries.
type event struct {
	header  bool   // sets the date of what follows; no entry
	scope   bool   // a new timeline begins; the date of the document counts again
	date    string // of a header; of a scope, "" for that of the document
	weekday string // of a header that names only a day of the week, its English name
	entry   intake.Entry
	reading timeline.Reading
	read    bool // reading holds a time
	zone    timeline.Zone
	approx  bool
	year    int
}

func (p *interp) dateHeader(date string) {
	p.events = append(p.events, event{header: true, date: date})
}

// addEvent adds an entry whose time stands in raw and whose words in text. raw
// may be empty.
func (p *interp) addEvent(raw, text string, line int) *event {
	e := event{entry: intake.Entry{Text: strings.TrimSpace(text), Line: line}, zone: p.zone, approx: p.approx, year: p.year}
	e.entry.Time = timeline.Statement{Precision: timeline.Unknown, Raw: strings.TrimSpace(raw)}
	if r, ok := timeline.Scan(raw, p.slash); ok {
		e.reading, e.read = r, true
		e.reading.Raw = strings.TrimSpace(raw)
	}
	p.events = append(p.events, e)
	return &p.events[len(p.events)-1]
}

// addTimed adds an entry that begins with its time.
func (p *interp) addTimed(full string, line int) {
	r, ok := timeline.Scan(full, p.slash)
	if !ok || !r.HasClock && !r.HasDate && !r.WrongClock && !r.WrongDate && !r.SlashOpen {
		p.addEvent(unknownTime(full, line))
		return
	}
	e := event{entry: intake.Entry{Text: strings.TrimSpace(r.Rest), Line: line}, reading: r, read: true, zone: p.zone, approx: p.approx, year: p.year}
	p.events = append(p.events, e)
}

// unknownTime cuts off a "????" that stands where a time should.
func unknownTime(full string, line int) (raw, text string, at int) {
	for _, mark := range []string{"????", "??:??", "--:--", "XX:XX", "xx:xx", "???", "??"} {
		for _, open := range []string{mark, "[" + mark + "]", "**" + mark + "**"} {
			if rest, ok := strings.CutPrefix(full, open); ok {
				return open, strings.TrimLeft(rest, " -–—:|\t"), line
			}
		}
	}
	return "", full, line
}

// timeHeading reads a heading that is a time. It says whether the heading was
// taken.
func (p *interp) timeHeading(b block) bool {
	in := p.top().role == timelineRole
	r, ok := timeline.Scan(b.title, p.slash)
	if !ok || b.level == 7 && !r.HasClock {
		return false
	}
	if !in && (p.hasTimeline || !r.HasClock || b.level == 1) {
		return false
	}
	if in && p.top().level > b.level && !r.HasClock {
		return false
	}
	if !r.HasClock && !r.WrongClock && r.Rest == "" && p.datesFollow(b) {
		p.flush()
		p.openSection(b, frame{role: timelineRole, known: true, key: string(timelineRole)})
		p.headerOf(r)
		return true
	}
	if !r.HasClock && !r.HasDate && !r.WrongClock && !r.WrongDate && !r.SlashOpen {
		return false
	}
	p.flush()
	p.taken()
	p.addTimed(b.title, p.s.contentLine(b.start, b.end))
	p.swallow = len(p.events) - 1
	p.swallowFrom = b.end
	p.swallowAt = b.level
	return true
}

// datesFollow says that below a heading with a date only stand entries with
// times of day, so that the heading is their date and no entry.
func (p *interp) datesFollow(b block) bool {
	for i := p.at + 1; i < len(p.blocks); i++ {
		n := p.blocks[i]
		switch n.kind {
		case headingBlock:
			if n.level <= b.level {
				return false
			}
			r, ok := timeline.Scan(n.title, p.slash)
			return ok && r.HasClock && !r.HasDate
		case listBlock:
			for _, it := range n.items {
				if r, ok := timeline.Scan(it.text, p.slash); ok && r.HasClock {
					return true
				}
			}
		case tableBlock:
			for _, row := range n.table.rows {
				for _, c := range row.cells[:min(2, len(row.cells))] {
					if r, ok := timeline.Scan(c, p.slash); ok && r.HasClock {
						return true
					}
				}
			}
		case paraBlock:
			for _, l := range strings.Split(p.s.text[n.start:n.end], "\n") {
				if timedLine(l) {
					return true
				}
			}
		}
	}
	return false
}

// closeSwallow gives the entry of the open time heading its text.
func (p *interp) closeSwallow(end int) {
	if p.swallow < 0 {
		return
	}
	e := &p.events[p.swallow]
	p.swallow = -1
	body := trimBlank(p.s.text[p.swallowFrom:end])
	if e.entry.Text != "" && body != "" {
		e.entry.Text += "\n\n"
	}
	e.entry.Text += body
}

// headerOf makes a date that was read the date of what follows.
func (p *interp) headerOf(r timeline.Reading) {
	if !r.HasDate {
		return
	}
	c := r.Date
	if c.Year == 0 {
		c.Year = p.year
	}
	if c.Year > 0 {
		p.dateHeader(c.String())
	}
}

// entryList reads a list of a timeline. Items with times below them stand for
// dates or phases; all others are entries.
func (p *interp) entryList(b block) {
	p.entryItems(b.items, b.start)
	last := b.items[len(b.items)-1].end
	p.keepRest(last, b.end)
}

// keepRest keeps what stands between structure and the next block when it is
// more than blank lines.
func (p *interp) keepRest(start, end int) {
	if start < end && strings.TrimSpace(p.s.text[start:end]) != "" {
		p.keep(start, end)
	}
}

func (p *interp) entryItems(items []item, from int) {
	for _, it := range items {
		p.keepRest(from, it.start)
		from = it.end
		r, ok := timeline.Scan(it.text, p.slash)
		own := ok && (r.HasClock || r.WrongClock)
		if !own && timedChildren(it.children, p.slash) {
			// A date or a phase above its entries.
			p.keep(it.start, it.children[0].start)
			p.flush()
			if ok {
				p.headerOf(r)
			}
			p.entryItems(it.children, it.children[0].start)
			continue
		}
		if it.text == "" && len(it.children) == 0 {
			p.keep(it.start, it.end)
			continue
		}
		p.taken()
		p.addTimed(it.full, p.s.line(it.start))
	}
}

func timedChildren(items []item, slash timeline.SlashOrder) bool {
	n := 0
	for _, it := range items {
		if r, ok := timeline.Scan(it.text, slash); ok && r.HasClock {
			n++
		}
	}
	return n > 0 && n*2 >= len(items)
}

// timedSpan finds the items from the first to the last that begins with a time
// of day; one alone in the whole document is no timeline.
func (p *interp) timedSpan(items []item) (from, to int) {
	from, to = -1, -1
	n := 0
	for i, it := range items {
		if r, ok := timeline.Scan(it.text, p.slash); ok && r.HasClock {
			if from < 0 {
				from = i
			}
			to = i + 1
			n++
		}
	}
	if n == 0 || n == 1 && p.loose < 2 || n*2 < to-from {
		return 0, 0
	}
	return from, to
}

// entryLines reads a paragraph whose lines begin with times. A line without one
// goes on with the entry before it. It says whether it found any.
func (p *interp) entryLines(start, end int) bool {
	type piece struct{ from, to int }
	var pieces []piece
	for at := start; at < end; {
		next := min(p.s.nextLine(at), end)
		from := at
		for from < next {
			to := next
			if i := indexBreak(p.s.text[from:next]); i >= 0 {
				to = from + i
			}
			pieces = append(pieces, piece{from, to})
			from = to
		}
		at = next
	}
	found := false
	for _, x := range pieces {
		if timedLine(trimBreak(p.s.text[x.from:x.to])) {
			found = true
			break
		}
	}
	if !found {
		return false
	}
	open := -1
	emit := func(to int) {
		if open < 0 {
			return
		}
		text := dedent(trimBreak(p.s.text[open:to]), 80)
		p.taken()
		p.addTimed(text, p.s.contentLine(open, to))
		open = -1
	}
	lead := start
	for _, x := range pieces {
		if !timedLine(trimBreak(p.s.text[x.from:x.to])) {
			continue
		}
		if open < 0 {
			p.prose(lead, x.from)
		}
		emit(x.from)
		open = x.from
	}
	emit(end)
	return true
}

// indexBreak finds where the next "<br>" of a line begins a new piece.
func indexBreak(s string) int {
	for _, br := range []string{"<br>", "<br/>", "<br />", "<BR>"} {
		if i := strings.Index(s, br); i >= 0 && i+len(br) < len(s) && strings.TrimSpace(s[i+len(br):]) != "" {
			if i == 0 {
				if j := indexBreak(s[len(br):]); j >= 0 {
					return len(br) + j
				}
				return -1
			}
			return i
		}
	}
	return -1
}

func trimBreak(s string) string {
	s = strings.TrimSpace(s)
	for _, br := range []string{"<br>", "<br/>", "<br />", "<BR>"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, br))
		s = strings.TrimSpace(strings.TrimSuffix(s, br))
	}
	return strings.TrimSpace(strings.TrimSuffix(s, "\\"))
}

// codeEntries reads a code block of a timeline most of whose lines begin with a
// time.
func (p *interp) codeEntries(b block) bool {
	timed, other := 0, 0
	for _, l := range strings.Split(p.s.text[b.start:b.end], "\n") {
		switch {
		case strings.TrimSpace(l) == "" || strings.HasPrefix(strings.TrimSpace(l), "```"):
		case timedLine(l):
			timed++
		default:
			other++
		}
	}
	if timed < 2 || other > timed {
		return false
	}
	for at := b.start; at < b.end; {
		next := min(p.s.nextLine(at), b.end)
		line := strings.TrimSpace(p.s.text[at:next])
		switch {
		case line == "" || strings.HasPrefix(line, "```"):
			if lang := strings.Trim(line, "`~ "); lang != "" {
				p.keep(at, next)
			}
		case timedLine(line):
			p.taken()
			p.addTimed(line, p.s.line(at))
		case len(p.events) > 0 && !p.events[len(p.events)-1].header:
			e := &p.events[len(p.events)-1].entry
			e.Text += "\n" + line
		default:
			p.keep(at, next)
		}
		at = next
	}
	return true
}
