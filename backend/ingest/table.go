package ingest

import (
	"strconv"
	"strings"

	"secondstory/backend/domain/timeline"
)

// column is what a column of a table holds.
type column int

const (
	otherColumn column = iota
	timeColumn
	dateColumn
	endColumn
	eventColumn
	whoColumn
	weekdayColumn
	numberColumn
	actionColumn
	typeColumn
	ownerColumn
	trackerColumn
	dueColumn
	statusColumn
	doneWhenColumn
	measureColumn
	answerColumn
	roleColumn
	nameColumn
)

var columnNames = map[column][]string{
	timeColumn:     {"time", "times", "timestamp", "timestamps", "date and time", "date time", "datetime", "date/time", "when", "hour", "clock", "uhrzeit", "zeit", "zeitpunkt", "heure", "hora", "start", "start time", "from", "begin", "time of event", "event time", "local time", "utc", "utc time", "time utc", "tid", "tijd"},
	dateColumn:     {"date", "day and date", "datum", "fecha", "data"},
	endColumn:      {"end", "end time", "until", "to", "finish"},
	eventColumn:    {"event", "events", "description", "what", "what happened", "details", "detail", "entry", "activity", "message", "update", "summary", "log", "milestone", "comment", "action taken", "event description", "ereignis", "beschreibung", "événement", "evento", "descripción", "happening", "occurrence", "observation", "incident", "action", "actions", "note", "notes", "state", "status", "händelse", "gebeurtenis"},
	whoColumn:      {"who", "actor", "role", "person", "by", "author", "owner", "responder", "user", "team", "name", "reporter", "source", "wer", "qui", "quién"},
	weekdayColumn:  {"day", "weekday", "tag"},
	numberColumn:   {"#", "no", "nr", "id", "number", "item no", "s no", "sl no", ""},
	actionColumn:   {"action item", "action items", "action", "actions", "item", "task", "tasks", "what", "todo", "to do", "follow up", "follow up action", "follow up item", "followup", "description", "title", "summary", "recommendation", "improvement", "remediation", "step", "steps", "corrective action", "preventive action", "measure to take", "maßnahme", "massnahme", "aufgabe", "tâche", "acción", "work item", "issue summary", "action description", "details", "repair item"},
	typeColumn:     {"type", "kind", "category", "class", "action type"},
	ownerColumn:    {"owner", "owners", "assignee", "assigned to", "assigned", "responsible", "who", "dri", "team", "lead", "poc", "owned by", "action owner", "verantwortlich", "zuständig", "responsable", "responsible party", "owning team", "person"},
	trackerColumn:  {"bug", "bugs", "ticket", "tickets", "issue", "issues", "jira", "tracker", "link", "links", "tracking", "tracking issue", "ref", "reference", "pr", "github", "tracking bug", "url", "jira ticket", "github issue", "ticket number", "bug id", "tracking ticket", "issue link", "tracking link", "work item link", "story"},
	dueColumn:      {"due", "due date", "deadline", "eta", "target date", "by when", "target", "when", "date", "completion date", "due by", "planned date", "frist", "fällig", "échéance", "fecha límite", "target completion date", "expected completion", "timeline", "complete by"},
	statusColumn:   {"status", "state", "done", "progress", "completed", "done?", "complete", "current status", "stand", "statut", "estado", "resolution"},
	doneWhenColumn: {"done when", "acceptance criteria", "completion criteria", "completion criterion", "success criteria", "definition of done", "exit criteria", "acceptance criterion"},
	measureColumn:  {"measure", "metric", "measure of success", "success metric", "how measured", "verification", "kpi", "we will know by"},
}

