package app

import (
	"encoding/json"
	"strings"

	"secondstory/assets"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/timeline"
)

// inWords is a value of the journal as people read it: times that were stated one a line, the
// last of which counts, and other data as names and values. What is no data stays as it is.
func inWords(value string) string {
	if !strings.HasPrefix(value, "[") && !strings.HasPrefix(value, "{") {
		return value
	}
	var v any
	if json.Unmarshal([]byte(value), &v) != nil {
		return value
	}
	if list, is := v.([]any); is && len(list) > 0 {
		lines := make([]string, 0, len(list))
		for _, e := range list {
			if line := statementWords(e); line != "" {
				lines = append(lines, line)
			}
		}
		if len(lines) == len(list) {
			return strings.Join(lines, "\n")
		}
	}
	var lines []string
	for _, l := range policy.Leaves(v) {
		switch {
		case l.Name == "":
			lines = append(lines, l.Value)
		default:
			lines = append(lines, l.Name+": "+l.Value)
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n")
}

// statementWords is a time that was stated; "" for what is none.
func statementWords(e any) string {
	m, is := e.(map[string]any)
	if !is || m["precision"] == nil || m["at"] == nil {
		return ""
	}
	raw, err := json.Marshal(m)
	var s timeline.Statement
	if err != nil || json.Unmarshal(raw, &s) != nil {
		return ""
	}
	text := assets.English()
	at := strings.Replace(s.At, "T", " ", 1)
	if at == "" {
		at = s.Raw
	}
	if s.End != "" {
		at += " – " + strings.Replace(s.End, "T", " ", 1)
	}
	if s.Zone != "" {
		at += " " + s.Zone
	}
	words := at + ", " + text.Text("precision."+string(s.Precision))
	if s.Raw != "" && s.Raw != s.At {
		words += ", " + text.Text("audit.writtenAs", "raw", s.Raw)
	}
	return words
}
