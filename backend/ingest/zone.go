package ingest

import (
	"strings"

	"secondstory/backend/domain/timeline"
)

// zoneStatement reads a line that states the zone of the times around it: "All
// times in UTC.", "Times are PST (UTC-8)", "(all times CET)".
func zoneStatement(line string) (timeline.Zone, bool) {
	if len(line) > 200 {
		return timeline.Zone{}, false
	}
	low := strings.ToLower(line)
	i := strings.Index(low, "time")
	if i < 0 {
		return timeline.Zone{}, false
	}
	switch {
	case strings.Contains(low, "all times"), strings.Contains(low, "all timestamps"), strings.Contains(low, "times are"), strings.Contains(low, "times in"), strings.Contains(low, "time in "),
		strings.Contains(low, "timestamps are"), strings.Contains(low, "timestamps in"), strings.Contains(low, "timezone"), strings.Contains(low, "time zone"), strings.Contains(low, "times listed"), strings.Contains(low, "times given"),
		strings.Contains(low, "times below"), strings.Contains(low, "times shown"), strings.Contains(low, "times (") && len(line) < 60, strings.Contains(low, "times:"), strings.Contains(low, "times utc"):
	default:
		return timeline.Zone{}, false
	}
	if len(strings.Fields(line)) > 20 {
		return timeline.Zone{}, false
	}
	return zoneIn(line[i:])
}

// zoneIn finds the first zone named in a heading, a column head or a statement.
func zoneIn(text string) (timeline.Zone, bool) {
	for i := 0; i < len(text); i++ {
		if i > 0 {
			switch text[i-1] {
			case ' ', '(', '[', ':', '*', '_', '/', '\t', ',', '`':
			default:
				continue
			}
		}
		c := text[i]
		if (c < 'A' || c > 'Z') && c != 'u' && c != 'g' && c != '+' {
			continue
		}
		rest := text[i:]
		end := len(rest)
		// The longest piece that is a zone: with its offset in brackets, or alone.
		for _, cut := range []int{zoneEnd(rest, true), zoneEnd(rest, false)} {
			if cut <= 0 || cut > end {
				continue
			}
			if z, ok := timeline.ParseZone(strings.Trim(rest[:cut], " .,;:*_`")); ok {
				word := rest[:cut]
				if strings.ToUpper(word[:1]) != word[:1] && !strings.HasPrefix(word, "utc") && !strings.HasPrefix(word, "gmt") {
					continue
				}
				return z, true
			}
		}
	}
	return timeline.Zone{}, false
}

// zoneEnd gives how far a zone at the beginning of s may reach.
func zoneEnd(s string, withOffset bool) int {
	n := 0
	for n < len(s) && n < 40 {
		c := s[n]
		if c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '/' || c == '_' || c == '+' || c == '-' || c == ':' && n+1 < len(s) && s[n+1] >= '0' && s[n+1] <= '9' {
			n++
			continue
		}
		break
	}
	word := s[:n]
	switch strings.ToLower(word) {
	case "pacific", "eastern", "central", "mountain", "british", "coordinated", "greenwich":
		if i := strings.Index(strings.ToLower(s), " time"); i > 0 && i < 40 {
			return i + 5
		}
	}
	// Lower-case words are words, whatever zone they spell.
	if n > 0 && !strings.Contains(word, "/") && word[0] != '+' && strings.ToUpper(word) != word && !strings.EqualFold(word[:min(3, n)], "utc") && !strings.EqualFold(word[:min(3, n)], "gmt") {
		return 0
	}
	if !withOffset {
		return n
	}
	m := n
	for m < len(s) && s[m] == ' ' {
		m++
	}
	if m < len(s) && (s[m] == '(' || s[m] == '[') {
		if end := strings.IndexAny(s[m:], ")]"); end > 0 && end < 20 {
			return m + end + 1
		}
	}
	return 0
}

// saysApproximate knows "All times approximate".
func saysApproximate(text string) bool {
	low := strings.ToLower(text)
	i := strings.Index(low, "times")
	return i >= 0 && strings.Contains(low[i:], "approximat")
}

// findDate finds the first full date in a text, or one without a year when a
// year is given.
func findDate(text string, slash timeline.SlashOrder, year int) string {
	if len(text) > 300 {
		text = text[:300]
	}
	for i := 0; i < len(text); i++ {
		if i > 0 {
			c := text[i-1]
			if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 {
				continue
			}
		}
		c := text[i]
		if (c < '0' || c > '9') && (c < 'A' || c > 'Z') {
			continue
		}
		if date := timeline.FindDate(text[i:], slash, year); date != "" {
			return date
		}
	}
	return ""
}
