package ingest

import (
	"strings"
	"unicode"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
)

// cutBehindOwner ends a title behind its first line when that line ends with an
// owner or a date and the lines below it only go on telling: they are text, and
// no part of the owner's name.
func (p *interp) cutBehindOwner(a *intake.Action, full, title, text string) (string, string) {
	line, _, more := strings.Cut(full, "\n")
	line = strings.TrimSpace(line)
	below, ok := strings.CutPrefix(title, line+" ")
	if !more || !ok || len(strings.Fields(below)) < 2 {
		return title, text
	}
	try, other := *a, *a
	p.tail(&try, line)
	p.tail(&other, below)
	owned := try.OwnerRole != a.OwnerRole || try.OwnerName != a.OwnerName || try.Due != a.Due
	if !owned || other != *a {
		return title, text
	}
	if text != "" {
		below += "\n\n" + text
	}
	return line, below
}

// dashParts reads an owner and a date behind a long dash: "… — @name,
// 01.09.2023". Both must be there; a dash with one of them alone is more often
// part of the sentence.
func (p *interp) dashParts(a *intake.Action, t string) (before string, ok bool) {
	if a.OwnerName != "" || a.OwnerRole != "" || a.Due != "" || a.DueRaw != "" {
		return "", false
	}
	for _, dash := range []string{" — ", " – "} {
		i := strings.LastIndex(t, dash)
		if i <= 0 {
			continue
		}
		who, when, comma := strings.Cut(t[i+len(dash):], ", ")
		if !comma || !isOwnerName(who) {
			continue
		}
		due := strings.TrimPrefix(strings.TrimPrefix(when, "by "), "due ")
		if r, scanned := timeline.Scan(due, p.slash); !scanned || !r.HasDate || strings.TrimSpace(r.Rest) != "" {
			continue
		}
		a.OwnerRole, a.OwnerName = personOf(who)
		p.dueOf(a, due)
		return strings.TrimSpace(t[:i]), true
	}
	return "", false
}

// isOwnerName knows an account ("@carol"), and a name of two or three words that
// all begin with a capital.
func isOwnerName(s string) bool {
	words := strings.Fields(s)
	if len(words) == 1 {
		return len(s) > 1 && s[0] == '@'
	}
	if len(words) < 2 || len(words) > 3 || !looksLikeName(s) {
		return false
	}
	for _, w := range words {
		if !unicode.IsUpper([]rune(w)[0]) {
			return false
		}
	}
	return true
}
