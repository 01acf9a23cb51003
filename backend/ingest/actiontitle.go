package ingest

import (
	"strings"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
)

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
	if word, rest, ok := strings.Cut(full, ":"); ok && len(word) < 16 && len(word) > 2 && strings.TrimSpace(rest) != "" && a.Status == "" && !strings.EqualFold(word, "new") {
		// "Done: page the second on-call", "**TODO:** order disks"
		tail := strings.TrimSpace(strings.TrimLeft(rest, "*_"))
		if s := exactState(word); s != "" && tail != "" {
			a.Status = s
			full = tail
		}
	}
	title, text := firstParagraph(full)
	title, text = p.cutBehindOwner(a, full, title, text)
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
		if isPlaceholder(value) || name != "" && !looksLikeName(name) || len(strings.Fields(role)) > 6 || strings.Contains(role, ", ") {
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
			if p.takePart(a, inner) || p.bracketed(a, inner, open == '[') {
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
	if before, ok := p.dashParts(a, bare); ok {
		return before
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
	if pieces := strings.FieldsFunc(part, func(r rune) bool { return r == ',' || r == ';' }); len(pieces) > 1 && len(pieces) <= 5 && strings.Contains(part, ":") {
		// "owner: Network team, due: 2026-04-01": all of it or nothing.
		try := *a
		all := true
		for _, piece := range pieces {
			all = all && p.takePart(&try, piece)
		}
		if all {
			*a = try
			return true
		}
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
			if _, ok := timeline.ParseDue(rest, p.slash); ok {
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