// columnOf matches a head against names.
func columnOf(head string, kinds ...column) column {
	words, _ := plain(head)
	if words == "" && strings.Contains(head, "#") {
		words = "#"
	}
	short := strings.TrimSuffix(strings.TrimPrefix(words, "the "), " s")
	for _, k := range kinds {
		for _, n := range columnNames[k] {
			if words == n || short == n {
				return k
			}
		}
	}
	for _, k := range kinds {
		if k != timeColumn {
			continue
		}
		for _, w := range strings.Fields(words) {
			if w == "time" || w == "timestamp" || w == "times" {
				return timeColumn
			}
		}
		if _, ok := timeline.ParseZone(strings.TrimSpace(head)); ok {
			return timeColumn
		}
	}
	if i := strings.IndexByte(words, ' '); i > 0 {
		for _, k := range kinds {
			for _, n := range columnNames[k] {
				if strings.HasPrefix(words, n+" ") && len(n) > 3 && k != eventColumn && k != timeColumn {
					return k
				}
			}
		}
	}
	return otherColumn
}

// tableBlock reads a table by what its head and its section say.
func (p *interp) tableBlock(b block) {
	t := b.table
	p.keepRest(b.start, t.headStart)
	end := t.bodyStart
	if len(t.rows) > 0 {
		end = t.rows[len(t.rows)-1].end
	}
	role := p.top().role
	switch {
	case len(t.rows) == 0:
		p.keep(t.headStart, end)
	case role == whysRole && p.whyTable(t):
	case role == peopleRole && p.peopleTable(t):
	case p.actionTable(t, role):
	case p.entryTable(t, role):
	case factorKind(role) != "" && p.factorTable(t):
	case p.labelTable(t):
		p.keep(t.headStart, end)
	default:
		p.prose(t.headStart, end)
	}
	p.keepRest(end, b.end)
}

// labelTable reads a table whose head or first column are labels. The table
// itself stays in the text.
func (p *interp) labelTable(t *table) bool {
	known := 0
	for _, h := range t.head {
		if m, ok := lookupLabel(h); ok && m.field != personField {
			known++
		}
	}
	if known >= 2 && len(t.rows) == 1 {
		for i, h := range t.head {
			p.cellField(h, t.rows[0].cell(i), p.s.line(t.rows[0].start))
		}
		return true
	}
	if len(t.head) != 2 {
		return false
	}
	read := false
	p.cellField(t.head[0], t.head[1], p.s.line(t.headStart))
	for _, r := range t.rows {
		if _, ok := lookupLabel(strings.Trim(r.cell(0), "*_: ")); ok {
			read = true
			p.cellField(strings.Trim(r.cell(0), "*_: "), r.cell(1), p.s.line(r.start))
		}
	}
	return read
}

// entryTable reads a table of a timeline. It says whether the table is one.
func (p *interp) entryTable(t *table, role role) bool {
	cols := make([]column, len(t.head))
	timeAt, eventAt, who := -1, -1, -1
	var whenCols []int
	for i, h := range t.head {
		cols[i] = columnOf(h, timeColumn, dateColumn, endColumn, weekdayColumn, eventColumn, whoColumn, numberColumn)
		switch cols[i] {
		case timeColumn:
			whenCols = append(whenCols, i)
			if timeAt < 0 {
				timeAt = i
			}
		case dateColumn, weekdayColumn:
			whenCols = append(whenCols, i)
		case endColumn:
			if timeAt >= 0 && i == timeAt+1 {
				whenCols = append(whenCols, i)
			}
		case eventColumn:
			if eventAt < 0 {
				eventAt = i
			}
		case whoColumn:
			if who < 0 {
				who = i
			}
		}
	}
	if len(whenCols) == 0 || timeAt < 0 && role != timelineRole {
		if role != timelineRole {
			return false
		}
		// A head in another language: the column whose cells are times.
		for i := range t.head {
			if p.timesIn(t, []int{i})*2 > len(t.rows) {
				whenCols = []int{i}
				break
			}
		}
		if len(whenCols) == 0 {
			return false
		}
	}
	if len(t.head) < 2 || role != timelineRole && p.timesIn(t, whenCols)*2 < len(t.rows) {
		return false
	}
	if role != timelineRole {
		// A table of key times is a table of labels.
		labels := 0
		for _, r := range t.rows {
			if _, ok := lookupLabel(strings.Trim(r.cell(0), "*_: ")); ok {
				labels++
			}
		}
		if len(t.head) == 2 && labels*2 >= len(t.rows) && whenCols[0] != 0 {
			return false
		}
	}
	isWhen := map[int]bool{}
	for _, i := range whenCols {
		isWhen[i] = true
	}
	if eventAt < 0 || isWhen[eventAt] {
		eventAt = widest(t, isWhen, who)
	}
	if eventAt < 0 {
		return false
	}
	zone, year, date := p.zone, p.year, ""
	for _, i := range whenCols {
		if z, ok := zoneIn(t.head[i]); ok {
			p.setZone(z)
		}
		if date == "" {
			date = findDate(t.head[i], p.slash, 0)
		}
		if y := yearIn(t.head[i]); y > 0 {
			p.year = y
		}
	}
	p.columns(t)
	if date != "" {
		p.dateHeader(date)
	}
	for _, r := range t.rows {
		p.entryRow(t, r, cols, whenCols, eventAt, who)
	}
	p.zone = zone
	if year != 0 {
		p.year = year
	}
	return true
}

