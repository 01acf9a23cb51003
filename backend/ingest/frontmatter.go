package ingest

import (
	"strings"

	"secondstory/backend/domain/intake"
)

// matter is one key of a front matter with its values as plain strings.
type matter struct {
	key    string
	values []string
	line   int
}

// frontMatter reads a block of keys between lines of three dashes at the
// beginning of a file. Values are taken as strings: plain or quoted scalars,
// lists in either notation. What is nested deeper is kept in the text only.
// end is where the body begins, 0 when there is no front matter.
func frontMatter(s *source) (keys []matter, end int) {
	first := strings.TrimRight(s.text[:s.nextLine(0)], "\r\n \t")
	if first != "---" {
		return nil, 0
	}
	at := s.nextLine(0)
	for at < len(s.text) {
		next := s.nextLine(at)
		line := strings.TrimRight(s.text[at:next], "\r\n \t")
		if line == "---" || line == "..." {
			return keys, next
		}
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || strings.HasPrefix(trimmed, "#"):
		case strings.HasPrefix(trimmed, "- ") && len(keys) > 0:
			k := &keys[len(keys)-1]
			k.values = append(k.values, unquote(trimmed[2:]))
		case line[0] != ' ' && line[0] != '\t':
			key, value, ok := strings.Cut(line, ":")
			if !ok || strings.ContainsAny(key, " \t|*#") && len(strings.Fields(key)) > 3 {
				// A rule at the top of an ordinary document.
				return nil, 0
			}
			keys = append(keys, matter{key: strings.TrimSpace(key), values: scalars(value), line: s.line(at)})
		case len(keys) > 0 && len(keys[len(keys)-1].values) == 1:
			// A folded scalar goes on.
			k := &keys[len(keys)-1]
			k.values[0] = strings.TrimSpace(strings.TrimLeft(k.values[0], "|>") + " " + trimmed)
		}
		at = next
	}
	return nil, 0
}

func scalars(v string) []string {
	v = strings.TrimSpace(v)
	if v == "" {
		return nil
	}
	if v[0] == '[' && v[len(v)-1] == ']' {
		var out []string
		for _, p := range strings.Split(v[1:len(v)-1], ",") {
			if p = unquote(p); p != "" {
				out = append(out, p)
			}
		}
		return out
	}
	return []string{unquote(v)}
}

func unquote(v string) string {
	v = strings.TrimSpace(v)
	if len(v) >= 2 && (v[0] == '"' && v[len(v)-1] == '"' || v[0] == '\'' && v[len(v)-1] == '\'') {
		inner := v[1 : len(v)-1]
		if v[0] == '"' {
			return strings.NewReplacer(`\"`, `"`, `\\`, `\`, `\n`, "\n").Replace(inner)
		}
		return strings.ReplaceAll(inner, "''", "'")
	}
	return v
}

// takeMatter reads the keys of a front matter into the document. The block
// itself is kept as a section, byte for byte.
func (p *interp) takeMatter(keys []matter, end int) {
	text := trimBlank(p.s.text[:end])
	p.d.Sections = append(p.d.Sections, intake.Section{Key: "front_matter", Text: text, Line: 1})
	for _, k := range keys {
		if len(k.values) == 0 {
			continue
		}
		name := strings.ToLower(strings.NewReplacer("_", " ", "-", " ").Replace(k.key))
		switch name {
		case "title":
			if p.d.Title == "" {
				p.d.Title, p.d.TitleLine = k.values[0], k.line
			}
			continue
		case "start", "start time", "end", "end time", "date":
			// handled below as labels
		}
		for _, v := range k.values {
			if m, ok := lookupLabel(name); ok {
				if m.field == personField {
					if people, ok := readPeople(name, v, k.line); ok {
						p.d.Participants = append(p.d.Participants, people...)
					}
					continue
				}
				p.takeField(m, name, v, k.line)
			}
		}
	}
}

// reportKeys are keys of a front matter that only a report of an incident has.
var reportKeys = map[string]bool{"start_time": true, "end_time": true, "started_at": true, "resolved_at": true, "detected_at": true, "incident": true,
	"incident_id": true, "incident_date": true, "severity": true, "postmortem": true, "outage": true, "root_cause": true, "impact": true}

// saysReport says whether a front matter is that of a report: a key of its own,
// or a company with the product it concerns.
func saysReport(keys []matter) bool {
	seen := map[string]bool{}
	for _, k := range keys {
		name := strings.ReplaceAll(strings.ToLower(k.key), "-", "_")
		if reportKeys[name] {
			return true
		}
		seen[name] = true
	}
	return seen["company"] && seen["product"]
}
