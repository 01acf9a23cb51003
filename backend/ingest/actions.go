package ingest

import (
	"strings"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
)

// statusWords lead to the states of an action. Longer ones come first.
var statusWords = []struct{ word, state string }{
	{"idea", "idea"}, {"not started", "candidate"}, {"not done", "candidate"}, {"to do", "candidate"}, {"todo", "candidate"}, {"open", "candidate"}, {"new", "candidate"}, {"backlog", "candidate"}, {"proposed", "candidate"}, {"unresolved", "candidate"},
	{"in progress", "in_progress"}, {"in-progress", "in_progress"}, {"ongoing", "in_progress"}, {"on-going", "in_progress"}, {"started", "in_progress"}, {"wip", "in_progress"}, {"in review", "in_progress"}, {"doing", "in_progress"}, {"underway", "in_progress"},
	{"committed", "committed"}, {"planned", "committed"}, {"scheduled", "committed"}, {"assigned", "committed"}, {"accepted", "committed"},
	{"declined", "declined"}, {"won't do", "declined"}, {"wont do", "declined"}, {"won't fix", "declined"}, {"wontfix", "declined"}, {"cancelled", "declined"}, {"canceled", "declined"}, {"rejected", "declined"}, {"dropped", "declined"}, {"invalid", "declined"},
	{"verified", "verified"},
	{"done", "done"}, {"completed", "done"}, {"complete", "done"}, {"fixed", "done"}, {"resolved", "done"}, {"closed", "done"}, {"finished", "done"}, {"merged", "done"}, {"deployed", "done"}, {"yes", "done"}, {"✅", "done"}, {"☑", "done"}, {"✔", "done"}, {"✓", "done"}, {"x", "done"}, {"[x]", "done"}, {"erledigt", "done"}, {"fait", "done"}, {"[ ]", "candidate"}, {"no", "candidate"},
}

// actionState reads a state; "" when the word is not known.
func actionState(s string) string {
	low := strings.ToLower(strings.Trim(strings.TrimSpace(s), "*_`.:()~ "))
	low = strings.TrimSpace(strings.TrimPrefix(low, "status:"))
	for _, w := range statusWords {
		if low == w.word || len(w.word) > 2 && strings.HasPrefix(low, w.word+" ") || strings.HasPrefix(low, w.word+",") {
			return w.state
		}
	}
	return ""
}

// actionKind reads a kind from a heading or a cell; "" when none is named.
func actionKind(s string) string {
	words, _ := plain(s)
	for _, w := range strings.Fields(words) {
		switch {
		case strings.HasPrefix(w, "prevent"):
			return "prevent"
		case strings.HasPrefix(w, "detect"), w == "monitoring", w == "alerting":
			return "detect"
		case strings.HasPrefix(w, "mitigat"):
			return "mitigate"
		case strings.HasPrefix(w, "respon") && w != "responsible" && w != "responsibilities", w == "respond":
			return "respond"
		case strings.HasPrefix(w, "investigat"):
			return "investigate"
		case w == "process", w == "processes":
			return "process"
		}
	}
	return ""
}

// exactState reads a text that is a state and nothing else.
func exactState(s string) string {
	low := strings.ToLower(strings.Trim(strings.TrimSpace(s), "*_`.:()~[] "))
	for _, w := range statusWords {
		if low == w.word && len(low) > 2 {
			return w.state
		}
	}
	return ""
}