// timesIn counts the rows that have a time in the given columns.
func (p *interp) timesIn(t *table, cols []int) int {
	n := 0
	for _, r := range t.rows {
		if s, ok := timeline.Scan(whenText(r, cols), p.slash); ok && (s.HasClock || s.HasDate || s.WrongClock || s.WrongDate) {
			n++
		}
	}
	return n
}

// whenText joins the cells that make up the time of a row. A start and an end
// in columns of their own become a range.
func whenText(r row, cols []int) string {
	var parts []string
	for _, c := range cols {
		if v := strings.TrimSpace(strings.Trim(r.cell(c), "*_`")); v != "" {
			parts = append(parts, v)
		}
	}
	return strings.Join(parts, " ")
}

// widest is the column with most text that holds no time.
func widest(t *table, when map[int]bool, who int) int {
	best, size := -1, -1
	for i := range t.head {
		if when[i] || i == who {
			continue
		}
		n := 0
		for _, r := range t.rows {
			n += len(r.cell(i))
		}
		if n > size {
			best, size = i, n
		}
	}
	return best
}

func (p *interp) entryRow(t *table, r row, cols []column, when []int, eventAt, who int) {
	line := p.s.line(r.start)
	raw := whenText(r, when)
	for i, c := range when {
		if cols[c] == endColumn && i > 0 && r.cell(c) != "" {
			raw = whenText(r, when[:i]) + " - " + whenText(r, when[i:])
		}
	}
	text := r.cell(eventAt)
	var extra []string
	for i, c := range r.cells {
		if c == "" || i == eventAt || i == who || contains(when, i) {
			continue
		}
		if i < len(cols) && cols[i] == numberColumn {
			if _, err := strconv.Atoi(c); err == nil {
				continue
			}
		}
		if i < len(t.head) && t.head[i] != "" {
			c = t.head[i] + ": " + c
		}
		extra = append(extra, c)
	}
	if text == "" && len(extra) == 0 && r.cell(who) == "" {
		// A date alone is the date of the rows below it.
		if d, ok := timeline.Scan(raw, p.slash); ok && d.HasDate && !d.HasClock {
			p.keep(r.start, r.end)
			p.flush()
			p.headerOf(d)
			return
		}
		p.keep(r.start, r.end)
		return
	}
	if len(extra) > 0 {
		text = strings.TrimSpace(text + "\n\n" + strings.Join(extra, "\n"))
	}
	e := p.addEvent(raw, text, line)
	if who >= 0 {
		e.entry.Role, e.entry.Name = personOf(r.cell(who))
	}
	p.filled = true
}

func contains(list []int, v int) bool {
	for _, l := range list {
		if l == v {
			return true
		}
	}
	return false
}

// yearIn finds a year alone in a head such as "Date (2022)".
func yearIn(s string) int {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) {
		if len(w) == 4 && (strings.HasPrefix(w, "19") || strings.HasPrefix(w, "20")) {
			y, _ := strconv.Atoi(w)
			return y
		}
	}
	return 0
}
