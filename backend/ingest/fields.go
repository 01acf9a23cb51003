package ingest

import (
	"strconv"
	"strings"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
)

// keyEvent is a key time before its date is decided.
type keyEvent struct {
	anchor  string
	label   string // as written
	reading timeline.Reading
	zone    timeline.Zone
	line    int
	span    bool // the end of the range is the end of the incident
}

// readLine reads a line of prose that is a label with a value. taken says that
// the line names people and must not stay in the text.
func (p *interp) readLine(line string, number int) (taken bool) {
	if len(line) > 2000 || strings.TrimSpace(line) == "" {
		return false
	}
	if z, ok := zoneStatement(line); ok {
		p.setZone(z)
	}
	trimmed := strings.TrimSpace(line)
	if strings.HasPrefix(trimmed, "|") {
		cells := splitRow(trimmed)
		if len(cells) == 2 {
			p.cellField(strings.Trim(cells[0], "*_: "), cells[1], number)
		}
		return false
	}
	// Several labels may share a line: "Start: 10:00 | End: 11:00".
	for _, part := range strings.Split(strings.ReplaceAll(line, "<br>", " | "), " | ") {
		l, ok := cutLabel(part)
		if !ok || l.value == "" {
			continue
		}
		m, ok := lookupLabel(l.label)
		if !ok {
			continue
		}
		if m.field == personField {
			if p.top().role == timelineRole || p.top().role == actionRole {
				continue
			}
			people, ok := readPeople(l.label, l.value, number)
			if ok && part == line {
				p.d.Participants = append(p.d.Participants, people...)
				return true
			}
			continue
		}
		p.takeField(m, l.label, l.value, number)
	}
	return false
}

// cellField reads a row "| Label | value |".
func (p *interp) cellField(label, value string, number int) {
	m, ok := lookupLabel(label)
	if !ok || value == "" {
		return
	}
	if m.field == personField {
		if people, ok := readPeople(label, value, number); ok {
			p.d.Participants = append(p.d.Participants, people...)
		}
		return
	}
	p.takeField(m, label, value, number)
}

// takeField puts the value of a label into the document.
func (p *interp) takeField(m labelMeaning, label, value string, line int) {
	value = strings.TrimSpace(strings.Trim(strings.TrimSpace(value), "*`"))
	if value == "" {
		return
	}
	if m.field == durationField {
		p.takeLength(m, label, value, line)
		return
	}
	if isPlaceholder(value) {
		return
	}
	switch m.field {
	case severityField:
		if sev, zero := readSeverity(value); sev != "" && p.d.Severity == "" {
			p.d.Severity = sev
			if zero {
				finding(p.d, timeline.Finding, KeySeverityZero, line, -1, map[string]string{"stated": value})
			}
		}
	case statusField:
		if p.d.State == "" {
			p.d.State = stateOf(value)
		}
	case serviceField:
		p.d.Services = appendNew(p.d.Services, splitList(value, true)...)
	case tagField:
		p.d.Tags = appendNew(p.d.Tags, splitList(value, false)...)
	case zoneField:
		if z, ok := zoneIn("in " + value); ok {
			p.setZone(z)
		}
	case dateField, windowField, anchorField:
		p.takeTime(m, label, value, line)
	}
}

func (p *interp) takeLength(m labelMeaning, label, value string, line int) {
	st := intake.StatedDuration{Label: label, Text: value, From: m.from, To: m.to, Line: line}
	if r, ok := timeline.Scan(value, p.slash); ok && r.HasEnd && r.HasClock {
		// "Duration: 10:00 – 11:45" states the two ends.
		p.takeTime(labelMeaning{field: windowField}, label, value, line)
		return
	}
	st.Minutes, st.HasSize = parseLength(value)
	if !st.HasSize && strings.Contains(strings.ToLower(label), "minutes") {
		if v, n := number(value); n > 0 {
			st.Minutes, st.HasSize = v, true
		}
	}
	p.d.Stated = append(p.d.Stated, st)
	if !st.HasSize && !isPlaceholder(value) {
		finding(p.d, timeline.Notice, KeyDurationProse, line, -1, map[string]string{"label": label, "text": value})
	}
}

// takeTime reads a labelled date, time or range.
func (p *interp) takeTime(m labelMeaning, label, value string, line int) {
	r, ok := timeline.Scan(value, p.slash)
	if !ok {
		return
	}
	if r.HasDate && p.date == "" && (m.field != anchorField || m.anchor == "started") {
		c := r.Date
		if c.Year == 0 {
			c.Year = p.year
		}
		if c.Year > 0 {
			p.setDate(c.String())
		}
	} else if r.HasDate && r.Date.Year > 0 && m.field == dateField {
		p.laterDate(r.Date.String())
	}
	switch m.field {
	case dateField, windowField:
		if r.HasClock && r.HasEnd {
			p.keys = append(p.keys, keyEvent{anchor: "started", reading: r, zone: p.zone, line: line, span: true})
		}
	case anchorField:
		if r.HasClock || r.HasDate || r.WrongClock || r.WrongDate || r.SlashOpen {
			p.keys = append(p.keys, keyEvent{anchor: m.anchor, label: label, reading: r, zone: p.zone, line: line})
		}
	}
}

// setZone makes a zone that was stated that of the times that follow; the first
// one is that of the document.
func (p *interp) setZone(z timeline.Zone) {
	p.zone = z
	if p.d.Zone == "" {
		p.d.Zone = z.Name
	}
}

