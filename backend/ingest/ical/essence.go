package ical

import (
	"bytes"
	"strings"
)

// essential are the properties of which an entry of a calendar is made.
var essential = map[string]bool{
	"UID": true, "SUMMARY": true, "DTSTART": true, "DTEND": true, "DURATION": true, "RRULE": true, "EXRULE": true,
	"EXDATE": true, "RDATE": true, "RECURRENCE-ID": true, "STATUS": true, "CATEGORIES": true, "TRANSP": true,
}

// essence is what an entry says of time and name. Guests, descriptions and links to
// meetings are left out: a calendar is shared, and what waits in it goes along.
func (b block) essence() string {
	out := "BEGIN:" + b.kind + "\n"
	depth := 0
	for line := range strings.SplitSeq(string(b.text), "\n") {
		switch word, _ := begins([]byte(line)); {
		case word == "BEGIN":
			depth++
			continue
		case word == "END":
			depth--
			continue
		}
		name := strings.ToUpper(line[:max(bytes.IndexAny([]byte(line), ":;"), 0)])
		if depth <= 0 && (essential[name] || strings.HasPrefix(name, "X-SECOND-STORY-")) {
			out += line + "\n"
		}
	}
	return out + "END:" + b.kind + "\n"
}
