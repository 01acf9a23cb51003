package ingest

import (
	"strings"

	"secondstory/backend/domain/timeline"
)

// strongWords are said of incidents and little else, weakWords of software in
// general.
var (
	strongWords = []string{"outage", "incident", "postmortem", "post-mortem", "post mortem", "downtime", "went down", "was down", "were down", "degrad", "disrupt", "unavailab", "unresponsive", "restored", "root cause",
		"corrupt", "leaked", "breach", "crashed", "crash-loop", "stopped", "lost", "overload", "exhaust", "blocked", "compromis", "attacker", "ran out of", "rolled back", "reverted", "paged", "fraud"}
	weakWords = []string{"down", "fail", "error", "alert", "recover", "impact", "crash", "broken", "vulnerab", "attack", "latenc", "slow", "timeout", "bug", "restart", "rollback", "problem", "issue", "affected", "missing", "deployed", "investigat", "noticed", "caused", "unable", "could not", "too many", "503", "504", "500", "404", "spike", "fix", "wrong", "mistake", "unexpected", "accident"}
)

// briefWords are said of failures in notes of a few sentences, where the words
// above may all be missing.
var briefWords = []string{"were dropped", "was dropped", "dropping", "lagged", "lagging", "ran out", "used up", "forgot", "not processed", "should have", "could have", "alarm", "hung", "stuck", "overran", "flooded", "not reachable", "unreachable"}

// briefLength is the number of bytes up to which a text without headings may be
// such a note.
const briefLength = 3000

func countWords(low string, words []string) int {
	n := 0
	for _, w := range words {
		if strings.Contains(low, w) {
			n++
		}
	}
	return n
}

// refuse says why a document that was read is no report: a template that
// nobody filled in, or a text about something else. "" for a report.
func (p *interp) refuse(base int) string {
	d := p.d
	for _, e := range d.Timeline {
		if e.Time.At != "" && len(d.Timeline) > 1 {
			return "" // a timeline with times needs no further look
		}
	}
	words, asks, times := p.content(base)
	if (p.headings >= 2 || asks > 0) && words == 0 && !times {
		return ReasonTemplate
	}
	if p.isReport {
		return ""
	}
	structure := len(d.Timeline) + len(d.Factors) + len(d.Actions) + len(d.Causes)
	manual := p.manual()
	switch {
	case len(d.Timeline) >= 2 || len(d.Timeline) > 0 && !manual || len(d.KeyTimes) > 0 && !manual,
		p.tells >= 2 && structure > 0, p.tells > 0 && structure > 0 && !manual, p.tells > 0 && times && !manual:
		return ""
	}
	low := strings.ToLower(p.s.text[:min(len(p.s.text), 256<<10)])
	strong, weak := countWords(low, strongWords), countWords(low, weakWords)
	dated := times || p.date != ""
	switch {
	case manual:
	case p.headings > 0 && strong+weak >= 2, strong >= 1 && dated && strong+weak >= 2, strong >= 2, times && weak >= 2, dated && weak >= 2, times && structure > 0:
		return ""
	}
	if !manual && dated && p.prosaic() {
		if brief := countWords(low, briefWords); brief > 0 && brief+strong+weak >= 2 {
			return ""
		}
	}
	return ReasonForeign
}

// noPage is how MediaWiki begins the page it shows for one that does not exist; a
// wiki that is copied page by page leaves such files behind.
const noPage = "There is currently no text in this page."

// isNoPage says that a text is that page and nothing else.
func isNoPage(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasPrefix(text, noPage) && len(text) <= 400 && !strings.Contains(text, "\n")
}

// prosaic says that a text is short and has no headings, tables or code.
func (p *interp) prosaic() bool {
	if len(p.s.text) > briefLength {
		return false
	}
	for _, b := range p.blocks {
		if b.kind != paraBlock && b.kind != listBlock {
			return false
		}
	}
	return true
}

// manualHeadings are those of texts about software and not about what happened
// to it.
var manualHeadings = map[string]bool{"install": true, "installation": true, "installing": true, "usage": true, "getting started": true, "features": true, "license": true, "licence": true, "contributing": true, "api": true, "api reference": true,
	"configuration": true, "requirements": true, "quick start": true, "quickstart": true, "documentation": true, "development": true, "build": true, "building": true, "testing": true, "changelog": true, "faq": true, "examples": true, "example": true, "setup": true, "how to use": true, "table of contents": true, "unreleased": true, "added": true, "fixed": true, "changed": true, "removed": true, "roadmap": true, "acknowledgements": true, "support": true}