func (p *interp) setDate(date string) {
	p.date = date
	if len(date) >= 4 {
		if y, err := strconv.Atoi(date[:4]); err == nil && p.year == 0 {
			p.year = y
		}
	}
}

// takeAwaited reads the first block below a heading that is a label, such as
// "## Severity".
func (p *interp) takeAwaited(b block) {
	m := *p.awaits
	p.awaits = nil
	if b.kind == paraBlock {
		value := strings.TrimSpace(p.s.text[b.start:b.end])
		if !strings.Contains(value, "\n") && len(value) < 200 && m.field != personField {
			p.takeField(m, p.awaitsLabel, value, p.s.contentLine(b.start, b.end))
		}
	}
	if b.kind == listBlock && (m.field == serviceField || m.field == tagField) {
		for _, it := range b.items {
			p.takeField(m, p.awaitsLabel, it.text, p.s.line(it.start))
		}
	}
}

// severityOf reads SEV1 to SEV5 from a labelled value.
func severityOf(value string) string {
	sev, _ := readSeverity(value)
	return sev
}

// readSeverity says besides whether the value is the 0 of a scale that has one.
func readSeverity(value string) (sev string, zero bool) {
	low := strings.ToLower(strings.TrimSpace(value))
	for _, prefix := range []string{"severity", "sev", "priority", "prio", "level", "p", "s"} {
		rest, ok := strings.CutPrefix(low, prefix)
		if !ok {
			continue
		}
		rest = strings.TrimLeft(rest, " -_:#")
		if rest != "" && rest[0] >= '0' && rest[0] <= '5' && (len(rest) == 1 || rest[1] < '0' || rest[1] > '9') {
			return sevName(rest[0]), rest[0] == '0'
		}
	}
	if low != "" && low[0] >= '0' && low[0] <= '5' && (len(low) == 1 || strings.ContainsAny(low[1:2], " -–(/,.:")) {
		return sevName(low[0]), low[0] == '0'
	}
	// "Critical (SEV1)"
	for _, mark := range []string{"sev-", "sev ", "sev"} {
		if i := strings.Index(low, mark); i >= 0 && i+len(mark) < len(low) {
			if c := low[i+len(mark)]; c >= '0' && c <= '5' {
				return sevName(c), c == '0'
			}
		}
	}
	word := low
	if i := strings.IndexAny(low, " ,.(/-–:;"); i > 0 {
		word = low[:i]
	}
	switch word {
	case "critical", "blocker", "emergency", "catastrophic", "kritisch", "critique", "urgent":
		return "SEV1", false
	case "high", "major", "severe", "hoch", "majeur", "significant":
		return "SEV2", false
	case "medium", "moderate", "mittel", "normal", "partial":
		return "SEV3", false
	case "low", "minor", "niedrig", "mineur":
		return "SEV4", false
	case "informational", "info", "trivial", "cosmetic", "negligible":
		return "SEV5", false
	}
	return "", false
}

func sevName(c byte) string {
	if c == '0' {
		c = '1' // a scale that begins at 0 names its worst so
	}
	return "SEV" + string(c)
}

// stateOf reads the state of the document; the state of the incident
// ("resolved") is not it.
func stateOf(value string) string {
	low := strings.ToLower(value)
	for _, w := range []struct{ word, state string }{
		{"in review", "in_review"}, {"in-review", "in_review"}, {"under review", "in_review"}, {"review pending", "in_review"}, {"awaiting review", "in_review"}, {"ready for review", "in_review"},
		{"draft", "draft"}, {"work in progress", "draft"}, {"wip", "draft"},
		{"closed", "closed"},
		{"reviewed", "agreed"}, {"approved", "agreed"}, {"final", "agreed"}, {"published", "agreed"}, {"complete", "agreed"}, {"accepted", "agreed"}, {"agreed", "agreed"},
	} {
		i := strings.Index(low, w.word)
		if i < 0 || strings.HasPrefix(low, "in") && w.word == "complete" && strings.HasPrefix(low, "incomplete") {
			continue
		}
		return w.state
	}
	return ""
}

// splitList cuts "a, b and c" into its parts, brackets kept whole; and says
// whether "and" cuts too.
func splitList(value string, and bool) []string {
	if i := strings.Index(value, ". **"); i > 0 {
		value = value[:i] // another label begins
	}
	if and {
		value = strings.ReplaceAll(value, " and ", ", ")
	}
	var out []string
	depth, at := 0, 0
	take := func(one string) {
		one = strings.TrimSpace(strings.Trim(strings.TrimSpace(one), "*_`\"."))
		if one != "" && len(one) <= 80 && !isPlaceholder(one) && !strings.Contains(one, " :") {
			out = append(out, one)
		}
	}
	value = strings.NewReplacer("<br>", ",", "<br/>", ",", "\n", ",").Replace(value)
	for i := 0; i < len(value); i++ {
		switch value[i] {
		case '(':
			depth++
		case ')':
			depth--
		case ',', ';':
			if depth <= 0 {
				take(value[at:i])
				at = i + 1
			}
		}
	}
	take(value[at:])
	return out
}

// appendNew adds what a list does not have yet. A list of more than 200 is a
// text that only looks like one.
func appendNew(list []string, more ...string) []string {
	for _, m := range more {
		if len(list) >= 200 {
			return list
		}
		seen := false
		for _, l := range list {
			seen = seen || strings.EqualFold(l, m)
		}
		if !seen {
			list = append(list, m)
		}
	}
	return list
}