// actionTable reads a table of actions. It says whether the table is one.
func (p *interp) actionTable(t *table, in role) bool {
	cols := make([]column, len(t.head))
	title := -1
	telling := 0
	owner, when := false, -1
	for i, h := range t.head {
		cols[i] = columnOf(h, actionColumn, ownerColumn, statusColumn, dueColumn, trackerColumn, typeColumn, doneWhenColumn, measureColumn, numberColumn)
		switch cols[i] {
		case actionColumn:
			if title >= 0 {
				cols[i] = otherColumn
				continue
			}
			title = i
		case ownerColumn:
			owner = true
			telling++
		case statusColumn, trackerColumn, typeColumn, doneWhenColumn:
			telling++
		case dueColumn:
			telling++
			when = i
		}
	}
	if in != actionRole {
		if in == timelineRole || title < 0 || telling == 0 {
			return false
		}
		words, _ := plain(t.head[title])
		sure := strings.Contains(words, "action") || strings.Contains(words, "task") || strings.Contains(words, "todo") || strings.Contains(words, "follow up") || strings.Contains(words, "item") || strings.Contains(words, "recommend")
		if !sure && !(owner && telling >= 2) || !sure && p.hasActions {
			return false
		}
		// "Time | Action | Who" is a timeline.
		if columnOf(t.head[0], timeColumn) == timeColumn || when == 0 {
			return false
		}
	}
	if title < 0 && telling == 0 {
		return false
	}
	if title < 0 {
		skip := map[int]bool{}
		for i, c := range cols {
			if c != otherColumn {
				skip[i] = true
			}
		}
		if title = widest(t, skip, -1); title < 0 {
			title = widest(t, nil, -1)
		}
	}
	p.columns(t)
	for _, r := range t.rows {
		p.actionRow(t, r, cols, title)
	}
	return true
}

func (p *interp) actionRow(t *table, r row, cols []column, title int) {
	empty := true
	for _, c := range r.cells {
		if !isPlaceholder(c) && !isNumber(c) {
			empty = false
		}
	}
	if empty {
		p.keep(r.start, r.end)
		return
	}
	if wordless(r, cols, title) {
		finding(p.d, timeline.Notice, intake.KeyWordlessAct, p.s.line(r.start), -1, nil)
		p.keep(r.start, r.end)
		return
	}
	p.taken()
	a := intake.Action{Line: p.s.line(r.start), Kind: p.top().kind}
	var extra []string
	for i, c := range r.cells {
		if c == "" {
			continue
		}
		kind := otherColumn
		if i < len(cols) {
			kind = cols[i]
		}
		head := ""
		if i < len(t.head) {
			head = t.head[i]
		}
		if i == title {
			p.titleOf(&a, c)
			continue
		}
		switch kind {
		case ownerColumn:
			if isPlaceholder(c) {
				extra = append(extra, head+": "+c)
				continue
			}
			a.OwnerRole, a.OwnerName = personOf(c)
			continue
		case statusColumn:
			if s := actionState(c); s != "" {
				a.Status = s
				if strings.EqualFold(strings.ReplaceAll(s, "_", " "), c) {
					continue
				}
			}
		case dueColumn:
			p.dueOf(&a, c)
			continue
		case trackerColumn:
			// "Bug 12 **DONE**": the state stands beside the reference.
			if i := strings.LastIndexByte(c, ' '); i > 0 && a.Status == "" {
				if s := actionState(c[i+1:]); s != "" {
					a.Status = s
					c = strings.TrimSpace(c[:i])
				}
			}
			a.Tracker = strings.TrimSpace(a.Tracker + " " + c)
			continue
		case typeColumn:
			if k := actionKind(c); k != "" {
				a.Kind = k
				if strings.EqualFold(k, c) {
					continue
				}
			}
		case doneWhenColumn:
			a.Criterion = c
			continue
		case measureColumn:
			a.Measure = c
			continue
		case numberColumn:
			if isNumber(strings.Trim(c, ".")) {
				continue
			}
			if a.Tracker == "" {
				a.Tracker = c
				continue
			}
		}
		if head != "" {
			c = head + ": " + c
		}
		extra = append(extra, c)
	}
	if len(extra) > 0 {
		a.Text = strings.TrimSpace(a.Text + "\n\n" + strings.Join(extra, "\n"))
	}
	if a.Title == "" {
		a.Title, a.Text = firstLine(a.Text)
	}
	if a.Title == "" {
		a.Title = a.Tracker
	}
	p.d.Actions = append(p.d.Actions, a)
}

