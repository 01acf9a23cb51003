package ingest

import (
	"strings"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
)

// statusWords lead to the states of an action. Longer ones come first.
var statusWords = []struct{ word, state string }{
	{"not started", "candidate"}, {"not done", "candidate"}, {"to do", "candidate"}, {"todo", "candidate"}, {"open", "candidate"}, {"new", "candidate"}, {"backlog", "candidate"}, {"proposed", "candidate"}, {"unresolved", "candidate"},
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

// dueOf reads a due date; what is none stays as it was written.
func (p *interp) dueOf(a *intake.Action, c string) {
	if isPlaceholder(c) {
		a.DueRaw = c
		return
	}
	if r, ok := timeline.Scan(c, p.slash); ok && r.HasDate && r.Date.Year > 0 && strings.TrimSpace(r.Rest) == "" {
		a.Due = r.Date.String()
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
	p.titleOf(&a, it.full)
	p.d.Actions = append(p.d.Actions, a)
}

// titleOf fills an action from its words: the first paragraph is the title, a
// title in bold stands alone, and owner, date, state and tracker are cut from
// its end.
func (p *interp) titleOf(a *intake.Action, full string) {
	full = strings.TrimSpace(full)
	if startsWithStatus(full) {
		word, rest, _ := strings.Cut(full[len("status:"):], " - ")
		if s := actionState(word); s != "" {
			a.Status = s
			full = strings.TrimSpace(rest)
		}
	}
	title, text := firstParagraph(full)
	if l, ok := cutLabel(title); ok && l.bold && l.value != "" && !ownLabel(l.label) {
		title = l.label
		text = strings.TrimSpace(l.value + "\n\n" + text)
		text = p.tail(a, text)
	} else {
		title = p.tail(a, title)
	}
	text = p.ownLines(a, text)
	a.Title, a.Text = strings.TrimSpace(title), strings.TrimSpace(text)
	if a.Title == "" {
		a.Title, a.Text = firstLine(a.Text)
	}
	if a.Title == "" {
		a.Title, a.Tracker = a.Tracker, ""
	}
	if a.Title == "" {
		a.Title = full
	}
}

// ownLabel says that a label names a part of the action and not its title.
func ownLabel(label string) bool {
	words, _ := plain(label)
	return ownerLabels[words] || dueLabels[words] || trackerLabels[words] || statusLabels[words] || words == "action" || words == "action item" || words == "todo"
}

var (
	ownerLabels   = map[string]bool{"owner": true, "owners": true, "assignee": true, "assigned to": true, "assigned": true, "responsible": true, "dri": true, "lead": true, "who": true, "owned by": true, "action owner": true}
	dueLabels     = map[string]bool{"due": true, "due date": true, "deadline": true, "eta": true, "by": true, "target date": true, "due by": true, "target": true}
	trackerLabels = map[string]bool{"ticket": true, "issue": true, "bug": true, "jira": true, "tracker": true, "tracking": true, "tracked in": true, "tracking issue": true, "link": true, "tracked as": true}
	statusLabels  = map[string]bool{"status": true, "state": true}
)

// ownLines takes lines such as "Owner: SRE team" out of the text below a title.
func (p *interp) ownLines(a *intake.Action, text string) string {
	if !strings.Contains(text, ":") {
		return text
	}
	lines := strings.Split(text, "\n")
	kept := lines[:0]
	for _, line := range lines {
		if l, ok := cutLabel(line); ok && l.value != "" && p.takeOwn(a, l.label, l.value) {
			continue
		}
		kept = append(kept, line)
	}
	return strings.Join(kept, "\n")
}

// takeOwn puts a labelled part into the action.
func (p *interp) takeOwn(a *intake.Action, label, value string) bool {
	words, _ := plain(label)
	value = strings.TrimSpace(value)
	switch {
	case ownerLabels[words] && a.OwnerRole == "" && a.OwnerName == "":
		role, name := personOf(value)
		if isPlaceholder(value) || name != "" && !looksLikeName(name) || len(strings.Fields(role)) > 6 {
			return false
		}
		a.OwnerRole, a.OwnerName = role, name
	case dueLabels[words] && a.Due == "" && a.DueRaw == "" && len(value) < 60:
		p.dueOf(a, value)
	case trackerLabels[words] && a.Tracker == "":
		a.Tracker = value
	case statusLabels[words] && a.Status == "":
		s := actionState(value)
		if s == "" {
			return false
		}
		a.Status = s
	default:
		return false
	}
	return true
}

// tail cuts owner, date, state and tracker from the end of a title, one after
// the other.
func (p *interp) tail(a *intake.Action, title string) string {
	for range 5 {
		t := strings.TrimSpace(title)
		next := p.tailOnce(a, t)
		if next == t {
			return t
		}
		title = next
	}
	return strings.TrimSpace(title)
}

func (p *interp) tailOnce(a *intake.Action, t string) string {
	bare := strings.TrimRight(t, ". ")
	// "(Owner: x)", "[due 2026-01-02]", "(DONE)", "(@name)"
	if n := len(bare); n > 0 && (bare[n-1] == ')' || bare[n-1] == ']') && !strings.HasSuffix(bare, "])") {
		open := byte('(')
		if bare[n-1] == ']' {
			open = '['
		}
		if i := strings.LastIndexByte(bare, open); i > 0 && bare[i-1] != ']' && bare[i-1] != '!' {
			inner := strings.TrimSpace(bare[i+1 : n-1])
			if p.takePart(a, inner) {
				return strings.TrimSpace(bare[:i])
			}
			if open == '(' && a.Tracker == "" && isTracker(inner) {
				a.Tracker = inner
				return strings.TrimSpace(bare[:i])
			}
		}
	}
	// "[Issue](https://…)" at the end.
	if strings.HasSuffix(bare, ")") && a.Tracker == "" {
		if i := strings.LastIndex(bare, "]("); i > 0 {
			if o := strings.LastIndexByte(bare[:i], '['); o > 0 && bare[o-1] != '!' && isLinkLabel(bare[o+1:i]) {
				before, link := strings.TrimSpace(bare[:o]), bare[o:]
				wrapped := strings.HasSuffix(link, "))")
				if wrapped && strings.HasSuffix(before, "(") {
					// The bracket around the link closes behind it.
					link, wrapped = link[:len(link)-1], false
				}
				// A link inside a remark in brackets stays there.
				if !wrapped {
					a.Tracker = link
					return strings.TrimRight(before, " -–—:(")
				}
			}
		}
	}
	if i := strings.LastIndexAny(bare, " \n"); i > 0 && a.Tracker == "" && isTracker(bare[i+1:]) && strings.HasPrefix(bare[i+1:], "http") {
		a.Tracker = bare[i+1:]
		return strings.TrimRight(strings.TrimSpace(bare[:i]), " -–—:")
	}
	// "… Owner: SRE team", "… - @name"
	at, next := -1, 0
	for _, sep := range []string{" - ", " – ", " — ", "; ", " | ", ". ", ", ", "\n"} {
		if i := strings.LastIndex(t, sep); i > at {
			at, next = i, i+len(sep)
		}
	}
	if at > 0 && p.takePart(a, strings.TrimSpace(t[next:])) {
		return strings.TrimSpace(t[:at])
	}
	for _, label := range []string{"Owner:", "Assignee:", "owner:", "assignee:", "Assigned to:", "Due:", "due:", "DRI:", "Responsible:"} {
		if i := strings.LastIndex(t, " "+label); i > 0 {
			if p.takePart(a, strings.TrimSpace(t[i+1:])) {
				return strings.TrimSpace(t[:i])
			}
		}
	}
	return t
}

// takePart reads one part behind a title.
func (p *interp) takePart(a *intake.Action, part string) bool {
	part = strings.TrimSpace(strings.Trim(part, "*_"))
	if part == "" || len(part) > 120 {
		return false
	}
	if l, ok := cutLabel(part); ok && l.value != "" {
		return p.takeOwn(a, l.label, l.value)
	}
	if strings.HasPrefix(part, "@") && len(strings.Fields(part)) <= 2 && len(part) > 1 && a.OwnerName == "" && a.OwnerRole == "" {
		a.OwnerRole, a.OwnerName = personOf(part)
		return true
	}
	low := strings.ToLower(part)
	for _, w := range []string{"due ", "by ", "eta "} {
		if rest, ok := strings.CutPrefix(low, w); ok && a.Due == "" {
			if r, ok := timeline.Scan(part[len(part)-len(rest):], p.slash); ok && r.HasDate && r.Rest == "" {
				p.dueOf(a, part[len(part)-len(rest):])
				return true
			}
		}
	}
	if a.Status == "" && len(strings.Fields(part)) <= 2 {
		switch s := actionState(part); {
		case s == "" || low == "no" || low == "yes" || low == "x" || low == "new" || low == "open" || low == "started":
		default:
			a.Status = s
			return true
		}
	}
	return false
}

// isTracker knows references of other tools: #528, OPS-12, T12345, a link.
func isTracker(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsAny(s, " \t") {
		return false
	}
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return true
	}
	if rest, ok := strings.CutPrefix(s, "#"); ok {
		return isNumber(rest)
	}
	head, tail, ok := strings.Cut(s, "-")
	if ok && head != "" && strings.ToUpper(head) == head && isNumber(tail) && head[0] >= 'A' && head[0] <= 'Z' {
		return true
	}
	return len(s) > 3 && s[0] == 'T' && isNumber(s[1:])
}

// isLinkLabel says that the words of a link only point elsewhere.
func isLinkLabel(s string) bool {
	words, _ := plain(s)
	if isTracker(s) {
		return true
	}
	switch words {
	case "issue", "issues", "pr", "pull request", "ticket", "bug", "link", "jira", "github issue", "github", "mr", "merge request", "tracker", "task", "card", "story", "details":
		return true
	}
	return len(words) > 0 && isNumber(strings.ReplaceAll(words, " ", "")) && len(words) <= 8
}

// firstParagraph cuts a text behind its first paragraph. Wrapped lines of it
// become one.
func firstParagraph(s string) (first, rest string) {
	lines := strings.Split(s, "\n")
	n := 0
	for n < len(lines) && strings.TrimSpace(lines[n]) != "" {
		if n > 0 {
			if _, w, _ := marker(lines[n]); w > 0 || strings.HasPrefix(strings.TrimSpace(lines[n]), "```") {
				break
			}
			if l, ok := cutLabel(lines[n]); ok && l.value != "" && ownLabel(l.label) {
				break
			}
		}
		n++
	}
	parts := make([]string, 0, n)
	for _, l := range lines[:n] {
		parts = append(parts, strings.TrimSpace(l))
	}
	return strings.Join(parts, " "), trimBlank(strings.Join(lines[n:], "\n"))
}

func firstLine(s string) (first, rest string) {
	s = strings.TrimSpace(s)
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i:])
	}
	return s, ""
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