// manual knows texts about software by two of their headings, or by what
// program code begins with.
func (p *interp) manual() bool {
	n := 0
	for _, b := range p.blocks {
		if b.kind == headingBlock {
			if words, _ := plain(b.title); manualHeadings[words] {
				n++
			}
		}
	}
	for at, lines := 0, 0; at < len(p.s.text) && lines < 40; lines++ {
		next := p.s.nextLine(at)
		line := p.s.text[at:next]
		for _, w := range []string{"package ", "import ", "#include", "#!/", "from ", "using ", "def ", "func ", "class ", "public ", "const ", "var "} {
			if strings.HasPrefix(line, w) && !strings.HasSuffix(strings.TrimSpace(line), ".") && len(strings.Fields(line)) < 9 {
				n++
				break
			}
		}
		at = next
	}
	return n >= 2
}

// content counts the words of prose that are no placeholders and no
// instructions of a template, the instructions, and says whether any date or
// time stands in it.
func (p *interp) content(base int) (words, asks int, times bool) {
	comment := false
	lines := 0
	for at := base; at < len(p.s.text); at = p.s.nextLine(at) {
		next := p.s.nextLine(at)
		line := strings.TrimSpace(p.s.text[at:next])
		if next <= at {
			break
		}
		if comment {
			comment = !strings.Contains(line, "-->")
			continue
		}
		if strings.HasPrefix(line, "<!--") {
			comment = !strings.Contains(line, "-->")
			continue
		}
		if !times {
			times = hasTime(line)
		}
		if strings.HasPrefix(line, "#") || line == "" || isDelimiter(line) {
			continue
		}
		if r, exact := lookupHeading(line); r != noRole && exact {
			continue
		}
		if strings.HasPrefix(line, "|") {
			for _, c := range splitRow(line) {
				if columnOf(c, timeColumn, dateColumn, eventColumn, actionColumn, ownerColumn, statusColumn, trackerColumn, typeColumn, dueColumn, whoColumn) == otherColumn && !isPlaceholder(c) {
					words += len(strings.Fields(c))
					lines++
				}
			}
			continue
		}
		if l, ok := cutLabel(line); ok {
			// That nothing is final yet tells nothing of what happened.
			if m, _ := lookupLabel(l.label); m.field == statusField {
				continue
			}
			line = l.value
		} else if _, w, _ := marker(line); w > 0 && w <= len(line) {
			line = strings.TrimSpace(line[w:])
		}
		line = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(line, "[ ]"), ">"))
		if isPlaceholder(line) || strings.Trim(line, "-*_=.…?[] ") == "" {
			continue
		}
		lines++
		if isInstruction(line) {
			asks++
			continue
		}
		words += len(strings.Fields(line))
	}
	// A line or two between many instructions belong to the template.
	if lines > 0 && asks*10 >= lines*8 {
		words = 0
	}
	return words, asks, times
}

// isInstruction knows the sentences with which templates ask for text.
func isInstruction(line string) bool {
	t := strings.Trim(line, "*_<>[](){} ")
	low := strings.ToLower(t)
	if strings.HasSuffix(low, "?") {
		return true
	}
	for _, w := range []string{"describe", "what ", "how ", "list ", "provide", "include", "start with", "explain", "add ", "who ", "when ", "where ", "why ", "briefly", "please", "insert", "fill", "use this", "write", "enter", "a short", "a brief", "one or two", "1-2 sentences", "e.g.", "example:", "summary of", "optional", "replace", "note:", "link to", "name of", "date of", "this is a short", "this is a step by step", "this section", "in this section", "document the", "summarise", "summarize", "identify", "record the", "state the", "outline", "detail "} {
		if strings.HasPrefix(low, w) {
			return true
		}
	}
	return strings.HasPrefix(line, "_") && strings.HasSuffix(line, "_") || strings.HasPrefix(line, "*") && strings.HasSuffix(line, "*") && !strings.HasPrefix(line, "**")
}

// hasTime says whether a date with a year or a time of day stands in a line.
func hasTime(line string) bool {
	if len(line) > 4000 {
		line = line[:4000]
	}
	for i := 0; i < len(line); i++ {
		c := line[i]
		if i > 0 {
			b := line[i-1]
			if b != ' ' && b != '(' && b != '[' && b != '*' && b != '|' && b != '~' && b != '"' {
				continue
			}
		}
		if (c < '0' || c > '9') && (c < 'A' || c > 'S') {
			continue
		}
		rest := line[i:min(len(line), i+40)]
		if r, ok := timeline.Scan(rest, timeline.SlashUnknown); ok && (r.HasClock || r.HasDate) {
			return true
		}
		if timeline.FindDate(rest, timeline.SlashUnknown, 2000) != "" {
			return true
		}
	}
	return false
}