// wordless says that a row tells who, when or in what state, but not what: no
// cell of it has words an action could be called by.
func wordless(r row, cols []column, title int) bool {
	for i, c := range r.cells {
		if isPlaceholder(c) || isNumber(c) {
			continue
		}
		if i == title || i >= len(cols) {
			return false
		}
		switch cols[i] {
		case ownerColumn, statusColumn, dueColumn, typeColumn, numberColumn:
		default:
			return false
		}
	}
	return true
}

// dueOf reads a due date; what is none stays as it was written.
func (p *interp) dueOf(a *intake.Action, c string) {
	if isPlaceholder(c) {
		a.DueRaw = c
		return
	}
	if due, ok := timeline.ParseDue(c, p.slash); ok {
		a.Due, a.DueCoarse = due.Date, due.Coarse
		c = strings.TrimPrefix(strings.TrimPrefix(c, "due "), "by ")
		if a.Due != c {
			a.DueRaw = c
		}
		return
	}
	a.DueRaw = c
}

// actionList makes an action of every item. An item that only heads a deeper
// list ("Short term:") is a heading for the items below it.
func (p *interp) actionList(b block) {
	at := b.start
	p.actionItems(b.items, &at)
	p.keepRest(at, b.end)
}

func (p *interp) actionItems(items []item, at *int) {
	for _, it := range items {
		if isPlaceholder(it.full) || it.full == "" {
			continue
		}
		if groups(it) {
			p.prose(*at, it.children[0].start)
			*at = it.children[0].start
			p.taken()
			was := p.stack[len(p.stack)-1].kind
			if k := actionKind(it.text); k != "" {
				p.stack[len(p.stack)-1].kind = k
			}
			p.actionItems(it.children, at)
			p.stack[len(p.stack)-1].kind = was
			p.keepRest(*at, it.end)
			*at = it.end
			continue
		}
		p.prose(*at, it.start)
		*at = it.end
		p.taken()
		p.addAction(it)
	}
}

// groups says that an item is a short label above its own list.
func groups(it item) bool {
	t := strings.Trim(strings.TrimSpace(it.text), "*_")
	if len(it.children) == 0 || it.check != 0 || strings.Contains(t, "\n") || len(t) > 60 {
		return false
	}
	if strings.HasSuffix(t, ":") {
		return true
	}
	return len(strings.Fields(t)) <= 3 && (actionKind(t) != "" || strings.EqualFold(t, "short term") || strings.EqualFold(t, "long term") || strings.EqualFold(t, "done") || strings.EqualFold(t, "todo"))
}

func startsWithStatus(text string) bool {
	rest, ok := strings.CutPrefix(strings.ToLower(text), "status:")
	if !ok {
		return false
	}
	_, _, ok = strings.Cut(rest, " - ")
	return ok
}

// addAction makes an action of a list item.
func (p *interp) addAction(it item) {
	a := intake.Action{Line: p.s.line(it.start), Kind: p.top().kind}
	if p.top().role != actionRole {
		a.Kind = ""
	}
	switch it.check {
	case 'x':
		a.Status = "done"
	case ' ':
		a.Status = "candidate"
	}
	if it.check != 0 {
		p.boxes = append(p.boxes, boxed{len(p.d.Actions), a, it.full})
	}
	p.readAction(&a, it.full)
	p.d.Actions = append(p.d.Actions, a)
}

// actionParagraph reads a paragraph below a heading of actions: one that begins
// with a title in bold is an action, any other is kept.
func (p *interp) actionParagraph(b block) {
	text := strings.TrimSpace(p.s.text[b.start:b.end])
	if l, ok := cutLabel(text); ok && l.bold && l.value != "" && !ownLabel(l.label) {
		if m, known := lookupLabel(l.label); !known || m.field == noField || m.field == anchorField {
			p.taken()
			a := intake.Action{Line: p.s.contentLine(b.start, b.end), Kind: p.top().kind}
			p.titleOf(&a, text)
			p.d.Actions = append(p.d.Actions, a)
			return
		}
	}
	p.prose(b.start, b.end)
}
