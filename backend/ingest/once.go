package ingest

import (
	"slices"
	"strings"

	"secondstory/backend/domain/intake"
)

// tellOnce takes out of what stands above the first heading each line that says a fact and
// no word more, where the fact says the same words: it would be told twice. A line with
// another word in its label or its value ("SEV-2 (partial outage)") stays as it is, and so
// does one whose fact was decided otherwise.
func (p *interp) tellOnce() {
	p.d.Sections = slices.DeleteFunc(p.d.Sections, func(s intake.Section) bool {
		return s.Key == "introduction" && s.Title == "" && !s.Kept && s.Text != "" && len(s.Columns) == 0 && p.onlyFacts(s)
	})
	for i := range p.d.Sections {
		s := &p.d.Sections[i]
		if s.Key == "introduction" && s.Title == "" && !s.Kept {
			p.withoutFacts(s)
		}
	}
}

// onlyFacts says that nothing of a text is left without its facts.
func (p *interp) onlyFacts(s intake.Section) bool {
	p.withoutFacts(&s)
	return s.Text == ""
}

// withoutFacts takes the lines out of a text.
func (p *interp) withoutFacts(s *intake.Section) {
	lines := strings.Split(s.Text, "\n")
	gone := make([]bool, len(lines))
	for i := 0; i < len(lines); i++ {
		if !isRow(lines[i]) {
			next := ""
			if i+1 < len(lines) {
				next = strings.TrimRight(lines[i+1], " \t\r")
			}
			// A line that goes on below is not told from its beginning.
			goesOn := next != "" && (next[0] == ' ' || next[0] == '\t')
			gone[i] = !goesOn && p.saysFact(lines[i], s.Line+i)
			continue
		}
		end := i
		for end < len(lines) && isRow(lines[end]) {
			end++
		}
		p.tableFacts(lines[i:end], gone[i:end], s.Line+i)
		i = end - 1
	}
	if !slices.Contains(gone, true) {
		return
	}
	blank := func(line string) bool { return strings.TrimSpace(line) == "" }
	first, cut, kept := -1, false, []string{}
	for i, line := range lines {
		switch {
		case gone[i]:
			cut = true
			continue
		case blank(line) && cut && (len(kept) == 0 || blank(kept[len(kept)-1])):
			continue // it stood below what went
		case !blank(line):
			cut = false
			if first < 0 {
				first = i
			}
		}
		kept = append(kept, line)
	}
	s.Text = trimBlank(strings.Join(kept, "\n"))
	if first >= 0 {
		s.Line += first
	}
}

func isRow(line string) bool { return strings.HasPrefix(strings.TrimSpace(line), "|") }

// tableFacts marks the rows of a table that say a fact. The head of one goes with its last
// row only, and only where it says nothing or a fact itself.
func (p *interp) tableFacts(rows []string, gone []bool, line int) {
	left := 0
	for i, row := range rows {
		cells := splitRow(strings.TrimSpace(row))
		empty := strings.Trim(row, "|:- \t\r") == ""
		gone[i] = empty || len(cells) == 2 && p.says(strings.Trim(cells[0], "*_: "), cells[1], line+i)
		if !gone[i] && i > 0 {
			left++
		}
	}
	ruled := len(rows) > 1 && strings.Trim(rows[1], "|:- \t\r") == ""
	switch {
	case ruled && !gone[0] && left == 0: // a head with words of its own and nothing below
		clear(gone)
	case ruled && (left > 0 || !gone[0]):
		gone[0], gone[1] = false, false
	}
}

// saysFact reads a line of prose that is one label with its value.
func (p *interp) saysFact(line string, number int) bool {
	if strings.Contains(line, " | ") || strings.Contains(line, "<br") {
		return false
	}
	l, ok := cutLabel(strings.TrimRight(line, " \t\r"))
	return ok && l.value != "" && p.says(l.label, l.value, number)
}

// says says whether a fact of the document has the words of a label and of its value.
func (p *interp) says(label, value string, line int) bool {
	d := p.d
	m, ok := lookupLabel(label)
	if !ok {
		return false
	}
	if m.field == durationField {
		return slices.ContainsFunc(d.Stated, func(s intake.StatedDuration) bool { return s.Line == line && s.Label == label && s.Text == value })
	}
	value = strings.TrimSpace(strings.Trim(strings.TrimSpace(value), "*`"))
	words, _ := plain(label)
	called := func(names ...string) bool { return slices.Contains(names, words) }
	all := func(list []string) bool {
		said := splitList(value, false)
		return len(said) > 0 && strings.Join(said, ", ") == value && !slices.ContainsFunc(said, func(s string) bool { return !slices.Contains(list, s) })
	}
	switch m.field {
	case severityField:
		return called("severity") && d.Severity != "" && strings.EqualFold(value, d.Severity)
	case statusField:
		return called("status", "state") && d.State != "" && strings.EqualFold(value, strings.ReplaceAll(d.State, "_", " "))
	case serviceField:
		return called("services", "service") && all(d.Services)
	case tagField:
		return called("tags", "tag") && all(d.Tags)
	case zoneField:
		return called("time zone", "timezone") && value == d.Zone
	case dateField:
		return called("date") && value == d.Date
	case anchorField:
		return called(m.anchor) && slices.ContainsFunc(d.KeyTimes, func(k intake.KeyTime) bool {
			return k.Line == line && k.Anchor == m.anchor && k.Time.Raw == value
		})
	}
	return false
}
