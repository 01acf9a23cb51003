package ingest

import (
	"strings"

	"secondstory/backend/domain/timeline"
)

// incidentWords are words of prose about an incident; two different ones and a
// time make a report of a text without headings.
var incidentWords = []string{"outage", "incident", "down", "degrad", "disrupt", "fail", "error", "alert", "restor", "unavailab", "recover", "root cause", "postmortem", "post-mortem",
	"impact", "crash", "broken", "corrupt", "compromis", "vulnerab", "attack", "leak", "breach", "lost", "latenc", "slow", "timeout", "bug", "exploit", "overload", "page", "deploy", "rollback", "rolled back", "problem"}

// refuse says why a document that was read is no report: a template that
// nobody filled in, or a text about something else. "" for a report.
func (p *interp) refuse(base int) string {
	words, times := p.content(base)
	d := p.d
	structure := len(d.Timeline) + len(d.Factors) + len(d.Actions) + len(d.Causes)
	if p.headings >= 2 && words == 0 && !times {
		return ReasonTemplate
	}
	if len(d.Timeline) > 0 || len(d.KeyTimes) > 0 || p.tells > 0 && (structure > 0 || p.tells >= 2) {
		return ""
	}
	if p.headings > 0 && p.tells > 0 && times {
		return ""
	}
	hits := 0
	low := strings.ToLower(p.s.text[:min(len(p.s.text), 256<<10)])
	for _, w := range incidentWords {
		if strings.Contains(low, w) {
			hits++
		}
	}
	switch {
	case p.tells > 0 && hits >= 2,
		p.headings > 0 && times && hits >= 2,
		times && hits >= 2 && !readsLikeManual(p.s.text),
		hits >= 5 && !readsLikeManual(p.s.text) && words >= 40:
		return ""
	}
	return ReasonForeign
}

// readsLikeManual knows texts about software: installation, usage, licence.
func readsLikeManual(text string) bool {
	low := strings.ToLower(text[:min(len(text), 64<<10)])
	n := 0
	for _, w := range []string{"## install", "## usage", "## license", "## licence", "## getting started", "## contributing", "npm install", "pip install", "go get ", "go install ", "git clone", "[![", "docker run", "## features", "## api", "## configuration", "package main", "#include", "import ("} {
		if strings.Contains(low, w) {
			n++
		}
	}
	return n >= 2
}

// content counts the words of prose that are no placeholders and no
// instructions of a template, and says whether any date or time stands in it.
func (p *interp) content(base int) (words int, times bool) {
	comment := false
	lines, asks := 0, 0
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
	return words, times
}

// isInstruction knows the sentences with which templates ask for text.
func isInstruction(line string) bool {
	t := strings.Trim(line, "*_<>[](){} ")
	low := strings.ToLower(t)
	if strings.HasSuffix(low, "?") {
		return true
	}
	for _, w := range []string{"describe", "what ", "how ", "list ", "provide", "include", "start with", "explain", "add ", "who ", "when ", "where ", "why ", "briefly", "please", "insert", "fill", "use this", "write", "enter", "a short", "a brief", "one or two", "1-2 sentences", "e.g.", "example:", "summary of", "optional", "replace", "note:", "link to", "name of", "date of"} {
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
